"""An HTML page into a `Sheet`: a decoded page in, its table out, what stands beside and below it in the trail."""

from __future__ import annotations

from csvbridge.reading.htmltable import ESCAPED, read_html
from csvbridge.reading.reading import Reading
from csvbridge.reading.sheet import Sheet
from csvbridge.reading.table import FOOTER, brief, lay_out
from csvbridge.rules import containers


def read_page_table(text: str, reading: Reading) -> Sheet:
    """Return the table of a page; what had to be done to its cells is told."""
    source, findings = reading.source, reading.findings
    page = read_html(text, reading.known, reading.caps)
    number = source.number
    if page.hidden_cells:
        findings.add(containers.HTML_CELLS_HIDDEN, source=number, count=page.hidden_cells)
    if page.merged:
        findings.add(containers.HTML_CELLS_MERGED, source=number, count=len(page.merged), at=page.merged[0])
    if page.escaped_twice:
        row, cell = page.escaped_sample
        mark = ESCAPED.search(cell)
        findings.add(
            containers.HTML_DOUBLE_ESCAPED,
            source=number,
            value=cell,
            count=page.escaped_twice,
            at=row,
            mark=mark.group() if mark else "",
            sample=repr(cell),
        )
    sheet = lay_out(page.grid, source, reading.trail, findings, reading.known)
    below = [*((line, "text below the table") for line in page.beside), *((line, FOOTER) for line in page.footer)]
    for place, (line, reason) in enumerate(below, page.grid.numbers[-1] + 1):
        reading.trail.set_aside(source, place, brief(line), reason)
    sheet.footer += page.footer
    return sheet

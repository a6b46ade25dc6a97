"""The company as HTML tables that are called .xls: details only (R3, R6) and Classic's printable view (R5).

In: tables of typed cells. Out: file name -> bytes (salesforce-exports.md §1.5). Values are escaped once; a line break
inside a street is `<br>`.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from company import Column, Company, Table
from render_text import REPORT, Style, cell_text, cells, encoded, footer, report_files, stamp


def _escaped(text: str) -> str:
    return html.escape(text, quote=True).replace("&#x27;", "&#39;").replace("\n", "<br>") or "&nbsp;"


def _row(texts: Sequence[str], tag: str = "td") -> str:
    scope = ' scope="col"' if tag == "th" else ""
    return "<tr>" + "".join(f"<{tag}{scope}>{_escaped(text)}</{tag}>" for text in texts) + "</tr>\n"


def _page(body: str, style: Style, *, meta: bool) -> bytes:
    named = f'<meta http-equiv="Content-Type" content="text/html; charset={style.encoding}">' if meta else ""
    return encoded(f"<html><head>{named}</head><body>{body}</body></html>\n", style)


def details(
    table: Table, style: Style = REPORT, *, meta: bool = True, ending: str = "rows", codes: bool = False
) -> bytes:
    """R3, R6: the header in `<th>`, records in `<td>`; the footer as rows of the table, as text after it, or absent.

    With `codes`, amounts read `USD 3,047.32`, as in an organisation with several currencies.
    """
    rows = cells(table, style)
    if codes:
        for shown, row in zip(rows, table.rows, strict=True):
            for place, (column, value) in enumerate(zip(table.columns, row, strict=True)):
                if column.kind == "money" and isinstance(value, Decimal):
                    shown[place] = f"USD {value:,.2f}"
    body = "<table>\n" + _row(table.names, "th") + "".join(map(_row, rows))
    lines = footer(table.title, stamp(style))
    if ending == "rows":
        spanned = [f'<tr><td colspan="{len(table.names)}">{_escaped(line)}</td></tr>\n' for line in ["", "", *lines]]
        body += "".join(spanned)
    body += "</table>\n"
    if ending == "text":
        body += "<br><br>" + "<br>\n".join(map(_escaped, lines))
    return _page(body, style, meta=meta)


def details_files(
    company: Company,
    *,
    ids: bool,
    style: Style = REPORT,
    meta: bool = True,
    ending: str = "rows",
    codes: bool = False,
) -> dict[str, bytes]:
    def render(table: Table) -> bytes:
        return details(table, style, meta=meta, ending=ending, codes=codes)

    return report_files(company, render, "xls", ids=ids)


_AS_OF = "As of 11/2/2026 9:14 AM"


def printable(table: Table, style: Style = REPORT, *, group: str = "", beside: bool = False) -> bytes:
    """R5: title and filters above, `Grand Totals (n records)` and the confidentiality lines below.

    Sums stand in a row below the grand total, or in its own row with `beside`. With `group`, a row for each value of that column, which is then no column of the table. That it looks so is known
    only in outline (§1.5, grade L; §8).
    """
    place = table.place(group) if group else -1
    shown = [c for p, c in enumerate(table.columns) if p != place]
    width = len(shown)
    lines = [f"<h1>{_escaped(table.title)}</h1><div>{_AS_OF}</div><div>Filtered By: All opportunities</div>\n"]
    lines.append("<table>\n" + _row([c.name for c in shown], "th"))
    texts = [[t for p, t in enumerate(row) if p != place] for row in cells(table, style)]
    before: object = None
    for text, row in zip(texts, table.rows, strict=True):
        if group and row[place] != before:
            before = row[place]
            count = table.column(group).count(before)
            head = _escaped(f"{group}: {before} ({count} record{'s' if count > 1 else ''})")
            lines.append(f'<tr><td colspan="{width}"><b>{head}</b></td></tr>\n')
        lines.append(_row(text))
    words = f"<b>Grand Totals ({len(table.rows)} records)</b>"
    sums = _sums(table, shown, style)
    if beside:
        lines.append(
            "<tr>" + "".join(f"<td>{_escaped(text) if place else words}</td>" for place, text in enumerate(sums))
        )
        lines.append("</tr>\n")
    else:
        lines.append(f'<tr><td colspan="{width}">{words}</td></tr>\n' + (_row(sums) if any(sums) else ""))
    lines.append("</table>\n<br>" + "<br>\n".join(map(_escaped, footer(table.title, stamp(style))[1:3])))
    return _page("".join(lines), style, meta=True)


def _sums(table: Table, shown: Sequence[Column], style: Style) -> list[str]:
    wanted = [name for name in ("Total Price", "Amount") if name in table.names][:1]
    return [
        cell_text(sum((v for v in table.column(c.name) if isinstance(v, Decimal)), Decimal(0)), c, style)
        if c.name in wanted
        else ""
        for c in shown
    ]


def printable_files(
    company: Company, *, ids: bool, style: Style = REPORT, grouped: bool = False, beside: bool = False
) -> dict[str, bytes]:
    def render(table: Table) -> bytes:
        group = "Account Name" if grouped and "Stage" in table.names else ""
        return printable(table, style, group=group, beside=beside)

    return report_files(company, render, "xls", ids=ids)


LATIN = replace(REPORT, encoding="iso-8859-1")

"""The headings of a file for an import screen: what is missing, doubled, or left behind.

In: a recognised table. Out: findings on the file. Columns are never guessed at: one that the template does not know
is named, with nothing made of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from csvbridge.findings import Findings
from csvbridge.mapping.ready_tables import ReadyTable
from csvbridge.rules import ready_files as rules
from csvbridge.schemas import normal_heading

_SHOWN = 12


def check_headings(table: ReadyTable, region: str, findings: Findings) -> None:
    """Say which required columns are not there, which are doubled, ignored, or must be mapped by hand."""
    source, title = table.source.number, table.template.title
    listed = ", ".join(heading.strip()[:40] for heading in table.headings[:30] if heading.strip())
    for column in table.template.columns:
        if column.required and column.name not in table.columns:
            findings.add(
                rules.COLUMN_ABSENT, source=source, title=title, wanted=column.label, headings=listed or "(all blank)"
            )
    _doubled(table, findings)
    ignored = [table.headings[place].strip() for place in table.unread if any(map(str.strip, table.others[place]))]
    if ignored and not table.template.exact:
        findings.add(rules.COLUMNS_IGNORED, source=source, title=title, count=len(ignored), columns=_some(ignored))
    if not table.template.exact:
        _by_hand(table, findings)
    if not table.template.serves(region):
        findings.add(rules.REGION_DIFFERS, source=source, title=title, region=table.template.region, own=region)


def _doubled(table: ReadyTable, findings: Findings) -> None:
    """Say of headings that mean one column, where their cells differ: QuickBooks maps one of them."""
    if table.sheet is None:
        return
    for name, further in table.doubled.items():
        columns = [table.sheet.columns[place] for place in (table.positions[name], *further)]
        differ = next((at for at, cells in enumerate(zip(*columns, strict=True)) if len(set(cells)) > 1), None)
        if differ is not None:
            places = (table.positions[name], *further)
            named = ", ".join(f"{table.headings[place].strip()[:40]} (column {place + 1})" for place in places)
            findings.add(
                rules.HEADING_TWICE,
                row=table.row_ids[differ],
                field=name,
                count=len(places),
                wanted=name.removeprefix("*"),
                columns=named,
                at=differ + 1,
            )


def _by_hand(table: ReadyTable, findings: Findings) -> None:
    pairs = []
    for column in table.present:
        own = table.headings[table.positions[column.name]]
        if normal_heading(own).removeprefix("*") != normal_heading(column.label):
            pairs.append(f"{own.strip()[:40]} is {column.label}")
    if pairs:
        findings.add(rules.MAPPED_BY_HAND, source=table.source.number, pairs=_some(pairs))


def _some(texts: Sequence[str]) -> str:
    more = f", ... and {len(texts) - _SHOWN} more" if len(texts) > _SHOWN else ""
    return ", ".join(text[:60] for text in texts[:_SHOWN]) + more

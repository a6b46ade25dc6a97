"""Find the column of each field of an export: whole labels first, then by the part after the last `: `.

In: a sheet and the export that it is. Out: a `Table`, or stops that say all that is missing and every two columns that
differ and could both feed one field.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from csvbridge.findings import Findings
from csvbridge.mapping.currencies import lend_code_column, refuse_converted, row_field
from csvbridge.mapping.proposals import proposal
from csvbridge.reading.sheet import Sheet
from csvbridge.rules import shape
from csvbridge.schemas import (
    Export,
    ExportColumn,
    Language,
    heading_forms,
    normal_heading,
)
from csvbridge.values.ids import read_id


@dataclass(slots=True, kw_only=True)
class Table:
    """A sheet that is known for what it is. `positions` maps each field found to its column."""

    sheet: Sheet
    export: Export
    positions: dict[str, int]
    language: Language | None = None
    """The language of the headings, where it is not English and known."""
    renamed: bool = False
    """Whether a column found has a name of the org's own or of another language: then it is a report's label."""
    mark: tuple[str, str] = ("", "")
    """The decimal mark and its evidence, once they are decided; no mark: a question."""
    orders: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Field -> order of day and month and its evidence, once they are decided; no order: a question."""

    @property
    def api_named(self) -> bool:
        """Whether the headings are API names (Data Loader, weekly export): such files write numbers with a point."""
        if self.sheet.exact or self.renamed:
            return self.sheet.exact
        return not any(" " in self.sheet.headings[p].strip() for p in self.positions.values())


def listed_headings(sheet: Sheet) -> str:
    return ", ".join(h.strip()[:60] for h in sheet.headings[:30] if h.strip()) or "(all blank)"


def label_of(export: Export, field: str) -> str:
    return next((f'"{c.headings[0]}"' for c in export.columns if c.field == field), field)


def join_columns(
    sheet: Sheet, headings: Sequence[str], export: Export, findings: Findings, language: Language | None = None
) -> Table | None:
    """Find the column of each field; say all that is missing or ambiguous.

    In a table of another language the deal's name and amount are needed too, lest it be half-read.
    """
    sheet.source.identified_as = export.id
    positions: dict[str, int] = {}
    taken: set[int] = set()
    sound = True
    spoken_for = known_whole(headings, export)
    for column in export.columns:
        found = candidates(headings, spellings_of(column, headings), spoken_for)
        if not found:
            continue
        first = found[0]
        other = next((p for p in found[1:] if _differ(sheet, first, p, column.kind)), None)
        if other is not None:
            row = next(
                i
                for i, (a, b) in enumerate(zip(sheet.columns[first], sheet.columns[other], strict=True))
                if _differ_cells(a, b, column.kind)
            )
            findings.add(
                shape.COLUMNS_DIFFER,
                source=sheet.source.number,
                field=column.field,
                first=_placed(sheet, first),
                second=_placed(sheet, other),
                left=sheet.columns[first][row][:60] or "(blank)",
                right=sheet.columns[other][row][:60] or "(blank)",
            )
            sound = False
        positions[column.field] = first
        taken.update(found)
        sheet.source.headings[column.field] = sheet.headings[first].strip()
        sheet.source.cells[column.field] = sheet.columns[first]
        if first in sheet.filled:
            sheet.source.cell_rows[column.field] = sheet.filled[first]
    lender = lend_code_column(export, positions)
    if lender:
        sheet.source.headings[row_field(export)] = sheet.source.headings[lender]
        sheet.source.cells[row_field(export)] = sheet.source.cells[lender]
    converted = refuse_converted(sheet, headings, export, positions, findings)
    sound = sound and not converted
    needs = export.needs
    if language is not None and export.entity == "opportunity":
        needs = (*needs, ("opportunity_name",), ("amount",))
    missing = [group for group in needs if not any(field in positions or field in converted for field in group)]
    for group in missing:
        findings.add(
            shape.COLUMN_MISSING,
            source=sheet.source.number,
            title=export.title,
            wanted=" or ".join(label_of(export, field) for field in group),
            first=label_of(export, group[0]).strip('"'),
            headings=listed_headings(sheet),
            # all that is known of the unknown columns is said once
            proposal=proposal(sheet, headings, export) if group is missing[0] else "",
        )
        sound = False
    _note_doubled(sheet, taken, findings)
    if not sound:
        return None
    renamed = any(headings[place] != sheet.headings[place] for place in positions.values())
    return Table(sheet=sheet, export=export, positions=positions, language=language, renamed=renamed)


def spellings_of(column: ExportColumn, headings: Sequence[str]) -> Sequence[str]:
    api_named = not any(" " in heading.strip() for heading in headings)
    return (*column.headings, *column.api_headings) if api_named else column.headings


def known_whole(headings: Sequence[str], export: Export) -> frozenset[int]:
    """Return the columns whose whole label is some field's own: they feed no other field by their last part."""
    spelled = {normal_heading(s) for column in export.columns for s in spellings_of(column, headings)}
    return frozenset(p for p, heading in enumerate(headings) if normal_heading(heading) in spelled)


def candidates(headings: Sequence[str], spellings: Sequence[str], spoken_for: frozenset[int]) -> list[int]:
    """Return the columns that could feed a field: whole labels where there are any, else by the part after `: `."""
    wanted = [normal_heading(s) for s in spellings]
    whole = [p for w in wanted for p, h in enumerate(headings) if normal_heading(h) == w]
    if whole:
        return list(dict.fromkeys(whole))
    return [
        p
        for p, h in enumerate(headings)
        if p not in spoken_for and any(form in wanted for form in heading_forms(h)[1:])
    ]


def _differ(sheet: Sheet, first: int, second: int, kind: str) -> bool:
    pairs = set(zip(sheet.columns[first], sheet.columns[second], strict=True))
    return any(_differ_cells(a, b, kind) for a, b in pairs)


def _differ_cells(left: str, right: str, kind: str) -> bool:
    if left.strip() == right.strip():
        return False
    if kind == "id":  # the same record as 15 and as 18 characters
        return read_id(left).id != read_id(right).id or not read_id(left).id
    return True


def _placed(sheet: Sheet, position: int) -> str:
    return f'"{sheet.headings[position].strip()}" (column {position + 1})'


def _note_doubled(sheet: Sheet, taken: set[int], findings: Findings) -> None:
    counts = Counter(normal_heading(h) for h in sheet.headings)
    odd = [
        (h.strip() or "(blank)")
        for p, h in enumerate(sheet.headings)
        if p not in taken and (not h.strip() or counts[normal_heading(h)] > 1)
    ]
    if odd:
        sample = ", ".join(dict.fromkeys(o[:40] for o in odd[:5]))
        findings.add(shape.HEADINGS_DOUBLED, source=sheet.source.number, count=len(odd), sample=sample)

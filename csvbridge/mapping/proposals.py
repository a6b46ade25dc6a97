"""What unknown columns might be: their headings and values in, lines for csvbridge.toml out, for a person to judge.

A proposal rests on the values (ids of one object, the only dates, a stage that is won) or on a heading much like a
known one. It is printed and never used: where nothing speaks for a column, its line stays open.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from csvbridge.reading.sheet import Sheet
from csvbridge.schemas import Export, ExportColumn, heading_forms, normal_heading
from csvbridge.values import dates, flags, numbers
from csvbridge.values.ids import read_id
from csvbridge.values.money import CURRENCIES
from csvbridge.values.text import one_line, strip_hidden

_LOOKED_AT = 100  # rows of a column that tell what it holds
_MOST_COLUMNS = 200  # columns of a stranger that are looked at
_ALIKE = 76  # of 100: "Acount Name" is 96 like "Account Name", "Client Name" 61
_SHOWN = 15  # columns
_NEW_LINE = "\n      "
_PREFIXES = {
    "account_id": "001",
    "contact_id": "003",
    "opportunity_id": "006",
    "product_id": "01t",
    "price_book_id": "01s",
    "entry_id": "01u",
    "line_id": "00k",
}
_FITS = {
    "id": ("ids",),
    "date": ("dates",),
    "money": ("amounts",),
    "decimal": ("amounts", "boxes"),
    "percent": ("amounts", "boxes"),
    "flag": ("boxes",),
    "code": ("text", "amounts", "boxes"),
}
_SOLE = ("close_date", "amount", "total_price")
"""Fields for which the only column of their kind is a good guess."""


class Unknown(NamedTuple):
    """A column that nothing knows, and what its values look like."""

    position: int
    heading: str
    kind: str
    prefix: str
    """Of ids: the first three characters, which tell the object."""
    samples: tuple[str, ...]

    @property
    def words(self) -> str:
        """The column's values in words."""
        if not self.samples:
            return "always blank"
        kind = f"{self.kind} {self.prefix}..." if self.prefix else self.kind
        return f"{kind} such as {', '.join(self.samples)}"


def unknown_columns(sheet: Sheet, taken: Collection[int]) -> list[Unknown]:
    """Return the columns with a heading that feed no field, and what they hold."""
    places = [p for p, heading in enumerate(sheet.headings[:_MOST_COLUMNS]) if heading.strip() and p not in taken]
    return [_looked_at(sheet, place) for place in places]


def known_columns(headings: Sequence[str], export: Export) -> set[int]:
    """Return the columns whose heading is one of the export's."""
    spelled = {normal_heading(h) for column in export.columns for h in (*column.headings, *column.api_headings)}
    return {p for p, heading in enumerate(headings) if spelled.intersection(heading_forms(heading))}


def proposal(sheet: Sheet, headings: Sequence[str], export: Export, stages: Collection[str] = ()) -> str:
    """Return the unknown columns with what they hold, and the lines to paste; blank when every column is known."""
    taken = known_columns(headings, export)
    unknown = unknown_columns(sheet, taken)
    if not unknown:
        return ""
    found = candidates(unknown, headings, export, stages)
    lines = [f"Columns that csvbridge does not know ({len(unknown)}):"]
    lines += [f"  {_quoted(column.heading)}: {column.words}" for column in unknown[:_SHOWN]]
    if len(unknown) > _SHOWN:
        lines.append(f"  ... and {len(unknown) - _SHOWN} more")
    lines += ["To paste into csvbridge.toml, once you have checked it:", "[headings]"]
    lines += [f"{_quoted(column.heading)} = {_quoted(label)}" for column, label in found]
    proposed = {column.position for column, _ in found}
    lines += [f"# {_quoted(c.heading)} = {_quoted('?')}" for c in unknown[:_SHOWN] if c.position not in proposed]
    wanted = _wanted(headings, export, {label for _, label in found})
    if wanted:
        lines.append(f"# still wanted: {'; '.join(wanted)}")
    return _NEW_LINE + _NEW_LINE.join(lines)


def candidates(
    unknown: Sequence[Unknown], headings: Sequence[str], export: Export, stages: Collection[str] = ()
) -> list[tuple[Unknown, str]]:
    """Return the columns that may well be one of the export's, each with that label; ties are left open."""
    present = {form for heading in headings for form in heading_forms(heading)}
    free = [c for c in export.columns if not any(normal_heading(h) in present for h in c.headings)]
    kinds = Counter(column.kind for column in unknown)
    won = {stage.casefold() for stage in stages} | {"closed won"}
    scored = [
        (score, at, column) for column in free for at in unknown if (score := _score(at, column, kinds, won)) >= _ALIKE
    ]
    found: list[tuple[Unknown, str]] = []
    used: set[object] = set()
    for score, at, column in sorted(scored, key=lambda one: (-one[0], one[1].position)):
        rivals = [s for s in scored if s[0] == score and (s[1] is at) != (s[2] is column)]
        if at.position in used or column.field in used or any(_open(rival, used) for rival in rivals):
            continue
        used |= {at.position, column.field}
        found.append((at, column.headings[0]))
    return sorted(found, key=lambda pair: pair[0].position)


def fitting(exports: Iterable[Export], sheet: Sheet, headings: Sequence[str]) -> Export | None:
    """Return the kind of export that a stranger is most like: by headings known, and by ids and headings alike."""
    looked = unknown_columns(sheet, ())
    best, nearest = 1, None  # one heading in common is chance
    for export in exports:
        taken = known_columns(headings, export)
        unknown = [column for column in looked if column.position not in taken]
        count = len(taken) + len(candidates(unknown, headings, export))
        if count > best:
            best, nearest = count, export
    return nearest


def _open(rival: tuple[float, Unknown, ExportColumn], used: set[object]) -> bool:
    return rival[1].position not in used and rival[2].field not in used


def _score(at: Unknown, column: ExportColumn, kinds: Counter[str], won: set[str]) -> float:
    """Return how well a column fits a field, 0 to 100; values of another kind do not fit at all."""
    from rapidfuzz import fuzz  # loads slowly, and only a file with unknown columns needs it

    if at.samples and at.kind not in _FITS.get(column.kind, ("text",)):
        return 0
    if column.kind == "id" and at.samples:
        return 100 if _PREFIXES.get(column.field) == at.prefix else 0
    labels = [h for h in column.headings if " " in h or h == column.headings[0]]
    own = normal_heading(at.heading)
    alike = max(max(fuzz.ratio(own, h), fuzz.token_sort_ratio(own, h)) for h in map(normal_heading, labels))
    if column.field == "stage" and won.intersection(sample.casefold() for sample in at.samples):
        return max(alike, 95)
    if column.field in _SOLE and at.samples and kinds[at.kind] == 1:
        return max(alike, _ALIKE)
    return alike


def _wanted(headings: Sequence[str], export: Export, proposed: set[str]) -> list[str]:
    """Return the needed labels that no heading and no proposal gives."""
    present = {form for heading in headings for form in heading_forms(heading)}
    by_field = {column.field: column for column in export.columns}
    return [
        " or ".join(f'"{by_field[field].headings[0]}"' for field in group)
        for group in export.needs
        if not any(
            by_field[field].headings[0] in proposed
            or any(normal_heading(h) in present for h in by_field[field].headings)
            for field in group
        )
    ]


# --- what values look like --------------------------------------------------------------------------------------------


def _looked_at(sheet: Sheet, place: int) -> Unknown:
    cells = dict.fromkeys(cell.strip() for cell in sheet.columns[place][:_LOOKED_AT])
    values = [cell for cell in cells if cell]
    kind, prefix = _kind(values)
    won_first = sorted(values, key=lambda value: "won" not in value.casefold())
    samples = tuple(_sample(value) for value in won_first[:3])
    return Unknown(place, sheet.headings[place].strip(), kind, prefix, samples)


def _sample(value: str) -> str:
    text = one_line(strip_hidden(value))
    return text if len(text) <= 24 else f"{text[:23]}…"


def _kind(values: Sequence[str]) -> tuple[str, str]:
    ids = [found.id for value in values if (found := read_id(value)).id and any(c.isdigit() for c in value)]
    if _mostly(len(ids), values):
        return "ids", Counter(found[:3] for found in ids).most_common(1)[0][0]
    tests = (
        ("boxes", lambda value: flags.parse_flag(value) is not None),
        ("amounts", lambda value: any(numbers.parse_number(value, mark) for mark in ".,")),
        ("dates", lambda value: any(dates.parse_date(value, order) for order in (dates.MONTH_FIRST, dates.DAY_FIRST))),
        ("currency codes", lambda value: value in CURRENCIES),
        ("e-mail addresses", lambda value: "@" in value and " " not in value),
    )
    for name, holds in tests:
        if _mostly(sum(map(holds, values)), values):
            return name, ""
    return "text", ""


def _mostly(count: int, values: Sequence[str]) -> bool:
    return bool(values) and count * 10 >= len(values) * 9


def _quoted(text: str) -> str:
    """Return a text as TOML has it, without what could move a terminal."""
    return json.dumps(one_line(strip_hidden(text))[:120], ensure_ascii=False)

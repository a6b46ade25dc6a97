"""Know a file for one of QuickBooks' import screens by its headings, and find its columns.

In: a sheet as read, and the templates. Out: a `ReadyTable`, the template joined to the columns that the file has, or
None for a stranger. The name of a file never counts, nor do order, case, stars, blanks and signs of its headings; a
column that the template does not know is kept aside, never taken for another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, NamedTuple

from csvbridge.column_texts import Texts
from csvbridge.findings import Findings, Rule, shown
from csvbridge.reading.sheet import Sheet
from csvbridge.schemas import Template, TemplateColumn, bare_heading, normal_heading
from csvbridge.trail import Source, Trail


class Aside(NamedTuple):
    """A row that the reader took for no record: a title, a blank row, a total."""

    row: int
    text: str
    reason: str


@dataclass(slots=True, kw_only=True)
class ReadyTable:
    """A file, or one sheet of it, for an import screen. `columns` are by the name of the template's column."""

    template: Template
    source: Source
    row_ids: Sequence[int]
    headings: Sequence[str]
    positions: Mapping[str, int]
    columns: Mapping[str, Sequence[str]]
    doubled: Mapping[str, Sequence[int]]
    """Template's column -> the further places of the file that mean it too."""
    unread: Sequence[int]
    """Places of the headings that no column of the template means."""
    others: Mapping[int, Sequence[str]]
    """The cells of those columns and of the doubled ones, by place."""
    rows: Sequence[int] = ()
    """The physical row of each record."""
    aside: Sequence[Aside] = ()
    sheet: Sheet | None = None
    """The sheet that was read; None for rows that csvbridge is about to write."""
    looked_at: dict[int, Texts] = field(default_factory=dict, repr=False, compare=False)
    """What is known of columns, by their identity: views of a table share it, as they share the columns."""

    def __len__(self) -> int:
        return len(self.row_ids)

    def texts(self, cells: Sequence[str]) -> Texts:
        """Return a column's texts, to be looked at together; what one check works out is there for the next."""
        found = self.looked_at.get(id(cells))
        if found is None:  # it keeps the cells, so that nothing else can come by their identity
            found = self.looked_at[id(cells)] = Texts(cells)
        return found

    def row_of(self, at: int) -> int:
        """Return the physical row of a record."""
        return self.rows[at] if self.rows else at + 2

    @property
    def last_row(self) -> int:
        """The physical row of the last record, 0 without one."""
        return self.rows[-1] if self.rows else 0

    def without(self, positions: frozenset[int]) -> ReadyTable:
        """Return the table without some of its rows."""
        if not positions:
            return self
        kept = [at for at in range(len(self)) if at not in positions]
        return replace(
            self,
            row_ids=[self.row_ids[at] for at in kept],
            columns={name: [cells[at] for at in kept] for name, cells in self.columns.items()},
            others={place: [cells[at] for at in kept] for place, cells in self.others.items()},
            rows=[self.rows[at] for at in kept] if self.rows else (),
        )

    def column(self, meaning: str) -> TemplateColumn | None:
        """Return the template's column of a meaning, where the file has it."""
        found = (c for c in self.template.readable if c.meaning == meaning and c.name in self.columns)
        return next(found, None)

    def cells(self, meaning: str) -> Sequence[str] | None:
        """Return the cells of a meaning, None where the file has no such column."""
        column = self.column(meaning)
        return None if column is None else self.columns[column.name]

    def tell(self, findings: Findings, rule: Rule, at: int, column: TemplateColumn, **facts: object) -> None:
        """Add a finding on a cell: what it is called, and what stands in it, are among the facts."""
        text = self.columns[column.name][at]
        said: dict[str, Any] = {"target": f'"{column.name}"', "written": shown(text, 80) or ""} | facts
        findings.add(rule, row=self.row_ids[at], field=column.name, value=text, if_used=False, source=None, **said)

    @property
    def present(self) -> tuple[TemplateColumn, ...]:
        """The template's columns that the file has, in the template's order."""
        return tuple(column for column in self.template.readable if column.name in self.columns)


def recognise_template(headings: Sequence[str], templates: Iterable[Template], region: str) -> Template | None:
    """Return the template that a file is made for; those of the company's region come before all others.

    The most specific claim wins; of equals the one with most headings spelled as its own, then the narrower one.
    """
    found = [(score, template) for template in templates if (score := _score(headings, template)) is not None]
    regional = [one for one in found if one[1].serves(region)]
    return max(regional or found, key=lambda one: one[0])[1] if found else None


def ready_headings(templates: Iterable[Template]) -> frozenset[str]:
    """Return every heading that some template knows, bare: readers find a heading row by them."""
    return frozenset(spelled for template in templates for spelled in _spelled(template))


def join_template(sheet: Sheet, template: Template, trail: Trail) -> ReadyTable:
    """Find the columns of a template in a sheet; what the trail says of rows set aside is kept."""
    source = sheet.source
    source.identified_as = template.id
    places, unread = _places(sheet.headings, template)
    positions = {name: found[0] for name, found in places.items()}
    for name, place in positions.items():
        source.headings[name] = sheet.headings[place].strip()
        source.cells[name] = sheet.columns[place]
    for place in unread:  # findings on a column that the template lacks name it by its own heading
        source.headings.setdefault(sheet.headings[place], sheet.headings[place].strip())
    return ReadyTable(
        template=template,
        source=source,
        row_ids=sheet.row_ids,
        headings=sheet.headings,
        positions=positions,
        columns={name: sheet.columns[place] for name, place in positions.items()},
        doubled={name: found[1:] for name, found in places.items() if len(found) > 1},
        unread=unread,
        others={
            place: sheet.columns[place] for place in (*unread, *(p for found in places.values() for p in found[1:]))
        },
        aside=[Aside(row, text, why) for number, row, _, text, _, why, _ in trail.entries() if number == source.number],
        rows=trail.rows_of(source),
        sheet=sheet,
    )


def join_rows(
    template: Template, path: str, headings: Sequence[str], columns: Sequence[Sequence[str]], count: int
) -> ReadyTable:
    """Return rows that are about to be written as the table that they will be in their file."""
    return ReadyTable(
        template=template,
        source=Source(number=0, path=path, rows=count),
        row_ids=range(count),
        headings=headings,
        positions={name: place for place, name in enumerate(headings)},
        columns=dict(zip(headings, columns, strict=True)),
        doubled={},
        unread=(),
        others={},
    )


def _score(headings: Sequence[str], template: Template) -> tuple[int, int, int, int] | None:
    places, _ = _places(headings, template)
    bare = {bare_heading(heading) for heading in headings}
    spelled = _spelled(template)

    def met(names: Iterable[str]) -> int:
        return sum(spelled.get(bare_heading(name)) in places for name in names)  # a sample may lack some

    strength = max(
        (
            met((*claim.all, *claim.any))
            for claim in template.claims
            if met(claim.all) == len(claim.all)
            and bool(claim.any) <= bool(met(claim.any))
            and not any(bare_heading(name) in bare for name in claim.none)
        ),
        default=0,
    )
    if not strength:
        return None
    own = {normal_heading(form) for c in template.columns for form in (c.name, c.label)}
    exact = sum(normal_heading(heading) in own for heading in headings)
    return strength, exact, len(places), -len(template.columns)


def _places(headings: Sequence[str], template: Template) -> tuple[dict[str, list[int]], list[int]]:
    """Return the places of each column, and those of headings that mean none; blank headings are in neither."""
    spelled = _spelled(template)
    places: dict[str, list[int]] = {}
    unread = []
    for place, heading in enumerate(headings):
        name = spelled.get(bare_heading(heading)) if heading.strip() else None
        if name is not None:
            places.setdefault(name, []).append(place)
        elif heading.strip():
            unread.append(place)
    return places, unread


@lru_cache(maxsize=64)
def _spelled(template: Template) -> dict[str, str]:
    """Return each spelling, bare -> the name of the column that it means."""
    return {bare_heading(form): column.name for column in template.readable for form in column.spellings}

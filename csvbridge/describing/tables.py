"""What a table is: its route, its form, its rows, what it speaks of, and which columns were recognised.

In: a table, the rows of its entity as values, its file. Out: a `Description`, as data for the command line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from csvbridge.describing.route import route_of
from csvbridge.mapping.columns import Table
from csvbridge.mapping.currencies import row_field
from csvbridge.mapping.ready_tables import ReadyTable
from csvbridge.reading.sheet import Preamble, Sheet
from csvbridge.typed_rows import TypedRows

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


@dataclass(slots=True, kw_only=True)
class Description:
    """One table, described. What cannot be told is blank or empty."""

    path: str
    sheet: str | None
    identified_as: str
    title: str
    rows: int
    route: str = ""
    encoding: str = ""
    delimiter: str = ""
    decimal_mark: tuple[str, str] = ("", "")
    """The mark and its evidence."""
    dates: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The source's heading -> order of day and month, and its evidence."""
    period: tuple[str, str] | None = None
    """First and last close date."""
    currencies: dict[str, int] = field(default_factory=dict)
    """Code (blank: none named) -> rows."""
    stages: dict[str, int] = field(default_factory=dict)
    preamble: Preamble | None = None
    recognised: dict[str, str] = field(default_factory=dict)
    """The source's heading -> Salesforce's or QuickBooks' own label."""
    unrecognised: list[str] = field(default_factory=list)
    importable: bool = False
    """Whether it is a file for one of QuickBooks' import screens."""

    def as_json(self) -> dict[str, Any]:
        """Return the description as the envelope's `files[].tables[]`."""
        mark, why = self.decimal_mark
        about = self.preamble
        return {
            "sheet": self.sheet,
            "identified_as": self.identified_as or None,
            "title": self.title or None,
            "rows": self.rows,
            "route": self.route or None,
            "encoding": self.encoding or None,
            "delimiter": self.delimiter or None,
            "decimal_mark": {"mark": mark, "evidence": why} if mark else None,
            "dates": {name: {"order": order or None, "evidence": said} for name, (order, said) in self.dates.items()},
            "period": {"first": self.period[0], "last": self.period[1]} if self.period else None,
            "currencies": self.currencies,
            "stages": self.stages,
            "preamble": None
            if about is None
            else {
                "title": about.title,
                "as_of": about.as_of,
                "generated_by": about.generated_by,
                "sorted_by": about.sorted_by,
                "filters": list(about.filters),
                "record_count": about.record_count,
            },
            "columns": {"recognised": self.recognised, "not_recognised": self.unrecognised},
        }


def describe_sheet(sheet: Sheet, place: Path, titles: Mapping[str, str]) -> Description:
    """Describe a table that no conversion uses: not needed, not known, or lacking a column.

    `titles` are those of the exports and templates, by id; an object that nothing needs has its own in its name.
    """
    about = _form(sheet, titles.get(sheet.source.identified_as) or sheet.source.identified_as.partition(".")[2])
    if not about.identified_as.startswith("quickbooks."):
        api_named = not any(" " in heading.strip() for heading in sheet.headings)
        about.route = route_of(place, sheet, api_named=api_named, salesforce=True) if about.identified_as else ""
    return about


def describe_ready(table: ReadyTable, sheet: Sheet) -> Description:
    """Describe a file for one of QuickBooks' import screens."""
    about = _form(sheet, f"{table.template.title} for QuickBooks' import screen")
    about.importable = True
    about.recognised = {table.headings[place].strip(): name for name, place in table.positions.items()}
    used = set(table.positions.values())
    about.unrecognised = [h.strip() for place, h in enumerate(table.headings) if place not in used and h.strip()]
    return about


def _form(sheet: Sheet, title: str) -> Description:
    source = sheet.source
    return Description(
        path=source.path,
        sheet=source.sheet,
        identified_as=source.identified_as,
        title=title,
        rows=len(sheet.row_ids),
        encoding=source.encoding,
        delimiter=DELIMITERS.get(sheet.delimiter, sheet.delimiter),
        preamble=sheet.preamble,
    )


def describe_tables(
    tables: Sequence[Table], rows: Mapping[str, TypedRows], places: Mapping[int, Path]
) -> dict[int, Description]:
    """Return a description of each table by the number of its source; `places` are the files of the sources."""
    begun: Counter[str] = Counter()  # rows of each entity stand in the order of the tables
    found = {}
    for table in tables:
        entity, count = table.export.entity, len(table.sheet.row_ids)
        span = slice(begun[entity], begun[entity] + count)
        begun[entity] += count
        number = table.sheet.source.number
        found[number] = _describe(table, rows[entity], span, places[number])
    return found


def _describe(table: Table, rows: TypedRows, span: slice, place: Path) -> Description:
    sheet, export = table.sheet, table.export
    about = _form(sheet, export.title)
    about.route = route_of(place, sheet, api_named=table.api_named, salesforce=export.system == "salesforce")
    kinds = {column.kind for column in export.columns if column.field in table.positions}
    about.decimal_mark = table.mark if kinds & {"money", "decimal", "percent"} else ("", "")
    headings = sheet.source.headings
    about.dates = {headings.get(name, name): decided for name, decided in table.orders.items()}
    days = [day for day in rows.columns.get("close_date", [])[span] if day is not None]
    if days:
        about.period = (min(days).isoformat(), max(days).isoformat())
    code = row_field(export)
    if code and export.system == "salesforce" and kinds & {"money", "decimal"}:
        about.currencies = dict(Counter(rows.columns[code][span]).most_common())
    if "stage" in table.positions:
        about.stages = dict(Counter(rows.columns["stage"][span]).most_common())
    by_field = {column.field: column.headings[0] for column in export.columns}
    about.recognised = {sheet.headings[p].strip(): by_field[f] for f, p in table.positions.items()}
    used = set(table.positions.values())
    about.unrecognised = [h.strip() for p, h in enumerate(sheet.headings) if p not in used and h.strip()]
    return about

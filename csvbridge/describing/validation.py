"""What `validate` found: the files described, every finding, and what would stop a run.

In: the parts, from the pipeline. Out: the same as data, and the exit code of contract.md 2.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from csvbridge.describing.tables import Description, describe_ready, describe_sheet, describe_tables
from csvbridge.errors import Stop
from csvbridge.findings import Finding, Severity
from csvbridge.inputs import ReadFile, input_files
from csvbridge.mapping.columns import Table
from csvbridge.mapping.ready_tables import ReadyTable
from csvbridge.reading.sheet import Sheet
from csvbridge.run import InputFile
from csvbridge.schema_files import load_exports
from csvbridge.typed_rows import TypedRows


@dataclass(frozen=True, slots=True)
class ValidatedFile:
    """A file, and its tables; none where it could not be read."""

    file: InputFile
    tables: Sequence[Description]


@dataclass(frozen=True, slots=True)
class Validation:
    """All that was found."""

    files: Sequence[ValidatedFile]
    listed: Sequence[Finding]
    stops: Sequence[Stop]
    convertible: bool
    """Whether there is a Salesforce export among the files."""
    given_up: frozenset[str] = frozenset()
    """The files that could be read, and of which a finding says why no more could be made of them."""
    unfinished: bool = False
    """Whether errors of files kept what depends on all files together from being looked at."""
    replaced: frozenset[str] = frozenset()
    """The files in whose place corrected copies were looked at."""

    @property
    def importable(self) -> bool:
        """Whether there is a file for an import screen among the files."""
        return any(table.importable for one in self.files for table in one.tables)

    @property
    def is_left(self) -> str:
        """Return what could not be looked at yet, in words; blank where that is nothing."""
        if not self.unfinished:
            return ""
        return "What depends on all files together is looked at once the errors of the files are put right."

    @property
    def exit_code(self) -> int:
        """Return 2 for what is unreadable or a question, 1 for an error, else 0."""
        if self.stops:
            return Stop.exit_code
        return 1 if any(found.severity == Severity.ERROR for found in self.listed) else 0


def describe_files(
    read: Sequence[ReadFile], tables: Sequence[Table], rows: Mapping[str, TypedRows], ready: Sequence[ReadyTable] = ()
) -> list[ValidatedFile]:
    """Return every file with a description of each of its tables."""
    importable = {table.source.number: table for table in ready}
    places = {source.number: file.found.path for file in read for source in file.sources}
    described = describe_tables(tables, rows, places)
    titles = {export.id: export.title for export in load_exports()}

    def description(sheet: Sheet) -> Description:
        number = sheet.source.number
        if number in importable:
            return describe_ready(importable[number], sheet)
        return described.get(number) or describe_sheet(sheet, places[number], titles)

    return [
        ValidatedFile(file, [description(sheet) for sheet in sheets]) for file, sheets in input_files(read, frozenset())
    ]

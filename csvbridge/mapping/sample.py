"""The sample file that QuickBooks offers to a company, in place of the shipped template's headings.

In: the headings of a sample, and the template of the same import. Out: the template with the sample's headings, in its
order, and how the two differ. Which values go where is the template's business and stays: nothing is read from a
sample but its headings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from csvbridge.schemas import Template, TemplateColumn, bare_heading

EVIDENCE = "the company's own sample file (--qbo-sample)"
_NEEDED = ("amount", "number", "customer", "date", "name", "rate", "quantity", "item")
"""Fields without which a file loses money, names or documents: never left out, required or not."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample file: what the manifest says of it, and all that is taken from it."""

    path: str
    sha256: str
    headings: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return the sample as the manifest's options have it; a run can be done again from it."""
        return {"path": self.path, "sha256": self.sha256, "headings": list(self.headings)}


@dataclass(slots=True)
class Differences:
    """How a sample differs from a template. Columns are named as the sample has them, those it lacks as ours."""

    renamed: dict[str, str] = field(default_factory=dict)
    """Our heading -> the sample's."""
    missing: list[TemplateColumn] = field(default_factory=list)
    """Columns that csvbridge fills and the sample lacks."""
    unneeded: list[str] = field(default_factory=list)
    """Columns that csvbridge never fills and the sample lacks."""
    extra: list[str] = field(default_factory=list)
    """Columns that only the sample has: they stay blank."""
    required: list[str] = field(default_factory=list)
    """Those among the extra ones that carry a star."""
    newly_starred: list[str] = field(default_factory=list)
    """Columns that the sample requires and the template does not."""
    doubled: dict[str, list[str]] = field(default_factory=dict)
    """Our heading -> the sample's two headings for it."""
    is_reordered: bool = False

    @property
    def lost(self) -> list[TemplateColumn]:
        """The missing columns without which nothing can be written."""
        return [column for column in self.missing if column.required or column.field in _NEEDED]

    def in_words(self) -> str:
        """Return the differences in a sentence; that there are none, too."""
        parts = []
        if self.renamed:
            parts.append("renamed " + ", ".join(f"{ours} = {theirs}" for ours, theirs in self.renamed.items()))
        if self.is_reordered:
            parts.append("another order of columns")
        if self.extra:
            parts.append("left blank " + ", ".join(self.extra))
        if self.missing:
            parts.append("left out " + ", ".join(column.name for column in self.missing))
        if self.unneeded:
            parts.append("not in the sample, and never filled " + ", ".join(self.unneeded))
        if self.newly_starred:
            parts.append("required here " + ", ".join(self.newly_starred))
        return "; ".join(parts) or "the same headings in the same order"


def adopt(headings: Sequence[str], template: Template) -> tuple[Template, Differences]:
    """Return the template with a sample's headings, and how the two differ."""
    spelled = {bare_heading(form): column for column in template.readable for form in column.spellings}
    written = {column.name for column in template.columns}
    found = Differences()
    columns: dict[str, TemplateColumn] = {}
    """The sample's heading -> its column."""
    used: dict[str, str] = {}
    for heading in (heading.strip() for heading in headings):
        if not heading:
            continue
        ours = spelled.get(bare_heading(heading))
        if ours is not None and ours.name in used:
            found.doubled.setdefault(ours.name, [used[ours.name]]).append(heading)
            continue
        if ours is None or ours.name not in written:
            columns[heading] = TemplateColumn(name=heading, evidence=EVIDENCE)
            found.extra.append(heading)
            found.required += [heading] if heading.startswith("*") else []
            continue
        used[ours.name] = heading
        columns[heading] = _renamed(ours, heading)
        if heading != ours.name:
            found.renamed[ours.name] = heading
        if heading.startswith("*") and not ours.required:
            found.newly_starred.append(heading)
    absent = [column for column in template.columns if column.name not in used]
    found.missing = [column for column in absent if column.field or column.const]
    found.unneeded = [column.name for column in absent if not (column.field or column.const)]
    found.is_reordered = list(used) != [column.name for column in template.columns if column.name in used]
    return _template(template, tuple(columns.values()), used), found


def _renamed(column: TemplateColumn, heading: str) -> TemplateColumn:
    """Return a column under the sample's heading; its old name is one more spelling of it."""
    known = (*column.headings, column.name) if heading != column.name else column.headings
    required = column.required or heading.startswith("*")
    return replace(column, name=heading, headings=known, required=required)


def _template(template: Template, columns: tuple[TemplateColumn, ...], used: Mapping[str, str]) -> Template:
    taken = {column.name for column in columns}
    return replace(
        template,
        columns=columns,
        document=used.get(template.document, template.document),
        same_within_document=tuple(used[name] for name in template.same_within_document if name in used),
        also_read=tuple(column for column in template.also_read if column.name not in taken),
    )

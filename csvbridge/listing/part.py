"""A table's share of the list: its cells by field, which of its rows are compared, and why the others are not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from csvbridge.findings import Findings, Rule
from csvbridge.mapping.customer_lists import CustomerTable


@dataclass(slots=True, kw_only=True, eq=False)
class Part:
    """One table. `texts`, `names`, `ids` and `rows` have an entry for each of its rows."""

    table: CustomerTable
    texts: dict[str, Sequence[str]]
    """Tidy cells by field, as `mapping.customer_lists.texts_of` gives them."""
    names: Sequence[str]
    """Names as the file has them."""
    ids: Sequence[str]
    """Salesforce's ids, blank where there are none."""
    rows: Sequence[int]
    """Physical rows."""
    kept: Sequence[int]
    """The rows that are compared, as positions in the table."""
    aside: dict[int, str] = field(default_factory=dict)
    """The other rows, each with the reason."""
    repeated: int = 0
    """How many of these were read before, so that they are no records of their own."""
    lends: bool = False
    """Whether the records are evidence of others and not compared themselves."""
    first: int = 0
    """The position in the list of the first row that is compared."""

    def set_aside(self, reasons: dict[int, str]) -> None:
        """Take rows out of the comparison."""
        if reasons:
            self.aside |= reasons
            self.kept = [at for at in self.kept if at not in reasons]

    def own(self, names: Iterable[str]) -> dict[str, list[str]]:
        """Return columns that may be changed: until then they are the sheet's own, or another field's."""
        made = {name: list(self.texts.get(name) or [""] * len(self.names)) for name in names}
        self.texts |= made
        return made

    def note(self, rule: Rule, at: int, findings: Findings, **facts: str) -> None:
        """Note what was found in several rows, of which the first stands at a position of the table."""
        findings.add(rule, source=self.table.sheet.source.number, first=self.rows[at], **facts)  # type: ignore[arg-type]


def counted(count: int, one: str, many: str = "") -> str:
    """Return `1 record`, `1,234 records`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"

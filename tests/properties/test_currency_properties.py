"""Whatever codes a row carries: an amount whose currency is not certainly the home currency is never home money."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from csvbridge.findings import Findings
from csvbridge.mapping.currencies import settle_currency
from csvbridge.mapping.labels import translated
from csvbridge.reading.sheet import Sheet
from csvbridge.schema_files import load_exports
from csvbridge.trail import Trail

EXPORTS = {export.entity: export for export in load_exports()}
CODES = st.sampled_from(["", "USD", "EUR", "GBP", "usd", " EUR "])
ROW = st.tuples(CODES, CODES, CODES)
FIELDS = {
    "opportunity": ("currency", "amount_currency", "amount"),
    "opportunity_line": ("currency", "total_price_currency", "total_price"),
    "product": ("price_currency", "list_price_currency", "list_price"),
    "price_entry": ("currency", "list_price_currency", "list_price"),
}


@given(st.sampled_from(sorted(FIELDS)), st.lists(ROW, min_size=1, max_size=12))
def test_a_row_is_home_money_only_when_every_code_says_so(entity: str, rows: list[tuple[str, str, str]]) -> None:
    own, pair, amount = FIELDS[entity]
    trail, findings = Trail(), Findings()
    source = trail.add_source("x.csv")
    ids = trail.add_rows(source, range(2, 2 + len(rows)))
    columns = [[row[0] for row in rows], [row[1] for row in rows], ["1"] * len(rows)]
    sheet = Sheet(source=source, headings=["Own", "Pair", "Amount"], columns=columns, row_ids=ids)
    read = {own: list(columns[0]), pair: list(columns[1]), amount: [None] * len(rows)}
    faults: dict = {}
    written = {amount: [row[2].strip().upper() for row in rows]}
    assert settle_currency(sheet, EXPORTS[entity], {own: 0, pair: 1, amount: 2}, read, written, faults, findings, "USD")
    warned = {stored.row_id for stored in findings}
    for row_id, cells, code in zip(ids, rows, read[own], strict=True):
        said = {cell.strip().upper() for cell in cells} - {""}
        refused = (row_id, amount) in faults
        if len(said) < 2:
            assert code == "".join(said) and not refused and row_id not in warned
        else:
            assert code in said
            assert refused or (code != "USD" and row_id in warned)


LABEL = st.text(st.sampled_from("abÉ: ↑"), max_size=8)


@given(
    st.lists(LABEL, max_size=6),
    st.dictionaries(LABEL.filter(str.strip), st.sampled_from(["Stage", "Amount"]), max_size=3),
)
def test_translating_keeps_the_number_and_changes_nothing_unasked(headings: list[str], aliases: dict[str, str]) -> None:
    found = translated(headings, aliases)
    assert len(found) == len(headings)
    targets = {
        label + end for label in aliases.values() for end in ("", " Currency", " (converted)", " (converted) Currency")
    }
    assert all(after == before or after in targets for before, after in zip(headings, found, strict=True))
    assert translated(headings, {}) == headings

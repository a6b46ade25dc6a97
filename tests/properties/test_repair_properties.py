"""Properties of corrected copies: no record lost, no value changed but for its form, nothing left that was claimed."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import Counter
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from csvbridge.profile import load_profile
from csvbridge.repairing.cells import known_of, repaired_column, tidied
from csvbridge.repairing.documents import fill_down, together
from csvbridge.run import Plan
from csvbridge.schemas import TemplateColumn
from csvbridge.validating import run_validate
from csvbridge.validating.copies import run_repair

KINDS = ("text", "money", "rate", "quantity", "date")
MEANINGS = ("", "street", "email", "website")
AWKWARD = st.sampled_from(list("0123456789.,-/ ()$€%\u00a0\u200b\x07\t\n:;@wJan'"))
CELL = st.one_of(
    st.text(AWKWARD, max_size=14),
    st.text(max_size=8),
    st.dates(dt.date(1990, 1, 1), dt.date(2060, 1, 1)).flatmap(
        lambda day: st.sampled_from(
            [f"{day:%m/%d/%Y}", f"{day:%d.%m.%Y}", f"{day:%Y-%m-%d}", f"{day.day} March {day:%Y}"]
        )
    ),
    st.decimals(-10000, 10000, places=2, allow_nan=False).flatmap(
        lambda one: st.sampled_from([f"{one}", f"{one:,}", f"$ {one:,}", f"({one})", f"{one}".replace(".", ",")])
    ),
)


@given(st.lists(CELL, max_size=6), st.sampled_from(KINDS), st.sampled_from(MEANINGS))
@settings(max_examples=150, deadline=None)
def test_what_was_put_right_needs_nothing_more_and_every_change_is_told(
    texts: list[str], kind: str, meaning: str
) -> None:
    column = TemplateColumn(name="C", kind=kind, means=meaning, negative=kind != "money", evidence="-")  # type: ignore[arg-type]
    known = known_of([column], [texts], "MM/DD/YYYY", "USD")
    cells, changes = repaired_column(column, texts, known)
    assert len(cells) == len(texts)
    assert [change.at for change in changes] == [at for at, text in enumerate(texts) if cells[at] != text]
    assert all((change.before, change.after) == (texts[change.at], cells[change.at]) for change in changes)
    again = known_of([column], [cells], "MM/DD/YYYY", "USD")
    assert repaired_column(column, cells, again) == (cells, [])


@given(st.lists(CELL, max_size=6))
@settings(max_examples=100, deadline=None)
def test_a_number_keeps_its_digits(texts: list[str]) -> None:
    column = TemplateColumn(name="C", kind="money", evidence="-")
    known = known_of([column], [texts], "MM/DD/YYYY", "USD")
    for before, after in zip(texts, repaired_column(column, texts, known)[0], strict=True):
        if after != tidied(before):
            digits = [character for character in before if character in "0123456789"]
            kept = [character for character in after if character in "0123456789"]
            assert Decimal(after) == Decimal(after) and "".join(kept).strip("0") == "".join(digits).strip("0")


NUMBER = st.sampled_from(["", "1", "2", "3"])
LINES = st.lists(st.tuples(NUMBER, st.sampled_from(["", "A", "B"]), st.sampled_from(["", "x", "y"])), max_size=8)


@given(LINES)
@settings(max_examples=150, deadline=None)
def test_documents_are_filled_and_brought_together_without_a_line_more_or_less(
    lines: list[tuple[str, str, str]],
) -> None:
    columns = {name: [line[at] for line in lines] for at, name in enumerate(("no", "customer", "item"))}
    before = {name: list(cells) for name, cells in columns.items()}
    filled = fill_down("no", ("customer", "memo"), columns, len(lines), naming=["item"])
    for name, cells in columns.items():
        changed = [at for at in range(len(lines)) if cells[at] != before[name][at]]
        assert changed == sorted(one.at for one in filled if one.column == name)
        assert all(not before[name][at] for at in changed)
    order, moved = together("no", ("customer", "memo"), columns, len(lines))
    assert sorted(order) == list(range(len(lines)))
    rest = [at for at in order if at not in moved]
    assert rest == sorted(rest)
    numbers = [columns["no"][at] for at in order]
    heads: dict[str, set[str]] = {}
    for at, number in enumerate(columns["no"]):
        heads.setdefault(number, set()).add(columns["customer"][at])
    runs = Counter(n for at, n in enumerate(numbers) if n and (at == 0 or numbers[at - 1] != n))
    assert all(count == 1 for number, count in runs.items() if len(heads[number]) == 1)


# --- whole files ------------------------------------------------------------------------------------------------------


class Row(NamedTuple):
    number: int
    customer: str
    day: dt.date
    amount: Decimal


ROWS = st.lists(
    st.builds(
        Row,
        st.integers(1, 12),
        st.sampled_from(["Alder & Finch LLC", "Birch", "Cove Dental"]),
        st.dates(dt.date(2026, 1, 13), dt.date(2026, 12, 31)),
        st.decimals(1, 99999, places=2, allow_nan=False),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda row: row.number,
)
SPOILT = {
    "customer": [str, lambda t: f" {t}", lambda t: t.replace(" ", "\u00a0 "), lambda t: f"{t}\u200b"],
    "amount": [str, "{:,}".format, "${:,}".format, "USD {}".format, "{} ".format],
}
FORMS = ("%m/%d/%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d")


@given(ROWS, st.data())
@settings(max_examples=10, deadline=None, phases=(Phase.generate,))  # one file takes too long to be made smaller
def test_a_file_with_faults_that_need_no_judgement_has_a_copy_without_any(rows: list[Row], data: st.DataObject) -> None:
    """What repair claims to have fixed is not found in the copy; records, names, days and amounts are those meant."""
    form = data.draw(st.sampled_from(FORMS))
    table = [["Invoice no", "Customer", "*InvoiceDate", "Due Date ", "Item", "Amount"]]
    # a day after the 12th in every file, so that its order is certain
    due = (max(row.day for row in rows) + dt.timedelta(40)).replace(day=28)
    for row in rows:
        customer = data.draw(st.sampled_from(SPOILT["customer"]))(row.customer)
        amount = data.draw(st.sampled_from(SPOILT["amount"]))(row.amount)
        day = row.day if row.day.day > 12 else row.day.replace(day=13)
        table.append([str(row.number), customer, day.strftime(form), due.strftime(form), "Design", amount])
        if data.draw(st.booleans()):
            table.append([str(row.number), "", "", "", "Print", "1.00"])
    text = io.StringIO(newline="")
    writer = csv.writer(
        text, delimiter=data.draw(st.sampled_from(",;\t")), lineterminator=data.draw(st.sampled_from(["\n", "\r\n"]))
    )
    if data.draw(st.booleans()):
        writer.writerow(["October"])
    for at, cells in enumerate(table):
        writer.writerow(cells)
        if at and data.draw(st.booleans()):
            writer.writerow([""] * 6)
    encoding = data.draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
    with TemporaryDirectory() as folder:
        given_file, out = Path(folder) / "inv.csv", Path(folder) / "out"
        given_file.write_bytes(text.getvalue().encode(encoding))
        plan = Plan(inputs=(given_file,), against=(), out=Path(), profile=load_profile(None, []), dry_run=True)
        before = run_validate(plan, lambda *_: None)
        assert not before.stops
        after, made = run_repair(plan, out, before, lambda *_: None)
        left = [one for one in after.listed if one not in made.notes]
        assert [one for one in left if one.severity == "error"] == []
        warned = {one.code for one in left if one.severity == "warning"}
        assert warned <= {"QBO492", "QBO466", "QBO155"} or not warned, [
            one for one in left if one.severity == "warning"
        ]
        (copy,) = made.copies
        got = Counter((row[0], row[1], row[2], Decimal(row[5])) for row in copy.rows)
        meant = Counter()
        by_number = {str(row.number): row for row in rows}
        for cells in table[1:]:
            row = by_number[cells[0]]
            day = row.day if row.day.day > 12 else row.day.replace(day=13)
            amount = Decimal("1.00") if cells[4] == "Print" else row.amount
            meant[cells[0], row.customer, f"{day:%m/%d/%Y}", amount] += 1
        assert got == meant
        _, second = run_repair(
            Plan(inputs=(out / copy.name,), against=(), out=Path(), profile=plan.profile, dry_run=True),
            Path(folder) / "again",
            after,
            lambda *_: None,
        )
        assert second.copies == [] and {note.code for note in second.notes} == {"QBO613"}

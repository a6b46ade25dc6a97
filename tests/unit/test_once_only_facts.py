"""What Salesforce said of a deal against what it says now: like is compared with like, and said in words."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from csvbridge.answers import usable
from csvbridge.converting.facts import _line_texts, changes_since, in_words
from csvbridge.converting.records import Line
from csvbridge.remembered import Decision, Exported, member
from csvbridge.remembering import run_name
from csvbridge.rules.cells import ID_REPAIRED
from csvbridge.typed_rows import Fault

COLUMNS = ("line id", "product id", "price book entry id", "product code", "product name", "quantity", "sales price")
COLUMNS += ("total", "date", "description")
HEAD = {"deal": "Signs", "stage": "Closed Won", "account id": "", "account name": "Orla", "currency": "USD"}
HEAD |= {"close date": "2026-10-20"}


def facts(*lines: dict[str, str], amount: str | None = None, **head: str) -> tuple[tuple[str, str], ...]:
    """Facts of a deal; the lines tell the columns that the first of them names."""
    told = [*(HEAD | head).items(), *([("amount", amount)] if amount is not None else [])]
    if lines:
        told.append(("deal line columns", "\t".join(lines[0])))
        told += [("deal line", "\t".join(line.get(name, "") for name in COLUMNS)) for line in lines]
    return tuple(told)


def exported(contents: tuple[tuple[str, str], ...], minor: int = 30000) -> Exported:
    written = ("headings", "*InvoiceNo"), ("row", "1001")
    return Exported(kind="invoice", record="opportunity 1", name="1001", minor=minor, contents=(*contents, *written))


SIGN = {"product name": "Sign", "product code": "S", "quantity": "1", "total": "100.00"}
POLE = {"product name": "Pole", "product code": "P", "quantity": "2", "total": "200.00"}


@pytest.mark.parametrize(
    ("then", "now", "words"),
    [
        pytest.param(facts(SIGN, POLE), facts(SIGN, POLE), "", id="nothing"),
        pytest.param(facts(SIGN, POLE), facts(POLE, SIGN), "", id="another order"),
        pytest.param(
            facts(SIGN, POLE), facts(SIGN, {**POLE, "product name": "Pole, long"}), "", id="a renamed product"
        ),
        pytest.param(
            facts(SIGN, POLE),
            facts({**SIGN, "quantity": "3"}, POLE),
            'line "Sign": the quantity was 1, now 3',
            id="a quantity without line ids",
        ),
        pytest.param(facts(SIGN, POLE, amount="330.00"), facts(amount="330.00"), "", id="the Amount alone, as it was"),
        pytest.param(
            facts(SIGN, POLE, amount="330.00"),
            facts(amount="340.00"),
            "the total was USD 330.00, now USD 340.00",
            id="the Amount alone, another one",
        ),
        pytest.param(
            facts(SIGN, POLE, amount="330.00"), facts(SIGN, POLE, amount="999.00"), "", id="lines count, not the Amount"
        ),
        pytest.param(facts(amount="300.00"), facts(SIGN, POLE, amount="300.00"), "", id="lines are told now"),
        pytest.param(facts(amount="300.00"), facts(SIGN, POLE), "", id="lines instead of the Amount"),
        pytest.param(facts(SIGN, POLE), facts(), "", id="neither lines nor Amount now"),
        pytest.param(facts(amount="300.00"), facts(amount=""), "the total was USD 300.00, now blank", id="blank now"),
        pytest.param(facts(amount="300.00", **{"account name": "Orla Ltd"}), facts(amount="300.00"),
                     'the account was "Orla Ltd", now "Orla"', id="another name and no ids"),
        pytest.param(facts(amount="300.00", **{"account id": "1", "account name": "Orla Ltd"}),
                     facts(amount="300.00", **{"account id": "1"}), "", id="an account that was renamed"),
        pytest.param(facts(amount="300.00"), facts(amount="300.00", currency="EUR"),
                     "the currency was USD, now EUR", id="another currency"),
    ],
)  # fmt: skip
def test_what_has_changed_is_said_and_what_is_only_told_otherwise_is_not(
    then: tuple[tuple[str, str], ...], now: tuple[tuple[str, str], ...], words: str
) -> None:
    assert in_words(changes_since(exported(then), now, "USD")) == words


def test_many_changes_are_cut_and_counted_the_weighty_ones_first() -> None:
    lines = [{"product name": f"P{n}", "total": "1.00", "description": "a"} for n in range(9)]
    now = [line | {"total": "2.00", "description": "b"} for line in lines]
    words = in_words(changes_since(exported(facts(*lines), 900), facts(*now), "USD"))
    assert words.startswith("the total was USD 9.00, now USD 18.00; line ")
    assert words.endswith("; and 13 more") and "description" not in words


def test_a_decision_counts_where_others_tie_it_to_a_record_of_the_run() -> None:
    def decision(one: str, other: str) -> Decision:
        return Decision(left=member(one, one, {}), right=member(other, other, {}), word="same")

    near, far, strange = decision("a", "b"), decision("b", "c"), decision("x", "y")
    assert usable([strange, far, near], {"a"}) == (far, near)


def test_a_run_is_called_by_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    names = [run_name(Path(given)) for given in ("2026-10", "2026-10/run", "../elsewhere", "./a/../b")]
    assert names == ["2026-10", "2026-10/run", "elsewhere", "b"]


def test_the_lines_of_many_deals_are_told_each_with_its_own() -> None:
    """Amounts in the deal's own currency, a faulty cell as it stands, a tab within a cell as a blank."""

    def line(name: str, total: int, quantity: str | None = None) -> Line:
        own = None if quantity is None else Decimal(quantity)
        return Line(
            rows=[0], line_id="", opportunity_id="", opportunity_name="", product_name=name, total=total, quantity=own
        )

    faulty = line("Oak", 100)
    faulty.faults = {"quantity": (0, Fault(ID_REPAIRED, "two", {}))}
    lines = [line("Ash", 1250, "2.50"), faulty, line("El\tm", -700)]
    assert _line_texts(lines, [2, 2, 0]) == [
        "\t\t\t\tAsh\t2.5\t\t12.50\t\t",
        "\t\t\t\tOak\ttwo\t\t1.00\t\t",
        "\t\t\t\tEl m\t\t\t-700\t\t",
    ]

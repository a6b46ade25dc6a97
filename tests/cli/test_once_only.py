"""Once only: what an earlier run of the company exported is not exported again (contract.md §4).

Two deals of two accounts unless a test says otherwise. `books` is the company folder; each run has a folder of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from bench import STEADY, Bench, Result, Row, account, deal, line, long_id, product, sid

from csvbridge.memory import Memory
from csvbridge.pipeline import run_convert
from csvbridge.profile import load_profile
from csvbridge.remembered import remembered_from
from csvbridge.run import Plan

INVOICE_LIST = "Date,Transaction Type,Num,Name,Amount\n"
CUSTOMER_LIST = "Name,Company name,Street Address,City,State,Country,Zip,Phone,Email,Attachments,Open balance\n"
BOTH = ["Account 1 Works", "Account 2 Works"]


@dataclass
class Books:
    """A company that converts what lies in `in/`."""

    bench: Bench
    memories: Path
    """Memories of companies after their first run, for the next test that begins with the same one."""

    def october(self, *, lines: tuple[Row, ...] = ()) -> None:
        """Have deals 1 and 2 exported in run 2026-10, deal 1 with these lines."""
        kept = self.memories / ("sold" if lines else "plain")
        own = self.bench.folder / "books" / "csvbridge.db"
        if kept.exists():
            own.write_bytes(kept.read_bytes())
            return
        self.give(deal(1), deal(2, amount="250.00"), lines=lines)
        self.convert("2026-10")
        kept.write_bytes(own.read_bytes())

    def convert(self, run: str, *words: str) -> Result:
        return self.bench.convert("--company", "books", *words, run_folder=run)

    def give(self, *deals: Row, accounts: tuple[Row, ...] | None = None, lines: tuple[Row, ...] = ()) -> None:
        """Replace the exports."""
        for path in (self.bench.folder / "in").glob("*"):
            path.unlink()
        self.bench.give("accounts.csv", *(accounts if accounts is not None else (account(1), account(2))))
        self.bench.give("opportunities.csv", *deals)
        if lines:
            self.bench.give("lines.csv", *lines)

    def memory(self) -> Memory:
        return Memory.read(self.bench.folder / "books" / "csvbridge.db")

    def states(self) -> list[str]:
        with self.memory() as memory:
            return [run.state for run in memory.runs()]


@pytest.fixture(scope="module")
def memories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("memories")


@pytest.fixture
def books(bench: Bench, memories: Path) -> Books:
    bench.raw("books/csvbridge.toml", "")
    found = Books(bench, memories)
    found.give(deal(1), deal(2, amount="250.00"))
    return found


def rewritten(books: Books, *words: str) -> Result:
    """Convert again into a new folder, which must write nothing; return the run."""
    result = books.convert("again", *words)
    assert result.exit in (0, 1), result.err
    assert not (result.run / "import").exists()
    return result


# --- the same again ---------------------------------------------------------------------------------------------------


def test_the_same_month_again_writes_nothing_and_counts_everything(books: Books) -> None:
    first = books.convert("2026-10")
    assert first.exit == 0 and first.numbers == [long_id("006", 1), long_id("006", 2)]
    again = rewritten(books)
    assert again.exit == 0
    why = "already exported in run 2026-10 (file import/3-invoices-001.csv)"
    assert again.fate(f"opportunity {long_id('006', 1)}") == ("skipped", why)
    assert again.counts("invoices") == {"skipped": 2}
    assert again.totals["amounts"]["USD"] == {
        "in": "350.00", "written": "0.00", "held": "0.00", "rejected": "0.00", "merged": "0.00", "skipped": "350.00",
    }  # fmt: skip
    assert (
        "2 invoices already exported in run 2026-10: nothing to do; csvbridge undo --company books 2026-10 --by NAME, "
        "or convert --company books --force into the same folder, makes them exportable again"
    ) in again.out
    assert again.only("RUN910")["message"] == "2 invoices already exported in run 2026-10: nothing to do"
    page = (again.run / "start-here.html").read_text(encoding="utf-8")
    assert "Exported before" in page and "2026-10" in page and "csvbridge undo --company books RUN --by NAME" in page


def test_a_new_deal_beside_old_ones_is_written_alone(books: Books) -> None:
    books.october()
    books.give(deal(1), deal(2, amount="250.00"), deal(3, 1))
    again = books.convert("2026-11")
    assert again.numbers == [long_id("006", 3)]
    assert again.customers == [], "its customer was written in October"
    assert again.fate(f"account {long_id('001', 1)}") == (
        "merged", 'written already as "Account 1 Works" in run 2026-10',
    )  # fmt: skip


def test_a_month_each_writes_each_deal_once(books: Books) -> None:
    books.give(deal(1), deal(2, date="11/03/2026"))
    october, november = books.convert("10", "--period", "2026-10"), books.convert("11", "--period", "2026-11")
    assert (october.numbers, november.numbers) == ([long_id("006", 1)], [long_id("006", 2)])
    assert november.fate(f"opportunity {long_id('006', 1)}")[1].startswith("of another period")
    assert november.codes("warning", "error") == []


def test_without_a_company_nothing_is_remembered(bench: Bench) -> None:
    bench.give("accounts.csv", account(1))
    bench.give("opportunities.csv", deal(1))
    assert bench.convert(run_folder="a").numbers == bench.convert(run_folder="b").numbers != []
    assert (bench.folder / "b" / "evidence" / "memory.json").read_text("utf-8") == "{}\n"


def test_credit_notes_and_lines_are_remembered_too(books: Books) -> None:
    books.give(deal(1, amount="-80.00"), deal(2, amount=""), lines=(line(1, 2), line(2, 2, total="50.00", price="50")))
    assert len(books.convert("one").credits) == 1
    again = rewritten(books)
    assert "1 invoice and 1 credit note already exported in run one" in again.out
    assert again.codes() == []


def test_customers_alone_are_written_once(books: Books) -> None:
    (books.bench.folder / "in" / "opportunities.csv").unlink()
    assert [row["Name"] for row in books.convert("lists").customers] == BOTH
    again = rewritten(books)
    assert again.counts("customers") == {"merged": 2}
    assert "2 customers already exported in run lists" in again.out


def test_what_was_held_is_written_once_it_is_right(books: Books) -> None:
    books.give(deal(1), deal(2, amount="nought"))
    assert books.convert("one").numbers == [long_id("006", 1)]
    books.give(deal(1), deal(2, amount="90.00"))
    assert books.convert("two").numbers == [long_id("006", 2)]


# --- changed since ----------------------------------------------------------------------------------------------------


def sold(**first: str | None) -> tuple[Row, ...]:
    """The two lines of deal 1, the first changed; each export has the column of descriptions."""
    told = {"product": "Survey", "code": "S-1", "Line Description": "as agreed", **first}
    return line(1, 1, **told), line(2, 1, product="Map", code="M-1", **{"Line Description": ""})


CHANGES: list[tuple[str, Callable[[Books], None], str, str]] = [
    (
        "amount",
        lambda b: b.give(deal(1), deal(2, amount="275.00"), lines=sold()),
        "QBO440",
        "the total was USD 250.00, now USD 275.00",
    ),
    (
        "quantity",
        lambda b: b.give(deal(1), deal(2, amount="250.00"), lines=sold(quantity="2.00", total="200.00")),
        "QBO440",
        'the total was USD 200.00, now USD 300.00; line "Survey": the quantity was 1, now 2; '
        'line "Survey": the total was 100.00, now 200.00',
    ),
    (
        "item",
        lambda b: b.give(deal(1), deal(2, amount="250.00"), lines=sold(product="Sketch", code="K-1")),
        "QBO440",
        'line "Survey": the item is "Sketch" now',
    ),
    (
        "a line less",
        lambda b: b.give(deal(1), deal(2, amount="250.00"), lines=sold()[:1]),
        "QBO440",
        'the total was USD 200.00, now USD 100.00; line "Map" is gone',
    ),
    (
        "a line more",
        lambda b: b.give(
            deal(1),
            deal(2, amount="250.00"),
            lines=(*sold(), line(3, 1, product="Trip", total="9.00", price="9.00", **{"Line Description": ""})),
        ),
        "QBO440",
        'the total was USD 200.00, now USD 209.00; line "Trip" is new',
    ),
    (
        "account",
        lambda b: b.give(deal(1), deal(2, 1, amount="250.00"), lines=sold()),
        "QBO440",
        'the account was "Account 2 Works", now "Account 1 Works"',
    ),
    (
        "date",
        lambda b: b.give(deal(1), deal(2, amount="250.00", date="11/02/2026"), lines=sold()),
        "QBO440",
        "the close date was 2026-10-20, now 2026-11-02",
    ),
    (
        "a credit note now",
        lambda b: b.give(deal(1), deal(2, amount="-250.00"), lines=sold()),
        "QBO440",
        "the total was USD 250.00, now USD -250.00; it would be a credit note now",
    ),
    (
        "an amount that cannot be read",
        lambda b: b.give(deal(1), deal(2, amount="25o.00"), lines=sold()),
        "QBO440",
        'the total was USD 250.00, now "25o.00"',
    ),
    (
        "back from won",
        lambda b: b.give(deal(1), deal(2, amount="250.00", stage="Negotiation"), lines=sold()),
        "QBO442",
        'now the deal is in stage "Negotiation"',
    ),
    (
        "deleted",
        lambda b: b.give(deal(1, IsDeleted="0"), deal(2, amount="250.00", IsDeleted="1"), lines=sold()),
        "QBO442",
        "now the deal is deleted in Salesforce",
    ),
    (
        "the deal's name",
        lambda b: b.give(deal(1), deal(2, amount="250.00", name="Deal 2, signed"), lines=sold()),
        "QBO441",
        'the deal\'s name was "Deal 2", now "Deal 2, signed"',
    ),
    (
        "a description",
        lambda b: b.give(deal(1), deal(2, amount="250.00"), lines=sold(**{"Line Description": "as built"})),
        "QBO441",
        'line "Survey": the description is another one',
    ),
]


@pytest.mark.parametrize(("change", "code", "words"), [c[1:] for c in CHANGES], ids=[c[0] for c in CHANGES])
def test_a_change_is_a_warning_and_never_a_second_document(
    books: Books, change: Callable[[Books], None], code: str, words: str
) -> None:
    books.october(lines=sold())
    change(books)
    again = rewritten(books, "--period", "2026-10")
    assert again.exit == 0 and again.codes("error", "warning") == [code]
    found = again.only(code)
    assert found["message"].endswith(words), found["message"]
    assert "run 2026-10 as invoice 006Ax" in found["message"] and found["file"].startswith("in/")
    assert "Exported before, to be looked at in QuickBooks:" in again.out


UNCHANGED: list[tuple[str, tuple[str, ...]]] = [
    (
        "other words and names",
        (
            *("--set", "invoices.number_prefix=X", "--set", "invoices.terms=Net 15"),
            *("--set", "company.date_format=YYYY-MM-DD", "--set", "invoices.default_item=Work"),
            *("--set", "crosswalk.products.S-1=Surveying", "--set", "crosswalk.customers.Account 1 Works=Works One"),
        ),
    ),
    ("numbers in sequence", ("--set", "invoices.number=sequence")),
    ("other stages", ("--set", 'salesforce.stages=["Signed"]')),
]


@pytest.mark.parametrize("words", [case[1] for case in UNCHANGED], ids=[case[0] for case in UNCHANGED])
def test_another_profile_changes_no_deal(books: Books, words: tuple[str, ...]) -> None:
    books.october(lines=sold())
    books.give(deal(1), deal(2, amount="250.00"), lines=sold())
    again = books.convert("again", *words)
    assert again.invoices == []
    assert [code for code in again.codes() if code != "SFR209"] == [], "SFR209: no deal is won"


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(lambda b: b.give(deal(1), deal(2, amount="250.00")), id="without the lines"),
        pytest.param(
            lambda b: b.give(deal(1), deal(2, amount="250.00"), lines=tuple(_less(one) for one in sold())),
            id="without ids, quantities and descriptions of lines",
        ),
        pytest.param(
            lambda b: b.give(
                deal(1, name=None, account=None), deal(2, name=None, account=None, amount="250.00"), lines=sold()
            ),
            id="without names",
        ),
    ],
)
def test_a_column_that_an_export_lacks_changes_no_deal(books: Books, later: Callable[[Books], None]) -> None:
    books.october(lines=sold())
    later(books)
    assert rewritten(books).codes() == []


def _less(row: Row) -> Row:
    return {name: text for name, text in row.items() if name not in ("Line Item ID", "Quantity", "Line Description")}


def test_a_deal_that_moved_into_another_period_is_said_there(books: Books) -> None:
    books.convert("10", "--period", "2026-10")
    books.give(deal(1, date="11/05/2026"), deal(2, amount="250.00"))
    november = books.convert("11", "--period", "2026-11")
    assert november.invoices == [] and november.codes() == ["QBO440"]


def test_a_change_that_quickbooks_shows_already_is_settled(books: Books) -> None:
    books.october()
    books.give(deal(1, amount="120.00"), deal(2, amount="250.00", stage="Closed Lost"))
    number = long_id("006", 1)
    books.bench.raw("in/list.csv", f"{INVOICE_LIST}10/20/2026,Invoice,{number},Account 1 Works,120.00\n")
    again = rewritten(books)
    assert again.codes() == []
    assert sorted(again.codes("note")).count("QBO446") == 2


def test_a_document_that_quickbooks_does_not_show_is_asked_about(books: Books) -> None:
    books.october()
    number = long_id("006", 1)
    books.bench.raw("in/list.csv", f"{INVOICE_LIST}10/20/2026,Invoice,{number},Account 1 Works,100.00\n")
    again = rewritten(books)
    found = again.only("RUN911")
    assert found["message"].startswith("1 invoice exported in run 2026-10 is not in the Invoice List given: 006Ax")
    assert found["severity"] == "warning" and "--documents FILE" in found["fix"]


# --- taken back -------------------------------------------------------------------------------------------------------


def test_a_replaced_run_has_exported_nothing_of_its_own(books: Books) -> None:
    books.convert("2026-10")
    books.give(deal(1, amount="120.00"), deal(2, amount="250.00"))
    replacing = books.convert("2026-10", "--force")
    assert [row["*ItemAmount"] for row in replacing.invoices] == ["120.00", "250.00"]
    assert [row["Name"] for row in replacing.customers] == BOTH
    assert replacing.codes() == [] and books.states() == ["replaced", "complete"]
    assert "run 2026-10" in rewritten(books).out


def test_what_another_run_exported_stays_exported_when_one_is_replaced(books: Books) -> None:
    books.convert("one")
    books.give(deal(1), deal(2, amount="250.00"), deal(3, 1))
    books.convert("two")
    again = books.convert("two", "--force")
    assert again.numbers == [long_id("006", 3)] and again.customers == []


def test_a_run_made_anew_in_an_empty_place_replaces_nothing(books: Books) -> None:
    """The folder of October was moved away: its documents are in the books all the same."""
    books.convert("run")
    (books.bench.folder / "run").rename(books.bench.folder / "october")
    again = books.convert("run")
    assert again.invoices == [] and books.states() == ["complete", "complete"]


def test_an_undone_run_is_exportable_again(books: Books) -> None:
    books.convert("2026-10")
    assert books.bench.command("undo", "2026-10", "--by", "Ada", "--company", "books").exit == 0
    again = books.convert("again")
    assert len(again.numbers) == 2 and len(again.customers) == 2


def test_documents_that_were_refused_are_exportable_alone(books: Books) -> None:
    books.convert("2026-10")
    books.bench.raw("back/refused.txt", f"{long_id('006', 2)}\n")
    words = ("undo", "2026-10", "--documents", "back/refused.txt", "--by", "Ada", "--company", "books")
    assert books.bench.command(*words).exit == 0
    again = books.convert("again")
    assert again.numbers == [long_id("006", 2)] and again.customers == []


# --- numbers ----------------------------------------------------------------------------------------------------------

SEQUENCE = ("--set", "invoices.number=sequence")


def test_a_sequence_goes_on_and_knows_its_deals_by_their_ids(books: Books) -> None:
    assert books.convert("one", *SEQUENCE).numbers == ["1001", "1002"]
    books.give(deal(3, 1), deal(2, amount="250.00"), deal(1))
    two = books.convert("two", *SEQUENCE)
    assert two.numbers == ["1003"] and "RUN906" not in two.codes("note")
    assert rewritten(books, *SEQUENCE).counts("invoices") == {"skipped": 3}


def test_a_sequence_keeps_its_zeros_and_minds_its_prefix(books: Books) -> None:
    books.bench.raw("in/list.csv", f"{INVOICE_LIST}10/20/2026,Invoice,R-0042,Somebody,1.00\n")
    words = (*SEQUENCE, "--set", "invoices.number_prefix=R-", "--set", "invoices.first_number=1")
    assert books.convert("one", *words).numbers == ["R-0043", "R-0044"]
    books.give(deal(3, 1), deal(4, 2))
    assert books.convert("two", *words).numbers == ["R-0045", "R-0046"]
    books.give(deal(5, 1))
    assert books.convert("three", *SEQUENCE).numbers == ["1001"]


def test_the_numbers_of_an_undone_run_are_free_again(books: Books) -> None:
    """Undone means not in QuickBooks; a list that shows a number all the same keeps it."""
    books.convert("one", *SEQUENCE)
    books.bench.command("undo", "one", "--by", "Ada", "--company", "books")
    assert books.convert("two", *SEQUENCE).numbers == ["1001", "1002"]
    books.bench.command("undo", "two", "--by", "Ada", "--company", "books")
    books.bench.raw("in/list.csv", f"{INVOICE_LIST}10/20/2026,Invoice,1001,Somebody,1.00\n")
    assert books.convert("three", *SEQUENCE).numbers == ["1002", "1003"]


OWN_NUMBERS = ("--set", "invoices.number=field:Order No")


@pytest.mark.parametrize(
    ("other", "difference"),
    [
        ({"amount": "101.00"}, "a total of USD 100.00, not USD 101.00"),
        ({"account_id": sid("001", 2), "account": "Account 2 Works"}, 'the customer "Account 1 Works"'),
        ({}, f'another deal, "Deal 1" ({long_id("006", 1)})'),
    ],
)
def test_a_number_belongs_to_one_deal_for_ever(books: Books, other: Row, difference: str) -> None:
    books.give(deal(1, **{"Order No": "1042"}))
    books.convert("one", *OWN_NUMBERS)
    books.give(deal(9, 1, **{"Order No": "1042", **other}))
    again = rewritten(books, *OWN_NUMBERS)
    found = again.only("QBO443")
    assert again.exit == 1 and again.counts("invoices") == {"held": 1}
    assert found["message"] == f'the number "1042" was exported in run one already, with {difference}'
    assert found["column"] == "Order No"


# --- no ids -----------------------------------------------------------------------------------------------------------


def plain(number: int, account_number: int | None = None, **more: str | None) -> Row:
    return deal(number, account_number, id=None, account_id=None, **more)


def test_without_ids_a_deal_is_known_by_all_that_it_says(books: Books) -> None:
    books.give(plain(1), plain(2, amount="250.00"))
    assert books.convert("one", *SEQUENCE).numbers == ["1001", "1002"]
    again = rewritten(books, *SEQUENCE)
    assert again.fate("opportunity Deal 1")[1].startswith("already exported in run one")
    books.give(deal(1), deal(2, amount="250.00"))
    assert rewritten_anew(books, "with-ids").codes() == [], "the same deals, now with ids"


def rewritten_anew(books: Books, run: str) -> Result:
    result = books.convert(run, *SEQUENCE)
    assert result.invoices == []
    return result


def test_with_ids_first_and_without_later(books: Books) -> None:
    books.convert("one", *SEQUENCE)
    books.give(plain(1), plain(2, amount="250.00"))
    assert rewritten(books, *SEQUENCE).codes() == []


def test_without_ids_a_deal_that_may_have_changed_waits(books: Books) -> None:
    books.give(plain(1))
    books.convert("one", *SEQUENCE)
    books.give(plain(1, amount="120.00"))
    again = rewritten(books, *SEQUENCE)
    assert again.exit == 1 and again.counts("invoices") == {"held": 1}
    assert "exported in run one as invoice 1001 with USD 100.00, not USD 120.00" in again.only("QBO444")["message"]


def test_without_ids_a_monthly_fee_is_written_with_a_warning(books: Books) -> None:
    books.give(plain(1))
    books.convert("one", *SEQUENCE)
    books.give(plain(1), plain(1, date="11/20/2026"))
    assert books.convert("both", *SEQUENCE).numbers == ["1002"], "the other one stands beside it: they are two"
    books.give(plain(1, date="12/20/2026"))
    third = books.convert("third", *SEQUENCE)
    assert third.numbers == ["1003"] and third.codes("warning") == ["QBO445"]


def test_without_ids_twins_of_two_runs_stay_two(books: Books) -> None:
    """All that tells them apart is the case of a letter, which is no sign of another deal next time."""
    books.give(plain(1))
    books.convert("one", *SEQUENCE)
    books.give(plain(1), plain(1, name="DEAL 1"))
    assert books.convert("two", *SEQUENCE).numbers == ["1002"]
    assert rewritten(books, *SEQUENCE).counts("invoices") == {"skipped": 2}


def test_without_ids_a_number_of_salesforces_tells(books: Books) -> None:
    books.give(plain(1, **{"Order No": "1042"}))
    books.convert("one", *OWN_NUMBERS)
    books.give(plain(1, name="Deal 1, renamed", date="11/21/2026", **{"Order No": "1042"}))
    again = rewritten(books, *OWN_NUMBERS)
    assert again.fate("opportunity Deal 1, renamed")[1].startswith("already exported in run one")
    books.give(plain(1, amount="120.00", **{"Order No": "1042"}))
    assert books.convert("changed", *OWN_NUMBERS).only("QBO443")["severity"] == "error"


# --- names ------------------------------------------------------------------------------------------------------------


def renamed(books: Books, *words: str, listed: tuple[str, ...] | None = None) -> Result:
    """October writes account 1 as `Account 1 Works`; in November it is called `Nova` and has a new deal."""
    books.october()
    books.give(deal(3, 1, account="Nova"), accounts=(account(1, "Nova"), account(2)))
    if listed is not None:
        rows = "".join(f"{name},,,,,,,,,,0.00\n" for name in listed)
        books.bench.raw("in/Customers.csv", CUSTOMER_LIST + rows)
    return books.convert("2026-11", *words)


def test_a_renamed_account_keeps_the_name_that_quickbooks_knows(books: Books) -> None:
    result = renamed(books)
    assert result.customers == [] and [row["*Customer"] for row in result.invoices] == ["Account 1 Works"]
    assert 'still written as "Account 1 Works"' in result.only("QBO447")["message"] and result.codes() == []


def test_a_list_that_shows_the_old_name_confirms_it(books: Books) -> None:
    result = renamed(books, listed=("ACCOUNT 1 Works",))
    assert [row["*Customer"] for row in result.invoices] == ["ACCOUNT 1 Works"]
    assert result.codes() == [] and result.customers == []


def test_a_list_that_shows_the_new_name_wins(books: Books) -> None:
    result = renamed(books, listed=("Nova",))
    assert [row["*Customer"] for row in result.invoices] == ["Nova"] and result.customers == []
    assert result.codes() == []


def test_a_list_that_shows_neither_makes_a_warning_and_no_second_row(books: Books) -> None:
    result = renamed(books, listed=("Somebody Else",))
    assert [row["*Customer"] for row in result.invoices] == ["Account 1 Works"] and result.customers == []
    found = result.only("QBO448")
    assert "was import/2-customers.csv of that run imported?" in found["message"]


def test_a_list_that_shows_both_names_is_a_question(books: Books) -> None:
    result = renamed(books, listed=("Nova", "Account 1 Works"))
    assert result.invoices == [] and result.exit == 1
    assert f'[crosswalk.customers] "{long_id("001", 1)}" = "Account 1 Works"' in result.only("QBO450")["fix"]


def test_the_crosswalk_stands_before_the_memory(books: Books) -> None:
    result = renamed(books, "--set", f"crosswalk.customers.{long_id('001', 1)}=Nova Ltd")
    assert [row["*Customer"] for row in result.invoices] == ["Nova Ltd"] and result.customers == []


def test_a_name_that_is_inactive_by_now_holds(books: Books) -> None:
    result = renamed(books, listed=("Account 1 Works (deleted)",))
    assert result.invoices == [] and "an inactive customer" in result.only("QBO206")["message"]


def test_a_name_is_never_given_to_another_account_unasked(books: Books) -> None:
    books.october()
    books.give(deal(3, 7, account="Account 1 Works"), accounts=(account(7, "Account 1 Works"),))
    again = rewritten(books)
    found = again.only("QBO449")
    assert again.exit == 1 and long_id("001", 1) in found["message"]
    assert f'[crosswalk.customers] "{long_id("001", 7)}" = "Account 1 Works"' in found["fix"]


def test_a_name_that_the_first_account_gave_up_is_still_taken(books: Books) -> None:
    books.october()
    accounts = (account(1, "Nova"), account(7, "Account 1 Works"))
    books.give(deal(3, 1, account="Nova"), deal(4, 7, account="Account 1 Works"), accounts=accounts)
    result = books.convert("2026-11")
    assert [row["*Customer"] for row in result.invoices] == ["Account 1 Works"], "account 1, under its name of October"
    assert result.only("QBO449")["row"] == 3


def test_an_account_merged_into_another_hands_its_name_on(books: Books) -> None:
    books.october()
    gone = account(1, "Account 1 Works", IsDeleted="1", MasterRecordId=long_id("001", 7))
    stays = account(7, "Account 1 Works", IsDeleted="0", MasterRecordId="")
    books.give(deal(3, 7, account="Account 1 Works"), accounts=(gone, stays))
    result = books.convert("2026-11")
    assert "QBO449" not in result.codes()
    assert [row["*Customer"] for row in result.invoices] == ["Account 1 Works"]


def test_a_product_is_written_once_under_its_first_name(books: Books) -> None:
    books.bench.give("products.csv", product(1, "Survey", "S-1"))
    books.bench.give("lines.csv", line(1, 1, product="Survey", code="S-1"))
    assert len(books.convert("2026-10").products) == 1
    books.give(deal(3, 1, amount=""), lines=(line(9, 3, product="Survey, large", code="S-1"),))
    books.bench.give("products.csv", product(1, "Survey, large", "S-1"))
    result = books.convert("2026-11")
    assert result.products == []
    assert [row["Item(Product/Service)"] for row in result.invoices] == ["Survey"]
    assert "QBO447" in result.codes("note")


def test_an_item_made_from_a_line_is_known_by_its_code(books: Books) -> None:
    books.give(deal(1), lines=(line(1, 1, product="Survey", code="S-1"),))
    books.convert("2026-10")
    books.give(deal(3, 1, amount=""), lines=(line(9, 3, product="Survey", code="S-1"),))
    books.bench.give("products.csv", product(1, "Survey", "S-1"))
    result = books.convert("2026-11")
    assert result.products == [] and len(result.invoices) == 1


def test_the_default_item_is_written_once(books: Books) -> None:
    books.bench.raw("in/items.csv", "Product/Service Name,SKU,Type\nOther,,Service\n")
    assert [row[next(iter(row))] for row in books.convert("one").products] == ["Services"]
    books.give(deal(3, 1))
    books.bench.raw("in/items.csv", "Product/Service Name,SKU,Type\nOther,,Service\n")
    two = books.convert("two")
    assert two.products == [] and len(two.invoices) == 1 and two.codes() == ["QBO448"]


def test_a_customer_that_changed_is_to_be_changed_by_hand(books: Books) -> None:
    books.october()
    books.give(deal(3, 1), accounts=(account(1, city="Leeds"), account(2)))
    found = books.convert("2026-11").only("QBO451")
    assert 'City was "Uxbridge", now "Leeds"' in found["message"]


# --- what is kept, and what is told -----------------------------------------------------------------------------------


def test_a_dry_run_says_the_same_and_changes_nothing(books: Books) -> None:
    books.october()
    folder = books.bench.folder / "books"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    dry = books.convert("again", "--dry-run")
    assert "2 invoices already exported in run 2026-10: nothing to do" in dry.out
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert not (books.bench.folder / "again").exists()


def test_a_dry_run_in_a_new_company_makes_no_memory(books: Books) -> None:
    assert books.convert("run", "--dry-run").exit == 0
    assert [path.name for path in (books.bench.folder / "books").iterdir()] == ["csvbridge.toml"]


def test_the_memory_knows_every_written_cell(books: Books) -> None:
    books.give(deal(1), deal(2, amount="-20.00"), lines=sold())
    result = books.convert("2026-10")
    with books.memory() as memory:
        found = {(one.kind, one.record): one for one in memory.remembered().exported}
    invoice = found["invoice", f"opportunity {long_id('006', 1)}"]
    assert (invoice.name, invoice.customer, invoice.day) == (long_id("006", 1), "Account 1 Works", "2026-10-20")
    assert (invoice.minor, invoice.currency, invoice.run) == (20000, "USD", "2026-10")
    assert invoice.file == "import/3-invoices-001.csv"
    (headings,) = [text for name, text in invoice.contents if name == "headings"]
    written = [text for name, text in invoice.contents if name == "row"]
    assert [dict(zip(headings.split("\t"), row.split("\t"), strict=True)) for row in written] == result.invoices
    assert found["credit note", f"opportunity {long_id('006', 2)}"].minor == -2000
    assert {name for kind, name in found if kind == "customer"} == {f"account {long_id('001', n)}" for n in (1, 2)}
    assert {name for kind, name in found if kind == "product"} == {"product-code S-1", "product-code M-1"}


def test_memory_json_holds_what_the_run_could_use_and_no_more(books: Books) -> None:
    books.give(deal(1), deal(2, amount="250.00"), deal(3, 1), deal(4, 2))
    books.convert("2026-10")
    books.give(deal(4, 2), deal(5, 2))
    result = books.convert("2026-11")
    told = json.loads((result.run / "evidence" / "memory.json").read_text("utf-8"))
    assert [(one["kind"], one["record"]) for one in told["exported"]] == [
        ("customer", f"account {long_id('001', 2)}"),
        ("invoice", f"opportunity {long_id('006', 4)}"),
    ]


@pytest.mark.parametrize("words", [(), SEQUENCE], ids=["ids", "sequence"])
def test_a_run_is_made_again_from_its_inputs_and_memory_json(books: Books, words: tuple[str, ...]) -> None:
    books.convert("2026-10", *words)
    books.give(deal(1, amount="120.00"), deal(3, 1, account="Nova"), deal(4, 2), accounts=(account(1, "Nova"),))
    books.bench.raw("in/Customers.csv", f"{CUSTOMER_LIST}Account 1 Works,,,,,,,,,,0.00\n")
    result = books.convert("2026-11", *words)
    told = json.loads((result.run / "evidence" / "memory.json").read_text("utf-8"))
    sets = [word for word in (*STEADY, *words) if word != "--set"]
    plan = Plan(
        inputs=(Path("in"),),
        against=(),
        out=books.bench.folder / "anew",
        profile=load_profile(None, sets),
        remembered=remembered_from(told),
    )
    run_convert(plan, lambda stage, done, of: None)
    for name in ("import/3-invoices-001.csv", "evidence/control-totals.json", "evidence/trail.csv"):
        assert (plan.out / name).read_bytes() == (result.run / name).read_bytes(), name
    assert (plan.out / "evidence" / "memory.json").read_bytes() == (result.run / "evidence/memory.json").read_bytes()


def test_questions_of_both_commands_are_kept(books: Books) -> None:
    alike = tuple(
        account(n, "Ostrander Surveying PC", Phone="(315) 555-0119", **{"Billing Street": "1 Canal Street"})
        for n in (1, 2)
    )
    books.give(deal(1), accounts=alike)
    books.bench.command("duplicates", "in/accounts.csv", "--out", "pairs", "--company", "books")
    with books.memory() as memory:
        (run,) = memory.runs()
        assert (run.command, run.name, run.state) == ("duplicates", "pairs", "complete")
        assert memory.exported_of(run.id) == []
        (row,) = memory._database.execute("SELECT token FROM questions").fetchall()
        question, asked = memory.question(row[0]) or pytest.fail("the question is not known")
    assert asked == "pairs" and {question.left.name, question.right.name} == {"Ostrander Surveying PC"}


def test_the_demo_gives_the_same_each_time(bench: Bench) -> None:
    first, second = bench.command("demo", "shown"), bench.command("demo", "shown")
    assert (first.exit, second.exit) == (0, 0) and first.out == second.out

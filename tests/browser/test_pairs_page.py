"""duplicates.html in a real browser: deciding by key and mouse, undoing, keeping, downloading; and that nothing gets out.

The browser is Debian's chromium, driven by playwright; where one of the two is missing these tests are skipped.
"""

from __future__ import annotations

import csv
import http.server
import json
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pair_pages import Found, Record, many_pairs, page_file, shown

from csvbridge.cli.main import run
from csvbridge.likeness import AtStake
from csvbridge.matching.pairs import Band
from csvbridge.remembered import Decision, member

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed, so no browser can be asked")

Page = Any
Open = Callable[..., Any]


def invoice(number: int, amount: str) -> AtStake:
    return AtStake(str(number), f"Deal {number}", "2026-10-14", f"USD {amount}", "held")


RECORDS: list[Record] = [
    {"name": "Harbor Dental", "city": "Bangor", "phone": "(207) 555-0111"},
    {"name": "HARBOR DENTAL LLC", "city": "Bangor", "phone": "207.555.0111", "kind": "customer"},
    {"name": "Birch & Vale", "city": "Utica", "street": "5 Elm Street"},
    {"name": "Birch and Vale", "city": "Utica", "street": "7 Elm Street"},
    {"name": "Fennel Catering", "city": "Salem"},
    {"name": "Fennel Catering", "city": "Salem", "kind": "vendor"},
    {"name": "Lindqvist Marine", "city": "Camden", "kind": "customer"},
    {"name": "Lindquist Marine", "city": "Camden", "kind": "customer"},
    {"name": "Tamarack", "city": "Saranac"},
    {"name": "Tamarack", "city": "Saranac"},
]
PAIRS = [
    Found(left=0, right=1, documents=(invoice(1001, "1310.00"), invoice(1002, "40.00"))),
    Found(left=2, right=3, band=Band.PROBABLE, score=0.91, documents=(invoice(1003, "500.00"),)),
    Found(left=4, right=5),
    Found(left=6, right=7, band=Band.POSSIBLE, score=0.6),
    Found(left=8, right=9),
]
"""Pair 1 is in QuickBooks, 2 are two accounts, 3 is a vendor, both of 4 are in QuickBooks, 5 are two of one name."""
NOWHERE, EMPTY = "neither of the two is in QuickBooks", ""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--no-first-run"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def plain_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return page_file(tmp_path_factory.mktemp("page") / "duplicates.html", shown(RECORDS, PAIRS))


DESK = {"viewport": {"width": 1100, "height": 700}, "accept_downloads": True}


@pytest.fixture(scope="module")
def desk(browser: Any) -> Any:
    return browser.new_context(**DESK)


@pytest.fixture
def open_page(desk: Any, plain_page: Path) -> Iterator[Open]:
    """Opens a page that remembers nothing; afterwards: no error, no request but the page itself, no message box."""
    pages: list[Any] = []
    troubles: list[str] = []

    def opened(path: Path = plain_page, context: Any = desk) -> Page:
        context.set_default_timeout(20_000)
        page = context.new_page()
        pages.append(page)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda said: troubles.append(said.text) if said.type in ("error", "warning") else None)
        page.on("dialog", lambda box: troubles.append(f"{box.type}: {box.message}") or box.dismiss())
        page.on(
            "request", lambda asked: None if asked.url.startswith(("file:", "blob:")) else troubles.append(asked.url)
        )
        page.goto(path.as_uri())
        return page

    yield opened
    for page in pages:
        page.evaluate("try { localStorage.clear() } catch { }")
        page.close()
    assert troubles == []


def press(page: Page, keys: str) -> None:
    for key in keys.split():
        page.keyboard.press(key)


def said(page: Page, part: str) -> str:
    return str(page.locator(f"#{part}").inner_text())


def title(page: Page) -> str:
    return " ".join(said(page, "pair-title").split())


def listed_pairs(page: Page) -> list[str]:
    rows = page.locator(".pair-row")
    return [str(one).split("\n")[0] for one in rows.all_inner_texts()]


def badges(page: Page) -> list[str]:
    return [str(text) for text in page.locator(".pair-row .badge").all_inner_texts()]


def saved(page: Page, folder: Path) -> dict[str, Any]:
    with page.expect_download() as waited:
        page.click("#download")
    path = folder / waited.value.suggested_filename
    waited.value.save_as(path)
    told: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return told


# --- deciding ---------------------------------------------------------------------------------------------------------


def test_the_pairs_are_decided_by_keyboard_alone(open_page: Open) -> None:
    page = open_page()
    assert said(page, "done") == "0 of 5 decided" and title(page).startswith("Pair 1 of 5")
    press(page, "1")
    assert said(page, "done") == "1 of 5 decided" and title(page).startswith("Pair 2 of 5")
    press(page, "2")  # same: the name that stays is asked
    assert page.evaluate("document.activeElement.name") == "side"
    assert said(page, "done") == "1 of 5 decided" and "name that stays is missing" in said(page, "state")
    press(page, "ArrowDown")
    assert said(page, "done") == "2 of 5 decided"
    press(page, "n 4")
    assert title(page).startswith("Pair 4 of 5") and badges(page)[:4] == [
        "✓ same-as-quickbooks",
        "✓ same",
        "✓ different",
        "open",
    ]
    press(page, "j k k")
    assert title(page).startswith("Pair 3 of 5")
    press(page, "ArrowDown ArrowDown")
    assert title(page).startswith("Pair 5 of 5")


def test_the_pairs_are_decided_by_mouse_alone_and_saved(open_page: Open, tmp_path: Path) -> None:
    page = open_page()
    page.fill("#by", "Dana Fox")
    page.click("text=HARBOR DENTAL LLC >> nth=0")
    page.click("#word-0")
    page.click("#word-1")
    page.click("#survivor label >> nth=1")
    page.fill("#reason", 'one firm, "sold" in 2025')
    page.click("#next")
    page.click("#word-0")  # a vendor: QuickBooks needs a customer
    page.fill("#qb-name", "Fennel (customer)")
    page.click(".pair-row >> nth=3")
    page.click("#word-4")
    told = saved(page, tmp_path)
    assert (tmp_path / "decisions-2026-10.json").is_file()
    assert (told["csvbridge_decisions"], told["run"]) == (1, "2026-10")
    assert re.fullmatch(r"2[0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", told["saved"])
    keys = (
        "token",
        "left",
        "right",
        "decision",
        "survivor",
        "survivor_side",
        "quickbooks_name",
        "reason",
        "decided_by",
        "date",
    )
    assert all(tuple(one) == keys for one in told["decisions"])
    assert [tuple(one[key] for key in keys[1:9]) for one in told["decisions"]] == [
        ("Harbor Dental", "HARBOR DENTAL LLC", "same-as-quickbooks", "", "", "HARBOR DENTAL LLC", "", "Dana Fox"),
        (
            "Birch & Vale",
            "Birch and Vale",
            "same",
            "Birch and Vale",
            "right",
            "",
            'one firm, "sold" in 2025',
            "Dana Fox",
        ),
        ("Fennel Catering", "Fennel Catering", "same-as-quickbooks", "", "", "Fennel (customer)", "", "Dana Fox"),
        ("Lindqvist Marine", "Lindquist Marine", "hold", "", "", "", "", "Dana Fox"),
    ]
    assert all(re.fullmatch(r"[0-9a-f]{20}", one["token"]) for one in told["decisions"])
    assert len({one["token"] for one in told["decisions"]}) == 4
    assert all(re.fullmatch(r"2[0-9]{3}-[0-9]{2}-[0-9]{2}", one["date"]) for one in told["decisions"])
    assert 'csvbridge decide decisions-2026-10.json --by "Dana Fox"' in said(page, "said")


WORDS_THAT_MAKE_NO_SENSE = {
    "one in QuickBooks": (1, "2", "same", "its name stays"),
    "two accounts": (2, "1", "same-as-quickbooks", NOWHERE),
    "both in QuickBooks": (4, "1", "same-as-quickbooks", "both are in QuickBooks already"),
}


def test_a_word_that_makes_no_sense_is_off_and_says_why(open_page: Open) -> None:
    page = open_page()
    for case, (pair, key, word, why) in WORDS_THAT_MAKE_NO_SENSE.items():
        page.click(f".pair-row >> nth={pair - 1}")
        button = page.locator(f"#word-{int(key) - 1}")
        assert button.get_attribute("aria-disabled") == "true" and f"Not “{word}”" in said(page, "why-not"), case
        assert page.locator("#words [aria-disabled]").count() == 1, case
        press(page, key)
        button.click(force=True)
        assert why in said(page, "said") and said(page, "done") == "0 of 5 decided", case


def test_two_in_quickbooks_can_be_one_there(open_page: Open) -> None:
    page = open_page()
    press(page, "j j j 2 Space")
    assert badges(page)[3] == "✓ same"


def test_undo_goes_back_step_by_step(open_page: Open) -> None:
    page = open_page()
    press(page, "3 4 5 k k k 5")
    assert badges(page)[:3] == ["✓ hold", "✓ different", "✓ hold"]
    press(page, "u")
    assert badges(page)[0] == "✓ related" and title(page).startswith("Pair 1 ")
    press(page, "u u u")
    assert said(page, "done") == "0 of 5 decided" and page.locator("#undo").is_disabled()
    press(page, "u")
    assert said(page, "said") == "There is nothing to undo."


def test_what_is_typed_into_one_field_is_one_step(open_page: Open) -> None:
    page = open_page()
    press(page, "r")
    page.keyboard.type("4 jokes: u / ?")
    assert (
        title(page).startswith("Pair 1 ") and said(page, "done") == "0 of 5 decided"
    )  # nothing is taken while one types
    assert page.input_value("#reason") == "4 jokes: u / ?"
    press(page, "Escape 4 k u u")
    assert page.input_value("#reason") == ""


def test_single_keys_can_be_switched_off(open_page: Open) -> None:
    page = open_page()
    press(page, "?")
    page.uncheck("#help >> text=Single keys")
    page.click("#help >> text=Close")
    page.focus("#print")
    press(page, "4")
    assert said(page, "done") == "0 of 5 decided"
    page.focus("#list")
    press(page, "4")
    assert said(page, "done") == "1 of 5 decided"


def test_it_stays_where_it_is_if_one_wants_that(open_page: Open) -> None:
    page = open_page()
    press(page, "?")
    page.uncheck("#help >> text=Go on")
    press(page, "Escape 4")
    assert title(page).startswith("Pair 1 ") and "✓ different" in said(page, "state")


# --- filters ----------------------------------------------------------------------------------------------------------

SEARCHES = {
    "a city": ("camden", ["Lindqvist Marine"]),
    "two words of two records": ("elm vale", ["Birch & Vale"]),
    "an invoice": ("deal 1003", ["Birch & Vale"]),
    "a place": ("customers.csv:3", ["Harbor Dental"]),
}


def test_the_search_finds_what_stands_in_either(open_page: Open) -> None:
    page = open_page()
    for case, (words, found) in SEARCHES.items():
        press(page, "/")
        page.keyboard.type(words)
        assert listed_pairs(page) == found and "1 pair of 5 listed" in said(page, "listed"), case
        press(page, "Escape")


def test_filters_by_band_money_and_open_ones_work_together(open_page: Open) -> None:
    page = open_page()
    page.fill("#least", "500")
    assert listed_pairs(page) == ["Harbor Dental", "Birch & Vale"]
    page.fill("#least", "1350.01")
    assert not page.locator("#list").is_visible() and "No pair is like that" in said(page, "listed")
    page.fill("#least", "")
    page.uncheck("#bands >> text=certain")
    assert listed_pairs(page) == ["Birch & Vale", "Lindqvist Marine"]
    page.check("#bands >> text=certain")
    page.focus("#list")
    press(page, "4 4")
    page.check("#open-only")
    assert listed_pairs(page) == ["Fennel Catering", "Lindqvist Marine", "Tamarack"]
    page.focus("#list")
    press(page, "5")
    assert listed_pairs(page) == ["Lindqvist Marine", "Tamarack"]


def test_who_decides_the_last_listed_pair_is_told_of_the_others(open_page: Open) -> None:
    page = open_page()
    page.fill("#search", "Tamarack")
    press(page, "Escape j 4")
    assert said(page, "said") == "Every pair listed is decided; 4 open pairs hidden by the filters."


# --- kept, loaded, left -----------------------------------------------------------------------------------------------


def test_a_reload_loses_nothing_and_another_run_is_another(open_page: Open, browser: Any, tmp_path: Path) -> None:
    context = browser.new_context(**DESK)
    page = open_page(context=context)
    press(page, "1 2")  # the second one is not finished
    page.fill("#by", "Dana")
    page.on("dialog", lambda box: None)
    saved(page, tmp_path)
    page.reload()
    assert badges(page)[:3] == ["✓ same-as-quickbooks", "… same", "open"] and page.input_value("#by") == "Dana"
    other = open_page(page_file(tmp_path / "other.html", shown(RECORDS, PAIRS[1:])), context=context)
    assert said(other, "done") == "0 of 4 decided"


def test_two_windows_of_one_page_lose_nothing_to_each_other(open_page: Open, browser: Any) -> None:
    context = browser.new_context(**DESK)
    first, second = open_page(context=context), open_page(context=context)
    press(first, "4")
    second.wait_for_function("document.getElementById('done').textContent.startsWith('1 of 5')")
    press(second, "j j 4")
    first.wait_for_function("document.getElementById('done').textContent.startsWith('2 of 5')")


def test_a_browser_that_keeps_nothing_says_so_and_works(open_page: Open, browser: Any, tmp_path: Path) -> None:
    context = browser.new_context(**DESK)
    context.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('off', 'QuotaExceededError'); }"
    )
    page = open_page(context=context)
    press(page, "4")
    assert "keeps nothing" in said(page, "warned")
    assert len(saved(page, tmp_path)["decisions"]) == 1


def test_what_cannot_be_read_again_is_left_where_it_is(open_page: Open, browser: Any) -> None:
    context = browser.new_context(**DESK)
    page = open_page(context=context)
    press(page, "4")
    (key,) = page.evaluate("Object.keys(localStorage)")
    page.evaluate('([key]) => localStorage.setItem(key, \'{"v":1,"answers":[["x"\')', [key])
    again = open_page(context=context)
    assert "cannot be read" in said(again, "warned") and said(again, "done") == "0 of 5 decided"
    assert '"x"' in again.evaluate(f"localStorage.getItem({json.dumps(key + ' unreadable')})")


def test_leaving_with_decisions_that_are_not_downloaded_is_asked_about(
    browser: Any, plain_page: Path, tmp_path: Path
) -> None:
    page = browser.new_page(accept_downloads=True)
    asked: list[str] = []
    page.on("dialog", lambda box: asked.append(box.type) or box.accept())
    page.goto(plain_page.as_uri())
    page.reload()
    assert asked == []  # nothing is decided
    press(page, "4")
    page.reload()
    assert asked == ["beforeunload"]
    press(page, "j 4")
    saved(page, tmp_path)
    page.reload()
    assert asked == ["beforeunload"]
    page.close()


def test_a_saved_file_is_loaded_again_and_strangers_are_told(open_page: Open, browser: Any, tmp_path: Path) -> None:
    page = open_page()
    press(page, "1 2 Space n 4")
    told = saved(page, tmp_path)
    stranger = {"token": "0" * 20, "left": "<b>Who</b>", "right": "", "decision": "same"}
    odd = [
        stranger,
        {**told["decisions"][0], "decision": "maybe"},
        {**told["decisions"][1], "decision": "same-as-quickbooks"},
        7,
    ]
    (tmp_path / "more.json").write_text(json.dumps({**told, "decisions": [*told["decisions"], *odd]}), "utf-8")
    page = open_page(context=browser.new_context(**DESK))  # another browser, which remembers nothing
    press(page, "5")
    page.set_input_files("#load", tmp_path / "more.json")
    page.wait_for_selector("#warned >> text=4 decisions of the file not taken")
    assert "3 decisions taken from more.json, 1 in the place of another answer" in said(page, "said")
    assert "<b>Who</b> and (no name): about a pair that this page does not have" in said(page, "warned")
    assert badges(page)[:4] == ["✓ same-as-quickbooks", "✓ same", "✓ different", "open"]
    page.click("#said >> text=Undo")
    assert badges(page)[:2] == ["✓ hold", "open"]
    saved(page, tmp_path)


def test_another_file_changes_nothing(open_page: Open, tmp_path: Path) -> None:
    page = open_page()
    for at, text in enumerate(["", "[]", "null", '{"csvbridge_decisions": 2, "decisions": []}', "PK\x03\x04"]):
        (tmp_path / f"other{at}.json").write_text(text, "utf-8")
        page.set_input_files("#load", tmp_path / f"other{at}.json")
        page.wait_for_selector(f"#warned >> text=other{at}.json is no file of decisions")


# --- many at once -----------------------------------------------------------------------------------------------------


def test_all_certain_ones_are_confirmed_under_one_reason_and_undone_as_one(open_page: Open, tmp_path: Path) -> None:
    page = open_page()
    page.click("#bulk")
    words = said(page, "confirm")
    assert "2 certain pairs of 3 have one plain answer: 1 same-as-quickbooks, 1 same." in words
    assert "1 QuickBooks has it as vendor: name the customer yourself" in words and "Pair 3: Fennel Catering" in words
    page.fill("#bulk-reason", "looked at all")
    page.click("#confirm >> text=Decide 2 pairs")
    assert badges(page) == ["✓ same-as-quickbooks", "open", "open", "open", "✓ same"]
    told = saved(page, tmp_path)
    assert [(one["survivor"], one["reason"]) for one in told["decisions"]] == [
        (EMPTY, "looked at all"),
        ("Tamarack", "looked at all"),
    ]
    press(page, "u")
    assert said(page, "done") == "0 of 5 decided"


NOT_PLAIN = {
    "against it": (RECORDS[:2], Found(left=0, right=1, against="another state"), "something speaks against it"),
    "changed": (RECORDS[:2], Found(left=0, right=1, changed="phone was 1, now 2"), "asked again"),
    "two names": (RECORDS[2:4], Found(left=0, right=1), "you say which name stays"),
    "another street": (
        [{**RECORDS[8], "street": street} for street in ("1 Elm", "2 Elm")],
        Found(left=0, right=1),
        "they differ in street",
    ),
    "both in QuickBooks": (RECORDS[6:8], Found(left=0, right=1), "look before they are merged there"),
}


def test_what_is_not_plain_is_left_out_with_the_reason(open_page: Open, tmp_path: Path) -> None:
    records = [record for some, _, _ in NOT_PLAIN.values() for record in some]
    pairs = [replace(pair, left=2 * at, right=2 * at + 1) for at, (_, pair, _) in enumerate(NOT_PLAIN.values())]
    page = open_page(page_file(tmp_path / "d.html", shown(records, pairs)))
    page.click("#bulk")
    words = said(page, "confirm")
    assert "No certain pair has one plain answer" in words
    for at, (case, (*_, why)) in enumerate(NOT_PLAIN.items(), 1):
        assert re.search(rf"1 [^\n]*{re.escape(why)}[^P]*Pair {at}:", words), case


CHAIN = [{"name": name, "city": "Bangor"} for name in ("Alder", "Alder Inc", "Alder Co", "Alder Press")]
LINKS = [Found(left=0, right=1), Found(left=1, right=2), Found(left=0, right=2), Found(left=2, right=3)]


def group_page(folder: Path, records: list[Record], links: list[Found]) -> Path:
    return page_file(folder / "group.html", shown(records, links, [tuple(range(len(records)))]))


def decisions(page: Page, folder: Path) -> list[tuple[str, str, str, str]]:
    return [(one["left"], one["right"], one["decision"], one["survivor"]) for one in saved(page, folder)["decisions"]]


def test_a_group_is_one_customer_whose_name_was_chosen(open_page: Open, tmp_path: Path) -> None:
    page = open_page(group_page(tmp_path, CHAIN, LINKS))
    assert page.locator(".members tbody tr").count() == 4 and page.locator(".group li").count() == 4
    page.click(".members label >> text=Alder Press")
    page.click("text=They are all one customer")
    assert decisions(page, tmp_path) == [
        ("Alder", "Alder Inc", "same", "Alder"),  # both are two steps from Alder Press
        ("Alder", "Alder Co", "same", "Alder Co"),
        ("Alder Inc", "Alder Co", "same", "Alder Co"),
        ("Alder Co", "Alder Press", "same", "Alder Press"),
    ]
    press(page, "u")
    assert said(page, "done") == "0 of 4 decided"


def test_the_names_that_stay_never_go_round_in_a_circle(open_page: Open, tmp_path: Path) -> None:
    """Three that are equally near to the one that stays, each at the left of the next."""
    links = [Found(left=one, right=other) for one, other in ((3, 0), (3, 1), (3, 2), (0, 1), (1, 2), (2, 0))]
    page = open_page(group_page(tmp_path, CHAIN, links))
    page.click(".members label >> text=Alder Press")
    page.click("text=They are all one customer")
    stays = {frozenset(told[:2]): told[3] for told in decisions(page, tmp_path)}
    assert stays == {
        **{frozenset(("Alder Press", name)): "Alder Press" for name in ("Alder", "Alder Inc", "Alder Co")},
        frozenset(("Alder", "Alder Inc")): "Alder",
        frozenset(("Alder", "Alder Co")): "Alder",
        frozenset(("Alder Inc", "Alder Co")): "Alder Inc",
    }


def test_a_member_is_taken_out(open_page: Open, tmp_path: Path) -> None:
    page = open_page(group_page(tmp_path, CHAIN, LINKS))
    page.click(".members tr:has-text('Alder Co') >> text=Take out")
    assert {tuple(one[:3]) for one in decisions(page, tmp_path)} == {
        ("Alder Inc", "Alder Co", "different"),
        ("Alder", "Alder Co", "different"),
        ("Alder Co", "Alder Press", "different"),
    }
    press(page, "u")
    assert said(page, "done") == "0 of 4 decided"


def test_a_group_with_a_customer_of_quickbooks_takes_its_name(open_page: Open, tmp_path: Path) -> None:
    records = [*CHAIN[:2], *({**one, "kind": "customer"} for one in CHAIN[2:]), {"name": "Alder Sr", "kind": "vendor"}]
    links = [
        Found(left=0, right=1),
        Found(left=0, right=2),
        Found(left=0, right=3),
        Found(left=1, right=4),
        Found(left=2, right=3),
    ]
    page = open_page(group_page(tmp_path, records, links))
    assert page.locator(".members input:disabled").count() == 3
    page.click(".members label >> text=Alder Press")
    page.click("text=They are all one customer")
    assert "settled by the other customer in QuickBooks; QuickBooks has it as vendor" in said(page, "said")
    told = saved(page, tmp_path)["decisions"]
    assert [
        (one["left"], one["right"], one["decision"], one["survivor"] or one["quickbooks_name"]) for one in told
    ] == [
        ("Alder", "Alder Inc", "same", "Alder"),
        ("Alder", "Alder Press", "same-as-quickbooks", "Alder Press"),
        ("Alder Co", "Alder Press", "same", "Alder Press"),
    ]


# --- what stands on it ------------------------------------------------------------------------------------------------


def test_words_that_differ_are_marked_and_read_aloud(open_page: Open) -> None:
    page = open_page()
    press(page, "j")
    marks = page.locator(".compare mark")
    assert [re.sub(r"\[differs: |\]", "", str(text)) for text in marks.all_text_contents()] == ["and", "5", "7"]
    style = marks.first.evaluate("e => [getComputedStyle(e).textDecorationLine, getComputedStyle(e).fontWeight]")
    assert style == ["underline", "700"]  # not by colour alone
    assert page.locator(".compare .status").all_inner_texts()[1:] == ["≠ differs", "≠ differs", "= same"]


def test_a_phone_in_another_form_is_written_otherwise(open_page: Open) -> None:
    page = open_page()
    assert "written otherwise" in page.locator(".compare tr:has-text('Phone')").inner_text()


def test_the_points_stand_with_their_sum_and_the_score(open_page: Open, tmp_path: Path) -> None:
    parts = tuple((f"Part {at}", points) for at, points in enumerate([3.16, -1.43, *[0.07] * 14]))
    page = open_page(
        page_file(tmp_path / "d.html", shown(RECORDS, [Found(left=0, right=1, score=0.9371, parts=parts)]))
    )
    page.click("text=Show each")
    rows = [str(text).replace("−", "-") for text in page.locator(".score tbody .number").all_inner_texts()]
    assert len(rows) == 16 and sum(round(float(text) * 100) for text in rows) == 271
    assert said(page, "more").split("Together")[1].split() == ["+2.71", "=", "score", "0.9371"]
    assert page.locator(".bar.plus").count() == 15 and page.locator(".bar.minus").count() == 1


def test_earlier_decisions_and_what_changed_since(open_page: Open, tmp_path: Path) -> None:
    left, right = (member(f"account-name {one['name'].casefold()}", one["name"], ()) for one in RECORDS[2:4])
    earlier = Decision(
        left=left,
        right=right,
        word="different",
        reason="two owners",
        decided_by="Kim",
        date="2026-09-30",
        source="a.xlsx",
    )
    pairs = [
        Found(left=2, right=3, decided=earlier),
        Found(left=8, right=9, changed="phone was 1 when decided by Kim, now 2"),
    ]
    page = open_page(page_file(tmp_path / "d.html", shown(RECORDS, pairs)))
    words = said(page, "facts")
    assert all(
        part in words for part in ("Decided earlier", "different", "by Kim on 2026-09-30", "two owners", "a.xlsx")
    )
    assert said(page, "done") == "0 of 1 decided; 1 decided earlier" and badges(page) == [
        "earlier: different",
        "asked again",
    ]
    press(page, "n")
    assert "Asked again" in said(page, "facts") and "phone was 1 when decided by Kim, now 2" in said(page, "facts")
    press(page, "k 3")
    assert said(page, "done") == "0 of 1 decided; 1 decided earlier, 1 of them anew"


HOSTILE = {
    "a script": "<script>document.title='owned'</script>",
    "an end of the script": "</script><img src=x onerror=\"document.title='owned'\">",
    "a comment": "<!--<script>",
    "a formula": "=cmd()|'/C calc'!A0",
    "right to left": "\u202egnihton",
    "line ends": "a\u2028b\u2029c\nd\te",
    "a half character": "x\ud800y",
    "nulls": "a\x00b\x1b[31mc",
    "very long": "Alder " * 1700,
    "mark-up of jinja": "{{ 7 * 7 }}{% raw %}",
}


def test_hostile_names_are_text_everywhere(open_page: Open, tmp_path: Path) -> None:
    records = [{"name": name + end, "city": name, "email": name} for name in HOSTILE.values() for end in ("", " Inc")]
    pairs = [
        Found(left=at, right=at + 1, documents=(invoice(at, "1.00")._replace(deal=records[at]["name"]),))
        for at in range(0, len(records), 2)
    ]
    page = open_page(page_file(tmp_path / "d.html", shown(records, pairs, [tuple(range(len(records)))])))
    tags = page.evaluate("[...new Set([...document.querySelectorAll('*')].map((e) => e.tagName))]")
    for name in HOSTILE:
        shown_text = said(page, "facts")
        wanted = {"right to left": "RLO", "line ends": "U+2028", "a half character": "U+D800", "nulls": "U+001B"}.get(
            name, HOSTILE[name][:100]
        )
        assert wanted.strip() in " ".join(shown_text.split()), name
        assert not re.search("[\u202e\u2028\ud800\x00\x1b]", shown_text)
        page.keyboard.press("2")
        page.keyboard.press("Space")
        page.keyboard.press("j")
    page.click("#bulk")
    page.keyboard.press("Escape")
    assert page.title() == "Customers that look alike: 2026-10"
    assert set(page.evaluate("[...new Set([...document.querySelectorAll('*')].map((e) => e.tagName))]")) - set(
        tags
    ) <= {"EM", "A"}
    assert page.locator("script").count() == 2 and page.locator("img").count() == 0
    told = saved(page, tmp_path)
    assert [one["left"] for one in told["decisions"]] == [
        name if len(name) <= 2000 else "" for name in HOSTILE.values()
    ]


HIDDEN = {
    "no-break blank": ("Al\u00a0der", "NBSP"),
    "zero width": ("Al\u200bder", "ZWSP"),
    "text direction": ("Al\u202eder", "RLO"),
    "a tab": ("Al\tder", "TAB"),
    "a blank at the end": ("Alder ", "BLANK"),
    "a blank at the beginning": (" Alder", "BLANK"),
    "two blanks": ("Al  der", "2 BLANKS"),
    "a byte order mark": ("\ufeffAlder", "BOM"),
    "an ideographic blank": ("Al\u3000der", "U+3000"),
}


def test_hidden_characters_are_seen_and_read_aloud(open_page: Open, tmp_path: Path) -> None:
    records = [{"name": name} for hidden, _ in HIDDEN.values() for name in (hidden, "Alder Press")]
    page = open_page(
        page_file(
            tmp_path / "d.html", shown(records, [Found(left=2 * at, right=2 * at + 1) for at in range(len(HIDDEN))])
        )
    )
    for case, (_, mark) in HIDDEN.items():
        marks = page.locator(".compare td[data-side] .hidden-mark")
        assert marks.locator("[aria-hidden]").all_inner_texts() == [mark], case
        assert marks.locator(".unseen").first.text_content(), case
        press(page, "j")


# --- nothing gets out -------------------------------------------------------------------------------------------------


@pytest.fixture
def visitors() -> Iterator[tuple[str, list[str]]]:
    """An address on this machine, and the paths that were asked of it."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        do_POST = do_GET

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", asked
    server.shutdown()
    server.server_close()
    thread.join()


ATTEMPTS = """async (address) => {
  const put = (tag, about) => document.body.append(Object.assign(document.createElement(tag), about));
  put('img', { src: `${address}/picture` });
  put('link', { rel: 'stylesheet', href: `${address}/style` });
  put('iframe', { src: `${address}/frame` });
  try { put('script', { textContent: "document.title = 'owned'" }); } catch { }
  try { document.body.insertAdjacentHTML('beforeend', `<img src="${address}/marks">`); } catch { }
  await fetch(`${address}/fetch`).catch(() => null);
  await new Promise((done) => setTimeout(done, 150));
  return document.title;
}"""


def test_the_policy_forbids_every_request_and_every_other_script(
    browser: Any, plain_page: Path, tmp_path: Path, visitors: tuple[str, list[str]]
) -> None:
    """The same attempts get out once the policy is taken out: so it is the policy that stops them."""
    address, asked = visitors
    bare = tmp_path / "open.html"
    bare.write_text(re.sub(r'<meta http-equiv="Content-Security[^>]*>', "", plain_page.read_text("utf-8")), "utf-8")
    page = browser.new_page()
    page.goto(plain_page.as_uri())
    assert page.evaluate(ATTEMPTS, address).startswith("Customers") and asked == []
    page.goto(bare.as_uri())
    assert page.evaluate(ATTEMPTS, address) == "owned"
    wanted = {"/picture", "/style", "/frame", "/marks", "/fetch"}
    for _ in range(50):  # a busy machine asks later
        if set(asked) == wanted:
            break
        page.wait_for_timeout(100)
    assert set(asked) == wanted
    page.close()


def test_without_script_the_pairs_can_be_read(open_page: Open, browser: Any) -> None:
    page = open_page(context=browser.new_context(java_script_enabled=False))
    text = page.locator("body").inner_text()
    assert "5. Tamarack / Tamarack" in text and "review/duplicates.xlsx" in text and "What are they?" not in text


# --- for everybody ----------------------------------------------------------------------------------------------------


def test_axe_finds_nothing_that_a_screen_reader_cannot_use(open_page: Open, tmp_path: Path) -> None:
    axe = pytest.importorskip("axe_playwright_python.base")
    links = [*LINKS[:3], Found(left=2, right=3, changed="phone was 1, now 2")]
    page = open_page(group_page(tmp_path, CHAIN, links))
    page.evaluate(axe.AXE_SCRIPT)

    def violations() -> list[str]:
        found = page.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]
        return [f"{one['id']} ({one['impact']}): {one['nodes'][0]['html'][:150]}" for one in found]

    press(page, "2")
    assert violations() == []
    page.emulate_media(color_scheme="dark")
    assert violations() == []
    press(page, "Space n")
    page.click("#about-button")
    assert violations() == []


def test_the_list_tells_where_one_is(open_page: Open) -> None:
    page = open_page()
    press(page, "j j")
    active = page.locator("#list").get_attribute("aria-activedescendant")
    row = page.locator(f"#{active}")
    assert [row.get_attribute(name) for name in ("role", "aria-selected", "aria-posinset", "aria-setsize")] == [
        "option",
        "true",
        "3",
        "5",
    ]
    assert said(page, "said") == "Pair 3: Fennel Catering and Fennel Catering, certain."
    assert page.locator("#said").get_attribute("role") == "status"


def test_nothing_is_wider_than_a_narrow_screen(open_page: Open, tmp_path: Path) -> None:
    links = [
        *LINKS,
        Found(
            left=4,
            right=5,
            documents=(invoice(1, "1.00"),),
            parts=tuple((f"Part of the name {at}", 0.5) for at in range(20)),
        ),
    ]
    records = [*CHAIN, {"name": "W" * 300, "email": "w" * 300}, {"name": "W" * 301, "phone": "1" * 90}]
    page = open_page(group_page(tmp_path, records, links))
    page.set_viewport_size({"width": 320, "height": 640})
    for _ in range(len(links)):
        press(page, "2")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        press(page, "Escape j")
    page.click("#about-button")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_it_prints_a_block_for_each_listed_pair_with_boxes_and_a_signature(open_page: Open, tmp_path: Path) -> None:
    page = open_page()
    press(page, "1")
    page.uncheck("#bands >> text=possible")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    blocks = page.locator("#paper article")
    assert blocks.count() == 4 and not page.locator("#app").is_visible()
    first = blocks.first.inner_text()
    assert all(
        part in first
        for part in ("Harbor Dental", "same-as-quickbooks", "related", "Reason:", "Decided by:", "Signature:")
    )
    assert page.locator("#paper .ticked").all_inner_texts() == ["✕same-as-quickbooks"]
    assert blocks.first.evaluate("e => getComputedStyle(e).breakInside") == "avoid"
    assert "5a" * 32 in page.locator("#paper header").inner_text()
    page.pdf(path=tmp_path / "paper.pdf")
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF-")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert blocks.count() == 0


def test_five_thousand_pairs_are_a_few_rows_at_a_time(open_page: Open, tmp_path: Path) -> None:
    page = open_page(page_file(tmp_path / "many.html", many_pairs(5000)))
    assert said(page, "done") == "0 of 5,000 decided" and 0 < page.locator(".pair-row").count() < 40
    page.focus("#list")
    press(page, "End")
    assert (
        title(page).startswith("Pair 5000 of 5,000")
        and "Customer 4999" in page.locator(".pair-row[aria-selected=true]").inner_text()
    )
    press(page, "4")
    assert said(page, "done") == "1 of 5,000 decided" and title(page).startswith("Pair 1 of")
    page.fill("#search", "office4321@")
    assert page.locator(".pair-row").count() == 1
    page.on("dialog", lambda box: None)
    saved(page, tmp_path)


# --- all the way ------------------------------------------------------------------------------------------------------

MONTH = {
    "in/accounts.csv": """Account ID,Account Name,Phone,Billing Street,Billing City,Website
001Ax0000000001,Harbor Dental Group,(207) 555-0111,1 Quay Road,Bangor,https://harbordental.example
001Ax0000000002,Birch & Vale LLC,(315) 555-0122,5 Elm Street,Utica,https://birchvale.example
001Ax0000000003,"Birch and Vale, LLC",315-555-0122,5 Elm Street,Utica,https://birchvale.example
001Ax0000000004,Tamarack Outfitters,(518) 555-0194,2 Lake Road,Saranac Lake,https://tamarack.example
001Ax0000000005,Tamarack Outfitters Inc,(518) 555-0194,2 Lake Road,Saranac Lake,https://tamarack.example
""",
    "in/won.csv": """Opportunity ID,Opportunity Name,Account ID,Stage,Close Date,Amount
006Ax0000000001,Chairs,001Ax0000000001,Closed Won,10/14/2026,100.00
006Ax0000000002,Signs,001Ax0000000002,Closed Won,10/15/2026,200.10
006Ax0000000003,Posters,001Ax0000000003,Closed Won,10/16/2026,300.20
006Ax0000000004,Tents,001Ax0000000004,Closed Won,10/17/2026,400.00
006Ax0000000005,Poles,001Ax0000000005,Closed Won,10/18/2026,500.00
""",
    "in/Customers.csv": """Name,Company name,Phone,Street Address,City,Website
HARBOR DENTAL GRP,,207-555-0111,1 Quay Road,Bangor,harbordental.example
""",
}


def command(*words: str) -> object:
    """Run csvbridge in this process and return its exit code."""
    with pytest.raises(SystemExit) as left:
        run(words)
    return left.value.code


def test_what_is_decided_on_the_page_is_what_the_next_run_does(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in MONTH.items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(text, "utf-8")
    convert = ["convert", "in", "--company", "books", "--out", "october", "--set", "lists.format=csv", "--quiet"]
    assert command("init", "books") == 0 and command(*convert) == 1
    page = open_page(Path("october/review/duplicates.html").absolute())
    assert said(page, "done") == "0 of 3 decided"
    for name, keys in {"Harbor Dental": "1", "Birch": "2", "Tamarack": "4"}.items():
        page.fill("#search", name)
        page.focus("#list")
        press(page, f"{'' if name in title(page) else 'j '}{keys}")
        if keys == "2":
            page.check("#survivor label:has-text('Birch & Vale LLC') input")
    assert said(page, "done") == "3 of 3 decided"
    page.fill("#search", "")
    saved(page, tmp_path)
    assert command("decide", "decisions-october.json", "--by", "Dana", "--company", "books", "--quiet") == 0
    assert command(*convert, "--force") == 0
    with Path("october/evidence/pairs.csv").open(encoding="utf-8", newline="") as file:
        decided = {frozenset((row["left_name"], row["right_name"])): row["decision"] for row in csv.DictReader(file)}
    assert decided == {
        frozenset(("Harbor Dental Group", "HARBOR DENTAL GRP")): "same-as-quickbooks",
        frozenset(("Birch & Vale LLC", "Birch and Vale, LLC")): "same",
        frozenset(("Tamarack Outfitters", "Tamarack Outfitters Inc")): "different",
    }
    (customers,) = Path("october/import").glob("*-customers.csv")
    with customers.open(encoding="utf-8-sig", newline="") as file:
        assert [row["Name"] for row in csv.DictReader(file)] == [
            "Birch & Vale LLC",
            "Tamarack Outfitters",
            "Tamarack Outfitters Inc",
        ]
    (invoices,) = Path("october/import").glob("*-invoices-001.csv")
    with invoices.open(encoding="utf-8-sig", newline="") as file:
        written = [(row["*Customer"], row["*ItemAmount"]) for row in csv.DictReader(file)]
    assert written == [
        ("HARBOR DENTAL GRP", "100.00"),
        ("Birch & Vale LLC", "200.10"),
        ("Birch & Vale LLC", "300.20"),
        ("Tamarack Outfitters", "400.00"),
        ("Tamarack Outfitters Inc", "500.00"),
    ]
    again = open_page(Path("october/review/duplicates.html").absolute())
    assert said(again, "done") == "0 of 0 decided; 3 decided earlier" and "by Dana" in said(again, "facts")

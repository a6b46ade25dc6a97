"""`csvbridge review`: pairs as plain text where nobody sits, and key by key where somebody does."""

from __future__ import annotations

import json
import os
import re
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from bench import Bench, Result
from conftest import PACKAGE
from reviewing import BIRCH, HARROW, QUARRY, SALTMARSH, kept

from csvbridge.memory import Memory

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@pytest.fixture
def company(ready: Path, bench: Bench) -> Bench:
    for name in ("books", "2026-10"):
        shutil.copytree(ready / name, bench.folder / name)
    return bench


def review(bench: Bench, *words: str, run: str = "2026-10") -> Result:
    return bench.command("review", run, *words)


# --- nobody sits there ------------------------------------------------------------------------------------------------


def test_without_a_terminal_the_pairs_are_printed(company: Bench) -> None:
    result = review(company, "--company", "books")
    assert result.exit == 1, "pairs of a band that waits are open"
    text = result.out
    assert text.count("not decided") == 4 and "Pair 4 of 4" in text
    assert f"left   {SALTMARSH}  (account, in/accounts.csv:20)" in text
    assert "right  Salt Marsh Kayak Rentals LLC  (customer in QuickBooks, in/Customers.csv:8)" in text
    assert re.search(r"\n  \* Name +Saltmarsh Kayak Rentals +Salt Marsh Kayak Rentals LLC +differs\n", text)
    assert re.search(r"\n    Phone +\(508\) 555-0166 +508-555-0166 +written otherwise\n", text)
    assert "for: same name but for the legal form" in text and "at stake: 1 invoice, USD 5410.00" in text
    assert text.isascii()


def test_what_is_decided_is_left_out_unless_all_is_asked_for(company: Bench) -> None:
    decided(company, QUARRY, "different")
    text = review(company, "--company", "books").out
    assert "4 pairs, 3 shown" in text and QUARRY not in text
    everything = review(company, "--company", "books", "--all").out
    assert "4 pairs, 4 shown" in everything and "different by Ada on 2026-11-02" in everything


def test_once_all_is_decided_the_exit_code_is_0(company: Bench) -> None:
    for name in (SALTMARSH, BIRCH, QUARRY, HARROW):
        decided(company, name, "different")
    result = review(company, "--company", "books")
    assert result.exit == 0 and "Nothing is open here" in result.out


def decided(bench: Bench, name: str, word: str) -> None:
    from csvbridge.remembered import Decision

    with Memory.open(bench.folder / "books" / "csvbridge.db") as memory:
        asked = next(one for one in memory.asked_by(memory.runs()[-1].id) if one.left.name == name)
        memory.decide([Decision(left=asked.left, right=asked.right, word=word, decided_by="Ada", date="2026-11-02")])


def test_a_band_can_be_picked(company: Bench) -> None:
    found = json.loads(review(company, "--company", "books", "--band", "probable", "--json").out)
    assert (found["exit"], found["totals"]["pairs"], found["totals"]["open"]) == (1, 4, 4)
    assert found["totals"]["shown"] == found["totals"]["open_bands"].get("probable", 0)


def test_without_a_company_the_run_speaks_for_itself(company: Bench) -> None:
    result = review(company)
    assert result.exit == 1 and f"left   {SALTMARSH}  (in/accounts.csv:20)" in result.out


def test_hostile_names_are_inert(company: Bench) -> None:
    path = company.folder / "2026-10" / "evidence" / "pairs.csv"
    text = path.read_text("utf-8").replace(SALTMARSH, "\x1b]0;owned\x07[bold]\u202ex\u00a0y")
    path.write_text(text, "utf-8")
    out = review(company).out
    assert not set(out) & {"\x1b", "\x07", "\u202e", "\u00a0"}
    assert "[U+001B]]0;owned[U+0007][bold][right-to-left override]x[no-break space]y" in out


STOPS = {
    "no run": (("books",), "is no run of csvbridge"),
    "no band": (("2026-10", "--band", "sure"), "there is no such band"),
    "no folder": (("nowhere",), "is no run of csvbridge"),
    "no company": (("2026-10", "--company", "nowhere"), "holds no csvbridge.toml"),
}


@pytest.mark.parametrize(("words", "says"), STOPS.values(), ids=STOPS)
def test_what_cannot_be_shown_is_exit_2(company: Bench, words: tuple[str, ...], says: str) -> None:
    result = company.command("review", *words)
    assert (result.exit, result.out) == (2, "") and says in result.err


def test_damaged_evidence_is_said(company: Bench) -> None:
    evidence = company.folder / "2026-10" / "evidence"
    (evidence / "pairs.csv").write_text("a,b\n1,2\n")
    assert "it was edited" in review(company).err
    (evidence / "manifest.json").write_text("[]")
    assert "no manifest" in review(company).err


# --- somebody sits there ----------------------------------------------------------------------------------------------


class Terminal:
    """A terminal of 100 columns with somebody at it."""

    def __init__(self, folder: Path, *words: str) -> None:
        import fcntl
        import pty
        import struct
        import termios

        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 45, 100, 0, 0))
        search = os.pathsep.join([str(PACKAGE), os.environ.get("PYTHONPATH", "")])
        self.process = subprocess.Popen(
            [sys.executable, "-m", "csvbridge", "review", *words],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": search, "TERM": "xterm"},
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)
        self.seen = ""

    def read(self, until: str, seconds: float = 60) -> str:
        """Return what has appeared once the words stand on the screen."""
        end = time.monotonic() + seconds
        new = ""
        while until not in ESCAPES.sub("", new):
            ready, _, _ = select.select([self.master], [], [], max(0, end - time.monotonic()))
            assert ready, f"{until!r} never came; the screen shows: {ESCAPES.sub('', new)}"
            try:
                new += os.read(self.master, 65536).decode("utf-8", "replace")
            except OSError:  # the other side has gone
                break
        self.seen += new
        return ESCAPES.sub("", new)

    def press(self, key: str, until: str) -> str:
        """Press a key once the terminal waits for one; what comes before that is dropped, as at a real one."""
        import termios

        end = time.monotonic() + 60
        while termios.tcgetattr(self.master)[3] & termios.ICANON:
            assert time.monotonic() < end, "no key is waited for"
            time.sleep(0.01)
        return self.type(key, until)

    def type(self, text: str, until: str) -> str:
        os.write(self.master, text.encode())
        return self.read(until)

    def end(self) -> int:
        """Return the exit code."""
        return self.process.wait(timeout=60)


@contextmanager
def seated(bench: Bench, *words: str) -> Iterator[Terminal]:
    pytest.importorskip("pty", reason="a terminal of this kind is there on Unix only")
    terminal = Terminal(bench.folder, "2026-10", "--company", "books", *words)
    try:
        yield terminal
    finally:
        terminal.process.kill()
        terminal.process.wait(timeout=60)
        os.close(terminal.master)


def test_a_sitting_from_the_first_key_to_the_last(company: Bench) -> None:
    with seated(company, "--by", "Ada") as terminal:
        first = terminal.read("Press ? for help")
        assert "Pair 1 of 4" in first and SALTMARSH in first and "0 decided" in first
        assert "Customers.csv:8" in first and "Left: account" in first
        assert "\x1b[1;4m" in terminal.seen, "what differs is underlined, not only starred"
        assert "Every decision is saved at once" in terminal.press("?", "saved at once")
        assert "Reason" in terminal.press("r", "Reason")
        terminal.type("by letter\n", "It goes with your decision")
        second = terminal.press("1", "is saved")
        assert "Pair 2 of 4" in second and BIRCH in second
        assert kept(company.folder)[SALTMARSH].word == "same-as-quickbooks", "saved at once"
        assert kept(company.folder)[SALTMARSH].reason == "by letter"
        terminal.press("1", "blank for none")
        assert "neither of the two is in a QuickBooks list" in " ".join(terminal.type("\n", "say same").split())
        terminal.press("2", "do not decide")
        assert "Not decided" in terminal.press("x", "Not decided")
        terminal.press("2", "do not decide")
        terminal.press("2", "Pair 2 is saved")
        birch = kept(company.folder)[BIRCH]
        assert birch.word == "same" and birch.survivor == birch.right.key
        terminal.press("u", "Taken back")
        assert BIRCH not in kept(company.folder)
        terminal.press("\x1b[C", "Pair 3 of 4")
        terminal.press("p", "Pair 2 of 4")
        terminal.press("4", "Pair 2 is saved: different")
        terminal.press("q", "2 pairs still open")
        assert terminal.end() == 1
    assert {name: one.word for name, one in kept(company.folder).items()} == {
        SALTMARSH: "same-as-quickbooks",
        BIRCH: "different",
    }
    with Memory.read(company.folder / "books" / "csvbridge.db") as memory:
        assert [event.what for event in memory.events()] == ["forgotten"]


def test_at_a_terminal_somebody_must_say_who_decides(company: Bench) -> None:
    with seated(company) as terminal:
        assert "--by needs a name" in terminal.read("--by needs a name")
        assert terminal.end() == 2


# --- the sitting, key by key, without a terminal ----------------------------------------------------------------------


def sitting(bench: Bench, keys: str, lines: tuple[str, ...] = ()) -> Any:
    """Run a session over all cards with these keys and typed lines; return it, with what was printed."""
    from rich.console import Console

    from csvbridge.cli.review_session import Session
    from csvbridge.decisions.cards import read_pairs, with_questions

    memory = bench.folder / "books" / "csvbridge.db"
    pairs = read_pairs(bench.folder / "2026-10")
    with Memory.read(memory) as opened:
        cards = with_questions(pairs.cards, opened.asked_by(opened.runs()[-1].id))
    presses, typed = iter([*keys, "q"]), iter(lines)
    with (bench.folder / "screen.txt").open("w", encoding="utf-8") as screen:
        console = Console(file=screen, width=60, markup=False, highlight=False)
        session = Session(
            cards=cards,
            memory=memory,
            by="Ada",
            console=console,
            key=lambda: next(presses),
            line=lambda words: next(typed),
        )
        session.run()
    return SimpleNamespace(session=session, screen=(bench.folder / "screen.txt").read_text("utf-8"))


def test_a_vendor_asks_for_the_customers_name(company: Bench) -> None:
    done = sitting(company, "nnn1", ("Harrow Mill (customer)",))
    assert kept(company.folder)[HARROW].quickbooks_name == "Harrow Mill (customer)"
    assert max(map(len, done.screen.splitlines())) <= 60, "it fits a narrow window"


def test_undo_goes_back_through_the_whole_sitting(company: Bench) -> None:
    decided(company, QUARRY, "hold")
    sitting(company, "4nn4uu")
    assert {name: one.word for name, one in kept(company.folder).items()} == {QUARRY: "hold"}


def test_a_reason_afterwards_is_kept_with_the_decision(company: Bench) -> None:
    sitting(company, "4pr", ("two towns",))
    assert kept(company.folder)[SALTMARSH].reason == "two towns"


def test_odd_keys_and_both_ends_are_told(company: Bench) -> None:
    said = sitting(company, "zpnnnnu").screen
    for words in ("That key does nothing", "This is the first pair", "That was the last pair", "Nothing to undo"):
        assert words in said

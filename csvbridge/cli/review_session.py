"""A sitting at the terminal: keys in, decisions saved one by one, until somebody quits.

In: cards whose questions the memory knows, and who decides. Out: how many pairs were decided. Each decision is judged
and saved as `decide` does it, at once; the memory is open only for that moment, so other commands need not wait.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from csvbridge.cli.review_screen import HELP, screen
from csvbridge.decisions.answers import Answer, kept_text
from csvbridge.decisions.cards import Card
from csvbridge.decisions.judging import judge
from csvbridge.decisions.names import in_quickbooks
from csvbridge.decisions.pairing import Asking
from csvbridge.decisions.taking import settle
from csvbridge.decisions.together import decision_words
from csvbridge.memory import Memory
from csvbridge.remembered import WORDS, Decision
from csvbridge.reviews.words import fit

if TYPE_CHECKING:
    from rich.console import Console

_NEXT = ("n", " ", "\r", "\n", "\x1b[C", "\x1bOC", "\x1b[B", "\x1bOB", "\xe0M", "\x00M")
_PREVIOUS = ("p", "\x1b[D", "\x1bOD", "\x1b[A", "\x1bOA", "\xe0K", "\x00K")
_SOURCE = "csvbridge review"


@dataclass(slots=True, kw_only=True)
class Session:
    """What is known while somebody sits there."""

    cards: Sequence[Card]
    memory: Path
    by: str
    console: Console
    key: Callable[[], str] = typer.getchar
    line: Callable[[str], str] = lambda words: str(typer.prompt(words, default="", show_default=False))
    at: int = 0
    said: str = "Every decision is saved at once. Press ? for help."
    reasons: dict[str, str] = field(default_factory=dict)
    """Key of a pair -> the reason that was typed for it."""
    undoing: list[tuple[str, Decision | None]] = field(default_factory=list)
    """What was in force before each decision of this sitting, and of which pair."""
    in_force: dict[str, Decision] = field(default_factory=dict)

    def run(self) -> None:
        """Show pairs and take keys until somebody quits."""
        self._look()
        while True:
            self._show()
            try:
                key = self.key()
            except EOFError:
                return
            if key in ("q", "Q", "\x04"):
                return
            self._press(key)

    @property
    def _card(self) -> Card:
        return self.cards[self.at]

    @property
    def _pair(self) -> str:
        question = self._card.question
        return question.key if question is not None else ""

    def _look(self) -> None:
        with Memory.read(self.memory) as memory:
            self.in_force = {one.key: one for one in memory.decisions()}

    def _show(self) -> None:
        self.console.clear()
        keys = {card.question.key for card in self.cards if card.question is not None}
        lines = screen(
            self._card,
            place=(self.at + 1, len(self.cards)),
            decided=len(keys & self.in_force.keys()),
            decision=self.in_force.get(self._pair),
            reason=self.reasons.get(self._pair, ""),
            said=self.said,
        )
        for line in lines:
            self.console.print(line)
        self.said = ""

    def _press(self, key: str) -> None:
        if key in _NEXT:
            self._go(1)
        elif key in _PREVIOUS:
            self._go(-1)
        elif key in ("1", "2", "3", "4", "5"):
            self._decide(WORDS[int(key) - 1])
        elif key.casefold() == "r":
            self._reason()
        elif key.casefold() == "u":
            self._undo()
        elif key == "?":
            self.said = "\n".join(HELP)
        else:
            self.said = "That key does nothing here. Press ? for help."

    def _go(self, by: int) -> None:
        there = self.at + by
        if 0 <= there < len(self.cards):
            self.at = there
        else:
            self.said = "That was the last pair. q quits." if by > 0 else "This is the first pair."

    # --- deciding -----------------------------------------------------------------------------------------------------

    def _decide(self, word: str, *, stay: bool = False) -> None:
        question = self._card.question
        if question is None:
            self.said = "The memory does not know this pair: make the run again, then decide."
            return
        before = self.in_force.get(question.key)
        side, name = "", ""
        if word == "same" and question.left_known == question.right_known:
            side = self._side()
            if not side:
                return
        elif word == "same-as-quickbooks":
            name = self._name_wanted()
        today = dt.date.today()
        answer = Answer(
            token=question.token,
            word=word,
            survivor_side=side,
            quickbooks_name=name,
            reason=self.reasons.get(question.key, ""),
            left=question.left.name,
            right=question.right.name,
            file=_SOURCE,
        )
        with Memory.open(self.memory, command="review") as memory:
            self.in_force = {one.key: one for one in memory.decisions()}
            asking = Asking(memory=memory, runs=frozenset(), file_run="", by=self.by, today=today)
            outcome = settle([judge(answer, asking)], self.in_force)
            if outcome.taken:
                memory.decide(outcome.taken)
        if outcome.exit_code:
            self.said = "\n".join(
                f"Not taken: {fit(one.message, 400)}.\n{fit(one.fix, 400)}" for one in outcome.findings
            )
            return
        if not outcome.taken:
            self.said = f"Known already: {word}."
        for taken in outcome.taken:
            self.undoing.append((question.key, before))
            self.in_force[taken.key] = taken
            self.said = f"Pair {self.at + 1:,} is saved: {fit(decision_words(taken), 300)}."
        if not stay and self.at + 1 < len(self.cards):
            self.at += 1

    def _side(self) -> str:
        """Ask which record is kept; blank where the answer is another key."""
        question = self._card.question
        assert question is not None
        for key, member in (("1", question.left), ("2", question.right)):
            self.console.print(f"  {key}  keep: {fit(member.name, 200)}", markup=False, highlight=False)
        self.console.print("  any other key: do not decide", markup=False, highlight=False)
        side = {"1": "left", "2": "right"}.get(self.key(), "")
        if not side:
            self.said = "Not decided."
        return side

    def _name_wanted(self) -> str:
        """Ask for the customer's name in QuickBooks where the pair does not tell it."""
        question = self._card.question
        assert question is not None
        known = in_quickbooks(question)
        if len(known) > 1 or [kind for _, kind in known] == ["customer"]:
            return ""
        return kept_text(self.line("Name of the active customer in QuickBooks, blank for none"))

    def _reason(self) -> None:
        if not self._pair:
            return
        self.reasons[self._pair] = kept_text(self.line("Reason"))
        decision = self.in_force.get(self._pair)
        if decision is None:
            self.said = "It goes with your decision."
            return
        changed = [replace(decision, reason=self.reasons[self._pair])]
        with Memory.open(self.memory, command="review") as memory:
            memory.decide(changed)
        self.undoing.append((self._pair, decision))
        self.in_force[self._pair] = changed[0]
        self.said = "Saved."

    def _undo(self) -> None:
        if not self.undoing:
            self.said = "Nothing to undo: no decision was made in this sitting."
            return
        pair, before = self.undoing.pop()
        with Memory.open(self.memory, command="review") as memory:
            if before is not None:
                memory.decide([before])
                self.in_force[pair] = before
            else:
                past = [one for one in memory.history() if one.in_force and one.answer.key == pair]
                about = [f"{decision_words(one.answer)}, undone while reviewing" for one in past]
                memory.forget(past, about, by=self.by, reason="undo in csvbridge review")
                self.in_force.pop(pair, None)
        self.at = next(
            (at for at, card in enumerate(self.cards) if card.question and card.question.key == pair), self.at
        )
        self.said = "Taken back."

"""Questions and a memory for the tests of decisions: a handful of records, every kind of pair once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from csvbridge.decisions.answers import Answer, Given
from csvbridge.decisions.taking import Outcome, take
from csvbridge.remembered import Decision, Member, Question, RunNote, account_key, member, quickbooks_key

TODAY = dt.date(2026, 11, 3)
RUN = RunNote(
    id="r1", name="2026-10", place="/books/2026-10", command="convert", started="", manifest_sha256="", state="complete"
)


def account(number: int, name: str, **fields: str) -> Member:
    return member(account_key(f"001Bq0000000{number:03}AAA", name), name, {"name": name, **fields})


def known(kind: str, name: str, **fields: str) -> Member:
    return member(quickbooks_key(kind, name), name, {"name": name, **fields})


def question(left: Member, right: Member, kind: str = "account", left_kind: str = "account") -> Question:
    return Question(
        left=left,
        right=right,
        band="certain",
        left_known=left_kind != "account",
        right_known=kind != "account",
        left_kind=left_kind,
        right_kind=kind,
    )


ALDER = account(1, "Alder LLC", phone="555 0100")
ALDER_TWO = account(2, "Alder", phone="555 0100")
ALDER_THREE = account(3, "Alder & Co")
BIRCH = account(4, "Birch")
BIRCH_TOO = account(5, "Birch")
IN_QUICKBOOKS = known("customer", "Alder Inc.")
ALSO_THERE = known("customer", "Alder Incorporated")

TWO_ACCOUNTS = question(ALDER, ALDER_TWO)
ONE_NAME = question(BIRCH, BIRCH_TOO)
CUSTOMER = question(ALDER, IN_QUICKBOOKS, "customer")
INACTIVE = question(ALDER, known("customer", "Alder (deleted)"), "inactive customer")
VENDOR = question(ALDER, known("vendor", "Alder Supply"), "vendor")
EMPLOYEE = question(ALDER, known("employee", "Al Der"), "employee")
BOTH_THERE = question(IN_QUICKBOOKS, ALSO_THERE, "customer", "customer")
ACCOUNT_THERE = Question(left=BIRCH, right=ALDER_THREE, band="probable", right_known=True)
"""Two accounts, of which QuickBooks has one under its own name."""
EVERY = (TWO_ACCOUNTS, ONE_NAME, CUSTOMER, INACTIVE, VENDOR, EMPLOYEE, BOTH_THERE)


@dataclass
class FakeMemory:
    """Answers as the real memory does, without a file."""

    asked: Sequence[Question] = EVERY
    newest: Sequence[Question] = ()
    """Asked by a later run."""
    kept: list[Decision] = field(default_factory=list)

    def question(self, token: str) -> tuple[Question, str] | None:
        return next(((q, RUN.name) for q in (*self.asked, *self.newest) if q.token == token), None)

    def latest(self, key: str) -> tuple[Question, str] | None:
        later = [(q, "2026-11") for q in self.newest if q.key == key]
        return next(iter([*later, *((q, RUN.name) for q in self.asked if q.key == key)]), None)

    def decisions(self) -> list[Decision]:
        return list({one.key: one for one in self.kept}.values())

    def runs(self) -> list[RunNote]:
        return [RUN]

    def asked_by(self, run_id: str) -> list[Question]:
        return list(self.asked) if run_id == RUN.id else []

    def asking_run(self, token: str) -> RunNote | None:
        return RUN if self.question(token) else None


def answer(asked: Question, word: str, *, row: int = 2, sheet: str | None = "Decide", **cells: str) -> Answer:
    """An answer as the workbook's row gives it, names and all."""
    return Answer(
        **{
            "token": asked.token,
            "word": word,
            "left": asked.left.name,
            "right": asked.right.name,
            "file": "d.xlsx",
            "sheet": sheet,
            "row": row,
            **cells,
        }
    )


def taken(answers: Sequence[Answer], memory: FakeMemory | None = None, *, run: str = "", by: str = "Ada") -> Outcome:
    """What becomes of answers; what is taken, the memory keeps."""
    memory = memory if memory is not None else FakeMemory()
    given = Given(file="d.xlsx", what="", identified_as="decisions", run=run)
    given.answers, given.tokens = list(answers), [one.token for one in answers]
    outcome = take(given, memory, by=by, today=TODAY)
    memory.kept += outcome.taken
    return outcome


def codes(outcome: Outcome) -> list[str]:
    return [one.code for one in outcome.findings]

"""Decisions for a bench: a run is asked, somebody answers by name, and the next run knows the answers.

In: pairs of names and words. Out: a `Desk` whose `convert` gives the plan what was decided, as a company's memory does.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from bench import Bench, Result, read_table

from csvbridge import duplicating, entities, pipeline
from csvbridge.cli import convert as convert_command
from csvbridge.remembered import Decision, Exported, Question, Remembered
from csvbridge.run import Plan, Run

HOLD = ("--set", 'matching.hold=["certain", "probable"]')
ANN = {"decided_by": "Ann", "date": "2026-11-02"}


class Desk:
    """Where somebody decides between two runs of a bench."""

    def __init__(self, bench: Bench, patch: pytest.MonkeyPatch) -> None:
        self.bench = bench
        self.decisions: list[Decision] = []
        self.exported: tuple[Exported, ...] = ()
        self.changed: tuple[Decision, ...] = ()
        # the hub's contracts are proved elsewhere, and take a third of the time
        patch.setattr(entities, "_check", lambda rows, frame: None)
        for module, name in ((pipeline, "run_convert"), (duplicating, "run_duplicates")):
            patch.setattr(module, name, self._knowing(getattr(module, name)))

    def _knowing(self, run: Any) -> Any:
        def known(plan: Plan, *rest: Any, **named: Any) -> Any:
            return run(replace(plan, remembered=self.remembered), *rest, **named)

        return known

    @property
    def remembered(self) -> Remembered:
        return Remembered(decisions=tuple(self.decisions), exported=self.exported, changed=self.changed)

    def convert(self, *words: str, **named: Any) -> Result:
        return self.bench.convert(*HOLD, *words, **named)

    def ask(self, *words: str) -> None:
        """Make a run only to have its questions."""
        result = self.convert("--dry-run", *words, run_folder="asked")
        assert result.exit in (0, 1), result.err

    @property
    def last(self) -> Run:
        """The run as it was made in this process."""
        (run,) = convert_command._KEPT
        assert isinstance(run, Run)
        return run

    def questions(self) -> dict[tuple[str, str], Question]:
        """What the last run asked, by the names of the two."""
        assert self.last.alike is not None
        asked = self.last.alike.asked.questions
        return {names: question for question in asked for names in _both(question)}

    def decide(self, left: str, right: str, word: str, keep: str = "", **more: str) -> Decision:
        """Answer a question of the last run; `keep` is the name of the survivor."""
        question = self.questions()[left, right]
        survivor = next((m.key for m in (question.left, question.right) if keep and m.name == keep), "")
        name = ""
        if word == "same-as-quickbooks":
            name = question.right.name
        decision = Decision(
            **{"left": question.left, "right": question.right, "word": word, "survivor": survivor}
            | {"quickbooks_name": name, **ANN, **more}
        )  # type: ignore[arg-type]
        self.decisions = [d for d in self.decisions if d.key != decision.key] + [decision]
        return decision


def _both(question: Question) -> Sequence[tuple[str, str]]:
    return (question.left.name, question.right.name), (question.right.name, question.left.name)


def pairs(result: Result) -> list[dict[str, str]]:
    return read_table(result.run / "evidence" / "pairs.csv")


def answers(result: Result) -> dict[tuple[str, str], str]:
    return {(row["left_name"], row["right_name"]): row["decision"] for row in pairs(result)}


def in_force(result: Result) -> list[dict[str, Any]]:
    lines = (result.run / "evidence" / "decisions.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]

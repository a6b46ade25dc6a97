"""The auditor's question, step by step: which customers are probably the same, over any files that list customers.

In: a plan. Out: what was found; the run folder lies where the plan says, whole, with `review/` and `evidence/`. Nothing
is converted. Everything that stops a step is collected before it stops.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from csvbridge import evidence
from csvbridge.answers import answers_to, decided_pairs, places_of, usable
from csvbridge.collector import collector_paused
from csvbridge.control_totals import Totals
from csvbridge.findings import Finding, Findings, Severity
from csvbridge.lazy import Kept
from csvbridge.likeness import (
    MOST_PAIRS,
    PAIR_COLUMNS,
    PREDICTED,
    Asked,
    Listed,
    chosen_pairs,
    key_at,
    pair_rows,
    reading_order,
    undecided,
)
from csvbridge.listing.fates import count_fates, reasons_of, trail_pieces
from csvbridge.listing.lists import read_lists
from csvbridge.listing.part import Part, counted
from csvbridge.matching.match import find_pairs
from csvbridge.matching.pairs import Pairs
from csvbridge.remembered import Decision, Remembered
from csvbridge.remembering import Keeper, open_company
from csvbridge.reviews.decide_words import About
from csvbridge.rules import controls
from csvbridge.rules import duplicates as rules
from csvbridge.rules.likeness import CROWDED, QUICKBOOKS_RECORDS_ALIKE, WEAKER_LEFT_OUT, crowd_facts, left_out_facts
from csvbridge.run import InputFile, Plan, Progress
from csvbridge.trail import Trail
from csvbridge.writing.folder import RunFolder, heal, write_bytes
from csvbridge.writing.outputs import Outputs
from csvbridge.writing.target import check_target

WORKBOOK = "review/duplicates.xlsx"

Put = Callable[[str, bytes, int | None], None]
"""Writes a file of the run, given its path, bytes and rows."""


@dataclass(slots=True, kw_only=True)
class Duplicates:
    """What was found."""

    plan: Plan
    started: dt.datetime
    trail: Trail
    findings: Findings
    inputs: Sequence[InputFile]
    parts: Sequence[Part]
    listed: Listed
    pairs: Pairs
    order: Sequence[int]
    """The pairs' numbers in the order in which they are read."""
    found: Sequence[Finding]
    """Every finding in the reader's words."""
    asked: Asked
    """What is asked about each pair, and what was decided."""
    decisions: Sequence[Decision] = ()
    """The decisions in force of which a record stands in the list."""
    unfinished: str = ""
    """What the user should know where the memory could not be told that the run is complete."""

    @property
    def workbook_rows(self) -> int:
        """How many pairs the workbook shows."""
        return min(len(self.pairs), MOST_PAIRS)

    @property
    def exit_code(self) -> int:
        """Return 1 when something needs a person: a predicted pair, an error; else 0 (contract.md §2)."""
        return 1 if undecided(self.pairs, self.asked.words) or self.findings.severity_counts()[Severity.ERROR] else 0


def run_duplicates(
    plan: Plan, progress: Progress, *, show_all: bool = False, waiting: Callable[[str], None] | None = None
) -> Duplicates:
    """Compare what the plan names; raise Stop (exit 2) or OwnFault (exit 3) with nothing written.

    `waiting` is told in words when another csvbridge is at work on the company.
    """
    started = dt.datetime.now(dt.UTC)
    heal(plan.out)
    given = [*plan.inputs, *plan.against]
    check_target(plan.out, force=plan.force, inputs=given, company=plan.company)
    with collector_paused(), open_company(plan, "duplicates", waiting) as keeper:
        return _run(replace(plan, remembered=keeper.remembered), started, keeper, progress, show_all)


def _run(plan: Plan, started: dt.datetime, keeper: Keeper, progress: Progress, show_all: bool) -> Duplicates:
    trail, findings = Trail(), Findings()
    inputs, listed, parts = read_lists(plan, trail, findings, progress)
    limit = None if show_all else plan.profile.matching.show
    region = plan.profile.company.region
    decisions = plan.remembered.decisions
    places = places_of(listed, decisions)
    pairs = find_pairs(
        listed.customers,
        region=region,
        weak_limit=limit,
        also=decided_pairs(places, decisions),
        progress=progress,
    )
    pairs = _to_decide(listed, pairs, findings)
    order = reading_order(listed, pairs)
    answers = answers_to(listed, pairs, decisions, places)
    _note_pairs(listed, pairs, order, answers.asked, findings)
    if pairs.withheld and limit is not None:
        findings.add(WEAKER_LEFT_OUT, **left_out_facts(pairs.withheld, limit))
    for crowd in pairs.crowds:
        findings.add(CROWDED, **crowd_facts(crowd))
    if plan.company is None:
        findings.add(controls.NO_MEMORY, why="the run had no company folder")
    run = Duplicates(
        plan=plan,
        started=started,
        trail=trail,
        findings=findings,
        inputs=inputs,
        parts=parts,
        listed=listed,
        pairs=pairs,
        order=order,
        found=findings.resolved(trail.locate, trail.cell),
        asked=answers.asked,
        decisions=answers.in_force,
    )
    _write(run, keeper, progress)
    run.unfinished = keeper.unfinished
    return run


def _to_decide(listed: Listed, pairs: Pairs, findings: Findings) -> Pairs:
    """Return the pairs without those of two QuickBooks records that nobody could merge."""
    if not listed.customers.known:
        return pairs

    def apart(left: int, right: int) -> bool:
        if not (listed.is_known(left) and listed.is_known(right)):
            return False
        shorter, longer = sorted((listed.name[left].strip(), listed.name[right].strip()), key=len)
        return listed.kind[left] != listed.kind[right] or longer.startswith(f"{shorter}:")  # parent and child

    kept = [n for n, ends in enumerate(zip(pairs.left, pairs.right, strict=True)) if not apart(*ends)]
    out = len(pairs) - len(kept)
    if not out:
        return pairs
    findings.add(rules.APART_IN_QUICKBOOKS, pairs=counted(out, "pair"), are="is" if out == 1 else "are")
    return chosen_pairs(pairs, kept)


def _note_pairs(listed: Listed, pairs: Pairs, order: Sequence[int], asked: Asked, findings: Findings) -> None:
    """Say of the left record of each predicted pair what it is likely the same as; of a decided one nothing."""
    open_ = [number for number in order if pairs.band[number] in PREDICTED and asked.decided[number] is None]
    left, right = ([side[number] for number in open_] for side in (pairs.left, pairs.right))
    paired = [*{*left, *right}]
    brief = dict(zip(paired, map(_brief, listed.names_in_line(paired)), strict=True))
    scores = {score: f"{score:.4f}" for score in set(pairs.score)}
    facts = [
        {
            "band": str(pairs.band[number]),
            "score": scores[pairs.score[number]],
            "name": brief[own],
            "other": brief[other],
            "place": place,
            "kind": listed.kind[own],
            "reasons": pairs.reasons[number]
            + (f" (against it: {against})" if (against := pairs.against[number]) else "")
            + (f". Asked again: {changed}" if (changed := asked.changed[number]) else ""),
        }
        for number, own, other, place in zip(open_, left, right, listed.places(right), strict=True)
    ]
    kinds = [QUICKBOOKS_RECORDS_ALIKE if listed.is_known(at) else rules.LIKELY_DUPLICATE for at in left]
    findings.add_each(kinds, [listed.row_id[at] for at in left], facts, field="name")


def _brief(name: str) -> str:
    return f"{name[:120]}…" if len(name) > 120 else name or "(no name)"


# --- writing ----------------------------------------------------------------------------------------------------------


def _write(run: Duplicates, keeper: Keeper, progress: Progress) -> None:
    """Build the run folder aside, move it into place, and let the company's memory know what was asked."""
    plan = run.plan
    given = [*plan.inputs, *plan.against]
    with (
        RunFolder(plan.out, force=plan.force, inputs=given, company=plan.company) as folder,
        Outputs(folder.build) as outputs,
        Outputs(folder.build) as copies,  # made meanwhile, listed last
    ):
        for path, read, count in evidence.input_copies(run):
            copies.put(path, read, count)
        progress("writing", 0, 2)
        if run.order:  # a file that would hold no rows is not written (contract.md §3)
            from csvbridge.reviews.doubts import doubt_sentences, doubts
            from csvbridge.reviews.duplicates_data import Shown
            from csvbridge.reviews.duplicates_page import PAGE, duplicates_page  # jinja2 loads slowly
            from csvbridge.reviews.duplicates_workbook import duplicates_sheets  # so does openpyxl
            from csvbridge.writing.review_workbook import packed_review

            asked = replace(run.asked, questions=Kept(run.asked.questions))
            about = _about(plan, doubt_sentences(doubts(run.found)))
            sheets, shown = duplicates_sheets(run.listed, run.pairs, run.order, asked, about)
            outputs.put(WORKBOOK, packed_review(sheets), shown)
            data, shown = duplicates_page(run, Shown(listed=run.listed, pairs=run.pairs, order=run.order, asked=asked))
            outputs.put(PAGE, data, shown)
        progress("writing", 1, 2)
        _put_evidence(run, outputs.put)
        listed = [*outputs.listed(), *copies.listed()]
        manifest = evidence.manifest(run, listed, "duplicates")
        write_bytes(folder.build, "evidence/manifest.json", manifest)
        keeper.publish(folder, "duplicates", run.started, manifest, (), run.asked.questions)


def _about(plan: Plan, doubtful: Sequence[str]) -> About:
    return About(
        run=plan.out.name,
        workbook=(plan.out / WORKBOOK).as_posix(),
        company=plan.company.as_posix() if plan.company is not None else "",
        command="duplicates",
        doubts=doubtful,
    )


def _put_evidence(run: Duplicates, put: Put) -> None:
    listed, pairs, order = run.listed, run.pairs, run.order
    reasons, waits = reasons_of(listed, pairs, order, run.asked.words)
    customers = count_fates(run.parts, waits)
    totals = Totals({"customers": customers, "products": Counter(), "invoices": Counter()}, Counter(), {}, [])
    put("evidence/control-totals.json", evidence.json_bytes(totals.as_json()), None)
    put("evidence/findings.jsonl", evidence.json_lines(run.found), len(run.found))
    columns = pair_rows(listed, pairs, order, decisions=run.asked.words)
    put("evidence/pairs.csv", evidence.column_bytes(PAIR_COLUMNS, [columns]), len(order))
    pieces = list(trail_pieces(run.trail, run.parts, reasons, waits))
    rows = sum(len(piece[0]) for piece in pieces)
    put("evidence/trail.csv", evidence.column_bytes(evidence.TRAIL_COLUMNS, pieces), rows)
    put("evidence/decisions.jsonl", evidence.decision_lines(run.decisions), len(run.decisions))
    decisions = run.plan.remembered.decisions
    keys = {key_at(listed, at) for at in {*pairs.left, *pairs.right}} if decisions else set()
    told = Remembered(decisions=usable(decisions, keys))
    put("evidence/memory.json", evidence.memory_bytes(told), None)

"""`csvbridge review`: the pairs of a run, one after the other, at the terminal; as plain text where there is none."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from csvbridge import __version__
from csvbridge.cli.options import company_folder, given_name
from csvbridge.cli.output import Output
from csvbridge.errors import Stop, UsageError
from csvbridge.profile.folder import MEMORY

if TYPE_CHECKING:
    from csvbridge.decisions.cards import Card, Pairs
    from csvbridge.remembered import Decision

BANDS = ("certain", "probable", "possible", "conflict", "related")


def review(
    output: Output,
    run: Path,
    *,
    by: str | None = None,
    company: Path | None = None,
    bands: Sequence[str] = (),
    show_all: bool = False,
) -> int:
    """Show the pairs, take decisions where there is a terminal, and tell what is still open."""
    unknown = [band for band in bands if band not in BANDS]
    if unknown:
        raise UsageError(f"--band {unknown[0]}: there is no such band", f"One of: {', '.join(BANDS)}")
    from csvbridge.decisions.cards import read_pairs

    pairs = read_pairs(run)
    memory = _memory(company)
    cards, decided, is_known = _with_memory(pairs, memory)
    open_now = _open_numbers(cards, decided)
    chosen = [
        card
        for card in cards
        if (not bands or card.band in bands) and (show_all or card.number in open_now or _on_hold(card, decided))
    ]
    seated = sys.stdin.isatty() and sys.stdout.isatty() and not output.as_json and not output.quiet
    if seated and chosen:
        decided = _sit(chosen, by, memory, is_known=is_known)
    else:
        output.result(list(_listing(pairs, chosen, decided)))
    open_now = _open_numbers(cards, decided)
    still = [card for card in cards if card.number in open_now]
    waiting = [card for card in still if card.band in pairs.hold]
    output.fields["run"] = run.as_posix()
    output.fields["totals"] = {
        "pairs": len(cards),
        "shown": len(chosen),
        "open": len(still),
        "open_bands": {band: count for band in BANDS if (count := sum(card.band == band for card in still))},
    }
    if seated:
        output.result([_closing(still, waiting)])
    return 1 if waiting else 0


def _memory(company: Path | None) -> Path | None:
    folder = company_folder(company)
    path = folder / MEMORY if folder is not None else None
    return path if path is not None and path.exists() else None


def _with_memory(pairs: Pairs, path: Path | None) -> tuple[list[Card], dict[str, Decision], bool]:
    """Return the cards with their questions and the decisions in force, and whether the memory knows the run."""
    from csvbridge.decisions.cards import with_questions

    if path is None:
        return list(pairs.cards), {}, False
    from csvbridge.memory import Memory

    with Memory.read(path) as memory:
        note = next((one for one in reversed(memory.runs()) if one.manifest_sha256 == pairs.manifest_sha256), None)
        questions = memory.asked_by(note.id) if note is not None else []
        decided = {one.key: one for one in memory.decisions()}
    return with_questions(pairs.cards, questions), decided, note is not None


def _decision(card: Card, decided: dict[str, Decision]) -> Decision | None:
    return decided.get(card.question.key) if card.question is not None else None


def _open_numbers(cards: Sequence[Card], decided: dict[str, Decision]) -> set[int]:
    """Return the numbers of the pairs that nobody has decided; where the memory knows none of it, the run's own "
    "word."""
    from csvbridge.decisions.taking import still_open

    questions = [card.question for card in cards if card.question is not None]
    keys = {one.key for one in still_open(questions, decided)}
    return {
        card.number for card in cards if (card.question.key in keys if card.question is not None else not card.decided)
    }


def _on_hold(card: Card, decided: dict[str, Decision]) -> bool:
    decision = _decision(card, decided)
    return decision is not None and decision.word == "hold"


def _sit(cards: Sequence[Card], by: str | None, memory: Path | None, *, is_known: bool) -> dict[str, Decision]:
    if memory is None or not is_known:
        raise Stop(
            "the company's memory does not know this run" if memory is not None else "no company folder with a memory",
            "Decisions are kept in the memory of the company that the run was made with: --company DIR. A run that had "
            "none is made again with it.",
        )
    from rich.console import Console

    from csvbridge.cli.review_session import Session

    session = Session(
        cards=cards, memory=memory, by=given_name(by or ""), console=Console(highlight=False, markup=False, emoji=False)
    )
    session.run()
    return session.in_force


def _listing(pairs: Pairs, chosen: Sequence[Card], decided: dict[str, Decision]) -> Iterator[str]:
    from csvbridge.reviews.pair_words import card_lines
    from csvbridge.reviews.words import counted, fit

    shown = f"{counted(len(pairs.cards), 'pair')}, {len(chosen):,} shown"
    yield f"csvbridge {__version__}: run {fit(pairs.name)}: {shown}"
    for card in chosen:
        yield ""
        yield from card_lines(card, len(pairs.cards), _decision(card, decided))
    if not chosen and pairs.cards:
        yield "Nothing is open here; --all shows what is decided, too."


def _closing(still: Sequence[Card], waiting: Sequence[Card]) -> str:
    from csvbridge.reviews.words import counted

    if not still:
        return "Every pair is decided. Next: the run once more; it applies the decisions."
    waits = f"{len(waiting):,} in a band that waits" if waiting else "none in a band that waits"
    return f"{counted(len(still), 'pair')} still open, {waits}. Next: the run once more; it applies the decisions."

"""What `duplicates` says at the terminal: what was compared, the pairs of each band, the first of them side by side.

In: files, a list, its pairs. Out: lines of plain text. Values lose their hidden characters and are cut.
"""

from __future__ import annotations

from collections.abc import Sequence

from csvbridge import __version__
from csvbridge.findings import Finding
from csvbridge.likeness import Asked, Listed, band_counts
from csvbridge.matching.pairs import Band, Pairs
from csvbridge.reviews.doubts import doubt_lines
from csvbridge.reviews.hints import shell_word
from csvbridge.reviews.words import aligned, counted, fit
from csvbridge.run import InputFile

_FILES_SHOWN = 12
_PAIRS_SHOWN = 5
_SAYS = {
    Band.CERTAIN: "hardly ever wrong",
    Band.PROBABLE: "right in most cases",
    Band.POSSIBLE: "worth a look",
    Band.CONFLICT: "names agree, hard evidence differs",
    Band.RELATED: "branches, parents, sisters, a person and their company",
}


def duplicates_summary(
    out: str,
    files: Sequence[InputFile],
    listed: Listed,
    pairs: Pairs,
    order: Sequence[int],
    *,
    notes: int,
    doubtful: Sequence[Finding] = (),
    asked: Asked | None = None,
    company: bool = True,
) -> list[str]:
    """Return what was compared and found, and where to look; `notes` is how many findings are not pairs.

    `doubtful` is what the files give to look at, `asked` says which pairs are decided, `company` whether there is a
    folder that keeps decisions.
    """
    decided = [number for number in order if asked is not None and asked.decided[number] is not None]
    gone = frozenset(decided)
    order = [number for number in order if number not in gone]
    known = sum(listed.customers.known)
    size = listed.customers.size
    against = f" ({size - known:,} of this run, {known:,} in QuickBooks)" if known else ""
    looked_at = counted(pairs.compared, "pair")
    return [
        f"csvbridge {__version__}: compared {counted(size, 'record')}{against}, {looked_at} looked at",
        *_files(files),
        "",
        *_bands(pairs),
        *_decided(len(decided), out),
        *_first(listed, pairs, order),
        *doubt_lines(doubtful),
        "",
        *_next(out, order, notes, company=company),
    ]


def _files(files: Sequence[InputFile]) -> list[str]:
    read = [file for file in files if not file.is_archive]
    rows = [[fit(file.path, 200), counted(file.rows, "row"), fit(file.identified_as)] for file in read[:_FILES_SHOWN]]
    hidden = len(read) - _FILES_SHOWN
    return [*aligned(rows, right=(1,)), *([f"  ... and {counted(hidden, 'more file')}"] if hidden > 0 else [])]


def _bands(pairs: Pairs) -> list[str]:
    if not len(pairs):
        lines = ["No two records are like one another."]
    else:
        rows = [[band, f"{count:,}", _SAYS[Band(band)]] for band, count in band_counts(pairs).items()]
        lines = ["Pairs:", *aligned(rows, right=(1,))]
    if pairs.groups:
        tied = sum(map(len, pairs.groups))
        groups = counted(len(pairs.groups), "group")
        lines.append(f"  {groups} of {tied:,} records, tied together by certain and probable pairs")
    if pairs.withheld:
        lines.append(f"  {counted(pairs.withheld, 'weaker pair')} not shown: --all shows them")
    return lines


def _first(listed: Listed, pairs: Pairs, order: Sequence[int]) -> list[str]:
    lines: list[str] = []
    for number in order[:_PAIRS_SHOWN]:
        ends = [(_name(listed, at), fit(listed.place(at), 200)) for at in (pairs.left[number], pairs.right[number])]
        lines += ["", f"  {pairs.band[number]}  {pairs.score[number]:.4f}"]
        lines += [f"  {line}" for line in aligned([[name, place] for name, place in ends])]
        lines.append(f"    for: {fit(pairs.reasons[number], 300)}")
        if pairs.against[number]:
            lines.append(f"    against: {fit(pairs.against[number], 300)}")
    hidden = len(order) - _PAIRS_SHOWN
    return [*lines, *(["", f"  ... and {counted(hidden, 'more pair')}"] if hidden > 0 else [])]


def _name(listed: Listed, at: int) -> str:
    return fit(listed.name[at], 60) or "(no name)"


def _decided(count: int, out: str) -> list[str]:
    words = counted(count, "pair is", "pairs are")
    return [f"  {words} decided: {_place(out)}/evidence/decisions.jsonl"] if count else []


def _place(out: str) -> str:
    return fit(out, 300)


def _next(out: str, open_: Sequence[int], notes: int, *, company: bool) -> list[str]:
    place = _place(out)
    lines: list[str] = []
    if open_:
        lines = [
            f"Next: decide in {place}/review/duplicates.html or .xlsx, then csvbridge decide FILE --by NAME;",
            f"      or at the terminal: csvbridge review {shell_word(out)} --by NAME",
        ]
        if not company:
            lines.append("      (decisions need a company folder: csvbridge init DIR)")
    lines.append(f"{'      ' if lines else 'See '}every pair: {place}/evidence/pairs.csv")
    if notes:
        lines.append(f"{'      ' if open_ else '    '}what was found in the files: {place}/evidence/findings.jsonl")
    return lines

"""What earlier runs have exported already, in the words of the terminal and of start-here.

In: a run. Out: how many documents of which earlier run were met again and how to make them exportable again; what has
changed in Salesforce since, which only a person can put right, in QuickBooks. Nothing of it is in the files.
"""

from __future__ import annotations

from csvbridge.converting.once_only import already_exported, kinds_words
from csvbridge.reviews.blocks import Block, Listing, Paragraph, Section, paragraph, say, typed
from csvbridge.reviews.hints import shell_word, with_company
from csvbridge.reviews.reckoning import remedy_table
from csvbridge.reviews.remedies import remedies, to_settle
from csvbridge.reviews.words import fit
from csvbridge.run import Run

_RUNS_SHOWN = 12


def exported_lines(run: Run) -> list[str]:
    """Return the lines of the terminal, one for each earlier run; none where nothing was met again."""
    found = already_exported(run.conversion)
    lines = []
    for name, counts in list(found.items())[:_RUNS_SHOWN]:
        again = "it" if sum(counts.values()) == 1 else "them"
        undo = f"csvbridge undo {shell_word(name)} --by NAME"
        lines.append(
            f"{kinds_words(counts)} already exported in run {fit(name)}: nothing to do; {undo}, or convert --force "
            f"into the same folder, makes {again} exportable again"
        )
    if len(found) > _RUNS_SHOWN:
        lines.append(f"... and of {len(found) - _RUNS_SHOWN:,} more runs: evidence/findings.jsonl, RUN910")
    return ["", *lines] if lines else []


def exported(run: Run) -> Section | None:
    """Return what was exported before; None where no record of this run was."""
    found, groups = already_exported(run.conversion), to_settle(remedies(run.unsettled, run.accepted))
    if not found and not groups:
        return None
    blocks: list[Block] = []
    if found:
        blocks += [
            paragraph(
                "The company's memory knows these from an earlier run. They are in no file, and nothing is to do:"
            ),
            Listing(
                "points",
                tuple(
                    say("{what} in run **{run}**", what=kinds_words(counts), run=name)
                    for name, counts in list(found.items())[:_RUNS_SHOWN]
                ),
            ),
            Paragraph(
                (
                    *say("Was a run never imported, or only a part of it? "),
                    *typed(with_company("csvbridge undo RUN --by NAME", run.plan.company)),
                    *say(" makes its records exportable again (`--documents FILE` only the numbers listed in FILE)"),
                    *say(", and so does "),
                    *typed(with_company("csvbridge convert --force", run.plan.company)),
                    *say(" into its folder."),
                )
            ),
        ]
    if groups:
        blocks += [
            paragraph(
                "**Look at these in QuickBooks**, and put them right there by hand. csvbridge never writes a second "
                "document for a deal, whatever has changed about it:"
            ),
            remedy_table("Changed or missing since the export", groups),
        ]
    return Section("exported", "Exported before", tuple(blocks))

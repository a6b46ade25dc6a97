"""What `validate --repair` says of its copies at the terminal."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from csvbridge.describing.validation import Validation
    from csvbridge.repairing.copying import Copied

_SHOWN = 20  # copies


def told_copies(made: Copied, folder: Path, before: Validation, after: Validation) -> list[str]:
    """Return the copies with their rows and changes, and what was said of the files before and is said of them now."""
    from csvbridge.describing.verdicts import severities
    from csvbridge.reviews.words import aligned, counted, fit

    if not made.copies:
        return ["", "No corrected copy: nothing could be put right without a judgement."]
    notes = Counter(note.file for note in made.notes)
    rows = [
        [
            fit((folder / copy.name).as_posix(), 200),
            counted(len(copy.rows), "row"),
            f"from {fit(made.sources[copy.source], 200)}",
            counted(notes[made.sources[copy.source]], "change"),
        ]
        for copy in made.copies
    ]
    hidden = len(rows) - _SHOWN
    lines = ["", "Corrected copies:", *aligned(rows[:_SHOWN], right=(1,))]
    lines += [f"  ... and {counted(hidden, 'more file')}"] if hidden > 0 else []
    noted = set(made.notes)
    kept = [one for one in after.listed if one not in noted]
    return [
        *lines,
        f"The files that you gave: {severities(before.listed) or 'nothing to say'}. "
        f"With the copies in their place: {severities(kept) or 'nothing to say'}.",
    ]

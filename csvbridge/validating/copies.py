"""Corrected copies of what was validated, and what is said of them in place of the files they are made of.

In: a plan, and what was said of its files. Out: the copies in their folder, whole, or none; what is said of all files
then. It never changes a file that it was given.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from csvbridge.collector import collector_paused
from csvbridge.describing.validation import Validation
from csvbridge.findings import Findings
from csvbridge.repairing.copies import write_copies
from csvbridge.repairing.copying import Copied, make_copies
from csvbridge.run import Plan, Progress
from csvbridge.trail import Trail
from csvbridge.validating.files import known_templates, validate_files


def run_repair(plan: Plan, folder: Path, before: Validation, progress: Progress) -> tuple[Validation, Copied]:
    """Write corrected copies of what was validated before, and validate them in place of the files they are made of.

    Return what is said of all files now, with a note of every change, and what was made. The folder lies there whole,
    or not at all where no file has a copy.
    """
    with collector_paused():
        made = make_copies(plan, known_templates(plan, Trail(), Findings())[1], progress)
        if made.copies:
            write_copies(folder, made.copies)
        copies = (folder / copy.name for copy in made.copies)
        after = validate_files(replace(plan, inputs=(*copies, *made.left)), progress)
    known = {one.file.path for one in before.files}
    files = [*before.files, *(one for one in after.files if one.file.path not in known)]
    replaced = frozenset(made.sources[copy.source] for copy in made.copies)
    listed = [*made.notes, *after.listed]
    given_up = before.given_up | after.given_up
    return replace(after, files=files, listed=listed, given_up=given_up, replaced=replaced), made

"""`csvbridge fix`: the filled exceptions.xlsx into the company's memory."""

from __future__ import annotations

from pathlib import Path

from csvbridge.cli.memory import opened, tell
from csvbridge.cli.output import Output


def fix(output: Output, company: Path | None, file: Path, by: str) -> int:
    """Take the answers and tell what became of them."""
    from csvbridge.keeping.fixing import fix as take
    from csvbridge.keeping.told import wrapped
    from csvbridge.reviews.words import counted, fit, listing

    with opened(output, company, "fix") as memory:
        fixed = take(memory, file, by)
    cells = sum(one.after is not None for one in fixed.taken)
    rules = sum(not one.record for one in fixed.taken)
    accepted = len(fixed.taken) - cells - rules
    parts = [
        counted(cells, "corrected cell") if cells else "",
        counted(accepted, "accepted finding") if accepted else "",
        counted(rules, "code accepted as a whole", "codes accepted as a whole") if rules else "",
    ]
    head = f"Taken from {fit(file.name, 80)}: {listing(filter(None, parts)) if fixed.taken else 'nothing'}."
    lines = wrapped(head, 0)
    if fixed.known:
        lines += wrapped(f"{counted(fixed.known, 'answer')} the memory had already.", 0)
    refused = sum(one.severity == "error" for one in fixed.findings)
    if refused:
        lines += wrapped(f"{counted(refused, 'answer')} not taken; see below.", 0)
    if fixed.taken:
        lines += wrapped("The next convert uses them; csvbridge memory list corrections shows them.", 0)
    elif not fixed.known and not fixed.findings:
        lines += wrapped("No yellow cell of it is filled in.", 0)
    output.fields["memory"] = {"corrected": cells, "accepted": accepted, "rules": rules, "known": fixed.known}
    tell(output, lines, fixed.findings)
    return 1 if refused else 0

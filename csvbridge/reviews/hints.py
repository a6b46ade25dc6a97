"""Commands that people are told to type: with the company folder that they named, and quoted for a shell.

In: words, and the company folder as it was named. Out: the same words, whose commands work as they are pasted. The
findings of the evidence name no folder: they are the same wherever a company lies.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from csvbridge.reviews.words import fit

_COMMAND = re.compile(
    r"(?<![\w-])(?:csvbridge (?:undo|decide|review|fix|history|memory (?:list|forget|export|import))"
    r"|(?:csvbridge )?convert(?= --force))(?![\w-])"
)
_PLAIN = re.compile(r"[\w@%+=:,./~-]+")
_ACTIVE = '"$`!\\'  # what a shell takes for its own even between double quotes


def shell_word(text: str) -> str:
    """Return a path or a name as one word of a command line.

    Double quotes serve every shell, Windows' too; only where something in them would be taken for the shell's own is it
    the single quotes of sh.
    """
    plain = fit(text, 300)
    if _PLAIN.fullmatch(plain) and plain[0] not in "-~":
        return plain
    return shlex.quote(plain) if any(sign in plain for sign in _ACTIVE) else f'"{plain}"'


def with_company(text: str, company: Path | None) -> str:
    """Return words whose commands name the company folder, unless there is none or it is the current one."""
    if company is None or company == Path():
        return text
    option = f" --company {shell_word(company.as_posix())}"
    end = None
    for match in reversed(list(_COMMAND.finditer(text))):
        if "--company" not in text[match.end() : end]:
            text = text[: match.end()] + option + text[match.end() :]
        end = match.start()
    return text

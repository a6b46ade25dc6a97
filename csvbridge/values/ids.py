"""Salesforce's record ids: 15 characters that mind upper and lower case, or 18 with check characters.

In: the text of a cell. Out: the id in 18 characters, and what had to be done for it. It never makes an id up:
a damaged one is refused, and 15 characters whose case is lost stay lost. Source of all rules:
salesforce-exports.md 3.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from string import ascii_lowercase, ascii_uppercase, digits
from typing import Literal, NamedTuple

CHECK = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_BITS = str.maketrans(ascii_uppercase + ascii_lowercase + digits, "1" * 26 + "0" * 36)
_CHECK_OF = {
    # the first of five characters is the lowest bit
    "".join("1" if number >> k & 1 else "0" for k in range(5)): check
    for number, check in enumerate(CHECK)
}
_SHORT = re.compile(r"[0-9A-Za-z]{15}")
_LONG = re.compile(r"[0-9A-Za-z]{18}")
NULLS = frozenset({"", "-", "000000000000000", "000000000000000AAA"})
# a part of an address is an id only with a digit in it: /ActivityHistory/ has 15 letters too
_IN_ADDRESS = re.compile(r"(?<=[/=])(?=[A-Za-z]*[0-9])(?:[0-9A-Za-z]{18}|[0-9A-Za-z]{15})(?![\w.-])")
_COUNTED = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+|[0-9]+[.,][0-9]+")
_LONGEST_ADDRESS = 2000


class IdResult(NamedTuple):
    """`id` has 18 characters or is blank; `problem` says in words why a mangled id cannot be used."""

    id: str
    status: Literal["ok", "blank", "extended", "repaired", "extracted", "mangled"]
    problem: str


@lru_cache(maxsize=1 << 18)
def read_id(text: str) -> IdResult:
    """Return the id of a cell: 15 characters extended, 18 verified, their case rebuilt if need be.

    Blank, a lone `-` and Salesforce's null lookups (15 zeros) are blank; web addresses give the id in them.
    """
    text = text.strip()
    if text in NULLS or text.upper() in NULLS:
        return IdResult("", "blank", "")
    if _LONG.fullmatch(text):
        return _verified(text)
    if _SHORT.fullmatch(text):
        return IdResult(to_18(text), "extended", "")
    if "/" in text and len(text) <= _LONGEST_ADDRESS:
        return _from_address(text)
    return IdResult("", "mangled", _why(text))


def to_18(id15: str) -> str:
    """Return an id of 15 characters with its three check characters; blank when it is no such id.

    Each check character stands for five of the id: bit k is set where character k is an upper-case letter.
    """
    if not _SHORT.fullmatch(id15):
        return ""
    bits = id15.translate(_BITS)
    return id15 + _CHECK_OF[bits[:5]] + _CHECK_OF[bits[5:10]] + _CHECK_OF[bits[10:]]


def case_folded(ids15: Iterable[str], prefix: str) -> bool:
    """Whether the 15-character ids of one column have surely lost their upper and lower case.

    Sure when the object's prefix (`00k`) is met in another case, or when at least three ids have at least 12
    letters, four different ones, after their prefixes and all letters are of one case; by chance that is one
    in two thousand.
    """
    return all_folded({text for text in map(str.strip, ids15) if _SHORT.fullmatch(text)}, prefix)


def all_folded(ids: Collection[str], prefix: str) -> bool:
    """Whether different ids, each of 15 characters, have lost their case (see `case_folded`)."""
    starts = {text[:3] for text in ids}
    if any(start != prefix and start.lower() == prefix.lower() for start in starts):
        return True
    joined = "".join(ids)
    if joined not in (joined.lower(), joined.upper()):
        return False
    letters = [c for text in ids for c in text[3:] if c.isalpha()]
    return len(ids) >= 3 and len(letters) >= 12 and len({c.lower() for c in letters}) >= 4


def _verified(text: str) -> IdResult:
    if to_18(text[:15]) == text:
        return IdResult(text, "ok", "")
    rebuilt = _rebuild(text[:15], text[15:].upper())
    if rebuilt is None:
        return IdResult("", "mangled", "its last three characters do not fit the rest, so part of it was changed")
    return IdResult(rebuilt, "repaired", "")


def _rebuild(body: str, check: str) -> str | None:
    """Return the id in the case that its check characters tell, or None when they cannot be its own."""
    letters = []
    for position, character in enumerate(body):
        bits = CHECK.find(check[position // 5])
        upper = bits >> (position % 5) & 1
        if bits < 0 or (upper and not character.isalpha()):
            return None
        letters.append(character.upper() if upper else character.lower())
    return "".join(letters) + check


def _from_address(text: str) -> IdResult:
    found = {result.id: result for result in map(read_id, _IN_ADDRESS.findall(text)) if result.status != "blank"}
    if len(found) > 1:
        return IdResult("", "mangled", "more than one id is in it")
    if not found:
        return IdResult("", "mangled", "no id can be found in it")
    (result,) = found.values()
    return result if result.status == "mangled" else IdResult(result.id, "extracted", "")


def _why(text: str) -> str:
    if _COUNTED.fullmatch(text):
        return "a spreadsheet took it for a number and rewrote it, so the id is lost"
    if re.search(r"[^0-9A-Za-z]", text):
        return "an id has only the letters A to Z and digits, no blanks or signs"
    return f"it has {len(text):,} characters; an id has 15 or 18"

"""Names that QuickBooks takes.

In: names as Salesforce has them. Out: the same words in the same order, in characters and at a length that
QuickBooks takes, and a key under which equal names meet. It never decides whether a short form is free.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from csvbridge.values.text import is_plain, one_line, prints, strip_hidden

_LOOSE_ENDS = " ,;:-–—&(/+"  # left hanging when the words after them are cut
_JOINED_TO_LAST = range(0x1F3FB, 0x1F400)  # skin tones: they change the emoji before them


@lru_cache(maxsize=1 << 18)
def valid_name(text: str) -> str:
    """Return the name that QuickBooks takes, of any length; blank when nothing is left. Idempotent.

    A colon (QuickBooks' mark between parent and child) becomes ` - `, a double quote becomes `'`, hidden
    characters go, blanks and line breaks become one blank. Source: qbo-import.md 3.2, 4.2 (no tab, newline,
    colon, double quote).
    """
    if ":" not in text and '"' not in text and is_plain(text):
        return text
    parts = (one_line(part) for part in strip_hidden(text).split(":"))
    return " - ".join(part for part in parts if part).replace('"', "'")


def shorten_name(name: str, limit: int = 100) -> str:
    """Return the name in at most `limit` characters, cut between words where that leaves 60 % of them.

    Blanks and joining marks at the cut go too; no accent or emoji is cut from its letter. A name that fits is
    returned as it is. Source: qbo-import.md 3.2 (100 characters), contract.md 4.
    """
    if len(name) <= limit:
        return name
    cut = name.rfind(" ", -(-limit * 3 // 5), limit + 1)
    if cut < 0:
        cut = limit
        while cut > 1 and _belongs_to_last(name[cut]):
            cut -= 1
        cut = cut if cut > 1 else limit
    return name[:cut].rstrip(_LOOSE_ENDS) or name[:cut].rstrip()


def _belongs_to_last(character: str) -> bool:
    return unicodedata.category(character)[0] == "M" or ord(character) in _JOINED_TO_LAST


def valid_keys(names: Sequence[str]) -> list[str]:
    """Return what `name_key(valid_name(name))` does of each name, at once where all of them are plain."""
    joined = "\n".join(names)
    if not names or joined.count("\n") != len(names) - 1 or not _all_plain(joined):
        return [name_key(valid_name(name)) for name in names]
    return joined.lower().split("\n")


def _all_plain(joined: str) -> bool:
    """Whether names joined by line feeds are ASCII without anything that `valid_name` or `name_key` would change."""
    odd = (":", '"', "  ", " \n", "\n ")
    return (
        joined.isascii()
        and prints(joined.replace("\n", ""))
        and joined.strip(" ") == joined
        and not any(mark in joined for mark in odd)
    )


@lru_cache(maxsize=1 << 18)
def name_key(name: str) -> str:
    """Return the key under which equal names meet: case, blanks, hidden characters and Unicode form aside.

    Unicode's canonical caseless match. Not the compatibility form (NFKC): it would make `m²` equal to `m2`
    and `№ 5` to `No 5`, which a reader tells apart, and two customers must never become one unasked. Source:
    contract.md 4.
    """
    if name.isascii():
        return (name if is_plain(name) else one_line(strip_hidden(name))).lower()
    decomposed = unicodedata.normalize("NFD", strip_hidden(name))
    folded = unicodedata.normalize("NFD", decomposed.casefold())
    return one_line(unicodedata.normalize("NFC", folded))

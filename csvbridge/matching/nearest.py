"""Which known name somebody probably meant: by the words of a name first, then by its letters.

In: names that are not known, and those that are. Out: for each the likest known one, or none. A proposal for a
person, never used by itself.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from csvbridge.matching.words import load_words

_LIKE_ENOUGH = 84.0
"""Of 100, on the words in order of the alphabet: `design hrs` is 91 like `design hours`."""
_MOST_ASKED = 400
"""Unknown names that are compared letter by letter: a file with more of them was made for another company."""
_MOST_KNOWN = 50_000
_PUNCTUATION = {code: " " for code in range(128) if not chr(code).isalnum()} | {ord("."): "", ord("&"): " and "}


@lru_cache(maxsize=1 << 17)
def core_of(name: str) -> str:
    """Return a name without case, accents, punctuation and legal form: `Acme, Inc.` and `ACME Inc` are `acme`."""
    folded = name.casefold()
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded)
        folded = "".join(
            c if c.isalnum() or c.isascii() else " " for c in decomposed if unicodedata.category(c) != "Mn"
        )
    words = folded.translate(_PUNCTUATION).split()
    forms = load_words().legal_forms
    while len(words) > 1 and words[-1] in forms:
        words.pop()
    return " ".join(words)


def nearest_names(wanted: Iterable[str], known: Sequence[str]) -> dict[str, str]:
    """Return wanted name -> the known name that it is most like; names that are like none are left out."""
    asked = sorted(set(wanted))
    by_core: dict[str, str] = {}
    for name in known:
        by_core.setdefault(core_of(name), name)
    found = {name: by_core[core] for name in asked if (core := core_of(name)) in by_core and core}
    rest = [name for name in asked if name not in found][:_MOST_ASKED]
    if not rest or len(by_core) > _MOST_KNOWN:
        return found
    from csvbridge.matching.likeness import likest  # loads slowly, and in most files every name is known

    cores = list(by_core)
    for name, at in zip(rest, likest([core_of(name) for name in rest], cores, _LIKE_ENOUGH), strict=True):
        if at is not None:
            found[name] = by_core[cores[at]]
    return found

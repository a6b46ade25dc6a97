"""Two records, field by field: what each has, whether they differ, and characters that nobody would see.

In: the fields of two records. Out: rows of words for the workbook and the terminal. Nothing is left out, and a hidden
character stands as a visible mark.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat
from typing import NamedTuple

from csvbridge.remembered import Question
from csvbridge.values.text import HIDDEN, is_tidy, tidied

LABELS = {
    "name": "Name",
    "company": "Company",
    "person": "Person",
    "email": "E-mail",
    "phone": "Phone",
    "mobile": "Mobile",
    "fax": "Fax",
    "website": "Website",
    "street": "Street",
    "city": "City",
    "state": "State",
    "postal_code": "ZIP",
    "country": "Country",
    "tax_id": "Tax number",
    "currency": "Currency",
}
"""A compared field, as people call it."""
_PHONES = ("phone", "mobile", "fax")
_NAMED = {
    "\t": "tab",
    "\n": "line break",
    "\r": "line break",
    "\u00a0": "no-break space",
    "\u00ad": "soft hyphen",
    "\u200b": "zero-width space",
    "\u200d": "zero-width joiner",
    "\u200e": "left-to-right mark",
    "\u200f": "right-to-left mark",
    "\u202e": "right-to-left override",
    "\ufeff": "byte order mark",
}
_BLANKS = re.compile(" {2,}")
_LONGEST = 400  # characters of a cell that are shown


DIFFERING = frozenset({"differs", "differs in what nobody sees"})
"""The words of fields in which the two say something else."""


class Field(NamedTuple):
    """One field of two records."""

    label: str
    left: str
    right: str
    word: str
    """differs, written otherwise, same, one is blank; or how the two differ in what nobody sees."""

    @property
    def differs(self) -> bool:
        """Whether the two say something else."""
        return self.word in DIFFERING


def compared(left: Mapping[str, str], right: Mapping[str, str]) -> Iterator[Field]:
    """Yield every field that one of the two has."""
    for name, label in LABELS.items():
        one, other = left.get(name, ""), right.get(name, "")
        if one or other:
            yield Field(label, visible(one), visible(other), _word(name, one, other))


def compared_column(
    name: str, left: Sequence[str], right: Sequence[str]
) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    """Return a field of many pairs as `compared` has it: left, right, and the word, blank where neither has it."""
    return visible_all(left), visible_all(right), list(map(_word, repeat(name), left, right))


def _word(name: str, left: str, right: str) -> str:
    if not (left.strip() and right.strip()):
        return "one is blank" if left or right else ""
    if left == right:
        return "same"
    if _composed(left) == _composed(right):
        return "same"
    if not (is_tidy(left) and is_tidy(right)) and _seen(left) == _seen(right):  # of tidy texts all is seen
        return "differs in what nobody sees"
    if name in _PHONES and _bare(left) == _bare(right):
        return "written otherwise"
    return "differs"


def _composed(text: str) -> str:
    """Return a text in which an accented letter is one character, however it was typed."""
    return (text if text.isascii() else unicodedata.normalize("NFC", text)).casefold()


def _seen(text: str) -> str:
    """Return what a reader sees of a text."""
    return " ".join(_composed(text if text.isprintable() else HIDDEN.sub("", text)).split())


def _bare(number: str) -> str:
    return "".join(filter(str.isalnum, number.casefold()))


def kind_words(question: Question) -> tuple[str, str]:
    """Return what the two records of a pair are: `account`, `vendor in QuickBooks`, `account, in QuickBooks`."""

    def words(kind: str, *, known: bool) -> str:
        between = ", " if kind == "account" else " "
        return f"{kind}{between}in QuickBooks" if known else kind

    left = words(question.left_kind, known=question.left_known)
    return left, words(question.right_kind, known=question.right_known)


def visible(text: str) -> str:
    """Return a text in which every character that nobody would see is named: `Alder[no-break space]Inc`."""
    if is_tidy(text):
        return _cut(text)
    inner = text.strip(" ")
    before, after = text[: len(text) - len(text.lstrip(" "))], text[len(text.rstrip(" ")) :] if inner else ""
    told = _BLANKS.sub(lambda run: f"[{len(run[0])} blanks]", "".join(map(_mark, inner)))
    blanks = [f"[{len(run)} blank{'' if len(run) == 1 else 's'}]" if run else "" for run in (before, after)]
    return _cut(f"{blanks[0]}{told}{blanks[1]}")


def visible_all(texts: Sequence[str]) -> list[str]:
    """Return a column of texts, each as `visible` has it."""
    return tidied(texts, visible, _LONGEST)


def _mark(character: str) -> str:
    if character == " " or (character.isprintable() and not HIDDEN.match(character)):
        return character
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    name = _NAMED.get(character) or f"U+{ord(character):04X}"
    return f"[{name}]"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}... ({len(text):,} characters)"

"""Text that is fit for people and for QuickBooks.

In: the text of a cell. Out: the same words without hidden characters, on one line. It never changes a visible
character, and never repairs mis-decoded text: it only says that it looks so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

HIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\U000e0000-\U000e007f]"
)
"""One hidden character: a control (tab and line breaks aside), a zero-width or text-direction mark.

Every terminal escape sequence begins with one, so a search for it tells whether `strip_hidden` has work.
"""

# A C1 character right after what could be the first bytes of a UTF-8 character is mis-decoded text (Û read as
# Latin-1 is Ã and U+009B), no escape sequence: what follows it is the name and must stay.
_NOT_MISDECODED = r"(?<![\xc2-\xdf])(?<![\xe0-\xef][\x80-\xbf])"
_ESCAPE_SEQUENCE = re.compile(
    r"\x1b[\]PX^_][^\x07\x1b\x9c\r\n]*(?:\x07|\x1b\\|\x9c)"  # OSC and the other strings, up to BEL or ST
    rf"|{_NOT_MISDECODED}\x9d[0-9]{{1,4}};[^\x07\x1b\x9c\x9d\r\n]*(?:\x07|\x1b\\|\x9c)"  # OSC, 8-bit form
    r"|\x1b\[[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor
    rf"|{_NOT_MISDECODED}\x9b[0-?]*[ -/]*[@-~]"  # CSI in its 8-bit form
    r"|\x1b[()*+][0AB12]"  # choice of a character set
    r"|\x1b[!-~]"  # two characters
)

_TOGETHER = 100
"""Texts of a column that are looked at together: one that is not tidy has only these looked at one by one."""

_PRINTS = bytes(range(32, 127))
"""What prints of ASCII."""

_TYPICAL_FIRSTS = frozenset("ÂÃÄÅâð")
"""First bytes, as cp1252 shows them, of European accented letters, of quotes and dashes, of emoji."""

_FIRSTS_IN_WORDS = frozenset("ÎÏÐÑÒÓ×ØÙÚÛàáãäåæçèéêëìíîï")
"""First bytes of Greek, Cyrillic, Hebrew, Arabic and Asian letters: words of these have more than one."""


_SMALL = "a-zß-öø-ÿ"
_SIGNS = "¡¢£¤¥¦§¨©ª¬\xad®¯°±²³´µ¶·¸¹º¼½¾¿€ƒ†‡ˆ‰Š‹ŒŽ˜™š›œžŸ"
_BETWEEN_WORDS = "\xa0«»‘’‚“”„–—…•"
_BROKEN_PART = re.compile(
    rf"[{_SMALL}][ÂÃÄÅ][{_SIGNS}{_BETWEEN_WORDS}]"  # cafÃ©: a capital after a small letter, and a sign
    rf"|[ÂÃÄÅ][{_SIGNS}][{_SMALL}]"  # KÃ¶ln: a sign between letters
    r"|Ã[¡¢£¤¥¦§¨¬¯±´µ¶¸¼½¾¿ƒ†‡ˆ‰ŠŒŽšœžŸ]"  # CAFÃ‰: signs that follow no word
    r"|Ã[“„‚”•]\w|Ã‘[A-RT-Z]"  # RAZÃ“N, ESPAÃ‘A: within a word; IRMÃ’S and MAÇÃ–UVA are real
    r"|Â[¡¢£¤¥¦§¨©®¯°±´µ¶¸¼½¾¿](?<![A-ZÀ-Þ]..)"  # Â£5, 20Â°
    r"|â(?:€|‚¬|„¢)|ðŸ"  # quotes, dashes, €, ™; emoji
)
"""Mis-decoded letters and signs beside others that are whole: QuickBooks shows them as they are. Portuguese Ã, French Â
and Swedish Å stand at the end of words in capitals, with quotes, dashes and dots behind them: those are left alone."""


_DOUBTFUL = re.compile(rf"(?<=[A-ZÀ-Þ])[ÂÃÄÅ](?:[{_BETWEEN_WORDS}®™©°ªº²³¹·](?!\w)|’[Ss]\b)")
"""What is a capital at the end of a word, and what stands behind it, though it would turn back: AMANHÃ…, IRMÃ’S."""


def prints(text: str) -> bool:
    """Return what `str.isprintable` does, many times as quickly for a long text that is nearly all ASCII."""
    rest = text.encode("utf-8", "surrogatepass").translate(None, _PRINTS)
    return not rest or rest.decode("utf-8", "surrogatepass").isprintable()


def is_plain(text: str) -> bool:
    """Whether a text is tidy ASCII, as most names are: nothing hidden, no blank too many."""
    return text.isascii() and text.isprintable() and "  " not in text and text == text.strip(" ")


def is_tidy(text: str) -> bool:
    """Whether a text of any script has nothing hidden and no blank too many."""
    return text.isprintable() and "  " not in text and text == text.strip(" ")


def tidied(texts: Sequence[str], tidy: Callable[[str], str], limit: int) -> list[str]:
    """Return each of a column's texts as `tidy` has it, which leaves tidy ones of up to `limit` characters as they are.

    Most columns are tidy throughout, which is seen at a glance over many texts at once.
    """
    told: list[str] = []
    for start in range(0, len(texts), _TOGETHER):
        block = texts[start : start + _TOGETHER]
        joined = "|".join(block)
        untouched = (
            prints(joined)
            and "  " not in joined
            and "| " not in joined
            and " |" not in joined
            and joined == joined.strip(" ")
            and max(map(len, block)) <= limit
        )
        told += block if untouched else map(tidy, block)
    return told


def strip_hidden(text: str) -> str:
    """Return the text without control and invisible characters and without whole terminal escape sequences.

    Tab, LF and CR stay; see `one_line`. Idempotent. Source: contract.md 4 (smaller rules).
    """
    if text.isprintable():  # true of no hidden character, and quick
        return text
    return HIDDEN.sub("", _ESCAPE_SEQUENCE.sub("", text))


def one_line(text: str) -> str:
    """Return the text on one line: blanks and line breaks of every kind and number become one blank."""
    return " ".join(text.split())


def join_lines(text: str) -> str:
    """Return the lines of a street joined by `, `, each tidied by `one_line`; blank lines drop out.

    A line that ends in a comma gives no second comma. Source: contract.md 4 (street), qbo-import.md 3.2.
    """
    lines = [line for line in map(one_line, text.splitlines()) if line]
    ended = [line.rstrip(", ") for line in lines[:-1]]
    return ", ".join([line for line in ended if line] + lines[-1:])


def looks_misdecoded(text: str) -> bool:
    """Whether the text looks like UTF-8 read as cp1252 or Latin-1 (`KÃ¶ln`, `â€™`), or holds U+FFFD.

    True when the whole text turns back cleanly and gives letters or signs that such text usually has; or when a part
    of it does so that no language writes, such as a capital Ã between small letters.
    Give it the cell as it is in the file: `strip_hidden` and `one_line` take away the very characters that
    tell. Source: salesforce-exports.md 4.7 and 7 (20).
    """
    if text.isascii():
        return False
    if "\ufffd" in text:
        return True
    try:
        meant = _first_bytes(text).decode("utf-8")
    except UnicodeError:
        return _BROKEN_PART.search(text) is not None
    if _DOUBTFUL.sub("", text).isascii():
        return _BROKEN_PART.search(text) is not None
    return len(meant) < len(text) and _is_typical(text)


def _first_bytes(text: str) -> bytes:
    try:
        return text.encode("cp1252")
    except UnicodeEncodeError:  # five bytes have no cp1252 character: readers keep them as C1 characters
        return b"".join(c.encode("latin-1" if "\x80" <= c <= "\x9f" else "cp1252") for c in text)


def _is_typical(text: str) -> bool:
    """Keep real text out that turns back by chance: `CAFÉ™` would be `CAFə`, which nobody writes."""
    if not _TYPICAL_FIRSTS.isdisjoint(text):
        return True
    return sum(c in _FIRSTS_IN_WORDS for c in text) > 1

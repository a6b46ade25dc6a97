"""Text as a cell of a workbook can hold it.

In: any text. Out: the same, with what XML cannot hold replaced, and what a reader would take for an escape kept.
"""

from __future__ import annotations

import re

LONGEST_TEXT = 32_767  # characters of a cell (Excel's specification); openpyxl cuts there without a word
SHORT_TEXT = 1000  # characters that are well within any limit

# What XML 1.0 cannot hold, and what a reader would take for an escape (`_x0041_` is A: ECMA-376, ST_Xstring).
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LIKE_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_AWKWARD = re.compile(f"\r|{_LIKE_ESCAPE.pattern}|{_ILLEGAL.pattern}")


def safe_text(text: str) -> str:
    """Return the text as XML holds it; a line end of any kind becomes a line feed."""
    if not _AWKWARD.search(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _ILLEGAL.sub("\ufffd", _LIKE_ESCAPE.sub("_x005F_", text))

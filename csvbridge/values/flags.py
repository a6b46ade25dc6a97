"""Checkboxes.

In: the text of a cell. Out: ticked, not ticked, or None when it is neither.
"""

from __future__ import annotations

_FLAGS = {
    **dict.fromkeys(("1", "1.0", "true", "yes", "y", "t", "x"), True),
    **dict.fromkeys(("0", "0.0", "false", "no", "n", "f", ""), False),
}


def parse_flag(text: str) -> bool | None:
    """Return whether the box is ticked; blank is not ticked. None when the cell is no checkbox.

    Source: salesforce-exports.md 4.3 (reports write 1 and 0, the API true and false, Excel TRUE and FALSE).
    """
    return _FLAGS.get(text.strip().lower())

"""What every parser of tables hands to `lay_out`: rows of text with their physical numbers."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Grid:
    """A table as it was parsed: all its rows, in order, and the physical number of each."""

    rows: list[list[str]]
    numbers: list[int]
    is_text: bool
    """In a text file the first row is the heading row unless it holds no known heading at all."""
    typed_numbers: bool = False
    """Whether numbers were typed cells, whose text has a decimal point whatever the language of the report."""
    dates: dict[int, set[int]] = field(default_factory=dict)
    """Column -> the physical rows in which a true date stands; empty where there are none."""
    merged: list[str] = field(default_factory=list)
    """Merged cells: `A2:A4`."""

"""What so many records of a list have in common that it brings no two of them together.

In: what matching counted. Out: facts to be told. Nothing is compared here.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """Values of a field that so many records share that these are not all compared with one another: only with the
    next ones that have it, and with those that share something else."""

    field: str
    values: int
    """How many such values there are."""
    value: str
    """The one that most records share."""
    record: int
    """Position of a record that has it."""
    records: int
    """How many share it."""
    most: int
    """How many may share one and are all compared with one another."""

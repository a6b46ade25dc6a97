"""The comparisons, their steps in words, and what each step counts: `schemas/likeness/*.toml`.

In: the shipped files. Out: titles, words and points. The points are the logarithm of odds: they add up.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from csvbridge.matching.columns import Floats
from csvbridge.shipped import shipped


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison: its title, its steps beside "missing", and the words of the steps that say something."""

    name: str
    title: str
    steps: int
    reasons: Mapping[int, str]
    against: Mapping[int, str]
    points: tuple[float, ...] = ()
    """What its steps count, where that was set by hand rather than learned."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What steps count, in points (natural logarithm of odds)."""

    base: float
    """Of two candidates of which nothing is known."""
    single: Mapping[str, Floats]
    """Per comparison, points by step."""
    crossed: Mapping[tuple[str, str], Floats]
    """Per pair of comparisons, points by the steps of both."""


@lru_cache(maxsize=1)
def load_comparisons() -> tuple[Comparison, ...]:
    """Return the comparisons in the order in which they are told."""
    text = (shipped("schemas") / "likeness" / "comparisons.toml").read_text("utf-8")
    return tuple(_comparison(entry) for entry in tomllib.loads(text)["comparisons"])


def _comparison(entry: Mapping[str, object]) -> Comparison:
    words = {side: _words(entry.get(side)) for side in ("for", "against")}
    known = max([0, *words["for"], *words["against"]])
    steps = entry.get("steps", known)
    return Comparison(
        str(entry["name"]),
        str(entry["title"]),
        steps if isinstance(steps, int) else known,
        {step: text for step, text in words["for"].items() if text},
        {step: text for step, text in words["against"].items() if text},
        tuple(points) if isinstance(points := entry.get("points", ()), list) else (),
    )


def _words(entry: object) -> dict[int, str]:
    return {int(step): str(text) for step, text in entry.items()} if isinstance(entry, dict) else {}


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """Return what the steps count."""
    table = tomllib.loads((shipped("schemas") / "likeness" / "weights.toml").read_text("utf-8"))
    return Weights(
        float(table["base"]),
        {name: np.array(points, np.float32) for name, points in table["points"].items()}
        | {c.name: np.array(c.points, np.float32) for c in load_comparisons() if c.points},
        {(cross["of"][0], cross["of"][1]): np.array(cross["points"], np.float32) for cross in table["crosses"]},
    )

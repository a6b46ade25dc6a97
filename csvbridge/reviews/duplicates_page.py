"""duplicates.html: the pairs side by side, to be decided in a browser, in one file that asks for nothing.

In: a run, its pairs, what is asked about them. Out: HTML that opens from a disk or a mail, and how many pairs it shows.
Its policy forbids every request and every script but its own, which is named by its hash; values from the files stand
in a block of data that no parser takes for marks, and the script writes them as text alone. Without script the first
pairs can be read. Equal runs give equal bytes: the page knows no clock.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from csvbridge import __version__
from csvbridge.reviews.duplicates_data import Shown, Told, page_data, run_name
from csvbridge.reviews.side_by_side import LABELS
from csvbridge.reviews.words import counted, fit

PAGE = "review/duplicates.html"

MOST_PLAIN = 50
"""Pairs that can be read where no script runs."""

TEMPLATES = Path(__file__).resolve().parent / "templates"
PARTS = (
    *("dom", "words", "data", "rules", "state", "list", "compare", "decide", "detail"),
    *("groups", "bulk", "files", "paper", "keys", "start"),
)
"""The files of the script, in the order in which they are joined."""

_UNSAFE = re.compile(
    r"[<>&\x7f-\xa0\xad\u061c\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ud800-\udfff\ufeff\ufff0-\uffff"
    r"\U000e0000-\U000e007f]"
)
"""What stands as an escape in the block of data: marks of HTML, and what is not seen in an editor."""


def duplicates_page(told: Told, shown: Shown) -> tuple[bytes, int]:
    """Return the page and how many pairs it shows."""
    numbers = shown.numbers
    data = inert_json(page_data(told, shown))
    script, style = _joined_script(), _style()
    words = {
        "run": fit(run_name(told.plan), 200),
        "version": __version__,
        "pairs": counted(len(numbers), "pair"),
        "key": hashlib.sha256(data.encode()).hexdigest()[:16],
        "policy": _policy(script, style),
        "plain": [_plain_pair(shown, number, place) for place, number in enumerate(numbers[:MOST_PLAIN], 1)],
        "not_plain": len(shown.pairs) - min(len(numbers), MOST_PLAIN),
        "script": script,
        "style": style,
        "data": data,
    }
    return _environment().get_template("duplicates.html.j2").render(words).encode("utf-8"), len(numbers)


def inert_json(value: object) -> str:
    """Return JSON that nothing but a parser of JSON takes for anything: no mark of HTML, no hidden character."""
    return _UNSAFE.sub(_escaped, json.dumps(value, ensure_ascii=False, check_circular=False, separators=(",", ":")))


def _escaped(found: re.Match[str]) -> str:
    return json.dumps(found[0])[1:-1] if found[0] > "\x7e" else f"\\u{ord(found[0]):04x}"


def _policy(script: str, style: str) -> str:
    """Return the policy: no request, no other script, no other style, no text that becomes marks."""
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; base-uri 'none'; "
        "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode()


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        newline_sequence="\n",
    )


@lru_cache(maxsize=1)
def _joined_script() -> str:
    parts = "\n".join(_read(f"duplicates/{name}.js") for name in PARTS)
    return f'\n"use strict";\n(() => {{\n{parts}}})();\n'


@lru_cache(maxsize=1)
def _style() -> str:
    return "\n" + _read("duplicates.css")


def _read(name: str) -> str:
    return (TEMPLATES / name).read_text("utf-8").replace("\r\n", "\n")


# --- without script ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Plain:
    """A pair as it is read where no script runs."""

    place: int
    band: str
    score: str
    names: tuple[str, str]
    reasons: str
    against: str
    stake: str
    rows: list[tuple[str, ...]]


def _plain_pair(shown: Shown, number: int, place: int) -> _Plain:
    listed, pairs = shown.listed, shown.pairs
    ends = pairs.left[number], pairs.right[number]
    left, right = (fit(listed.name[at], 400) or "(no name)" for at in ends)
    columns: Any = listed.customers.columns
    rows: list[tuple[str, ...]] = [("Stands in", *(f"{listed.kind[at]}, {fit(listed.place(at), 200)}" for at in ends))]
    for name, label in LABELS.items():
        cells = [columns[name][at] for at in ends] if name in columns else []
        if any(cells):
            rows.append((label, *(fit(cell, 400) for cell in cells)))
    return _Plain(
        place,
        str(pairs.band[number]),
        f"{pairs.score[number]:.4f}",
        (left, right),
        fit(pairs.reasons[number], 1000),
        fit(pairs.against[number], 1000),
        fit(shown.asked.at_stake[number]) if shown.asked.at_stake else "",
        rows,
    )

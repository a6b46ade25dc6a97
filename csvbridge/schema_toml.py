"""Check one TOML file against the dataclasses that it fills, and collect whatever is wrong with it.

In: a file, and the kind that each of its tables declares. Out: the keys that are sound, or one Stop that
carries every fault with file, place and a "did you mean". It knows no kind of file by itself, and never runs
what a file says.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, fields
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from csvbridge.errors import Stop

HELP = "schemas/README.md says what each kind of file holds."
_EVIDENCE = (
    'Say where the heading or the limit was learnt, and how sure it is: evidence = "qbo-import.md 3.2, grade H".'
)
_BLANK: tuple[Any, ...] = ("", [])


class SchemaFile:
    """One TOML file on its way to an object: what it says, and what is wrong with it so far."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = f"schemas/{path.as_posix().rpartition('/schemas/')[2]}"
        self.faults: list[Stop] = []
        try:
            self.table: dict[str, Any] = tomllib.loads(path.read_text("utf-8-sig"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise Stop(f"{self.name} cannot be read: {error}", HELP) from error

    def fault(self, where: str, what: str, fix: str = HELP) -> None:
        """Note a fault."""
        self.faults.append(Stop(f"{self.name}, {where}: {what}", fix))

    def pop_tables(self, key: str, table: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        """Take the `[[key]]` tables out of the file, or out of one of its tables."""
        found = (self.table if table is None else table).pop(key, [])
        if isinstance(found, list) and all(isinstance(one, dict) for one in found):
            return found
        self.fault(key, "this is no list of tables", f"Begin each one with [[{key}]].")
        return []

    def pop_texts(self, key: str, table: dict[str, Any]) -> tuple[str, ...]:
        """Take a list of texts out of a table of the file."""
        found = table.pop(key, [])
        wanted = _misfit(found, tuple[str, ...])
        if wanted:
            self.fault(key, f"{found!r} should be {wanted}")
            return ()
        return tuple(found)

    def take(
        self,
        where: str,
        table: Mapping[str, Any],
        kind: type,
        needed: Iterable[str],
        *,
        without: Iterable[str] = (),
        also: Iterable[str] = (),
    ) -> dict[str, Any]:
        """Return what a table says of its kind; note keys that are unknown, missing or of a wrong type.

        `without` are keys of the kind that this table does not hold, `also` keys that were taken out of it.
        """
        hints = {key: hint for key, hint in _hints(kind).items() if key not in without}
        for key in table:
            if key not in hints:
                self.fault(where, f'unknown key "{key}"', near(key, (*hints, *also)))
        kept = {}
        for key, hint in hints.items():
            wanted = _misfit(table[key], hint) if key in table else ""
            if wanted:
                self.fault(where, f"{key} = {table[key]!r} should be {wanted}")
            elif key in needed and table.get(key, "") in _BLANK:
                self.fault(where, f"{key} is missing", _EVIDENCE if key == "evidence" else HELP)
            elif key in table:
                kept[key] = _frozen(table[key])
        return kept

    def once(self, where: str, names: Iterable[str]) -> None:
        """Note every name that stands twice."""
        seen: set[str] = set()
        for name in names:
            if name in seen:
                self.fault(where, f'"{name}" stands twice', "Keep one of the two.")
            seen.add(name)

    def end(self) -> None:
        """Raise every fault of the file at once."""
        raise_all(self.faults)


def raise_all(faults: Sequence[Stop]) -> None:
    """Raise one Stop that carries all faults, if there are any."""
    if faults:
        first, *others = faults
        raise Stop(first.message, first.fix, others=others)


def near(word: str, known: Iterable[str]) -> str:
    """Return the known word that was likely meant, else all of them."""
    known = list(known)
    alike = difflib.get_close_matches(word, known, n=1)
    return f'Did you mean "{alike[0]}"?' if alike else f"Known are {', '.join(known)}."


@lru_cache(maxsize=8)
def needed_keys(kind: type) -> tuple[str, ...]:
    """Return the keys of a kind that have no default; evidence is always among them."""
    return tuple(f.name for f in fields(kind) if f.default is MISSING or f.name == "evidence")


@lru_cache(maxsize=8)
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _misfit(value: Any, hint: Any) -> str:
    """Return what a value should have been, blank when it fits; no number here is below zero."""
    if get_origin(hint) is Literal:
        return "" if value in get_args(hint) else "one of " + ", ".join(filter(None, get_args(hint)))
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        fits = isinstance(value, list) and not any(_misfit(item, inner) or item in _BLANK for item in value)
        return "" if fits else ("a list of texts" if inner is str else "a list of lists of texts")
    if hint is int:
        return "" if type(value) is int and value >= 0 else "a whole number"
    if hint is bool:
        return "" if type(value) is bool else "true or false"
    return "" if isinstance(value, str) else "text in quotes"


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value

"""Whether a JSON object is a value that the memory keeps, and that value.

In: what a file holds, and the class that it is to become. Out: the value, or everything that is wrong with it. The
fields, their types and which of them may be left out are those of the class itself: there is no second list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING
from typing import Any, TypeVar, cast

from csvbridge.remembered import Exported, Member, as_json, member

Value = TypeVar("Value")


def are_pairs(value: Any) -> bool:
    """Return whether a value is a list of pairs of texts, as contents are."""
    return isinstance(value, list) and all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(text, str) for text in pair) for pair in value
    )


def _is_member(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == {"key", "name", "fields"}
        and isinstance(value["key"], str)
        and isinstance(value["name"], str)
        and isinstance(value["fields"], dict)
        and all(isinstance(text, str) for pair in value["fields"].items() for text in pair)
    )


_TYPES: dict[str, tuple[Callable[[Any], bool], str]] = {
    "str": (lambda v: isinstance(v, str), "text"),
    "str | None": (lambda v: v is None or isinstance(v, str), "text"),
    "int": (lambda v: isinstance(v, int) and not isinstance(v, bool), "a whole number"),
    "bool": (lambda v: isinstance(v, bool), "true or false"),
    "tuple[tuple[str, str], ...]": (are_pairs, "a list of pairs of texts"),
    "Member": (_is_member, "a record with key, name and fields"),
}


def faults_of(kind: type[Any], told: Any) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with an object that is to become a value of a kind: the field, and what it should be."""
    if not isinstance(told, dict):
        yield "", "an object with named fields is needed here"
        return
    fields = kind.__dataclass_fields__
    for name in told.keys() - fields.keys():
        yield str(name), "no such field is known"
    for name, field in fields.items():
        if name not in told:
            if field.default is MISSING and field.default_factory is MISSING:
                yield name, "it is missing"
            continue
        fits, words = _TYPES[field.type]
        if not fits(told[name]):
            yield name, f"{words} is needed here"


def value_from(kind: type[Value], told: Mapping[str, Any]) -> Value:
    """Return the value of an object in which `faults_of` found nothing."""
    fields = cast(Any, kind).__dataclass_fields__
    return kind(**{name: _as_field(fields[name].type, value) for name, value in told.items()})


def _as_field(kind: str, value: Any) -> Any:
    if kind == "Member":
        return member(value["key"], value["name"], value["fields"])
    return tuple((name, text) for name, text in value) if kind.startswith("tuple") else value


def as_object(value: Any) -> dict[str, Any]:
    """Return a value as an object; what `value_from` takes back."""
    if isinstance(value, Exported) or any(isinstance(getattr(value, name), Member) for name in _names(value)):
        return as_json(value)
    return {name: getattr(value, name) for name in _names(value)}


def _names(value: Any) -> list[str]:
    return list(value.__dataclass_fields__)

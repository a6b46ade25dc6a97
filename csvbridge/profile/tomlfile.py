"""Read a TOML file, and know the line of every table and key in it.

In: a path. Out: its tables, and where each was said. The standard library's parser gives values without
lines, so a second pass over the text finds them. It never judges a key.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from csvbridge.errors import Stop

_FIX_TOML = 'Text stands in quotes: terms = "Net 30". A line that begins with # says nothing.'
_FIX_UTF8 = "Save it as UTF-8 (in Notepad: Save as, and choose the encoding UTF-8)."

# What a TOML file consists of, once it is known to be valid: comments, four kinds of text, marks, the rest.
_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*)
    |(?P<text>\"{3}(?:\\.|[^\\])*?\"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')
    |(?P<mark>[\[\]{}=\n])
    |(?P<other>[^\#"'\[\]{}=\n]+)""",
    re.VERBOSE | re.DOTALL,
)
_PLACE = re.compile(r" \(at (?:line ([0-9]+), column ([0-9]+)|end of document)\)$")


class Said(NamedTuple):
    """A file's tables and the lines that they were said on."""

    path: Path
    tables: dict[str, Any]
    lines: dict[tuple[str, ...], int]

    def place(self, *key: str) -> str:
        """Return where a key was said, `csvbridge.toml:12`; where it has no line, its table's."""
        while key and key not in self.lines:
            key = key[:-1]
        return f"{self.path}:{self.lines.get(key, 1)}"


def read_toml(path: Path) -> Said:
    """Return what a TOML file says. UTF-8 with or without a byte order mark, either kind of line end.

    Raises:
        Stop: the file cannot be read, is not UTF-8, or is no TOML; with line and column.
    """
    text = _text(path).replace("\r\n", "\n")
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Stop(f"{path}:{_line_and_column(str(error), text)}", _FIX_TOML) from error
    except (ValueError, RecursionError) as error:
        # the parser's own limits: a number of thousands of digits, brackets nested by the hundred
        raise Stop(f"{path} holds a number too long, or brackets nested too deep, to be read", _FIX_TOML) from error
    return Said(path, tables, key_lines(text))


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Stop(f"{path} cannot be read: {error.strerror or error}", "Check the file and its folder.") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8")) + 1
        raise Stop(f"{path}:{line}:{column}: the file is not in UTF-8", _FIX_UTF8) from error


def _line_and_column(words: str, text: str) -> str:
    """Return `line:column: what` from the parser's words, which end in `(at line 3, column 5)`."""
    found = _PLACE.search(words)
    what = words[: found.start()] if found else words
    if found and found[1]:
        return f"{found[1]}:{found[2]}: not readable as TOML: {what}"
    lines = text.split("\n")
    return f"{len(lines)}:{len(lines[-1]) + 1}: not readable as TOML: {what} at the end of the file"


def key_lines(text: str) -> dict[tuple[str, ...], int]:
    """Return the first line of every table and key of a valid TOML text, passing over what values hold."""
    found: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for head, line in _heads(text):
        if head.startswith("["):
            key = table = _parts(head.strip("[] \t"))
        else:
            key = (*table, *_parts(head))
        for depth in range(1, len(key) + 1):
            found.setdefault(key[:depth], line)
    return found


def _heads(text: str) -> Iterator[tuple[str, int]]:
    """Yield what stands before each `=`, and each `[table]`, with its line."""
    head, line, depth, in_value = "", 1, 0, False
    for token in _TOKEN.finditer(text + "\n"):
        kind, words = token.lastgroup, token[0]
        if kind == "mark" and words == "\n" and depth == 0:
            if not in_value and head.strip():
                yield head.strip(), line
            head, in_value = "", False
        elif kind == "mark" and in_value:
            depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(words, 0)
        elif kind == "mark" and words == "=":
            yield head.strip(), line
            in_value = True
        elif kind != "comment" and not in_value:
            head += words
        line += words.count("\n")


def _parts(dotted: str) -> tuple[str, ...]:
    """Return the parts of a dotted key, unquoted by the parser itself."""
    parts: list[str] = []
    inner: Any = tomllib.loads(f"{dotted} = 0")
    while isinstance(inner, dict):
        name, inner = next(iter(inner.items()))
        parts.append(name)
    return tuple(parts)

"""The evidence of a run: who can prove later what was read, decided and written.

In: a finished run. Out: the files of `evidence/`, always complete (contract.md §3). Machine files carry names as they
are; nothing here is cut but the values that findings quote, whose whole text stands in `evidence/inputs/`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Protocol

from csvbridge import __version__
from csvbridge.errors import Stop
from csvbridge.findings import Finding
from csvbridge.likeness import PAIR_COLUMNS, pair_rows
from csvbridge.profile import as_dict
from csvbridge.remembered import Decision, Question, Remembered, as_json, remembered_lists
from csvbridge.run import InputFile, Plan, Run
from csvbridge.shipped import shipped
from csvbridge.writing.delimited import column_text

TRAIL_COLUMNS = ("file", "sheet", "row", "record", "fate", "reason", "target")

_BLOCK = 500  # rows of a large table that are made into bytes together: few enough to stay near the processor


def evidence_files(run: Run) -> Iterator[tuple[str, bytes, int | None]]:
    """Yield path, bytes and rows of every evidence file but the manifest, which lists them."""
    trail = run.trail.columns()
    yield "evidence/control-totals.json", json_bytes(run.totals.as_json()), None
    yield "evidence/findings.jsonl", json_lines(run.listed), len(run.listed)
    pairs = _pairs(run)
    yield "evidence/pairs.csv", column_bytes(PAIR_COLUMNS, [pairs]), len(pairs[0])
    yield "evidence/trail.csv", column_bytes(TRAIL_COLUMNS, [trail]), len(trail[0])
    decisions = in_force.listed if (in_force := run.conversion.in_force) is not None else []
    yield "evidence/decisions.jsonl", decision_lines(decisions), len(decisions)
    yield "evidence/memory.json", memory_bytes(run.contributed), None


class Told(Protocol):
    """What the manifest says of a run, whichever command made it."""

    @property
    def plan(self) -> Plan: ...
    @property
    def started(self) -> dt.datetime: ...
    @property
    def inputs(self) -> Sequence[InputFile]: ...


def _pairs(run: Run) -> Sequence[Sequence[str]]:
    """Return the columns of pairs.csv, its lines in the order in which people read them; none when none was found."""
    if run.alike is None:
        return [()] * len(PAIR_COLUMNS)
    found = run.alike
    return pair_rows(found.listed, found.pairs, found.order, found.at_stake, found.asked.words)


def input_copies(run: Told) -> Iterator[tuple[str, Callable[[], bytes], int | None]]:
    """Yield path and rows of the byte-exact copies of what was read, and what reads each."""
    for file in run.inputs:
        if file.copy is not None:
            yield file.copy, partial(_unchanged, file), file.rows


def _unchanged(file: InputFile) -> bytes:
    """Return an input's bytes; a file that changed since it was read is a stop."""
    data = file.place.read_bytes()
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise Stop(
            f"{file.path} changed while it was being read",
            "Wait until the program that writes it has finished, then run again.",
        )
    return data


def manifest(run: Told, outputs: Sequence[tuple[str, str, int, int | None]], command: str = "convert") -> bytes:
    """Return manifest.json; `outputs` are path, SHA-256, size and rows of every file of the run but this one."""
    plan = run.plan
    return json_bytes(
        {
            "csvbridge": __version__,
            "command": command,
            "started": run.started.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "options": dict(plan.options),
            "profile": as_dict(plan.profile),
            "schemas": schemas_hash(),
            "inputs": [_input(file) for file in run.inputs],
            "outputs": [
                {"path": path, "sha256": sha, "bytes": size, "rows": rows} for path, sha, size, rows in outputs
            ],
        }
    )


def _input(file: InputFile) -> dict[str, Any]:
    listed: dict[str, Any] = {"path": file.path}
    if file.copy is not None:
        listed["copy"] = file.copy
    return listed | {
        "sha256": file.sha256,
        "bytes": file.size,
        "rows": file.rows,
        "identified_as": file.identified_as,
    }


def schemas_hash() -> str:
    """Return one SHA-256 over every declarative file, by path and contents."""
    root = shipped("schemas")
    digest = hashlib.sha256()
    for path in sorted(p for p in root.rglob("*") if p.suffix in (".toml", ".csv")):
        data = path.read_bytes().replace(b"\r\n", b"\n")  # a checkout on Windows is the same schema
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + data + b"\0")
    return digest.hexdigest()


def column_bytes(headings: Sequence[str], pieces: Iterable[Sequence[Sequence[str]]]) -> bytes:
    """Return a machine-readable CSV, UTF-8, LF, cells as they are, of a table that comes in pieces, each as columns."""
    texts = [column_text([[heading] for heading in headings], "\n").encode()]
    for columns in pieces:
        for start in range(0, len(columns[0]), _BLOCK):
            block = [column[start : start + _BLOCK] for column in columns]
            texts.append(column_text(block, "\n").encode("utf-8", "surrogatepass"))
    return b"".join(texts)


def json_bytes(value: object) -> bytes:
    """Return indented JSON, ending in a line feed."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")


def memory_bytes(remembered: Remembered) -> bytes:
    """Return memory.json: one record a line, since there are many; {} where the memory contributed nothing."""
    if not remembered:
        return b"{}\n"
    encode = json.JSONEncoder(ensure_ascii=False).encode
    pieces: list[bytes] = []  # joined once: after years of records each copy of the whole weighs
    for name, told in remembered_lists(remembered).items():
        lines = [f",\n  {encode(one)}".encode("utf-8", "surrogatepass") for one in told]
        pieces.append(f',\n "{name}": ['.encode())
        pieces += [lines[0][1:], *lines[1:], b"\n "] if lines else []
        pieces.append(b"]")
    if remembered.other:
        pieces.append(f',\n "other": {encode(dict(remembered.other))}'.encode("utf-8", "surrogatepass"))
    pieces[0] = b"{" + pieces[0][1:]
    return b"".join([*pieces, b"\n}\n"])


def json_lines(findings: Sequence[Finding]) -> bytes:
    """Return one JSON object a line; what many findings share (a file, a fix) is encoded once a block."""
    return b"".join(_json_block(findings[start : start + _BLOCK]) for start in range(0, len(findings), _BLOCK))


def _json_block(findings: Sequence[Finding]) -> bytes:
    encode = json.JSONEncoder(ensure_ascii=False, separators=("\n", ": ")).encode  # no text has a raw line feed
    columns: list[Iterable[str]] = []
    for name, values in zip(Finding._fields, zip(*findings, strict=True), strict=True):
        distinct = list(set(values))
        few = len(distinct) * 2 < len(values)
        # one call for all of them: each by itself takes longer than its text
        encoded = map(f"{encode(name)}: ".__add__, encode(distinct if few else values)[1:-1].split("\n"))
        columns.append(map(dict(zip(distinct, encoded, strict=True)).__getitem__, values) if few else encoded)
    lines = "}\n{".join(map(", ".join, zip(*columns, strict=True)))
    return f"{{{lines}}}\n".encode("utf-8", "surrogatepass")


def decision_lines(decisions: Sequence[Decision]) -> bytes:
    """Return decisions.jsonl: one decision a line, every key always there; `token` is that of what was answered."""
    lines = []
    for decision in decisions:
        asked = Question(left=decision.left, right=decision.right, band="")
        told = {name: "" for name in decision.__dataclass_fields__} | as_json(decision)
        lines.append(json.dumps({"token": asked.token, **told}, ensure_ascii=False) + "\n")
    return "".join(lines).encode("utf-8", "surrogatepass")


def listed(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Return findings as the JSON envelope carries them."""
    return [finding._asdict() for finding in findings]

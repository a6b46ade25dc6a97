"""Read the cells of a table as what they mean: an export's text becomes an entity's values.

In: tables (a sheet joined to its export). Out: one `TypedRows` per kind: columns of values, and the faults of cells
that could not be read. A fault is no finding yet: it becomes one when a record that is to be written needs the
cell (contract.md §2: the lists apply to what would otherwise be written). It never guesses an order of day and month
or a decimal mark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from csvbridge.column_texts import Texts
from csvbridge.findings import Findings, Rule
from csvbridge.mapping.columns import Table
from csvbridge.mapping.currencies import row_field, settle_currency
from csvbridge.mapping.forms import date_orders, decimal_mark
from csvbridge.mapping.id_columns import extend_all
from csvbridge.mapping.passage import settle, why_no_date
from csvbridge.profile import Profile
from csvbridge.rules import cells
from csvbridge.typed_rows import Fault, TypedRows
from csvbridge.values import dates, flags, ids, numbers, text


@dataclass(frozen=True, slots=True)
class _Reader:
    """What the cells of one table are read with."""

    table: Table
    findings: Findings
    mark: str
    orders: dict[str, str]
    written: dict[str, list[str]]
    """Codes of currencies met in the cells of amounts and prices, a row each, by field."""


def read_entity(
    name: str,
    fields: Mapping[str, str],
    tables: Iterable[Table],
    profile: Profile,
    findings: Findings,
    *,
    optional_dates: frozenset[str] = frozenset(),
) -> TypedRows:
    """Return the rows of an entity from all its tables; `fields` are all its fields and their kinds.

    A field that a table lacks is blank or None. `optional_dates` names date fields that nothing will use: an unclear
    order there is no question.
    """
    rows = TypedRows(name, {field: [] for field in fields}, kinds=dict(fields))
    for table in tables:
        if table.export.entity != name:
            continue
        rows.fields[table.sheet.source.number] = frozenset(table.positions)
        mark = decimal_mark(table, profile, findings)
        orders = date_orders(table, profile, findings, optional_dates, mark)
        reader = _Reader(table, findings, mark, orders, {})
        read = {field: _read_column(reader, field, kind, rows.faults) for field, kind in fields.items()}
        home = profile.company.home_currency
        sheet, export, written = table.sheet, table.export, reader.written
        if settle_currency(sheet, export, table.positions, read, written, rows.faults, findings, home):
            rows.fields[sheet.source.number] |= {row_field(export)}
        for field, values in read.items():
            rows.columns[field].extend(values)
        rows.row_ids.extend(table.sheet.row_ids)
    return rows


def _read_column(reader: _Reader, name: str, kind: str, faults: dict[tuple[int, str], Fault]) -> Sequence[Any]:
    sheet = reader.table.sheet
    position = reader.table.positions.get(name)
    if position is None:
        absent: Any = "" if kind in ("text", "line", "street", "code", "id") else None
        return [absent] * len(sheet.row_ids)
    texts = Texts(sheet.columns[position])
    values = settle(reader.table, name, kind, reader.mark, texts, reader.findings)
    if kind == "text":
        return values  # as it stands: QuickBooks' own names are carried byte for byte
    if kind in ("line", "street", "code"):
        return _read_text(reader, name, kind, texts if values is texts.cells else Texts(values))
    if kind == "id":
        return _read_ids(reader, name, values, faults)
    distinct = set(values)
    plain = numbers.plain_numbers(distinct - {""}, reader.mark) if kind in ("money", "decimal") else None
    if plain is not None:
        found: dict[str, Any] = plain if kind == "decimal" else {v: numbers.Number(n, "") for v, n in plain.items()}
        return _looked_up({**found, "": None}, values)
    parse = _parsers(reader, name)[kind]
    parsed = {value: parse(value) for value in distinct}
    unreadable = {value: fault for value, fault in parsed.items() if isinstance(fault, Fault)}
    if unreadable:
        for row, value in zip(sheet.row_ids, values, strict=True):
            if value in unreadable and kind == "flag":
                # said at once: no record needs it, yet a product of which nobody knows whether it is active is left out
                rule, needed = unreadable[value].rule, name != "active"
                reader.findings.add(rule, row=row, field=name, value=value, if_used=needed)
            elif value in unreadable:
                faults[row, name] = unreadable[value]
        parsed |= dict.fromkeys(unreadable)
    if kind in ("money", "decimal"):
        codes = {value: number.currency if number is not None else "" for value, number in parsed.items()}
        if any(codes.values()):
            reader.written[name] = _looked_up(codes, values)
        if kind == "decimal":
            parsed = {value: None if number is None else number.value for value, number in parsed.items()}
    return _looked_up(parsed, values)


def _looked_up(read: Mapping[str, Any], values: Sequence[str]) -> list[Any]:
    return list(map(read.__getitem__, values))


# --- text -----------------------------------------------------------------------------------------------------------


def _read_text(reader: _Reader, name: str, kind: str, texts: Texts) -> Sequence[str]:
    """Tidy text: one search tells whether a column needs it at all, since most do not."""
    values = texts.cells
    if texts.trimmed:
        return values
    joined = "|".join(texts.all_of_them)
    if not joined.isascii():
        _warn_misdecoded(reader, name, values)
    if _is_tidy(joined):
        return values
    tidy = {value: _tidy(value, kind) for value in set(values)}
    rows = reader.table.sheet.row_ids
    for row, value in zip(rows, values, strict=True):
        after = tidy[value]
        if after != value:
            rule = _why_tidied(value, kind)
            reader.findings.add(rule, row=row, field=name, value=value, if_used=True, after=after[:200])
    return [tidy[value] for value in values]


def _is_tidy(joined: str) -> bool:
    """Whether no cell of a column joined with `|` can need tidying; hidden characters and odd blanks do not print."""
    return text.prints(joined) and not (
        "  " in joined or "| " in joined or " |" in joined or joined.startswith(" ") or joined.endswith(" ")
    )


def _tidy(value: str, kind: str) -> str:
    visible = text.strip_hidden(value)
    if kind == "street":
        return text.join_lines(visible)
    if kind == "line":
        return text.one_line(visible)
    return visible.strip()


def _why_tidied(value: str, kind: str) -> Rule:
    if text.HIDDEN.search(value):
        return cells.HIDDEN_REMOVED
    if kind == "street" and len(value.splitlines()) > 1:
        return cells.STREET_JOINED
    return cells.TEXT_TIDIED


def _warn_misdecoded(reader: _Reader, name: str, values: Sequence[str]) -> None:
    broken = {value for value in set(values) if not value.isascii() and text.looks_misdecoded(value)}
    if broken:
        for row, value in zip(reader.table.sheet.row_ids, values, strict=True):
            if value in broken:
                reader.findings.add(cells.MISDECODED, row=row, field=name, value=value, if_used=True)


# --- ids ------------------------------------------------------------------------------------------------------------


def _read_ids(reader: _Reader, name: str, values: Sequence[str], faults: dict[tuple[int, str], Fault]) -> list[str]:
    sheet, findings = reader.table.sheet, reader.findings
    own = name == f"{reader.table.export.entity}_id" or (name, reader.table.export.entity) == (
        "line_id",
        "opportunity_line",
    )
    prefix = reader.table.export.prefix if own else ""
    clean = extend_all(set(values))
    if clean is not None and not ids.all_folded(clean, prefix):
        _note_extended(reader, name, len(clean), values[0], clean[values[0]])
        return _looked_up(clean, values)
    read = {value: ids.read_id(value) for value in set(values)}
    folded = ids.case_folded([v for v, r in read.items() if r.status == "extended"], prefix)
    extended = sum(result.status == "extended" for result in read.values())
    if extended and not folded:
        first = next(value for value in values if read[value].status == "extended")
        _note_extended(reader, name, extended, first.strip(), read[first].id)
    notes = {"repaired": cells.ID_REPAIRED, "extracted": cells.ID_EXTRACTED}
    if not folded and {result.status for result in read.values()} <= {"ok", "blank", "extended"}:
        return _looked_up({value: result.id for value, result in read.items()}, values)
    for row, value in zip(sheet.row_ids, values, strict=True):
        result = read[value]
        if result.status == "mangled":
            faults[row, name] = Fault(cells.ID_MANGLED, value, {"problem": result.problem})
        elif result.status == "extended" and folded:
            faults[row, name] = Fault(cells.ID_CASE_LOST, value, {})
        elif result.status in notes:
            findings.add(notes[result.status], row=row, field=name, value=value, if_used=True, after=result.id)
    return ["" if folded and read[value].status == "extended" else read[value].id for value in values]


def _note_extended(reader: _Reader, name: str, count: int, before: str, after: str) -> None:
    number = reader.table.sheet.source.number
    reader.findings.add(cells.IDS_EXTENDED, source=number, field=name, count=count, before=before, after=after)


# --- numbers, dates, flags ------------------------------------------------------------------------------------------


def _parsers(reader: _Reader, name: str) -> dict[str, Callable[[str], Any]]:
    order = reader.orders.get(name, "")

    def number(value: str) -> Any:
        parsed = numbers.parse_number(value, reader.mark)
        if parsed is not None:
            return parsed
        return None if numbers.is_blank_number(value) else Fault(cells.NUMBER_UNREADABLE, value, {})

    def percent(value: str) -> Any:
        if numbers.is_blank_number(value):
            return None
        parsed = numbers.parse_percent(value, reader.mark)
        return Fault(cells.NUMBER_UNREADABLE, value, {}) if parsed is None else parsed

    def date(value: str) -> Any:
        if not value.strip() or value.strip() == "-" or not order:
            return None
        return dates.parse_date(value, order) or Fault(why_no_date(value), value, {"order": order})

    def flag(value: str) -> Any:
        if not value.strip():
            return None  # blank: an unticked box, or a file that does not say; the field's user knows which
        parsed = flags.parse_flag(value)
        return Fault(cells.FLAG_UNREADABLE, value, {}) if parsed is None else parsed

    return {"money": number, "decimal": number, "percent": percent, "date": date, "flag": flag}

"""The cells of a list of customers, a column at a time: tidy texts by what they say of a customer.

In: a table and the columns that feed each field. Out: columns of text, one a field, blank where nothing is known. Cells
are looked at by column and by distinct text: a list may have a million rows. It never parses a phone or an address, and
changes no visible character.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from csvbridge.mapping.customer_lists import CONTACT, CustomerTable
from csvbridge.mapping.id_columns import extend_all
from csvbridge.values import text
from csvbridge.values.ids import read_id

LONGEST_CELL = 1_000
"""Characters of a cell that are compared: no name or address has more, and comparing two of 1 MB takes for ever."""

_BLOCK = 500  # cells that are looked at together: few enough to stay near the processor
_FEW = 50  # likewise, where one of a block is odd
_PHONE_PARTS = re.compile(r"(phone|mobile|cell|fax|other|pager|tel)\s*:\s*", re.IGNORECASE)
_DELETED = re.compile(r"\s*\(deleted(?:-[0-9]+)?\)\s*$", re.IGNORECASE)
_WHOLE = re.compile(r"[0-9]+\.0")
_PARTS_FIELD = {"mobile": "mobile", "cell": "mobile", "fax": "fax"}


def name_as_written(table: CustomerTable) -> Sequence[str]:
    """Return what each record is called, as the file has it: its name, else its company, else its person."""
    sheet, blank = table.sheet, [""] * len(table.sheet.row_ids)
    columns: list[Sequence[str]] = [
        sheet.columns[p] for field in _called(table, "full_name") for p in table.positions.get(field, ())
    ]
    first, last = (table.positions.get(field) for field in ("first_name", "last_name"))
    if last:
        person = _joined(sheet.columns[first[0]] if first else blank, sheet.columns[last[0]], " ")
        columns.insert(len(table.positions.get("full_name", ())) if table.kind == CONTACT else len(columns), person)
    return _first_filled(columns) if columns else blank


def _called(table: CustomerTable, person: str) -> tuple[str, ...]:
    """Return the fields that a record may be called by, the best first: a contact is a person, others are companies."""
    return (person, "name", "company") if table.kind == CONTACT else ("name", "company", person)


def texts_of(table: CustomerTable) -> dict[str, Sequence[str]]:
    """Return the table's columns by field of `matching.records`, blank where nothing is known; tidy, one line each.

    A record has one address: the billing one, else the other. A record without a name is called by its company, and by
    its person where it has no company either; a contact by its person first.
    `record_id`, `account_id`, `deleted`, `converted` and `primary` are returned as well where the table has them.
    """
    sheet = table.sheet
    found = {
        name: _first_filled([_tidy(sheet.columns[p], table.long) for p in places])
        for name, places in table.positions.items()
    }
    if "postal_code" in found:
        found["postal_code"] = _without_decimals(found["postal_code"])
    _take_phones(found)
    _take_street(found)
    _take_other_address(found)
    first, last = found.pop("first_name", None), found.pop("last_name", None)
    if table.is_list:
        _take_inactive(found)
    persons = [found.pop("full_name")] if "full_name" in found else []
    if last is not None:
        persons.append(_joined(first or [""] * len(last), last, " "))
    if persons:
        found["person"] = _first_filled(persons)
    called = [found[name] for name in _called(table, "person") if name in found]
    found["name"] = _first_filled(called)
    for name in ("record_id", "account_id"):
        if name in found:
            found[name] = long_ids(found[name])
    return found


def long_ids(values: Sequence[str]) -> Sequence[str]:
    """Return a column of ids in 18 characters; what is no id stays as it is."""
    distinct = set(values) - {""}
    if not distinct:
        return values
    if set(map(len, distinct)) == {18}:
        short = {value[:15] for value in distinct}
        made = extend_all(short)
        if made is not None and all(made[value[:15]] == value for value in distinct):
            return values
    found = extend_all(distinct) or {value: read_id(value).id or value for value in distinct}
    found[""] = ""
    return [found[value] for value in values]


def _first_filled(columns: Sequence[Sequence[str]]) -> Sequence[str]:
    """Return for each row the first cell that is not blank."""
    found, *others = columns
    for other in others:
        blank = [at for at, cell in enumerate(found) if not cell or cell.isspace()]
        if blank:
            found = list(found)
            for at in blank:
                found[at] = other[at]
    return found


def _joined(left: Sequence[str], right: Sequence[str], between: str) -> Sequence[str]:
    return [f"{a}{between}{b}" if a and b else a or b for a, b in zip(left, right, strict=True)]


def _tidy(values: Sequence[str], long: set[int]) -> Sequence[str]:
    """Return a column without hidden characters, odd blanks and overlong cells; most columns hold none.

    Where an overlong cell stands is added to `long`.
    """
    odd = [at for at in range(0, len(values), _BLOCK) if not _is_tidy(values[at : at + _BLOCK])]
    if not odd:
        return values
    made = list(values)
    for block in odd:
        for at in range(block, min(block + _BLOCK, len(values)), _FEW):
            few = values[at : at + _FEW]
            if not _is_tidy(few):
                long |= {place for place, cell in enumerate(few, at) if len(cell) > LONGEST_CELL}
                made[at : at + _FEW] = [value if _is_tidy([value]) else _tidy_cell(value) for value in few]
    return made


def _is_tidy(values: Sequence[str]) -> bool:
    """Whether none of the cells can need tidying; hidden characters and odd blanks do not print."""
    if max(map(len, values)) > LONGEST_CELL:
        return False
    joined = " ".join(filter(None, values))  # a blank too many stands beside another one
    return "  " not in joined and joined == joined.strip(" ") and text.prints(joined)


def _tidy_cell(value: str) -> str:
    # twice what is compared is cut first: tidying shortens, and a cell of many megabytes is not worth a look
    visible = text.strip_hidden(value[: 4 * LONGEST_CELL])
    return text.one_line(text.join_lines(visible))[:LONGEST_CELL].strip()


def _without_decimals(codes: Sequence[str]) -> Sequence[str]:
    """Take `.0` off codes that a program took for numbers (qbo-import.md 15.2: `12345.0` in Customers.xls)."""
    if ".0" not in "|".join(codes):
        return codes
    return [code.removesuffix(".0") if _WHOLE.fullmatch(code) else code for code in codes]


def _take_phones(found: dict[str, Sequence[str]]) -> None:
    """Take QuickBooks' cells of several phones apart: `Phone:(555) 010-1234 Mobile:...` (qbo-import.md 15.2)."""
    cells = found.pop("phones", None)
    if cells is None:
        return
    parts = {cell: _phone_parts(cell) for cell in set(cells)}
    for name in ("phone", "mobile", "fax"):
        own = [parts[cell].get(name, "") for cell in cells]
        found[name] = _first_filled([found[name], own]) if name in found else own


def _phone_parts(cell: str) -> dict[str, str]:
    _, *pieces = _PHONE_PARTS.split(cell)
    if not pieces:
        return {"phone": cell}
    found: dict[str, str] = {}
    for label, number in zip(pieces[::2], pieces[1::2], strict=True):
        name = _PARTS_FIELD.get(label.lower(), "phone")
        if number.strip(" ,;"):
            found.setdefault(name, number.strip(" ,;"))
    return found


def _take_inactive(found: dict[str, Sequence[str]]) -> None:
    """Take the mark of an inactive record off QuickBooks' names: `Alder (deleted)` is Alder (qbo-import.md 15.1)."""
    if "(deleted" in "|".join(found.get("name", ())).casefold():
        found["name"] = [_DELETED.sub("", name) for name in found["name"]]


def _take_street(found: dict[str, Sequence[str]]) -> None:
    more = found.pop("street_more", None)
    if more is not None:
        found["street"] = _joined(found.get("street", [""] * len(more)), more, ", ")


def _take_other_address(found: dict[str, Sequence[str]]) -> None:
    """Give records without an address the other one, whole: two halves of two addresses are no address."""
    names = ("street", "city", "state", "postal_code", "country")
    others = {name: found.pop(f"other_{name}") for name in names if f"other_{name}" in found}
    if not others:
        return
    size = len(next(iter(others.values())))
    blank = [""] * size
    own = [found.get(name, blank) for name in names]
    lacks = [not any(cells) for cells in zip(*own[:4], strict=True)]  # a country alone is no address
    for name, cells in zip(names, own, strict=True):
        spare = others.get(name, blank)
        found[name] = [s if lack and s else c for lack, s, c in zip(lacks, spare, cells, strict=True)]

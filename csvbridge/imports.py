"""Lay out the files to upload: which rows go into which file, within QuickBooks' limits, never cutting a document.

In: a finished conversion. Out: `ImportFile`s in upload order; every written record learns its place (its target).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from csvbridge.converting.convert import Conversion
from csvbridge.converting.documents import written_lines
from csvbridge.converting.records import Account, Deal, Product
from csvbridge.mapping.outward import template_rows
from csvbridge.run import ImportFile
from csvbridge.schemas import Template
from csvbridge.writing.batches import file_names, split_documents, split_rows
from csvbridge.writing.delimited import csv_bytes, row_size


def lay_out(conversion: Conversion, templates: Mapping[str, Template]) -> list[ImportFile]:
    """Return the files of a conversion: products, customers, invoices, credit notes."""
    kind = conversion.profile.lists.format
    return [
        *_lists("products", templates["products"], conversion.products, kind),
        *_lists("customers", templates["customers"], conversion.customers, kind),
        *_documents("invoices", templates["invoices"], conversion.invoices),
        *_documents("credit_notes", templates["credit_notes"], conversion.credits),
    ]


def _lists(
    role: str, template: Template, records: Sequence[Account] | Sequence[Product], kind: str
) -> list[ImportFile]:
    parts = split_rows(len(records), template.rows)
    names = file_names(template.stem, kind, len(parts), template.numbered)
    files = []
    for part, name in zip(parts, names, strict=True):
        path = f"import/{name}"
        for position in part:
            records[position].target = f"{path}#{records[position].name}"
        rows = template_rows(template, [records[position].written for position in part])
        files.append(_file(role, path, kind, template, rows, len(rows)))
    return files


def _documents(role: str, template: Template, deals: Sequence[Deal]) -> list[ImportFile]:
    rows = [template_rows(template, [line.written for line in written_lines(deal)]) for deal in deals]
    room = template.bytes and template.bytes - row_size([column.name for column in template.columns])
    # the limit in bytes is quoted for all imports, not stated for invoices: a document beyond it stands alone
    sizes = [(len(lines), min(sum(map(row_size, lines)), room or 0)) for lines in rows]
    parts = split_documents(sizes, rows=template.rows, documents=template.documents, bytes=room)
    names = file_names(template.stem, template.file_kind, len(parts), template.numbered)
    files = []
    for part, name in zip(parts, names, strict=True):
        path = f"import/{name}"
        for position in part:
            deals[position].target = f"{path}#{deals[position].number}"
        lines = [line for position in part for line in rows[position]]
        files.append(_file(role, path, template.file_kind, template, lines, len(part)))
    return files


def _file(
    role: str, path: str, kind: str, template: Template, rows: Sequence[Sequence[str]], records: int
) -> ImportFile:
    headings = tuple(column.name for column in template.columns)
    data = csv_bytes(headings, rows) if kind == "csv" else b""
    return ImportFile(
        role=role, path=path, kind=kind, headings=headings, rows=rows, records=records, data=data
    )

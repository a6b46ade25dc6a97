"""Lay out the files to upload: which rows go into which file, within QuickBooks' limits, never cutting a document.

In: a finished conversion. Out: `ImportFile`s in upload order; every written record learns its place (its target).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise

from csvbridge.converting.conversion import Conversion
from csvbridge.converting.documents import written_lines
from csvbridge.converting.records import Account, Deal, Product
from csvbridge.run import ImportFile
from csvbridge.schemas import Template
from csvbridge.writing.batches import file_names, split_documents, split_rows
from csvbridge.writing.delimited import csv_lines


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
    headings = tuple(column.name for column in template.columns)
    parts = split_rows(len(records), template.rows)
    names = file_names(template.stem, kind, len(parts), template.numbered)
    files = []
    for part, name in zip(parts, names, strict=True):
        path = f"import/{name}"
        for position in part:
            records[position].target = f"{path}#{records[position].name}"
        rows = [records[position].row for position in part]
        data = b"".join(csv_lines([headings, *rows])) if kind == "csv" else b""
        files.append(
            ImportFile(role=role, path=path, kind=kind, headings=headings, rows=rows, records=len(rows), data=data)
        )
    return files


def _documents(role: str, template: Template, deals: Sequence[Deal]) -> list[ImportFile]:
    headings = tuple(column.name for column in template.columns)
    by_deal = [written_lines(deal) for deal in deals]
    rows = [line.row for lines in by_deal for line in lines]
    heading_line, *written = csv_lines([headings, *rows])
    ends = [0, *accumulate(map(len, by_deal))]  # the lines of a deal stand between its end and that of the one before
    room = template.bytes and template.bytes - len(heading_line)
    # the limit in bytes is quoted for all imports, not stated for invoices: a document beyond it stands alone
    bytes_of = [sum(map(len, written[start:end])) for start, end in pairwise(ends)]
    sizes = [(len(lines), min(size, room)) for lines, size in zip(by_deal, bytes_of, strict=True)]
    parts = split_documents(sizes, rows=template.rows, documents=template.documents, bytes=room)
    names = file_names(template.stem, template.file_kind, len(parts), template.numbered)
    files = []
    for part, name in zip(parts, names, strict=True):
        path = f"import/{name}"
        start, end = ends[part.start], ends[part.stop]
        for position in part:
            deals[position].target = f"{path}#{deals[position].number}"
        files.append(
            ImportFile(
                role=role,
                path=path,
                kind=template.file_kind,
                headings=headings,
                rows=rows[start:end],
                records=len(part),
                data=b"".join([heading_line, *written[start:end]]),
            )
        )
    return files

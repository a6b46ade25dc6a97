"""The company as JSON: query results of the command line (§1.6) and report runs of the Analytics API (§1.8).

In: the company. Out: file name -> bytes.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from company import Cell, Column, Company, Table, objects, reports
from render_text import us_date


def _number(value: Decimal) -> int | float:
    """A number as JavaScript writes it: two decimals survive a float's shortest text."""
    return int(value) if value == int(value) else float(value)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode("utf-8")


def _plain(value: Cell) -> Any:
    """A field of a record: dates as ISO text, blank as null."""
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return None if value in ("", None) else value


def _record(table: Table, row: Sequence[Cell], *, without: str = "") -> dict[str, Any]:
    url = f"/services/data/v60.0/sobjects/{table.name}/{row[0]}"
    record: dict[str, Any] = {"attributes": {"type": table.name, "url": url}}
    for column, value in zip(table.columns, row, strict=True):
        if column.name == without:
            continue
        parent, _, field = column.name.rpartition(".")
        if not parent:
            record[field] = _plain(value)
        elif value in ("", None):
            record.setdefault(parent, None)
        else:
            kind = {"Owner": "User"}.get(parent, parent)
            holder = record.setdefault(
                parent, {"attributes": {"type": kind, "url": f"/services/data/v60.0/sobjects/{kind}/0"}}
            )
            holder[field] = _plain(value)
    return record


def _result(records: list[dict[str, Any]]) -> dict[str, Any]:
    return {"records": records, "totalSize": len(records), "done": True}


def query_files(company: Company, *, on_screen: bool) -> dict[str, bytes]:
    """R10: what `--result-format json` shows, or writes with `--output-file` (§1.6)."""
    files = {}
    for table in objects(company, parents=True).values():
        result = _result([_record(table, row) for row in table.rows])
        files[f"{table.name}.json"] = _json({"status": 0, "result": result} if on_screen else result)
    return files


def child_files(company: Company) -> dict[str, bytes]:
    """R10: deals with their lines in a child query (§1.6); a deal without lines has null there."""
    tables = objects(company, parents=True)
    lines = tables.pop("OpportunityLineItem")
    files = {}
    for table in tables.values():
        records = [_record(table, row) for row in table.rows]
        if table.name == "Opportunity":
            for record in records:
                mine = [
                    _record(lines, row, without="OpportunityId")
                    for row in lines.rows
                    if row[lines.place("OpportunityId")] == record["Id"]
                ]
                record["OpportunityLineItems"] = (
                    {"totalSize": len(mine), "done": True, "records": mine} if mine else None
                )
        files[f"{table.name}.json"] = _json({"status": 0, "result": _result(records)})
    return files


_TYPES = {"text": "string", "street": "textarea", "id": "id", "money": "currency", "number": "double", "percent": "percent", "date": "date", "flag": "boolean"}  # fmt: skip


def _data_cell(column: Column, value: Cell, id_: Cell) -> dict[str, Any]:
    """`label` as the user sees it, `value` raw (§1.8)."""
    if value is None or value == "":
        return {"label": "-", "value": None}
    if isinstance(value, bool):
        return {"label": str(value).lower(), "value": value}
    if isinstance(value, Decimal):
        if column.kind == "money":
            sign = "-" if value < 0 else ""
            return {"label": f"{sign}${abs(value):,.2f}", "value": {"amount": _number(value), "currency": None}}
        return {"label": f"{value:,.2f}" + ("%" if column.kind == "percent" else ""), "value": _number(value)}
    if isinstance(value, datetime.date):
        return {"label": us_date(value), "value": value.isoformat()}
    if column.kind == "street":
        text = value.replace("\n", "<br>")
        return {"label": text, "value": text}
    return {"label": value, "value": id_ if id_ else value}


def _data_rows(table: Table, rows: Sequence[Sequence[Cell]], shown: list[Column], ids: Table) -> list[dict[str, Any]]:
    made = []
    for row in rows:
        whole = ids.rows[table.rows.index(tuple(row))]
        cells = []
        for column in shown:
            id_ = whole[ids.place(column.id_of)] if column.id_of else None
            cells.append(_data_cell(column, row[table.place(column.name)], id_))
        made.append({"dataCells": cells})
    return made


def _aggregates(table: Table, rows: Sequence[Sequence[Cell]]) -> list[dict[str, Any]]:
    found = []
    for column in _summed(table):
        total = sum((v for row in rows if isinstance(v := row[table.place(column.name)], Decimal)), Decimal(0))
        found.append({"label": f"${total:,.2f}", "value": _number(total)})
    return [*found, {"label": str(len(rows)), "value": len(rows)}]


def _summed(table: Table) -> list[Column]:
    """The columns that the report totals: the line's total, else the deal's amount."""
    names = [name for name in ("Total Price", "Amount") if name in table.names][:1]
    return [table.columns[table.place(name)] for name in names]


def _run(company: Company, kind: str, group: str = "") -> bytes:
    """A report run: tabular, or a summary by one column."""
    table, ids = reports(company, ids=False)[kind], reports(company, ids=True)[kind]
    shown = [column for column in table.columns if column.name != group]
    info = {c.token: {"label": c.name, "dataType": _TYPES[c.kind], "entityColumnName": None} for c in table.columns}
    tokens = [f"s!{column.token}" for column in _summed(table)]
    aggregate_info = {f"s!{c.token}": {"label": f"Sum of {c.name}", "dataType": "currency"} for c in _summed(table)}
    facts: dict[str, Any] = {}
    groupings: list[dict[str, Any]] = []
    whole = {"aggregates": _aggregates(table, table.rows)}
    if group:
        place, own = table.place(group), ids.place(table.columns[table.place(group)].id_of)
        for number, label in enumerate(dict.fromkeys(row[place] for row in table.rows)):
            mine = [row for row in table.rows if row[place] == label]
            id_ = ids.rows[table.rows.index(mine[0])][own]
            groupings.append({"groupings": [], "key": str(number), "label": label, "value": id_})
            facts[f"{number}!T"] = {"aggregates": _aggregates(table, mine), "rows": _data_rows(table, mine, shown, ids)}
        facts["T!T"] = {**whole, "rows": []}
    else:
        facts["T!T"] = {**whole, "rows": _data_rows(table, table.rows, shown, ids)}
    grouped = [table.columns[table.place(group)]] if group else []
    answer = {
        "attributes": {"type": "Report", "reportName": table.title, "reportId": "00OQz000001AbCdMAK"},
        "allData": True,
        "factMap": facts,
        "groupingsAcross": {"groupings": []},
        "groupingsDown": {"groupings": groupings},
        "hasDetailRows": True,
        "reportExtendedMetadata": {
            "aggregateColumnInfo": {**aggregate_info, "RowCount": {"label": "Record Count", "dataType": "int"}},
            "detailColumnInfo": {c.token: info[c.token] for c in shown},
            "groupingColumnInfo": {c.token: {**info[c.token], "groupingLevel": 0} for c in grouped},
        },
        "reportMetadata": {
            "aggregates": [*tokens, "RowCount"],
            "currency": None,
            "detailColumns": [c.token for c in shown],
            "groupingsDown": [{"name": c.token, "sortOrder": "Asc", "dateGranularity": "None"} for c in grouped],
            "groupingsAcross": [],
            "hasDetailRows": True,
            "name": table.title,
            "reportFilters": [],
            "reportFormat": "SUMMARY" if group else "TABULAR",
            "reportType": {"label": table.name, "type": kind},
            "standardDateFilter": {
                "column": "CLOSE_DATE",
                "durationValue": "CUSTOM",
                "startDate": None,
                "endDate": None,
            },
        },
    }
    return _json(answer)


def analytics_files(company: Company, *, summary: bool) -> dict[str, bytes]:
    """R8: each report run; with `summary`, deals and lines grouped by their account."""
    return {
        f"{kind}.json": _run(company, kind, "Account Name" if summary and kind in ("deals", "lines") else "")
        for kind in reports(company, ids=False)
    }

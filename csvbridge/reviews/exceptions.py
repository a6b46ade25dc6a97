"""exceptions.xlsx: what needs a person, grouped by what to do, and the deals that wait with all it takes to enter them.

In: a run. Out: sheets for people, none when there is nothing to do. Notes stay in the evidence and accepted warnings
are only counted, and the first sheet says so. A list that is too long for a person is cut, with the number left out.
Where the run has a company folder it is a working paper: cells to fill in, which `fix` reads back, and keys that tie
them to the export; all else is locked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from csvbridge.converting.documents import live_lines
from csvbridge.converting.records import Deal, Line, Record
from csvbridge.correcting.issuing import issued_rule
from csvbridge.findings import Finding, Severity
from csvbridge.remembered import Issued
from csvbridge.reviews.finding_sheets import FINDINGS, MOST_ROWS, cut_sheet, findings_sheet
from csvbridge.reviews.hints import with_company
from csvbridge.reviews.remedies import (
    Remedy,
    Waiting,
    accepted_counts,
    currency_of,
    customer_of,
    remedies,
    waiting,
    waiting_amount,
    waiting_sums,
)
from csvbridge.reviews.words import counted, fit
from csvbridge.rules import catalogue
from csvbridge.run import Run
from csvbridge.trail import Fate
from csvbridge.values.money import currency_digits, to_decimal
from csvbridge.writing.review_tables import ReviewColumn, ReviewSheet, Strong, Value

_NOUNS = {
    "salesforce.accounts": "account",
    "salesforce.contacts": "contact",
    "salesforce.opportunities": "opportunity",
    "salesforce.opportunity_lines": "opportunity line",
    "salesforce.products": "product",
    "salesforce.price_books": "price book",
    "salesforce.price_entries": "price",
}
_FINDINGS_LEFT = "all of them are in evidence/findings.jsonl"
_WAITING_LEFT = "all of them are in evidence/trail.csv, as held or rejected"

CORRECTED, ACCEPTED, KEY = "Corrected value", "Accept, because", "Key"
"""Headings of what people fill in, and of what ties it to the export; `fix` finds the columns by them."""
BLANK = "(blank)"
"""What is filled in for a cell that is to hold nothing."""
CLOSED, NO_CELL = "(cannot be accepted)", "(names no cell)"
"""What stands, locked, where nothing can be filled in."""
_ANSWERS = (ReviewColumn(CORRECTED, 24, entry=True), ReviewColumn(ACCEPTED, 30, entry=True))
_KEY = ReviewColumn(KEY, 24)
BY_REMEDY = (
    ReviewColumn("Code", 10),
    ReviewColumn("Severity", 10),
    ReviewColumn("What", 34),
    ReviewColumn("Count", 9, "number"),
    ReviewColumn("Fix", 90),
)
WAITING = (
    ReviewColumn("Deal", 34),
    ReviewColumn("Id", 22),
    ReviewColumn("Number", 22),
    ReviewColumn("Owner", 18),
    ReviewColumn("Customer", 34),
    ReviewColumn("Date", 12, "date"),
    ReviewColumn("Amount", 14, "money"),
    ReviewColumn("Currency", 10),
    ReviewColumn("State", 10),
    ReviewColumn("Reason", 60),
)
LINES = (
    ReviewColumn("Deal", 34),
    ReviewColumn("Id", 22),
    ReviewColumn("Product code", 18),
    ReviewColumn("Product", 34),
    ReviewColumn("Description", 40),
    ReviewColumn("Quantity", 10, "number"),
    ReviewColumn("Sales price", 14, "number"),
    ReviewColumn("Total", 14, "money"),
    ReviewColumn("Currency", 10),
    ReviewColumn("Service date", 12, "date"),
    ReviewColumn("Reason", 50),
)
RECORDS = (
    ReviewColumn("Kind", 11),
    ReviewColumn("Name", 40),
    ReviewColumn("Id or code", 24),
    ReviewColumn("State", 10),
    ReviewColumn("Reason", 80),
)


def exception_sheets(run: Run) -> list[ReviewSheet]:
    """Return the sheets; nothing when there is no error, no warning that counts, and nothing waits."""
    groups, waits = remedies(run.unsettled, run.accepted), waiting(run)
    if not groups and not waits:
        return []
    sheets = [_by_remedy(run, groups)]
    if groups:
        sheets.append(_findings(run, groups))
    return [*sheets, *_waiting(run, waits)]


def _by_remedy(run: Run, groups: Sequence[Remedy]) -> ReviewSheet:
    notes = sum(finding.severity == Severity.NOTE.value for finding in run.listed)
    lines = [
        "What needs a person, the gravest first. An error holds its record back; a warning was written all the same, "
        "but for the near-duplicates that wait.",
        "The places are on the sheet Findings; deals to enter by hand, should you want to, are on the sheet Waiting.",
        f"{counted(notes, 'note')} (changes that csvbridge made, checks that it could not make): not here, but in "
        "evidence/findings.jsonl.",
    ]
    for code, count, reason in accepted_counts(run):
        where = "in csvbridge.toml" if code in run.plan.profile.accept else "for all of them"
        lines.append(f"{code}, {counted(count, 'warning')}: accepted {where}, not here: {fit(reason, 400)}")
    if run.settled:
        lines.append(f"{counted(len(run.settled), 'warning')} accepted one by one: not here, but in evidence/.")
    rows: list[list[Value]] = [
        [group.code, group.severity, _what(run, group), len(group.findings), fit(group.fix, 1000)] for group in groups
    ]
    if not _is_paper(run):
        return ReviewSheet(title="By remedy", columns=BY_REMEDY, rows=rows, notes=lines)
    typed = with_company("csvbridge fix FILE --by NAME", run.plan.company)
    lines += [
        f'To answer: on Findings fill in a "{CORRECTED}", {BLANK} for a cell that is to be blank, or why a warning is '
        "right as it is; here, why all warnings of a code are.",
        f"Only yellow cells are open. Save, and run {typed}: the next convert uses the answers.",
    ]
    for row, group in zip(rows, groups, strict=True):
        rule = issued_rule(catalogue()[group.code])
        row += [None if rule.open else Strong(CLOSED), rule.token]
    columns = (*BY_REMEDY, _ANSWERS[1], _KEY)
    return ReviewSheet(title="By remedy", columns=columns, rows=rows, notes=lines, locked=True)


def _is_paper(run: Run) -> bool:
    """Whether the answers can be read back: a company's memory knows the keys."""
    return run.plan.company is not None


def _what(run: Run, group: Remedy) -> str:
    """Return what is wrong, and with how many of what: `Missing e-mail: 42 accounts`."""
    kinds = {file.path: file.identified_as for file in run.inputs}
    nouns = {_NOUNS.get(kinds.get(found.file or "", ""), "") if found.row else "" for found in group.findings}
    noun = nouns.pop() if len(nouns) == 1 else ""
    if not noun:
        return group.what
    many = "opportunities" if noun == "opportunity" else ""
    return f"{group.what}: {counted(len(group.findings), noun, many)}"


def issued_in(run: Run) -> list[Issued]:
    """Return what can be answered in the workbook: the rules of its remedies, and its findings."""
    groups = remedies(run.unsettled, run.accepted)
    shown = [found for group in groups for found in group.findings][:MOST_ROWS]
    rules = [issued_rule(catalogue()[group.code]) for group in groups]
    return list({one.token: one for one in (*rules, *_answerable(run, shown)) if one is not None}.values())


def _answerable(run: Run, shown: Sequence[Finding]) -> list[Issued | None]:
    """Return what can be answered about findings of the run, found by identity: two findings can be equal."""
    if not run.issued:
        return [None] * len(shown)
    places = {id(found): at for at, found in enumerate(run.listed)}
    return [run.issued[places[id(found)]] for found in shown]


def _findings(run: Run, groups: Sequence[Remedy]) -> ReviewSheet:
    sheet = findings_sheet(groups, whole="the run", rest=_FINDINGS_LEFT)
    if not _is_paper(run):
        return sheet
    findings = [found for group in groups for found in group.findings][: len(sheet.rows)]
    at = len(FINDINGS) - 1  # what is filled in stands beside the message, before the fix
    rows: list[list[Value]] = [
        [*row[:at], *_to_fill_in(own), *row[at:], own.token if own is not None else None]
        for row, own in zip(sheet.rows, _answerable(run, findings), strict=True)
    ]
    columns = (*FINDINGS[:at], *_ANSWERS, *FINDINGS[at:], _KEY)
    return replace(sheet, columns=columns, rows=rows, locked=True)


def _to_fill_in(own: Issued | None) -> list[Value]:
    """Return the cells for the answers: blank where one can be given, else locked, with the reason."""
    return [
        None if own is not None and own.column else Strong(NO_CELL),
        None if own is not None and own.open else Strong(CLOSED),
    ]


def _waiting(run: Run, waits: Waiting) -> list[ReviewSheet]:
    sheets = []
    if waits.deals:
        notes = ("In no import file. Correct what the reason names and run again, or enter these by hand.",)
        rows = [_deal(deal, run) for deal in waits.deals]
        sums = _sums(run) if not waits.lines else ()
        sheets.append(cut_sheet("Waiting", WAITING, rows, _WAITING_LEFT, notes=notes, sums=sums))
    lines = [(deal, line) for deal in waits.deals for line in live_lines(deal)]
    lined = [_line(deal, line, run) for deal, line in lines] + [_orphan(line, run) for line in waits.lines]
    if lined:
        notes = ("The lines of what waits, as Salesforce has them; the reason stands where it is the line's own.",)
        sheets.append(cut_sheet("Waiting lines", LINES, lined, _WAITING_LEFT, notes=notes))
    records = [_record("customer", a, a.account_name, a.account_id) for a in waits.customers]
    records += [_record("product", p, p.product_name, p.code or p.product_id) for p in waits.products]
    if records:
        sheets.append(cut_sheet("Waiting records", RECORDS, records, _WAITING_LEFT))
    return sheets


def _record(kind: str, record: Record, name: str, key: str) -> list[Value]:
    return [kind, fit(name, 600), fit(key), _state(record.fate), fit(record.reason, 800)]


def _deal(deal: Deal, run: Run) -> list[Value]:
    code = currency_of(deal, run)
    amount = waiting_amount(deal)
    return [
        fit(deal.opportunity_name, 400),
        deal.opportunity_id,
        fit(deal.number),
        fit(deal.owner),
        fit(customer_of(deal), 600),
        deal.close_date,
        "not known" if amount is None else to_decimal(amount, currency_digits(code)),
        fit(code),
        _state(deal.fate),
        fit(deal.reason, 800),
    ]


def _line(deal: Deal, line: Line, run: Run) -> list[Value]:
    own = line.reason if line.blocked and line.reason != deal.reason else ""
    return _line_cells(deal.opportunity_name, deal.opportunity_id, line, currency_of(deal, run), own)


def _orphan(line: Line, run: Run) -> list[Value]:
    return _line_cells(line.opportunity_name, line.opportunity_id, line, currency_of(line, run), line.reason)


def _line_cells(deal: str, deal_id: str, line: Line, code: str, reason: str) -> list[Value]:
    return [
        fit(deal, 400),
        fit(deal_id),
        fit(line.product_code),
        fit(line.product_name, 400),
        fit(line.description, 1000),
        line.quantity,
        line.sales_price,
        "not known" if line.total is None else to_decimal(line.total, currency_digits(code)),
        fit(code),
        line.service_date,
        fit(reason, 800),
    ]


def _state(fate: Fate | None) -> str:
    return fate.value if fate is not None else ""


def _sums(run: Run) -> list[list[Value]]:
    return [
        ["Sum", None, None, None, None, None, to_decimal(minor, currency_digits(code)), code, None, None]
        for code, minor in waiting_sums(run)
    ]

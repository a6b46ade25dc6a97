"""DUP5xx: customers that are probably the same as another one."""

from typing import Any

from csvbridge.crowds import Crowd
from csvbridge.findings import Rule, Severity
from csvbridge.rules import decided

_WAY_OUT = (
    "Decide in review/duplicates.html or .xlsx and give that to csvbridge decide, or use csvbridge review; then run "
    "again (decisions need a company folder: csvbridge init). "
)

LIKE_QUICKBOOKS_CUSTOMER = Rule(
    code="DUP501",
    name="customer-like-one-in-quickbooks",
    severity=Severity.WARNING,
    message='looks like "{other}", {what} in QuickBooks ({place}): {band}; {reasons}{more}{again}. It waits, with {waits}',
    cause="Written, it would be a second record of one customer, and its invoices would stand apart from the others. "
    "csvbridge never merges on a likeness alone.",
    fix=_WAY_OUT + 'Without one, if it is that customer: [crosswalk.customers] "{key}" = "{other}" in csvbridge.toml.',
    wrong="Harbor Dental LLC, while QuickBooks has Harbour Dental with the same phone",
    right='[crosswalk.customers] "Harbor Dental LLC" = "Harbour Dental"',
    source="contract.md 4, qbo-import.md 14, row 30",
)
LIKE_ANOTHER_ACCOUNT = Rule(
    code="DUP502",
    name="customer-like-another-account",
    severity=Severity.WARNING,
    message='looks like "{other}", {what} of this run ({place}): {band}; {reasons}{more}{again}. It waits, with {waits}',
    cause="Written, one customer would stand in QuickBooks twice. csvbridge never merges on a likeness alone.",
    fix=_WAY_OUT
    + "Or, if both are one customer, merge the two accounts in Salesforce (this one is {key}) and export again.",
    wrong="Alder & Finch LLC and Alder and Finch, both at 12 Quay Street",
    right="one account, Alder & Finch LLC",
    source="contract.md 4",
)
LIKE_A_NAME_IN_USE = Rule(
    code="DUP503",
    name="customer-like-a-name-in-use",
    severity=Severity.WARNING,
    message='looks like "{other}", {what} in QuickBooks ({place}): {band}; {reasons}{more}{again}. It waits, with {waits}',
    cause="An inactive record may be the same customer under another name; a vendor or an employee may be a customer "
    "too, and then needs a name of its own as one.",
    fix=_WAY_OUT + "If it is that inactive customer, make it active in QuickBooks first. If it is that vendor or "
    'employee, make the customer in QuickBooks first, for example as "{proposal}". Without a company folder: '
    '[crosswalk.customers] "{key}" = "…".',
    wrong="customer Birch Supply Co, while QuickBooks has a vendor Birch Supply with the same phone",
    right='[crosswalk.customers] "Birch Supply Co" = "Birch Supply (customer)"',
    source="contract.md 4, qbo-import.md 14, rows 9 and 11",
)
QUICKBOOKS_RECORDS_ALIKE = Rule(
    code="DUP504",
    name="two-quickbooks-records-alike",
    severity=Severity.NOTE,
    message='"{name}" and "{other}" ({place}) are two {kind}s in QuickBooks and look alike: {band}; {reasons}',
    cause="The documents and payments of one may be spread over two records. Both are in QuickBooks already: nothing "
    "that is imported puts this right, and nothing waits for it.",
    fix="If they are one, merge them in QuickBooks; it cannot be undone. First: both are active, of the same kind and the "
    "same currency; the one to go has no sub-customers or projects left and stands on the same level; notes, files and "
    "a credit card that you want to keep are copied over. Then edit the one to go, give it the display name of the one "
    "to stay, letter by letter, save, and say yes to merging.",
    wrong="Harbor Dental, Harbour Dental",
    right="Harbor Dental",
    source="contract.md 4; qbo-import.md 1, 3.3; how QuickBooks merges: general product knowledge, grade L",
)
LIKENESS_ONLY_LISTED = Rule(
    code="DUP505",
    name="near-duplicate-only-listed",
    severity=Severity.NOTE,
    message='looks like "{other}", {what} ({place}): {band}; {reasons}{again}. Nothing waits for it: matching.hold does not '
    "name this band",
    cause="The settings say so; the pair stands in review/duplicates.xlsx and evidence/pairs.csv.",
    fix='Look at the two before the upload. To let such pairs wait: matching.hold = ["certain", "probable"]',
    wrong="matching.hold = [] and two accounts that are probably one",
    right='matching.hold = ["certain", "probable"]',
    source="contract.md 4",
)
DOCUMENT_WAITS = Rule(
    code="DUP506",
    name="document-of-a-near-duplicate",
    severity=Severity.WARNING,
    message='its customer "{name}" waits: {reason}',
    cause="An invoice without its customer would be refused, or make a bare customer.",
    fix="Decide about the customer; see its own line.",
    wrong="an invoice for Harbor Dental LLC, of which nobody knows yet whether it is QuickBooks' Harbour Dental",
    right="the same invoice, once [crosswalk.customers] says which customer it is",
    source="contract.md 4",
)
WEAKER_LEFT_OUT = Rule(
    code="DUP507",
    name="weaker-pairs-left-out",
    severity=Severity.NOTE,
    message="{pairs} not shown (possible, conflict and related beyond the first {limit}); the likeliest are",
    cause="Weak pairs grow with the list, and few of them are duplicates: nobody reads thousands of them.",
    fix="--all keeps them all; --set matching.show={more} keeps more.",
    wrong="3,000 possible pairs in a list of 20,000 customers",
    right="40 possible pairs, all of them listed",
    source="contract.md 1",
)
CROWDED = Rule(
    code="DUP508",
    name="values-of-a-crowd",
    severity=Severity.NOTE,
    message="{values} shared by more than {most} customers each, {value} by {records}: these are compared with "
    "the next ones that have it and with those that share something else, not all with one another",
    cause="What very many share tells nobody from another, and to compare each with each would take days.",
    fix="If a placeholder stands there (a switchboard, none@example.com, Unknown), clear it in Salesforce and export again.",
    wrong="4,000 customers with the telephone number 555-0100",
    right="each customer's own number, or a blank cell",
    source="contract.md 1",
)

RULES = (
    LIKE_QUICKBOOKS_CUSTOMER,
    LIKE_ANOTHER_ACCOUNT,
    LIKE_A_NAME_IN_USE,
    QUICKBOOKS_RECORDS_ALIKE,
    LIKENESS_ONLY_LISTED,
    DOCUMENT_WAITS,
    WEAKER_LEFT_OUT,
    CROWDED,
)

WAITING = frozenset(
    rule.code
    for rule in (
        LIKE_QUICKBOOKS_CUSTOMER,
        LIKE_ANOTHER_ACCOUNT,
        LIKE_A_NAME_IN_USE,
        DOCUMENT_WAITS,
        decided.HELD_BY_DECISION,
    )
)
"""Warnings whose record waits; every other warning is written all the same."""


MOST_SHOWN = 100_000
"""The most that matching.show takes: nobody reads more weak pairs, and --all keeps every one."""


def left_out_facts(withheld: int, limit: int) -> dict[str, Any]:
    """Return the facts of `WEAKER_LEFT_OUT`."""
    pairs = f"{withheld:,} weaker {'pair is' if withheld == 1 else 'pairs are'}"
    return {"pairs": pairs, "limit": limit, "more": min(limit + withheld, MOST_SHOWN)}


_FIELDS = {
    "name": ("name is", "names are"),
    "phone": ("telephone number is", "telephone numbers are"),
    "email": ("e-mail address is", "e-mail addresses are"),
    "website": ("website is", "websites are"),
    "street": ("street is", "streets are"),
}
_BRIEF = 80


def crowd_facts(crowd: Crowd) -> dict[str, Any]:
    """Return the facts of `CROWDED`."""
    whole = " ".join(crowd.value.split())
    return {
        "values": f"{crowd.values:,} {_FIELDS[crowd.field][crowd.values != 1]}",
        "most": crowd.most,
        "records": f"{crowd.records:,}",
        "value": whole if len(whole) <= _BRIEF else f"{whole[:_BRIEF]}…",
    }

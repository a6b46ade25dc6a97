"""Note what a run could not know or check, and which warnings the profile accepts."""

from __future__ import annotations

from collections import Counter

from csvbridge.converting.conversion import Conversion
from csvbridge.converting.known import Known as KnownRecords
from csvbridge.converting.once_only import already_exported, kinds_words, not_in_list
from csvbridge.correcting.issuing import accepted_rules
from csvbridge.findings import Findings, Severity
from csvbridge.regions import REGIONS
from csvbridge.remembered import UNKNOWN_RUNS
from csvbridge.rules import catalogue, controls, likeness
from csvbridge.rules.memory import RUNS_UNKNOWN
from csvbridge.run import Plan

_NUMBERS_SHOWN = 10


def note_the_run(plan: Plan, conversion: Conversion, findings: Findings) -> dict[str, str]:
    """Note what could not be known or checked; return the warnings that the profile accepts."""
    if conversion.customers and conversion.likeness is None:
        why = "there is one customer, and no list of QuickBooks' to compare it with"
        findings.add(controls.NEAR_DUPLICATES_NOT_SEARCHED, why=why)
    if plan.company is None:
        findings.add(controls.NO_MEMORY, why="the run had no company folder")
    _note_lists(conversion.known, conversion, REGIONS[plan.profile.company.region].vendor, findings)
    if (conversion.invoices or conversion.credits) and plan.profile.invoices.number != "sequence":
        findings.add(controls.CUSTOM_NUMBERS)
    unremembered = plan.company is None and not plan.remembered
    if (conversion.invoices or conversion.credits) and unremembered and plan.profile.invoices.number == "sequence":
        findings.add(controls.SEQUENCE_NOT_REMEMBERED)
    _note_exported(conversion, findings)
    _note_unknown(plan.remembered.other.get(UNKNOWN_RUNS, ""), conversion, findings)
    rules, accepted = catalogue(), {}
    for code, reason in {**accepted_rules(plan.remembered.corrections), **plan.profile.accept}.items():
        rule = rules.get(code)
        if rule is None:
            findings.add(controls.ACCEPTED_NOT_MET, code=code, why="does not exist")
        elif rule.severity is not Severity.WARNING:
            findings.add(controls.ACCEPTED_NOT_MET, code=code, why=f"is {rule.severity.value}, not a warning")
        elif code in likeness.WAITING:
            why = "makes its record wait: matching.hold says what waits"
            findings.add(controls.ACCEPTED_NOT_MET, code=code, why=why)
        else:
            accepted[code] = reason
    return accepted


def _note_exported(conversion: Conversion, findings: Findings) -> None:
    """Say which documents of earlier runs were met again, and which of them QuickBooks' list does not show."""
    for run, counts in already_exported(conversion).items():
        findings.add(controls.ALREADY_EXPORTED, what=kinds_words(counts), run=run)
    for run, missing in not_in_list(conversion).items():
        more = len(missing) - _NUMBERS_SHOWN
        numbers = ", ".join(one.name for one in missing[:_NUMBERS_SHOWN]) + (f" and {more:,} more" if more > 0 else "")
        what = kinds_words(Counter(one.kind for one in missing))
        are = "is" if len(missing) == 1 else "are"
        findings.add(controls.EXPORTED_NOT_LISTED, what=what, run=run, are=are, numbers=numbers)


def _note_unknown(told: str, conversion: Conversion, findings: Findings) -> None:
    """Say which runs lie in the company folder that its memory does not know."""
    names = told.splitlines()
    if not names or not (conversion.invoices or conversion.credits or conversion.customers or conversion.products):
        return
    more = len(names) - _NUMBERS_SHOWN
    shown = ", ".join(names[:_NUMBERS_SHOWN]) + (f" and {more:,} more" if more > 0 else "")
    what, they = ("a run", "it") if len(names) == 1 else (f"{len(names):,} runs", "they")
    findings.add(RUNS_UNKNOWN, what=what, they=they, runs=shown)


def _note_lists(known: KnownRecords, conversion: Conversion, vendor: str, findings: Findings) -> None:
    customers, documents = conversion.customers, [*conversion.invoices, *conversion.credits]
    vendors, numbers = f"whether a {vendor} holds a name", "which numbers are used already"
    contacts = f"{vendor.capitalize()} Contact List"
    lists = [
        (known.has_customers, customers, "Customers list", "which customers exist already", "Sales > Customers"),
        (known.has_vendors, customers, contacts, vendors, f"Reports > {contacts}"),
        (known.has_items, conversion.products, "products list", "which items exist already", "Products and services"),
        (known.has_documents, documents, "Invoice List", numbers, "Reports > Invoice List by Date"),
    ]
    for has, written, name, unchecked, where in lists:
        if written and not has:
            how = f"Export it from QuickBooks ({where}), and give it to the run."
            findings.add(controls.LIST_NOT_GIVEN, list=name, unchecked=unchecked, how=how)

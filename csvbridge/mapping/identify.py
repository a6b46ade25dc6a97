"""Say what a table is: which export or list it is by its content, never by its name.

In: sheets as read. Out: `Table`s, an export joined to the columns that hold its fields. A table that nothing claims,
that two kinds claim, or that lacks what it needs ends the run; an object that nothing needs is named and passed over.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from csvbridge.findings import Findings
from csvbridge.mapping.columns import Table, join_columns, label_of, listed_headings
from csvbridge.mapping.labels import in_english, translated
from csvbridge.mapping.proposals import fitting, known_columns, proposal
from csvbridge.mapping.ready_tables import ReadyTable, join_template, recognise_template
from csvbridge.reading.sheet import Sheet
from csvbridge.rules import completeness, shape
from csvbridge.schemas import (
    Export,
    Language,
    PassedOver,
    Template,
    claim_strength,
    claims_met,
    heading_forms,
    normal_heading,
)
from csvbridge.trail import Trail
from csvbridge.values.ids import read_id

_ID_HEADINGS = ("id", "record id")
_SYSTEM_HEADINGS = {"isdeleted", "systemmodstamp", "createdbyid", "lastmodifiedbyid"}
_OBJECT_OF_RELATIONSHIP = {
    # child records are named by their relationship where they do not say their type
    "opportunitylineitems": "OpportunityLineItem",
    "opportunities": "Opportunity",
    "contacts": "Contact",
    "childaccounts": "Account",
    "pricebookentries": "PricebookEntry",
}
_SAMPLE = 500  # ids looked at to learn a table's object


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All that a table can be."""

    exports: Sequence[Export]
    passed_over: Sequence[PassedOver]
    templates: Sequence[Template]
    aliases: Mapping[str, str]
    """[headings] of the profile: a heading of this org -> Salesforce's own."""
    languages: Sequence[Language] = ()
    validating: bool = False
    """Whether files for QuickBooks' import screens are to be checked: they are no mistake then."""
    region: str = "us"
    """The company's edition of QuickBooks: its templates come before those of others."""

    @property
    def kinds(self) -> list[Export | PassedOver]:
        """Everything of Salesforce's and QuickBooks' own making."""
        return [*self.exports, *self.passed_over]


def identify_all(
    sheets: Iterable[Sheet],
    known: Known,
    trail: Trail,
    findings: Findings,
    ready: list[ReadyTable] | None = None,
) -> list[Table]:
    """Return the tables that a run works with; whatever ends the run is a stop among the findings.

    Files for QuickBooks' import screens go to `ready` where they are to be checked.
    """
    tables = []
    for sheet in sheets:
        table = _identify(sheet, known, trail, findings, ready)
        if table is not None:
            tables.append(table)
    return tables


def known_headings(known: Known) -> frozenset[str]:
    """Return every heading that some export knows, in normal form: readers find a header row by them."""
    spelled = (h for e in known.exports for c in e.columns for h in c.headings)
    foreign = (label.label for language in known.languages for label in language.labels)
    # their title rows are as long as those of the lists, and their headings must be told from them
    claims = (claim for one in known.passed_over if one.system == "quickbooks" for claim in one.claims)
    reports = (name for claim in claims for name in (*claim.all, *claim.any))
    return frozenset(normal_heading(h) for h in (*spelled, *foreign, *reports, *known.aliases))


def warn_of_targets(known: Known, findings: Findings) -> None:
    """Warn of lines of [headings] whose right side is the label of nothing."""
    labels = {h for export in known.exports for c in export.columns for h in (*c.headings, *c.api_headings)}
    labels |= {name for kind in known.kinds for claim in kind.claims for name in (*claim.all, *claim.any, *claim.none)}
    labels |= {label.means for language in known.languages for label in language.labels}
    spelled = {normal_heading(label) for label in labels}
    for own, label in known.aliases.items():
        if not spelled.intersection(heading_forms(label)):
            alike = difflib.get_close_matches(label, labels, n=1)
            near = f'Did you mean "{alike[0]}"? ' if alike else ""
            findings.add(completeness.HEADING_TARGET_UNKNOWN, own=own, label=label, near=near)


def _identify(
    sheet: Sheet, known: Known, trail: Trail, findings: Findings, ready: list[ReadyTable] | None
) -> Table | None:
    if not sheet.headings and not sheet.row_ids:  # a query without a result; its reader has said so
        trail.pass_over(sheet.source)
        return None
    headings, language, pairs = in_english(translated(sheet.headings, known.aliases), known.languages)
    found = recognise(sheet, headings, known)
    if isinstance(found, str):
        findings.add(shape.SEVERAL_FIT, source=sheet.source.number, fits=found)
        return None
    if isinstance(found, PassedOver):
        _pass_over(sheet, found, trail, findings)
        return None
    if found is None and known.validating and ready is not None:
        template = recognise_template(headings, known.templates, known.region)
        if template is not None:
            ready.append(join_template(sheet, template, trail))
            return None
    if found is None:
        return _refuse(sheet, headings, known, findings)
    if language is not None:
        listed = ", ".join(f"{heading.strip()} = {label}" for heading, label in pairs.items())
        findings.add(
            completeness.HEADINGS_TRANSLATED, source=sheet.source.number, language=language.title, pairs=listed
        )
    return join_columns(sheet, headings, found, findings, language)


def recognise(sheet: Sheet, headings: Sequence[str], known: Known) -> Export | PassedOver | str | None:
    """Return what a table of Salesforce's or QuickBooks' is; the titles of all that fit equally well; or None."""
    return _by_object(sheet, headings, known) or _by_claims(headings, known)


def _by_object(sheet: Sheet, headings: Sequence[str], known: Known) -> Export | PassedOver | None:
    """Decide by what the file itself says: JSON's record type, else the object prefix of the Id column."""
    if sheet.object:
        names = {sheet.object.casefold(), _OBJECT_OF_RELATIONSHIP.get(sheet.object.casefold(), "").casefold()}
        named = [kind for kind in known.kinds if kind.object and kind.object.casefold() in names]
        return named[0] if named else _passed_over(sheet.object, sheet.object)
    prefix = _id_prefix(sheet, headings)
    if not prefix:
        return None
    for export in known.exports:
        if export.prefix == prefix:
            return export
        # a folded 00k reads 00K, which is another object: what the headings say decides between the two
        folded = export.prefix and export.prefix.casefold() == prefix.casefold()
        if folded and claims_met(export.claims, headings):
            return export
    for other in known.passed_over:
        if other.prefix == prefix:
            return other
    return _passed_over(f"records with ids {prefix}…", prefix=prefix)


def _id_prefix(sheet: Sheet, headings: Sequence[str]) -> str:
    for position, heading in enumerate(headings):
        if normal_heading(heading) in _ID_HEADINGS:
            ids = (read_id(text).id for text in sheet.columns[position][:_SAMPLE])
            common = Counter(found[:3] for found in ids if found).most_common(1)
            return common[0][0] if common else ""
    return ""


def _by_claims(headings: Sequence[str], known: Known) -> Export | PassedOver | str | None:
    """Decide by headings; return the titles of all that fit when the most specific claim is not alone."""
    scored = [(claim_strength(kind.claims, headings), kind) for kind in known.kinds]
    best = max(score for score, _ in scored)
    if not best:
        system = _SYSTEM_HEADINGS & {normal_heading(h) for h in headings}
        with_id = any(normal_heading(h) in _ID_HEADINGS for h in headings)
        return _passed_over("an empty Salesforce object") if with_id and system else None
    winners = [kind for score, kind in scored if score == best]
    return winners[0] if len(winners) == 1 else " and ".join(kind.title for kind in winners)


def _passed_over(title: str, name: str = "", prefix: str = "") -> PassedOver:
    """Return a kind that no schema names: Salesforce's own, by its ids or system columns, and needed by nothing."""
    return PassedOver(title=title, object=name, prefix=prefix, claims=(), evidence="contract.md 1")


def _pass_over(sheet: Sheet, known_as: PassedOver, trail: Trail, findings: Findings) -> None:
    title, number = known_as.title, sheet.source.number
    sheet.source.identified_as = f"{known_as.system}.{title}"
    findings.forget(number)
    if known_as.system == "quickbooks":  # what QuickBooks gives is no input of a conversion: no trail
        trail.pass_over(sheet.source)
        findings.add(shape.REPORT_NOT_NEEDED, source=number, title=title, rows=len(sheet.row_ids))
    else:
        trail.pass_over(sheet.source, title, "a Salesforce object that nothing here needs")
        findings.add(shape.NOT_NEEDED, source=number, title=title, rows=len(sheet.row_ids))


def _refuse(sheet: Sheet, headings: Sequence[str], known: Known, findings: Findings) -> Table | None:
    name = sheet.source.path.rsplit("/", 1)[-1]
    template = template_of({normal_heading(h) for h in headings}, known.templates)
    if template is not None:
        findings.add(shape.IMPORT_FILE_GIVEN, source=sheet.source.number, title=template.title, name=name)
        return None
    listed = listed_headings(sheet)
    findings.add(
        shape.UNIDENTIFIED,
        source=sheet.source.number,
        headings=listed,
        name=name,
        nearest=_nearest(sheet, headings, known.exports),
    )
    return None


def template_of(forms: set[str], templates: Iterable[Template]) -> Template | None:
    """Return the written template that shares most columns with a table, if it shares many; of equals the narrowest."""
    written = [template for template in templates if template.written]
    shared = [({normal_heading(column.name) for column in template.columns}, template) for template in written]
    fitting = [
        (len(names & forms), -len(names), t) for names, t in shared if len(names & forms) >= max(3, len(names) // 2)
    ]
    return max(fitting, key=lambda one: one[:2])[2] if fitting else None


def _nearest(sheet: Sheet, headings: Sequence[str], exports: Sequence[Export]) -> str:
    """Say which kind a stranger is most like, what it lacks, and which of its columns might be which."""
    in_order = sorted(exports, key=lambda e: e.system == "quickbooks")  # of equals, Salesforce's comes first
    export = fitting(in_order, sheet, headings)
    if export is None:
        return "csvbridge schemas lists what can be read."
    forms = {form for heading in headings for form in heading_forms(heading)}
    missing = [
        " or ".join(label_of(export, field) for field in group)
        for group in export.needs
        if not any(
            normal_heading(h) in forms for f in group for c in export.columns if c.field == f for h in c.headings
        )
    ]
    lacks = f"; it lacks {', '.join(missing)}" if missing else ""
    count = len(known_columns(headings, export))
    return f"The nearest kind is {export.title} ({count} columns known{lacks}).{proposal(sheet, headings, export)}"

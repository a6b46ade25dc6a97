"""Convert: what was read becomes customers, products, invoices and credit notes. The only module that knows the order.

In: checked rows. Out: a `Conversion`: every record with its fate, and the cells of every row to be written. Nothing
is written here. Errors are said of what would otherwise be written: a deal that is not won, of another period, deleted
or already exported, and an account that no written deal needs, are skipped and raise none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from csvbridge.converting import accounts as account_steps
from csvbridge.converting import catalogue as catalogue_steps
from csvbridge.converting import (
    customers,
    damaged,
    deals,
    documents,
    item_names,
    items,
    numbering,
    once_only,
    taxes,
)
from csvbridge.converting.applying import answer_pairs, apply_decisions
from csvbridge.converting.comparing import Compared, gather
from csvbridge.converting.conversion import Check, Conversion
from csvbridge.converting.deciding import Deciding
from csvbridge.converting.earlier import read_earlier
from csvbridge.converting.facts import Teller
from csvbridge.converting.filling import fill_blanks
from csvbridge.converting.finishing import finish
from csvbridge.converting.found import NOTHING, Compare, Found, with_all
from csvbridge.converting.holding import hold_documents, hold_near_duplicates
from csvbridge.converting.known import read_known
from csvbridge.converting.likeness import likeness_of
from csvbridge.converting.reconsidered import tell_reconsidered
from csvbridge.converting.records import Account, Deal, Product
from csvbridge.converting.selecting import question_amounts, question_numbers, select
from csvbridge.converting.surviving import Surviving
from csvbridge.findings import Findings
from csvbridge.period import Period
from csvbridge.profile import Profile
from csvbridge.remembered import Remembered
from csvbridge.rules import documents as rules
from csvbridge.trail import Fate, Trail
from csvbridge.typed_rows import TypedRows
from csvbridge.values.terms import terms_days

_STEPS = 6


def convert(
    rows: dict[str, TypedRows],
    profile: Profile,
    remembered: Remembered,
    period: Period | None,
    number_field: Callable[[int], str | None],
    check: Check,
    compare: Compare,
    us_states: frozenset[str],
    trail: Trail,
    findings: Findings,
    step: Callable[[int, int], None],
) -> Conversion:
    """Return what is to be written. Stops are among the findings: the caller looks before it goes on.

    `step(done, of)` is told how many of the steps below are done.
    """
    if terms_days(profile.invoices.terms) is None:
        findings.add(rules.TERMS_UNKNOWN, terms=profile.invoices.terms)
    known = read_known({name: given for name, given in rows.items() if given.fields})
    unsound = damaged.damaged_rows(findings)
    step(0, _STEPS)
    found = deals.assemble(rows["opportunity"], rows["opportunity_line"], trail, findings)
    step(1, _STEPS)
    accounts = account_steps.read_accounts(rows["account"], trail, findings)
    contacts = account_steps.read_contacts(rows["contact"])
    catalogue = catalogue_steps.read_catalogue(rows, profile, trail, findings)
    step(2, _STEPS)
    teller = Teller(accounts, rows["opportunity_line"], trail, profile.company.home_currency)
    earlier = read_earlier(remembered.exported)
    conversion = Conversion(profile, known, accounts, contacts, catalogue, found, earlier, teller, unsound=unsound)
    conversion.changed = remembered.changed
    damaged.mark(found.all, found.orphans, (*accounts.all, *catalogue.all), contacts, unsound)
    question_numbers(conversion, rows, findings)
    if findings.stops():
        return conversion
    once_only.recognise(conversion)
    select(conversion, period, findings)
    once_only.tell_changes(conversion, findings)
    question_amounts(conversion, rows, trail, findings)
    if findings.stops():
        return conversion
    conversion.deciding = _deciding(conversion, remembered)
    _make_documents(conversion, number_field, trail, findings)
    taxes.set_tax_codes(conversion.open_deals, profile, findings)
    if findings.stops():
        return conversion
    step(3, _STEPS)
    _settle_items(conversion, check, findings)
    step(4, _STEPS)
    needed = _needed(conversion)
    partners = conversion.deciding.partners(needed) if conversion.deciding is not None else []
    damaged.reject([*needed, *partners], conversion.unsound)
    records = gather([*needed, *partners], rows)
    pairs = _found(conversion, records, compare)
    named = _name_customers(conversion, needed, partners, records, pairs, trail, findings)
    _settle_customers(conversion, named, check, us_states, trail, findings)
    step(5, _STEPS)
    _fill_documents(conversion, check, trail, findings)
    finish(conversion, findings)
    step(6, _STEPS)
    return conversion


def _make_documents(
    conversion: Conversion, number_field: Callable[[int], str | None], trail: Trail, findings: Findings
) -> None:
    """Check deals, join them to accounts, number them, skip what QuickBooks already has."""
    profile = conversion.profile
    candidates = conversion.open_deals
    account_steps.choose_contacts([c for c in conversion.contacts if c.open], conversion.accounts)
    numbering.set_numbers(candidates, profile, number_field, findings)
    _skip_known(candidates, conversion, findings)
    once_only.refuse_exported_numbers(candidates, conversion, findings)
    once_only.question_look_alikes(candidates, conversion, findings)
    for deal in candidates:
        if deal.fate is not Fate.SKIPPED:
            documents.check_deal(deal, profile, findings)
    _hold_without_importer(conversion, candidates, findings)
    account_steps.join_deals([d for d in candidates if d.fate is not Fate.SKIPPED], conversion.accounts, findings)
    numbering.refuse_twins([d for d in candidates if d.fate is not Fate.SKIPPED], conversion.profile, trail, findings)
    for deal in conversion.open_deals:
        _join_items(deal, conversion, findings)


def _skip_known(candidates: Sequence[Deal], conversion: Conversion, findings: Findings) -> None:
    """Find the documents that QuickBooks has before anything else is said of them."""
    if not conversion.known.documents:
        return
    for deal in candidates:
        if deal.open and deal.number.casefold() in conversion.known.documents:
            lines = documents.live_lines(deal)
            deal.total = sum(line.total or 0 for line in lines) if lines else deal.amount or 0
            deal.account = account_steps.account_named(deal, conversion.accounts)
    numbering.skip_exported(candidates, conversion.known, conversion.profile, conversion.deciding, findings)


def _hold_without_importer(conversion: Conversion, candidates: Sequence[Deal], findings: Findings) -> None:
    """Without an invoice import screen the documents wait; customers and products are written all the same."""
    company = conversion.profile.company
    waiting = [deal for deal in candidates if deal.open]
    why = ""
    if company.sales_tax == "on":
        why = "Sales tax is on in this company"
    elif company.plan == "simple-start" and company.region == "us":
        why = "The plan is Simple Start"
    if why and waiting:
        conversion.no_importer = why
        findings.add(rules.NO_IMPORTER, why=why, count=len(waiting))


def _join_items(deal: Deal, conversion: Conversion, findings: Findings) -> None:
    catalogue = conversion.catalogue
    for line in documents.written_lines(deal):
        if line is deal.single and not deal.product_code:
            line.product = items.default_item(catalogue, conversion.known, conversion.earlier, conversion.profile)
        else:
            line.product = items.item_of_line(line, catalogue, findings)
        if line.fate is not None:
            deal.take_trouble(line)


def _settle_items(conversion: Conversion, check: Check, findings: Findings) -> None:
    """Settle the items that documents need; what waits makes its documents wait."""
    profile = conversion.profile
    catalogue = conversion.catalogue
    used = _used_products(conversion)
    wanted = [p for p in (*catalogue.all, *catalogue.made.values()) if _item_needed(p, used, profile)]
    damaged.reject(wanted, conversion.unsound)
    item_names.settle_items(wanted, conversion.known, conversion.earlier, profile, findings)
    _fill_items(conversion, wanted, check, findings)
    default = catalogue.default
    if any(product.blocked for product in wanted) or (default is not None and default.blocked):
        for deal in conversion.open_deals:
            items.waiting_items(deal, findings)


def _used_products(conversion: Conversion) -> set[int]:
    return {
        id(line.product)
        for deal in conversion.open_deals
        for line in documents.written_lines(deal)
        if line.product is not None
    }


def _item_needed(product: Product, used: set[int], profile: Profile) -> bool:
    if id(product) in used:
        return True
    return profile.products.include == "all" and product.active and not product.deleted and not product.from_line


def _by_column(cells: Sequence[Mapping[str, str]]) -> dict[str, list[str]]:
    return {name: [row[name] for row in cells] for name in cells[0]} if cells else {}


def _fill_items(conversion: Conversion, wanted: Sequence[Product], check: Check, findings: Findings) -> None:
    fresh = [p for p in wanted if not p.blocked and not p.known]
    default = conversion.catalogue.default
    if default is not None and not default.assumed:
        default.rows = [next(d.rows[0] for d in conversion.deals.all if d.single and d.single.product is default)]
        fresh.append(default)
    cells = [items.item_cells(product, conversion.profile, findings) for product in fresh]
    rows, refused = check("products", [product.rows[0] for product in fresh], _by_column(cells))
    for position, product in enumerate(fresh):
        product.row = rows[position]
        if position in refused:
            product.fate, product.reason = refused[position]


def _deciding(conversion: Conversion, remembered: Remembered) -> Deciding | None:
    """Return the decisions with the accounts that they mean; None without any."""
    if not remembered.decisions:
        return None
    mapped, known = customers.crosswalk(conversion.profile), conversion.known
    return Deciding(
        remembered,
        conversion.accounts,
        known,
        lambda account: customers.customer_anyhow(account, known, conversion.earlier),
        lambda account: customers.mapped_name(account, mapped) or "",
        mapped.values(),
    )


def _needed(conversion: Conversion) -> list[Account]:
    """Return the accounts that this run needs."""
    profile, accounts = conversion.profile, conversion.accounts
    invoiced = {id(deal.account) for deal in conversion.open_deals}
    everyone = profile.customers.include == "all" or (profile.customers.include == "auto" and not conversion.deals.all)
    return [a for a in accounts.all if id(a) in invoiced or (everyone and not a.deleted and not a.from_deal)]


def _found(conversion: Conversion, records: Compared, compare: Compare) -> Found | None:
    """Return the pairs of records that are alike, and those that were decided; None where there are no two."""
    if len(records) < 2:
        return None
    also = conversion.deciding.pairs_among(records) if conversion.deciding is not None else []
    return with_all(compare(records.columns, records.known, also), also)


def _name_customers(
    conversion: Conversion,
    needed: Sequence[Account],
    partners: Sequence[Account],
    records: Compared,
    found: Found | None,
    trail: Trail,
    findings: Findings,
) -> Sequence[Account]:
    """Give each needed account its name in QuickBooks, or hold it; return those that are needed after all.

    Partners are needed where they are one with a needed account by a decision that holds. What is alike is said once
    all have their names.
    """
    deciding, in_force, surviving = conversion.deciding, None, None
    if deciding is not None:
        in_force = deciding.in_force(records, found)
        tied = deciding.tied(partners, needed, in_force.ties)
        if tied:
            here = {id(account) for account in (*needed, *tied)}
            needed = [account for account in conversion.accounts.all if id(account) in here]
        surviving = Surviving(deciding, in_force, trail, findings)
    there = conversion.known, conversion.earlier
    customers.settle_customers(needed, conversion.accounts, *there, conversion.profile, trail, findings, surviving)
    if found is None and in_force is None:
        return needed
    likeness = conversion.likeness = likeness_of(records, found if found is not None else NOTHING)
    if in_force is not None:
        here = {id(account) for account in needed}
        likeness.bystanders = frozenset(id(account) for account in partners if id(account) not in here)
        answer_pairs(likeness, in_force)
        conversion.in_force, conversion.surviving = in_force, surviving
    return needed


def _settle_customers(
    conversion: Conversion,
    needed: Sequence[Account],
    check: Check,
    us_states: frozenset[str],
    trail: Trail,
    findings: Findings,
) -> None:
    """Let near-duplicates wait, fill the rows of the others; what waits makes its documents wait."""
    if conversion.likeness is not None:
        hold_near_duplicates(conversion, conversion.likeness, trail, findings)
        if conversion.in_force is not None:
            apply_decisions(conversion, conversion.likeness, conversion.in_force, needed, trail, findings)
        hold_documents(conversion, conversion.likeness, findings)
    tell_reconsidered(conversion, needed, findings)
    region = conversion.profile.company.region
    fresh = [a for a in needed if not a.blocked and not a.known and a.survivor is None]
    cells = [customers.customer_cells(account, us_states, region, findings) for account in fresh]
    if conversion.surviving is not None:
        entries = list(zip(fresh, cells, strict=True))

        def own_cells(account: Account, said: Findings) -> dict[str, str]:
            return customers.customer_cells(account, us_states, region, said)

        fill_blanks(entries, needed, own_cells, trail, findings)
    rows, refused = check("customers", [account.rows[0] for account in fresh], _by_column(cells))
    for position, account in enumerate(fresh):
        account.row = rows[position]
        if position in refused:
            account.fate, account.reason = refused[position]
    if conversion.surviving is not None:
        conversion.surviving.hold_with_survivors(needed)
    for deal in conversion.open_deals:
        customer = deal.account
        if customer is not None and customer.blocked:
            deal.report(
                findings,
                rules.CUSTOMER_WAITS,
                "account_name",
                customer.account_name,
                name=customer.account_name,
                reason=customer.reason,
            )


def _fill_documents(conversion: Conversion, check: Check, trail: Trail, findings: Findings) -> None:
    """Fill the lines of every document and check them; a refused line refuses its document."""
    ready = conversion.open_deals
    if conversion.no_importer:
        for deal in ready:
            deal.fate, deal.reason = Fate.HELD, f"{conversion.no_importer}: no invoice import"
        return
    while True:
        if conversion.profile.invoices.number == "sequence":
            numbering.number_in_sequence(ready, conversion.known, conversion.earlier, conversion.profile)
        refused = _fill_files(ready, conversion, check, findings)
        ready = [deal for deal in ready if deal.open]
        if not refused or conversion.profile.invoices.number != "sequence":
            return
        # a refused document leaves no gap in the numbers: the others are filled anew, and said anew are no findings
        findings = Findings()


def _fill_files(ready: Sequence[Deal], conversion: Conversion, check: Check, findings: Findings) -> bool:
    """Fill and check the lines of all documents; return whether one was refused."""
    any_refused = False
    for role in ("invoices", "credit_notes"):
        of_role = [deal for deal in ready if deal.credit == (role == "credit_notes")]
        owners, lines, columns = documents.fill_lines(of_role, conversion.profile, findings)
        rows, refused = check(role, [line.rows[0] for line in lines], columns)
        for line, row in zip(lines, rows, strict=True):
            line.row = row
        for position, (fate, reason) in refused.items():
            owners[position].fate, owners[position].reason = fate, reason
        any_refused = any_refused or bool(refused)
    return any_refused

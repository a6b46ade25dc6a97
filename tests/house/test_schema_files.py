"""Every shipped schema file loads, says where it learnt what it says, and no two of them claim the same table.

Header rows are invented after salesforce-exports.md 1, 2 and qbo-import.md 4, 15.2, with columns that orgs add to them.
"""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from csvbridge.matching import records as matching
from csvbridge.schema_files import (
    load_compared,
    load_exports,
    load_languages,
    load_list,
    load_passed_over,
    load_template,
    load_templates,
    read_export,
)
from csvbridge.schemas import Export, Template, claim_strength, heading_forms, normal_heading
from csvbridge.shipped import shipped

EXPORTS = load_exports()
PASSED_OVER = load_passed_over()
TEMPLATES = load_templates()
LANGUAGES = load_languages()
COMPARED = load_compared()

DEAL = "stage amount currency close_date won owner deleted account_id account_name opportunity_id opportunity_name"
FIELDS = {
    "account": "account_id account_name parent_name parent_id phone fax website street city state postal_code country "
    "email mobile currency deleted master_id tax_id "
    "shipping_street shipping_city shipping_state shipping_postal_code shipping_country",
    "contact": "contact_id account_id account_name first_name last_name full_name email mobile phone primary deleted",
    "opportunity": DEAL + " has_products product_code amount_currency tax_code",
    "opportunity_line": DEAL
    + " tax_code line_id product_id entry_id product_name product_code quantity sales_price discount "
    "total_price service_date line_description amount_currency total_price_currency sales_price_currency",
    "product": "product_id product_name product_code product_description active deleted price_book_id price_book_name "
    "is_standard list_price list_price_currency price_currency entry_active",
    "price_book": "price_book_id price_book_name is_standard active deleted",
    "price_entry": "entry_id price_book_id product_id product_name product_code price_book_name is_standard list_price "
    "list_price_currency currency active deleted",
    "known_customer": "display_name company inactive phone email street city state country postal_code",
    "known_vendor": "display_name phone email street",
    "known_employee": "display_name phone email street",
    "known_account": "display_name account_number type detail_type",
    **dict.fromkeys(("known_term", "known_location", "known_class", "known_tax_code"), "display_name"),
    "known_item": "item_name sku type category sales_description price income_account",
    "known_document": "number document_type customer date due_date amount open_balance",
}
"""What conversion reads of each kind of row."""


def test_every_file_is_loaded() -> None:
    root = shipped("schemas")
    files = {path.relative_to(root).as_posix() for path in root.rglob("*.toml")}
    # word lists and weights of matching have their own loaders and tests: test_matching_words.py, test_matching_scoring.py
    files = {name for name in files if not name.startswith(("matching/", "likeness/"))}
    places = {f"salesforce/{e.id.split('.', 1)[1]}.toml" for e in EXPORTS if e.system == "salesforce"}
    places |= {f"quickbooks/lists/{e.id.split('.', 1)[1]}.toml" for e in EXPORTS if e.system == "quickbooks"}
    places |= {f"quickbooks/{t.region}/{t.id.split('.', 2)[2]}.toml" for t in TEMPLATES}
    places |= {f"languages/{language.title.lower()}.toml" for language in LANGUAGES}
    places |= {f"compared/{name}.toml" for name in COMPARED}
    assert files == places | {"salesforce/passed_over.toml", "quickbooks/passed_over.toml"}


def test_loading_is_quick() -> None:
    """Commands that need no table wait for nothing else; half a second of the processor is far beyond what a slow machine takes."""
    begun = time.process_time()
    load_exports.__wrapped__()
    load_passed_over.__wrapped__()
    load_templates.__wrapped__()
    load_languages.__wrapped__()
    load_compared.__wrapped__()
    assert time.process_time() - begun < 0.5


_SOURCE = re.compile(r"(?:salesforce-exports|qbo-import|contract)\.md [0-9]|general product knowledge")
_GRADED = re.compile(r"grade (?:H|M|L|H-M|M-H)\b")


def _evidence() -> list[tuple[str, str]]:
    found = [(f"{e.id} {c.field}", c.evidence) for e in EXPORTS for c in e.columns]
    found += [(f"{e.id} {c.field}", c.evidence) for e in COMPARED.values() for c in e.columns]
    found += [(f"{t.id} {c.name}", c.evidence) for t in TEMPLATES for c in t.columns]
    found += [(one.title, one.evidence) for one in LANGUAGES]
    found += [(label.label, label.evidence) for language in LANGUAGES for label in language.labels]
    found += [(t.id, t.evidence) for t in TEMPLATES] + [(p.title, p.evidence) for p in PASSED_OVER]
    return found


def test_all_that_is_claimed_has_a_source_and_a_grade() -> None:
    lacking = [place for place, text in _evidence() if not (_SOURCE.search(text) and _GRADED.search(text))]
    assert lacking == []


@pytest.mark.parametrize("export", EXPORTS, ids=lambda e: e.id)
def test_an_export_reads_the_agreed_fields(export: Export) -> None:
    given = {column.field for column in export.columns}
    agreed = set(FIELDS[export.entity].split())
    if export.id == "quickbooks.customer_contacts":  # a report with four columns of use
        agreed &= {"display_name", "phone", "email", "street"}
    assert given == agreed
    # text is tidied, with a note, where it is written; of cells that are only compared nobody wants to be told
    told = [column for column in export.columns if "compared only" not in column.evidence]
    assert all(column.kind != "text" for column in told if export.system == "salesforce")


@pytest.mark.parametrize("export", EXPORTS, ids=lambda e: e.id)
def test_amounts_in_another_currency_are_never_read(export: Export) -> None:
    assert not any("converted" in h.casefold() for column in export.columns for h in column.headings)


@pytest.mark.parametrize("name", COMPARED)
def test_a_compared_list_feeds_fields_that_matching_compares(name: str) -> None:
    """A column of another name would be read for nothing; these are spent before the comparison."""
    spent = {
        "record_id",
        "account_id",
        "full_name",
        "first_name",
        "last_name",
        "deleted",
        "converted",
        "primary",
        "phones",
    }
    spent |= {"street_more", *(f"other_{part}" for part in ("street", "city", "state", "postal_code", "country"))}
    assert {column.field for column in COMPARED[name].columns} <= {*matching.FIELDS, *spent}


def test_money_is_read_and_written_as_what_it_is() -> None:
    kinds = {(e.entity, c.field): c.kind for e in EXPORTS for c in e.columns}
    assert kinds["opportunity", "amount"] == kinds["opportunity_line", "total_price"] == "money"
    # prices may have more decimals than the currency
    assert kinds["opportunity_line", "sales_price"] == kinds["product", "list_price"] == "decimal"
    assert kinds["opportunity_line", "quantity"] == "decimal"
    assert kinds["opportunity_line", "discount"] == "percent"
    assert {
        kinds["account", "postal_code"],
        kinds["product", "product_code"],
        kinds["known_item", "sku"],
    } == {"code"}


def test_the_name_of_an_api_line_is_not_the_name_of_its_opportunity() -> None:
    (lines,) = (e for e in EXPORTS if e.entity == "opportunity_line")
    assert "name" not in {normal_heading(h) for column in lines.columns for h in column.headings}


def test_an_object_is_named_once() -> None:
    kinds = [*(e for e in EXPORTS if e.system == "salesforce"), *PASSED_OVER]
    for names in (
        [k.prefix for k in kinds if k.prefix],
        [k.object for k in kinds if k.object],
        [k.title for k in kinds],
    ):
        assert len(names) == len(set(names))
    assert all(len(k.prefix) in (0, 3) for k in kinds)
    assert len(PASSED_OVER) >= 60


# --- which table is what --------------------------------------------------------------------------------------------

ROWS = {
    # reports, in labels, some with columns that the org added
    "accounts, two columns": ("salesforce.accounts", "Account Name,Account ID"),
    "accounts, owner's mail and name": (
        "salesforce.accounts",
        "Account ID,Account Name,Account Owner: Email,Account Owner: Full Name,Billing City,Phone",
    ),
    "accounts, a contact looked up": (
        "salesforce.accounts",
        "Account Name,Phone,Billing Street,Billing City,Primary Contact: Full Name,Primary Contact: Email",
    ),
    "accounts, contract dates of their own": (
        "salesforce.accounts",
        "Account Name,Account Number,Billing Street,Billing City,Phone,Contract Number,Contract End Date",
    ),
    "accounts, persons": (
        "salesforce.accounts",
        "Account ID,Account Name,Is Person Account,Email,Mobile,Billing Street,Billing City",
    ),
    "accounts, several currencies": (
        "salesforce.accounts",
        "Account Currency,Annual Revenue Currency,Annual Revenue,Account Name",
    ),
    "contacts": ("salesforce.contacts", "First Name,Last Name,Email,Account Name,Billing City"),
    "contacts, full name": ("salesforce.contacts", "Full Name,Email,Mobile,Account Name"),
    "contacts, no account name": ("salesforce.contacts", "Contact ID,Last Name,Account ID,Primary Contact"),
    "opportunities, two columns": ("salesforce.opportunities", "Opportunity Name,Stage"),
    "opportunities, formatted": (
        "salesforce.opportunities",
        "Account Name  \u2191,,Opportunity Name,Stage,Close Date  \u2193,Amount",
    ),
    "opportunities, numbers of their own": (
        "salesforce.opportunities",
        "Opportunity ID,Opportunity Name,Account Name,Stage,Close Date,Amount,Quote Number,Order Number,Case Number,"
        "Contract Number,Contract Start Date",
    ),
    "opportunities, a campaign looked up": (
        "salesforce.opportunities",
        "Opportunity Name,Account Name,Stage,Close Date,Amount,Primary Campaign Source: Campaign Name",
    ),
    "opportunities, no name": (
        "salesforce.opportunities",
        "Opportunity ID,Account ID,Stage,Close Date,Amount",
    ),
    "opportunities, the product's SKU": (
        "salesforce.opportunities",
        "Opportunity ID,Account Name,Stage,Close Date,Amount,Product SKU__c,Won,Has Products",
    ),
    "lines": (
        "salesforce.opportunity_lines",
        "Opportunity Name,Account Name,Stage,Close Date,Product Name,Quantity,Unit Price,Total Price,Date",
    ),
    "lines, numbers of their own": (
        "salesforce.opportunity_lines",
        "Opportunity ID,Opportunity Name,Stage,Close Date,Amount,Product Name,Product Code,Quantity,Sales Price,"
        "Total Price,Quote Number,Order Number,Line Item Number",
    ),
    "lines, no opportunity": (
        "salesforce.opportunity_lines",
        "Product Name,Quantity,Sales Price,Total Price",
    ),
    "products": ("salesforce.products", "Product Name,Product Code,Active"),
    "products of a price book": (
        "salesforce.products",
        "Price Book Name,Is Standard Price Book,Product Name,Product Code,List Price,Active (Product)",
    ),
    "price books": ("salesforce.price_books", "Price Book Name,Is Standard Price Book,Active"),
    "prices by code": ("salesforce.price_entries", "Price Book Name,Product Code,List Price"),
    # the weekly Data Export: API names, here as header-only files
    "Account.csv": (
        "salesforce.accounts",
        "Id,IsDeleted,MasterRecordId,Name,LastName,FirstName,Type,ParentId,BillingStreet,BillingCity,Phone,Website,"
        "IsPersonAccount,PersonEmail,PersonMobilePhone,OwnerId,SystemModstamp",
    ),
    "Contact.csv": (
        "salesforce.contacts",
        "Id,IsDeleted,AccountId,LastName,FirstName,MailingStreet,Phone,MobilePhone,Email,OwnerId,SystemModstamp",
    ),
    "Opportunity.csv": (
        "salesforce.opportunities",
        "Id,IsDeleted,AccountId,ContactId,Name,Description,StageName,Amount,Probability,TotalOpportunityQuantity,"
        "CloseDate,LeadSource,IsClosed,IsWon,CampaignId,HasOpportunityLineItem,Pricebook2Id,OwnerId,SystemModstamp",
    ),
    "OpportunityLineItem.csv": (
        "salesforce.opportunity_lines",
        "Id,OpportunityId,SortOrder,PricebookEntryId,Product2Id,ProductCode,Name,CurrencyIsoCode,Quantity,Discount,"
        "TotalPrice,UnitPrice,ListPrice,ServiceDate,Description,SystemModstamp,IsDeleted",
    ),
    "Product2.csv": (
        "salesforce.products",
        "Id,Name,ProductCode,Description,IsActive,Family,StockKeepingUnit,IsDeleted",
    ),
    "Pricebook2.csv": (
        "salesforce.price_books",
        "Id,IsDeleted,Name,IsActive,IsArchived,Description,IsStandard",
    ),
    "PricebookEntry.csv": (
        "salesforce.price_entries",
        "Id,Name,Pricebook2Id,Product2Id,CurrencyIsoCode,UnitPrice,IsActive,UseStandardPrice,ProductCode,IsDeleted",
    ),
    # Data Loader in capitals, queries with dotted names
    "lines in capitals": (
        "salesforce.opportunity_lines",
        "ID,OPPORTUNITYID,PRICEBOOKENTRYID,QUANTITY,UNITPRICE,TOTALPRICE,SERVICEDATE",
    ),
    "price entries in capitals": (
        "salesforce.price_entries",
        "ID,PRICEBOOK2ID,PRODUCT2ID,UNITPRICE,ISACTIVE",
    ),
    "accounts by query": ("salesforce.accounts", "Id,Name,Website,Phone,Owner.Name"),
    "contacts by query": ("salesforce.contacts", "Id,Name,Email,Account.Id,Account.Name"),
    "opportunities by query": ("salesforce.opportunities", "Id,Name,CloseDate,Amount,Account.Name"),
    "lines by query": (
        "salesforce.opportunity_lines",
        "Id,Opportunity.Id,Opportunity.StageName,PricebookEntry.Product2.Name,Quantity,TotalPrice",
    ),
    # QuickBooks' lists
    "Customers, old": (
        "quickbooks.customers",
        "Customer,Company,Street Address,City,State,Country,Zip,Open Balance",
    ),
    "Customers, new": (
        "quickbooks.customers",
        "Name,Company name,Street Address,City,State,Country,Zip,Open balance",
    ),
    "Customer Contact List": (
        "quickbooks.customer_contacts",
        ",Customer full name,Phone numbers,Email,Bill address",
    ),
    "Products, old": (
        "quickbooks.products",
        "Product/Service Name,Sales Description,SKU,Type,Sales Price / Rate",
    ),
    "Products, new": ("quickbooks.products", "Product/service name,Category,Item type,SKU,Sales price/rate"),
    "Vendors": (
        "quickbooks.vendors",
        "Vendor,Company,Street Address,City,State,Zip,Phone,Email,Open Balance",
    ),
    "Vendor Contact List": (
        "quickbooks.vendors",
        ",Vendor full name,Phone numbers,Email,Full name,Address,Account #",
    ),
    "Employee Contact List": ("quickbooks.employees", ",Employee full name,Phone numbers,Email,Address"),
    "Invoice List, old": (
        "quickbooks.invoices",
        "Date,Transaction Type,Num,Name,Memo/Description,Due Date,Amount",
    ),
    "Invoice List, new": (
        "quickbooks.invoices",
        "Transaction date,Num,Customer,Due date,Amount,Open balance",
    ),
    # what nothing needs, above all what repeats a deal on each row
    "quotes with their deals": (
        "Quotes",
        "Opportunity Name,Stage,Close Date,Amount,Quote Name,Quote Number,Syncing",
    ),
    "CPQ lines": (
        "Quote lines of a managed package (CPQ)",
        "Group: Group Name,Product Name,Quantity,Net Unit Price",
    ),
    "order lines": (
        "Order products",
        "Order Number,Order Product Number,Product Name,Quantity,Unit Price,Total Price",
    ),
    "orders": ("Orders", "Order Number,Account Name,Status"),
    "contracts": ("Contracts", "Contract Number,Account Name,Contract Start Date,Status,Billing City"),
    "assets": ("Assets", "Asset Name,Account Name,Product Name,Serial Number,Price"),
    "cases": ("Cases", "Case Number,Account Name,Contact Name,Subject,Priority"),
    "activities with deals": ("Tasks", "Opportunity Name,Stage,Amount,Close Date,Subject,Assigned,Date"),
    "leads": ("Leads", "Lead Owner,First Name,Last Name,Company / Account,Email,Lead Status"),
    "campaign members": ("Campaign members", "Campaign Name,Member Status,First Name,Last Name,Account Name"),
    "campaign influence": ("Campaign influence", "Campaign Name,Opportunity Name,Stage,Amount,Influence (%)"),
    "stage history": (
        "Opportunity history",
        "Opportunity Name,From Stage,To Stage,Amount,Close Date,Account Name",
    ),
    "contact roles": (
        "Opportunity contact roles",
        "Opportunity Name,Stage,Amount,Role,Primary,First Name,Last Name",
    ),
    "splits": ("Opportunity splits", "Opportunity Name,Account Name,Stage,Amount,Close Date,Split (%)"),
    "schedules": (
        "Opportunity line schedules",
        "Opportunity Name,Stage,Close Date,Product Name,Total Price,Schedule Date,Schedule Amount",
    ),
    "Lead.csv": (
        "Leads",
        "Id,IsDeleted,LastName,FirstName,Company,Phone,Email,LeadSource,Status,IsConverted",
    ),
    "Quote.csv": (
        "Quotes",
        "Id,OpportunityId,Pricebook2Id,QuoteNumber,TotalPrice,BillingStreet,Email,AccountId",
    ),
    "Order.csv": (
        "Orders",
        "Id,AccountId,Pricebook2Id,OpportunityId,EffectiveDate,BillingStreet,OrderNumber,Name",
    ),
    "Task.csv": ("Tasks", "Id,WhoId,WhatId,Subject,ActivityDate,AccountId,Description"),
    "OpportunityContactRole.csv": ("Opportunity contact roles", "Id,OpportunityId,ContactId,Role,IsPrimary"),
    "OpportunityHistory.csv": (
        "Opportunity history",
        "Id,OpportunityId,StageName,Amount,CloseDate,Probability",
    ),
}


def _best(headings: list[str]) -> list[str]:
    """Return the kinds whose claims fit a heading row best: one, when all is well."""
    kinds = {e.id: e.claims for e in EXPORTS} | {p.title: p.claims for p in PASSED_OVER}
    strengths = {name: claim_strength(claims, headings) for name, claims in kinds.items()}
    most = max(strengths.values())
    return [name for name, strength in strengths.items() if most and strength == most]


@pytest.mark.parametrize(("kind", "headings"), ROWS.values(), ids=ROWS)
def test_one_kind_alone_claims_a_table(kind: str, headings: str) -> None:
    assert _best(headings.split(",")) == [kind]


@pytest.mark.parametrize(("kind", "headings"), ROWS.values(), ids=ROWS)
def test_the_order_of_columns_means_nothing(kind: str, headings: str) -> None:
    assert _best([f" {h.upper()} " for h in reversed(headings.split(","))]) == [kind]


@pytest.mark.parametrize(
    "wanted",
    [
        "quickbooks.us.customers",
        "quickbooks.us.invoices",
        "quickbooks.us.invoices.tax",
        "quickbooks.us.credit_notes",
    ],
)
def test_nothing_claims_a_file_made_for_import(wanted: str) -> None:
    assert _best([column.name for column in load_template(wanted).columns]) == []


@pytest.mark.parametrize("heading", ["Account Owner: Email", "Owner: Email", "Parent Account: Billing Street"])
def test_no_account_field_takes_what_is_somebody_elses(heading: str) -> None:
    (accounts,) = (e for e in EXPORTS if e.entity == "account")
    known = {normal_heading(h) for column in accounts.columns for h in column.headings}
    assert known.isdisjoint(heading_forms(heading))


# --- templates ------------------------------------------------------------------------------------------------------

_I1 = (
    "*InvoiceNo,*Customer,*InvoiceDate,*DueDate,Terms,Location,Memo,Item(Product/Service),ItemDescription,ItemQuantity,"
    "ItemRate,*ItemAmount"
)
COLUMNS = {
    "quickbooks.us.customers": "Name,Company,Customer Type,Email,Phone,Mobile,Fax,Website,Street,City,State,ZIP,"
    "Country,Opening Balance,Date,Resale Number",
    "quickbooks.us.products.s1": "Product/Service Name,Sales Description,SKU,Type,Sales Price / Rate,Taxable,"
    "Income Account,Purchase Description,Purchase Cost,Expense Account,Quantity On Hand,Reorder Point,"
    "Inventory Asset Account,Quantity as-of Date",
    "quickbooks.us.products.s2": "Product/service name,Category,Item type,SKU,Sales description,Sales price/rate,"
    "Income account,Purchase description,Purchase cost,Expense account,Quantity on hand,Quantity as-of date,"
    "Reorder point,Inventory asset account",
    "quickbooks.us.invoices": f"{_I1},Service Date",
    "quickbooks.us.invoices.tax": f"{_I1},Taxable,TaxRate,Service Date",
    "quickbooks.us.credit_notes": "*CreditMemoNo,*Customer,*CreditMemoDate,Location,Memo,Item(Product/Service),"
    "ItemDescription,ItemQuantity,ItemRate,*ItemAmount,Service Date",
}
"""qbo-import.md 3.1 C1, 4.1 S1 and S2, 5.1 I1 and I2, 9, letter for letter."""
COLUMNS |= {
    "quickbooks.us.vendors": "Name,Company,Email,Phone,Mobile,Fax,Website,Street,City,State,ZIP,Country,Opening Balance,"
    "Date,Tax ID",
    "quickbooks.us.sales_receipts": "*SalesReceiptNo,Customer,*SalesReceiptDate,*DepositAccount,Location,Memo,"
    "Item(Product/Service),ItemDescription,ItemQuantity,ItemRate,*ItemAmount,Service Date",
    "quickbooks.us.bills": "*BillNo,*Supplier,*BillDate,*DueDate,Terms,Location,Memo,*Account,LineDescription,*LineAmount",
    "quickbooks.us.journal_entries": "*JournalNo,*JournalDate,*AccountName,*Debits,*Credits,Description,Name,Currency,"
    "Location,Class",
    "quickbooks.us.chart_of_accounts": "Account Number,Account Name,Type,Detail Type",
    "quickbooks.us.bank_transactions": "Date,Description,Amount",
    "quickbooks.us.bank_transactions.4": "Date,Description,Credit,Debit",
}
"""qbo-import.md 6, 8, 10, 11, 7 and 12, letter for letter."""
PLACE_WORDS = {
    "uk": "City/Town,County,Postcode",
    "ca": "City/Town,Province/Territory,Postal code",
    "au": "City/Town,State/Territory,Postcode",
    "global": "City/Town,State/Province/Region,Postal code",
}
"""qbo-import.md 3.1 C4."""
for _region, _words in PLACE_WORDS.items():
    for _name in ("customers", "vendors", "products.s1", "products.s2", "invoices", "credit_notes"):
        COLUMNS[f"quickbooks.{_region}.{_name}"] = COLUMNS[f"quickbooks.us.{_name}"].replace("City,State,ZIP", _words)
    COLUMNS[f"quickbooks.{_region}.products.s1"] = (
        "Product/Service Name,Sales Description,SKU,Type,Sales Price / Rate,Tax on Sales,Price/Rate Includes Tax,"
        "Taxable,Income Account,Purchase Description,Purchase Cost,Tax on Purchases,Purchase Cost Includes Tax,"
        "Expense Account,Quantity On Hand,Low Stock Alert,Inventory Asset Account,Quantity as-of Date"
    )  # 4.1 S3
    for _name in ("invoices", "credit_notes"):  # 5.1 I5, without the columns that csvbridge does not fill
        COLUMNS[f"quickbooks.{_region}.{_name}.codes"] = COLUMNS[f"quickbooks.us.{_name}"].replace(
            "*ItemAmount", "*ItemAmount,*ItemTaxCode"
        )

WRITTEN = {
    "customer": "name company email phone mobile fax website street city state postal_code country",
    "product": "name sku type description price income_account",
    "invoice_line": "number customer date due_date terms location memo item description quantity rate amount "
    "service_date",
}


def test_columns_are_those_of_the_sample_files() -> None:
    assert {t.id: ",".join(column.name for column in t.columns) for t in TEMPLATES} == COLUMNS


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: t.id)
def test_a_template_writes_the_agreed_fields_once(template: Template) -> None:
    written = [column.field for column in template.columns if column.field]
    if not template.written:
        assert written == [] and all(column.meaning for column in template.columns)
        return
    agreed = WRITTEN[template.entity].split()
    if ".credit_notes" in template.id:  # a credit is due at once
        agreed = [field for field in agreed if field not in ("due_date", "terms")]
    agreed += ["tax_code"] if template.id.endswith(".codes") else []
    assert sorted(written) == sorted(agreed)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: t.id)
def test_a_file_stays_within_what_the_screen_takes(template: Template) -> None:
    if not template.written:
        assert 0 < template.rows <= 999 and 0 < template.bytes <= 2_000_000
        return
    documents = 100 if template.entity == "invoice_line" else 0
    assert (template.rows, template.documents, template.bytes) == (999, documents, 2_000_000)
    assert template.file_kind == ("csv" if documents else "xlsx")
    assert template.numbered is bool(documents)
    assert (template.document in [c.name for c in template.columns if c.required]) is bool(documents)


@pytest.mark.parametrize("template", [t for t in TEMPLATES if t.region != "us" and t.written], ids=lambda t: t.id)
def test_a_region_has_the_limits_of_the_us_and_says_what_is_not_known(template: Template) -> None:
    base = load_template(f"quickbooks.us.{template.id.split('.', 2)[2].removesuffix('.codes')}")
    limits = {c.field: (c.max_length, c.advise_length, c.whole_digits, c.forbid, c.required) for c in base.columns}
    own = {c.field: (c.max_length, c.advise_length, c.whole_digits, c.forbid, c.required) for c in template.columns}
    assert {field: own[field] for field in limits if field} == {field: limits[field] for field in limits if field}
    assert template.unknown and all(phrase[0].islower() and not phrase.endswith(".") for phrase in template.unknown)


def test_of_what_is_written_for_the_us_nothing_is_said_to_be_unknown() -> None:
    assert [t.id for t in TEMPLATES if t.region == "us" and t.written and t.unknown] == []


def _limits(wanted: str) -> dict[str, tuple[int, int]]:
    columns = load_template(wanted).columns
    return {c.name: (c.max_length, c.advise_length) for c in columns if c.max_length or c.advise_length}


def test_limits_of_customers() -> None:
    assert _limits("quickbooks.us.customers") == {
        "Name": (100, 0),
        "Company": (100, 50),
        "Email": (100, 0),
        "Phone": (30, 21),
        "Mobile": (30, 21),
        "Fax": (30, 21),
        "Website": (1000, 0),
        "Street": (2000, 0),
        "City": (255, 0),
        "State": (255, 0),
        "ZIP": (30, 0),
        "Country": (255, 0),
        "Resale Number": (16, 0),
    }


def test_limits_of_products_and_documents() -> None:
    products = {"SKU": (100, 0), "Product/service name": (100, 0), "Sales description": (4000, 0)}
    assert products.items() <= _limits("quickbooks.us.products.s2").items()
    for wanted, number in (
        ("invoices", "*InvoiceNo"),
        ("invoices.tax", "*InvoiceNo"),
        ("credit_notes", "*CreditMemoNo"),
    ):
        assert _limits(f"quickbooks.us.{wanted}") == {
            number: (21, 0),
            "Memo": (4000, 0),
            "ItemDescription": (4000, 0),
        }
        (amount,) = (c for c in load_template(f"quickbooks.us.{wanted}").columns if c.field == "amount")
        assert (amount.kind, amount.whole_digits, amount.negative, amount.required) == (
            "money",
            11,
            False,
            True,
        )


@pytest.mark.parametrize("wanted", ["customers", "products.s1", "products.s2"])
def test_a_name_is_free_of_what_quickbooks_refuses(wanted: str) -> None:
    name = load_template(f"quickbooks.us.{wanted}").columns[0]
    assert (name.forbid, name.unique, name.required) == (':"\t\n\r', True, True)


def test_a_document_may_name_a_sub_customer() -> None:
    for wanted in ("invoices", "credit_notes"):
        columns = load_template(f"quickbooks.us.{wanted}").columns
        assert not any(":" in column.forbid for column in columns)


def test_the_tax_columns_say_that_there_is_none() -> None:
    filled = {c.name: c.const for c in load_template("quickbooks.us.invoices.tax").columns if c.const}
    assert filled == {"Taxable": "N", "TaxRate": "0%"}


# --- lists and the page about all this ------------------------------------------------------------------------------


def test_states_are_known_by_code_and_by_name() -> None:
    states = load_list("us-states")
    assert {"MA", "Massachusetts", "DC", "PR", "Puerto Rico", "AE"} <= states
    assert {"code", "name", ""}.isdisjoint(states)
    # fifty states, the district, five territories and three military addresses, each with a code and a name
    assert len([s for s in states if len(s) == 2 and s.isupper()]) == 59
    assert len(states) == 2 * 59


def test_the_example_of_the_page_loads(tmp_path: Path) -> None:
    page = (shipped("schemas") / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(id = \"quickbooks\.classes\".*?)```", page, flags=re.DOTALL)
    path = tmp_path / "classes.toml"
    path.write_text(example, encoding="utf-8")
    export = read_export(path, "quickbooks")
    assert (export.entity, export.claims[0].none) == ("known_class", ("Amount", "Num"))

"""Which kind a table is told to be by its headings: every export and list as it is met, and nothing else.

Header rows are worked out from salesforce-exports.md 1 and 2 (labels and API names) and qbo-import.md 3, 4 and 15.2.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from csvbridge.findings import Findings
from csvbridge.mapping.columns import Table
from csvbridge.mapping.identify import Known, identify_all, known_headings
from csvbridge.mapping.ready_tables import ReadyTable
from csvbridge.reading.sheet import Sheet
from csvbridge.schema_files import load_exports, load_passed_over, load_templates
from csvbridge.schemas import Template
from csvbridge.trail import Trail

# Fifteen characters whose check characters are AAA carry no capital letter: these ids are sound as they stand.
_ACCOUNT = "001000000000001AAA"
_DEAL = "006000000000001AAA"


def _identify(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]] = (),
    *,
    record_type: str = "",
    worksheet: str | None = None,
    aliases: Mapping[str, str] | None = None,
) -> tuple[Table | None, str, list[str]]:
    trail, findings = Trail(), Findings()
    source = trail.add_source("exports/table.csv", worksheet)
    columns = [[row[c] for row in rows] for c in range(len(headings))]
    sheet = Sheet(
        source=source,
        headings=list(headings),
        columns=columns,
        row_ids=trail.add_rows(source, range(2, 2 + len(rows))),
        object=record_type,
        exact=bool(record_type),
    )
    known = Known(
        exports=load_exports(),
        passed_over=load_passed_over(),
        templates=load_templates(),
        aliases=aliases or {},
    )
    tables = identify_all([sheet], known, trail, findings)
    codes = [stored.rule.code for stored in findings]
    return (tables[0] if tables else None), source.identified_as, codes


EXPORTS = {
    # Salesforce reports, in report labels
    "accounts report": (
        "salesforce.accounts",
        "Account Owner,Account Name,Type,Rating,Last Activity,Last Modified Date,Billing State/Province",
    ),
    "accounts with ids": (
        "salesforce.accounts",
        "Account ID,Account Name,Phone,Billing Street,Billing City,Billing State/Province,Billing Zip/Postal Code",
    ),
    "accounts, name alone": ("salesforce.accounts", "Account Name"),
    "accounts, custom report type": (
        "salesforce.accounts",
        "Account: Account Name,Account: Account Number,Account: Billing City,Account: Phone",
    ),
    "accounts, doubled label and sort arrow": (
        "salesforce.accounts",
        "Account Name: Account Name  \u2191,Industry,Billing Country",
    ),
    "accounts, saved again by Excel": (
        "salesforce.accounts",
        "\ufeffAccount Name,Phone,Website,Billing Street,,,",
    ),
    "accounts with their parents": (
        "salesforce.accounts",
        "Account ID,Account Name,Parent Account,Parent Account ID,Description",
    ),
    "contacts report": (
        "salesforce.contacts",
        "Salutation,First Name,Last Name,Title,Mailing Street,Mailing City,Mailing State/Province,"
        "Mailing Zip/Postal Code,Mailing Country,Phone,Mobile,Fax,Email,Account Owner,Account Name",
    ),
    "contacts, custom report type": (
        "salesforce.contacts",
        "Contact: Full Name,Contact: Email,Account: Account Name",
    ),
    "contacts by account id": ("salesforce.contacts", "Contact ID,First Name,Last Name,Account ID,Email"),
    "opportunities report": (
        "salesforce.opportunities",
        "Opportunity Owner,Account Name,Opportunity Name,Stage,Fiscal Period,Amount,Expected Revenue,"
        "Probability (%),Age,Close Date,Created Date,Next Step,Lead Source,Type",
    ),
    "opportunities with quantity and price book": (
        "salesforce.opportunities",
        "Opportunity ID,Opportunity Name,Account Name,Stage,Close Date,Amount,Quantity,Price Book,Has Products",
    ),
    "opportunities with their campaign": (
        "salesforce.opportunities",
        "Opportunity Name,Account Name,Stage,Close Date,Amount,Primary Campaign Source,Description",
    ),
    "opportunities with the account's address": (
        "salesforce.opportunities",
        "Opportunity ID,Opportunity Name,Stage,Close Date,Amount,Account ID,Account Name,Billing Street,"
        "Billing City,Billing Country,Industry",
    ),
    "opportunities, custom report type": (
        "salesforce.opportunities",
        "Opportunity: Opportunity Name,Opportunity: Stage,Opportunity: Amount,Opportunity: Close Date,"
        "Account: Account Name,Opportunity: Opportunity ID",
    ),
    "opportunities, label with blanks round the colon": (
        "salesforce.opportunities",
        "Deal : Opportunity : Opportunity Name,Deal : Opportunity : Stage,Deal : Opportunity : Close Date,"
        "Deal : Account : Account Name",
    ),
    "opportunities in several currencies": (
        "salesforce.opportunities",
        "Opportunity Name,Account Name,Stage,Close Date,Amount Currency,Amount,Amount (converted) Currency,"
        "Amount (converted)",
    ),
    "opportunities with a product SKU of their own": (
        "salesforce.opportunities",
        "Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Close Date,Product SKU",
    ),
    "lines report": (
        "salesforce.opportunity_lines",
        "Opportunity ID,Opportunity Name,Account Name,Stage,Close Date,Amount,Line Item ID,Product Name,Product Code,"
        "Quantity,List Price,Sales Price,Discount,Total Price,Date,Line Description",
    ),
    "lines with the account's address": (
        "salesforce.opportunity_lines",
        "Account Name,Billing Street,Billing City,Opportunity Name,Stage,Close Date,Product Name,Quantity,Total Price",
    ),
    "lines, custom report type": (
        "salesforce.opportunity_lines",
        "Opportunity: Opportunity Name,Opportunity: Stage,Opportunity: Close Date,Product: Product Name,"
        "Product: Product Code,Opportunity Product: Quantity,Opportunity Product: Total Price,Account: Account Name",
    ),
    "lines in several currencies": (
        "salesforce.opportunity_lines",
        "Opportunity Name,Account Name,Stage,Close Date,Product Name,Quantity,Sales Price Currency,Sales Price,"
        "Total Price Currency,Total Price,Total Price (converted) Currency,Total Price (converted)",
    ),
    "lines and nothing of the deal but its id": (
        "salesforce.opportunity_lines",
        "Opportunity ID,Product Code,Quantity,Sales Price,Total Price",
    ),
    "products report": (
        "salesforce.products",
        "Product Name,Product Code,Product Description,Product Family,Active",
    ),
    "products with their prices": (
        "salesforce.products",
        "Product ID,Product Name,Product Code,Product Description,Active,Price Book Name,Is Standard Price Book,"
        "List Price",
    ),
    "price books with products": (
        "salesforce.products",
        "Price Book Name,Product Name,Product Code,List Price,Active,Use Standard Price",
    ),
    "products, custom report type": (
        "salesforce.products",
        "Product: Product Name,Product: Product Code,Product: Active,Price Book: Price Book Name,List Price",
    ),
    "price books report": (
        "salesforce.price_books",
        "Price Book Name,Is Standard Price Book,Active,Description",
    ),
    # API names: weekly Data Export (header only), Data Loader (all capitals in old versions), sf data query (dotted)
    "Account.csv": (
        "salesforce.accounts",
        "Id,IsDeleted,MasterRecordId,Name,Type,ParentId,BillingStreet,BillingCity,BillingState,BillingPostalCode,"
        "BillingCountry,ShippingStreet,Phone,Fax,AccountNumber,Website,Sic,Industry,AnnualRevenue,NumberOfEmployees,"
        "Ownership,Rating,Site,OwnerId,CreatedDate,CreatedById,SystemModstamp,AccountSource",
    ),
    "accounts, all capitals": ("salesforce.accounts", "ID,NAME,BILLINGSTREET,BILLINGCITY,PHONE"),
    "accounts, query": ("salesforce.accounts", "Id,Name,BillingStreet,Parent.Name,Owner.Name"),
    "Contact.csv": (
        "salesforce.contacts",
        "Id,IsDeleted,MasterRecordId,AccountId,LastName,FirstName,Salutation,Name,MailingStreet,MailingCity,Phone,Fax,"
        "MobilePhone,ReportsToId,Email,Title,Department,LeadSource,OwnerId,CreatedDate,SystemModstamp",
    ),
    "contacts, query": ("salesforce.contacts", "Id,FirstName,LastName,Email,Account.Name"),
    "Opportunity.csv": (
        "salesforce.opportunities",
        "Id,IsDeleted,AccountId,RecordTypeId,Name,Description,StageName,Amount,Probability,ExpectedRevenue,"
        "TotalOpportunityQuantity,CloseDate,Type,NextStep,LeadSource,IsClosed,IsWon,ForecastCategory,CampaignId,"
        "HasOpportunityLineItem,Pricebook2Id,OwnerId,CreatedDate,SystemModstamp",
    ),
    "opportunities, all capitals": (
        "salesforce.opportunities",
        "ID,NAME,ACCOUNTID,STAGENAME,AMOUNT,CLOSEDATE",
    ),
    "opportunities, query": (
        "salesforce.opportunities",
        "Id,Name,StageName,Amount,CloseDate,Account.Id,Account.Name,Owner.Name",
    ),
    "OpportunityLineItem.csv": (
        "salesforce.opportunity_lines",
        "Id,OpportunityId,SortOrder,PricebookEntryId,Product2Id,ProductCode,Name,Quantity,TotalPrice,UnitPrice,"
        "ListPrice,ServiceDate,Description,CreatedDate,SystemModstamp,IsDeleted",
    ),
    "lines, all capitals": (
        "salesforce.opportunity_lines",
        "ID,OPPORTUNITYID,PRODUCT2ID,QUANTITY,UNITPRICE,TOTALPRICE",
    ),
    "lines, query": (
        "salesforce.opportunity_lines",
        "Id,Opportunity.Name,Opportunity.StageName,Opportunity.CloseDate,Opportunity.Account.Name,Product2.Name,"
        "Product2.ProductCode,Quantity,UnitPrice,TotalPrice",
    ),
    "Product2.csv": (
        "salesforce.products",
        "Id,Name,ProductCode,Description,IsActive,CreatedDate,SystemModstamp,Family,IsDeleted,IsArchived,"
        "StockKeepingUnit,QuantityUnitOfMeasure",
    ),
    "products, all capitals": ("salesforce.products", "ID,NAME,PRODUCTCODE,ISACTIVE"),
    "Pricebook2.csv": (
        "salesforce.price_books",
        "Id,IsDeleted,Name,CreatedDate,SystemModstamp,IsActive,IsArchived,Description,IsStandard",
    ),
    "PricebookEntry.csv": (
        "salesforce.price_entries",
        "Id,Name,Pricebook2Id,Product2Id,UnitPrice,IsActive,UseStandardPrice,CreatedDate,SystemModstamp,ProductCode,"
        "IsDeleted",
    ),
    "price entries, query": (
        "salesforce.price_entries",
        "Id,Pricebook2.Name,Pricebook2.IsStandard,Product2.Name,Product2.ProductCode,UnitPrice,IsActive",
    ),
    # QuickBooks' lists, older and newer screens; reports have an empty first column
    "Customers.xls, old": (
        "quickbooks.customers",
        "Customer,Company,Street Address,City,State,Country,Zip,Phone,Email,Attachments,Open Balance,Notes",
    ),
    "Customers.xls, new": (
        "quickbooks.customers",
        "Name,Company name,Street Address,City,State,Country,Zip,Phone,Email,Customer type,Attachments,Open balance",
    ),
    "Customer Contact List, new": (
        "quickbooks.customer_contacts",
        ",Customer full name,Phone numbers,Email,Full name,Bill address,Ship address",
    ),
    "Customer Contact List, old": (
        "quickbooks.customer_contacts",
        ",Customer,Phone Numbers,Email,Full Name,Billing Address,Shipping Address",
    ),
    "ProductServiceList, old": (
        "quickbooks.products",
        "Product/Service Name,Sales Description,SKU,Type,Sales Price / Rate,Taxable,Income Account,"
        "Purchase Description,Purchase Cost,Expense Account,Quantity On Hand,Reorder Point,Inventory Asset Account,"
        "Quantity as-of Date",
    ),
    "ProductServiceList, no inventory": (
        "quickbooks.products",
        "Product/Service Name,Sales Description,SKU,Type,Sales Price / Rate,Income Account,Purchase Description,"
        "Purchase Cost,Expense Account",
    ),
    "ProductServiceList, new": (
        "quickbooks.products",
        "Product/service name,Category,Item type,SKU,Sales description,Sales price/rate,Income account",
    ),
    "Invoice List, old": (
        "quickbooks.invoices",
        "Date,Transaction Type,Num,Name,Memo/Description,Due Date,Amount,Open Balance",
    ),
    "Invoice List, new": (
        "quickbooks.invoices",
        ",Transaction date,Transaction type,Num,Customer,Due date,Amount,Open balance",
    ),
    "Vendor Contact List": (
        "quickbooks.vendors",
        ",Vendor full name,Phone numbers,Email,Full name,Address,Account #",
    ),
    "Vendor Contact List, old": (
        "quickbooks.vendors",
        ",Vendor,Phone Numbers,Email,Full Name,Address,Account #",
    ),
    "Supplier list": ("quickbooks.vendors", "Supplier,Company,Phone,Email"),
    "Employee Contact List": ("quickbooks.employees", ",Employee full name,Phone numbers,Email,Address"),
    "Employee Contact List, old": ("quickbooks.employees", ",Employee,Phone Numbers,Email,Address"),
}


@pytest.mark.parametrize(("expected", "headings"), EXPORTS.values(), ids=EXPORTS)
def test_what_can_be_read_is_known_by_its_headings(expected: str, headings: str) -> None:
    table, identified_as, codes = _identify(headings.split(","))
    assert identified_as == expected
    # every stop is out of the question, a missing column aside: these rows test the claims
    assert set(codes) <= {"SFR203", "SFR212"}
    assert table is not None or "SFR203" in codes


PASSED_OVER = {
    "Users": "Username,Alias,Profile,Active,Role,Email",
    "Users ": "Id,Username,LastName,FirstName,Name,CompanyName,Email,Alias,IsActive,ProfileId,UserRoleId",
    "Leads": "Lead Owner,First Name,Last Name,Title,Company / Account,Email,Lead Status",
    "Leads ": "Id,IsDeleted,MasterRecordId,LastName,FirstName,Name,Company,Street,City,Status,Industry,AnnualRevenue",
    "Campaigns": "Campaign Name,Start Date,End Date,Status,Type",
    "Cases": "Case Number,Subject,Account Name,Contact Name,Status,Date/Time Opened",
    "Cases ": "Id,IsDeleted,CaseNumber,ContactId,AccountId,Type,Status,Subject,Priority,Description",
    "Tasks": "Subject,Assigned,Account Name,Due Date,Priority,Status",
    "Tasks ": "Id,WhoId,WhatId,Subject,ActivityDate,Status,Priority,OwnerId,IsDeleted,AccountId",
    "Events": "Id,WhoId,WhatId,Subject,Location,ActivityDateTime,StartDateTime,EndDateTime,IsDeleted,AccountId",
    "Quotes": "Quote Number,Quote Name,Opportunity Name,Account Name,Status,Expiration Date,Total Price,Grand Total",
    "Quotes ": "Id,IsDeleted,Name,OpportunityId,Pricebook2Id,ContactId,QuoteNumber,Status,Subtotal,TotalPrice,"
    "BillingStreet,AccountId,GrandTotal",
    "Quote lines": "Quote Number,Line Item Number,Product Name,Quantity,List Price,Sales Price,Total Price",
    "Quote lines ": "Id,LineNumber,QuoteId,PricebookEntryId,Quantity,UnitPrice,ServiceDate,Product2Id,TotalPrice",
    "Quote lines of a managed package (CPQ)": "Quote Line Created By,Product Name,Net Unit Price,Net Total,Unit Cost",
    "Orders": "Order Number,Account Name,Order Start Date,Status,Order Amount",
    "Orders ": "Id,OwnerId,ContractId,AccountId,OpportunityId,EffectiveDate,Status,OrderNumber,TotalAmount",
    "Order products": "Order Number,Order Product Number,Product Name,Product Code,Quantity,Unit Price,Total Price",
    "Order products ": "Id,Product2Id,OrderId,PricebookEntryId,Quantity,UnitPrice,ListPrice,TotalPrice,ServiceDate",
    "Contracts": "Contract Number,Account Name,Contract Start Date,Contract End Date,Status",
    "Assets": "Asset Name,Account Name,Product Name,Serial Number,Install Date,Purchase Date",
    "Assets ": "Id,ContactId,AccountId,Product2Id,ProductCode,Name,SerialNumber,InstallDate,Price,Quantity,Status",
    "Opportunity history": "Opportunity Name,From Stage,To Stage,Last Modified,Amount,Close Date",
    "Opportunity history ": "Id,OpportunityId,CreatedById,StageName,Amount,CloseDate,Probability,IsDeleted",
    "Opportunity contact roles": "Opportunity Name,Account Name,Contact Role,First Name,Last Name,Stage",
    "Opportunity splits": "Opportunity Name,Split Percent,Split Amount,Stage,Close Date,Amount",
    "an empty Salesforce object": "Id,AccountId,UserId,TeamMemberRole,IsDeleted,SystemModstamp",
}


@pytest.mark.parametrize(("title", "headings"), PASSED_OVER.items())
def test_what_nothing_needs_is_named_and_passed_over(title: str, headings: str) -> None:
    table, identified_as, codes = _identify(headings.split(","))
    assert table is None
    assert identified_as == f"salesforce.{title.strip()}"
    assert codes == ["SFR205"]


STRANGERS = {
    "a picture of nothing": "Value,Status,Type",
    "a bank's file": "Date,Description,Amount",
    "a shop's orders": "Order ID,Email,Total,Shipping City,Lineitem name,Lineitem price",
    "a mailing list": "First Name,Last Name,Email,Tags",
    "a register of names": "Name,Email,Phone",
    "QuickBooks, chart of accounts": "Account Number,Account Name,Type,Detail Type",
    "a ledger": "Date,Description,Original Description,Amount,Transaction Type,Category,Account Name",
    "a report in German": "Name der Opportunity,Phase,Betrag,Schlusstermin,Accountname",
    "a load log": "sf__Id,sf__Created,Name",
}


@pytest.mark.parametrize("headings", STRANGERS.values(), ids=STRANGERS)
def test_a_stranger_stops_the_run(headings: str) -> None:
    table, identified_as, codes = _identify(headings.split(","))
    assert (table, identified_as, codes) == (None, "", ["SFR201"])


@pytest.mark.parametrize(
    "wanted",
    [
        "quickbooks.us.customers",
        "quickbooks.us.invoices",
        "quickbooks.us.invoices.tax",
        "quickbooks.us.credit_notes",
    ],
)
def test_our_own_import_file_is_called_by_its_name(wanted: str) -> None:
    (template,) = (t for t in load_templates() if t.id == wanted)
    table, _, codes = _identify([column.name for column in template.columns])
    assert (table, codes) == (None, ["SFR207"])


@pytest.mark.parametrize("template", load_templates(), ids=lambda t: t.id)
def test_for_validation_an_import_file_is_known_for_its_template(template: Template) -> None:
    trail, findings = Trail(), Findings()
    source = trail.add_source("given.csv")
    headings = [column.name for column in template.columns]
    sheet = Sheet(source=source, headings=headings, columns=[[] for _ in headings], row_ids=range(0))
    known = Known(
        exports=load_exports(),
        passed_over=load_passed_over(),
        templates=load_templates(),
        aliases={},
        validating=True,
        region=template.region,
    )
    ready: list[ReadyTable] = []
    tables = identify_all([sheet], known, trail, findings, ready)
    if "products" in template.id:  # QuickBooks' own list has the same columns
        assert [table.export.id for table in tables] == ["quickbooks.products"]
        return
    assert (tables, source.identified_as) == ([], template.id)
    assert [table.template for table in ready] == [template]
    assert list(ready[0].columns) == headings
    assert len(findings) == 0


@pytest.mark.parametrize("wanted", ["quickbooks.us.products.s1", "quickbooks.us.products.s2"])
def test_the_products_template_is_the_same_row_as_the_products_list(wanted: str) -> None:
    """QuickBooks' export has the very columns of its import (qbo-import.md 4.1): headings cannot tell them apart."""
    (template,) = (t for t in load_templates() if t.id == wanted)
    assert _identify([column.name for column in template.columns])[1] == "quickbooks.products"


@pytest.mark.parametrize(
    ("record_type", "expected"),
    [
        ("Account", "salesforce.accounts"),
        ("OPPORTUNITYLINEITEM", "salesforce.opportunity_lines"),
        ("Pricebook2", "salesforce.price_books"),
        ("Case", "salesforce.Cases"),
        ("Widget__c", "salesforce.Widget__c"),
    ],
)
def test_what_json_says_of_itself_decides(record_type: str, expected: str) -> None:
    headings = ["Id", "Name", "OpportunityId", "TotalPrice", "Product2Id"]
    assert _identify(headings, record_type=record_type)[1] == expected


@pytest.mark.parametrize(
    ("record_id", "expected"),
    [
        (_ACCOUNT, "salesforce.accounts"),
        ("001000000000001", "salesforce.accounts"),
        ("500000000000001AAA", "salesforce.Cases"),
        ("a0B000000000001", "salesforce.records with ids a0B…"),
    ],
)
def test_the_ids_of_the_records_decide_before_the_headings(record_id: str, expected: str) -> None:
    """Name and IsActive would be a product's headings; the id says whose they are."""
    assert _identify(["Id", "Name", "IsActive"], [[record_id, "Alder & Finch", "1"]])[1] == expected


def test_ids_of_lines_and_of_contact_roles_differ_by_case_alone() -> None:
    """00k is a line, 00K a contact role; an all-capitals file is told by its other headings."""
    line = ["Id", "OpportunityId", "TotalPrice", "Quantity", "Product2Id"]
    assert _identify(line, [["00K000000000001", _DEAL, "10.00", "1", ""]])[1] == "salesforce.opportunity_lines"
    role = ["Id", "OpportunityId", "ContactId", "Role"]
    assert _identify(role, [["00K000000000001", _DEAL, "", ""]])[1] == "salesforce.Opportunity contact roles"


def test_a_missing_column_is_said_with_what_would_do() -> None:
    table, identified_as, codes = _identify(["Opportunity Name", "Amount", "Owner Role"])
    assert table is None and identified_as == "salesforce.opportunities"
    assert codes == ["SFR203", "SFR203", "SFR203"]  # stage, close date and account, all at once


@pytest.mark.parametrize(
    ("second", "expected"),
    [("Pine", ["SFR204"]), ("Alder", []), (" Alder ", [])],
    ids=["other", "same", "blanks"],
)
def test_two_columns_for_one_field(second: str, expected: list[str]) -> None:
    headings = ["Account Name", "Account Name", "Billing City"]
    table, _, codes = _identify(headings, [["Alder", second, "Leeds"]])
    assert codes == expected
    assert (table is None) == bool(expected)


def test_two_id_columns_with_the_same_record_are_no_question() -> None:
    headings = ["Account ID", "18 Character ID", "Account Name"]
    assert _identify(headings, [["001000000000001", _ACCOUNT, "Alder"]])[2] == []
    assert _identify(headings, [["001000000000001", "001000000000002AAA", "Alder"]])[2] == ["SFR204"]


def test_the_whole_label_goes_before_the_last_part() -> None:
    """`Amount` is the deal's; `Forecast: Amount` is something else, and no second column for it."""
    headings = ["Opportunity Name", "Account Name", "Stage", "Close Date", "Forecast: Amount", "Amount"]
    table, _, codes = _identify(headings, [["Signs", "Alder", "Closed Won", "2026-10-01", "7.00", "9.00"]])
    assert codes == []
    assert table is not None and table.positions["amount"] == 5


def test_doubled_and_blank_headings_that_nobody_needs_are_a_note() -> None:
    assert _identify(["Account Name", "Notes", "Notes", ""])[2] == ["SFR212"]


def test_headings_taught_by_the_profile() -> None:
    headings = ["Client", "Deal", "Étape", "Signed on", "Value"]
    aliases = {
        "client": "Account Name",
        "Deal": "Opportunity Name",
        "Étape": "Stage",
        "Signed on": "Close Date",
        "Value": "Amount",
    }
    table, identified_as, codes = _identify(headings, aliases=aliases)
    assert (identified_as, codes) == ("salesforce.opportunities", [])
    assert table is not None and table.positions["stage"] == 2


def test_readers_know_the_headings_of_every_export_and_of_the_profile() -> None:
    known = Known(exports=load_exports(), passed_over=(), templates=(), aliases={"Client": "Account Name"})
    found = known_headings(known)
    assert {"account name", "num", "stagename", "client"} <= found


def test_a_workbook_is_told_by_its_headings_as_any_table_is() -> None:
    assert _identify(["Account Name", "Billing City"], worksheet="Report")[1:] == ("salesforce.accounts", [])
    listed = ["Name", "Company name", "Open balance"]
    assert _identify(listed, worksheet="Sheet1")[1:] == ("quickbooks.customers", [])


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ("Id,Name,StageName,CloseDate,AccountId", True),
        ("Opportunity ID,Stage,Close Date,Account Name", False),
    ],
)
def test_api_names_are_told_from_labels(headings: str, expected: bool) -> None:
    table, _, _ = _identify(headings.split(","))
    assert table is not None and table.api_named is expected

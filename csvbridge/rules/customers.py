"""QBO2xx: customers: names, and what goes beside them."""

from csvbridge.findings import Effect, Rule, Severity

NAME_BLANK = Rule(
    code="QBO201",
    name="name-blank",
    severity=Severity.ERROR,
    effect=Effect.REJECT,
    message="the {kind} has no name that QuickBooks could take",
    cause="QuickBooks requires a name, and blanks or invisible characters are none.",
    fix="Give the record a name in Salesforce and export again.",
    wrong='"   "',
    right='"Alder & Finch LLC"',
    source="qbo-import.md 3.1",
)
NAME_CHANGED = Rule(
    code="QBO202",
    name="name-characters-replaced",
    severity=Severity.NOTE,
    message='characters that QuickBooks refuses in names were replaced: now "{after}"',
    cause="A colon means a sub-customer or a category to QuickBooks, and double quotes are refused.",
    fix="Nothing to do.",
    wrong='Orla: Finch "West"',
    right="Orla - Finch 'West'",
    source="contract.md 4, qbo-import.md 3.2",
)
NAME_SHORTENED = Rule(
    code="QBO203",
    name="name-shortened",
    severity=Severity.WARNING,
    message='{length} characters; QuickBooks takes {limit}. Written as "{after}"',
    cause="The import screens take names of 100 characters.",
    fix="Shorten the name in Salesforce, or create the record in QuickBooks under a short name and map it in "
    "[crosswalk.{table}].",
    wrong="a name of 117 characters",
    right="a name of 100 characters",
    source="qbo-import.md 3.2, 4.2",
)
SHORT_FORM_TAKEN = Rule(
    code="QBO204",
    name="short-name-taken",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message='{length} characters; shortened to {limit} it would be "{after}", and that name is taken by {by}',
    cause="Two records would become one in QuickBooks.",
    fix='Shorten the name in Salesforce, or say which QuickBooks record it is: [crosswalk.{table}] "{key}" = "…"',
    wrong="two names that agree in their first 100 characters",
    right="two names that differ early",
    source="contract.md 4",
)
NAME_TWICE = Rule(
    code="QBO205",
    name="name-twice",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message='two {kind}s have the name "{name}" (the other: {other}); QuickBooks takes a name once',
    cause="They may be one, or two: csvbridge does not merge them unasked.",
    fix="Rename or merge one of them in Salesforce and export again, or say which QuickBooks record it is: "
    '[crosswalk.{table}] "{key}" = "…"',
    wrong="Alder & Finch, ALDER & FINCH",
    right="Alder & Finch (Boston), Alder & Finch (Leeds)",
    source="contract.md 4, qbo-import.md 14, row 10",
)
NAME_HELD_BY_OTHER = Rule(
    code="QBO206",
    name="name-held-by-other-list",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message='the name "{name}" is held by {holder} in QuickBooks',
    cause="Customers, vendors and employees share one set of names in QuickBooks.",
    fix='Create the customer in QuickBooks under another name, for example "{proposal}", and map it: '
    '[crosswalk.customers] "{key}" = "{proposal}"',
    wrong="customer Birch Supply beside vendor Birch Supply",
    right="customer Birch Supply (customer)",
    source="qbo-import.md 3.2, 14, rows 9 and 11",
)
SEVERAL_QUICKBOOKS_NAMES = Rule(
    code="QBO207",
    name="several-quickbooks-records-fit",
    severity=Severity.ERROR,
    effect=Effect.HOLD,
    message='several QuickBooks {kind}s fit "{name}": {fits}',
    cause="csvbridge does not choose between them.",
    fix='Say which: [crosswalk.{table}] "{key}" = "{first}"',
    wrong="North:Office, South:Office",
    right='[crosswalk.customers] "Office" = "North:Office"',
    source="contract.md 4",
)
PARENT_FLAT = Rule(
    code="QBO208",
    name="parent-written-flat",
    severity=Severity.WARNING,
    message="the account belongs to {parent}; the import knows no parents, so the customer is written without",
    cause="QuickBooks' customer import has no parent column.",
    fix='After the import, open the customer in QuickBooks and tick "Is a sub-customer" if you want it under its parent.',
    wrong="Finch Holdings:Orla",
    right="Orla",
    source="qbo-import.md 3.3",
)
ZIP_PADDED = Rule(
    code="QBO209",
    name="zip-padded",
    severity=Severity.WARNING,
    message="the ZIP had lost its leading zero; written as {after}",
    cause="Spreadsheets drop leading zeros.",
    fix="Check the address; correct the ZIP in Salesforce.",
    wrong="1569",
    right="01569",
    source="contract.md 4, qbo-import.md 14, row 18",
)
WEBSITE_SCHEME = Rule(
    code="QBO210",
    name="website-scheme-added",
    severity=Severity.NOTE,
    message="QuickBooks wants a full web address; written as {after}",
    cause="An address without https:// is marked in the import screen.",
    fix="Nothing to do.",
    wrong="www.alder.example",
    right="https://www.alder.example",
    source="qbo-import.md 3.2",
)
WEBSITE_LEFT_OUT = Rule(
    code="QBO211",
    name="website-left-out",
    severity=Severity.WARNING,
    message="not a web address that QuickBooks takes ({problem}); left out",
    cause="QuickBooks refuses the cell.",
    fix="Correct the website in Salesforce, or enter it in QuickBooks.",
    wrong="see brochure",
    right="https://www.alder.example",
    source="qbo-import.md 3.2",
)
PHONE_LEFT_OUT = Rule(
    code="QBO212",
    name="phone-left-out",
    severity=Severity.WARNING,
    message="{length} characters; QuickBooks takes 30. Left out",
    cause="QuickBooks refuses the cell. Several numbers in one cell are the usual reason.",
    fix="Enter one number in Salesforce, or in QuickBooks after the import.",
    wrong="(413) 555-0142 / (413) 555-0143 after six",
    right="(413) 555-0142",
    source="qbo-import.md 3.2",
)
EMAIL_LEFT_OUT = Rule(
    code="QBO213",
    name="email-left-out",
    severity=Severity.WARNING,
    message="not an e-mail address that QuickBooks takes ({problem}); left out",
    cause="QuickBooks refuses the cell, and an invoice would be sent nowhere.",
    fix="Correct the address in Salesforce, or enter it in QuickBooks.",
    wrong="tom.finch[at]finch",
    right="tom.finch@finch.example",
    source="qbo-import.md 3.2, 14, row 15",
)
EMAIL_TIDIED = Rule(
    code="QBO214",
    name="email-tidied",
    severity=Severity.NOTE,
    message="written as {after}",
    cause="QuickBooks takes several addresses joined by a comma without blanks, and no mailto:.",
    fix="Nothing to do.",
    wrong="a@alder.example; b@alder.example",
    right="a@alder.example,b@alder.example",
    source="qbo-import.md 3.2",
)
KNOWN_NAME_USED = Rule(
    code="QBO215",
    name="quickbooks-name-used",
    severity=Severity.NOTE,
    message='QuickBooks already has this {kind} as "{after}"; that name is used',
    cause="The record is not written again, and its documents carry QuickBooks' own spelling.",
    fix="Nothing to do. If it is another one, rename it in Salesforce.",
    wrong="ALDER & FINCH LLC in Salesforce, Alder & Finch LLC in QuickBooks",
    right="a customer whom QuickBooks does not have yet",
    source="contract.md 4",
)
CUSTOMER_FROM_DEAL = Rule(
    code="QBO216",
    name="customer-from-deal",
    severity=Severity.WARNING,
    message='no accounts file was given: the customer "{name}" is written with its name alone',
    cause="Address, phone and e-mail come from the Accounts and Contacts reports.",
    fix="Give the Accounts report too.",
    wrong="opportunities.csv alone",
    right="opportunities.csv and accounts.csv",
    source="contract.md 4",
)
COMPANY_BLANK = Rule(
    code="QBO217",
    name="company-left-blank",
    severity=Severity.NOTE,
    message="the name has {length} characters; QuickBooks' Company cell takes 50, so it is left blank",
    cause="The name itself is written whole.",
    fix="Nothing to do.",
    wrong="Northern Lights Community Development Corporation of Ohio",
    right="Northern Lights Community Development",
    source="contract.md 4, qbo-import.md 3.2",
)
CROSSWALK_UNKNOWN = Rule(
    code="QBO218",
    name="crosswalk-name-not-in-list",
    severity=Severity.WARNING,
    message='[crosswalk.{table}] says QuickBooks has "{name}", but the list given does not show it',
    cause="The import would fail or make a bare new record of that name.",
    fix="Correct the name in csvbridge.toml, or export the list again.",
    wrong='"Alder & Finch" = "Alder and Finch", while QuickBooks shows Alder & Finch LLC',
    right='"Alder & Finch" = "Alder & Finch LLC"',
    source="contract.md 4",
)
NAMESAKE = Rule(
    code="QBO219",
    name="namesake-not-invoiced",
    severity=Severity.WARNING,
    message='another account has the name "{name}" ({other}); only this one is needed now',
    cause="When the other one is invoiced later, QuickBooks could not tell them apart.",
    fix="Rename or merge one of them in Salesforce.",
    wrong="two accounts called Harbor Dental",
    right="Harbor Dental (Boston), Harbor Dental (Leeds)",
    source="contract.md 4",
)

RULES = (
    NAME_BLANK,
    NAME_CHANGED,
    NAME_SHORTENED,
    SHORT_FORM_TAKEN,
    NAME_TWICE,
    NAME_HELD_BY_OTHER,
    SEVERAL_QUICKBOOKS_NAMES,
    PARENT_FLAT,
    ZIP_PADDED,
    WEBSITE_SCHEME,
    WEBSITE_LEFT_OUT,
    PHONE_LEFT_OUT,
    EMAIL_LEFT_OUT,
    EMAIL_TIDIED,
    KNOWN_NAME_USED,
    CUSTOMER_FROM_DEAL,
    COMPANY_BLANK,
    CROSSWALK_UNKNOWN,
    NAMESAKE,
)

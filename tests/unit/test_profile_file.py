"""The profile's file: what it gives, and where and how everything that cannot be is refused."""

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.errors import Stop
from csvbridge.profile import Profile, as_dict, load_profile
from csvbridge.profile.tomlfile import key_lines


def load(folder: Path, text: str | bytes, *sets: str) -> Profile:
    data = text.encode() if isinstance(text, str) else text
    (folder / "csvbridge.toml").write_bytes(data)
    return load_profile(folder, sets)


def faults(folder: Path, text: str | bytes, *sets: str) -> list[str]:
    """Return every fault as `line: message | fix`, the path cut off."""
    with pytest.raises(Stop) as stop:
        load(folder, text, *sets)
    assert stop.value.exit_code == 2
    start = f"{folder / 'csvbridge.toml'}:"
    return [f"{fault.message.removeprefix(start)} | {fault.fix}" for fault in stop.value.all()]


def fault(folder: Path, text: str | bytes, *sets: str) -> str:
    (one,) = faults(folder, text, *sets)
    return one


def test_without_a_folder_the_defaults_are_the_contract_s() -> None:
    assert as_dict(load_profile(None)) == {
        "company": {
            "region": "us",
            "plan": "plus",
            "home_currency": "USD",
            "sales_tax": "off",
            "date_format": "MM/DD/YYYY",
            "closed_through": None,
        },
        "salesforce": {
            "date_format": "auto",
            "decimal_mark": "auto",
            "stages": ["Closed Won"],
            "incomplete_reports": "refuse",
        },
        "customers": {"include": "auto"},
        "products": {
            "include": "all",
            "type": "Service",
            "income_account": "Sales",
            "price_book": "standard",
            "template": "s2",
        },
        "invoices": {
            "number": "opportunity-id",
            "number_prefix": "",
            "first_number": 1001,
            "terms": "Net 30",
            "default_item": "Services",
            "without_products": "one-line",
            "tax_code": "",
        },
        "lists": {"format": "xlsx"},
        "matching": {"hold": ["certain", "probable"], "show": 100},
        "headings": {},
        "crosswalk": {"products": {}, "customers": {}, "terms": {}, "tax_codes": {}, "locations": {}},
        "accept": {},
    }


@pytest.mark.parametrize("text", ["", "\n", "# nothing said\n", "[company]\n"])
def test_a_file_that_says_nothing_gives_the_defaults(tmp_path: Path, text: str) -> None:
    assert load(tmp_path, text) == load_profile(None)


FULL = """\
[company]
plan = "advanced"
home_currency = "EUR"
sales_tax = "us-columns"
date_format = "YYYY-MM-DD"
closed_through = 2026-09-30
[salesforce]
stages = ["Closed Won", "Prospecting"]
[invoices]
number = "field:Order Number"
first_number = 2001
[matching]
hold = []
[headings]
"Client" = "Account Name"
[crosswalk.products]
"PROJ.SVC 001" = "Project services"
[crosswalk.terms]
"Net 30" = "30 days"
[accept]
QBO113 = "short names are fine"
"""


@pytest.mark.parametrize(
    "data",
    [FULL.encode(), b"\xef\xbb\xbf" + FULL.encode(), FULL.replace("\n", "\r\n").encode()],
    ids=["plain", "byte order mark", "CRLF"],
)
def test_a_file_gives_what_it_says(tmp_path: Path, data: bytes) -> None:
    profile = load(tmp_path, data)
    assert (profile.company.plan, profile.company.home_currency) == ("advanced", "EUR")
    assert (profile.company.sales_tax, profile.company.date_format) == ("us-columns", "YYYY-MM-DD")
    assert profile.company.closed_through == dt.date(2026, 9, 30)
    assert profile.salesforce.stages == ("Closed Won", "Prospecting")
    assert (profile.invoices.number, profile.invoices.first_number) == ("field:Order Number", 2001)
    assert profile.matching.hold == ()
    assert profile.headings == {"Client": "Account Name"}
    assert profile.crosswalk.products == {"PROJ.SVC 001": "Project services"}
    assert profile.crosswalk.terms == {"Net 30": "30 days"}
    assert profile.accept == {"QBO113": "short names are fine"}
    manifest = as_dict(profile)
    assert json.loads(json.dumps(manifest)) == manifest
    assert manifest["company"]["closed_through"] == "2026-09-30"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[invoices]\n\nterm = "Net 15"', ["3: ", "no key", "Did you mean terms?"]),
        ('[invoice]\nterms = "Net 15"', ["1: there is no table [invoice]", "Did you mean invoices?"]),
        ('[crosswalk.product]\nA = "B"', ["1: ", "[crosswalk.product]", "Did you mean crosswalk.products?"]),
        ('[company]\nRegion = "us"', ["2: ", "Did you mean region?"]),
        ('[invoices]\nincome_account = "Sales"', ["2: ", "income_account is a key of [products]"]),
        ('terms = "Net 15"', ["1: ", "outside every table", "terms is a key of [invoices]"]),
        ('\nheadings = "x"', ["2: headings is a table", "Write [headings] on a line of its own"]),
        ('[[invoices]]\nterms = "Net 15"', ["1: invoices is a table"]),
        ('[crosswalk]\n"A" = "B"', ["2: ", "[crosswalk] itself", "[crosswalk.products]"]),
        ("[invoices]\nnumber_prefix = 2026", ["2: ", "is 2026, and wants text", 'number_prefix = "2026"']),
        ('[invoices]\nfirst_number = "2001"', ["2: ", 'is "2001"', "a whole number", "first_number = 1001"]),
        ("[invoices]\nfirst_number = 2001.0", ["2: ", "a whole number"]),
        ("[invoices]\nfirst_number = true", ["2: ", "is true", "a whole number"]),
        ('[salesforce]\nstages = "Closed Won"', ["2: ", "a list of texts", 'stages = ["Closed Won"]']),
        ("[salesforce]\nstages = [1]", ["2: ", "is [1]", "a list of texts"]),
        (
            '[company]\nclosed_through = "2026-09-30"',
            ["2: ", "without quotes", "closed_through = 2026-09-30"],
        ),
        ("[company]\nclosed_through = 2026-09-30T10:00:00", ["2: ", "a date"]),
        ("[lists.format]\nx = 1", ["1: ", "is a table, and wants text"]),
        (
            '[lists]\nformat = "XLSX"',
            ["2: ", 'cannot be "XLSX"', 'Did you mean xlsx? It takes "xlsx", "csv"'],
        ),
        ('[company]\nplan = "simple start"', ["2: ", "Did you mean simple-start?"]),
        ('[company]\nplan = "deluxe"', ["2: ", 'cannot be "deluxe" | It takes "simple-start"']),
        ('[matching]\nhold = ["certain", "likely"]', ["2: ", 'matching.hold cannot be "likely"']),
        ('[company]\nregion = "gb"', ["2: ", 'cannot be "gb"', '"us", "uk", "ca", "au", "global"']),
        ('[company]\nsales_tax = "codes"', ["2: ", "the US has not", 'region = "uk"']),
        ('[company]\nregion = "uk"\nsales_tax = "on"', ["3: ", "for the US alone", "With VAT on, it is codes"]),
        ('[company]\nsales_tax = "us-columns"\nregion = "ca"', ["2: ", "for the US alone", "With GST/HST on"]),
        ('[company]\nhome_currency = "usd"', ["2: ", '"usd" is no currency code']),
        ("[invoices]\nfirst_number = 0", ["2: ", "below 1"]),
        ("[invoices]\nfirst_number = -5", ["2: ", "below 1"]),
        ("[salesforce]\nstages = []", ["2: ", "salesforce.stages is empty"]),
        ('[salesforce]\nstages = ["Closed Won", " "]', ["2: ", "blank stage"]),
        ('[invoices]\ndefault_item = " "', ["2: ", "default_item is blank"]),
        ('[invoices]\nnumber = "field:"', ["2: ", "without a heading"]),
        ('[invoices]\nnumber = "field:  "', ["2: ", "without a heading"]),
        ('[invoices]\nnumber = "opportunity_id"', ["2: ", "Did you mean opportunity-id?", "field:"]),
        ('[headings]\n"Client" = ""', ["2: ", "[headings] wants text on both sides"]),
        ('[headings]\n" " = "Account Name"', ["2: ", "text on both sides"]),
        ("[crosswalk.products]\nA = 7", ["2: ", "[crosswalk.products] wants text"]),
        ('[headings]\nCust.Name = "Account Name"', ["2: ", "Cust", "stands in quotes"]),
        ('[accept]\nQBO113 = "  "', ["2: ", "[accept] wants text"]),
        ('[accept]\nqbo113 = "fine"', ["2: ", '"qbo113" is not the code of a finding']),
        ('[accept]\nQBO1130 = "fine"', ["2: ", "not the code"]),
        ('[accept]\n"QBO１１３" = "fine"', ["2: ", "not the code"]),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(tmp_path: Path, text: str, words: list[str]) -> None:
    said = fault(tmp_path, text)
    assert said.startswith(words[0] if words[0][0].isdigit() else "")
    assert [word for word in words if word not in said] == []


@pytest.mark.parametrize(
    ("policy", "prefix", "first", "taken"),
    [
        ("opportunity-id", "ABC", 1001, True),
        ("opportunity-id", "ABCD", 1001, False),
        ("sequence", "P" * 17, 1001, True),
        ("sequence", "P" * 18, 1001, False),
        ("sequence", "P" * 17, 10010, False),
        ("sequence", "", 10**20, True),
        ("sequence", "", 10**21, False),
        ("sequence", "INV 2026-", 1, True),
        ("opportunity-id", "A:", 1001, False),
        ("sequence", 'A"', 1001, False),
        ("sequence", "A\t", 1001, False),
        ("sequence", "A\n", 1001, False),
        ("sequence", "A\x07", 1001, False),
        ("sequence", "A\x85", 1001, False),
        ("field:Order Number", "A\u200b", 1001, False),
        ("field:Order Number", "", 1001, True),
    ],
)
def test_a_number_has_21_characters_and_its_prefix_no_odd_ones(
    tmp_path: Path, policy: str, prefix: str, first: int, taken: bool
) -> None:
    text = f'[invoices]\nnumber = "{policy}"\nnumber_prefix = {json.dumps(prefix)}\nfirst_number = {first}\n'
    if taken:
        assert load(tmp_path, text).invoices.number_prefix == prefix
    else:
        assert fault(tmp_path, text).startswith("3: invoices.number_prefix")


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = """\
[company]
plan = "plsu"
colour = "blue"
[invoice]
[invoices]
first_number = 0
[matching]
hold = ["likely", "hardly"]
"""
    told = faults(tmp_path, text, "lists.format=pdf", "salesforce.stages=[]")
    assert [said.split(":")[0] for said in told] == [
        "2",
        "3",
        "4",
        "8",
        "8",
        "--set lists.format=pdf",
        "6",
        "--set salesforce.stages=[]",
    ]


@pytest.mark.parametrize(
    ("data", "start", "word"),
    [
        (b"[company]\nplan = plus\n", "2:8: not readable as TOML", "quotes"),
        (b'[company]\nplan = "plus\n', "2:", "not readable as TOML"),
        (b'[company]\nplan = "plus"\nplan = "plus"\n', "3:", "not readable as TOML"),
        (b"[company]\nplan =", "2:7: not readable as TOML", "at the end of the file"),
        (
            '# Müller\n[headings]\n"Kündigung" = "x"\n'.encode("cp1252"),
            "1:4: the file is not in UTF-8",
            "Notepad",
        ),
        ('[headings]\n"Été" = "ß'.encode() + b'\xe9"\n', "2:11: the file is not in UTF-8", "UTF-8"),
        ("[company]\n".encode("utf-16"), "1:1: the file is not in UTF-8", "UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_line_and_column(
    tmp_path: Path, data: bytes, start: str, word: str
) -> None:
    said = fault(tmp_path, data)
    assert said.startswith(start) and word in said


@pytest.mark.parametrize("value", ["9" * 5000, "[" * 20000, "[" * 20000 + "]" * 20000])
def test_what_is_beyond_the_parser_is_a_stop_all_the_same(tmp_path: Path, value: str) -> None:
    assert "csvbridge.toml" in fault(tmp_path, f"[invoices]\nfirst_number = {value}\n")
    with pytest.raises(Stop, match=r"invoices\.first_number wants a whole number"):
        load_profile(None, [f"invoices.first_number={value}"])


def test_a_missing_file_and_a_bad_set_are_both_told(tmp_path: Path) -> None:
    with pytest.raises(Stop) as stop:
        load_profile(tmp_path, ["lists.format=pdf"])
    missing, bad = stop.value.all()
    assert "csvbridge.toml cannot be read" in missing.message and "lists.format" in bad.message


@pytest.mark.parametrize(
    ("region", "style", "currency"),
    [
        ("us", "MM/DD/YYYY", "USD"),
        ("uk", "DD/MM/YYYY", "GBP"),
        ("ca", "DD/MM/YYYY", "CAD"),
        ("au", "DD/MM/YYYY", "AUD"),
        ("global", "DD/MM/YYYY", "USD"),
    ],
)
def test_the_region_gives_date_format_and_currency_unless_the_profile_does(
    region: str, style: str, currency: str
) -> None:
    company = load_profile(None, [f"company.region={region}"]).company
    assert (company.date_format, company.home_currency) == (style, currency)
    said = ["company.date_format=YYYY-MM-DD", "company.home_currency=EUR", f"company.region={region}"]
    company = load_profile(None, said).company
    assert (company.date_format, company.home_currency) == ("YYYY-MM-DD", "EUR")


LINES = """\
# [company] plan = "in a comment"
[ "company" ] # term = "x"
plan = '''
[invoices]
terms = "inside a text"
'''
stages = [
  "a = b",  # [matching]
  "[lists]",
  ["nested = 1"],
]
note = \"\"\"one \\\"\"\" [headings]
x = 1\"\"\"\"
[invoices]

"terms" = "Net 30"
number   . prefix = { a = "x = y", b = "]" }
[crosswalk."products"]
"A=B # \\"C\\"" = "x"
'[lit]' = "x"
[[matching]]
hold = []
"""


def test_lines_are_those_of_the_keys_and_nothing_inside_a_value_is_one() -> None:
    assert key_lines(LINES) == {
        ("company",): 2,
        ("company", "plan"): 3,
        ("company", "stages"): 7,
        ("company", "note"): 12,
        ("invoices",): 14,
        ("invoices", "terms"): 16,
        ("invoices", "number"): 17,
        ("invoices", "number", "prefix"): 17,
        ("crosswalk",): 18,
        ("crosswalk", "products"): 18,
        ("crosswalk", "products", 'A=B # "C"'): 19,
        ("crosswalk", "products", "[lit]"): 20,
        ("matching",): 21,
        ("matching", "hold"): 22,
    }


def test_a_key_inside_an_inline_table_has_its_table_s_line(tmp_path: Path) -> None:
    said = fault(tmp_path, '\n\ninvoices = { term = "Net 15" }\n')
    assert said.startswith("3: ") and "Did you mean terms?" in said


words = st.text(st.characters(blacklist_categories=("Cs",)), min_size=1, max_size=12).filter(str.strip)
fillers = st.lists(
    st.sampled_from(
        [
            "",
            "# plam = 1 [company]",
            '[headings]\n"plam = 1" = "x"',
            "[accept]\nQBO113 = '''\n[company]\nplam = 1\n'''",
            '[salesforce]\nstages = [\n  "plam = 1", # ]\n]',
        ]
    ),
    unique=True,
    max_size=5,
)


@given(before=fillers)
@settings(max_examples=100, deadline=None)
def test_the_line_of_an_unknown_key_is_right_whatever_stands_before(
    tmp_path_factory: pytest.TempPathFactory, before: list[str]
) -> None:
    text = "\n".join([*before, "[company]", 'plam = "plus"'])
    said = fault(tmp_path_factory.mktemp("company"), text)
    assert said.startswith(f"{len(text.splitlines())}: [company] has no key")
    assert "Did you mean plan?" in said


@given(table=st.dictionaries(words, words, max_size=5))
@settings(max_examples=100, deadline=None)
def test_every_name_of_the_user_s_own_survives_the_file_byte_for_byte(
    tmp_path_factory: pytest.TempPathFactory, table: dict[str, str]
) -> None:
    def quoted(word: str) -> str:
        return "".join(f"\\U{ord(c):08x}" if not c.isalnum() else c for c in word)

    lines = [f'"{quoted(name)}" = "{quoted(value)}"' for name, value in table.items()]
    text = "\n".join(["[crosswalk.customers]", *lines])
    assert load(tmp_path_factory.mktemp("company"), text).crosswalk.customers == table


def test_the_profile_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        load_profile(None).invoices.terms = "Net 15"  # type: ignore[misc]

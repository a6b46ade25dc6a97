"""What is wrong with a schema file is said with file, place and a way out, all of it at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from csvbridge import schema_files
from csvbridge.errors import Stop
from csvbridge.schema_files import load_list, load_template, read_export, read_passed_over
from csvbridge.schema_templates import read_template

EXPORT = """
id = "salesforce.widgets"
title = "Widgets"
entity = "widget"
object = "Widget__c"
prefix = "a01"
how_to_get = "Salesforce: report type Widgets."
needs = [["widget_name"]]
never = ["Stage"]

[[claims]]
all = ["Widget Name"]
none = ["Gadget Name"]

[[columns]]
field = "widget_name"
kind = "line"
headings = ["Widget Name", "Name"]
evidence = "an invented note, grade L"

[[columns]]
field = "price"
kind = "money"
headings = ["Price"]
evidence = "an invented note, grade L"
"""

TEMPLATE = """
id = "quickbooks.xx.slips"
title = "Slips"
region = "xx"
entity = "slip"
stem = "9-slips"
file_kind = "csv"
rows = 10
bytes = 0
document = "No"
documents = 5
same_within_document = ["Who"]
evidence = "an invented note, grade L"

[[columns]]
name = "No"
field = "number"
required = true
max_length = 21
evidence = "an invented note, grade L"

[[columns]]
name = "Who"
field = "who"
forbid = ":\\"\\t"
evidence = "an invented note, grade L"

[[columns]]
name = "Sum"
field = "amount"
kind = "money"
whole_digits = 11
negative = false
evidence = "an invented note, grade L"
"""


def _write(root: Path, where: str, text: str) -> Path:
    path = root / "schemas" / where
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _faults(read: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises(Stop) as caught:
        read()
    return [(stop.message, stop.fix) for stop in caught.value.all()]


def _export_faults(root: Path, *changes: tuple[str, str]) -> list[tuple[str, str]]:
    text = EXPORT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = _write(root, "salesforce/widgets.toml", text)
    return _faults(lambda: read_export(path, "salesforce"))


def _template_faults(root: Path, *changes: tuple[str, str]) -> list[tuple[str, str]]:
    text = TEMPLATE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = _write(root, "quickbooks/xx/slips.toml", text)
    return _faults(lambda: read_template(path))


def test_a_sound_export_loads_whole(tmp_path: Path) -> None:
    export = read_export(_write(tmp_path, "salesforce/widgets.toml", EXPORT), "salesforce")
    assert (export.id, export.system, export.object, export.prefix) == (
        "salesforce.widgets",
        "salesforce",
        "Widget__c",
        "a01",
    )
    assert export.needs == (("widget_name",),)
    assert [column.field for column in export.columns] == ["widget_name", "price"]
    assert export.columns[0].headings == ("Widget Name", "Name")
    # `never` of the file speaks against each claim
    assert export.claims[0].none == ("Gadget Name", "Stage")


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = _write(tmp_path, "salesforce/widgets.toml", "\ufeff" + EXPORT)
    assert read_export(path, "salesforce").title == "Widgets"


def test_a_quickbooks_list_has_no_object(tmp_path: Path) -> None:
    text = EXPORT.replace('object = "Widget__c"\nprefix = "a01"\n', "").replace("salesforce.", "quickbooks.")
    export = read_export(_write(tmp_path, "quickbooks/lists/widgets.toml", text), "quickbooks")
    assert (export.system, export.object, export.prefix) == ("quickbooks", "", "")


FILE = "schemas/salesforce/widgets.toml"
EXPORT_CASES = {
    "unknown key of a column": (
        ('headings = ["Price"]', 'headings = ["Price"]\nknd = "money"'),
        f'{FILE}, column 2 (price): unknown key "knd"',
        'Did you mean "kind"?',
    ),
    "unknown key of the file": (
        ('title = "Widgets"', 'title = "Widgets"\nzzz = "us"'),
        f'{FILE}, the file: unknown key "zzz"',
        "Known are id, title,",
    ),
    "a table's name misspelt": (
        ('title = "Widgets"', 'title = "Widgets"\ncolumn = []'),
        f'{FILE}, the file: unknown key "column"',
        'Did you mean "columns"?',
    ),
    "unknown key of a claim": (
        ('none = ["Gadget Name"]', 'nonne = ["Gadget Name"]'),
        f'{FILE}, the file, claim 1: unknown key "nonne"',
        'Did you mean "none"?',
    ),
    "no evidence": (
        ('headings = ["Price"]\nevidence = "an invented note, grade L"', 'headings = ["Price"]'),
        f"{FILE}, column 2 (price): evidence is missing",
        "Say where the heading or the limit was learnt",
    ),
    "blank evidence": (
        (
            'headings = ["Price"]\nevidence = "an invented note, grade L"',
            'headings = ["Price"]\nevidence = ""',
        ),
        f"{FILE}, column 2 (price): evidence is missing",
        "Say where",
    ),
    "a kind that does not exist": (
        ('kind = "money"', 'kind = "float"'),
        f"{FILE}, column 2 (price): kind = 'float' should be one of text, line,",
        "schemas/README.md",
    ),
    "text where a list belongs": (
        ('headings = ["Price"]', 'headings = "Price"'),
        f"{FILE}, column 2 (price): headings = 'Price' should be a list of texts",
        "schemas/README.md",
    ),
    "a blank heading": (
        ('headings = ["Price"]', 'headings = ["Price", ""]'),
        f"{FILE}, column 2 (price): headings = ['Price', ''] should be a list of texts",
        "schemas/README.md",
    ),
    "no headings": (
        ('headings = ["Price"]', "headings = []"),
        f"{FILE}, column 2 (price): headings is missing",
        "schemas/README.md",
    ),
    "a number where text belongs": (
        ('prefix = "a01"', "prefix = 101"),
        f"{FILE}, the file: prefix = 101 should be text in quotes",
        "schemas/README.md",
    ),
    "a flat list where groups belong": (
        ('needs = [["widget_name"]]', 'needs = ["widget_name"]'),
        f"{FILE}, the file: needs = ['widget_name'] should be a list of lists of texts",
        "schemas/README.md",
    ),
    "never is no list": (
        ('never = ["Stage"]', 'never = "Stage"'),
        f"{FILE}, never: 'Stage' should be a list of texts",
        "schemas/README.md",
    ),
    "a field twice": (
        ('field = "price"', 'field = "widget_name"'),
        f'{FILE}, columns: "widget_name" stands twice',
        "Keep one of the two.",
    ),
    "a heading twice, written otherwise": (
        ('headings = ["Price"]', 'headings = ["Price", "widget  NAME"]'),
        f'{FILE}, headings: "widget name" stands twice',
        "Keep one of the two.",
    ),
    "a need without a column": (
        ('needs = [["widget_name"]]', 'needs = [["widget_nme"]]'),
        f'{FILE}, needs: no column has the field "widget_nme"',
        'Did you mean "widget_name"?',
    ),
    "a claim that fits everything": (
        ('all = ["Widget Name"]\n', ""),
        f"{FILE}, the file, claim 1: neither all nor any names a heading, so every table would fit",
        "schemas/README.md",
    ),
    "no claims": (
        ('[[claims]]\nall = ["Widget Name"]\nnone = ["Gadget Name"]\n', ""),
        f"{FILE}, the file: it has no [[claims]], so no table would be taken for it",
        "schemas/README.md",
    ),
    "an id that does not fit the file": (
        ('id = "salesforce.widgets"', 'id = "salesforce.gadgets"'),
        f'{FILE}, the file: id = "salesforce.gadgets" does not fit its place',
        'Write id = "salesforce.widgets".',
    ),
    "no object": (
        ('object = "Widget__c"\n', ""),
        f"{FILE}, the file: object is missing",
        "schemas/README.md",
    ),
    "the same key twice": (
        ('title = "Widgets"', 'title = "Widgets"\ntitle = "Gadgets"'),
        f"{FILE} cannot be read: ",
        "schemas/README.md",
    ),
}


@pytest.mark.parametrize(("change", "message", "fix"), EXPORT_CASES.values(), ids=EXPORT_CASES)
def test_a_fault_of_an_export_is_said(tmp_path: Path, change: tuple[str, str], message: str, fix: str) -> None:
    ((said, way_out),) = _export_faults(tmp_path, change)
    assert said.startswith(message)
    assert fix in way_out


def test_claims_that_are_no_tables(tmp_path: Path) -> None:
    text = EXPORT.replace('[[claims]]\nall = ["Widget Name"]\nnone = ["Gadget Name"]\n', "")
    path = _write(tmp_path, "salesforce/widgets.toml", 'claims = ["Widget Name"]\n' + text)
    (first, _) = _faults(lambda: read_export(path, "salesforce"))
    assert first == (f"{FILE}, claims: this is no list of tables", "Begin each one with [[claims]].")


def test_all_faults_of_a_file_at_once(tmp_path: Path) -> None:
    said = [
        message.removeprefix(f"{FILE}, ")
        for message, _ in _export_faults(
            tmp_path,
            ('how_to_get = "Salesforce: report type Widgets."\n', ""),
            ('headings = ["Widget Name", "Name"]', 'heading = ["Widget Name", "Name"]'),
            ('headings = ["Price"]\nevidence = "an invented note, grade L"', 'headings = ["Price"]'),
        )
    ]
    assert said == [
        'column 1 (widget_name): unknown key "heading"',
        "column 1 (widget_name): headings is missing",
        "column 2 (price): evidence is missing",
        "the file: how_to_get is missing",
    ]


def test_a_file_that_is_no_toml_or_not_there(tmp_path: Path) -> None:
    broken = _write(tmp_path, "salesforce/widgets.toml", EXPORT + "headings = Price\n")
    ((message, _),) = _faults(lambda: read_export(broken, "salesforce"))
    assert message.startswith(f"{FILE} cannot be read: ") and "line" in message
    ((message, _),) = _faults(lambda: read_export(tmp_path / "schemas" / "gone.toml", "salesforce"))
    assert message.startswith("schemas/gone.toml cannot be read: ")


def test_objects_passed_over(tmp_path: Path) -> None:
    text = """
[[objects]]
title = "Gadgets"
object = "Gadget"
prefix = "0Zz"
evidence = "an invented note, grade L"
never = ["Stage"]
claims = [{ all = ["Gadget Name"] }]

[[objects]]
title = "Gizmos"
evidence = "an invented note, grade L"
"""
    gadgets, gizmos = read_passed_over(_write(tmp_path, "salesforce/passed_over.toml", text))
    assert (gadgets.title, gadgets.object, gadgets.prefix) == ("Gadgets", "Gadget", "0Zz")
    assert (gadgets.claims[0].all, gadgets.claims[0].none) == (("Gadget Name",), ("Stage",))
    assert (gizmos.object, gizmos.prefix, gizmos.claims) == ("", "", ())


def test_faults_of_objects_passed_over(tmp_path: Path) -> None:
    text = """
[[objects]]
title = "Gadgets"
prefix = "0Zz"
claim = []

[[objects]]
titel = "Gizmos"
prefix = "0Zz"
evidence = "an invented note, grade L"
"""
    place = "schemas/salesforce/passed_over.toml"
    path = _write(tmp_path, "salesforce/passed_over.toml", text)
    said = dict(_faults(lambda: read_passed_over(path)))
    assert list(said) == [
        f'{place}, object 1 (Gadgets): unknown key "claim"',
        f"{place}, object 1 (Gadgets): evidence is missing",
        f'{place}, object 2 (no title): unknown key "titel"',
        f"{place}, object 2 (no title): title is missing",
        f'{place}, prefix: "0Zz" stands twice',
    ]
    assert said[f'{place}, object 1 (Gadgets): unknown key "claim"'] == 'Did you mean "claims"?'


def test_a_sound_template_loads_whole(tmp_path: Path) -> None:
    template = read_template(_write(tmp_path, "quickbooks/xx/slips.toml", TEMPLATE))
    assert (template.id, template.rows, template.documents, template.numbered) == (
        "quickbooks.xx.slips",
        10,
        5,
        False,
    )
    number, who, total = template.columns
    assert (number.required, number.max_length, number.kind, number.negative) == (True, 21, "text", True)
    assert who.forbid == ':"\t'
    assert (total.kind, total.whole_digits, total.negative) == ("money", 11, False)


def test_a_region_gives_a_column_its_own_word_and_keeps_the_rest(tmp_path: Path) -> None:
    base = TEMPLATE.replace("quickbooks.xx.slips", "quickbooks.yy.slips").replace('region = "xx"', 'region = "yy"')
    _write(tmp_path, "quickbooks/yy/slips.toml", base)
    text = """
id = "quickbooks.xx.slips"
extends = "quickbooks.yy.slips"
region = "xx"
unknown = ["the heading row"]
evidence = "grade L"
[[columns]]
name = "Wer"
was = "Who"
evidence = "grade L"
"""
    template = read_template(_write(tmp_path, "quickbooks/xx/slips.toml", text))
    assert [column.name for column in template.columns] == ["No", "Wer", "Sum"]
    who = template.columns[1]
    assert (who.field, who.forbid, who.evidence) == ("who", ':"\t', "grade L")
    assert "Who" in who.spellings and template.unknown == ("the heading row",)


@pytest.mark.parametrize(
    ("was", "name", "message"),
    [("Whoo", "Wer", 'was = "Whoo": there is no such column'), ("Who", "Sum", 'there is a column "Sum" already')],
)
def test_a_column_that_was_another_has_to_have_been_one(tmp_path: Path, was: str, name: str, message: str) -> None:
    base = TEMPLATE.replace("quickbooks.xx.slips", "quickbooks.yy.slips").replace('region = "xx"', 'region = "yy"')
    _write(tmp_path, "quickbooks/yy/slips.toml", base)
    text = f"""
id = "quickbooks.xx.slips"
extends = "quickbooks.yy.slips"
evidence = "grade L"
[[columns]]
name = "{name}"
was = "{was}"
evidence = "grade L"
"""
    path = _write(tmp_path, "quickbooks/xx/slips.toml", text)
    with pytest.raises(Stop) as stop:
        read_template(path)
    assert message in stop.value.message


SLIPS = "schemas/quickbooks/xx/slips.toml"
TEMPLATE_CASES = {
    "unknown key": (
        ("max_length = 21", "max_lenght = 21"),
        f'{SLIPS}, column 1 (No): unknown key "max_lenght"',
        'Did you mean "max_length"?',
    ),
    "a limit below zero": (
        ("max_length = 21", "max_length = -1"),
        f"{SLIPS}, column 1 (No): max_length = -1 should be a whole number",
        "schemas/README.md",
    ),
    "a limit with a point": (
        ("max_length = 21", "max_length = 21.0"),
        f"{SLIPS}, column 1 (No): max_length = 21.0 should be a whole number",
        "schemas/README.md",
    ),
    "true for a limit": (
        ("rows = 10", "rows = true"),
        f"{SLIPS}, the file: rows = True should be a whole number",
        "schemas/README.md",
    ),
    "a number for a switch": (
        ("required = true", "required = 1"),
        f"{SLIPS}, column 1 (No): required = 1 should be true or false",
        "schemas/README.md",
    ),
    "a kind of cell that does not exist": (
        ('kind = "money"', 'kind = "cash"'),
        f"{SLIPS}, column 3 (Sum): kind = 'cash' should be one of text, money,",
        "schemas/README.md",
    ),
    "a file kind that does not exist": (
        ('file_kind = "csv"', 'file_kind = "pdf"'),
        f"{SLIPS}, the file: file_kind = 'pdf' should be one of csv, xlsx",
        "schemas/README.md",
    ),
    "filled twice": (
        ('field = "who"', 'field = "who"\nconst = "Us"'),
        f"{SLIPS}, column 2 (Who): it has a field and a const",
        "One of them",
    ),
    "advice beyond the limit": (
        ("max_length = 21", "max_length = 21\nadvise_length = 21"),
        f"{SLIPS}, column 1 (No): advise_length is no less than max_length",
        "schemas/README.md",
    ),
    "a document column that is not there": (
        ('document = "No"', 'document = "Noo"'),
        f'{SLIPS}, document: there is no column "Noo"',
        'Did you mean "No"?',
    ),
    "documents that nothing tells apart": (
        ('document = "No"\n', ""),
        f"{SLIPS}, the file: documents are counted, but document names no column to tell them apart",
        "schemas/README.md",
    ),
    "an equal column that is not there": (
        ('same_within_document = ["Who"]', 'same_within_document = ["Whom"]'),
        f'{SLIPS}, same_within_document: there is no column "Whom"',
        'Did you mean "Who"?',
    ),
    "a column's name twice": (
        ('name = "Who"', 'name = "Sum"'),
        f'{SLIPS}, columns: "Sum" stands twice',
        "Keep one of the two.",
    ),
    "a column without a name": (
        ('name = "Sum"\n', ""),
        f"{SLIPS}, column 3 (no name): name is missing",
        "schemas/README.md",
    ),
    "no evidence of a limit": (
        ('negative = false\nevidence = "an invented note, grade L"', "negative = false"),
        f"{SLIPS}, column 3 (Sum): evidence is missing",
        "Say where",
    ),
    "no rows": (("rows = 10\n", ""), f"{SLIPS}, the file: rows is missing", "schemas/README.md"),
    "after nothing": (
        ('name = "Sum"', 'name = "Sum"\nafter = "Whom"'),
        f'{SLIPS}, column 3 (Sum): after = "Whom": there is no such column before it',
        'Did you mean "Who"?',
    ),
    "an id that does not fit the file": (
        ('id = "quickbooks.xx.slips"', 'id = "quickbooks.us.slips"'),
        f'{SLIPS}, the file: id = "quickbooks.us.slips" does not fit its place',
        'Write id = "quickbooks.xx.slips".',
    ),
}


@pytest.mark.parametrize(("change", "message", "fix"), TEMPLATE_CASES.values(), ids=TEMPLATE_CASES)
def test_a_fault_of_a_template_is_said(tmp_path: Path, change: tuple[str, str], message: str, fix: str) -> None:
    more = [('same_within_document = ["Who"]', "same_within_document = []")] if change[1] == 'name = "Sum"' else []
    found = _template_faults(tmp_path, change, *more)
    assert len(found) == 1
    assert found[0][0].startswith(message)
    assert fix in found[0][1]


def _variant(root: Path, text: str) -> Path:
    _write(root, "quickbooks/xx/slips.toml", TEMPLATE)
    head = """
id = "quickbooks.xx.slips.tax"
extends = "quickbooks.xx.slips"
evidence = "an invented note, grade L"
"""
    return _write(root, "quickbooks/xx/slips.tax.toml", head + text)


def test_a_variant_says_only_what_differs(tmp_path: Path) -> None:
    path = _variant(
        tmp_path,
        """
title = "Slips with tax"
remove = ["Who"]
same_within_document = []

[[columns]]
name = "Tax"
after = "No"
const = "0%"
evidence = "a tax note, grade L"

[[columns]]
name = "Place"
evidence = "a place note, grade L"

[[columns]]
name = "No"
max_length = 12
evidence = "a shorter note, grade L"
""",
    )
    template = read_template(path)
    assert (template.id, template.title, template.rows, template.stem) == (
        "quickbooks.xx.slips.tax",
        "Slips with tax",
        10,
        "9-slips",
    )
    assert [column.name for column in template.columns] == ["No", "Tax", "Sum", "Place"]
    number = template.columns[0]
    # what the variant does not say stays: the field and that it is required
    assert (number.field, number.required, number.max_length, number.evidence) == (
        "number",
        True,
        12,
        "a shorter note, grade L",
    )
    assert template.columns[1].const == "0%"


TAX = "schemas/quickbooks/xx/slips.tax.toml"


@pytest.mark.parametrize(
    ("text", "message", "fix"),
    [
        ('remove = ["Whom"]', f'{TAX}, remove: there is no column "Whom"', 'Did you mean "Who"?'),
        ('remove = "Who"', f"{TAX}, remove: 'Who' should be a list of texts", "schemas/README.md"),
        ('remvoe = ["Who"]', f'{TAX}, the file: unknown key "remvoe"', 'Did you mean "remove"?'),
        (
            '[[columns]]\nname = "No"\nmax_length = 12',
            f"{TAX}, column 1 (No): evidence is missing",
            "Say where",
        ),
        (
            '[[columns]]\nname = "Who"\nconst = "Us"\nevidence = "a note"',
            f"{TAX}, column 1 (Who): it has a field and a const",
            "take the other out",
        ),
        ('remove = ["Who"]', f'{TAX}, same_within_document: there is no column "Who"', "Known are No, Sum."),
    ],
    ids=["remove", "remove-text", "misspelt", "evidence", "const", "document"],
)
def test_a_fault_of_a_variant_is_said(tmp_path: Path, text: str, message: str, fix: str) -> None:
    path = _variant(tmp_path, text)
    ((said, way_out),) = _faults(lambda: read_template(path))
    assert said == message
    assert fix in way_out


def test_extending_what_is_not_there_or_extends_itself(tmp_path: Path) -> None:
    path = _variant(tmp_path, "")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('extends = "quickbooks.xx.slips"', 'extends = "quickbooks.xx.slip"'), "utf-8")
    ((message, fix),) = _faults(lambda: read_template(path))
    assert message == f'{TAX}, extends: there is no template "quickbooks.xx.slip"'
    assert fix.startswith('Did you mean "quickbooks.xx.slips')
    path.write_text(text, "utf-8")
    second = text.replace("slips.tax", "slips.old").replace(
        'extends = "quickbooks.xx.slips"', 'extends = "quickbooks.xx.slips.tax"'
    )
    old = _write(tmp_path, "quickbooks/xx/slips.old.toml", second)
    ((message, _),) = _faults(lambda: read_template(old))
    place = "schemas/quickbooks/xx/slips.old.toml"
    assert message == f'{place}, extends: "quickbooks.xx.slips.tax" extends another template itself'


def test_the_faults_of_all_files_come_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(tmp_path, "salesforce/widgets.toml", EXPORT.replace('title = "Widgets"\n', ""))
    _write(tmp_path, "quickbooks/lists/widgets.toml", EXPORT)
    monkeypatch.setattr(schema_files, "shipped", lambda name: tmp_path / name)
    said = [message for message, _ in _faults(schema_files.load_exports.__wrapped__)]
    assert said == [
        "schemas/salesforce/widgets.toml, the file: title is missing",
        'schemas/quickbooks/lists/widgets.toml, the file: id = "salesforce.widgets" does not fit its place',
    ]


def test_a_template_or_list_that_does_not_exist() -> None:
    ((message, fix),) = _faults(lambda: load_template("quickbooks.us.customer"))
    assert message == 'there is no template "quickbooks.us.customer"'
    assert fix == 'Did you mean "quickbooks.us.customers"?'
    ((message, fix),) = _faults(lambda: load_list("us-state"))
    assert (message, fix) == ('there is no list "us-state"', 'Did you mean "us-states"?')


@pytest.mark.parametrize("wanted", ["../../secret", "", "quickbooks.lists.customers", "salesforce.accounts"])
def test_an_id_never_leads_out_of_the_templates(wanted: str) -> None:
    with pytest.raises(Stop):
        load_template(wanted)

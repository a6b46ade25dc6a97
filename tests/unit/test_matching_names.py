"""Names taken apart: by which names a record is called, its legal form, its numbers."""

from __future__ import annotations

import pytest
from likenesses import WORDS, called, form_of, numbers_in, steps_of

from csvbridge.matching import names, variants
from csvbridge.matching.columns import Vocabulary


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Northwind, Inc.", "inc"),
        ("Northwind Incorporated", "inc"),
        ("The Northwind Company, LLC", "co"),  # the first form of a name counts
        ("Northwind L.L.C.", "llc"),
        ("Northwind Limited Liability Company", "llc"),
        ("Northwind Ltd", "ltd"),
        ("Northwind Limited", "ltd"),
        ("Northwind Pty Ltd", "pty"),
        ("Müller GmbH & Co. KG", "gmbh co kg"),
        ("Siemens AG", "ag"),
        ("Telefónica S.A.", "sa"),
        ("Philips N.V.", "nv"),
        ("Northwind B.V.", "bv"),
        ("Norden ApS", "aps"),
        ("Toyota 株式会社", "kk"),
        ("AG Edwards", ""),  # a form in front is a name
        ("Inc", ""),
        ("Northwind", ""),
        ("Sa Pa Noodles", ""),  # doubtful forms count at the end only
    ],
)
def test_legal_forms(name: str, form: str) -> None:
    assert form_of(name) == form


@pytest.mark.parametrize(
    ("name", "variants"),
    [
        ("Northwind, Inc.", [("northwind", "")]),
        ("The Northwind Company, LLC", [("northwind", "")]),
        ("Müller GmbH & Co. KG", [("muller", "")]),
        ("Intl Mfg Svcs", [("international manufacturing services", "")]),
        ("St Mary Church", [("saint mary church", "")]),
        ("Calder & Sons", [("calder sons", "")]),
        ("Calder and Sons", [("calder sons", "")]),
        # a name of nothing but form is its words
        ("The Company", [("the company", "")]),
        ("GmbH", [("gmbh", "")]),
        ("A", [("a", "")]),
        # nothing to be called by, yet one variant
        ("", [("", "")]),
        ("  ", [("", "")]),
        ("???", [("", "")]),
        ("()", [("", "")]),
        (":", [("", "")]),
        # either side of a second name
        ("Northwind dba Bright Signs", [("northwind", ""), ("bright signs", "")]),
        ("Northwind d/b/a Bright Signs LLC", [("northwind", ""), ("bright signs", "")]),
        ("Northwind D.B.A. Bright Signs", [("northwind", ""), ("bright signs", "")]),
        ("Northwind (dba Bright Signs)", [("northwind", ""), ("bright signs", "")]),
        ("Northwind T/A Bright", [("northwind", ""), ("bright", "")]),
        ("Northwind trading as Bright", [("northwind", ""), ("bright", "")]),
        ("Northwind f/k/a Bright", [("northwind", ""), ("bright", "")]),
        ("Northwind, formerly Bright", [("northwind", ""), ("bright", "")]),
        ("Northwind o/a Bright", [("northwind", ""), ("bright", "")]),
        # who gets the letters is not the customer
        ("Northwind c/o Bright Law", [("northwind", "")]),
        ("Northwind, c/o Bright Law", [("northwind", "")]),
        ("Northwind C/- Bright Law", [("northwind", "")]),
        ("Northwind (c/o Bright Law)", [("northwind", "")]),
        ("Northwind attn Mary Bright", [("northwind", "")]),
        ("c/o Bright Law", [("bright law", "")]),  # nobody else is named
        # a letter and its number are one word, a word and its number two
        ("A-1 Calder", [("a1 calder", "")]),
        ("A1 Calder", [("a1 calder", "")]),
        ("Studio54", [("studio 54", "")]),
        ("Calder 1-2", [("calder 1 2", "")]),
        ("Calder7", [("calder7", "")]),
        # forms in brackets, and signs that are short for them
        ("Calder (Pty) Ltd", [("calder", "")]),
        ("Calder (Germany) GmbH", [("calder", "germany")]),
        ("Calder (Plumbing) Ltd", [("calder plumbing", "")]),
        ("Calder (Warehouse)", [("calder", "warehouse")]),
        # houses: a street is no saint, a drive no doctor
        ("12 Essex St Realty Trust", [("12 essex st realty trust", "")]),
        ("12 Essex Street Realty Trust", [("12 essex st realty trust", "")]),
        ("450 Lakeshore Dr LLC", [("450 lakeshore dr", "")]),
        ("Lindenstr. 12", [("linden st 12", "")]),
        ("Mt St Mary Hospital", [("mount saint mary hospital", "")]),
        ("1st Calder St", [("1 calder st", "")]),
        ("(株)桜井製作所", [("yingjingzhizuosuo", "")]),
        ("桜井製作所(株)", [("yingjingzhizuosuo", "")]),
        ("㈲桜井", [("yingjing", "")]),
        ("You Calder", [("you calder", "")]),
        # a customer and its jobs
        ("Northwind: Boston", [("northwind", "boston"), ("boston", "")]),
        ("Northwind:Boston:Mezzo", [("northwind", "boston mezzo"), ("boston", "mezzo"), ("mezzo", "")]),
        ("Northwind - Boston", [("northwind", "boston"), ("boston", "")]),
        ("Northwind-Boston", [("northwind boston", "")]),
        ("Northwind (Boston)", [("northwind", "boston")]),
        ("Northwind [Boston]", [("northwind", "boston")]),
        ("Northwind (Boston", [("northwind", "boston")]),
        # remarks are no part of a name
        ("Northwind (DO NOT USE)", [("northwind", "")]),
        ("Northwind [Duplicate]", [("northwind", "")]),
        ("Northwind - do not use", [("northwind", "")]),
        ("Northwind - Accounts Payable", [("northwind", "")]),
        ("Northwind (HQ)", [("northwind", "")]),
        ("Northwind (A/P)", [("northwind", "")]),
        ("Northwind - Main Office", [("northwind", "main office"), ("main office", "")]),  # a bank's branch
        # people
        ("Dr. John Calder", [("john calder", "")]),
        ("Dr. A. Calder", [("a calder", "")]),
        ("Dr N Calder", [("n calder", "")]),
        ("Calder Residence", [("calder", "")]),
        ("Mary Calder, Attorney at Law", [("mary calder law", "")]),
        ("Col. John Calder", [("john calder", "")]),
        ("ADM Mechanical", [("adm mechanical", "")]),  # a title of people alone
        ("DC Electric LLC", [("dc electric", "")]),
        ("Calder, John", [("calder john", "")]),
        ("John & Mary Calder", [("john mary calder", "")]),
        # a tab is a blank, not a mark of ours
        ("Northwind\tPlumbing", [("northwind plumbing", "")]),
    ],
)
def test_variants(name: str, variants: list[tuple[str, str]]) -> None:
    assert called(name) == variants


@pytest.mark.parametrize(
    ("name", "company", "variants"),
    [
        ("John Calder", "Northwind Inc", ["john calder", "northwind"]),
        ("Northwind", "Northwind", ["northwind"]),
        ("", "Northwind", ["", "northwind"]),
        ("Northwind dba Bright", "Bright", ["northwind", "bright", "bright"]),
        ("John Calder", "Northwind dba Bright", ["john calder", "northwind", "bright"]),
    ],
)
def test_a_company_beside_a_name(name: str, company: str, variants: list[str]) -> None:
    assert [core for core, _ in called(name, company)] == variants


@pytest.mark.parametrize(
    ("name", "company", "behind"),
    [
        ("Northwind - Boston", "Northwind", ["boston", ""]),
        ("Northwind - Boston", "Northwind Inc", ["boston", "", "boston"]),
        ("Northwind (Boston)", "The Northwind Company", ["boston", "boston"]),
        ("Northwind:Lot 7", "Northwind", ["lot 7", ""]),
        ("Northwind - Boston", "Calder Inc", ["boston", "", ""]),  # another company's name is its own
        ("Northwind - Boston", "Northwind (Maine) Inc", ["boston", "", "maine"]),
    ],
)
def test_a_branch_is_one_by_its_company_s_name_too(name: str, company: str, behind: list[str]) -> None:
    assert [extra for _, extra in called(name, company)] == behind


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("Route 66 Diner", "66"),
        ("Store #12", "12"),
        ("Store 12A", "12a"),
        ("Holdings II LLC", "2"),
        ("Holdings Two", "2"),
        ("Holdings 2nd", "2"),
        ("Third Street Bakery", "3"),
        ("3rd Street Bakery", "3"),
        ("Henry VIII", "8"),
        ("Louis XIV Antiques", ""),  # within a name it may be a word
        ("IV Therapy", ""),
        ("John Calder Jr", "jr"),
        ("Calder Jr., John", "jr"),
        ("John Calder Junior", "jr"),
        ("John Calder Senior", "sr"),
        ("J.R. Calder", ""),  # two initials
        ("JR Calder", ""),
        ("Calder 1ynn", ""),  # a slip of a scanner
        ("Calder LLC-1", ""),  # a copy: no two records may be called alike
        ("Calder-9", ""),
        ("Calder-12", "12"),
        ("Calder Phase-2", "2"),
        ("Local-7", "7"),
        ("Calder-2 Works", "2"),
        ("Northwind", ""),
    ],
)
def test_numbers(name: str, numbers: str) -> None:
    assert numbers_in(name) == numbers


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Northwind, Inc.", "NORTHWIND INC"),
        ("Northwind & Sons", "Northwind and Sons"),
        ("The Calder Company", "Calder Co."),
        ("Calder Intl Mfg", "Calder International Manufacturing"),
        ("Café Zürich", "Cafe Zurich"),
        ("J.R. Calder", "J R Calder"),
        ("Calder Holdings II", "Calder Holdings 2"),
        ("First Calder Bank", "1st Calder Bank"),
        ("North Wind", "Northwind"),
        ("Ромашка", "Romashka"),
    ],
)
def test_names_that_are_one(one: str, other: str) -> None:
    assert steps_of({"name": one}, {"name": other})["name"] == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("株式会社トヨタ", "トヨタ", id="a form without a blank in front"),
        pytest.param("ООО Ромашка", "Ромашка", id="a form that stands in front"),
    ],
)
def test_forms_in_front(one: str, other: str) -> None:
    assert steps_of({"name": one}, {"name": other})["name"] == 1


def test_couples() -> None:
    def couple(name: str) -> bool:
        return bool(names.take_apart([name], [""], Vocabulary(), WORDS).couple[0])

    assert couple("John & Mary Calder")
    assert couple("John and Mary Calder")
    assert couple("Juan y Maria Calder")
    assert not couple("John Calder")


@pytest.mark.parametrize("mark", [": ", " - ", " dba ", " aka a: b - c aka "])
def test_the_variants_of_a_name_are_few_however_it_is_cut(mark: str) -> None:
    """Every variant of one name meets every variant of the other: sixty would be 3,600 comparisons a pair."""
    hostile = mark.join(f"p{number}" for number in range(60))
    assert 2 < len(called(hostile, hostile.replace("p", "q"))) <= 2 * variants.MOST


def test_variants_of_a_record_stand_together() -> None:
    found = names.take_apart(["A dba B", "", "C"], ["D", "", "E: F"], Vocabulary(), WORDS)
    assert found.record.tolist() == sorted(found.record.tolist())
    starts = found.of_record.tolist()
    assert starts[0] == 0
    assert starts[-1] == len(found.record)
    assert [starts[n + 1] - starts[n] for n in range(3)] == [3, 1, 3]


def test_the_words_of_a_name_are_few_however_long_it_is() -> None:
    """A cell of letters apart would be 150 words: 22,500 meetings with another one."""
    (core, extra), *_ = called("x y " * 200 + "(" + "z w " * 30 + ")")
    assert len(core.split()) <= names.MOST_WORDS
    assert len(extra.split()) <= names.MOST_EXTRA

"""The word lists of matching: normal, each word with one meaning, with evidence, and knowing what they must know."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import tomllib
from collections import Counter, defaultdict
from dataclasses import fields
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csvbridge.matching.words import Words, load_words, normal_word
from csvbridge.shipped import shipped

WORDS = load_words()
FILES = sorted((shipped("schemas") / "matching").glob("*.toml"))
SECTIONS = [(path.stem, section) for path in FILES for section in tomllib.loads(path.read_text("utf-8"))["sections"]]
TITLES = [f"{stem}: {section['title']}" for stem, section in SECTIONS]

MAPS = {
    *("legal_forms", "abbreviations", "generations", "numerals", "street_words", "street_endings", "countries"),
    *("part_words", "bracket_forms", "street_compounds", "cities", "calling_codes", "nicknames"),
    *(f"states.{country}" for country in ("us", "ca", "au", "gb", "de", "at", "es", "it", "nl", "nz")),
}
PHRASES = {"ambiguous", "leading_forms", "glued_forms", "trading_as", "in_care_of", "po_box", "remarks"}
DOMAINS = {"free_mail", "second_level"}
_DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


def lines(section: dict[str, str]) -> list[tuple[str, list[str]]]:
    """Return the lines of a section as (meaning, words); blank where its words have none."""
    kind, text = section["holds"], section["words"]
    if kind in MAPS:
        cut = [line.partition(": ") for line in text.strip("\n").splitlines()]
        return [(meaning, words.split(", ")) for meaning, _, words in cut]
    if kind in PHRASES:
        return [("", line.split(", ")) for line in text.strip("\n").splitlines()]
    return [("", line.split()) for line in text.strip("\n").splitlines()]


# --- what a normal word is ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("", ""),
        ("  ", ""),
        ("...", ""),
        ("Inc.", "inc"),
        ("S.A.R.L.", "sarl"),
        ("S.à r.l.", "sa rl"),
        ("B.V.", "bv"),
        ("A/S", "as"),
        ("Int'l", "intl"),
        ("O’Brien", "obrien"),
        ("Limited  Liability\tCompany\n", "limited liability company"),
        ("Jean-Luc", "jeanluc"),
        ("- Müller -", "muller"),
        ("Straße", "strasse"),
        ("ØRSTED", "orsted"),
        ("İstanbul", "istanbul"),
        ("Cafe\u0301", "cafe"),  # the accent as a sign of its own
        ("ＡＢＣ　１２", "abc 12"),  # full width, the blank too
        ("株式会社", "zhushihuishe"),
        ("㍿", "zhushihuishe"),  # the same as one sign
        ("有限公司", "youxiangongsi"),
        ("주식회사", "jusighoesa"),
        ("ООО", "ooo"),
        ("ЗАО", "zao"),
        ("Α.Ε.", "ae"),
        ("ﬁnance", "finance"),
        ("a\x00b\u200bc", "abc"),
        ("٣", "3"),
    ],
)
def test_a_normal_word(text: str, normal: str) -> None:
    assert normal_word(text) == normal


@given(st.text())
@example("ǅ")
@example("ª º ½")
@example("\u00a0\u2003x\u3000")
def test_normal_words_are_plain_and_stay_as_they_are(text: str) -> None:
    normal = normal_word(text)
    assert re.fullmatch(r"(?:[a-z0-9]+(?: [a-z0-9]+)*)?", normal)
    assert normal_word(normal) == normal


@given(st.text(st.characters(max_codepoint=0x17F)))
def test_case_and_composition_do_not_matter(text: str) -> None:
    import unicodedata

    assert normal_word(unicodedata.normalize("NFD", text)) == normal_word(unicodedata.normalize("NFC", text))
    if text.isascii():
        assert normal_word(text.upper()) == normal_word(text.lower())


# --- the files ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("stem", "section"), SECTIONS, ids=TITLES)
def test_a_section_says_what_it_holds_and_where_that_was_learnt(stem: str, section: dict[str, str]) -> None:
    assert (
        {"holds", "title", "evidence", "words"} <= set(section) <= {"holds", "title", "evidence", "words", "countries"}
    )
    assert section["title"].strip() == section["title"] != ""
    assert re.search(r"grade [HML]\b", section["evidence"])
    assert len(section["evidence"]) > len("grade L")
    assert section["words"].startswith(tuple("abcdefghijklmnopqrstuvwxyz0123456789"))


def test_every_section_is_loaded_and_every_list_has_a_section() -> None:
    held = {section["holds"].partition(".")[0] for _, section in SECTIONS}
    assert held == {field.name for field in fields(Words)} | {"name_spellings"}


@pytest.mark.parametrize(("stem", "section"), SECTIONS, ids=TITLES)
def test_every_word_is_normal(stem: str, section: dict[str, str]) -> None:
    found = [word for meaning, words in lines(section) for word in (*([meaning] if meaning else []), *words)]
    assert found
    if section["holds"] in DOMAINS:
        assert [word for word in found if not _DOMAIN.fullmatch(word)] == []
    else:
        assert [word for word in found if not word or normal_word(word) != word] == []


@pytest.mark.parametrize("kind", sorted({section["holds"] for _, section in SECTIONS} - {"nicknames"}))
def test_a_word_stands_once_and_means_one_thing(kind: str) -> None:
    times = Counter(
        word for _, section in SECTIONS if section["holds"] == kind for _, words in lines(section) for word in words
    )
    assert [word for word, count in times.items() if count > 1] == []


def test_a_nickname_stands_once_for_a_name() -> None:
    """Once in its section: Alex is short for Alexandra in more than one language."""
    for _, section in SECTIONS:
        if section["holds"] == "nicknames":
            pairs = Counter((name, word) for name, words in lines(section) for word in words)
            assert [pair for pair, count in pairs.items() if count > 1 or pair[0] == pair[1]] == []
            names = Counter(name for name, _ in lines(section))
            assert [name for name, count in names.items() if count > 1] == []


def test_the_example_of_the_page_is_a_section() -> None:
    page = (shipped("schemas") / "README.md").read_text("utf-8")
    (example,) = re.findall(r"```toml\n(\[\[sections\]\].*?)```", page, flags=re.DOTALL)
    (section,) = tomllib.loads(example)["sections"]
    test_a_section_says_what_it_holds_and_where_that_was_learnt("page", section)
    assert lines(section) == [("millwork", ["mlwk", "millwrk"])]
    assert "millwrk" not in WORDS.abbreviations


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_says_at_its_top_what_it_is(path: object) -> None:
    text = path.read_text("utf-8")  # type: ignore[attr-defined]
    assert text.startswith("# ")
    assert "\t" not in text
    assert [line for line in text.splitlines() if line != line.rstrip()] == []


# --- what is loaded -------------------------------------------------------------------------------------------------


def test_the_lists_are_loaded_once_and_fast() -> None:
    assert load_words() is WORDS

    def once() -> float:
        begun = time.process_time()
        load_words.__wrapped__()
        return time.process_time() - begun

    # 10 to 15 ms; the rest is for a machine that is slow or busy
    assert min(once() for _ in range(3)) < 0.06


def test_loading_imports_nothing_heavy() -> None:
    code = (
        "import sys; from csvbridge.matching.words import load_words; load_words();"
        "sys.exit(' '.join(n for n in ('pandas', 'numpy', 'pandera', 'rapidfuzz', 'typer') if n in sys.modules) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "name", ["legal_forms", "abbreviations", "part_words", "street_words", "generations", "numerals", "countries"]
)
def test_what_stands_for_others_stands_for_itself(name: str) -> None:
    """Reading a word twice is reading it once."""
    known: dict[str, str] = getattr(WORDS, name)
    assert {meaning: known[meaning] for meaning in known.values() if known.get(meaning, meaning) != meaning} == {}


def test_phrases_are_looked_for_from_the_longest_on() -> None:
    for phrases in (WORDS.trading_as, WORDS.po_box, WORDS.glued_forms, WORDS.remarks):
        assert all((-len(a), a) < (-len(b), b) for a, b in pairwise(phrases))


# --- names of businesses --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "family"),
    [
        ("Inc.", "inc"),
        ("Incorporated", "inc"),
        ("Corporation", "corp"),
        ("Company", "co"),
        ("Limited", "ltd"),
        ("LLC", "llc"),
        ("L.L.C.", "llc"),
        ("L L C", "llc"),
        ("Limited Liability Company", "llc"),
        ("Limited Partnership", "lp"),
        ("LLP", "llp"),
        ("PLLC", "pllc"),
        ("P.C.", "pc"),
        ("P.A.", "pa"),
        ("PLC", "plc"),
        ("ULC", "ulc"),
        ("Ltée", "ltd"),
        ("Pty Ltd", "pty"),
        ("Pty. Limited", "pty"),
        ("Pte. Ltd.", "ltd"),
        ("Pvt Ltd", "ltd"),
        ("Private Limited", "ltd"),
        ("Co., Ltd.", "ltd"),
        ("Sdn. Bhd.", "sdn bhd"),
        ("GmbH", "gmbh"),
        ("Gesellschaft mit beschränkter Haftung", "gmbh"),
        ("GmbH and Co. KG", "gmbh co kg"),
        ("UG (haftungsbeschränkt)", "ug"),
        ("AG", "ag"),
        ("e.K.", "ek"),
        ("SE", "se"),
        ("S.A.", "sa"),
        ("S. A.", "sa"),
        ("Sociedad Anónima", "sa"),
        ("Société Anonyme", "sa"),
        ("SAS", "sas"),
        ("SARL", "sarl"),
        ("S.à r.l.", "sarl"),
        ("EURL", "eurl"),
        ("B.V.", "bv"),
        ("N.V.", "nv"),
        ("AB", "ab"),
        ("A/S", "as"),
        ("ApS", "aps"),
        ("Oy", "oy"),
        ("ehf.", "ehf"),
        ("S.L.", "sl"),
        ("S.A. de C.V.", "sa de cv"),
        ("S. de R.L. de C.V.", "s de rl de cv"),
        ("Lda.", "lda"),
        ("Ltda.", "ltd"),
        ("S.p.A.", "spa"),
        ("S.r.l.", "srl"),
        ("Sp. z o.o.", "spzoo"),
        ("s.r.o.", "sro"),
        ("Kft.", "kft"),
        ("d.o.o.", "doo"),
        ("UAB", "uab"),
        ("OÜ", "ou"),
        ("ООО", "ooo"),
        ("OOO", "ooo"),
        ("ЗАО", "zao"),
        ("Α.Ε.", "ae"),
        ("A.Ş.", "as"),
        ("Ltd. Şti.", "ltd sti"),
        ("株式会社", "kk"),
        ("Kabushiki Kaisha", "kk"),
        ("K.K.", "kk"),
        ("有限公司", "youxian gongsi"),
        ("股份有限公司", "gufen youxian gongsi"),
        ("주식회사", "jusik hoesa"),
        ("บริษัท", "ltd"),
        ("จำกัด", "ltd"),
        ("PT", "pt"),
        ("JSC", "jsc"),
        ("W.L.L.", "wll"),
        ("FZE", "fze"),
    ],
)
def test_legal_forms_are_known(form: str, family: str) -> None:
    assert WORDS.legal_forms.get(normal_word(form)) == family


def test_legal_forms_are_those_of_the_world() -> None:
    countries = {code for _, section in SECTIONS for code in section.get("countries", "").split()}
    assert countries <= set(WORDS.calling_codes)
    assert len(countries) >= 130


def test_forms_with_a_remark_are_forms() -> None:
    assert {*WORDS.ambiguous, *WORDS.leading_forms, *WORDS.glued_forms} <= set(WORDS.legal_forms)


@pytest.mark.parametrize("form", "co sa ab ag as se pa pc na kk s_a chartered company limited".split())
def test_a_form_that_may_be_a_name_counts_at_the_end_only(form: str) -> None:
    assert form.replace("_", " ") in WORDS.ambiguous


@pytest.mark.parametrize("form", "inc llc gmbh sarl bv ltd corp".split())
def test_a_form_that_is_nothing_else_counts_anywhere(form: str) -> None:
    assert form in WORDS.legal_forms
    assert form not in WORDS.ambiguous


@pytest.mark.parametrize(
    "name", "trust reit unlimited group family services bank church smith the and of south".split()
)
def test_a_word_that_tells_companies_apart_is_no_legal_form(name: str) -> None:
    assert name not in WORDS.legal_forms


@pytest.mark.parametrize(
    ("variants", "word"),
    [
        ("intl internatl int", "international"),
        ("mfg mfr mfgr", "manufacturing"),
        ("svc svcs serv service", "services"),
        ("assoc assocs associate", "associates"),
        ("assn", "association"),
        ("univ", "university"),
        ("dept", "department"),
        ("ctr cntr centre centers", "center"),
        ("equip eqpt eqp", "equipment"),
        ("envir env", "environmental"),
        ("hosp", "hospital"),
        ("rest restaurants", "restaurant"),
        ("ind inds indus industry", "industries"),
        ("bldg", "building"),
        ("constr const", "construction"),
        ("distr distrib distribution distributing", "distributors"),
        ("contracting contractor", "contractors"),
        ("consultants consultancy", "consulting"),
        ("plomberie plbg", "plumbing"),
        ("boulangerie backerei", "bakery"),
        ("eng engr", "engineering"),
        ("mgmt mgt", "management"),
        ("natl", "national"),
        ("sys system", "systems"),
        ("tech technology", "technologies"),
        ("grp", "group"),
        ("bros", "brothers"),
        ("mkt", "markets"),
        ("prop props property", "properties"),
        ("ins", "insurance"),
        ("fin financial", "finance"),
        ("govt", "government"),
        ("comm", "communications"),
        ("st ste", "saint"),
        ("mt", "mount"),
        ("ft", "fort"),
        ("theatre", "theater"),
        ("jewellery", "jewelry"),
        ("labour", "labor"),
        ("colour", "color"),
        ("tyres", "tire"),
        ("harbour", "harbor"),
        ("aluminium", "aluminum"),
    ],
)
def test_abbreviations(variants: str, word: str) -> None:
    assert {WORDS.abbreviations.get(variant) for variant in variants.split()} == {word}


@pytest.mark.parametrize(
    "name", "mason carpenter rivers waters banks powers marina san santa labor pub fund a e w s n".split()
)
def test_words_that_are_something_else_are_left_alone(name: str) -> None:
    """A surname, a place, an initial or another business word is not read as an abbreviation."""
    assert name not in WORDS.abbreviations


def test_no_letter_is_an_abbreviation() -> None:
    """An initial stays one; only a number may be read from a letter."""
    short = {word for words in (WORDS.abbreviations, WORDS.nicknames, WORDS.generations) for word in words}
    assert [word for word in short if len(word) < 2] == []


def test_how_much_is_known_of_businesses() -> None:
    assert len(set(WORDS.abbreviations.values())) >= 250
    assert len(WORDS.business_words) >= 400
    assert set("the and of for de la le der und et y e".split()) <= WORDS.stop_words
    assert set("and und et y e".split()) <= WORDS.and_words <= WORDS.stop_words


def test_a_word_that_marks_a_business_does_so_however_it_is_written() -> None:
    assert {WORDS.abbreviations.get(word, word) for word in WORDS.business_words} <= WORDS.business_words
    assert set("services group bank church plumbing".split()) <= WORDS.business_words
    assert WORDS.business_words & WORDS.given_names == set()


@pytest.mark.parametrize(
    "phrase", ["dba", "d b a", "doing business as", "trading as", "t a", "aka", "formerly", "fka", "nka"]
)
def test_two_names_of_one_business_are_cut_apart(phrase: str) -> None:
    assert phrase in WORDS.trading_as


def test_who_gets_the_letters_of_another_is_no_second_name() -> None:
    assert {"c o", "care of", "attn"} <= set(WORDS.in_care_of)
    assert set(WORDS.in_care_of) & set(WORDS.trading_as) == set()


@pytest.mark.parametrize(
    ("variants", "word"),
    [("ph phase", "phase"), ("no num nr", "number"), ("loc", "location"), ("br branch", "branch"), ("job", "job")],
)
def test_words_before_the_number_of_a_part(variants: str, word: str) -> None:
    assert {WORDS.part_words.get(variant) for variant in variants.split()} == {word}


def test_departments_and_remarks() -> None:
    assert set("it hr library accounting purchasing".split()) <= WORDS.department_words
    assert {"do not use", "duplicate", "inactive", "in liquidation"} <= set(WORDS.remarks)
    assert {"old", "new"} <= set(WORDS.remarks)  # alone in brackets or behind a dash; Old Mill keeps its name
    assert {"accounts payable", "head office", "hq"} <= set(WORDS.remarks)
    assert "main office" not in WORDS.remarks  # a bank's branch
    assert "the estate of" not in WORDS.remarks


# --- names of people ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nickname", "names"),
    [
        ("bob", "robert"),
        ("bobby", "robert"),
        ("bill", "william"),
        ("peggy", "margaret"),
        ("dick", "richard"),
        ("chuck", "charles"),
        ("jack", "john jackson"),
        ("hank", "henry"),
        ("ted", "edward theodore"),
        ("ned", "edward edmund"),
        ("sandy", "alexander sandra"),
        ("chris", "christopher christine kristen christina christian"),
        ("pat", "patrick patricia"),
        ("sam", "samuel samantha"),
        ("alex", "alexander alexandra alejandro"),
        ("betty beth liz", "elizabeth elisabeth"),
        ("kate cathy", "catherine katherine kathryn"),
        ("catherine", "katherine kathryn"),
        ("kathryn", "catherine katherine"),
        ("jon", "john jonathan"),
        ("steven", "stephen"),
        ("steve", "steven stephen"),
        ("sara", "sarah"),
        ("geoff", "jeff geoffrey jeffrey"),
        ("paco pancho", "francisco"),
        ("pepe", "jose"),
        ("memo", "guillermo"),
        ("nacho", "ignacio"),
        ("lupe", "guadalupe"),
        ("chico", "francisco"),
        ("hans", "johannes johann"),
        ("sepp", "josef"),
        ("uschi", "ursula"),
        ("fritz", "friedrich"),
        ("jojo", "georges"),
        ("manu", "emmanuel emmanuelle"),
        ("gigi", "luigi"),
        ("sasha", "alexander aleksandr"),
    ],
)
def test_what_a_nickname_stands_for(nickname: str, names: str) -> None:
    for word in nickname.split():
        assert set(names.split()) <= set(WORDS.nicknames[word])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bob", "william"),
        ("john", "james"),
        ("mary", "margaret"),
        ("eva", "evan"),
        ("helen", "ellen"),
        ("andreas", "andrea"),
        ("paul", "paula"),
        ("emma", "emily"),
        ("jane", "jean"),
        ("louise", "lois"),
        ("carl", "charles"),
        ("peter", "patrick"),
        ("lloyd", "floyd"),
        ("laura", "lauren"),
    ],
)
def test_names_of_different_people(one: str, other: str) -> None:
    known = WORDS.nicknames
    assert other not in known.get(one, ())
    assert one not in known.get(other, ())


def test_nicknames_are_many_and_never_themselves() -> None:
    pairs = [(nickname, name) for nickname, names in WORDS.nicknames.items() for name in names]
    assert len(pairs) == len(set(pairs)) >= 900
    assert [pair for pair in pairs if pair[0] == pair[1]] == []
    assert all(WORDS.nicknames.values())


def test_spellings_stand_for_each_other() -> None:
    spellings = [
        words for _, section in SECTIONS if section["holds"] == "name_spellings" for _, words in lines(section)
    ]
    assert len(spellings) > 300
    for group in spellings:
        assert len(group) > 1
        for name in group:
            assert set(group) - {name} <= set(WORDS.nicknames[name])


def test_titles_and_generations() -> None:
    assert set("mr mrs ms dr prof rev herr frau mme md phd esq cpa dds".split()) <= WORDS.titles
    assert WORDS.generations.keys() & WORDS.titles == set()
    found = {WORDS.generations[word] for word in "jr junior sr senior ii 2nd iii 3rd iv 4th".split()}
    assert found == {"jr", "sr", "ii", "iii", "iv"}
    assert WORDS.titles & WORDS.given_names == set()


@pytest.mark.parametrize(
    "names",
    [
        "james mary robert linda",
        "nigel siobhan",
        "jurgen heike",
        "francois amelie",
        "jose guadalupe",
        "joao conceicao",
        "giuseppe chiara",
        "liam olivia",
    ],
)
def test_given_names_are_known(names: str) -> None:
    assert set(names.split()) <= WORDS.given_names


def test_given_names_are_many_but_no_words_of_businesses() -> None:
    assert len(WORDS.given_names) >= 1500
    assert set("services plumbing king young prince forest love house".split()) & WORDS.given_names == set()


# --- numbers --------------------------------------------------------------------------------------------------------


def _roman(number: int) -> str:
    return "x" * (number // 10) + ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"][number % 10]


def test_roman_numbers_words_and_ordinals() -> None:
    assert {WORDS.numerals[_roman(number)] for number in range(1, 21)} == {str(number) for number in range(1, 21)}
    assert all(WORDS.numerals[_roman(number)] == str(number) for number in range(1, 21))
    spelt = "one two three four five six seven eight nine ten eleven twelve".split()
    assert [WORDS.numerals[word] for word in spelt] == [str(number) for number in range(1, 13)]
    endings = defaultdict(lambda: "th", {1: "st", 2: "nd", 3: "rd"})
    assert all(WORDS.numerals[f"{number}{endings[number]}"] == str(number) for number in range(1, 21))
    assert WORDS.numerals["first"] == "1"


# --- contact data ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "domain",
    "gmail.com hotmail.co.uk yahoo.fr web.de t-online.de orange.fr libero.it qq.com mail.ru uol.com.br comcast.net bigpond.com".split(),
)
def test_mail_that_anybody_can_have(domain: str) -> None:
    assert domain in WORDS.free_mail


def test_free_mail_is_no_public_suffix() -> None:
    assert len(WORDS.free_mail) >= 200
    assert WORDS.free_mail & WORDS.second_level == set()


@pytest.mark.parametrize(
    "box",
    [
        "info",
        "ap",
        "ar",
        "accounting",
        "Accounts.Payable",
        "accounts-payable",
        "billing",
        "office",
        "sales",
        "hello",
        "contact",
        "admin",
        "orders",
        "purchasing",
    ],
)
def test_mailboxes_of_a_desk(box: str) -> None:
    assert normal_word(box) in WORDS.role_boxes


def test_no_desk_has_the_name_of_a_person() -> None:
    assert WORDS.role_boxes & WORDS.given_names == set()
    assert len(WORDS.role_boxes) >= 80


@pytest.mark.parametrize("suffix", "co.uk com.au co.nz com.br co.jp com.mx co.za com.cn gouv.fr co.in".split())
def test_public_suffixes_of_two_labels(suffix: str) -> None:
    assert suffix in WORDS.second_level


def test_public_suffixes_have_two_labels_under_a_country() -> None:
    assert len(WORDS.second_level) >= 250
    countries = set(WORDS.countries.values()) | {"uk"}
    assert all(suffix.count(".") == 1 and suffix.split(".")[1] in countries for suffix in WORDS.second_level)


# --- addresses ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "short"),
    [
        ("street str st strasse", "st"),
        ("avenue ave av", "ave"),
        ("boulevard blvd", "blvd"),
        ("road rd", "rd"),
        ("drive dr", "dr"),
        ("lane ln", "ln"),
        ("court ct", "ct"),
        ("place pl platz", "pl"),
        ("highway hwy", "hwy"),
        ("parkway pkwy pky", "pkwy"),
        ("circle cir", "cir"),
        ("terrace ter", "ter"),
        ("turnpike tpke", "tpke"),
        ("north n", "n"),
        ("northeast ne", "ne"),
        ("avenida avda", "avda"),
        ("rue", "rue"),
        ("calle", "calle"),
        ("via", "via"),
    ],
)
def test_kinds_of_street(words: str, short: str) -> None:
    assert {WORDS.street_words.get(word) for word in words.split()} == {short}


def test_long_german_streets_are_cut_where_their_kind_begins() -> None:
    assert WORDS.street_endings["strasse"] == "str"
    assert WORDS.street_endings["platz"] == "pl"


def test_parts_of_a_building_and_post_boxes() -> None:
    assert set("suite ste unit apt fl floor room rm bldg".split()) <= WORDS.unit_words
    wanted = {"po box", "p o box", "post office box", "postfach", "bp", "apartado", "locked bag"}
    assert wanted <= set(WORDS.po_box)


# --- places ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spellings", "code"),
    [
        (["US", "U.S.", "USA", "U.S.A.", "United States", "United States of America", "Estados Unidos", "États-Unis"], "us"),
        (["UK", "GB", "GBR", "Great Britain", "England", "Scotland", "United Kingdom"], "gb"),
        (["DE", "Deutschland", "Germany", "Allemagne"], "de"),
        (["España", "Spain", "ES"], "es"),
        (["Brasil", "Brazil"], "br"),
        (["México", "Mexico"], "mx"),
        (["Schweiz", "Suisse", "Switzerland", "Svizzera"], "ch"),
        (["Österreich", "Austria"], "at"),
        (["日本", "Japan", "Nippon"], "jp"),
        (["中国", "China", "PRC"], "cn"),
        (["Россия", "Russia", "Russian Federation"], "ru"),
        (["Ελλάδα", "Greece"], "gr"),
        (["Nederland", "The Netherlands", "Holland"], "nl"),
        (["South Korea", "Korea, Republic of", "대한민국"], "kr"),
        (["Côte d'Ivoire", "Ivory Coast"], "ci"),
        (["Bosnia & Herzegovina", "Bosnia and Herzegovina"], "ba"),
        (["Guinea-Bissau", "Guinea Bissau"], "gw"),
        (["St. Lucia", "Saint Lucia"], "lc"),
    ],
)  # fmt: skip
def test_countries_by_many_names(spellings: list[str], code: str) -> None:
    assert {spelling: WORDS.countries.get(normal_word(spelling)) for spelling in spellings} == dict.fromkeys(
        spellings, code
    )


def test_every_country_is_known_by_code() -> None:
    codes = set(WORDS.countries.values())
    assert len(codes) == 250  # ISO 3166-1 has 249; Kosovo is used with xk
    assert all(len(code) == 2 and WORDS.countries[code] == code for code in codes)
    assert sum(len(word) == 3 and word in WORDS.countries for word in WORDS.countries) >= 250


@pytest.mark.parametrize(
    ("country", "count", "examples"),
    [
        ("us", 59, {"massachusetts": "ma", "mass": "ma", "ma": "ma", "district of columbia": "dc", "puerto rico": "pr", "calif": "ca"}),
        ("ca", 13, {"ontario": "on", "on": "on", "quebec": "qc", "pei": "pe"}),
        ("au", 8, {"new south wales": "nsw", "nsw": "nsw", "victoria": "vic"}),
    ],
)  # fmt: skip
def test_states(country: str, count: int, examples: dict[str, str]) -> None:
    states = WORDS.states[country]
    assert examples.items() <= states.items()
    assert len(set(states.values())) == count
    assert all(states[code] == code for code in states.values())


@pytest.mark.parametrize(
    ("country", "code", "zero"),
    [("us", "1", False), ("ca", "1", False), ("bs", "1", False), ("gb", "44", True), ("de", "49", True), ("fr", "33", True), ("au", "61", True), ("es", "34", False), ("it", "39", False), ("ru", "7", False), ("kz", "7", False), ("br", "55", True), ("mx", "52", False)],
)  # fmt: skip
def test_calling_codes(country: str, code: str, zero: bool) -> None:
    assert WORDS.calling_codes[country] == code
    assert (country in WORDS.trunk_zero) is zero


def test_calling_codes_are_those_of_countries() -> None:
    assert set(WORDS.calling_codes) <= set(WORDS.countries.values())
    assert WORDS.trunk_zero <= set(WORDS.calling_codes)
    assert len(WORDS.calling_codes) >= 200

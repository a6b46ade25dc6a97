"""Columns looked at together for a review say what each of their texts says alone."""

import hashlib
import json

from hypothesis import example, given, settings
from hypothesis import strategies as st

from csvbridge.remembered import Member, compared_form
from csvbridge.reviews.side_by_side import LABELS, compared, compared_column, visible, visible_all
from csvbridge.reviews.words import fit, fit_all
from csvbridge.values.text import HIDDEN, is_tidy, one_line, strip_hidden

AWKWARD = st.sampled_from(["|", " ", "  ", "\t", "\n", "\u00a0", "\u200b", "\u202e", "\x1b[31m", "\ud83d", "\u2028"])
TEXT = st.lists(st.one_of(AWKWARD, st.sampled_from(["Alder", "é", "漢", "-", "Ⅸ", "x" * 30]), st.characters())).map(
    "".join
)
COLUMN = st.one_of(st.lists(st.text("aB 1"), max_size=250), st.lists(TEXT, max_size=12))


@given(COLUMN)
@example(["plain"] * 99 + [" led"] + ["plain"] * 99 + ["trailing "])
@example(["a |", "| b", "", "x" * 41])
@settings(max_examples=50, deadline=None)
def test_a_column_is_made_fit_as_each_of_its_texts(texts: list[str]) -> None:
    assert fit_all(texts, 40) == [fit(text, 40) for text in texts]
    assert visible_all(texts) == [visible(text) for text in texts]


def test_no_tidy_text_holds_a_character_that_tidying_takes_away() -> None:
    tidy = "".join(filter(is_tidy, map(chr, range(0x110000))))
    assert HIDDEN.search(tidy) is None and one_line(strip_hidden(tidy)) == tidy
    assert tidy.encode("utf-8").decode("utf-8") == tidy  # no half characters


@given(st.sampled_from(sorted(LABELS)), st.lists(st.tuples(TEXT, TEXT) | TEXT.map(lambda text: (text, text))))
@example("phone", [("1-2", "12"), ("", ""), (" ", ""), ("1", "2"), ("a\u00a0b", "a b")])
@settings(max_examples=50, deadline=None)
def test_a_field_of_many_pairs_is_compared_as_that_of_each(name: str, sides: list[tuple[str, str]]) -> None:
    alone = [next(compared({name: left}, {name: right}), ("", "", "", "")) for left, right in sides]
    together = compared_column(name, [left for left, _ in sides], [right for _, right in sides])
    assert list(zip(*together, strict=True)) == [tuple(field)[1:] for field in alone]


@given(st.dictionaries(st.sampled_from(sorted(LABELS)), TEXT))
@settings(max_examples=40, deadline=None)
def test_a_fingerprint_is_the_hash_of_the_filled_fields_in_compared_form(fields: dict[str, str]) -> None:
    """It stands in workbooks and memories that earlier versions wrote: it is never another one."""
    told = [[name, compared_form(name, text)] for name, text in sorted(fields.items()) if text.strip()]
    written = json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")
    member = Member("account 1", "Alder", tuple(sorted(fields.items())))
    assert member.fingerprint == hashlib.sha256(written).hexdigest()[:16]

"""What holds for every value: reading undoes writing, tidying twice is tidying once, no text raises."""

import datetime as dt
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.values.contacts import pad_zip, read_email, read_website
from csvbridge.values.dates import decide_order, exported_from_name, format_date, parse_date, stamp_order
from csvbridge.values.flags import parse_flag
from csvbridge.values.ids import read_id, to_18
from csvbridge.values.names import name_key, shorten_name, valid_keys, valid_name
from csvbridge.values.numbers import (
    decide_mark,
    format_minor,
    format_quantity,
    format_rate,
    is_blank_number,
    line_rate,
    parse_number,
    parse_percent,
    round_minor,
    to_minor,
)
from csvbridge.values.terms import terms_days
from csvbridge.values.text import HIDDEN, join_lines, looks_misdecoded, one_line, prints, strip_hidden

some = settings(max_examples=100, deadline=None)

# text that looks for trouble: escapes, blanks, marks and digits beside letters of every kind
_TROUBLE = st.sampled_from(
    list(" \t\r\n\x0b\x00\x1b[]\x07\x9b\x9d\x9c\u00a0\u200b\u2028:\"'-,;.()%$€/@eE0179ÃâÉé\u0301ßAaZ")
)
texts = st.one_of(st.text(max_size=40), st.lists(_TROUBLE, max_size=40).map("".join))
bodies = st.text("0123456789ABCXYZabcxyz", min_size=15, max_size=15).filter(lambda body: body != "0" * 15)
money = st.integers(-(10**18), 10**18)
quantities = st.decimals(Decimal("0.0001"), Decimal(10**9), places=4)


@some
@given(texts)
def test_no_text_raises(text: str) -> None:
    for mark in ".,":
        parse_number(text, mark)
        parse_percent(text, mark)
    for order in ("M/D/YYYY", "D/M/YYYY", "D.M.YYYY", "YYYY-MM-DD"):
        parse_date(text, order)
    for read in (parse_flag, terms_days, is_blank_number, exported_from_name, looks_misdecoded, name_key):
        read(text)
    decide_mark([text])
    decide_order([text])
    stamp_order(text, dt.date(2026, 1, 1))
    pad_zip(text, text, text, frozenset({text}))
    assert (read_id(text).id == "") == (read_id(text).status in ("blank", "mangled"))
    assert (read_email(text).text == "") == (read_email(text).status in ("blank", "invalid"))
    assert (read_website(text).text == "") == (read_website(text).status in ("blank", "unusable"))


def test_lone_surrogates_and_a_megabyte_do_no_harm() -> None:
    for text in (
        "\udc80",
        "\udc80@a.example",
        "Ã\udc80",
        "1\udc80",
        " " * 10**6,
        "\x1b]" * 10**5,
        "\x9b0" * 10**5,
        "1" * 10**6,
    ):
        test_no_text_raises.hypothesis.inner_test(text)  # type: ignore[attr-defined]


@some
@given(texts)
def test_tidying_twice_is_tidying_once(text: str) -> None:
    for tidy in (strip_hidden, one_line, join_lines, valid_name, name_key):
        assert tidy(tidy(text)) == tidy(text)
    assert not HIDDEN.search(strip_hidden(text))


@some
@given(texts)
def test_a_valid_name_has_nothing_that_quickbooks_refuses(text: str) -> None:
    name = valid_name(text)
    assert not set(name) & set('\t\n\r:"')
    assert name == name.strip()


@some
@given(st.text(max_size=30), st.integers(1, 20))
def test_a_short_name_fits_and_stays_valid(text: str, limit: int) -> None:
    name = valid_name(text)
    short = shorten_name(name, limit)
    assert len(short) <= limit
    assert name.startswith(short)
    assert bool(short) == bool(name)
    assert shorten_name(short, limit) == short
    assert valid_name(short) == short


@some
@given(money, st.integers(0, 4))
def test_money_is_read_as_it_was_written(minor: int, digits: int) -> None:
    read = parse_number(format_minor(minor, digits), ".")
    assert read is not None
    assert to_minor(read.value, digits) == minor


@some
@given(money)
def test_money_is_read_in_every_style(minor: int) -> None:
    whole, cents = divmod(abs(minor), 100)
    amount = Decimal(abs(minor)) / 100 if abs(minor) < 10**20 else Decimal(0)
    for mark, group in ((".", ","), (",", "."), (",", " "), (".", "'")):
        plain = f"{whole:,}".replace(",", group) + f"{mark}{cents:02}"
        for style, sign in (("{}", 1), ("-{}", -1), ("({})", -1), ("{}-", -1), ("USD {}", 1), ("-${}", -1)):
            read = parse_number(style.format(plain), mark)
            assert read is not None
            assert read.value == sign * amount


@some
@given(st.decimals(-(10**12), 10**12, places=7))
def test_quantities_and_rates_are_read_as_they_were_written(value: Decimal) -> None:
    for write in (format_quantity, format_rate):
        read = parse_number(write(value), ".")
        assert read is not None
        assert read.value == value


@some
@given(
    st.dates(dt.date(1700, 1, 1), dt.date(4000, 12, 31)),
    st.sampled_from([("MM/DD/YYYY", "M/D/YYYY"), ("DD/MM/YYYY", "D/M/YYYY"), ("YYYY-MM-DD", "YYYY-MM-DD")]),
)
def test_dates_are_read_as_they_were_written(day: dt.date, style: tuple[str, str]) -> None:
    assert parse_date(format_date(day, style[0]), style[1]) == day


@some
@given(
    st.lists(st.dates(dt.date(1970, 1, 1), dt.date(2069, 12, 31)), min_size=1),
    st.sampled_from(["MM/DD/YYYY", "DD/MM/YYYY"]),
)
def test_a_decided_order_is_the_right_one(days: list[dt.date], style: str) -> None:
    cells = [format_date(day, style) for day in days]
    decision = decide_order(cells)
    assert decision.status in ("decided", "either", "ambiguous")
    if decision.order is not None:
        assert [parse_date(cell, decision.order) for cell in cells] == days


@some
@given(
    st.integers(0, 10**12),
    quantities,
    st.one_of(st.none(), st.decimals(0, 10**6, places=9)),
    st.integers(0, 3),
)
def test_quantity_times_rate_is_the_total(total: int, quantity: Decimal, price: Decimal | None, digits: int) -> None:
    line = line_rate(total, quantity, price, digits)
    assert round_minor(line.quantity * line.rate, digits) == total
    assert -line.rate.as_tuple().exponent <= 7
    assert Decimal(format_rate(line.rate)) == line.rate
    assert line.quantity == (1 if line.how == "whole" else quantity)


@some
@given(quantities, st.decimals(0, 10**6, places=2))
def test_the_price_is_kept_where_it_gives_the_total(quantity: Decimal, price: Decimal) -> None:
    assert line_rate(round_minor(quantity * price), quantity, price) == (quantity, price, "price")


@some
@given(bodies)
def test_ids_survive_a_change_of_case(body: str) -> None:
    full = to_18(body)
    assert full[:15] == body
    assert read_id(full) == (full, "ok", "")
    assert read_id(body).id == full
    assert read_id(full.lower()).id == full
    assert read_id(full.upper()).id == full


@some
@given(st.text("áéöüñçßÀÖabc '&-", min_size=1, max_size=20).filter(lambda text: not text.isascii()))
def test_text_read_in_the_wrong_encoding_is_noticed(text: str) -> None:
    assert looks_misdecoded(text.encode("utf-8").decode("latin-1"))
    assert not looks_misdecoded(text)


@given(st.lists(st.one_of(st.text("AbZ &.", max_size=8), st.text('aB :"\n\t\r\u00c9\u200b', max_size=6)), max_size=6))
def test_the_keys_of_many_names_are_those_of_each(names: list[str]) -> None:
    assert valid_keys(names) == [name_key(valid_name(name)) for name in names]


@given(
    st.lists(
        st.one_of(st.from_regex(r"-?[0-9]{1,5}([.,][0-9]{0,5})?", fullmatch=True), st.text("1.,\n- x", max_size=5))
    )
)
def test_a_column_of_plain_numbers_has_the_mark_that_its_cells_tell_one_by_one(texts: list[str]) -> None:
    # a word beside them is passed over, and keeps the column from being looked at as a whole
    assert decide_mark(texts) == decide_mark([*texts, "word"])


@some
@given(st.one_of(texts, st.text(st.characters(exclude_categories=()), max_size=10)))
def test_a_text_prints_as_python_says(text: str) -> None:
    assert prints(text) == text.isprintable()

"""Control totals: what a written file holds is counted from its own bytes."""

import pytest

from csvbridge.control_totals import FileTotals
from csvbridge.errors import OwnFault
from csvbridge.totals import read_back

HEADINGS = "*InvoiceNo,Description,*ItemAmount"


def counted(*lines: str, home: str = "USD", sign: int = 1) -> FileTotals:
    data = "".join(f"{line}\r\n" for line in (HEADINGS, *lines)).encode()
    return read_back("import/3-invoices-001.csv", data, "*InvoiceNo", "*ItemAmount", home, sign)


@pytest.mark.parametrize(
    ("lines", "home", "sign", "records", "rows", "minor"),
    [
        ((), "USD", 1, 0, 0, 0),
        (('A1,"a, b",10.05', "A1,,0.10", "A2,x,5.00"), "USD", 1, 2, 3, 1515),
        (('A1,"two\r\nlines",7.00',), "USD", -1, 1, 1, -700),
        (("A1,,-3.00",), "USD", 1, 1, 1, -300),
        (("A1,,1500", "A2,,20"), "JPY", 1, 2, 2, 1520),
        (("A1,,1.500",), "KWD", 1, 1, 1, 1500),
        (("A1,,99999999999999999999.99",), "USD", 1, 1, 1, 9999999999999999999999),
    ],
)
def test_a_file_is_counted_to_the_smallest_unit(
    lines: tuple[str, ...], home: str, sign: int, records: int, rows: int, minor: int
) -> None:
    expected = FileTotals("import/3-invoices-001.csv", records, rows, {home: minor})
    assert counted(*lines, home=home, sign=sign) == expected


@pytest.mark.parametrize("amount", ["", "5", "5.0", "5.000", ".50", "1 000.00", "1e2.00", "five.00", "5.00\n"])
def test_an_amount_that_is_not_written_to_the_cent_fails_the_control(amount: str) -> None:
    with pytest.raises(OwnFault, match="smallest unit"):
        counted("A1,,1.00", f'A1,,"{amount}"')


@pytest.mark.parametrize("line", ["A1,5.00", "A1,,5.00,more"])
def test_a_row_of_another_width_fails_the_control(line: str) -> None:
    with pytest.raises(OwnFault, match="cells"):
        counted("A1,,1.00", line)

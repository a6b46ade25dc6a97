"""E-mail addresses, websites, ZIP codes."""

import pytest

from csvbridge.values.contacts import pad_zip, read_email, read_website


@pytest.mark.parametrize(
    ("text", "written", "status"),
    [
        ("p.nair@harborview.example", "p.nair@harborview.example", "ok"),
        ("Pat.Doe+x@Alder.TEST", "Pat.Doe+x@Alder.TEST", "ok"),
        ("office@alder.local", "office@alder.local", "ok"),
        ("r&d@alder.example", "r&d@alder.example", "ok"),
        ("info@köln.example", "info@köln.example", "ok"),
        ("a@alder.example,b@alder.example", "a@alder.example,b@alder.example", "ok"),
        ("", "", "blank"),
        ("  ", "", "blank"),
        ("mailto:", "", "blank"),
        (" a@alder.example ", "a@alder.example", "changed"),
        ("mailto:a@alder.example", "a@alder.example", "changed"),
        ("MAILTO:a@alder.example", "a@alder.example", "changed"),
        ("a@alder.example; b@alder.example", "a@alder.example,b@alder.example", "changed"),
        ("a@alder.example b@alder.example", "a@alder.example,b@alder.example", "changed"),
        ("a@alder.example;", "a@alder.example", "changed"),
        ("a@alder.example\nb@alder.example", "a@alder.example,b@alder.example", "changed"),
        (
            "a" * 40 + "@" + "b" * 51 + ".example",
            "a" * 40 + "@" + "b" * 51 + ".example",
            "ok",
        ),  # 100 characters
    ],
)
def test_emails(text: str, written: str, status: str) -> None:
    assert read_email(text) == (written, status, "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tom.finch[at]finch", 'no "@"'),
        ("a@b@alder.example", "more than one"),
        ("a@alder", 'no "."'),
        ("a@alder.", 'no "."'),
        ("a@.example", 'no "."'),
        ("a..b@alder.example", "misspelt"),
        ("a@alder..example", "misspelt"),
        ("@alder.example", "misspelt"),
        ("a@10.0.0.1", "misspelt"),
        ("a\u200b@alder.example", "misspelt"),
        ("<a@alder.example>", "misspelt"),
        ("a@alder.example; nobody", '"nobody"'),
        ("Pat Doe a@alder.example", '"Pat"'),
        ("a" * 40 + "@" + "b" * 52 + ".example", "101 characters"),
        (",".join(["abcdefg@alder.example"] * 5), "109 characters"),  # 5 times 21, and four commas
    ],
)
def test_invalid_emails(text: str, said: str) -> None:
    result = read_email(text)
    assert (result.text, result.status) == ("", "invalid")
    assert said in result.problem


@pytest.mark.parametrize(
    ("text", "written", "status"),
    [
        ("www.harborview.example", "https://www.harborview.example", "changed"),
        ("harborview.example/a?b=c#d", "https://harborview.example/a?b=c#d", "changed"),
        ("//harborview.example", "https://harborview.example", "changed"),
        ("harborview.example:8080/x", "https://harborview.example:8080/x", "changed"),
        ("http://harborview.example", "http://harborview.example", "ok"),
        ("HTTPS://Harborview.example", "HTTPS://Harborview.example", "ok"),
        (" https://harborview.example ", "https://harborview.example", "changed"),
        ("https://köln.example", "https://köln.example", "ok"),
        ("", "", "blank"),
        (" ", "", "blank"),
        ("a.example/" + "x" * 982, "https://a.example/" + "x" * 982, "changed"),  # 1000 characters
    ],
)
def test_websites(text: str, written: str, status: str) -> None:
    assert read_website(text) == (written, status, "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("harborview", "no name of a website"),
        ("http://localhost", "no name of a website"),
        ("https://", "no name of a website"),
        ("https://.example", "no name of a website"),
        ("a..example", "no name of a website"),
        ("n/a", "no name of a website"),
        ("javascript:alert(1)", "no name of a website"),
        ("a.example,b.example", "no name of a website"),
        ("http:/a.example", "no name of a website"),
        ("ftp://a.example", "ftp://"),
        ("a.example b.example", "blanks"),
        ('a.example/"x"', "quotes"),
        ("info@a.example", "e-mail"),
        ("a.example/" + "x" * 983, "1,001 characters"),
    ],
)
def test_unusable_websites(text: str, said: str) -> None:
    result = read_website(text)
    assert (result.text, result.status) == ("", "unusable")
    assert said in result.problem


STATES = frozenset({"MA", "Massachusetts", "NJ"})


@pytest.mark.parametrize(
    ("zip_code", "country", "state", "padded"),
    [
        ("1569", "USA", "MA", "01569"),
        ("1569", "us", "", "01569"),
        ("1569", " U.S. ", "anything", "01569"),
        ("1569", "U.S.A.", "", "01569"),
        ("1569", "United States", "", "01569"),
        ("1569", "UNITED STATES OF AMERICA", "", "01569"),
        ("1569", "", "", "01569"),
        ("1569", "", "ma", "01569"),
        ("1569", "", "massachusetts", "01569"),
        (" 569 ", "USA", "", "00569"),
        ("1569-1234", "USA", "MA", "01569-1234"),
        ("1569", "", "Wien", None),
        ("1569", "Austria", "", None),
        ("1569", "Canada", "MA", None),
        ("01569", "USA", "MA", None),
        ("02110-1234", "USA", "MA", None),
        ("15", "USA", "MA", None),
        ("1569-12", "USA", "MA", None),
        ("H2X", "USA", "", None),
        ("１５６９", "USA", "", None),
        ("", "USA", "MA", None),
    ],
)
def test_pad_zip(zip_code: str, country: str, state: str, padded: str | None) -> None:
    assert pad_zip(zip_code, country, state, STATES) == padded

"""Hidden characters, line breaks, mis-decoded text."""

import pytest

from csvbridge.values.text import HIDDEN, join_lines, looks_misdecoded, one_line, strip_hidden

_RANGES = [
    *[
        (0x00, 0x08),
        (0x0B, 0x0C),
        (0x0E, 0x1F),
        (0x7F, 0x9F),
        (0xAD, 0xAD),
        (0x180E, 0x180E),
        (0x200B, 0x200F),
    ],
    *[(0x202A, 0x202E), (0x2060, 0x206F), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB), (0xE0000, 0xE007F)],
]


def test_every_hidden_character_is_removed() -> None:
    for first, last in _RANGES:
        for code in range(first, last + 1):
            assert strip_hidden(f"Alder{chr(code)}") == "Alder", hex(code)
            assert HIDDEN.search(chr(code)), hex(code)


@pytest.mark.parametrize("kept", ["\t", "\n", "\r", " ", "\u00a0", "\u2009", "\u2028", "é", "™", "\u20ac", "😀", "m²"])
def test_what_is_visible_or_a_blank_stays(kept: str) -> None:
    assert strip_hidden(f"a{kept}b") == f"a{kept}b"
    assert not HIDDEN.search(kept)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("\x1b[31mAlder\x1b[0m", "Alder"),
        ("\x1b[1;38;5;196mAlder", "Alder"),
        ("\x1b[?25lAlder", "Alder"),
        ("\x1b]0;window title\x07Alder", "Alder"),
        ("\x1b]8;;https://x.example\x1b\\Alder\x1b]8;;\x1b\\", "Alder"),
        ("\x1bPq#0\x1b\\Alder", "Alder"),
        ("\x1b]never ended", "never ended"),
        ("\x1bcAlder", "Alder"),
        ("\x1b(BAlder", "Alder"),
        ("\x9b31mAlder", "Alder"),
        ("\x9d0;title\x9cAlder", "Alder"),
        ("\x9d0;title\x07Alder", "Alder"),
        ("Alder\x1b", "Alder"),
        ("Al\x1b[der", "Aler"),  # CSI ends at its first letter
        ("\x1b[31", "31"),  # cut short: only the two characters that open it
        ("A\x00l\u200bd\u202eer", "Alder"),
    ],
)
def test_whole_escape_sequences_go(text: str, left: str) -> None:
    assert strip_hidden(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("SÃ\x9bRETÃ\x89", "SÃRETÃ"),  # SÛRETÉ read as Latin-1: the R is no end of a sequence
        ("â\x80\x9dyesâ\x80\x9c", "âyesâ"),  # curly quotes read as Latin-1: no operating system command
    ],
)
def test_misdecoded_text_loses_no_letter(text: str, left: str) -> None:
    assert strip_hidden(text) == left


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  café  Lumière ", "café Lumière"),
        ("a\tb\r\nc\nd\re", "a b c d e"),
        ("a\u00a0\u2003\u3000\u2028b", "a b"),
        ("", ""),
        (" \n\t ", ""),
    ],
)
def test_one_line(text: str, line: str) -> None:
    assert one_line(text) == line


@pytest.mark.parametrize(
    ("street", "line"),
    [
        ("12 Quarry Rd\nSuite 4", "12 Quarry Rd, Suite 4"),
        ("12 Quarry Rd\r\nSuite 4\rFloor 2", "12 Quarry Rd, Suite 4, Floor 2"),
        ("12 Quarry Rd,\nSuite 4", "12 Quarry Rd, Suite 4"),
        ("12 Quarry Rd ,\nSuite 4", "12 Quarry Rd, Suite 4"),
        ("\n12 Quarry Rd\n\n \nSuite 4\n", "12 Quarry Rd, Suite 4"),
        ("12  Quarry\u00a0Rd", "12 Quarry Rd"),
        ("12 Quarry Rd,", "12 Quarry Rd,"),
        ("a\n,\nb", "a, b"),
        ("", ""),
    ],
)
def test_join_lines(street: str, line: str) -> None:
    assert join_lines(street) == line


@pytest.mark.parametrize(
    "text",
    [
        "KÃ¶ln",
        "Ã¶",
        "FinchÃ¢â‚¬â„¢s",  # twice over
        "Finchâ€™s",
        "â‚¬ 5",
        "CafÃ\u00a9",
        "Ã\u00adndice",  # the soft hyphen is the second half of í
        "Â© Alder",
        "â\x80\x99",  # read as Latin-1
        "Ð\u009fÐ¾",  # Cyrillic
        "ðŸ˜€ Alder",
        "Alder\ufffdFinch",
        "KÃ–LN",
        # in part: beside them stands what was read rightly
        "CafÃ© – Ruiz",
        "KÃ¶ln, Łódź",
        "O’Brien â€œLtdâ€",
        "José GarcÃ\xada",
        "5 € or â‚¬ 5",
        "Müller CAFÃ‰ 2",
        "ESPAÃ‘A – Sur",
        "RAZÃ“N – Sur",
        "Ruiz – Â£5",
        "20Â° – Süd",
        "KovaÅ¡ – Süd",
        "Łódź ðŸ˜€",
    ],
)
def test_misdecoded(text: str) -> None:
    assert looks_misdecoded(text)


@pytest.mark.parametrize(
    "text",
    [
        "SÃO PAULO",
        "“AMANHÔ",
        "AMANHÃ…",
        "IRMÃ’S – Café",
        "IRMÃ’s Bakery – Café",
        "MAÇÃ–UVA",
        "IRMÃ® – Ção",
        "IRMÃ² – Ção",
        "IRMÃ\xa0e Filho – Ção",
        "« MAÇÃ»",
        "HOTĂRÂ” – Ê",
        "IRMÃ’S",
        "IRMÃ”",
        "SÃO JOÃO – CAFÉ",
        "ÅÄÖ – Ångström",
        "BLÅ™ – Öl",
        "10 €/Âr",
        "Â – Ê",
        "Ångström",
        "Köln",
        "café Lumière",
        "CAFÉ™",
        "CAFÉ’S",
        "Café®™",  # one chance sequence of three
        "« Café »",
        "naïve – “yes”",
        "IRMÃ",
        "Łódź",
        "Москва",
        "Alder & Finch",
        "",
        "日本",
    ],
)
def test_real_text_is_not_misdecoded(text: str) -> None:
    assert not looks_misdecoded(text)

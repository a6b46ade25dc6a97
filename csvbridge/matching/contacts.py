"""Telephone numbers, e-mail addresses and websites as numbers that can be compared.

In: columns of cells. Out: per record its telephone numbers (national digits), its addresses and its domains; what is
shared by everybody (free mail domains, role mailboxes) is marked. A number is compared as digits only: a library that
knows every country's plan takes a hundred times longer, and what differs here is punctuation, prefix and extension.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from itertools import repeat

import numpy as np

from csvbridge.matching.columns import Flags, Ints, Lists, Small, distinct, once_and_where, spliced, starts_of
from csvbridge.matching.normal import distinct_lines
from csvbridge.matching.words import Words

SHORTEST_PHONE = 7
LONGEST_PHONE = 10
"""Digits of a telephone number that are compared, from its end: country code and trunk zero stand before them."""

_EXTENSION = re.compile(r"(?<![ ,;])[ ,;]*+(?:\bext(?:ension|n)?\b|x|#)[ .:]*[0-9]{1,6}[ .]*$", re.MULTILINE)
_TWO = re.compile(
    r"\s*(\+?[0-9(][0-9 ().-]{5,22}[0-9])\s*(?:[/;,|]|\bor\b)\s*(\+?[0-9(][0-9 ().-]{5,22}[0-9][^;|]{0,12})"
)
_BETWEEN = re.compile(r"[/;,|]|or")
_SWITCHBOARD = frozenset(("-0", " 0", "/0"))
"""What a number ends in that rings everybody behind it (DIN 5008), in countries where the last digits are a desk's."""
_SPOILED = re.compile(r"[0-9]+\.0+|[0-9](?:\.[0-9]{1,15})?e\+?[0-9]{1,2}")
_NOT_DIGITS = bytes(code for code in range(128) if chr(code) not in "0123456789+\n")
_TAG = re.compile(r"\+[^\n]*")
_IDLE = b"._-"
_ADDRESS = re.compile(r"(?<![^\s<>;,\"'()\[\]])[^\s<>;,\"'()\[\]]+@[^\s<>;,\"'()\[\]]+")


@dataclass(frozen=True, slots=True)
class Phones:
    """Telephone numbers: a list of numbers per record, into `digits`."""

    of: Lists
    digits: Ints


@dataclass(frozen=True, slots=True)
class Mails:
    """E-mail addresses: a list of numbers per record, and what is known of each address."""

    of: Lists
    texts: list[str]
    boxes: list[str]
    box: Small
    """Number of the part before the @ among `boxes`, without dots and +tags."""
    domain: Small
    """Number of the domain among `domains`; -1 when it shows none."""
    free: Flags
    role: Flags
    domains: list[str]


@dataclass(frozen=True, slots=True)
class Sites:
    """Domains a customer shows as its own, of its website or its address: a list of numbers per record."""

    of: Lists
    texts: list[str]


def read_phones(columns: Sequence[Sequence[str]], words: Words, region: str) -> Phones:
    """Return every record's distinct telephone numbers, of columns of one length."""
    lines, which = distinct_lines([cell for column in columns for cell in column])
    lines = [line[:-2] if line[-2:] in _SWITCHBOARD and line[-4:-2].isdigit() else line for line in lines]
    seconds = _second_numbers(lines)
    home = words.calling_codes.get(_COUNTRY.get(region, ""), "1")
    codes = frozenset(words.calling_codes.values())
    values = _numbers(_bare(lines), home, codes)[which]
    if any(seconds):
        values = np.concatenate((values, _numbers(_bare(seconds), home, codes)[which]))
    return Phones(*_numbered(values, len(columns) * (2 if any(seconds) else 1)))


def _bare(lines: list[str]) -> list[str]:
    """Return the digits and plus signs of every line, extensions left out."""
    longer = [place for place, line in enumerate(lines) if "x" in line or "#" in line]
    numbers = _EXTENSION.sub("", "\n".join(lines[place] for place in longer)).split("\n")
    for place, number in zip(longer, numbers, strict=False):
        lines[place] = number
    return "\n".join(lines).encode("ascii").translate(None, _NOT_DIGITS).decode("ascii").split("\n")


def _second_numbers(lines: list[str]) -> list[str]:
    """Take the second number out of every cell that holds two, and return it, blank elsewhere; mend what a spreadsheet
    made of a number (`2125550147.0`, `2.125550147E+9`)."""
    seconds = [""] * len(lines)
    spoiled = [place for place, line in enumerate(lines) if "." in line and (line[-1] == "0" or "e" in line)]
    for place in spoiled:
        if _SPOILED.fullmatch(lines[place]):
            number = Decimal(lines[place])
            whole = number.adjusted() < LONGEST_PHONE + 5 and number == int(number)
            lines[place] = str(int(number)) if whole and len(number.as_tuple().digits) >= SHORTEST_PHONE else ""
    long = [place for place, line in enumerate(lines) if len(line) > 2 * SHORTEST_PHONE]
    for place in [place for place in long if _BETWEEN.search(lines[place])]:
        if found := _TWO.fullmatch(lines[place]):
            lines[place], seconds[place] = found[1], found[2]
    return seconds


_COUNTRY = {"us": "us", "uk": "gb", "ca": "ca", "au": "au"}


def _numbers(lines: list[str], home: str, codes: frozenset[str]) -> Ints:
    """Return the last digits of every number without country code and trunk zero; 0 for what is none."""
    letters = np.array(lines, dtype=f"S{LONGEST_PHONE + 3}").view(np.uint8).reshape(len(lines), -1)
    digits = letters.astype(np.int64) - ord("0")
    plain = ((digits >= 0) & (digits <= 9)) | (letters == 0)
    values = np.zeros(len(lines), np.int64)
    for place in range(LONGEST_PHONE + 1):
        values = np.where(letters[:, place] > 0, values * 10 + digits[:, place], values)
    usual = plain.all(axis=1) & (letters[:, 0] > 0) & (letters[:, LONGEST_PHONE + 1] == 0)
    values[~usual] = 0
    if "1" in codes:  # +1 and all digits: no country is written so more often
        told = (letters[:, 0] == ord("+")) & (letters[:, 1] == ord("1")) & (letters[:, -1] == 0)
        rows = np.flatnonzero(told & (letters[:, -2] > 0) & plain[:, 1:].all(axis=1))
        values[rows] = digits[rows, 2:-1] @ 10 ** np.arange(LONGEST_PHONE)[::-1]
        usual[rows] = True
    odd = np.flatnonzero(~usual).tolist()
    if home == "1":
        values = np.where(values // 10**LONGEST_PHONE == 1, values - 10**LONGEST_PHONE, values)
    long = np.flatnonzero(values >= 10**LONGEST_PHONE)
    for place in (*odd, *long.tolist()):
        values[place] = _national(lines[place], home, codes)
    for place in np.flatnonzero((letters[:, 0] == ord("0")) & (letters[:, 1] == ord("0"))).tolist():
        values[place] = _national(lines[place], home, codes)
    return np.where((values < 10 ** (SHORTEST_PHONE - 1)) | _monotonous(values), 0, values)


def _monotonous(values: Ints) -> Flags:
    """Return which numbers are made of one or two digits: 0000000000, 1111111, a box that had to be filled."""
    seen = np.zeros(len(values), np.int64)
    rest = values.copy()
    while (rest > 0).any():
        seen |= np.where(rest > 0, 1 << (rest % 10), 0)
        rest //= 10
    few: Flags = np.array([n.bit_count() < 3 for n in range(1024)])[seen]
    return few


def _national(line: str, home: str, codes: frozenset[str]) -> int:
    """Return the last digits of a number without country code and trunk zero; 0 for what is none."""
    digits = line.replace("+", "")
    if line.startswith("+") or digits.startswith("00"):
        digits = digits.lstrip("0") if digits.startswith("00") else digits
        for length in (1, 2, 3):
            if digits[:length] in codes:
                digits = digits[length:]
                break
    elif home == "1" and len(digits) == LONGEST_PHONE + 1 and digits.startswith("1"):
        digits = digits[1:]
    elif len(digits) > LONGEST_PHONE and digits.startswith(home):
        digits = digits[len(home) :]
    digits = digits.lstrip("0")
    return int(digits[-LONGEST_PHONE:] or 0)


def _numbered(values: Ints, columns: int) -> tuple[Lists, Ints]:
    """Return lists of the values that are not 0, each once per record, and the distinct values."""
    rows = len(values) // columns if columns else 0
    found, place = once_and_where(values)
    table = place.reshape(columns, rows).astype(np.int32).T
    keep = values.reshape(columns, rows).T != 0
    for column in range(1, columns):
        for before in range(column):
            keep[:, column] &= ~(keep[:, before] & (table[:, before] == table[:, column]))
    return Lists(table[keep], starts_of(keep.sum(axis=1))), found


def read_mails(column: Sequence[str], words: Words) -> Mails:
    """Return every record's e-mail addresses; a cell that lost its @ is compared whole."""
    lines, which = distinct_lines(column)
    odd = [place for place, line in enumerate(lines) if line.count("@") != 1 or " " in line or "<" in line]
    found = {place: _addresses(lines[place]) for place in odd}
    flat, counts = spliced(lines, found)
    texts, which_text = distinct(list(map(str.strip, flat, repeat("."))))
    parts = list(map(str.rpartition, texts, repeat("@")))
    boxes, box = distinct(_boxes([local for local, _, _ in parts]))
    domains, domain = distinct(_registrable([last if at else "" for _, at, last in parts], words))
    free = _among(domains, words.free_mail)
    role = _among(boxes, words.role_boxes)
    none = _among(domains, frozenset(("",)))
    # none@none.com was typed because there had to be an address
    filler = _among(boxes, words.mail_fillers)[box]
    filler &= _among([name.partition(".")[0] for name in domains], words.mail_fillers)[domain]
    return Mails(
        of=Lists(which_text.astype(np.int32), starts_of(counts)).only(~filler[which_text]).take(which),
        texts=texts,
        boxes=boxes,
        box=box.astype(np.int32),
        domain=np.where(none[domain], -1, domain).astype(np.int32) if len(domain) else np.zeros(0, np.int32),
        free=free[domain],
        role=role[box],
        domains=domains,
    )


def _among(texts: Sequence[str], known: Set[str]) -> Flags:
    """Return which texts are among the known ones."""
    return np.fromiter(map(known.__contains__, texts), np.bool_, len(texts))


def _addresses(line: str) -> list[str]:
    """Return the addresses of a cell that is not simply one."""
    return list(dict.fromkeys(_ADDRESS.findall(line))) or ([line.strip()] if "." in line else [])


def _boxes(locals_: list[str]) -> list[str]:
    """Return what stands before the @ without +tags, dots and the like."""
    whole = _TAG.sub("", "\n".join(locals_)).encode("ascii")
    return whole.translate(None, _IDLE).decode("ascii").split("\n") if locals_ else []


def read_sites(column: Sequence[str], mails: Mails, words: Words) -> Sites:
    """Return every record's own domains: its website's, and its address's unless anybody may have one there."""
    lines, which = distinct_lines(column)
    hosts = _hosts(lines, words)
    texts, numbers = distinct([*mails.domains, *filter(None, hosts)])
    site = np.full(len(hosts), -1, np.int64)
    site[np.fromiter(map(bool, hosts), np.bool_, len(hosts))] = numbers[len(mails.domains) :]
    site = site[which]
    own = mails.of.only(~mails.free[mails.of.flat] & (mails.domain[mails.of.flat] >= 0))
    mail = np.full(len(site), -1, np.int64)
    mail[own.owners[::-1]] = mails.domain[own.flat][::-1]  # the first of several
    table = np.stack([site, mail], axis=1)
    keep = table >= 0
    keep[:, 1] &= table[:, 0] != table[:, 1]
    return Sites(Lists(table[keep].astype(np.int32), starts_of(keep.sum(axis=1))), texts)


_SCHEME = re.compile(r"^ *(?:[a-z]+:/*)?(?:[^@/\s]*@)?(?:www[0-9]?\.)?", re.MULTILINE)
_PATH = re.compile(r"[/?#: ][^\n]*")


def _hosts(lines: list[str], words: Words) -> list[str]:
    """Return the registrable domains of websites as they were typed; blank for what is none."""
    hosts = _PATH.sub("", _SCHEME.sub("", "\n".join(lines))).split("\n")
    return [host if "." in host else "" for host in _registrable(hosts[: len(lines)], words)]


def _registrable(hosts: list[str], words: Words) -> list[str]:
    """Return the domains that somebody registered: `acme.com` of `shop.acme.com`."""
    domains = list(map(str.strip, hosts, repeat(".")))
    for place in [place for place, domain in enumerate(domains) if domain.count(".") > 1]:
        labels = domains[place].split(".")
        domains[place] = ".".join(labels[-3:] if ".".join(labels[-2:]) in words.second_level else labels[-2:])
    return domains

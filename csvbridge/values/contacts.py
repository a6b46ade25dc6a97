"""E-mail addresses, websites and ZIP codes as QuickBooks takes them.

In: the text of a cell. Out: the text to write, and what was changed or is wrong with it. It asks no network
whether an address exists, changes no letter's case, and never re-formats a phone, a state or a country.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

_MOST_EMAIL = 100  # qbo-import.md 3.2: the whole list, separators counted
_MOST_WEBSITE = 1000  # qbo-import.md 3.2
_BETWEEN_ADDRESSES = re.compile(r"[;,\s]+")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_HOST = re.compile(r"[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+\.?")
_SHORT_ZIP = re.compile(r"([0-9]{3,4})((?:-[0-9]{4})?)")
_US = frozenset({"us", "usa", "u.s.", "u.s.a.", "united states", "united states of america"})


_UNFIT_FOR_ADDRESS = re.compile(r'[\s<>"\x00-\x1f\x7f]')
_AFTER_HOST = re.compile(r"[/?#]")
_PORT = re.compile(r":[0-9]{1,5}$")


class EmailResult(NamedTuple):
    """`text` is what to write, blank when invalid; `problem` completes "not an address that QuickBooks
    takes".
    """

    text: str
    status: Literal["ok", "blank", "changed", "invalid"]
    problem: str


class WebsiteResult(NamedTuple):
    """`text` is what to write, blank when unusable; `problem` says why in words."""

    text: str
    status: Literal["ok", "blank", "changed", "unusable"]
    problem: str


def read_email(text: str) -> EmailResult:
    """Return the address, or several joined by a comma without blanks; one bad address spoils the cell.

    `mailto:` goes. Source: qbo-import.md 3.2 (one "@", a "." in the domain, no blanks, 100 characters
    together).
    """
    parts = [_without_mailto(part) for part in _BETWEEN_ADDRESSES.split(text) if part]
    joined = ",".join(part for part in parts if part)
    if not joined:
        return EmailResult("", "blank", "")
    if len(joined) > _MOST_EMAIL:
        return EmailResult("", "invalid", f"{len(joined):,} characters; QuickBooks takes {_MOST_EMAIL}")
    for address in joined.split(","):
        if problem := _email_problem(address):
            return EmailResult("", "invalid", problem)
    return EmailResult(joined, "ok" if joined == text else "changed", "")


def _without_mailto(address: str) -> str:
    return address[7:] if address[:7].lower() == "mailto:" else address


def _email_problem(address: str) -> str:
    if address.count("@") != 1:
        return f'"{address}" has no "@"' if "@" not in address else f'"{address}" has more than one "@"'
    if "." not in address.partition("@")[2].strip("."):
        return f'"{address}" has no "." after the "@"'
    if not _is_address(address):
        return f'"{address}" is misspelt: a character or a dot stands where an address cannot have it'
    return ""


@lru_cache(maxsize=1 << 17)
def _is_address(address: str) -> bool:
    # the library loads slowly, and many runs have no address
    from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email

    # .test, .local and the like cannot be reached from the public internet, but that is no rule of QuickBooks;
    # editing the list is the library's own way to allow them
    SPECIAL_USE_DOMAIN_NAMES.clear()
    try:
        validate_email(address, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


def read_website(text: str) -> WebsiteResult:
    """Return the website with `https://` in front when it has no scheme; only http and https are websites.

    Source: qbo-import.md 3.2 (1000 characters, a valid URL with its scheme), contract.md 4.
    """
    given = text.strip()
    if not given:
        return WebsiteResult("", "blank", "")
    if len(given) < _MOST_WEBSITE - 8 and _HOST.fullmatch(given):  # a name alone, as most are
        return WebsiteResult(f"https://{given}", "changed", "")
    scheme = _SCHEME.match(given)
    address = given if scheme else f"https://{given.removeprefix('//')}"
    problem = _website_problem(address)
    if problem:
        return WebsiteResult("", "unusable", problem)
    return WebsiteResult(address, "ok" if address == text else "changed", "")


def _website_problem(address: str) -> str:
    if len(address) > _MOST_WEBSITE:
        return f"{len(address):,} characters; QuickBooks takes {_MOST_WEBSITE:,}"
    if _UNFIT_FOR_ADDRESS.search(address):
        return "a web address has no blanks, quotes or angle brackets"
    scheme, _, rest = address.partition("://")
    if scheme.lower() not in ("http", "https"):
        return f"{scheme}:// is no website; QuickBooks takes http:// and https://"
    host = _AFTER_HOST.split(rest, maxsplit=1)[0]
    if "@" in host:
        return "this is an e-mail address, not a website"
    name = _PORT.sub("", host)
    return "" if _HOST.fullmatch(name) else f'"{name}" is no name of a website, such as www.example.com'


def pad_zip(zip_code: str, country: str, state: str, us_states: frozenset[str]) -> str | None:
    """Return a US ZIP with the leading zeros that it has lost, or None when there is nothing to pad.

    Only where the country says US, or is blank and the state is blank or one of `us_states` (in any case).
    Source: contract.md 4, salesforce-exports.md 7 (39).
    """
    match = _SHORT_ZIP.fullmatch(zip_code.strip())
    if match is None:
        return None
    where, state = country.strip().casefold(), state.strip().casefold()
    if where not in _US and (where or (state and state not in _casefolded(us_states))):
        return None
    return match[1].zfill(5) + match[2]


@lru_cache(maxsize=8)
def _casefolded(names: frozenset[str]) -> frozenset[str]:
    return frozenset(name.casefold() for name in names)

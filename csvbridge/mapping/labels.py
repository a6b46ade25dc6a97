"""Headings of an org's own, and of another language, put into Salesforce's own words.

In: a table's headings, the profile's [headings], and what is known of other languages. Out: the headings with
Salesforce's own labels in their place; the others as they stand. What is not known for certain is never translated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from csvbridge.schemas import Language, heading_forms, normal_heading

_PAIRS = (" Currency", " (converted)", " (converted) Currency")
"""What Salesforce hangs on the label of an amount (salesforce-exports.md 2.1)."""


def translated(headings: Sequence[str], aliases: Mapping[str, str]) -> list[str]:
    """Return the headings with the profile's own names for Salesforce's put in their place.

    A name means the columns that are called so; only where there is none, those that end so (`Deal: Client`).
    A renamed amount renames its pair: with "Value" = "Amount", `Value Currency` is the Amount Currency.
    """
    meant = {
        normal_heading(own + end): label + end for end in reversed(("", *_PAIRS)) for own, label in aliases.items()
    }
    if not meant:
        return list(headings)
    whole = {normal_heading(heading) for heading in headings}.intersection(meant)
    return [_meant(heading, meant, whole) for heading in headings]


def _meant(heading: str, meant: Mapping[str, str], whole: Iterable[str]) -> str:
    own, *parts = heading_forms(heading)
    if own in meant:
        return meant[own]
    return next((meant[part] for part in parts if part in meant and part not in whole), heading)


def in_english(
    headings: Sequence[str], languages: Iterable[Language]
) -> tuple[list[str], Language | None, dict[str, str]]:
    """Return the headings with the labels of one other language translated, the language, and what was translated.

    Labels of several languages in one table, or beside the English label that they mean, are not translated.
    """
    met = [(language, _pairs(headings, language)) for language in languages]
    met = [(language, pairs) for language, pairs in met if pairs]
    if len(met) != 1:
        return list(headings), None, {}
    language, pairs = met[0]
    return [pairs.get(heading, heading) for heading in headings], language, pairs


def _pairs(headings: Sequence[str], language: Language) -> dict[str, str]:
    """Return heading -> label of those headings that the language has, unless the label is there already."""
    present = {form for heading in headings for form in heading_forms(heading)}
    found = {}
    for label in language.labels:
        wanted = normal_heading(label.label)
        if normal_heading(label.means) not in present:
            found.update({heading: label.means for heading in headings if wanted in heading_forms(heading)})
    return found

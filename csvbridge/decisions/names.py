"""The name in an answer: which of two records is kept, and what the customer is called in QuickBooks.

In: an answer and its question. Out: a key or a name, or a finding that teaches which word or name is the right one.
"""

from __future__ import annotations

from csvbridge.decisions import columns
from csvbridge.decisions.answers import same_name, shown_name
from csvbridge.decisions.judged import Judged
from csvbridge.remembered import Member, Question
from csvbridge.rules import answers as rules
from csvbridge.values.names import shorten_name, valid_name
from csvbridge.values.text import one_line, strip_hidden

_LONGEST_NAME = 100  # characters of a display name (qbo-import.md 3.2)
_DEEPEST = 5  # names of Parent:Child:…: four levels below the top (qbo-import.md 3.3)


def survivor_of(judged: Judged, question: Question) -> str:
    """Return the key of the record that is kept."""
    both = question.left_known and question.right_known
    if not both and (question.left_known or question.right_known):
        name, what = in_quickbooks(question)[0]
        rest = "" if what == "customer" else " with the name of an active customer in QuickBooks name"
        judged.say(
            rules.SAME_BUT_IN_QUICKBOOKS, columns.DECISION, judged.answer.word, name=name, what=_a(what), rest=rest
        )
        return ""
    names = {"left": question.left.name, "right": question.right.name}
    if not judged.answer.survivor.strip() and not judged.answer.survivor_side.strip():
        judged.say(rules.SURVIVOR_MISSING, columns.SURVIVOR, **names)
        return ""
    kept = _side(judged, question)
    if kept is None:
        told = judged.answer.survivor or judged.answer.survivor_side
        judged.say(rules.SURVIVOR_UNKNOWN, columns.SURVIVOR, told, **names)
        return ""
    if both:
        gone = question.right if kept is question.left else question.left
        judged.say(rules.MERGE_THERE, columns.DECISION, judged.answer.word, kept=kept.name, gone=gone.name)
    return kept.key


def _side(judged: Judged, question: Question) -> Member | None:
    """Return the record that is named, or whose side is named; None where it is neither of the two for sure."""
    text, side = judged.answer.survivor, one_line(judged.answer.survivor_side).casefold()
    sides = {"left": question.left, "right": question.right}
    if side:
        member = sides.get(side)
        return member if member is not None and (not text.strip() or same_name(text, member.name)) else None
    exact = [member for member in sides.values() if shown_name(member.name) == shown_name(text)]
    named = exact or [member for member in sides.values() if same_name(member.name, text)]
    if len(named) > 1:
        judged.say(rules.ONE_NAME, columns.SURVIVOR, text)
    return named[0] if named else sides.get(one_line(text).casefold())


def in_quickbooks(question: Question) -> list[tuple[str, str]]:
    """Return name and kind of those records of the pair that QuickBooks holds.

    An account that QuickBooks has, by its name or by the profile, is a customer there.
    """
    return [
        (member.name, "customer" if kind == "account" else kind)
        for member, kind, known in (
            (question.left, question.left_kind, question.left_known),
            (question.right, question.right_kind, question.right_known),
        )
        if known
    ]


def quickbooks_name_of(judged: Judged, question: Question) -> str:
    """Return the exact name of the customer in QuickBooks that the account is."""
    told = one_line(strip_hidden(judged.answer.quickbooks_name))
    known = in_quickbooks(question)
    if len(known) > 1:
        names = {"left": question.left.name, "right": question.right.name}
        judged.say(rules.BOTH_IN_QUICKBOOKS, columns.DECISION, judged.answer.word, **names)
        return ""
    if not known:
        if not told:
            judged.say(rules.NOT_IN_QUICKBOOKS, columns.QUICKBOOKS_NAME)
            return ""
        return _checked_name(judged, told)
    return _of_record(judged, question, told, *known[0])


def _of_record(judged: Judged, question: Question, told: str, name: str, kind: str) -> str:
    """Return the name to use where QuickBooks has one record of the pair."""
    if kind == "customer":
        if not told or same_name(told, name):
            return name
        judged.say(rules.ONE_OF_A_LIST, columns.QUICKBOOKS_NAME, told, name=name)
        return _checked_name(judged, told)
    if not told or (kind in ("vendor", "employee") and same_name(told, name)):
        account = question.left if question.right_known else question.right
        way = _way_out(kind, account.name)
        judged.say(
            rules.QUICKBOOKS_NAME_NEEDED, columns.QUICKBOOKS_NAME, told or None, name=name, what=_a(kind), way=way
        )
        return ""
    return _checked_name(judged, told)


def _way_out(kind: str, account: str) -> str:
    if kind == "inactive customer":
        return (
            "Make it active in QuickBooks, export the list of customers again, run again, and decide in the new "
            "workbook. Or write the active customer that is meant into QuickBooks name."
        )
    proposal = f"{shorten_name(valid_name(account), _LONGEST_NAME - len(' (customer)'))} (customer)"
    return (
        f'Create the customer in QuickBooks under a name of its own, for example "{proposal}", and write that name '
        "into QuickBooks name."
    )


def _checked_name(judged: Judged, name: str) -> str:
    """Return a name that was typed, once QuickBooks could have it."""
    typed = judged.answer.quickbooks_name
    parts = name.split(":")
    why = ""
    if '"' in name:
        why = "it holds a double quote"
    elif any(mark in typed.strip() for mark in "\t\r\n"):
        why = "it holds a tab or a line break"
    elif not all(part.strip() for part in parts):
        why = "a colon parts a customer from its sub-customer, and stands at an end"
    elif len(parts) > _DEEPEST:
        why = f"it has {len(parts)} levels, and QuickBooks has at most {_DEEPEST}"
    elif max(map(len, parts)) > _LONGEST_NAME:
        why = f"it has {max(map(len, parts)):,} characters, and QuickBooks takes {_LONGEST_NAME}"
    if why:
        judged.say(rules.QUICKBOOKS_NAME_INVALID, columns.QUICKBOOKS_NAME, typed, why=why)
    return name


def _a(kind: str) -> str:
    return f"an {kind}" if kind[:1] in "aei" else f"a {kind}"

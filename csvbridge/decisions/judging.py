"""Whether an answer answers its question: one answer and the memory in, a decision or findings out.

All that is wrong with a row is said at once. Nothing is guessed: a word, a name or a date that can be read in two ways
is a finding. What two rows say of each other is judged elsewhere.
"""

from __future__ import annotations

import datetime as dt
import difflib

from csvbridge.decisions import columns
from csvbridge.decisions.answers import Answer, kept_text
from csvbridge.decisions.judged import Judged
from csvbridge.decisions.names import quickbooks_name_of, survivor_of
from csvbridge.decisions.pairing import Asking, question_of
from csvbridge.remembered import WORDS, Decision
from csvbridge.rules import answers as rules
from csvbridge.values.dates import DAY_FIRST, MONTH_FIRST, parse_date
from csvbridge.values.text import one_line, strip_hidden

_LONGEST_WORD = 80  # characters of a cell that can be one of the words


def judge(answer: Answer, asking: Asking) -> Judged:
    """Return the decision that an answer is, or why it is none."""
    judged = Judged(answer)
    question = question_of(judged, asking)
    word = _word(judged)
    date = _date(judged, asking.today)
    if question is None:
        return judged
    judged.question = question
    survivor, quickbooks_name = "", ""
    if word == "same":
        survivor = survivor_of(judged, question)
    elif word == "same-as-quickbooks":
        quickbooks_name = quickbooks_name_of(judged, question)
    if word:
        _unused(judged, word)
    if judged.is_sound:
        judged.decision = Decision(
            left=question.left,
            right=question.right,
            word=word,
            survivor=survivor,
            quickbooks_name=quickbooks_name,
            reason=kept_text(answer.reason),
            decided_by=kept_text(answer.decided_by) or asking.by,
            date=date.isoformat(),
            source=answer.place,
        )
    return judged


def read_word(text: str) -> str:
    """Return the word that is meant, however it is capitalised and parted; blank where it is none of the five."""
    plain = "-".join(one_line(strip_hidden(text)).casefold().replace("_", " ").replace("-", " ").split())
    return plain if plain in WORDS else ""


def _word(judged: Judged) -> str:
    text = judged.answer.word
    word = read_word(text)
    if not word:
        near = difflib.get_close_matches(text.casefold()[:_LONGEST_WORD], WORDS, n=1)
        hint = f"; did you mean {near[0]}?" if near else f": it is one of {', '.join(WORDS)}"
        judged.say(rules.WORD_UNKNOWN, columns.DECISION, text, near=hint)
    return word


def _unused(judged: Judged, word: str) -> None:
    """Say of a cell that goes with another word that it has no effect."""
    answer = judged.answer
    for column, text, wanted in (
        (columns.SURVIVOR, answer.survivor, "same"),
        (columns.QUICKBOOKS_NAME, answer.quickbooks_name, "same-as-quickbooks"),
    ):
        if text.strip() and word != wanted:
            judged.say(rules.CELL_NOT_USED, column, text, word=word)


def _date(judged: Judged, today: dt.date) -> dt.date:
    """Return the day of the decision: today where none is given."""
    text = judged.answer.date.strip()
    if not text:
        return today
    days = {day for order in (MONTH_FIRST, DAY_FIRST) if (day := parse_date(text, order)) is not None}
    if len(days) != 1:
        judged.say(rules.DATE_UNREADABLE, columns.DATE, text)
        return today
    day = days.pop()
    if day > today:
        judged.say(rules.DATE_AHEAD, columns.DATE, text, today=today.isoformat())
    return day

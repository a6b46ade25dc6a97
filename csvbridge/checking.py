"""The only bridge to pandera for templates: a template becomes a schema, its failures become findings.

In: a template and the text of every row to be written. Out: findings on the rows they came from, and the positions of
rows that an error refuses. What is checked is what is written. The ways of pandera that this relies on are pinned in
tests/contracts: named vectorised checks, results read from `check_output`, validation switched on whatever the
environment says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.config import ValidationDepth, config_context
from pandera.errors import SchemaErrorReason, SchemaErrors

from csvbridge.column_texts import Texts
from csvbridge.errors import OwnFault
from csvbridge.findings import Effect, Findings, Rule, Severity, shown
from csvbridge.rules import cells
from csvbridge.rules import columns as rules
from csvbridge.rules import ready_files as ready
from csvbridge.schemas import Template, TemplateColumn
from csvbridge.trail import Fate
from csvbridge.values.names import name_key
from csvbridge.values.styles import day_of
from csvbridge.values.text import HIDDEN, looks_misdecoded

Mask = Callable[[pd.Series], "pd.Series | bool"]
"""Tells the rows that keep a constraint; True for all of them, which nearly every column does."""

_FORMS = {
    "money": r"-?[0-9]+\.[0-9]{2}",
    "rate": r"-?[0-9]+\.[0-9]{2,7}",
    "quantity": r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?",
}
_DATE_FORMS = {"MM/DD/YYYY": r"[0-9]{2}/[0-9]{2}/[0-9]{4}", "YYYY-MM-DD": r"[0-9]{4}-[0-9]{2}-[0-9]{2}"}
_LOST = re.compile(r"\?\?|\w\?\w|\ufffd")
"""Question marks where letters were: a wrong code page leaves them (`Caf??`, `M?ller`)."""
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s\ufffd]*", re.IGNORECASE)
"""A web address: what stands behind its question mark is no lost letter."""
_DATE_FORMS["DD/MM/YYYY"] = _DATE_FORMS["MM/DD/YYYY"]


class Constraint(NamedTuple):
    """A column's constraint: the rule that it serves, the limit that the message names, and the rows that keep it."""

    rule: Rule
    limit: str
    mask: Mask


def constraints(column: TemplateColumn, date_format: str) -> list[Constraint]:
    """Return what a template asks of a column that we write; one key of the template is one line here."""
    found: list[Constraint] = []
    if column.required or column.advised:
        found.append(Constraint(rules.REQUIRED, "", _filled()))
    if column.max_length:
        found.append(Constraint(rules.TOO_LONG, str(column.max_length), _no_longer(column.max_length)))
    if column.advise_length:
        found.append(Constraint(rules.ADVISED_LENGTH, str(column.advise_length), _advised(column)))
    if column.forbid:
        found.append(Constraint(rules.FORBIDDEN, _named(column.forbid), _free_of(column.forbid)))
    if column.allowed:
        found.append(Constraint(rules.NOT_ALLOWED, " or ".join(column.allowed), _among(column.allowed)))
    if column.kind in _FORMS:
        found.append(Constraint(rules.NOT_A_NUMBER, "", _of_form(_FORMS[column.kind])))
    if column.kind == "date":
        found.append(Constraint(rules.NOT_A_DATE, date_format, _of_form(_DATE_FORMS[date_format])))
    if column.whole_digits:
        most = rf"-?[0-9]{{1,{column.whole_digits}}}(?:\..*)?"
        found.append(Constraint(rules.TOO_LARGE, str(column.whole_digits), _of_form(most)))
    if not column.negative:
        found.append(Constraint(rules.NEGATIVE, "", _not_negative()))
    if column.unique:
        found.append(Constraint(rules.VALUE_TWICE, "", _once))
    return found


def given_constraints(column: TemplateColumn, date_format: str) -> list[Constraint]:
    """Return what QuickBooks asks of a column of a file that somebody made; what it takes in any form is silent."""
    found: list[Constraint] = []
    if column.required:
        found.append(Constraint(rules.REQUIRED, "", _filled()))
    elif column.advised:
        found.append(Constraint(ready.ADVISED_BLANK, "", _filled()))
    if column.max_length:
        rule = ready.TEXT_CUT if column.cut else rules.TOO_LONG
        found.append(Constraint(rule, str(column.max_length), _no_longer(column.max_length)))
    if column.advise_length:
        found.append(Constraint(rules.ADVISED_LENGTH, str(column.advise_length), _advised(column)))
    if column.forbid:
        found.append(Constraint(rules.FORBIDDEN, _named(column.forbid), _free_of(column.forbid)))
    if column.takes:
        found.append(Constraint(rules.NOT_ALLOWED, " or ".join(column.takes), _among_folded(column.takes)))
    elif column.allowed:
        found.append(Constraint(rules.NOT_ALLOWED, " or ".join(column.allowed), _among(column.allowed)))
    if column.kind in _FORMS:
        found += _given_numbers(column)
    if column.kind == "percent":
        found.append(Constraint(ready.NOT_A_PERCENTAGE, "", _of_form(r"[0-9]+(?:\.[0-9]+)?%?")))
    if column.kind == "date":
        found.append(Constraint(rules.NOT_A_DATE, date_format, _of_day(date_format)))
    if column.unique:
        found.append(Constraint(rules.VALUE_TWICE, "", _once))
    return found + _given_text(column)


def _given_numbers(column: TemplateColumn) -> list[Constraint]:
    whole = r"(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)" if column.thousands else "[0-9]+"
    number = rf"-?(?:{whole}(?:\.[0-9]*)?|\.[0-9]+)"
    found = [Constraint(rules.NOT_A_NUMBER, "", _of_number(number))]
    if column.whole_digits:
        most = rf"-?0*(?:[0-9],?){{0,{column.whole_digits}}}(?:[^0-9,].*)?"
        form = _of_number(most) if column.whole_digits >= 11 else _of_form(most)
        found.append(Constraint(rules.TOO_LARGE, str(column.whole_digits), form))
    decimals = column.decimals or (2 if column.kind == "money" else 0)
    if decimals:
        rule = ready.TOO_MANY_DECIMALS if column.decimals else ready.PART_OF_A_CENT
        few = rf"[^.]*(?:\.[0-9]{{0,{decimals}}}0*)?|(?!{number}\Z).*"  # what is no number is told as such
        found.append(Constraint(rule, str(decimals), _of_number(few)))
    if not column.negative:
        found.append(Constraint(rules.NEGATIVE, "", _not_negative()))
    return found


def _given_text(column: TemplateColumn) -> list[Constraint]:
    """Return what is asked of any text: characters that people cannot see, that were lost, or that shift rows."""
    found = [
        Constraint(ready.HIDDEN_CHARACTERS, "", _free_of_hidden()),
        Constraint(cells.MISDECODED, "", _each(lambda text: not looks_misdecoded(text), _all_ascii)),
        Constraint(ready.CHARACTERS_LOST, "", _each(_has_its_letters, _none_lost)),
    ]
    if not set(column.forbid) & set("\n"):
        found.append(Constraint(ready.LINE_BREAK, "", _free_of("\n\r")))
    if column.lookup or column.unique or column.required:
        found.append(Constraint(ready.BLANKS_AROUND, "", _each(_is_trimmed, _all_trimmed)))
    return found


def check_columns(
    template: Template,
    date_format: str,
    row_ids: Sequence[int],
    columns: Sequence[Sequence[str]],
    findings: Findings,
    field_of: Callable[[TemplateColumn], str],
    *,
    given: bool = False,
    look_at: Callable[[Sequence[str]], Texts] = Texts,
) -> dict[int, tuple[Fate, str]]:
    """Check rows of text against a template; return position -> fate and reason for each row that an error refuses.

    `columns` are in template order; `field_of` names the source's field of a column, for the finding's place. With
    `given` the rows are those of a file that somebody made: QuickBooks' own rules count, not the form that we write.
    `look_at` returns what is known of a column, where others have looked at it before.
    """
    if not row_ids:
        return {}
    written_in = {column.name: texts for column, texts in zip(template.columns, columns, strict=True)}
    # a series keeps its objects; pandas' own kind of text would be built anew for every column, to be looked at once
    frame = pd.DataFrame({name: _series(texts) for name, texts in written_in.items()}, copy=False)
    _DISTINCT.prepare({name: look_at(texts) for name, texts in written_in.items()})
    refused: dict[int, tuple[Fate, str]] = {}
    by_name = {column.name: column for column in template.columns}
    for name, constraint, kept in _failures(template, date_format, frame, given, findings.errors_only):
        column = by_name[name]
        for position in (~kept).to_numpy().nonzero()[0].tolist():
            written = written_in[name][position]
            facts: dict[str, Any] = {
                "target": f'"{name}"',
                "limit": constraint.limit,
                "forbidden": constraint.limit,
                "length": len(written),
                "written": shown(written, 80) or "",
            }
            findings.add(constraint.rule, row=row_ids[position], field=field_of(column), value=written, **facts)
            if constraint.rule.effect is not Effect.NONE:
                fate = Fate.HELD if constraint.rule.effect is Effect.HOLD else Fate.REJECTED
                refused.setdefault(position, (fate, constraint.rule.message.format(value=written, **facts)))
    return refused


def _series(texts: Sequence[str]) -> pd.Series:
    return pd.Series(np.fromiter(texts, object, len(texts)), dtype=object, copy=False)


def _failures(
    template: Template, date_format: str, frame: pd.DataFrame, given: bool, errors_only: bool
) -> list[tuple[str, Constraint, pd.Series]]:
    schema, named = _compiled(template, date_format, given, errors_only)
    with config_context(validation_enabled=True, validation_depth=ValidationDepth.SCHEMA_AND_DATA):
        try:
            schema.validate(frame, lazy=True, inplace=True)  # nothing changes it: a copy would be for nothing
        except SchemaErrors as errors:
            found = []
            for error in errors.schema_errors:
                if error.reason_code is not SchemaErrorReason.DATAFRAME_CHECK or error.check is _IS_TEXT:
                    # only codes and columns: the error's text would carry customers' data
                    raise OwnFault(f"{template.id}: {error.reason_code} in {error.schema.name}") from None
                name, code = error.check.name.split("|", 1)
                if name == "":
                    raise OwnFault(f"{template.id}: {code} differs within a document") from None
                found.append((name, named[name, code], error.check_output.astype(bool)))
            return found
        finally:
            _DISTINCT.forget()
    return []


def _all_text(series: pd.Series) -> bool:
    try:
        return bool(_DISTINCT.texts(series).joined) or True
    except TypeError:  # something else than text cannot be joined
        return False


_IS_TEXT = pa.Check(_all_text, name="text, never missing", ignore_na=False, n_failure_cases=1)


@lru_cache(maxsize=32)
def _compiled(
    template: Template, date_format: str, given: bool, errors_only: bool
) -> tuple[pa.DataFrameSchema, dict[tuple[str, str], Constraint]]:
    named: dict[tuple[str, str], Constraint] = {}
    columns = {}
    asked = given_constraints if given else constraints
    for column in template.columns:
        checks = []
        for constraint in asked(column, date_format):
            if errors_only and constraint.rule.severity is not Severity.ERROR:
                continue
            named[column.name, constraint.rule.code] = constraint
            checks.append(
                pa.Check(
                    constraint.mask,
                    name=f"{column.name}|{constraint.rule.code}",
                    ignore_na=False,
                    n_failure_cases=1,
                )
            )
        columns[column.name] = pa.Column(object, [_IS_TEXT, *checks], nullable=True)
    alike = [
        pa.Check(_same_within(template.document, name), name=f"|{name}", ignore_na=False, n_failure_cases=1)
        for name in template.same_within_document
    ]
    return pa.DataFrameSchema(columns, checks=alike, strict=True, ordered=True), named


class _Distinct:
    """The texts of each column of the frame that is being checked: every check of a column asks for them."""

    def __init__(self) -> None:
        self._columns: dict[Hashable, Texts] = {}

    def prepare(self, columns: Mapping[str, Texts]) -> None:
        """Take the columns of the frame that comes next, as they are before they become one."""
        self._columns = dict(columns.items())

    def texts(self, series: pd.Series) -> Texts:
        return self._columns[series.name]

    def forget(self) -> None:
        """Let go of the last frame, which would stay in memory."""
        self._columns = {}


_DISTINCT = _Distinct()


def _each(keeps: Callable[[str], object], all_kept: Callable[[Texts], bool] | None = None) -> Mask:
    """Look at each distinct text once: most columns repeat few texts, and most texts are sound.

    `all_kept` is a quicker look at all of them together; where it sees trouble, or nothing sure, each is looked at.
    """

    def mask(series: pd.Series) -> pd.Series | bool:
        texts = _DISTINCT.texts(series)
        if all_kept is not None and all_kept(texts):
            return True
        broken = [text for text in texts.distinct if not keeps(text)]
        return ~series.isin(broken) if broken else True

    return mask


def _filled() -> Mask:
    return _each(bool, lambda texts: not texts.has_blank)


def _not_negative() -> Mask:
    return _each(lambda text: not text.startswith("-"), lambda texts: "-" not in texts.joined)


def _no_longer(limit: int) -> Mask:
    return _each(lambda text: len(text) <= limit, lambda texts: texts.longest <= limit)


def _advised(column: TemplateColumn) -> Mask:
    """Keep what is no longer than advised; what is longer than QuickBooks takes is told as such, once."""
    advised, most = column.advise_length, column.max_length
    return _each(lambda text: len(text) <= advised or 0 < most < len(text), lambda texts: texts.longest <= advised)


def _free_of(characters: str) -> Mask:
    others = characters.replace("\n", "")

    def all_free(texts: Texts) -> bool:
        broken = "\n" in characters and not texts.on_one_line_each
        return not broken and not any(character in texts.joined for character in others)

    sound = re.compile(f"[^{re.escape(characters)}]*")
    return _each(sound.fullmatch, all_free)


def _free_of_hidden() -> Mask:
    return _each(lambda text: not HIDDEN.search(text), lambda texts: texts.plain)


def _is_trimmed(text: str) -> bool:
    return text == text.strip() and "  " not in text and "\u00a0" not in text


def _all_trimmed(texts: Texts) -> bool:
    return texts.trimmed


def _all_ascii(texts: Texts) -> bool:
    return texts.joined.isascii()


def _has_its_letters(text: str) -> bool:
    return _LOST.search(text) is None or _LOST.search(_ADDRESS.sub("", text)) is None


def _none_lost(texts: Texts) -> bool:
    return "?" not in texts.joined and "\ufffd" not in texts.joined


def _among_folded(taken: Sequence[str]) -> Mask:
    either = frozenset(word.casefold() for word in ("", *taken))
    return _each(lambda text: text.casefold() in either)


def _of_day(style: str) -> Mask:
    return _each(lambda text: not text or day_of(text, style) is not None)


def _among(allowed: Sequence[str]) -> Mask:
    either = frozenset(["", *allowed])
    return _each(either.__contains__, lambda texts: either.issuperset(texts.all_of_them))


def _of_number(form: str) -> Mask:
    """As `_of_form`, for forms that every plain amount keeps: those are told once for all checks of a column."""
    sound = re.compile(f"(?:{form})?", re.DOTALL)
    return _each(sound.fullmatch, lambda texts: texts.of_amounts)


def _of_form(form: str) -> Mask:
    sound, column = re.compile(f"(?:{form})?"), re.compile(f"(?:{form})?(?:\n(?:{form})?)*+")

    def all_sound(texts: Texts) -> bool:
        return texts.on_one_line_each and column.fullmatch(texts.joined) is not None

    return _each(sound.fullmatch, all_sound)


def _once(series: pd.Series) -> pd.Series | bool:
    keys = list(map(name_key, series.tolist()))
    if len(set(keys)) == len(keys):
        return True
    return ~pd.Series(keys, index=series.index).duplicated(keep=False)


def _same_within(document: str, name: str) -> Callable[[pd.DataFrame], pd.Series]:
    """Compare each line with the one above it: the lines of a document stand together."""

    def same(frame: pd.DataFrame) -> pd.Series:
        documents, cells = frame[document].to_numpy(), frame[name].to_numpy()
        kept = pd.Series(True, index=frame.index)
        kept.iloc[1:] = (documents[1:] != documents[:-1]) | (cells[1:] == cells[:-1])
        return kept

    return same


def _named(characters: str) -> str:
    words = {":": "colon", '"': "double quote", "\t": "tab", "\n": "line break", "\r": "line break"}
    return ", ".join(dict.fromkeys(words.get(c, c) for c in characters))

"""`csvbridge explain` and `csvbridge schemas`: what a code means, what can be read and written."""

from __future__ import annotations

import difflib
import re
import textwrap
from collections.abc import Iterable

from csvbridge.errors import UsageError
from csvbridge.findings import Rule
from csvbridge.rules import catalogue
from csvbridge.rules.likeness import WAITING
from csvbridge.schema_files import load_compared, load_exports, load_templates
from csvbridge.schemas import Export, Template


def explain(code: str) -> list[str]:
    """Return the page of a finding code."""
    rules = catalogue()
    rule = rules.get(code.upper())
    if rule is None:
        near = difflib.get_close_matches(code.upper(), rules, n=3)
        hint = f"Did you mean {', '.join(near)}? " if near else ""
        raise UsageError(f"there is no code {code}", f"{hint}All codes stand in schemas/CODES.md.")
    return page(rule)


_FACT = re.compile(r"\{([a-z_]+)(?:![a-z])?\}")


def _words(template: str) -> str:
    """Return a message's template with its facts as people write them: `<name>`."""
    return _FACT.sub(lambda fact: f"<{fact[1]}>", template)


def page(rule: Rule) -> list[str]:
    """Return a rule's page as lines of text."""
    effect = _effect(rule)
    lines = [f"{rule.code}  {rule.name}  ({rule.severity.value}{f', {effect}' if effect else ''})", ""]
    for title, text in (
        ("Message", _words(rule.message)),
        ("Why", rule.cause),
        ("Fix", _words(rule.fix)),
        ("Wrong", rule.wrong),
        ("Right", rule.right),
        ("Source", rule.source),
    ):
        if text != "-":
            lines += textwrap.wrap(f"{title + ':':<9}{text}", 100, subsequent_indent=" " * 9)
    return lines


def _effect(rule: Rule) -> str:
    """Return what becomes of the record; blank where it is written all the same."""
    if rule.code in WAITING:
        return "the record waits"
    words = {"stop": "ends the run", "held": "the record waits", "rejected": "the record is rejected"}
    return words.get(rule.effect.value, "")


def codes_page() -> str:
    """Return schemas/CODES.md, the page of every code, generated from the rules themselves."""
    head = (
        "# Codes\n\nEvery kind of problem that csvbridge can name. Made from the rules by "
        "`python -m csvbridge.cli.codes`; do not edit.\n\n"
        "An error holds or rejects its record, or ends the run; a warning is written and listed; a note records a "
        "change that csvbridge made.\n\n"
    )
    return head + "\n".join(_section(rule) for rule in catalogue().values())


def _section(rule: Rule) -> str:
    how = "; ".join(filter(None, (rule.severity.value, _effect(rule))))
    rows = [
        f"## {rule.code} {rule.name}\n",
        f"*{how}; since {rule.since}; source: {rule.source}*\n",
        f"{_cell(_words(rule.message))}\n",
    ]
    rows.append(f"- Why: {_cell(rule.cause)}\n- Fix: {_cell(_words(rule.fix))}")
    if rule.wrong != "-":
        rows.append(f"- Wrong: `{rule.wrong}`\n- Right: `{rule.right}`")
    return "\n".join(rows) + "\n"


def _cell(text: str) -> str:
    return text.replace("<", "&lt;").replace("*", "\\*")


def list_schemas(wanted: str | None) -> list[str]:
    """Return the list of what can be read and written, or one of them whole."""
    read, compared, written = load_exports(), load_compared().values(), load_templates()
    known: list[Export | Template] = [*read, *compared, *written]
    kinds = {kind.id: kind for kind in known}
    if wanted is None:
        us = [template for template in written if template.region == "us"]
        parts: dict[str, Iterable[Export | Template]] = {
            "Read": read,
            "Read by duplicates, whoever made the list": compared,
            "Written": [template for template in us if template.written],
            "Checked by validate, never written": [template for template in us if not template.written],
        }
        listed = [line for title, part in parts.items() for line in ("", *_listed(title, part))][1:]
        return [*listed, "", *_listed_elsewhere(written)]
    kind = kinds.get(wanted)
    if kind is None:
        near = difflib.get_close_matches(wanted, kinds, n=3)
        raise UsageError(
            f"there is no schema {wanted}",
            f"Did you mean {', '.join(near)}?" if near else "csvbridge schemas lists them.",
        )
    return _export(kind) if isinstance(kind, Export) else _template(kind)


def _listed(title: str, kinds: Iterable[Export | Template]) -> list[str]:
    return [f"{title}:", *(f"  {kind.id:<34}{kind.title}" for kind in kinds)]


def _listed_elsewhere(written: Iterable[Template]) -> list[str]:
    """Return the templates of the other regions, each kind once: their files differ in words, not in number."""
    titles: dict[str, str] = {}
    regions: dict[str, list[str]] = {}
    for template in written:
        if template.region != "us":
            own = template.id.removeprefix(f"quickbooks.{template.region}.")
            titles[own] = template.title
            regions.setdefault(own, []).append(template.region)
    everywhere = ", ".join(sorted({region for own in regions.values() for region in own}))
    lines = [f"In the other regions, REGION being one of {everywhere}:"]
    return [*lines, *(f"  {f'quickbooks.REGION.{own}':<38}{title}" for own, title in titles.items())]


def _export(export: Export) -> list[str]:
    lines = [f"{export.id}  {export.title}", f"  {export.how_to_get}", ""]
    needs = ["needed: " + " or ".join(group) for group in export.needs]
    lines += [f"  {need}" for need in needs]
    lines += ["", f"  {'field':<22}{'kind':<10}headings"]
    for column in export.columns:
        lines.append(f"  {column.field:<22}{column.kind:<10}{' | '.join(column.headings)}")
        lines.append(f"  {'':<32}{column.evidence}")
    return lines


def _template(template: Template) -> list[str]:
    limits = [f"{template.rows} rows"] if template.rows else []
    limits += [f"{template.documents} documents"] if template.documents else []
    limits += [f"{template.bytes:,} bytes"] if template.bytes else []
    lines = [f"{template.id}  {template.title}  ({template.file_kind}; at most {', '.join(limits)} a file)"]
    lines += [f"  {template.evidence}"]
    lines += [f"  not known: {phrase}" for phrase in template.unknown]
    lines += ["", f"  {'column':<30}{'from':<18}limits"]
    for column in template.columns:
        source = column.field or (f'"{column.const}"' if column.const else "(blank)" if template.written else "")
        said = ["required"] if column.required else []
        said += [f"at most {column.max_length} characters"] if column.max_length else []
        said += [f"advised {column.advise_length}"] if column.advise_length else []
        said += [f"{column.whole_digits} digits before the point"] if column.whole_digits else []
        said += [] if column.negative else ["not below zero"]
        lines.append(f"  {column.name:<30}{source:<18}{', '.join(said)}".rstrip())
        lines.append(f"  {'':<48}{column.evidence}")
    return lines

"""`csvbridge explain` and `csvbridge schemas`: what a code means, what can be read and written."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping

from csvbridge.cli.code_pages import page
from csvbridge.errors import UsageError
from csvbridge.findings import Rule
from csvbridge.rules import catalogue
from csvbridge.schema_files import load_compared, load_exports, load_templates
from csvbridge.schemas import Export, Template

_LIKE_DIGITS = str.maketrans("OIL", "011")  # letters typed for the digits of a code
_CODE = re.compile(r"[A-Z]{3}[0-9]{3}")


def explain(code: str) -> list[str]:
    """Return the page of a finding code; its name (`text-too-long`) is as good."""
    rules = catalogue()
    wanted = code.strip().upper()
    rule = rules.get(wanted) or next((r for r in rules.values() if r.name == wanted.casefold()), None)
    if rule is None:
        raise UsageError(f"there is no code {code}", f"{_meant(wanted, rules)}All codes stand in schemas/CODES.md.")
    return page(rule)


def _meant(wanted: str, rules: Mapping[str, Rule]) -> str:
    """Say which codes were probably meant: alike as a code, else by words of a name."""
    typed = wanted[:3] + wanted[3:].translate(_LIKE_DIGITS)
    alike_codes = difflib.get_close_matches(typed, rules, n=20) if any(map(str.isdigit, typed)) else []
    near = sorted(alike_codes, key=lambda code: (code != typed, code[:4] != typed[:4], code[:3] != typed[:3], code))[:3]
    if not near and not _CODE.fullmatch(wanted):
        names = {rule.name: rule.code for rule in rules.values()}
        alike = difflib.get_close_matches(wanted.casefold(), names, n=3)
        words = [name for name in names if len(wanted) > 3 and wanted.casefold() in name]
        near = [f"{names[name]} {name}" for name in dict.fromkeys([*alike, *words][:3])]
    return f"Did you mean {' or '.join(near)}? " if near else ""


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

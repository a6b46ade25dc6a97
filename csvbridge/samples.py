"""Sample files of the user's own company: read once, then followed wherever a template is written or checked.

In: the files that `--qbo-sample` names, or the folder `qbo-samples` of the company. Out: samples, and the templates of
a run with their headings. Every difference is a finding; one that would lose money, names or documents ends the run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from csvbridge.errors import Stop
from csvbridge.findings import Findings
from csvbridge.inputs import stops_among
from csvbridge.mapping.ready_tables import recognise_template
from csvbridge.mapping.sample import Differences, Sample, adopt
from csvbridge.reading import discover, read_sheets
from csvbridge.rules import samples as rules
from csvbridge.schema_files import load_templates
from csvbridge.schemas import Template
from csvbridge.trail import Trail

FOLDER = "qbo-samples"
"""Where a company keeps its sample files, beside csvbridge.toml."""
_LISTED = 300


class Followed(NamedTuple):
    """A sample, and the shipped template that it stands in for."""

    sample: Sample
    template: Template
    adopted: Template
    differences: Differences


def read_samples(given: Sequence[Path], company: Path | None) -> tuple[Sample, ...]:
    """Return the samples that are given, else those of the company folder; Stop with all that cannot be read."""
    paths = list(given)
    if not paths and company is not None and (company / FOLDER).is_dir() and any((company / FOLDER).iterdir()):
        paths = [company / FOLDER]
    trail, findings = Trail(), Findings()
    samples = []
    for file in discover(paths, (), findings):
        for sheet in list(read_sheets(file, trail, findings))[:1]:  # QuickBooks' own are on the first sheet
            headings = tuple(heading.strip() for heading in sheet.headings)
            samples.append(Sample(sheet.source.path, sheet.source.sha256, headings))
    stops = stops_among(findings, trail)
    if stops:
        raise Stop(stops[0].message, stops[0].fix, answer=stops[0].answer, code=stops[0].code, others=stops[1:])
    return tuple(samples)


def follow(
    samples: Sequence[Sample], templates: Iterable[Template], region: str, trail: Trail, findings: Findings
) -> list[Followed]:
    """Return which template each sample stands in for; whatever is wrong with a sample is among the findings."""
    by_stem = {template.stem: template for template in templates}
    found: dict[str, Followed] = {}
    for sample in samples:
        source = trail.add_source(sample.path, sha256=sample.sha256)
        kind = recognise_template(sample.headings, load_templates(), region)
        template = by_stem.get(kind.stem) if kind is not None else None
        if template is None:
            listed = ", ".join(filter(None, sample.headings))[:_LISTED] or "(none)"
            findings.add(rules.SAMPLE_UNKNOWN, source=source.number, path=sample.path, headings=listed)
            continue
        if template.stem in found:
            other = found[template.stem].sample.path
            findings.add(rules.SAMPLE_TWICE, source=source.number, path=sample.path, other=other, title=template.title)
            continue
        found[template.stem] = Followed(sample, template, *adopt(sample.headings, template))
        _tell(found[template.stem], source.number, findings)
    return list(found.values())


def _tell(followed: Followed, source: int, findings: Findings) -> None:
    title, differences = followed.template.title, followed.differences
    findings.add(rules.SAMPLE_ADOPTED, source=source, title=title, differences=differences.in_words())
    for column in differences.lost:
        findings.add(rules.SAMPLE_NEEDED_MISSING, source=source, heading=column.name, title=title)
    for heading in differences.required:
        findings.add(rules.SAMPLE_COLUMN_REQUIRED, source=source, heading=heading, title=title)
    for ours, headings in differences.doubled.items():
        findings.add(rules.SAMPLE_HEADING_DOUBLED, source=source, heading=ours, found=", ".join(headings))


def with_samples(
    templates: Mapping[str, Template], samples: Sequence[Sample], region: str, trail: Trail, findings: Findings
) -> dict[str, Template]:
    """Return a run's templates by role, with the headings of the samples."""
    followed = follow(samples, templates.values(), region, trail, findings)
    adopted = {one.template.id: one.adopted for one in followed}
    return {role: adopted.get(template.id, template) for role, template in templates.items()}


def told_samples(
    samples: Sequence[Sample], templates: Mapping[str, Template], region: str, fit: Callable[[object, int], str]
) -> list[str]:
    """Return in words what is followed and how it differs; `fit` makes a text fit to be shown."""
    followed = follow(samples, templates.values(), region, Trail(), Findings())
    return [
        f"{fit(one.sample.path, 200)}: its headings are used for {one.template.title}: "
        f"{fit(one.differences.in_words(), 600)}"
        for one in followed
    ]

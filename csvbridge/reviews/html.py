"""A page of blocks as one HTML file.

In: a `Page`. Out: HTML that asks for nothing: no script, no picture, no request, and a policy that forbids them.
All text is escaped by the template; it knows blocks, not business.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from csvbridge.reviews.blocks import Page

LONG = 6
"""Sections from which a table of contents helps."""


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).resolve().parent / "templates", encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        newline_sequence="\n",
    )
    return environment.get_template("page.html.j2")


def html(page: Page) -> str:
    """Return the page as HTML."""
    return _template().render(page=page, contents=len(page.sections) >= LONG)

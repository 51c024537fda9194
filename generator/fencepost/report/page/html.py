"""The page as HTML: one file, no script, no address that it asks for, and nothing in it but text."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256

from jinja2 import Environment, PackageLoader, StrictUndefined, Undefined
from markupsafe import Markup

from fencepost.campaign.summary import Summary
from fencepost.diagnostics import visible
from fencepost.report.matrix import Matrix
from fencepost.report.page.page import page_of


def html_text(summary: Summary, matrix: Matrix, again: str) -> str:
    """The text of report.html; `again` holds the options that name the target on the command line."""
    environment = _environment()
    style = environment.get_template("style.css.jinja").render()
    policy = f"default-src 'none'; style-src 'sha256-{_digest(style)}'; base-uri 'none'; form-action 'none'"
    # The style is ours and holds nothing of anybody else's; as markup it is not escaped.
    page = page_of(summary, matrix, again)
    return environment.get_template("page.html.jinja").render(view=page, style=Markup(style), policy=policy)


def _digest(style: str) -> str:
    return b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("fencepost", "templates/report"),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals.clear()
    environment.filters.clear()
    return environment


def _shown(value: object) -> object:
    """What a page shows of a value: no control, bidirectional or unpaired character; the escaping comes after."""
    return value if isinstance(value, Markup | Undefined) else visible(str(value))

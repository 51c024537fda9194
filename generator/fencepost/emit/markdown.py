"""Texts to Markdown that shows them and does nothing else: no markup, no links, no HTML."""

from __future__ import annotations

import re

from fencepost.diagnostics import visible
from fencepost.emit.python.code import Code

_ACTIVE = re.compile(r"[\\`*\[\]<>|~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|^([#+-]|[0-9]+[.)])(?=\s|$)")
_RUN = re.compile(r"`+")


def prose(text: str) -> Code:
    """The text as one line of prose; what Markdown would act on is escaped."""
    line = visible(" ".join(text.split())).replace("&", "&amp;")
    return Code(_ACTIVE.sub(_escape, line))


def paragraphs(text: str) -> Code:
    """The text as prose, a line a paragraph; paragraphs are what blank lines part."""
    parts = (part for part in re.split(r"\n\s*\n", text.strip()) if part.strip())
    return Code("\n\n".join(prose(part) for part in parts))


def first_paragraph(text: str) -> Code:
    """The first paragraph of the text as prose."""
    return Code(paragraphs(text).partition("\n")[0])


def _escape(match: re.Match[str]) -> str:
    if match[0] in "<>":
        return "&lt;" if match[0] == "<" else "&gt;"
    return f"{match[0][:-1]}\\{match[0][-1]}"


def span(text: str) -> Code:
    """The text as a code span that holds in a table, too."""
    line = visible(text).replace("|", "\\|")
    fence = "`" * (max((len(run) for run in _RUN.findall(line)), default=0) + 1)
    pad = " " if line.startswith("`") or line.endswith("`") or not line.strip() else ""
    return Code(f"{fence}{pad}{line}{pad}{fence}")

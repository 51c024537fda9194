"""What each check holds against a server, and what each diagnostic code means, for `fencepost explain CODE`."""

from __future__ import annotations

import textwrap

from fencepost.campaign.judging.failure import SEVERITIES
from fencepost.cli.checkpages import CHECKS
from fencepost.codes import PAGES as CODES


def page_of(name: str) -> str | None:
    """What there is to read about a check or a code; None where there is neither."""
    check = CHECKS.get(name.lower())
    if check is not None:
        told = (check.held,) if check.silent is None else (check.held, f"Not held against it: {check.silent}")
        title = f"{name.lower()} ({SEVERITIES[name.lower()]})"
        return _laid_out(title, *told, f"What to do: {check.remedy}")
    page = CODES.get(name.upper())
    if page is None:
        return None
    return _laid_out(f"{name.upper()}: {page.title}", page.meaning, f"What to do: {page.remedy}")


def _laid_out(*paragraphs: str) -> str:
    filled = (textwrap.fill(text, width=100, break_long_words=False, break_on_hyphens=False) for text in paragraphs)
    return "\n\n".join(filled)


def page_names() -> list[str]:
    """Everything that has a page: the checks first, then the codes."""
    return [*CHECKS, *sorted(CODES)]

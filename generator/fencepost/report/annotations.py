"""What GitHub shows of a campaign: a remark at the line of the document, and a page for the run.

Whatever a document or a server says stands in it as text alone. Source: GitHub, "Workflow commands for GitHub Actions".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from fencepost.campaign.fencing.serverfence import ServerFence
from fencepost.campaign.judging.failure import Failure
from fencepost.campaign.summary import Summary
from fencepost.diagnostics import counted, visible
from fencepost.report.sentences import coverage_line, doubt_line, verdict_line
from fencepost.report.wording import body_text, commands, cut, groups

MOST = 10
"""GitHub shows so many remarks of one step."""

LISTED = 50
"""So many kinds of failures are on the page of the run."""

Placing: TypeAlias = Callable[[str], str | None]
"""A document by the name it was given, to its path in the repository; None where it is not in it."""


def annotated(summary: Summary, placed: Placing) -> Iterator[str]:
    """The lines that make GitHub show failures in the document: one for each kind, as many as are shown."""
    if summary.is_doubtful:
        yield _command("warning", {"title": "fencepost"}, doubt_line(summary))
    for failure, others in groups(tuple(summary.failures.values()))[:MOST]:
        place = _place(failure, placed) | {"title": _title(failure)}
        yield _command("error", place, _message(failure, others, summary.fences.get(failure.key)))


def _place(failure: Failure, placed: Placing) -> dict[str, str]:
    location = failure.location
    path = None if location is None else placed(location.file)
    if location is None or path is None:
        return {}
    return {"file": path, "line": str(location.line), "col": str(location.column)}


def _title(failure: Failure) -> str:
    return f"{failure.check} {failure.named}"


def _message(failure: Failure, others: tuple[Failure, ...], fence: ServerFence | None) -> str:
    lines = [failure.message, f"documented: {failure.expected}; received: {failure.received}"]
    lines += [] if fence is None else [fence.text]
    text = body_text(failure.case)
    lines += [f"body: {cut(text)}"] if text is not None else []
    lines += [f"and {len(others)} more of this kind"] if others else []
    return "\n".join(map(visible, lines))


def _command(name: str, properties: dict[str, str], message: str) -> str:
    told = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {told}::{_escaped(message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(visible(text)).replace(":", "%3A").replace(",", "%2C")


def step_summary(summary: Summary, again: str) -> str:
    """The page of the run, in Markdown; `again` names the target on the command line."""
    started = summary.started
    title = "" if started is None else f" {_plain(started.title)}"
    lines = [f"### fencepost{title}: {_plain(verdict_line(summary))}", ""]
    lines += [f"> {_plain(doubt_line(summary))}", ""] if summary.is_doubtful else []
    lines += [_plain(coverage_line(summary)), ""]
    found = groups(tuple(summary.failures.values()))
    lines += ["| check | what | document | received |", "|---|---|---|---|"] if found else []
    lines += [_row(failure, others) for failure, others in found[:LISTED]]
    lines += ["", f"and {counted(len(found) - LISTED, 'more kind')} of failure, in report.html"] * (len(found) > LISTED)
    for failure, _ in found[:MOST]:
        lines += ["", f"<details><summary>{_plain(failure.message)}</summary>", ""]
        lines += [f"<p>{_code(command)}</p>" for command in commands(failure, again)]
        lines += ["", "</details>"]
    return "\n".join(lines) + "\n\n"


def _row(failure: Failure, others: tuple[Failure, ...]) -> str:
    place = "" if failure.location is None else _code(str(failure.location))
    more = f" and {len(others)} more" if others else ""
    received = f"{_plain(failure.received)}, not {_plain(failure.expected)}"
    return f"| {_code(failure.check)} | {_plain(failure.message)}{more} | {place} | {received} |"


def _code(text: str) -> str:
    return f"<code>{_plain(text)}</code>"


def _plain(text: str) -> str:
    """Text that is nothing but text in Markdown: every sign that could mean something is named by its number."""
    return "".join(sign if sign.isalnum() or sign == " " else f"&#{ord(sign)};" for sign in visible(text))

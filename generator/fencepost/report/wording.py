"""A failure as a person reads it: what, where in the document, sent and received, and how to see it again."""

from __future__ import annotations

from fencepost.campaign.events import Retold
from fencepost.campaign.fencing.serverfence import ServerFence
from fencepost.campaign.judging.failure import Failure
from fencepost.campaign.judging.places import keyword_of
from fencepost.campaign.unit import Step
from fencepost.cases.case import Case, FromAnswer
from fencepost.diagnostics import visible

LABEL = 10
"""Width of the labels, in characters."""

_SELF_EVIDENT = ("fault_accepted", "echo")
"""Checks whose failures say everything without the answer's body."""

LONGEST = 600
"""A longer body is cut: the whole one is in the curl line and in report.json."""

FIRST, LAST = 3, 4
"""Of a longer sequence so many requests are shown at its start and before its end; report.json has all."""


def failure_lines(
    failure: Failure,
    *,
    times: int,
    again: str,
    others: tuple[Failure, ...] = (),
    retold: Retold | None = None,
    fences: tuple[ServerFence, ...] = (),
) -> list[str]:
    """The lines of a failure, the headline first.

    `others` are failures of the same kind at other fields; `again` names the target on the command line; `retold` is
    what came of sending it again, `fences` are the server's own that it and the others are about.
    """
    lines = [headline(failure)]
    lines += [_labelled("rule" if failure.rule else "document", clause_words(failure))] if clause_words(failure) else []
    lines.append(_labelled("expected", f"{failure.expected:<24}  received  {failure.received}"))
    earlier = earlier_requests(failure.before)
    lines += [_labelled("" if place else "after", text) for place, text in enumerate(earlier)]
    lines += _sent(failure)
    if failure.answer and failure.check not in _SELF_EVIDENT:
        lines.append(_labelled("answer", cut(failure.answer, 300)))
    lines += [_labelled("fence", fence.text) for fence in fences]
    lines.append(_labelled("seen", seen_words(times, failure.number, retold)))
    if others:
        lines.append(_labelled("also", ", ".join(another_words(other, failure) for other in others)))
    lines += [_labelled("remedy", failure.remedy)] if failure.remedy else []
    lines += [_labelled("again", command) for command in commands(failure, again)]
    return [visible(line) for line in lines]


def seen_words(times: int, number: int, retold: Retold | None) -> str:
    """How often it was seen; of one that comes and goes also how often it came back when it was sent again."""
    often = f"once, in request {number}" if times == 1 else f"{times} times, first in request {number}"
    if retold is None or retold.is_steady:
        return often
    if retold.shown:
        return f"{often}; flaky: {retold.shown} of {retold.tried} when sent again"
    return f"{often}; 0 of {retold.tried} since"


def commands(failure: Failure, again: str) -> list[str]:
    """How to see it again: the request itself and the case; of a client, its calls of that operation.

    Of a test of pytest, `again` is the whole line that runs it.
    """
    if again.startswith("--client"):
        return [f"fencepost fuzz {again.removeprefix('--client').strip()} --client --operation {failure.operation}"]
    if again.startswith("pytest"):
        return [failure.curl, again]
    return [failure.curl, f"fencepost replay {failure.key} {again}"]


def another_words(other: Failure, first: Failure) -> str:
    """A failure of the same kind in a few words, with its key."""
    named = f"{other.named} at {other.point}" if other.named == first.named else other.named
    named = named if other.operation == first.operation else f"{other.operation} {other.named}"
    return f"{named} ({other.key})"


def headline(failure: Failure) -> str:
    """The failure in one line."""
    return f"failure {failure.check} ({failure.severity}): {failure.message}"


def clause_words(failure: Failure) -> str:
    """What the document says, and where; empty where it says nothing of it."""
    place = "" if failure.location is None else str(failure.location)
    return "  ".join(part for part in (failure.clause, place) if part)


def earlier_requests(steps: tuple[Step, ...]) -> list[str]:
    """The requests of its sequence that came before it, with their numbers."""
    told = [f"{number}. {_request(step.case)}" for number, step in enumerate(steps, start=1)]
    if len(told) > FIRST + LAST + 1:
        told[FIRST:-LAST] = [f"… {len(told) - FIRST - LAST} more, in report.json"]
    return told


def _request(case: Case) -> str:
    """Method, path and body in one line; what comes from an earlier answer is named by the number of its request."""
    path, query = case.path, [f"{name}={value.text}" for name, value in case.query]
    for name, value in case.path_params:
        path = path.replace(f"{{{name}}}", _origin(name, value) if isinstance(value, FromAnswer) else value.text)
    query += [f"{name}={_origin(name, source)}" for name, source in case.query_from]
    text = body_text(case)
    address = f"{path}?{'&'.join(query)}" if query else path
    return f"{case.method.upper()} {address}{'' if text is None else f' {cut(text, 100)}'}"


def _origin(name: str, source: FromAnswer) -> str:
    return f"{{{name}}}" if source.step is None else f"{{{name} from {source.step + 1}}}"


def body_text(case: Case) -> str | None:
    """The body that was sent; None where there was none."""
    return case.body_text if case.body is None else case.body.text


def _sent(failure: Failure) -> list[str]:
    """The body that was sent; where there was none, the address asked for."""
    text = body_text(failure.case)
    if text is not None:
        return [_labelled("body", cut(text))]
    return [_labelled("request", failure.address)]


def cut(text: str, limit: int = LONGEST) -> str:
    """The text, without its end where it is long."""
    return text if len(text) <= limit else f"{text[:limit]} … ({len(text)} characters)"


def _labelled(label: str, text: str) -> str:
    return f"  {label:<{LABEL}}{text}"


def groups(failures: tuple[Failure, ...]) -> list[tuple[Failure, tuple[Failure, ...]]]:
    """Failures by check and keyword, each rule for itself: the first of a group, and its kin elsewhere."""
    found: dict[tuple[str, str, str | None], list[Failure]] = {}
    for failure in failures:
        # What an answer repeats wrongly is one matter for each field, whichever values it takes to see it.
        kind = failure.target if failure.check == "echo" else keyword_of(failure.point)
        found.setdefault((failure.check, kind, failure.rule), []).append(failure)
    return [(group[0], tuple(group[1:])) for group in found.values()]

"""What a campaign says of earlier runs: their failures sent again, the accepted ones, and lines that accept nothing."""

from __future__ import annotations

from collections.abc import Iterator

from fencepost.campaign.keeping.baseline import Accepted
from fencepost.campaign.keeping.recollection import Memory
from fencepost.campaign.summary import Summary
from fencepost.ir.values import Json
from fencepost.report.wording import headline


def keeping_lines(summary: Summary) -> Iterator[str]:
    """A line for each earlier failure that does not occur as it did, each accepted one, and each stale line."""
    yield from (_fate_line(memory) for memory in summary.recollection.all() if memory.fate != "occurs")
    for key, failure in summary.accepted.items():
        line = None if summary.baseline is None else summary.baseline.of(key)
        reason = f" ({line.reason})" if line is not None and line.reason else ""
        yield f"accepted {headline(failure)}{reason}  {place_of(summary, line)}"
    for line in summary.stale:
        yield f"stale {place_of(summary, line)}: {line.words} no longer occurs; remove the line"


def place_of(summary: Summary, line: Accepted | None) -> str:
    """Where a line of the baseline stands: `baseline.txt:3`."""
    return "" if line is None or summary.baseline is None else f"{summary.baseline.file}:{line.line}"


def _fate_line(memory: Memory) -> str:
    recalled = memory.recalled
    was = recalled.check or "the failure"
    match memory.fate:
        case "mended":
            return f"mended {recalled.file}: {was} no longer occurs"
        case "different":
            return f"different {recalled.file}: another failure than {was}"
        case "undecided":
            return f"undecided {recalled.file}: {memory.reason}"
        case _:
            return f"not sent {recalled.file}: {memory.reason or 'the run ended before'}"


def memories_json(summary: Summary) -> list[Json]:
    """The earlier failures, in the order in which they are sent."""
    return [
        {
            "file": memory.recalled.file,
            "case": memory.recalled.case,
            "key": memory.recalled.key,
            "check": memory.recalled.check,
            "fate": memory.fate,
            "reason": memory.reason,
        }
        for memory in summary.recollection.all()
    ]


def stale_json(summary: Summary) -> list[Json]:
    """The lines of the baseline that accept what no longer occurs."""
    return [
        {"key": line.key, "place": place_of(summary, line), "words": line.words, "reason": line.reason}
        for line in summary.stale
    ]


def accepted_json(summary: Summary, key: str) -> dict[str, Json]:
    """Where and why a failure is accepted."""
    line = None if summary.baseline is None else summary.baseline.of(key)
    return {"place": place_of(summary, line), "reason": "" if line is None else line.reason}

"""events.jsonl on disk: written while a campaign runs, read back to merge its parts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from fencepost.campaign.events import Event, Started
from fencepost.campaign.running.merging import Part
from fencepost.cli.folder import EVENTS, part_path
from fencepost.diagnostics import FencepostError, refusal
from fencepost.report.jsonlines import Lines
from fencepost.report.jsonread import EventFormError, event_from

_REMEDY = "give the folders that `fencepost fuzz --shard K/N --report-dir DIR` wrote"


class EventLog:
    """Writes each event as it happens; a run that is killed leaves all but its last line whole."""

    def __init__(self, file: IO[str] | None) -> None:
        self._file = file
        self._lines = Lines()
        self.error: OSError | None = None
        """What kept the rest from being written; None where nothing did."""

    def take(self, event: Event) -> None:
        """Write the line of an event, where there is a file and it can be written."""
        if self._file is None or self.error is not None:
            return
        try:
            self._file.writelines(self._lines.of(event))
        except OSError as error:
            self.error = error


@contextmanager
def event_log(folder: Path | None) -> Iterator[EventLog]:
    """The log of a report folder; of no folder one that writes nothing.

    It takes the place of an earlier one once it is whole, also where the run is stopped. A run that was killed leaves
    it beside that place, and `part_of` reads it there.
    """
    if folder is None:
        yield EventLog(None)
        return
    path = folder / EVENTS
    part = part_path(path)
    file = part.open("w", encoding="utf-8")
    log = EventLog(file)
    try:
        yield log
    finally:
        try:
            file.close()
            part.replace(path)
        except OSError as error:
            log.error = error


def part_of(folder: Path) -> Part:
    """The part of a campaign that a report folder holds.

    Raises FencepostError A018 where it holds none.
    """
    path = folder / EVENTS
    # What stands beside its place was written later, by a run that was killed.
    path = part_path(path) if part_path(path).is_file() else path
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise _refused(f"the events cannot be read: {reason}", str(path)) from None
    except UnicodeDecodeError:
        raise _refused("this is not text in UTF-8", str(path)) from None
    events = list(_events(path, text))
    if not events or not isinstance(events[0], Started):
        raise _refused("the events do not begin with the start of a campaign", f"{path}:1")
    return Part(name=str(folder), started=events[0], events=tuple(events[1:]))


def _events(path: Path, text: str) -> Iterator[Event]:
    # A run that was killed may have been in the middle of its last line.
    whole = text if text.endswith("\n") else text[: text.rfind("\n") + 1]
    for number, line in enumerate(whole.splitlines(), start=1):
        try:
            yield event_from(line)
        except EventFormError as error:
            raise _refused(f"this is not an event: {error}", f"{path}:{number}") from None


def _refused(message: str, address: str) -> FencepostError:
    return refusal("A018", message, address=address, remedy=_REMEDY)

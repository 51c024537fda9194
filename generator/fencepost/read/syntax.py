"""What a YAML parser complains of, as a diagnostic at its place."""

from __future__ import annotations

import yaml

from fencepost.diagnostics import FencepostError, Location, Related
from fencepost.read.builder import failure

_REMEDY = "mend the syntax there, or just before: a bracket, a quote, a colon or an indentation"


def syntax_error(name: str, text: str, error: yaml.YAMLError) -> FencepostError:
    """The error D010 of a text that is neither YAML nor JSON."""
    match error:
        case yaml.reader.ReaderError(reason=reason, character=character, position=position):
            place = place_behind(name, text.encode()[:position].decode(errors="replace"))
            return _neither(f"{reason}: U+{character:04X}", place, "write it as an escape, in double quotes")
        case yaml.MarkedYAMLError():
            return _marked_error(name, text, error)
        case _:
            return _neither("it cannot be parsed", place_behind(name, ""), _REMEDY)


def _marked_error(name: str, text: str, error: yaml.MarkedYAMLError) -> FencepostError:
    begun, found = error.context_mark, error.problem_mark or error.context_mark
    end = 0 if found is None else found.index
    if text[end : end + 1] == "\t":
        return _neither("a tab cannot indent", place_behind(name, text[:end]), "indent with spaces")
    # What ends too early is shown behind its last character, not on the empty line that follows.
    place = place_behind(name, text[:end] if end < len(text) else text.rstrip())
    related: tuple[Related, ...] = ()
    if begun is not None and begun.index != end:
        related = (Related(text=error.context or "begun", location=place_behind(name, text[: begun.index])),)
    return _neither(error.problem or "it cannot be parsed", place, _REMEDY, related)


def _neither(problem: str, place: Location, remedy: str, related: tuple[Related, ...] = ()) -> FencepostError:
    message = f"this is neither YAML nor JSON: {problem}"
    return failure("D010", message, place, related=related, remedy=remedy)


def place_behind(name: str, before: str) -> Location:
    """The place of what follows the beginning of a document."""
    last = before.rpartition("\n")[2]
    return Location(file=name, line=before.count("\n") + 1, column=len(last) + 1, pointer="")

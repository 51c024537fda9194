"""Files with one case in them, as `fencepost fuzz --save-regressions` writes them and people edit them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, TypeVar

from fencepost.campaign.casefile import CaseFormError
from fencepost.cli.spots import located
from fencepost.diagnostics import Diagnostic, FencepostError, Location
from fencepost.ir.pointers import pointer_of
from fencepost.ir.values import Json

MOST = 4 * 1024 * 1024
"""Bytes of a file: a case is a request, and no request of fencepost's own is nearly as large."""

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """How a file is refused that cannot be used."""

    code: str
    remedy: str

    def at(self, path: Path, message: str, line: int = 1, column: int = 1, pointer: str = "") -> FencepostError:
        """The error of a place in a file."""
        place = Location(file=str(path), line=line, column=column, pointer=pointer)
        return FencepostError(
            [Diagnostic(code=self.code, level="error", message=message, location=place, remedy=self.remedy)]
        )

    def of(self, path: Path, message: str) -> FencepostError:
        """The error of a file as a whole."""
        return FencepostError(
            [Diagnostic(code=self.code, level="error", message=message, address=str(path), remedy=self.remedy)]
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonFile:
    """A file and the value in it."""

    path: Path
    text: str
    value: Json
    refusal: Refusal

    def read(self, read: Callable[[Json], Read]) -> Read:
        """What is made of the value.

        Raises FencepostError at the member that stands in the way, where CaseFormError names one.
        """
        try:
            return read(self.value)
        except CaseFormError as error:
            message = f"this is not a case: {error}"
            path = error.path
            found = located(self.text, tuple(path[:count] for count in range(len(path) + 1)))
            nearest = next((found[path[:count]] for count in range(len(path), -1, -1) if path[:count] in found), None)
            if nearest is None:
                raise self.refusal.at(self.path, message) from None
            place = pointer_of(str(name) for name in path)
            raise self.refusal.at(self.path, message, nearest.line, nearest.column, place) from None


def json_file(path: Path, refusal: Refusal, most: int = MOST) -> JsonFile:
    """A file with a JSON value.

    Raises FencepostError where it cannot be read, at the place where it stops being JSON.
    """
    text = text_of(path, refusal, most)
    try:
        value: Json = json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        message = f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]}".removesuffix(" starting at")
        raise refusal.at(path, message, error.lineno, error.colno) from None
    except (ValueError, RecursionError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error).lower()
        raise refusal.of(path, f"this is not JSON: {reason}") from None
    return JsonFile(path=path, text=text, value=value, refusal=refusal)


def text_of(path: Path, refusal: Refusal, most: int = MOST) -> str:
    """The text of a file. Raises FencepostError where it cannot be read, or is larger than any of its kind."""
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        raise refusal.of(path, f"the file cannot be read: {(error.strerror or str(error)).lower()}") from None
    if len(content) > most:
        raise refusal.of(path, f"this is larger than {most // 1024 // 1024} MiB")
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise refusal.of(path, "this is not text in UTF-8") from None


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of it")

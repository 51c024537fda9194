"""What the server counts where the document limits the length of a text: characters, UTF-16 code units, or bytes."""

from __future__ import annotations

from fencepost.campaign.fencing.axes import Axis, axis_of
from fencepost.campaign.fencing.bisection import UntoldError
from fencepost.campaign.fencing.probing import Place, Prober, value_at
from fencepost.campaign.fencing.serverfence import NOT_FOUND, Search, ServerFence
from fencepost.campaign.judging.failure import Failure
from fencepost.campaign.judging.places import field_name, types_at
from fencepost.diagnostics import counted
from fencepost.ir.pointers import steps_of
from fencepost.ir.types import String
from fencepost.ir.values import freeze

TWO_BYTES, FOUR_BYTES = "\u00e9", "\U0001f600"
"""A letter of one UTF-16 code unit and two bytes of UTF-8; and one of two and four."""

_UNITS = {(1, 2): "UTF-16 code unit", (2, 4): "byte of UTF-8"}
"""What is counted, by what the two letters take of it."""


def counts_otherwise(failure: Failure) -> bool:
    """Whether a failure shows that the length of a text is counted in something else than characters."""
    value = value_at(failure.case, failure.target)
    if failure.check == "valid_refused" and failure.point.startswith("text:"):
        return True
    is_plain = isinstance(value, str) and value.isascii()
    return failure.point in ("maxLength-", "minLength-") and isinstance(value, str) and not is_plain


def fence_of_counting(failures: tuple[Failure, ...], prober: Prober) -> Search | None:
    """What the server counts; None where the document sets the text no limit, or a pattern besides."""
    failure, before = failures[0], prober.sent
    place = Place(failure, prober)
    keyword = "minLength" if failure.point == "minLength-" else "maxLength"
    axis = axis_of(keyword, types_at(steps_of(failure.target), place.operation, prober.job.contract.api))
    if axis is None or axis.stated is None or not isinstance(axis.kind, String) or axis.kind.pattern is not None:
        return None
    limit = int(axis.stated.value)
    try:
        server = _told(failure, axis, _Letters(place, limit))
    except UntoldError as error:
        server = f"{NOT_FOUND}{error}"
    sign = "<=" if axis.sign > 0 else ">="
    fence = ServerFence(
        document=f"{field_name(failure.target)} {sign} {counted(limit, 'character')}",
        location=axis.location,
        server=server if server.startswith(NOT_FOUND) else f"{sign} {server}",
        requests=prober.sent - before,
        tried=tuple(place.tried),
    )
    return Search(fence=fence)


class _Letters:
    """Texts of one letter repeated, in the place of a failure."""

    def __init__(self, place: Place, limit: int) -> None:
        self.limit = limit
        self._place = place

    def are_taken(self, letter: str, count: int) -> bool:
        """Whether a text of so many of a letter is accepted. Raises UntoldError where the server does not say."""
        return self._place.accepts(letter * count, as_told=freeze(f"{count} x {letter}"))

    def room(self, letter: str) -> int:
        """How many units a letter takes. Raises UntoldError where it is none of 1, 2 and 4."""
        if self.are_taken(letter, self.limit):
            return 1
        for units in (2, 4):
            count = self.limit // units
            if count and self.are_taken(letter, count):
                if self.are_taken(letter, count + 1):
                    break
                return units
        raise UntoldError("it refuses some letters, however long the text is")


def _told(failure: Failure, axis: Axis, letters: _Letters) -> str:
    """How much of what is the limit. Raises UntoldError."""
    limit, outside = letters.limit, letters.limit + axis.sign
    if not letters.are_taken("a", limit) or letters.are_taken("a", outside):
        raise UntoldError("of plain letters it does not take as many as documented, or takes more")
    if failure.check == "valid_refused":
        units = letters.room(TWO_BYTES), letters.room(FOUR_BYTES)
        if units not in _UNITS:
            raise UntoldError("it refuses some letters, however long the text is")
        return counted(limit, _UNITS[units]) if units[0] == 1 else f"{limit} bytes of UTF-8"
    if axis.sign > 0:
        return f"{counted(limit, 'character')} as they are drawn, or after composition"
    return f"{limit} bytes of UTF-8" if letters.are_taken(TWO_BYTES, outside) else f"{limit} UTF-16 code units"

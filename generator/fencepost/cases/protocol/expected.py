"""The right answers to requests that are wrong below the body, as an operation documents them."""

from __future__ import annotations

from fencepost.ir.http import Operation

BELOW_500 = ("2XX", "3XX", "4XX")
"""Where nothing says whether a server must take the request: all that it must not do is fail."""

NO_SUCH_METHOD = ("404", "405", "501")
UNSUPPORTED = ("400", "415", "422")


def denials(operation: Operation) -> tuple[str, ...]:
    """With what a caller is turned away: 401 where it is documented, else 403 where that is, else either."""
    documented = _documented(operation)
    return next(((status,) for status in ("401", "403") if status in documented), ("401", "403"))


def unreadables(operation: Operation) -> tuple[str, ...]:
    """With what a body that is no JSON is refused: 400 or 422, or 415 where it is documented."""
    return ("400", "422", "415") if "415" in _documented(operation) else ("400", "422")


def absences(operation: Operation) -> tuple[str, ...]:
    """With what a thing that nobody knows is answered: 404 where it is documented, else 404 or 410."""
    return ("404",) if "404" in _documented(operation) else ("404", "410")


def _documented(operation: Operation) -> frozenset[str]:
    return frozenset(response.status for response in operation.responses)

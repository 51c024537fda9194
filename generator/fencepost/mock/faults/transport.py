"""Faults between an answer and its reader: late, cut off, unreadable, refused, or never there.

Each is told by a name and perhaps a number. What acts on a request is chosen elsewhere.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fencepost.mock.answering.refusals import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class TransportFault:
    """One way in which an answer does not arrive as it should."""

    id: str
    description: str
    value: float | None = None
    """What is taken where no value is given; None where there is none to give."""

    unit: str | None = None
    least: float = 0
    most: float = math.inf
    whole: bool = False
    """Whether the value must be an integer."""


TRANSPORT_FAULTS = (
    TransportFault(id="latency", description="the answer comes late", value=1.0, unit="seconds", least=0, most=3600.0),
    TransportFault(
        id="status",
        description="nothing is done, and the answer has this status",
        value=503,
        unit="status",
        least=400,
        most=599,
        whole=True,
    ),
    TransportFault(
        id="too_many",
        description="so many requests in a row are answered 429 with Retry-After, then one is served",
        value=3,
        unit="requests",
        least=1,
        most=100_000,
        whole=True,
    ),
    TransportFault(id="reset_before", description="the request is served, and the connection reset before the answer"),
    TransportFault(id="reset_inside", description="the connection is reset in the middle of the answer"),
    TransportFault(id="reset_after", description="the connection is reset as soon as the answer is sent"),
    TransportFault(id="closed", description="the request is served, and the connection closed without an answer"),
    TransportFault(id="truncated", description="the connection is closed in the middle of the answer"),
    TransportFault(id="malformed_body", description="the body is not what its media type says"),
    TransportFault(id="malformed_head", description="the answer is not HTTP"),
    TransportFault(id="wrong_type", description="the answer is said to be text/html"),
    TransportFault(
        id="drip",
        description="the body comes slowly",
        value=10.0,
        unit="bytes a second",
        least=0.001,
        most=1e9,
    ),
    TransportFault(id="hang", description="no answer comes, and the connection stays open"),
)


def transport_fault(name: str) -> TransportFault | None:
    """The fault of that id; None where there is none."""
    return next((fault for fault in TRANSPORT_FAULTS if fault.id == name), None)


class Disturbance:
    """A planted fault."""

    def __init__(self, fault: TransportFault, value: float | None) -> None:
        self.fault = fault
        self.value = value

    @property
    def told(self) -> str:
        """Its id, and its value where it has one: `latency:2`."""
        return self.fault.id if self.value is None else f"{self.fault.id}:{self.value:g}"

    def acts(self, drawn: Callable[[], bool]) -> bool:
        """Whether it acts on the next request that it is for; `drawn` leaves it to chance."""
        return drawn()


class Storm(Disturbance):
    """Refuses so many requests in a row once it is drawn, and lets the one after them through."""

    def __init__(self, fault: TransportFault, value: float) -> None:
        super().__init__(fault, value)
        self._size = self._left = int(value)
        self._rages = False

    def acts(self, drawn: Callable[[], bool]) -> bool:
        """Whether it goes on, or begins; the first request after its end is never drawn."""
        if not self._rages:
            self._rages, self._left = drawn(), self._size - 1
            return self._rages
        self._rages = self._left > 0
        self._left -= 1
        return self._rages


def planted(fault: TransportFault, value: object = None) -> Disturbance:
    """The fault with a value, or with the one that it has by itself.

    Raises ValueError, with what would fit, for a value that does not.
    """
    chosen = fault.value if value is None else _fitting(fault, value)
    return Storm(fault, chosen) if fault.id == "too_many" and chosen is not None else Disturbance(fault, chosen)


def _fitting(fault: TransportFault, value: object) -> float:
    if fault.value is None:
        raise ValueError("it takes no value")
    if isinstance(value, bool) or not isinstance(value, int | float) or not fault.least <= value <= fault.most:
        raise ValueError(f"it takes {_form(fault)}")
    if fault.whole and value != int(value):
        raise ValueError(f"it takes {_form(fault)}")
    return value


def _form(fault: TransportFault) -> str:
    kind = "an integer" if fault.whole else "a number"
    return f"{kind} from {fault.least:g} to {fault.most:g}, in {fault.unit}"


def instead(acting: tuple[Disturbance, ...]) -> Refusal | None:
    """What a request is told without being served; None where it is served."""
    for disturbance in acting:
        match disturbance.fault.id:
            case "status":
                status = int(disturbance.value or 503)
                return Refusal(status=status, message="a planted fault", headers=_retry(status))
            case "too_many":
                return Refusal(status=429, message="too many requests; wait 1 s", headers=_retry(429))
            case _:
                continue
    return None


def _retry(status: int) -> Mapping[str, str]:
    """When to come again, where the status asks for it (RFC 9110, 10.2.3; RFC 6585, 4)."""
    return {"Retry-After": "1"} if status in (429, 503) else {}

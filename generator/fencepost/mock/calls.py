"""A request that was found in order, and what is answered to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fencepost.ir.http import Content, Operation, Response
from fencepost.ir.values import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request without fault."""

    operation: Operation
    path: Mapping[str, str]
    """The texts of the path parameters, in the order of the template."""

    parameters: Mapping[tuple[str, str], Json]
    """Values by place and name, those not sent left out."""

    body: Json
    """The JSON body; null where none was sent."""

    @property
    def members(self) -> dict[str, Json]:
        """The members of a body that is an object, else none."""
        return self.body if isinstance(self.body, dict) else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer as the document describes it."""

    status: int
    content: Content | None
    """None where the document describes no body; one that is not JSON is answered by `value` as text."""

    value: Json
    headers: Mapping[str, str] = field(default_factory=dict)


def success_of(operation: Operation) -> tuple[int, Content | None]:
    """Status and body of the answer to a request without fault: the first documented 2xx, else `default`, else 204."""
    return _answered(operation.success or operation.response(200))


def replaced_of(operation: Operation) -> tuple[int, Content | None]:
    """Status and body of the answer to a request that creates nothing: as `success_of`, rather not 201."""
    others = (one for one in operation.responses if one.is_success and one.status != "201")
    return _answered(next(others, None) or operation.success or operation.response(200))


def created_of(operation: Operation) -> tuple[int, Content | None]:
    """Status and body of the answer to a PUT that creates: 201."""
    return _answered(operation.response(201))


def documents(operation: Operation, status: int) -> bool:
    """Whether an operation has an answer of that very status."""
    return any(response.status == str(status) for response in operation.responses)


def _answered(response: Response | None) -> tuple[int, Content | None]:
    if response is None:
        return 204, None
    status = int(response.status) if response.status.isdecimal() else 200
    return status, response.json or next(iter(response.contents), None)

"""A document of four operations, as a generated package would hold it, and a service in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated, Self

import httpx
from fencepost.runtime.client import SyncClient
from fencepost.runtime.errors import ClientError
from fencepost.runtime.model import Model
from fencepost.runtime.operation import Json, Operation
from fencepost.runtime.parameters import Parameter
from fencepost.runtime.retries import Clock
from fencepost.runtime.rules import Rule, check_rules, given
from fencepost.runtime.scalars import Integer, NotNull
from pydantic import Field, JsonValue, StrictBool, model_validator


class Order(Model):
    dish: Annotated[str, Field(min_length=1)]
    servings: Annotated[Integer, Field(ge=1, le=8)] = 2
    note: str | None = None
    tags: NotNull[list[str]] = None
    pin: Annotated[str | None, Field(repr=False)] = None
    for_here: Annotated[StrictBool, Field(alias="forHere")] = False

    @model_validator(mode="after")
    def _check_rules(self) -> Self:
        return check_rules(self, RULES)


RULES: tuple[Rule[Order], ...] = (
    Rule(
        name="parties_leave_a_note",
        holds=lambda body: not (given(body, "servings") and body.servings > 4) or given(body, "note"),
        blame=("note",),
        message="Parties of more than 4 leave a note; give {note}",
    ),
    Rule(
        name="parties_stay",
        holds=lambda body: not (given(body, "servings") and body.servings > 4) or body.for_here,
        blame=("forHere",),
        message="Parties of more than 4 eat here",
    ),
)


class Meal(Model):
    id: str
    eaten: StrictBool = False


class Problem(Model):
    detail: str


class SoldOutError(ClientError[Problem]):
    status = 409
    shape = Problem


class Filters(Model):
    kitchen_id: str
    tag: NotNull[list[str]] = None
    eaten: NotNull[StrictBool] = None
    page: Annotated[Integer, Field(ge=1)] = 1


ORDER = Operation(
    id="order", method="POST", path="/orders", body=Order, answers={201: Json(Meal)}, security=("bearer",)
)
READ = Operation(
    id="read",
    method="GET",
    path="/orders/{order_id}",
    places=(Parameter(argument="order_id", name="order_id", place="path"),),
    answers={200: Json(Meal)},
    security=("bearer",),
)
FIND = Operation(
    id="find",
    method="GET",
    path="/kitchens/{kitchen-id}/orders",
    parameters=Filters,
    places=(
        Parameter(argument="kitchen_id", name="kitchen-id", place="path"),
        Parameter(argument="tag", name="tag", place="query", style="form", explode=True),
        Parameter(argument="eaten", name="eaten", place="query", style="form", explode=True),
        Parameter(argument="page", name="page", place="query", style="form", explode=True),
    ),
    answers={200: Json(list[Meal])},
)
CANCEL = Operation(id="cancel", method="DELETE", path="/orders", answers={204: Json(None)})


@dataclass
class Time:
    """A clock that only sleeping moves."""

    seconds: float = 0.0
    pauses: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.seconds += seconds

    async def sleep_async(self, seconds: float) -> None:
        self.sleep(seconds)

    def clock(self) -> Clock:
        return Clock(
            elapsed=lambda: self.seconds,
            now=lambda: datetime(2026, 11, 1, 12, tzinfo=UTC),
            chance=lambda: 0.5,
            sleep=self.sleep,
            sleep_async=self.sleep_async,
        )


@dataclass
class Service:
    """Answers with what it is given, in turn, the last one again and again; keeps every request."""

    answers: list[httpx.Response | Exception] = field(default_factory=list)
    requests: list[httpx.Request] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)

    def answer(self, status: int, body: JsonValue = None, **headers: str) -> Self:
        self.answers.append(
            httpx.Response(status, json=body, headers={k.replace("_", "-"): v for k, v in headers.items()})
        )
        return self

    def fail(self, error: Exception) -> Self:
        self.answers.append(error)
        return self


Connect = Callable[..., SyncClient]

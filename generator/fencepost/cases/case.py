"""One request, why it is sent, and what must come back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal, TypeAlias

from fencepost.diagnostics import visible_json
from fencepost.ir.values import Json, JsonText

Kind: TypeAlias = Literal["valid", "fault", "protocol"]
Auth: TypeAlias = Literal[
    "right",
    "none",
    "empty",
    "wrong",
    "cut",
    "other_case",
    "other_scheme",
    "token_in_other_scheme",
    "scheme_in_other_case",
]
"""Which credential is sent. `empty` is the scheme without a token; `cut` and `other_case` are the right token without
its end and in other letters; `other_scheme` is a credential of a scheme nobody asked for, `token_in_other_scheme` the
right token behind the name of one; `scheme_in_other_case` is right all the same: HTTP reads `bearer` as `Bearer`."""

KINDS: tuple[Kind, ...] = ("valid", "fault", "protocol")

SIDES = ("", "+", "-", "--")
"""Where a value stands against a limit: on it, next inside, next outside, far outside."""

LIMITS = ("minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties")
POINTS = (
    *(f"{limit}{side}" for limit in LIMITS for side in SIDES),
    *("multipleOf-", "pattern-", "format-", "uniqueItems-", "propertyNames-", "additionalProperties-", "enum-"),
    *("nominal", "example", "absent", "null", "default", "true", "false", "inside", "zero", "whole", "fraction"),
    *("large", "empty", "one", "many", "duplicate", "unsorted", "odd_keys", "extra", "holds", "breaks", "pair"),
    "explored",
)
"""The closed list of points; beside it `enum:VALUE`, `type:NAME`, `text:CLASS`, `variant:NUMBER`, `keyword:NAME`.

Of requests wrong below the body each family has a prefix: `auth:CREDENTIAL`, `media:TYPE`, `malformed:HOW`,
`method:METHOD` (declared nowhere on the path), `unknown:identifier` (nobody was given it), and `odd:WHAT` for what a
server may take or refuse as it likes.
"""

PROTOCOL_PREFIXES = ("auth:", "media:", "malformed:", "method:", "unknown:", "odd:")
PREFIXES = ("enum:", "type:", "text:", "variant:", "keyword:", *PROTOCOL_PREFIXES)


def is_point(text: str) -> bool:
    """Whether the text names a point."""
    return text in POINTS or text.startswith(PREFIXES)


@dataclass(frozen=True, slots=True, kw_only=True)
class FromAnswer:
    """A value that only a server can give: what an operation's answer holds at a pointer."""

    operation: str
    pointer: str
    step: int | None = None
    """Of a sequence of requests, the ordinal from 0 of the one whose answer gives it; None for anything made before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What must come back."""

    status: tuple[str, ...]
    """The right answers: three digits, or a class such as `2XX`."""

    blame: tuple[str, ...] = ()
    """Pointers into the request of which a refusal may name one; empty where nothing is to blame."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One request with its reason and its expectation."""

    id: str
    """`operation/kind/target/point`, with `/rule` and a counter where needed; stable when fields are added."""

    operation: str
    kind: Kind
    target: str
    """A JSON Pointer into the request: `/body/name`, `/query/page`, `/headers/X-Y`, `/body`; `/auth` and `/method` are
    the members of the case itself."""

    point: str
    """The boundary point the target stands on; one of POINTS or with one of PREFIXES."""

    rule: str | None = None
    certificate: str | None = None
    """For a fault: JSON Pointer of the one constraint it breaks, in what `fencepost explain SPEC OPERATION --schema`
    prints; without what stands there, that schema allows the request. None for every other kind."""

    method: str
    path: str
    """The template; its values are `path_params`."""

    path_params: tuple[tuple[str, JsonText | FromAnswer], ...] = ()
    query: tuple[tuple[str, JsonText], ...] = ()
    query_from: tuple[tuple[str, FromAnswer], ...] = ()
    """Further members of the query, of which answers give the values."""

    headers: tuple[tuple[str, JsonText], ...] = ()
    """No credential among them: `auth` says which is sent."""

    auth: Auth = "right"
    media_type: str | None = None
    """None where no body is sent."""

    body: JsonText | None = None
    """The JSON body; None where there is none, or where `body_text` holds what is not JSON."""

    body_from: tuple[tuple[str, FromAnswer], ...] = ()
    """Places in `body`, as JSON Pointers, and what stands there instead once answers have given it."""

    body_text: str | None = None
    expect: Expectation

    @property
    def sources(self) -> tuple[FromAnswer, ...]:
        """The values that it takes from answers."""
        given = (value for _, value in self.path_params if isinstance(value, FromAnswer))
        return (*given, *(value for _, value in (*self.query_from, *self.body_from)))

    def as_json(self) -> dict[str, Json]:
        """The case as one line of JSON Lines holds it; members without a value are left out."""
        line: dict[str, Json] = {
            "id": self.id,
            "operation": self.operation,
            "kind": self.kind,
            "target": self.target,
            "point": self.point,
            "rule": self.rule,
            "method": self.method.upper(),
            "path": self.path,
            "path_params": {name: _parameter(value) for name, value in self.path_params},
            "query": {name: _parameter(value) for name, value in (*self.query, *self.query_from)},
            "headers": {name: value.value for name, value in self.headers},
            "auth": self.auth,
            "expect": {"status": list(self.expect.status), "blame": list(self.expect.blame)},
        }
        if self.certificate is not None:
            line["certificate"] = self.certificate
        if self.media_type is not None:
            line["media_type"] = self.media_type
        if self.body is not None:
            line["body"] = self.body.value
        if self.body_from:
            line["body_from"] = {place: _parameter(value) for place, value in self.body_from}
        if self.body_text is not None:
            line["body_text"] = self.body_text
        return line


def _parameter(value: JsonText | FromAnswer) -> Json:
    if isinstance(value, FromAnswer):
        source: dict[str, Json] = {"from": value.operation, "pointer": value.pointer}
        return source if value.step is None else {**source, "step": value.step}
    return value.value


def case_line(case: Case) -> str:
    """The case as a line of JSON Lines, without the newline; ASCII only, so that any terminal can show it."""
    return visible_json(json.dumps(case.as_json(), separators=(",", ":"), default=float))

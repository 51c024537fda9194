"""Operations: what goes over the wire, as the document says it.

Source: OpenAPI 3.1, 4.8.10 (operation), 4.8.12 (parameter), 4.8.17 (response).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from fencepost.diagnostics import Location
from fencepost.ir.types import NO_ANNOTATIONS, Annotations, Type
from fencepost.ir.values import JsonText

Method = Literal["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"]
Place = Literal["path", "query", "header", "cookie"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A value the document itself gives for a body."""

    name: str
    value: JsonText
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A body in one media type."""

    media_type: str
    """As written, parameters included: `application/json`, `*/*`."""

    type: Type
    schema: JsonText
    """The schema as the document wrote it, in JSON Schema 2020-12; references lead to `#/components/schemas/NAME`."""

    examples: tuple[Example, ...] = ()
    location: Location = field(compare=False)

    @property
    def is_json(self) -> bool:
        """Whether the body is JSON text: `application/json` and every `+json` type."""
        essence = self.media_type.partition(";")[0].strip().lower()
        return essence in ("application/json", "text/json", "*/*", "application/*") or essence.endswith("+json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The body of a request."""

    contents: tuple[Content, ...]
    required: bool
    description: str | None = None
    location: Location = field(compare=False)

    @property
    def json(self) -> Content | None:
        """The content that is JSON, or None."""
        return next((content for content in self.contents if content.is_json), None)

    @property
    def main(self) -> Content | None:
        """The content that a client sends: the one that is JSON, else the first; None for a body of no media type."""
        return self.json or next(iter(self.contents), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A value of a request outside its body."""

    name: str
    place: Place
    type: Type
    schema: JsonText
    required: bool
    style: str
    """`simple`, `form`, `label`, `matrix`, `spaceDelimited`, `pipeDelimited`, `deepObject` or `content` (JSON text)."""

    explode: bool
    annotations: Annotations = NO_ANNOTATIONS
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A header of a response."""

    name: str
    type: Type
    schema: JsonText
    required: bool
    description: str | None = None
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One documented answer."""

    status: str
    """Three digits, `1XX` to `5XX`, or `default`."""

    description: str
    contents: tuple[Content, ...] = ()
    headers: tuple[Header, ...] = ()
    location: Location = field(compare=False)

    @property
    def json(self) -> Content | None:
        """The content that is JSON, or None."""
        return next((content for content in self.contents if content.is_json), None)

    @property
    def main(self) -> Content | None:
        """The content that a client asks for: the one that is JSON, else the first; None for an answer without body."""
        return self.json or next(iter(self.contents), None)

    @property
    def is_success(self) -> bool:
        """Whether the status is one of 2xx."""
        return self.status.startswith("2")


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityScheme:
    """A way to show who one is."""

    key: str
    """The name under which requirements speak of it."""

    kind: Literal["http", "apiKey", "oauth2", "openIdConnect", "mutualTLS"]
    http_scheme: str | None = None
    """`bearer`, `basic`, …, lower case; None unless the kind is `http`."""

    name: str | None = None
    """The header, query parameter or cookie; None unless the kind is `apiKey`."""

    place: Literal["query", "header", "cookie"] | None = None
    description: str | None = None
    location: Location = field(compare=False)

    @property
    def is_text(self) -> bool:
        """Whether it is shown by one text: a token, a key, a name with a password."""
        match self.kind:
            case "http":
                return self.http_scheme in ("bearer", "basic")
            case "apiKey":
                return self.place is not None and bool(self.name)
            case "oauth2" | "openIdConnect":
                return True
            case "mutualTLS":
                return False


@dataclass(frozen=True, slots=True, kw_only=True)
class RateLimit:
    """`x-fencepost-rate-limit`: a declared limit of an operation."""

    requests: int
    seconds: float
    per: tuple[str, ...]
    """What the requests are counted by: `ip`, `token`, or a path parameter."""

    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """`x-fencepost-echo`: which response field repeats a request field."""

    request: str
    response: str | None
    """None: no field repeats it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing a client can ask for."""

    id: str
    """The operationId, else made from method and path; unique in the document."""

    method: Method
    path: str
    """The template, as written: `/items/{item_id}`."""

    summary: str | None = None
    description: str | None = None
    tags: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    responses: tuple[Response, ...] = ()
    security: tuple[tuple[str, ...], ...] = ()
    """Alternatives, each the schemes needed together; an empty alternative needs none; no alternative: open."""

    rate_limit: RateLimit | None = None
    echo: tuple[Echo, ...] = ()
    deprecated: bool = False
    location: Location = field(compare=False)

    @property
    def success(self) -> Response | None:
        """The first documented 2xx answer, or None."""
        return next((response for response in self.responses if response.is_success), None)

    def response(self, status: int) -> Response | None:
        """The documented answer a status falls under: itself, its class, `default`, in this order; None if none."""
        wanted = (str(status), f"{status // 100}XX", "default")
        return next((answer for key in wanted for answer in self.responses if answer.status == key), None)

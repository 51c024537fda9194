"""A case to a request: its address, its headers, its body."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from fencepost.campaign.wire.credentials import Attachment, Credential, Keyring, attachment
from fencepost.campaign.wire.encoding import UnsendableError, escaped, header_text, path_text, query_texts, style_of
from fencepost.campaign.wire.exchange import Request
from fencepost.cases.case import Case, FromAnswer
from fencepost.cases.faults import readings
from fencepost.ir.api import Api
from fencepost.ir.http import Operation, Parameter, Place
from fencepost.ir.pointers import steps_of
from fencepost.ir.values import Json, JsonText, freeze
from fencepost.rules.evaluate import allows

AGENT = "fencepost"

LONGEST = 8000
"""So many octets of an address every server should take (RFC 9110, 4.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The server under test and how to speak to it."""

    url: str
    """The address that paths are appended to; without a slash at its end."""

    token: str
    """The right credential, of schemes that have none of their own."""

    token_name: str | None = None
    """The environment variable that holds the token; None where it is made up."""

    own: tuple[Credential, ...] = ()
    """The right credentials of single schemes."""

    headers: tuple[tuple[str, str], ...] = ()
    """Sent with every request, and instead of what a case would send under the same name; lower-case names."""

    @property
    def keys(self) -> Keyring:
        """The right credentials by scheme."""
        return Keyring(token=self.token, own=self.own)


def build_request(
    case: Case, operation: Operation, api: Api, target: Target, given: tuple[tuple[FromAnswer, Json], ...] = ()
) -> Request:
    """The request of a case; `given` holds the values that earlier answers gave.

    Raises UnsendableError where HTTP has no way to carry a value of the case.
    """
    credential = attachment(operation, api, case.auth, target.keys)
    values = dict(given)
    content = _content(case, values)
    headers = _headers(case, operation, credential, has_content=content is not None)
    address = _path(case, operation, api, values) + _query(case, operation, credential, values)
    if len(address) > LONGEST:
        raise UnsendableError(f"an address of more than {LONGEST} octets may be refused by anything on the way")
    return Request(
        method=case.method.upper(),
        url=target.url + address,
        headers=tuple((headers | _users_headers(case, operation, api, target)).items()),
        content=content,
    )


def _parameter(operation: Operation, place: Place, name: str) -> Parameter | None:
    same = [item for item in operation.parameters if item.place == place]
    if place == "header":
        return next((item for item in same if item.name.lower() == name.lower()), None)
    return next((item for item in same if item.name == name), None)


def _path(case: Case, operation: Operation, api: Api, given: dict[FromAnswer, Json]) -> str:
    values = {name: given[value] if isinstance(value, FromAnswer) else value.value for name, value in case.path_params}

    answered = {name for name, value in case.path_params if isinstance(value, FromAnswer)}

    def filled(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise UnsendableError(f"the case has no value for {{{match[1]}}}")
        parameter = _parameter(operation, "path", match[1])
        if match[1] in answered and parameter is not None and not _may_hold(parameter, values[match[1]], api):
            raise UnsendableError(f"an answer gave a value that {match[1]} does not allow")
        return path_text(style_of(match[1], "simple", parameter), values[match[1]])

    return re.sub(r"\{([^{}]*)\}", filled, case.path)


def _may_hold(parameter: Parameter, value: Json, api: Api) -> bool:
    """Whether a parameter allows what its text may be read as."""
    return any(allows(parameter.type, reading, api) for reading in readings(value))


def _query(case: Case, operation: Operation, credential: Attachment, given: dict[FromAnswer, Json]) -> str:
    known = [(name, value.value) for name, value in case.query]
    texts = [
        text
        for name, value in (*known, *((name, given[source]) for name, source in case.query_from))
        for text in _required_texts(_parameter(operation, "query", name), name, value)
    ]
    texts += [f"{escaped(name)}={escaped(value)}" for name, value in credential.query]
    return f"?{'&'.join(texts)}" if texts else ""


def _required_texts(parameter: Parameter | None, name: str, value: Json) -> list[str]:
    texts = query_texts(style_of(name, "form", parameter), value)
    if not texts and parameter is not None and parameter.required:
        raise UnsendableError(f"{name} is required, and an empty array or object leaves no trace in a query")
    return texts


def _headers(case: Case, operation: Operation, credential: Attachment, *, has_content: bool) -> dict[str, str]:
    """Ours, the credential's and the case's own, each replacing those before; names in lower case."""
    found = {"user-agent": AGENT, "accept": "application/json, */*;q=0.5"}
    if has_content and case.media_type is not None:
        found["content-type"] = case.media_type
    found |= dict(credential.headers)
    cookies = [f"{name}={value}" for name, value in credential.cookies]
    for name, value in case.headers:
        if (cookie := _parameter(operation, "cookie", name)) is not None:
            cookies += query_texts(style_of(name, "form", cookie), value.value)
        else:
            style = style_of(name, "simple", _parameter(operation, "header", name))
            found[name.lower()] = header_text(style, value.value)
    return found | ({"cookie": "; ".join(cookies)} if cookies else {})


def _users_headers(case: Case, operation: Operation, api: Api, target: Target) -> dict[str, str]:
    """What the user wants sent with every request; a credential among it only where the right one is due."""
    right = attachment(operation, api, "right", Keyring(token="", own=target.own))
    credentials = {"authorization"} | {name for name, _ in right.headers}
    return {name: value for name, value in target.headers if case.auth == "right" or name not in credentials}


def body_of(case: Case, given: Mapping[FromAnswer, Json]) -> JsonText | None:
    """The JSON body of a case, filled with what answers gave; None where it has none."""
    if case.body is None or not case.body_from:
        return case.body
    body = case.body.value
    for place, source in case.body_from:
        _fill(body, place, given[source])
    return freeze(body)


def _fill(body: Json, place: str, value: Json) -> None:
    *above, last = steps_of(place)
    for step in above:
        body = body[int(step)] if isinstance(body, list) else body[step] if isinstance(body, dict) else None
    if isinstance(body, list):
        body[int(last)] = value
    elif isinstance(body, dict):
        body[last] = value


def _content(case: Case, given: dict[FromAnswer, Json]) -> bytes | None:
    if case.body_text is not None:
        return _octets(case.body_text)
    body = body_of(case, given)
    if body is None:
        return None
    essence = (case.media_type or "application/json").partition(";")[0].strip().lower()
    if essence == "application/x-www-form-urlencoded":
        return _form(body)
    if essence.endswith(("/json", "+json")) or essence.startswith("*/"):
        return body.text.encode("utf-8", "surrogatepass")
    raise UnsendableError(f"a body of {essence} is nothing that can be made")


def _octets(text: str) -> bytes:
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raise UnsendableError("an unpaired surrogate that stands for no octet has no UTF-8") from None


def _form(body: JsonText) -> bytes:
    value = body.value
    if not isinstance(value, dict):
        raise UnsendableError("a form holds named values")
    texts = [text for name, member in value.items() for text in query_texts(style_of(name, "form", None), member)]
    return "&".join(texts).encode("ascii")

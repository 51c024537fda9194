"""A case back from the JSON that `fencepost cases` prints and reports hold."""

from __future__ import annotations

import re
from typing import TypeAlias, get_args

from fencepost.campaign.unit import Step
from fencepost.cases.case import Auth, Case, Expectation, FromAnswer, Kind
from fencepost.ir.pointers import steps_of
from fencepost.ir.values import Json, JsonText, freeze

Path: TypeAlias = tuple[str | int, ...]

_KINDS: dict[str, Kind] = {str(kind): kind for kind in get_args(Kind)}
_AUTHS: dict[str, Auth] = {str(auth): auth for auth in get_args(Auth)}


class CaseFormError(Exception):
    """The value is no case; the message says which member is wrong."""

    def __init__(self, message: str, path: Path = ()) -> None:
        super().__init__(message)
        self.path = path
        """The names and indices that lead to the member; empty for the whole."""


def case_from(value: Json) -> Case:
    """The case that a JSON value describes.

    Raises CaseFormError where a member is missing or of another form.
    """
    if not isinstance(value, dict):
        raise CaseFormError("it is no object")
    kind, auth = _KINDS.get(str(value.get("kind"))), _AUTHS.get(str(value.get("auth", "right")))
    if kind is None:
        raise CaseFormError(f"kind is one of {', '.join(_KINDS)}", ("kind",))
    if auth is None:
        raise CaseFormError(f"auth is one of {', '.join(_AUTHS)}", ("auth",))
    expect = _object(value, "expect")
    return Case(
        id=_text(value, "id"),
        operation=_text(value, "operation"),
        kind=kind,
        target=_text(value, "target"),
        point=_text(value, "point"),
        rule=_optional(value, "rule"),
        certificate=_optional(value, "certificate"),
        method=_method(value),
        path=_text(value, "path"),
        path_params=tuple((name, _parameter(item)) for name, item in _object(value, "path_params").items()),
        query=_known(value, "query"),
        query_from=_sources(value, "query"),
        headers=_pairs(value, "headers"),
        auth=auth,
        media_type=_optional(value, "media_type"),
        body=freeze(value["body"]) if "body" in value else None,
        body_from=_filled(value),
        body_text=_optional(value, "body_text"),
        expect=Expectation(status=_texts(expect, "status"), blame=_texts(expect, "blame")),
    )


def steps_from(value: Json) -> tuple[Step, ...]:
    """The case of a JSON value after the requests that lead to it, which its member `before` lists.

    Raises CaseFormError where a member is missing or of another form.
    """
    before = value.get("before", []) if isinstance(value, dict) else []
    if not isinstance(before, list):
        raise CaseFormError("before must be a list of cases", ("before",))
    steps = (*(_earlier(item, index) for index, item in enumerate(before)), Step(case=case_from(value)))
    for number, step in enumerate(steps):
        if any(source.step is not None and not 0 <= source.step < number for source in step.case.sources):
            where: Path = ("before", number) if number < len(before) else ()
            raise CaseFormError("a value is taken from the answer to a step that does not come before", where)
    return steps


def _earlier(value: Json, index: int) -> Step:
    try:
        return Step(case=case_from(value), supports=_supports(value))
    except CaseFormError as error:
        raise CaseFormError(str(error), ("before", index, *error.path)) from None


def _supports(value: Json) -> bool:
    return isinstance(value, dict) and value.get("supports") is True


def steps_json(steps: tuple[Step, ...]) -> dict[str, Json]:
    """What `steps_from` reads: the last case, with those before it under `before`."""
    *before, last = steps
    told = last.case.as_json()
    if before:
        told["before"] = [step.case.as_json() | ({"supports": True} if step.supports else {}) for step in before]
    return told


def _text(value: dict[str, Json], name: str) -> str:
    found = value.get(name)
    if not isinstance(found, str):
        raise CaseFormError(f"{name} must be a text", (name,))
    return found


def _method(value: dict[str, Json]) -> str:
    found = _text(value, "method")
    if not re.fullmatch(r"[A-Za-z]+", found):
        raise CaseFormError("method must be a word, as POST", ("method",))
    return found.lower()


def _optional(value: dict[str, Json], name: str) -> str | None:
    return None if value.get(name) is None else _text(value, name)


def _object(value: dict[str, Json], name: str) -> dict[str, Json]:
    found = value.get(name, {})
    if not isinstance(found, dict):
        raise CaseFormError(f"{name} must be an object", (name,))
    return found


def _texts(value: dict[str, Json], name: str) -> tuple[str, ...]:
    found = value.get(name, [])
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        raise CaseFormError(f"{name} must be a list of texts", (name,))
    return tuple(str(item) for item in found)


def _pairs(value: dict[str, Json], name: str) -> tuple[tuple[str, JsonText], ...]:
    return tuple((key, freeze(item)) for key, item in _object(value, name).items())


def _known(value: dict[str, Json], name: str) -> tuple[tuple[str, JsonText], ...]:
    """The members whose value stands there."""
    read = ((key, _parameter(item)) for key, item in _object(value, name).items())
    return tuple((key, item) for key, item in read if isinstance(item, JsonText))


def _sources(value: dict[str, Json], name: str) -> tuple[tuple[str, FromAnswer], ...]:
    """The members whose value an answer gives."""
    read = ((key, _parameter(item)) for key, item in _object(value, name).items())
    return tuple((key, item) for key, item in read if isinstance(item, FromAnswer))


def _filled(value: dict[str, Json]) -> tuple[tuple[str, FromAnswer], ...]:
    """The places in the body whose value an answer gives."""
    for place, source in _object(value, "body_from").items():
        if not isinstance(_parameter(source), FromAnswer):
            raise CaseFormError("body_from must hold where answers give a value", ("body_from", place))
        if not _is_place(value.get("body"), steps_of(place)):
            raise CaseFormError("body_from must hold places in the body, as /name", ("body_from", place))
    return _sources(value, "body_from")


def _is_place(body: Json, steps: tuple[str, ...]) -> bool:
    """Whether steps lead to a member that an object has or can have, or to an item that a list has."""
    match body, steps:
        case dict(), (_,):
            return True
        case dict(), (name, *inner):
            return _is_place(body.get(name), tuple(inner))
        case list(), (index, *inner) if index.isdecimal() and int(index) < len(body):
            return not inner or _is_place(body[int(index)], tuple(inner))
        case _:
            return False


def _parameter(value: Json) -> JsonText | FromAnswer:
    match value:
        case {"from": str(operation), "pointer": str(pointer), "step": int(step)}:
            return FromAnswer(operation=operation, pointer=pointer, step=step)
        case {"from": str(operation), "pointer": str(pointer)}:
            return FromAnswer(operation=operation, pointer=pointer)
        case _:
            return freeze(value)

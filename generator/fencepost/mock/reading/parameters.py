"""Parameters of a request: text, by style and type, to JSON values that a validator judges.

Source: OpenAPI 3.1, 4.8.12 (style, explode); text becomes a number or a boolean where the parameter's type has them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import parse_qsl

import jsonschema_rs

from fencepost.ir.api import Api
from fencepost.ir.http import Operation, Parameter
from fencepost.ir.shapes import array_items, json_types, object_fields
from fencepost.ir.types import Type
from fencepost.ir.values import Json
from fencepost.mock.answering.prepared import Prepared
from fencepost.mock.answering.schemas import Schemas
from fencepost.mock.reading.json_text import MalformedError, read_fraction, read_json
from fencepost.mock.reading.rulebook import Rulebook
from fencepost.mock.reading.words import MALFORMED, Fault, faults_of

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_SIMPLE = frozenset(("string", "number", "boolean"))
_SEPARATORS = {"spaceDelimited": " ", "pipeDelimited": "|"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The texts of a request outside its body, decoded."""

    path: Mapping[str, str]
    query: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]
    """Lower-case names."""

    cookies: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Declared:
    """A parameter of an operation, and what its type looks like."""

    parameter: Parameter
    types: frozenset[str]
    fields: Mapping[str, Type]
    """The declared fields of an object that can be nothing simpler, else none."""

    members: frozenset[str]
    """The names by which an object is written where it is written by its members."""

    items: Type | None
    validator: jsonschema_rs.Validator


class ParameterReader:
    """Reads the parameters of one operation."""

    def __init__(self, operation: Operation, api: Api, schemas: Schemas, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._types = Prepared[Type, frozenset[str]](lambda kind: json_types(kind, api))
        taken = frozenset(parameter.name for parameter in operation.parameters if parameter.place == "query")
        self._declared = tuple(_declared(each, taken, api, schemas) for each in operation.parameters)

    def read(self, sent: Sent) -> tuple[dict[tuple[str, str], Json], tuple[Fault, ...]]:
        """The values by place and name, those that were not sent left out, and everything wrong with them."""
        values: dict[tuple[str, str], Json] = {}
        faults: list[Fault] = []
        for declared in self._declared:
            parameter = declared.parameter
            texts = _texts(declared, sent)
            if not texts:
                faults += [_fault(parameter, "required", "is required")] if parameter.required else []
                continue
            candidates = list(self._candidates(declared, texts))
            fitting = [candidate for candidate in candidates if declared.validator.is_valid(candidate)]
            if fitting:
                values[parameter.place, parameter.name] = fitting[0]
                continue
            found = [fault for candidate in candidates[:1] for fault in self._faults(declared, candidate)]
            faults += found or [_fault(parameter, MALFORMED, _unread(texts))]
        return values, tuple(faults)

    def _faults(self, declared: _Declared, value: Json) -> tuple[Fault, ...]:
        parameter = declared.parameter
        errors = declared.validator.iter_errors(value)
        return faults_of(errors, value, self._rulebook, parameter.place, (parameter.name,))

    def _candidates(self, declared: _Declared, texts: list[tuple[str, str]]) -> Iterator[Json]:
        """What the texts may stand for, the first being what they most likely do."""
        parameter, types = declared.parameter, declared.types
        if parameter.style == "content":
            yield from _as_json(texts)
        elif "array" in types and not types & _SIMPLE:
            yield self._list(declared, texts)
        elif "object" in types and not types & _SIMPLE:
            fields = declared.fields
            yield {name: self._first(fields.get(name), text) for name, text in _members(parameter, texts)}
        else:
            yield from self._scalars(parameter.type, _unstyled(parameter, texts[0][1])) if len(texts) == 1 else ()
            yield from (self._list(declared, texts),) if "array" in types else ()

    def _list(self, declared: _Declared, texts: list[tuple[str, str]]) -> list[Json]:
        parameter = declared.parameter
        return [self._first(declared.items, text) for _, joined in texts for text in _split(parameter, joined)]

    def _first(self, kind: Type | None, text: str) -> Json:
        return text if kind is None else next(self._scalars(kind, text))

    def _scalars(self, kind: Type, text: str) -> Iterator[Json]:
        types = self._types.of(kind)
        if "boolean" in types and text in ("true", "false"):
            yield text == "true"
        if "number" in types and _NUMBER.fullmatch(text):
            yield _number(text)
        if "null" in types and "string" not in types and text in ("", "null"):
            yield None
        yield text


def _declared(parameter: Parameter, taken: frozenset[str], api: Api, schemas: Schemas) -> _Declared:
    """What is to be known of a parameter; `taken` are the names of those in the query."""
    types = json_types(parameter.type, api)
    declared = () if types & _SIMPLE else object_fields(parameter.type, api) or ()
    fields = {item.wire_name: item.type for item in declared}
    return _Declared(
        parameter=parameter,
        types=types,
        fields=fields,
        # A parameter of that name goes before a member of one that is written by its members.
        members=frozenset(fields) - taken,
        items=array_items(parameter.type, api),
        validator=schemas.request(parameter.schema),
    )


def _fault(parameter: Parameter, keyword: str, words: str) -> Fault:
    return Fault(place=parameter.place, path=(parameter.name,), keyword=keyword, words=words)


def _unread(texts: list[tuple[str, str]]) -> str:
    """Why nothing could be made of the texts of a parameter."""
    return "must be given once" if len(texts) > 1 else "is no JSON text"


def _number(text: str) -> int | Decimal | float | str:
    """The number; the text itself where it is beyond what is computed with."""
    try:
        return int(text) if text.lstrip("-").isdecimal() else read_fraction(text)
    except ValueError:
        return text


def _as_json(texts: list[tuple[str, str]]) -> Iterator[Json]:
    try:
        yield read_json(texts[-1][1].encode("utf-8", "surrogatepass"))
    except MalformedError:
        return


def _texts(declared: _Declared, sent: Sent) -> list[tuple[str, str]]:
    """The texts of a parameter, each under the name it was sent by; none when it was not sent."""
    parameter = declared.parameter
    match parameter.place:
        case "path":
            return _one(parameter.name, sent.path.get(parameter.name))
        case "header":
            return _one(parameter.name, sent.headers.get(parameter.name.lower()))
        case "cookie":
            return _one(parameter.name, sent.cookies.get(parameter.name))
        case "query":
            return [item for item in sent.query if _belongs(parameter, item[0], declared.members)]


def _one(name: str, text: str | None) -> list[tuple[str, str]]:
    return [] if text is None else [(name, text)]


def _belongs(parameter: Parameter, name: str, members: Collection[str]) -> bool:
    if parameter.style == "deepObject":
        return name.startswith(f"{parameter.name}[") and name.endswith("]")
    if members and parameter.explode and parameter.style == "form":
        return name in members
    # Some clients mark a repeated name by brackets; a server that reads the document would not know it.
    return name == parameter.name


def _unstyled(parameter: Parameter, text: str) -> str:
    """The text without what label and matrix put before it."""
    if parameter.style == "label":
        return text.removeprefix(".")
    return text.removeprefix(f";{parameter.name}=") if parameter.style == "matrix" else text


def _split(parameter: Parameter, text: str) -> list[str]:
    if parameter.style == "form" and parameter.explode:
        return [text]
    if parameter.style == "matrix" and parameter.explode:
        return [part.partition("=")[2] for part in text.split(";") if part]
    separator = _SEPARATORS.get(parameter.style, "," if parameter.style != "label" or not parameter.explode else ".")
    plain = _unstyled(parameter, text)
    parts = plain.split(separator) if plain else []
    return [part.strip() for part in parts] if parameter.place == "header" else parts


def _members(parameter: Parameter, texts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    if parameter.style == "deepObject":
        return [(name[len(parameter.name) + 1 : -1], text) for name, text in texts]
    if parameter.explode and parameter.place in ("query", "cookie"):
        return texts
    parts = [part for _, text in texts for part in re.split(r"[,;.]" if parameter.explode else ",", text) if part]
    if parameter.explode:
        return [(name, text) for name, _, text in (part.partition("=") for part in parts)]
    return list(zip(parts[::2], parts[1::2], strict=False))


def query_items(raw: bytes) -> tuple[tuple[str, str], ...]:
    """Names and texts of a query string; bytes that are not UTF-8 become replacement characters."""
    if not raw:
        return ()
    try:
        return tuple(parse_qsl(raw.decode("latin-1"), keep_blank_values=True))
    except ValueError:
        return ()

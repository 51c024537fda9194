"""Canaries in the secret places of a case, as far as it stays the case that it is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from fencepost.campaign.judging.canaries import LENGTH, SHORTEST, STEM, canary
from fencepost.campaign.judging.observation import Contract
from fencepost.campaign.judging.places import keyword_of, types_at
from fencepost.campaign.judging.secretplaces import Path, SecretPlace, texts_at
from fencepost.campaign.planning.changed import replaced
from fencepost.campaign.unit import Unit
from fencepost.cases.case import Case
from fencepost.cases.nominal import Nominals, UnattainableError
from fencepost.cases.parts import RequestParts
from fencepost.ir.api import Api
from fencepost.ir.http import Operation, Parameter
from fencepost.ir.pointers import steps_of
from fencepost.ir.secrecy import is_header, is_made_up
from fencepost.ir.shapes import is_nullable
from fencepost.ir.types import Enum, Field, String, Type
from fencepost.ir.values import Json, JsonText, freeze
from fencepost.rules.evaluate import allows

_LENGTHS = ("minLength", "maxLength")
_KEPT = ("text", "enum", "pattern", "format", "duplicate", "unsorted", "uniqueItems", "default")
"""Points that other texts would not stand on."""

_ENCODINGS = frozenset(("password", "byte", "base64", "base64url"))
"""Formats that a canary meets."""

_LONGEST_PREFIX = 16


class Planting:
    """Puts canaries into cases; the same seed and case give the same canaries."""

    def __init__(self, contract: Contract, seed: int) -> None:
        self._contract = contract
        self._seed = seed
        self._nominals = Nominals(contract.api)
        self._parts: dict[str, RequestParts] = {}

    def planted(self, case: Case) -> Case:
        """The case with a canary for every secret text that it sends, as far as it stays what it is.

        What the case is about keeps its point, a valid body stays valid, and a fault stays the only one. Every second
        fault is sent with the secrets too that it leaves out.
        """
        if not self._contract.secrecy.names:
            return case
        found = self._with_headers(self._with_texts(case))
        return self.laden(found) if case.kind == "fault" and _is_second(case) else found

    def laden(self, case: Case) -> Case:
        """The case with all secrets too that it leaves out, as far as it stays what it is."""
        api = self._contract.api
        operation = self._contract.operations[case.operation]
        for place in self._places(case, operation):
            if not place.is_given and not _is_about(case, place.path) and _may_be_added(place.field, api):
                case = self._with_secret(case, operation, place)
        return case

    def sown(self, unit: Unit) -> Unit:
        """The unit with canaries in every case, and with all secrets in what is valid."""
        return replace(unit, steps=tuple(replace(step, case=self._sown(step.case)) for step in unit.steps))

    def _sown(self, case: Case) -> Case:
        found = self.planted(case)
        return self.laden(found) if case.kind == "valid" else found

    def _places(self, case: Case, operation: Operation) -> tuple[SecretPlace, ...]:
        body = case.body
        # A body that is not written as we write it is about how it is written.
        if body is None or freeze(body.value) != body:
            return ()
        return self._contract.secret_places.of(body.value, operation)

    def _with_texts(self, case: Case) -> Case:
        operation = self._contract.operations[case.operation]
        places = [each for each in self._places(case, operation) if each.is_given]
        if case.body is None or not places:
            return case
        body = case.body.value
        for place in places:
            body = self._refilled(body, place, case, operation)
        return self._checked(case, body, operation)

    def _refilled(self, body: Json, place: SecretPlace, case: Case, operation: Operation) -> Json:
        number = self._contract.secrecy.number_of(place.field.wire_name)
        for path, text in texts_at(body):
            if path[: len(place.path)] != place.path or not _may_change(case, path) or _may_exist(place, path, case):
                continue
            lengths = (
                (len(text),) if steps_of(case.target) == _steps(path) and _is_length(case) else (LENGTH, len(text))
            )
            kinds = types_at(_steps(path), operation, self._contract.api)
            new = self._canary(number, f"{case.id}{_steps(path)}", text, lengths, kinds)
            body = body if new is None else replaced(body, path, new)
        return body

    def _canary(
        self, number: int, place: str, text: str, lengths: tuple[int, ...], kinds: tuple[Type, ...]
    ) -> str | None:
        """The first canary that every type allows that allowed the text, and that has its form; None where none has."""
        api = self._contract.api
        asked = [kind for kind in kinds if allows(kind, text, api)]
        if any(isinstance(kind, Enum) or _has_form(kind) for kind in asked):
            return None
        tried = (
            head + body
            for length in lengths
            for head in (text[:count] for count in range(min(len(text), _LONGEST_PREFIX) + 1))
            if length - len(head) >= SHORTEST
            for plain in (canary(number, f"{self._seed}/{place}", length - len(head)),)
            for body in (plain, plain.upper())
        )
        return next((each for each in tried if all(allows(kind, each, api) for kind in asked)), None)

    def _with_secret(self, case: Case, operation: Operation, place: SecretPlace) -> Case:
        if case.body is None:
            return case
        for value in self._values(place):
            body = replaced(case.body.value, place.path, value)
            filled = self._refilled(body, place, case, operation)
            if STEM in freeze(filled).text.lower():
                found = self._checked(case, filled, operation)
                if found is not case:
                    return found
        return case

    def _values(self, place: SecretPlace) -> Iterator[Json]:
        """Values for a field that is not there, to be filled: its plainest one, else a text, alone or in a map."""
        kind, api = place.field.type, self._nominals.api
        with suppress(UnattainableError):
            yield self._nominals.value(kind, place.field.annotations)
        plain: tuple[Json, ...] = ("text", {"TEXT": "text"}, ["text"])
        yield from (value for value in plain if allows(kind, value, api))

    def _checked(self, case: Case, body: Json, operation: Operation) -> Case:
        """The case with another body; as it was where it would no longer be what it is."""
        if case.body is None or body == case.body.value:
            return case
        wanted = operation if operation.body is None else self._nominals.api.operation(operation.id) or operation
        content = None if wanted.body is None else wanted.body.json
        if case.kind == "fault" and case.target.startswith("/body"):
            fits = case.certificate is not None and self._parts_of(wanted).certificate("body", body) == case.certificate
        else:
            fits = content is not None and self._nominals.accepts(content.type, body)
        return replace(case, body=freeze(body)) if fits else case

    def _parts_of(self, operation: Operation) -> RequestParts:
        return self._parts.setdefault(operation.id, RequestParts(operation, self._nominals))

    def _with_headers(self, case: Case) -> Case:
        operation = self._contract.operations[case.operation]
        headers = tuple((name, self._header(name, value, case, operation)) for name, value in case.headers)
        return case if headers == case.headers else replace(case, headers=headers)

    def _header(self, name: str, value: JsonText, case: Case, operation: Operation) -> JsonText:
        found = (item for item in operation.parameters if is_header(item) and item.name.lower() == name.lower())
        parameter, text = next(found, None), value.value
        if parameter is None or not isinstance(text, str) or steps_of(case.target)[1:2] == (name,):
            return value
        if self._is_credential(parameter) or not self._contract.secrecy.is_secret(parameter, (), operation):
            return value
        kinds = types_at(("headers", parameter.name), operation, self._contract.api)
        number = self._contract.secrecy.number_of(parameter.name)
        new = self._canary(number, f"{case.id}/headers/{name}", text, (LENGTH, len(text)), kinds)
        return value if new is None else freeze(new)

    def _is_credential(self, parameter: Parameter) -> bool:
        """Whether a parameter is where a credential stands that the campaign was given."""
        schemes = {scheme.name.lower() for scheme in self._contract.api.security_schemes if scheme.name is not None}
        return parameter.name.lower() in schemes | {"authorization"}


def _is_second(case: Case) -> bool:
    """Whether a case is of those that secrets are added to: one in two, whatever cases stand beside it."""
    # What breaks a rule is known by its body: its id has the rule's name, which another spelling may not give.
    told = case.id if case.rule is None or case.body is None else case.body.text
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).digest()[0] % 2 == 0


def _steps(path: Path) -> tuple[str, ...]:
    return ("body", *map(str, path))


def _is_about(case: Case, path: Path) -> bool:
    """Whether a case is about a place, or about something inside it."""
    return steps_of(case.target)[: len(path) + 1] == _steps(path)


def _is_length(case: Case) -> bool:
    return keyword_of(case.point) in _LENGTHS


def _may_change(case: Case, path: Path) -> bool:
    """Whether a text may be another one without the case losing its point."""
    if not _is_about(case, path) and not _is_inside(case, path):
        return True
    if keyword_of(case.point) in _KEPT:
        return False
    return case.kind != "fault" or case.rule is not None or steps_of(case.target) != _steps(path) or _is_length(case)


def _is_inside(case: Case, path: Path) -> bool:
    """Whether a place is inside what a case is about; the body as a whole is about none of its fields."""
    steps = steps_of(case.target)
    return len(steps) > 1 and _steps(path)[: len(steps)] == steps


def _may_exist(place: SecretPlace, path: Path, case: Case) -> bool:
    """Whether a text may have to be one that exists: a token or a key of which the document gives examples."""
    told = place.field
    is_told = path == place.path and bool(told.annotations.examples)
    return is_told and case.kind == "valid" and not is_made_up(told.wire_name)


def _has_form(kind: Type) -> bool:
    return isinstance(kind, String) and kind.format is not None and kind.format.name not in _ENCODINGS


def _may_be_added(item: Field, api: Api) -> bool:
    """Whether a field that a case leaves out may be sent without asking.

    Not what takes a role, what the document asks about (of null alone it may ask), or what may have to exist.
    """
    told = item.annotations
    if told.examples and not is_made_up(item.wire_name):
        return False
    return told.privileged is None and (told.open_question is None or is_nullable(item.type, api))

"""Secrecy: which fields of a request hold what no answer may show.

They are the fields that are only ever written, passwords, fields whose name says secret, token, password or key, and
maps of environment values. Save for the first, a field that any documented answer of its resource repeats is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fencepost.ir.api import Api
from fencepost.ir.http import Operation, Parameter
from fencepost.ir.resources import find_resources, folded
from fencepost.ir.shapes import branches, json_types
from fencepost.ir.types import Annotations, Anything, Array, Field, Object, Ref, String, Type
from fencepost.ir.walk import reached_components, walk

_SECRETS = ("secret", "secrets", "password", "passwords", "passwd", "pwd", "passphrase", "passcode")
_TOKENS = ("token", "tokens")
_KEYS = ("key", "keys")
_ENDINGS = ("secret", "password", "passwd", "passphrase", "token", "apikey", "accesskey", "secretkey", "privatekey")
"""How a word may end that is written together: `authtoken`."""

_CONTENT = frozenset(
    """
    value values text string data plain plaintext raw base64 b64 confirm confirmation confirmed again repeat new
    old current 1 2
    """.split()
)
"""Words behind a name that do not change what it names: `password_confirmation`."""

_SHOWN_TOKENS = frozenset(
    """
    page next previous prev continuation continue cursor pagination sync request idempotency client stop special
    max min total input output prompt completion num number count csrf xsrf bad start end resume lexer added
    mask pad
    """.split()
)
_PAGING = ("page", "next", "cursor", "continuation", "sync", "csrf", "xsrf")
_SHOWN_KEYS = frozenset(
    """
    public primary foreign sort partition idempotency range hash unique natural row index cache routing object
    group order lookup dedup deduplication translation message metadata label tag map json config feature
    external parent record item event project issue publishable site column field property search filter
    business correlation shard distribution composite surrogate candidate image file bucket storage path flag
    setting attribute dictionary hot arrow state step
    """.split()
)
_ENVIRONMENT = frozenset(("env", "envs", "environ", "environment", "environments", "envvars"))
_VARIABLES = frozenset(("vars", "variables"))


class Secrecy:
    """Knows which fields of a document's requests are secret."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._roots = tuple(resource.collection.rstrip("/") for resource in find_resources(api))
        self._shown: dict[str, frozenset[str]] = {}
        self._answered: dict[str, frozenset[str]] = {}
        self._written = frozenset(item.wire_name for item, _ in _sent_fields(api) if is_write_only(item, api))
        self.names = tuple(sorted(set(_candidates(api))))
        """Every name that a secret field or header of a request may have, in order."""

    def number_of(self, name: str) -> int:
        """The place of a name among those in order, from 0.

        Raises ValueError: no secret field has that name.
        """
        return self.names.index(name)

    def name_of(self, number: int) -> str | None:
        """The name with a number; None where there is none."""
        return self.names[number] if number < len(self.names) else None

    def is_answered(self, name: str, operation: Operation) -> bool:
        """Whether an answer of an operation has a field of that name, by the document."""
        known = self._answered.get(operation.id)
        if known is None:
            known = frozenset(map(folded, _shown_names(operation, self._api)))
            self._answered[operation.id] = known
        return folded(name) in known and name not in self._written

    def is_secret(self, item: Field | Parameter, beside: tuple[str, ...], operation: Operation) -> bool:
        """Whether no answer to anybody may show what an operation is sent in a field, or in a header.

        `beside` names the fields of the same object.
        """
        name = item.wire_name if isinstance(item, Field) else item.name
        if is_read_only(item, self._api) or name in self._mapped(operation):
            return False
        if is_write_only(item, self._api):
            return True
        return is_candidate(item, beside, self._api) and folded(name) not in self._repeated(operation)

    def _mapped(self, operation: Operation) -> frozenset[str]:
        """The fields of which the document itself says that an answer repeats them."""
        return frozenset(echo.request for echo in operation.echo if echo.response is not None)

    def _repeated(self, operation: Operation) -> frozenset[str]:
        """What the answers of a resource show and what stands in its paths, by folded names."""
        root = self._root(operation.path)
        known = self._shown.get(root)
        if known is None:
            related = (each for each in self._api.operations if f"{each.path}/".startswith(f"{root}/"))
            known = frozenset(folded(name) for each in related for name in _shown_names(each, self._api))
            self._shown[root] = known
        return known

    def _root(self, path: str) -> str:
        """The collection that a path belongs to; where there is none, the path down to its first parameter."""
        found = [root for root in self._roots if f"{path}/".startswith(f"{root}/")]
        return max(found, key=len, default=path.partition("{")[0].rstrip("/"))


def is_write_only(item: Field | Parameter, api: Api) -> bool:
    """Whether a field is only ever written, by what stands on it or on the component that it is."""
    return item.annotations.write_only or any(told.write_only for told in _told_of_components(item.type, api))


def is_read_only(item: Field | Parameter, api: Api) -> bool:
    """Whether only a server writes a field, by what stands on it or on the component that it is."""
    return item.annotations.read_only or any(told.read_only for told in _told_of_components(item.type, api))


def _told_of_components(kind: Type, api: Api) -> Iterator[Annotations]:
    """What stands on a component that a type refers to, and on those that one refers to itself."""
    seen: set[str] = set()
    while isinstance(kind, Ref) and kind.name not in seen:
        seen.add(kind.name)
        component = api.component(kind.name)
        yield component.annotations
        kind = component.type


def is_candidate(item: Field | Parameter, beside: tuple[str, ...], api: Api) -> bool:
    """Whether a field looks secret, leaving aside what answers repeat."""
    if any(isinstance(each, String) and is_password(each) for each in branches(item.type, api)):
        return True
    name = item.wire_name if isinstance(item, Field) else item.name
    pair = folded(name) == "key" and any(folded(other) in ("value", "val") for other in beside)
    if says_secret(name) and not pair:
        return _holds_text(item.type, api)
    return _is_environment(words_of(name), item.type, api)


def is_password(kind: String) -> bool:
    """Whether a text is a password, by its format."""
    return kind.format is not None and kind.format.name == "password"


def says_secret(name: str) -> bool:
    """Whether a name says secret, token, password or key: `api_key` and `authToken`, not `page_token` or `keyboard`."""
    words = [word for word in words_of(name) if word.isalpha()]
    while len(words) > 1 and words[-1] in _CONTENT:
        words.pop()
    *before, last = words or [""]
    if last in _TOKENS:
        return not _SHOWN_TOKENS.intersection(before)
    if last in _KEYS:
        # Keys without a word before them are mostly names of other things.
        return not _SHOWN_KEYS.intersection(before) and (last == "key" or bool(before))
    return last in _SECRETS or (last.endswith(_ENDINGS) and not last.removesuffix("token").endswith(_PAGING))


def is_token(name: str) -> bool:
    """Whether a name is of a token that shows who one is: `access_token`, not `page_token`."""
    return words_of(name)[-1:] == ("token",) and says_secret(name)


def is_made_up(name: str) -> bool:
    """Whether a name is of what who sends it makes up, such as a password; a token or a key may have to exist."""
    return bool(set(words_of(name)) & {*_SECRETS})


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, however they are joined: `apiKey`, `API_KEY` and `X-Api-Key` alike."""
    found: list[str] = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^\W\d_A-Za-z]+", name)
    return tuple(word.lower() for word in found)


def _holds_text(kind: Type, api: Api) -> bool:
    """Whether a type is one of texts: a string, a list of strings, a map of anything."""
    return any(_is_text(each, api) or _is_map(each) for each in branches(kind, api))


def _is_text(kind: Type, api: Api) -> bool:
    if isinstance(kind, Array):
        return "string" in json_types(kind.items, api)
    return "string" in json_types(kind, api) and not isinstance(kind, Anything)


def _is_map(kind: Type) -> bool:
    return isinstance(kind, Object) and not kind.fields


def _is_environment(words: tuple[str, ...], kind: Type, api: Api) -> bool:
    """Whether a name and a type are those of a map of environment values."""
    maps = [each.additional for each in branches(kind, api) if isinstance(each, Object) and not each.fields]
    if _VARIABLES.intersection(words):
        return any(not isinstance(each, Anything) and "string" in json_types(each, api) for each in maps)
    return bool(_ENVIRONMENT.intersection(words)) and any("string" in json_types(each, api) for each in maps)


def _candidates(api: Api) -> Iterator[str]:
    for item, beside in _sent_fields(api):
        if is_write_only(item, api) or is_candidate(item, beside, api):
            yield item.wire_name
    for each in api.operations:
        yield from (item.name for item in each.parameters if is_header(item) and is_candidate(item, (), api))


def is_header(parameter: Parameter) -> bool:
    """Whether a parameter goes where requests carry credentials too; paths and queries stand in every log."""
    return parameter.place in ("header", "cookie")


def _sent_fields(api: Api) -> Iterator[tuple[Field, tuple[str, ...]]]:
    bodies = [content.type for each in api.operations if each.body is not None for content in each.body.contents]
    return _fields_in(bodies, api)


def _shown_names(operation: Operation, api: Api) -> Iterator[str]:
    answers = [content.type for response in operation.responses for content in response.contents]
    yield from (item.wire_name for item, _ in _fields_in(answers, api) if not is_write_only(item, api))
    yield from (header.name for response in operation.responses for header in response.headers)
    yield from (parameter.name for parameter in operation.parameters if parameter.place == "path")


def _fields_in(kinds: list[Type], api: Api) -> Iterator[tuple[Field, tuple[str, ...]]]:
    """Every field declared in types and in what they lead to, with the names beside it."""
    whole = [*kinds, *(component.type for component in reached_components(kinds, api))]
    for kind in (inner for each in whole for inner in walk(each)):
        if isinstance(kind, Object):
            beside = tuple(item.wire_name for item in kind.fields)
            yield from ((item, beside) for item in kind.fields)

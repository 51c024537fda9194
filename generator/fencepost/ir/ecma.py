r"""Patterns of ECMA-262 spelled out, so that an engine of another dialect reads them as they are meant.

jsonschema-rs reads `.` and `\b` as Rust does, and beside a lookaround `\d`, `\s` and `\w` as well: by Unicode. Python
warns of signs that may come to mean something in a class. Spelled out, all of them mean the same to everyone. What is
shown to people stays as it was written.
Source: ECMA-262, 22.2.2 (CharacterClassEscape, Assertion), with the `u` flag.
"""

from __future__ import annotations

import re
from functools import lru_cache

from fencepost.ir.values import Json

# In hexadecimal, which hardly anyone writes: so the way back finds nothing that was written by hand.
_LAST = "\U0010ffff"
_DIGITS, _OTHER_THAN_DIGITS = r"\x30-\x39", rf"\x00-\x2f\x3a-{_LAST}"
_WORDS = r"\x30-\x39\x41-\x5a\x5f\x61-\x7a"
_OTHER_THAN_WORDS = rf"\x00-\x2f\x3a-\x40\x5b-\x5e\x60\x7b-{_LAST}"
_SPACES = r"\x09-\x0d\x20\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_OTHER_THAN_SPACES = (
    r"\x00-\x08\x0e-\x1f\x21-\x9f\xa1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u2fff"
    rf"\u3001-\ufefe\uff00-{_LAST}"
)
_AFTER, _NOT_AFTER, _BEFORE, _NOT_BEFORE = (f"({sign}[{_WORDS}])" for sign in ("?<=", "?<!", "?=", "?!"))
_OUTSIDE = {
    r"\b": f"(?:{_AFTER}{_NOT_BEFORE}|{_NOT_AFTER}{_BEFORE})",
    r"\B": f"(?:{_AFTER}{_BEFORE}|{_NOT_AFTER}{_NOT_BEFORE})",
    ".": r"[^\x0a\x0d\u2028\u2029]",
    r"\d": f"(?:[{_DIGITS}])",
    r"\D": f"(?:[^{_DIGITS}])",
    r"\w": f"(?:[{_WORDS}])",
    r"\W": f"(?:[^{_WORDS}])",
    r"\s": f"(?:[{_SPACES}])",
    r"\S": f"(?:[^{_SPACES}])",
}
_OUTSIDE_PYTHON = {**_OUTSIDE, "$": r"\Z", r"\b": r"\b", r"\B": r"(?!\b)"}
_INSIDE = {
    r"\b": r"\u0008",
    r"\d": _DIGITS,
    r"\D": _OTHER_THAN_DIGITS,
    r"\w": _WORDS,
    r"\W": _OTHER_THAN_WORDS,
    r"\s": _SPACES,
    r"\S": _OTHER_THAN_SPACES,
    **{sign: rf"\x{ord(sign):x}" for sign in "[&|~"},
}
_TOKEN = re.compile(r"\\.|.", re.DOTALL)
_WRITTEN = {
    spelled: token
    for words in (_OUTSIDE, _INSIDE)
    for token, spelled in sorted(words.items(), key=lambda item: -len(item[1]))
}
_SPELLED = re.compile("|".join(map(re.escape, _WRITTEN)))
_MAPS = frozenset(("$defs", "definitions", "dependentSchemas", "properties", "schemas"))
_PAYLOADS = frozenset(("const", "default", "enum", "example", "examples"))


@lru_cache(maxsize=4096)
def spelled_out(source: str) -> str:
    """The pattern in words that every engine reads alike."""
    return _spelled(source, _OUTSIDE)


@lru_cache(maxsize=4096)
def spelled_for_python(source: str) -> str:
    """As `spelled_out`, for Python's own engine and what draws by it: both know ends and words, of ASCII alone."""
    return _spelled(source, _OUTSIDE_PYTHON)


def _spelled(source: str, outside: dict[str, str]) -> str:
    parts: list[str] = []
    inside = False
    for token in _TOKEN.findall(source):
        parts.append((_INSIDE if inside else outside).get(token, token))
        inside = token == "[" or (inside and token != "]")
    return "".join(parts)


def as_written(text: str) -> str:
    """A text in which patterns that were spelled out stand as they were before."""
    return _SPELLED.sub(lambda found: _WRITTEN[found[0]], text)


def with_spelled_patterns(schema: Json) -> Json:
    """A schema, or a document of schemas, with every pattern spelled out."""
    match schema:
        case list():
            return [with_spelled_patterns(item) for item in schema]
        case dict():
            return {key: _spelled_member(key, value) for key, value in schema.items()}
        case _:
            return schema


def _spelled_member(key: str, value: Json) -> Json:
    match value:
        case str() if key == "pattern":
            return spelled_out(value)
        case dict() if key == "patternProperties":
            return {spelled_out(name): with_spelled_patterns(member) for name, member in value.items()}
        case dict() if key in _MAPS:
            return {name: with_spelled_patterns(member) for name, member in value.items()}
        case _:
            return value if key in _PAYLOADS else with_spelled_patterns(value)

r"""Regular expressions of ECMA-262, run by Python's engine.

The same text means something else to Python: `$` also matches before a last newline, `\d` and `\w` match every
script, `.` matches more line ends. The text is rewritten token by token; what Python cannot say is refused.
Source: ECMA-262, 22.2 (RegExp), with the `u` flag; JSON Schema 2020-12, 6.4.
"""

from __future__ import annotations

import re
from functools import cache

_SPACES = r"\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_OTHERS = (
    r"\x00-\x08\x0e-\x1f!-\x9f\xa1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u2fff"
    r"\u3001-\ufefe\uff00-\U0010ffff"
)
_TOKEN = re.compile(r"\\u\{[0-9a-fA-F]+\}|\\k<[^>]*>|\\.|\(\?<(?![=!])|\[\^?\]?|.", re.DOTALL)

_ANYWHERE = {r"\/": "/", r"\0": r"\x00"}
_OUTSIDE = {
    "$": r"\Z",
    ".": r"[^\n\r\u2028\u2029]",
    r"\B": r"(?!\b)",  # Of an empty text Python says neither `\b` nor `\B`.
    "(?<": "(?P<",
    "[]": "(?!)",
    "[^]": r"[\s\S]",
    r"\s": f"[{_SPACES}]",
    r"\S": f"[^{_SPACES}]",
}
_INSIDE = {r"\s": _SPACES, r"\S": _OTHERS, "[": r"\[", "&": r"\&", "~": r"\~", "|": r"\|"}


@cache
def compiled(source: str) -> re.Pattern[str]:
    """The expression, to be searched anywhere in a text.

    Raises ValueError for what has no counterpart, such as classes of Unicode properties.
    """
    try:
        return re.compile("".join(_rewritten(source)), re.ASCII)
    except re.error as error:
        raise ValueError(f"unsupported pattern {source!r}: {error}") from error


def _rewritten(source: str) -> list[str]:
    parts: list[str] = []
    inside = False
    for found in _TOKEN.findall(source):
        # A bracket in a class opens no other class: what follows it is read by itself.
        for token in found if inside and found[0] == "[" else (found,):
            parts.append(_rewritten_token(token, (_INSIDE if inside else _OUTSIDE)))
            inside = token in ("[", "[^") or (inside and token != "]")
    return parts


def _rewritten_token(token: str, words: dict[str, str]) -> str:
    if token[:2] in (r"\p", r"\P", r"\A", r"\Z"):
        raise ValueError(f"unsupported pattern: {token} has no counterpart")
    if token.startswith(r"\u{"):
        return re.escape(chr(int(token[3:-1], 16)))
    if token.startswith(r"\k<"):
        return f"(?P={token[3:-1]})"
    return words.get(token) or _ANYWHERE.get(token, token)

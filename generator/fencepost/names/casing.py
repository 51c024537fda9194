"""Text to words of ASCII letters and digits, and words to the cases of Python.

Any text has words or none at all; the same text has the same words in every Python, because letters outside ASCII are
looked up in the one Unicode table that never changes.
"""

from __future__ import annotations

import re
from unicodedata import ucd_3_2_0 as unicode

MAX_LENGTH = 80
"""Characters of a name before a number is put to it; a longer one is cut between two words where it can be."""

_BREAK = re.compile(
    r"(?<=[a-z])(?=[A-Z])"  # memory|GB
    r"|(?<=[0-9])(?=[A-Z][a-z])"  # v2|Name, but not 80GB
    r"|(?<=[A-Z])(?=[A-Z](?!s(?![a-z]))[a-z])"  # HTTP|Server, but not ID|s
)
_SEPARATOR = re.compile(r"[^A-Za-z0-9]+")
_SIGN = re.compile(r"(?:^|(?<=\s))([-+])(?=[0-9A-Za-z])")
_SIGNS = {"-": "minus", "+": "plus"}
_SHARP_S = str.maketrans({"ß": "ss", "ẞ": "SS"})


def words(text: str) -> tuple[str, ...]:
    """The words of a text in its own letter case; none where it has no letter or digit.

    `heightCM` is height CM, `HTTPServer` is HTTP Server, `userIDs` is user IDs, `-1` is minus 1.
    """
    latin = text if text.isascii() else "".join(map(_latin, unicode.normalize("NFKD", text.translate(_SHARP_S))))
    signed = _SIGN.sub(lambda match: f" {_SIGNS[match[1]]} ", latin)
    parts = (part for word in _SEPARATOR.split(signed) for part in _BREAK.split(word))
    return _cut(tuple(part for part in parts if part)) or _spelled(text)


def _cut(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The words that fit, at least one."""
    length = 0
    kept: list[str] = []
    for part in parts:
        length += len(part) + 1
        if length > MAX_LENGTH and kept:
            break
        kept.append(part[:MAX_LENGTH])
    return tuple(kept)


def _latin(character: str) -> str:
    """A character in ASCII: itself, the letter its Unicode name says it is, else its number as a word of its own."""
    if character.isascii():
        return character
    kind = unicode.category(character)
    if kind.startswith("M") or kind == "Cf":
        return ""  # Marks and invisible characters change how a word looks, not which word it is.
    if kind == "Cc" or kind[0] in "PZ":
        return " "
    before, letter, name = unicode.name(character, "").partition(" LETTER ")
    if not letter:
        return f" u{ord(character):x} "
    last = name.partition(" WITH ")[0].split()[-1]
    return last.capitalize() if before.endswith("CAPITAL") else last.lower()


_SYMBOLS = {
    " ": "space",
    "!": "bang",
    '"': "quote",
    "#": "hash",
    "$": "dollar",
    "%": "percent",
    "&": "and",
    "'": "apostrophe",
    "(": "open",
    ")": "close",
    "*": "star",
    "+": "plus",
    ",": "comma",
    "-": "minus",
    ".": "dot",
    "/": "slash",
    ":": "colon",
    ";": "semicolon",
    "<": "less",
    "=": "equal",
    ">": "greater",
    "?": "question",
    "@": "at",
    "[": "bracket",
    "\\": "backslash",
    "]": "bracket",
    "^": "caret",
    "_": "underscore",
    "`": "backtick",
    "{": "brace",
    "|": "or",
    "}": "brace",
    "~": "tilde",
}


def _spelled(text: str) -> tuple[str, ...]:
    """The symbols of a text that has nothing else, by name."""
    return _cut(tuple(_SYMBOLS[character] for character in text[:MAX_LENGTH] if character in _SYMBOLS))


def snake(text: str) -> str:
    """`createThing` as `create_thing`; empty for a text without words."""
    return "_".join(words(text)).lower()


def upper(text: str) -> str:
    """`createThing` as `CREATE_THING`; a text that separates its words itself keeps them: `A80Ti_12GB` has A80TI."""
    separated = text.isascii() and _SEPARATOR.search(text.strip()) is not None
    return snake(text.upper() if separated else text).upper()


def pascal(text: str) -> str:
    """`create_thing` as `CreateThing`; capitals stay, so that `URLType` is itself."""
    return "".join(word[:1].upper() + word[1:] for word in words(text))

"""Texts to docstrings and comments that say them and do nothing else.

What cannot be seen is written as a visible escape, at run time too: a docstring printed by `help` must not act on a
terminal any more than its source acts on an editor.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata

from fencepost.diagnostics import visible
from fencepost.emit.python.code import Code

WIDTH = 100
"""Columns of a line of generated code."""

_PROMPT = re.compile(r"^(\s*)>>>")
_QUOTES = re.compile(r'^"|"{2,}|"$')
_MARK = re.compile(r"\s*(?:[-*+]\s+|[0-9]+[.)]\s+|>\s*)?")
_CODING = re.compile(r"coding(?=[:=])")


def docstring(text: str, column: int = 0) -> Code:
    """The text as a docstring in double quotes; lines after the first are indented to `column`.

    Paragraphs and lists keep their lines, longer ones are wrapped. Examples that doctest would run are defused.
    """
    lines = [_escaped(line) for line in _lines(text, WIDTH - column)]
    if len(lines) == 1 and column + len(lines[0]) + len('""""""') <= WIDTH:
        return Code(f'"""{lines[0]}"""')
    pad = " " * column
    rest = (f"{pad}{line}".rstrip() for line in lines[1:])
    return Code("\n".join([f'"""{lines[0]}', *rest, f'{pad}"""']))


def _lines(text: str, width: int) -> list[str]:
    """The lines of the docstring, without blank ones at either end or two in a row; at least one."""
    lines: list[str] = []
    for line in text.expandtabs(4).splitlines():
        shown = visible("".join(map(_plain_space, line))).rstrip()
        if shown or (lines and lines[-1]):
            lines += _wrapped(shown, width) or [""]
    while lines and not lines[-1]:
        lines.pop()
    return [_PROMPT.sub(r"\1> > >", line) for line in lines] or [""]


def _plain_space(character: str) -> str:
    return " " if unicodedata.category(character) == "Zs" else character


def _wrapped(line: str, width: int) -> list[str]:
    """The line in pieces that fit, the later ones indented as the text of the first is."""
    mark = _MARK.match(line)
    hanging = " " * min(len(mark[0]) if mark else 0, width // 2)
    return textwrap.wrap(line, width - 3, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False)


def _escaped(line: str) -> str:
    doubled = line.replace("\\", "\\\\")
    return _QUOTES.sub(lambda match: '\\"' * len(match[0]), doubled)


def comment(text: str) -> Code:
    """The text as one line of comment; it can name no encoding, even at the top of a file."""
    shown = visible(" ".join(text.split()))
    return Code(f"# {_CODING.sub('coding ', shown)}".rstrip())

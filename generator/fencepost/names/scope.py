"""A namespace of generated code: what is asked for first keeps its name, later ones give way.

A name depends only on what was asked for before it, so that names stay when a document grows at its end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from fencepost.names.casing import pascal, snake, upper
from fencepost.names.identifiers import KEYWORDS, Identifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How the names of one kind are written."""

    case: Callable[[str], str]
    stem: str
    """What stands for a text without words, and before a name that cannot begin a Python name."""

    joint: str
    """What stands between a name and the number that tells it from an equal one."""

    escape: str
    """What is put to a name that is taken by Python or by us."""

    prefixes: tuple[str, ...] = ()
    """Beginnings that no name may have."""

    def named(self, text: str) -> str:
        """The text in this style, which begins as a Python name does; it may be a reserved word."""
        name = self.case(text)
        if not name:
            return self.stem
        if name[0].isdecimal() or name.startswith(self.prefixes):
            return f"{self.stem}{self.joint}{name}" if name[0].isdecimal() else f"{self.stem}_{name}"
        return name


CLASS = Style(case=pascal, stem="Schema", joint="", escape="Model")
FIELD = Style(case=snake, stem="field", joint="_", escape="_", prefixes=("model_dump", "model_validate"))
MEMBER = Style(case=upper, stem="VALUE", joint="_", escape="_")
ARGUMENT = Style(case=snake, stem="argument", joint="_", escape="_", prefixes=FIELD.prefixes)
CONSTANT = Style(case=upper, stem="NAME", joint="_", escape="_")
METHOD = Style(case=snake, stem="call", joint="_", escape="_")
RESOURCE = Style(case=snake, stem="resource", joint="_", escape="_")
# A function called test_… would be run as a test by pytest wherever it is imported.
STEM = Style(case=snake, stem="call", joint="_", escape="_", prefixes=("test_",))
RULE = Style(case=snake, stem="rule", joint="_", escape="_rule", prefixes=("test_",))


@dataclass(slots=True)
class Scope:
    """The names given so far in one namespace."""

    style: Style
    reserved: frozenset[str] = frozenset()
    taken: set[str] = field(default_factory=set)
    numbers: dict[str, int] = field(default_factory=dict)
    """The last number put to each name, so that a thousand equal ones are not a million trials."""

    def name(self, *texts: str) -> Identifier:
        """The first of the texts whose name is free, else the first with a number; taken from now on."""
        names = [self._allowed(text) for text in texts]
        free = next((name for name in names if name not in self.taken), None)
        chosen = free or self._numbered(names[0])
        self.taken.add(chosen)
        return Identifier(chosen)

    def _allowed(self, text: str) -> str:
        name = self.style.named(text)
        while name in KEYWORDS or name in self.reserved:
            name += self.style.escape
        return name

    def _numbered(self, name: str) -> str:
        number = self.numbers.get(name, 1) + 1
        while (numbered := f"{name}{self.style.joint}{number}") in self.taken or numbered in self.reserved:
            number += 1
        self.numbers[name] = number
        return numbered

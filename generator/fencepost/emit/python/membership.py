"""Whether a value is in one part of what it may be, as a Python condition: `body.size >= 1`, `body.kind is not None`.

A value may be any of a whole set, which is cut into a part that is asked for and a rest. The condition need not tell
more than the two apart, so a bound that both share is not repeated.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias

from fencepost.emit.python.boolean import Condition, every, opposite, some
from fencepost.emit.python.code import code
from fencepost.emit.python.comparison import Read, Test, set_test
from fencepost.ir.types import Anything, Enum, Ref, Type, Union
from fencepost.ir.values import json_type
from fencepost.rules.complement import every_domain
from fencepost.rules.domains import Domains

Shape: TypeAlias = dict[str, list[Type]]
"""The parts of a set by JSON type."""


def membership(part: Type, rest: Type, read: Read, domains: Domains) -> Test | None:
    """The test that holds for the part and not for the rest; None where no short condition is that test."""
    inside, outside = _shape(part, domains), _shape(rest, domains)
    if not outside:
        return Test(condition=None)
    shared = (inside.keys() & outside.keys()) - {"null"}
    others = (inside.keys() | outside.keys()) - shared - {"null"}
    if not shared:
        return _null_test(inside, outside, read)
    if len(shared) > 1 or others:
        return None
    (name,) = shared
    plain = _values_test(inside[name], outside[name], read)
    return None if plain is None else _beside_null(plain, inside, outside, read)


def _shape(kind: Type, domains: Domains) -> Shape:
    """What of each JSON type a set holds; parts that are certainly empty left out."""
    found: Shape = {}
    for node in _nodes(kind, domains):
        if not domains.is_empty(node):
            for name in domains.json_types(node):
                found.setdefault(name, []).append(_of_type(node, name))
    return found


def _nodes(kind: Type, domains: Domains) -> list[Type]:
    match kind:
        case Union(exclusive=False, variants=variants):
            return [node for variant in variants for node in _nodes(variant, domains)]
        case Ref():
            return _nodes(domains.resolve(kind), domains)
        case Anything(location=place):
            return list(every_domain(place))
        case _:
            return [kind]


def _of_type(node: Type, name: str) -> Type:
    """The part of an enumeration of one JSON type; of anything else all."""
    if not isinstance(node, Enum):
        return node
    return replace(node, values=tuple(item for item in node.values if json_type(item.value.value) == name))


def _null_test(inside: Shape, outside: Shape, read: Read) -> Test | None:
    """Null against everything else; other JSON types are not told apart."""
    is_none = _is_none(read)
    if inside.keys() == {"null"}:
        return Test(condition=is_none)
    return Test(condition=opposite(is_none), refuses_none=True) if outside.keys() == {"null"} else None


def _is_none(read: Read) -> Condition:
    text, denial = code("{text} is None", text=read.text), code("{text} is not None", text=read.text)
    return Condition(text=text, denial=denial)


def _beside_null(test: Test, inside: Shape, outside: Shape, read: Read) -> Test:
    """The test of values that are not null, where null may be among the part or the rest."""
    assert test.condition is not None
    if "null" in inside:
        return Test(condition=some((_is_none(read), test.condition)))
    if test.refuses_none or not (read.reads_none or "null" in outside):
        return test
    return Test(condition=every((opposite(_is_none(read)), test.condition)), refuses_none=True)


def _values_test(inside: list[Type], outside: list[Type], read: Read) -> Test | None:
    """The test between two sets of one JSON type: of the one, else the opposite of that of the other."""
    test, denial = set_test(inside, outside, read), set_test(outside, inside, read)
    longer = _count(inside) > _count(outside)
    if test is None or (denial is not None and longer):
        return None if denial is None or denial.condition is None else Test(condition=opposite(denial.condition))
    return test


def _count(nodes: list[Type]) -> int:
    """How many values are listed."""
    return sum(len(node.values) for node in nodes if isinstance(node, Enum))

"""Whether a value that has the right JSON type already is of one set, as a single comparison."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf

from fencepost.emit.python.boolean import Condition, opposite
from fencepost.emit.python.code import Code, code
from fencepost.emit.python.literal import literal
from fencepost.ir.types import Array, Bound, Enum, EnumValue, Number, Object, String, Type
from fencepost.ir.values import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """How the value is read in Python."""

    text: Code
    """`body.size`."""

    reads_none: bool
    """Whether it may be None, if only because the field is absent."""

    is_text: bool
    """Whether strings are read as strings: date-times are not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """A condition on a value; None for one that always holds."""

    condition: Condition | None
    refuses_none: bool = False
    """Whether it can be asked of None, and is false of it."""


def set_test(nodes: list[Type], others: list[Type], read: Read) -> Test | None:
    """The test that tells the set from the others, all of one JSON type; None where one comparison does not."""
    if len(nodes) != 1:
        return None
    match nodes[0]:
        case Enum(values=values):
            return _listed(values, read)
        case Number() as number:
            return _ranged(number, [*nodes, *others], read)
        case (String() | Array() | Object()) as sized:
            return _counted(sized, [*nodes, *others], read)
        case _:
            return None


def _listed(values: tuple[EnumValue, ...], read: Read) -> Test | None:
    plain = tuple(item.value.value for item in values)
    if len(plain) == 1 and isinstance(plain[0], bool):
        return _flagged(read, values[0])
    if not all(_is_plain(value, read) for value in plain):
        return None
    text = read.text
    if len(plain) == 1:
        return Test(condition=_equal(text, literal(plain[0])), refuses_none=True)
    shown = literal(plain)
    said, denied = (
        code("{text} in {shown}", text=text, shown=shown),
        code("{text} not in {shown}", text=text, shown=shown),
    )
    return Test(condition=Condition(text=said, denial=denied), refuses_none=True)


def _is_plain(value: Json, read: Read) -> bool:
    return isinstance(value, int | float) or (isinstance(value, str) and read.is_text)


def _flagged(read: Read, value: EnumValue) -> Test:
    """True or false: by itself, or where it may be None by identity."""
    flag = literal(value.value)
    if read.reads_none:
        said, denied = code("{a} is {b}", a=read.text, b=flag), code("{a} is not {b}", a=read.text, b=flag)
        return Test(condition=Condition(text=said, denial=denied), refuses_none=True)
    yes = Condition(text=read.text, denial=code("not {text}", text=read.text))
    return Test(condition=yes if value.value.value else opposite(yes))


def _ranged(number: Number, all_nodes: list[Type], read: Read) -> Test | None:
    """The test of an interval; an end that the whole set has, too, is not asked for."""
    numbers = [node for node in all_nodes if isinstance(node, Number)]
    grids = {(node.integer, node.multiple_of) for node in numbers}
    if len(numbers) < len(all_nodes) or len(grids) > 1:
        return None
    low = None if all(_starts_inside(node, number) for node in numbers) else number.minimum
    high = None if all(_ends_inside(node, number) for node in numbers) else number.maximum
    return _between(read.text, low, high)


def _starts_inside(node: Number, number: Number) -> bool:
    """Whether an interval starts no lower than another."""
    one, other = node.minimum, number.minimum
    if one is None or other is None:
        return other is None
    return one.value > other.value or (one.value == other.value and (one.exclusive or not other.exclusive))


def _ends_inside(node: Number, number: Number) -> bool:
    """Whether an interval ends no higher than another."""
    one, other = node.maximum, number.maximum
    if one is None or other is None:
        return other is None
    return one.value < other.value or (one.value == other.value and (one.exclusive or not other.exclusive))


def _counted(sized: String | Array | Object, all_nodes: list[Type], read: Read) -> Test | None:
    """The test of a length or count, where the nodes differ in nothing else."""
    is_class = isinstance(sized, Object) and bool(sized.fields or sized.rules)
    if is_class or (isinstance(sized, String) and not read.is_text):
        return None
    if any(_unsized(node) != _unsized(sized) for node in all_nodes):
        return None
    spans = [_span(node) for node in all_nodes]
    low, high = _span(sized)
    asks_low, asks_high = any(start < low for start, _ in spans), any(end > high for _, end in spans)
    bounds = (
        Bound(value=int(end), location=sized.location) if asked else None
        for end, asked in ((low, asks_low), (high, asks_high))
    )
    return _between(code("len({text})", text=read.text), *bounds)


def _unsized(node: Type) -> Type:
    match node:
        case String():
            return replace(node, min_length=None, max_length=None)
        case Array():
            return replace(node, min_items=None, max_items=None)
        case Object():
            return replace(node, min_properties=None, max_properties=None)
        case _:
            return node


def _span(node: Type) -> tuple[float, float]:
    """The least and the greatest length or count."""
    match node:
        case String(min_length=low, max_length=high) | Array(min_items=low, max_items=high):
            pass
        case Object(min_properties=low, max_properties=high):
            pass
        case _:
            low = high = None
    return (low.value if low else 0), (high.value if high else inf)


def _between(text: Code, low: Bound | None, high: Bound | None) -> Test | None:
    """`1 <= body.size <= 8`; None without an end."""
    match low, high:
        case Bound(), Bound() if low.value == high.value:
            return Test(condition=_equal(text, literal(low.value)))
        case Bound(), Bound():
            first = code("{low} < " if low.exclusive else "{low} <= ", low=literal(low.value))
            last = code(" < {high}" if high.exclusive else " <= {high}", high=literal(high.value))
            return Test(condition=Condition(text=code("{a}{b}{c}", a=first, b=text, c=last), joint="chain"))
        case Bound(), None:
            above, below = (Code(">"), Code("<=")) if low.exclusive else (Code(">="), Code("<"))
            return Test(condition=_compared(text, above, below, low))
        case None, Bound():
            below, above = (Code("<"), Code(">=")) if high.exclusive else (Code("<="), Code(">"))
            return Test(condition=_compared(text, below, above, high))
        case _:
            return None


def _compared(text: Code, operator: Code, other: Code, bound: Bound) -> Condition:
    """`body.size >= 1`, which is not `body.size < 1`."""
    said, denied = (
        code("{text} {operator} {value}", text=text, operator=each, value=literal(bound.value))
        for each in (operator, other)
    )
    return Condition(text=said, denial=denied)


def _equal(text: Code, value: Code) -> Condition:
    said, denied = code("{text} == {value}", text=text, value=value), code("{text} != {value}", text=text, value=value)
    return Condition(text=said, denial=denied)

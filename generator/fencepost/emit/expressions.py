"""Types to expressions over the words of `drawing`: what a field may be, as a person would write it down."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import assert_never

from fencepost.cases.nominal import Nominals, UnattainableError
from fencepost.cases.texts import FORMATS, different_texts, simplest_text, text_points
from fencepost.emit.python.code import Code, code, joined
from fencepost.emit.python.literal import literal
from fencepost.ir.types import (
    Anything,
    Array,
    Boolean,
    Bound,
    Enum,
    Intersection,
    Limit,
    Nothing,
    Null,
    Number,
    Object,
    Ref,
    Residual,
    String,
    Type,
    Union,
)
from fencepost.ir.values import Json, JsonText
from fencepost.rules.evaluate import allows
from fencepost.rules.grid import grid, next_multiple
from fencepost.runtime.ecma import compiled

NOTHING = Code("nothing")
FEW = 4


class Untold:
    """Stands where the document gives no value to begin with."""


UNTOLD = Untold()


class Expressions:
    """Prints the types of one document; records and references are printed by whoever asks."""

    def __init__(
        self,
        nominals: Nominals,
        reference: Callable[[str], Code],
        record: Callable[[Object], Code],
        known: Callable[[Type], Code | None],
        judge: Callable[[JsonText], Code],
    ) -> None:
        self.nominals = nominals
        self.domains = nominals.domains
        self._reference = reference
        self._record = record
        self._known = known
        self._judge = judge

    def expression(self, kind: Type, told: Json | Untold = UNTOLD) -> Code:
        """The set of values of a type; `told` is the value of the document to begin with, which the type allows."""
        named = self._known(kind)
        return self.inline(kind, told) if named is None else self._preferring(named, told)

    def inline(self, kind: Type, told: Json | Untold = UNTOLD) -> Code:
        """The set of values of a type, printed in full though a component may be the same."""
        match kind:
            case Anything():
                return code("anything()")
            case Nothing():
                return NOTHING
            case Null():
                return code("values(None)")
            case Boolean():
                return code("values(True, False)") if told is True else code("values(False, True)")
            case Number():
                return _number(kind, told)
            case String():
                return self._string(kind, told)
            case Enum():
                return self._enum(kind, told)
            case Array() | Object() | Ref() | Union() | Intersection() | Residual():
                return self._compound(kind, told)
            case _:
                assert_never(kind)

    def _compound(self, kind: Array | Object | Ref | Union | Intersection | Residual, told: Json | Untold) -> Code:
        match kind:
            case Array():
                return self._array(kind)
            case Object():
                return self._object(kind)
            case Ref(name=name):
                return self._preferring(self._reference(name), told)
            case Union():
                return self._union(kind, told)
            case Intersection(parts=parts):
                return self.expression(self.domains.all_of(parts, kind.location), told)
            case Residual():
                return self._residual(kind)
            case _:
                assert_never(kind)

    def _preferring(self, found: Code, told: Json | Untold) -> Code:
        """A set whose simplest value is the one told; what is no scalar is left as it is."""
        if isinstance(told, Untold | list | dict):
            return found
        return code("preferring({value}, {found})", value=literal(told), found=found)

    def _enum(self, kind: Enum, told: Json | Untold) -> Code:
        first = self.nominals.value(kind) if isinstance(told, Untold) else told
        options = [item.value.exact for item in kind.values]
        ordered = sorted(options, key=lambda option: option != first)
        return code("values({options})", options=joined(", ", tuple(map(literal, ordered))))

    def _string(self, kind: String, told: Json | Untold) -> Code:
        simplest = told if isinstance(told, str) else None
        limits = (*_limit("low", kind.min_length), *_limit("high", kind.max_length))
        if kind.pattern is not None:
            return self._matching(kind, simplest)
        chosen = () if simplest is None else (code("simplest={value}", value=literal(simplest)),)
        if kind.format is not None and kind.format.name in FORMATS:
            name = literal(kind.format.name)
            return _call(Code("formatted"), name, *limits, *chosen)
        return _call(Code("texts"), *_positional(kind.min_length, kind.max_length), *chosen)

    def _matching(self, kind: String, told: str | None, more: tuple[str, ...] = ()) -> Code:
        """The texts of a pattern; of one that Python cannot read only those that were found here."""
        assert kind.pattern is not None
        examples = tuple(map(literal, dict.fromkeys((*self._examples(kind, told), *more))))
        limits = (*_limit("low", kind.min_length), *_limit("high", kind.max_length))
        if not examples:
            return NOTHING
        try:
            pattern = literal(compiled(kind.pattern.source).pattern)
        except ValueError:
            return _call(Code("samples"), *examples, *limits)
        known = kind.format is not None and kind.format.name in FORMATS
        return _call(Code("matching"), pattern, *examples, *limits, *((Code("invented=False"),) if known else ()))

    def _examples(self, kind: String, told: str | None) -> Iterator[str]:
        """The text told, the simplest one, and some at the ends of the lengths."""
        if told is not None:
            yield told
        simplest = simplest_text(kind)
        if simplest is not None:
            yield simplest
        for point in text_points(kind):
            if isinstance(point.value, str) and self.nominals.accepts(kind, point.value):
                yield point.value

    def _array(self, kind: Array) -> Code:
        head = tuple(self.expression(item) for item in kind.prefix)
        front = code("head=({items},)", items=joined(", ", head)) if head else None
        return _call(
            Code("lists"),
            self.expression(kind.items),
            *_positional(kind.min_items, kind.max_items),
            *((Code("unique=True"),) if kind.unique else ()),
            *(() if front is None else (front,)),
        )

    def _object(self, kind: Object) -> Code:
        if kind.fields or kind.rules:
            return code("{record}.values", record=self._record(kind))
        if kind.patterns:
            return self._patterned(kind)
        names = () if kind.names is None else (self._names(kind.names, _most(kind)),)
        sizes = _positional(kind.min_properties, kind.max_properties)
        return _call(Code("maps"), self.expression(kind.additional), *sizes, *names)

    def _names(self, kind: Type, most: int) -> Code:
        """The names of members, which are strings whatever else their schema allows; `most` of them are shown."""
        texts = self.domains.intersect(kind, String(location=kind.location))
        if isinstance(texts, String) and texts.pattern is not None:
            return code("names={names}", names=self._matching(texts, None, tuple(different_texts(texts, most))))
        return code("names={names}", names=self.expression(texts))

    def _patterned(self, kind: Object) -> Code:
        """Members whose names match the only pattern; of several patterns, members of each with names found here."""
        first, sizes = kind.patterns[0], _positional(kind.min_properties, kind.max_properties)
        if len(kind.patterns) == 1 and kind.names is None:
            named = self._names(String(pattern=first.pattern, location=first.pattern.location), _most(kind))
            return _call(Code("maps"), self.expression(first.type), *sizes, named)
        groups = [(item.type, self.nominals.names_matching(kind, item, _most(kind))) for item in kind.patterns]
        if not isinstance(kind.additional, Nothing):
            groups.append((kind.additional, self.nominals.member_names(kind, _most(kind))))
        chosen = ((member, _call(Code("values"), *map(literal, names))) for member, names in groups if names)
        maps = tuple(
            _call(Code("maps"), self.expression(member), *sizes, code("names={names}", names=names))
            for member, names in chosen
        )
        return code("either({maps})", maps=joined(", ", maps)) if maps else _call(Code("maps"), NOTHING, *sizes)

    def _union(self, kind: Union, told: Json | Untold) -> Code:
        """The variants, the one of the told value first; null comes last where nothing is told."""
        if isinstance(told, Untold):
            ordered = sorted(kind.variants, key=lambda variant: isinstance(variant, Null))
        else:
            ordered = sorted(kind.variants, key=lambda variant: not allows(variant, told, self.nominals.api))
        rest = tuple(self.expression(variant) for variant in ordered[1:])
        parts = joined(", ", (self.expression(ordered[0], told), *rest))
        if not kind.exclusive:
            return code("either({parts})", parts=parts)
        try:
            simplest = literal(self.nominals.value(kind))
        except UnattainableError:
            return NOTHING
        return code("exactly_one({parts}, simplest={simplest})", parts=parts, simplest=simplest)

    def _residual(self, kind: Residual) -> Code:
        try:
            simplest = literal(self.nominals.value(kind))
        except UnattainableError:
            return NOTHING
        inner = self.expression(kind.type)
        if kind.excluded is not None:
            excluded = self.expression(kind.excluded)
            return code("without({inner}, {excluded}, {simplest})", inner=inner, excluded=excluded, simplest=simplest)
        test = self._judge(kind.schema)
        return code("checked({inner}, {test}, {simplest})", inner=inner, test=test, simplest=simplest)


def _call(word: Code, *arguments: Code) -> Code:
    return code("{word}({arguments})", word=word, arguments=joined(", ", arguments))


def _most(kind: Object) -> int:
    """How many names it takes to fill a map to its limits, and at least a few."""
    limits = (kind.min_properties, kind.max_properties)
    return max(FEW, *(limit.value for limit in limits if limit is not None), 1)


def _limit(name: str, limit: Limit | None) -> tuple[Code, ...]:
    if limit is None:
        return ()
    return (code("low={value}", value=limit.value) if name == "low" else code("high={value}", value=limit.value),)


def _positional(low: Limit | None, high: Limit | None) -> tuple[Code, ...]:
    """Least and most as arguments by position, as few as it takes."""
    if high is not None:
        return (literal(0 if low is None else low.value), literal(high.value))
    return () if low is None else (literal(low.value),)


def _number(kind: Number, told: Json | Untold) -> Code:
    chosen = () if isinstance(told, Untold) else (code("simplest={value}", value=literal(told)),)
    step = grid(kind)
    if step is None:
        return _call(Code("numbers"), *_ends(kind.minimum, kind.maximum), *_excluded(kind), *chosen)
    low, high = _grid_ends(kind, step)
    ends = _values_of(low, high)
    if low is not None and low == high:
        return _call(Code("values"), *ends[:1])
    if step != 1:
        return _call(Code("multiples"), literal(format(step.normalize(), "f")), *ends, *chosen)
    small = kind.format is not None and kind.format.name == "int32"
    return _call(Code("integers"), *ends, *((Code("bits=32"),) if small else ()), *chosen)


def _ends(low: Bound | None, high: Bound | None) -> tuple[Code, ...]:
    return _values_of(None if low is None else low.value, None if high is None else high.value)


def _values_of(low: int | Decimal | None, high: int | Decimal | None) -> tuple[Code, ...]:
    if high is not None:
        return (literal(None if low is None else _plain(low)), literal(_plain(high)))
    return () if low is None else (literal(_plain(low)),)


def _plain(value: int | Decimal) -> int | float:
    """The bound as a number of Python: whole ones without a fraction."""
    return int(value) if value == int(value) else float(value)


def _excluded(kind: Number) -> tuple[Code, ...]:
    low = (Code("exclude_low=True"),) if kind.minimum is not None and kind.minimum.exclusive else ()
    high = (Code("exclude_high=True"),) if kind.maximum is not None and kind.maximum.exclusive else ()
    return (*low, *high)


def _grid_ends(kind: Number, step: Decimal) -> tuple[Decimal | None, Decimal | None]:
    """The first and the last multiple inside."""
    low = high = None
    if kind.minimum is not None:
        low = next_multiple(Decimal(kind.minimum.value), step, above=kind.minimum.exclusive)
    if kind.maximum is not None:
        high = -next_multiple(-Decimal(kind.maximum.value), step, above=kind.maximum.exclusive)
    return low, high

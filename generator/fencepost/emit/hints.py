"""Types to type hints of the printed models: exact for what is sent, tolerant for what is answered."""

from __future__ import annotations

from typing import assert_never

from fencepost.diagnostics import Location
from fencepost.emit.forms import AliasForm, ChoiceForm, Forms, Rest
from fencepost.emit.judge import Judge, suits_answers
from fencepost.emit.python.code import Code, code, joined
from fencepost.emit.python.hint import Hint, choice
from fencepost.emit.python.literal import literal
from fencepost.emit.python.scalars import (
    ANYTHING,
    BOOLEAN,
    NOTHING,
    NULL,
    TEXT,
    finite_hint,
    is_moment,
    limits,
    number_hint,
    string_hint,
    tolerant_hint,
)
from fencepost.emit.tags import tags_of
from fencepost.emit.unenforced import Side, Unenforced
from fencepost.ir.references import reference_to
from fencepost.ir.shapes import is_nullable
from fencepost.ir.types import (
    Anything,
    Array,
    Boolean,
    Enum,
    Intersection,
    Nothing,
    Null,
    Number,
    Object,
    Pattern,
    Ref,
    Residual,
    String,
    Type,
    Union,
)
from fencepost.ir.values import freeze
from fencepost.names.tables import Names
from fencepost.rules.schema import schema_of
from fencepost.runtime.ecma import compiled


class Hints:
    """Prints the types of one document for one side of the wire, and remarks what a hint leaves open.

    What stands on both sides means the same on both, or would have been split; it is read as answers are.
    """

    def __init__(self, forms: Forms, names: Names, judge: Judge, side: Side) -> None:
        self._forms = forms
        self._names = names
        self._judge = judge
        self._side: Side = side
        self._tolerant = side != "requests"
        self.unenforced: list[Unenforced] = []

    def of(self, kind: Type) -> Hint:
        """The hint of a type."""
        match kind:
            case Anything():
                return ANYTHING
            case Nothing():
                return NOTHING
            case Null():
                return NULL
            case Boolean():
                return BOOLEAN
            case Number():
                return number_hint(kind)
            case String():
                return self._string(kind)
            case Array():
                return self._array(kind)
            case Object():
                return self._map(kind)
            case Enum(values=values):
                return tolerant_hint(values) if self._tolerant else finite_hint(values)
            case Union():
                return self._union(kind)
            case Ref(name=name):
                return self._reference(name)
            case Intersection(parts=parts, location=location):
                merged = self._forms.domains.all_of(parts, location)
                return self._judged(ANYTHING, kind) if isinstance(merged, Intersection) else self.of(merged)
            case Residual(type=inner, schema=schema, keywords=keywords, location=location):
                return self.rest(self.of(inner), Rest(schema=schema, keywords=keywords, location=location))
            case _:
                assert_never(kind)

    def rest(self, hint: Hint, rest: Rest) -> Hint:
        """The hint, narrowed by what a validator tells; where it cannot be asked, that is remarked."""
        test = self.test(rest)
        return hint if test is None else hint.narrowed(test)

    def test(self, rest: Rest) -> Code | None:
        """What a validator tells, as metadata; None where it cannot be asked, which is remarked."""
        if self._tolerant and not suits_answers(rest.schema):
            self._remark_rest(rest, "answers may hold new values and members, and still be right")
            return None
        return self.exact_test(rest)

    def exact_test(self, rest: Rest) -> Code | None:
        """The same, on either side asked for the very words of the document."""
        test = self._judge.meets(rest.schema)
        if test is None:
            self._remark_rest(rest, "no validator reads the schema")
        return test

    def _remark_rest(self, rest: Rest, reason: str) -> None:
        for keyword in rest.keywords:
            self.remark(keyword, rest.location, reason)

    def _judged(self, hint: Hint, kind: Type) -> Hint:
        schema = schema_of(kind)
        keywords = tuple(word for word in schema if word != "type") if isinstance(schema, dict) else ()
        return self.rest(hint, Rest(schema=freeze(schema), keywords=keywords, location=kind.location))

    def remark(self, keyword: str, location: Location, reason: str) -> None:
        """Remark a keyword that the printed types leave open."""
        self.unenforced.append(Unenforced(keyword=keyword, side=self._side, reason=reason, location=location))

    def _string(self, kind: String) -> Hint:
        hint = string_hint(kind)
        if kind.format is not None and not is_moment(kind):
            self.remark("format", kind.format.location, f"{kind.format.name} is not judged by the models")
        return hint if kind.pattern is None else self._matching(hint, kind.pattern)

    def _matching(self, hint: Hint, pattern: Pattern) -> Hint:
        if runs_in_python(pattern.source):
            return hint.narrowed(code("Pattern({source})", source=literal(pattern.source)))
        schema = freeze({"pattern": pattern.source})
        return self.rest(hint, Rest(schema=schema, keywords=("pattern",), location=pattern.location))

    def _array(self, kind: Array) -> Hint:
        if kind.prefix:
            return self._tuple(kind)
        item = self.of(kind.items)
        metadata, keywords = limits("Items", kind.min_items, kind.max_items)
        inner = item.inner_schema
        schema = None if inner is None else freeze({"type": "array", "items": inner, **keywords})
        hint = Hint(variants=(code("list[{item}]", item=item.text),), metadata=metadata, schema=schema)
        return hint.narrowed(Code("Unique()")) if kind.unique else hint

    def _tuple(self, kind: Array) -> Hint:
        """Items by position: a tuple where all of them must be there and no more may, else a list and a validator."""
        length = len(kind.prefix)
        least = kind.min_items.value if kind.min_items else 0
        most = kind.max_items.value if kind.max_items else None
        closed = most == length or isinstance(kind.items, Nothing)
        if not (closed and least == length) or kind.unique:
            metadata, _ = limits("Items", kind.min_items, kind.max_items)
            return self._judged(Hint(variants=(Code("list[JsonValue]"),), metadata=metadata), kind)
        items = joined(", ", tuple(self.of(item).text for item in kind.prefix))
        return Hint(variants=(code("tuple[{items}]", items=items),))

    def _map(self, kind: Object) -> Hint:
        """An object without a class; declared fields are then a validator's."""
        if kind.fields or kind.rules or kind.patterns:
            return self._judged(Hint(variants=(Code("dict[str, JsonValue]"),)), kind)
        key = TEXT if kind.names is None else self._key(kind.names)
        value = self.of(kind.additional)
        metadata, keywords = limits("Properties", kind.min_properties, kind.max_properties)
        plain = value.inner_schema if key is TEXT else None
        schema = None if plain is None else freeze({"type": "object", "additionalProperties": plain, **keywords})
        text = code("dict[{key}, {value}]", key=key.text, value=value.text)
        return Hint(variants=(text,), metadata=metadata, schema=schema)

    def _key(self, kind: Type) -> Hint:
        """The hint of a member's name, which is a string whatever else the type allows."""
        names = self._forms.domains.intersect(String(location=kind.location), kind)
        return self.of(names) if isinstance(names, String | Enum) else self._judged(TEXT, kind)

    def _reference(self, name: str) -> Hint:
        class_name, form = self._names.class_name(name), self._forms.form(name)
        schema = None if isinstance(form, AliasForm) else freeze({"$ref": reference_to(class_name)})
        hint = Hint(variants=(Code(class_name),), schema=schema)
        return choice((hint, TEXT)) if isinstance(form, ChoiceForm) and self._tolerant else hint

    def _union(self, kind: Union) -> Hint:
        others = tuple(variant for variant in kind.variants if not isinstance(variant, Null))
        if len(others) == len(kind.variants):
            return self._choice(kind)
        if kind.exclusive and any(is_nullable(variant, self._forms.api) for variant in others):
            return self._judged(ANYTHING, kind)
        whole = Union(
            variants=others, exclusive=kind.exclusive, discriminator=kind.discriminator, location=kind.location
        )
        return choice((self._choice(whole), NULL))

    def _choice(self, kind: Union) -> Hint:
        """A choice of values that are not null."""
        hints = tuple(self.of(variant) for variant in kind.variants)
        tags = tags_of(kind, self._forms)
        if tags is not None:
            other = (code("dict[str, JsonValue]"),) if self._tolerant else ()
            whole = Hint(variants=(*(hint.text for hint in hints), *other))
            return whole.narrowed(code("Tagged({name}, {texts})", name=literal(tags.member), texts=literal(tags.texts)))
        if not kind.exclusive or len(hints) == 1:
            return choice(hints)
        return self._exclusive(kind, hints)

    def _exclusive(self, kind: Union, hints: tuple[Hint, ...]) -> Hint:
        whole = choice(hints)
        if self._tolerant:
            self.remark("oneOf", kind.location, "answers that fit several variants are read as the one that fits best")
            return whole
        if len(whole.variants) == len(hints) and all(len(hint.arms) == 1 for hint in hints):
            return whole.narrowed(Code("ExactlyOne()"))
        return self._judged(whole, kind)


def runs_in_python(source: str) -> bool:
    """Whether the runtime of the package can run a pattern."""
    try:
        compiled(source)
    except (ValueError, OverflowError, RecursionError):
        return False
    return True

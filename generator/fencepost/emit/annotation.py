"""Types to annotations, in the words of the module they stand in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, assert_never

from fencepost.emit.forms import ChoiceForm, Forms
from fencepost.emit.python.code import Code, code, joined
from fencepost.emit.python.imports import Import
from fencepost.emit.python.literal import literal
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
    Ref,
    Residual,
    String,
    Type,
    Union,
)
from fencepost.ir.values import Json
from fencepost.names.identifiers import Identifier
from fencepost.names.tables import Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """An annotation, and what it needs imported."""

    choices: tuple[Code, ...]
    """One text, or those of a union."""

    imports: frozenset[Import] = frozenset()

    @property
    def text(self) -> Code:
        """The annotation as it is printed."""
        return joined(" | ", self.choices)


def spelled(text: Code, *imports: Import) -> Annotation:
    """An annotation that is no union."""
    return Annotation(choices=(text,), imports=frozenset(imports))


NONE = spelled(Code("None"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What annotations are made of: the module and name of each word; a builtin has no module."""

    array: Import
    map: Import
    integer: Import = ("", "int")
    number: Import = ("", "float")
    boolean: Import = ("", "bool")
    moment: Import = ("datetime", "datetime")
    day: Import = ("datetime", "date")
    models: Literal["by name", "by module"] = "by name"
    """Whether a class is `Thing` or `models.Thing`."""

    enumerations: Literal["closed", "open"] = "closed"
    """Whether an enumeration of strings may also be a string that is not listed."""


ARGUMENTS = Words(array=("collections.abc", "Sequence"), map=("collections.abc", "Mapping"))
"""What a caller may give."""

ANSWERS = Words(array=("", "list"), map=("", "dict"), enumerations="open")
"""What a caller gets."""

BODY_FORMS = Words(
    array=("", "list"),
    map=("", "dict"),
    integer=("._runtime.scalars", "Integer"),
    number=("._runtime.scalars", "Number"),
    boolean=("pydantic", "StrictBool"),
    moment=("._runtime.scalars", "DateTime"),
    day=("._runtime.scalars", "Date"),
    models="by module",
)
"""What pydantic checks a body by."""

ANSWER_FORMS = Words(
    array=("", "list"),
    map=("", "dict"),
    integer=("._runtime.scalars", "Integer"),
    number=("._runtime.scalars", "Number"),
    boolean=("pydantic", "StrictBool"),
    moment=("._runtime.scalars", "DateTime"),
    day=("._runtime.scalars", "Date"),
    models="by module",
    enumerations="open",
)
"""What pydantic checks an answer by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotator:
    """Spells the types of a document."""

    forms: Forms
    names: Names
    words: Words
    shadowed: frozenset[str] = frozenset()
    """Builtins that mean something else where the annotations stand."""

    def annotation(self, kind: Type) -> Annotation:
        """The annotation of a type; what it cannot say (bounds, patterns, rules) is left to the models."""
        match kind:
            case Ref(name=name):
                return self._reference(name)
            case Array(items=items, prefix=prefix):
                return self.generic(self.words.array, either(map(self.annotation, dict.fromkeys((*prefix, items)))))
            case Object(additional=additional, patterns=patterns):
                values = dict.fromkeys((*(item.type for item in patterns), additional))
                return self.generic(self.words.map, either(map(self.annotation, values)), key=self.word(("", "str")))
            case Union(variants=variants):
                return either(map(self.annotation, variants))
            case Intersection(parts=parts):
                return self.annotation(next((part for part in parts if not isinstance(part, Anything)), parts[0]))
            case Residual(type=inner):
                return self.annotation(inner)
            case _:
                return self._scalar(kind)

    def _scalar(self, kind: Anything | Nothing | Null | Boolean | Number | String | Enum) -> Annotation:
        match kind:
            case Anything() | Nothing():
                return self.word(("pydantic", "JsonValue"))
            case Null():
                return NONE
            case Boolean():
                return self.word(self.words.boolean)
            case Number(integer=integer):
                return self.word(self.words.integer if integer else self.words.number)
            case String(format=format_):
                words = {"date-time": self.words.moment, "date": self.words.day}
                return self.word(words.get("" if format_ is None else format_.name, ("", "str")))
            case Enum(values=values):
                return either(self._constant(item.value.value) for item in values)
            case _:
                assert_never(kind)

    def _reference(self, name: str) -> Annotation:
        model = self.class_reference(self.names.class_name(name))
        is_open = self.words.enumerations == "open" and isinstance(self.forms.form(name), ChoiceForm)
        return either((model, self.word(("", "str")))) if is_open else model

    def class_reference(self, name: Identifier) -> Annotation:
        """A class of models.py."""
        if self.words.models == "by module":
            return spelled(code("models.{name}", name=name), (".", "models"))
        return spelled(Code(name), (".models", name))

    def _constant(self, value: Json) -> Annotation:
        match value:
            case None:
                return NONE
            case bool() | int() | str():
                return spelled(code("Literal[{value}]", value=literal(value)), ("typing", "Literal"))
            case list() | dict():
                return self.word(("pydantic", "JsonValue"))
            case _:
                return self.word(self.words.number)

    def generic(self, word: Import, inner: Annotation, key: Annotation | None = None) -> Annotation:
        """A container of values, and for a mapping of keys."""
        outer = self.word(word)
        inside = (inner,) if key is None else (key, inner)
        text = code("{outer}[{inner}]", outer=outer.text, inner=joined(", ", tuple(each.text for each in inside)))
        return spelled(text, *outer.imports, *(found for each in inside for found in each.imports))

    def word(self, word: Import) -> Annotation:
        """A class of a module, or a builtin."""
        module, name = word
        if module:
            return spelled(Code(name), word)
        return spelled(Code(f"builtins.{name}"), ("builtins", "")) if name in self.shadowed else spelled(Code(name))


def either(options: Iterable[Annotation]) -> Annotation:
    """One or another, each once, None last; None alone where there is nothing to choose from."""
    listed = tuple(options)
    texts = dict.fromkeys(text for option in listed for text in option.choices)
    none = Code("None")
    kept = [text for text in texts if text != none]
    last = [none] if none in texts or not kept else []
    return Annotation(choices=(*kept, *last), imports=frozenset(found for option in listed for found in option.imports))

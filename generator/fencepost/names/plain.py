"""Which types an annotation says whole; every other body needs a name, under which the models say the rest."""

from __future__ import annotations

from fencepost.ir.types import Anything, Array, Boolean, Null, Number, Object, Ref, String, Type, Union


def is_plain(kind: Type) -> bool:
    """Whether an annotation such as `list[Thing]` allows the very values of a type: nothing bounds or narrows them."""
    match kind:
        case Anything() | Boolean() | Null() | Ref():
            return True
        case Number(integer=integer):
            return kind == Number(integer=integer, format=kind.format, location=kind.location)
        case String():
            return kind == String(format=kind.format, location=kind.location)
        case Array(items=items):
            return kind == Array(items=items, location=kind.location) and is_plain(items)
        case Object(additional=additional):
            return kind == Object(additional=additional, annotations=kind.annotations, location=kind.location) and (
                is_plain(additional)
            )
        case Union(variants=variants):
            return not kind.exclusive and all(map(is_plain, variants))
        case _:
            return False

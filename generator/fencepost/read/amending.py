"""Amendments carried out in the text of a document."""

from __future__ import annotations

from typing import assert_never

from fencepost.ir.amendments import Amendment, Join, Leave, Put, Remove, Reword, SetBound
from fencepost.ir.pointers import pointer_of, steps_of
from fencepost.ir.values import Json, JsonText, equal, freeze
from fencepost.read.document import Document
from fencepost.read.splices import Splicer, UnspliceableError

_BESIDE = {
    "minimum": ("type",),
    "exclusiveMinimum": ("type",),
    "maximum": ("minimum", "exclusiveMinimum", "type"),
    "exclusiveMaximum": ("minimum", "exclusiveMinimum", "type"),
    "maxLength": ("minLength", "type"),
    "maxItems": ("minItems", "type"),
    "required": ("type",),
}
"""Behind which members a new one goes, where one of them is there."""


def amended(document: Document, amendment: Amendment) -> Document:
    """The document with an amendment made in its text, everything else left as it is.

    Raises UnspliceableError where that cannot be done.
    """
    splicer = Splicer(document)
    match amendment:
        case SetBound():
            _set_bound(splicer, amendment)
        case Put(pointer=pointer, name=name, value=value):
            splicer.put(pointer, name, value, _BESIDE.get(name, ()))
        case Remove(pointer=pointer):
            splicer.remove(pointer)
        case Join(pointer=pointer, value=value):
            _join(splicer, pointer, value)
        case Leave(pointer=pointer, value=value):
            splicer.remove(_item(splicer, pointer, value))
        case Reword():
            raise UnspliceableError("what it should say has to be found first")
        case _:
            assert_never(amendment)
    return splicer.document


def _join(splicer: Splicer, pointer: str, value: JsonText) -> None:
    if splicer.has(pointer):
        splicer.add(pointer, value)
        return
    *above, name = steps_of(pointer)
    splicer.put(pointer_of(above), name, freeze([value.exact]), _BESIDE.get(name, ()))


def _item(splicer: Splicer, pointer: str, value: JsonText) -> str:
    held = splicer.value(pointer)
    items = held if isinstance(held, list) else []
    found = next((index for index, item in enumerate(items) if equal(item, value.exact)), None)
    if found is None:
        raise UnspliceableError("the array does not hold this value")
    return f"{pointer}/{found}"


def _set_bound(splicer: Splicer, bound: SetBound) -> None:
    """In the words of the document's dialect: exclusive is a keyword of its own, or a flag beside the bound."""
    flag = f"exclusive{bound.word.capitalize()}"
    if _is_old(splicer.root):
        _set_old_bound(splicer, bound, flag)
        return
    wanted, other = (flag, bound.word) if bound.exclusive else (bound.word, flag)
    if bound.value is None:
        _remove_all(splicer, bound.pointer, (flag, bound.word))
        return
    if splicer.has(f"{bound.pointer}/{other}"):
        if splicer.has(f"{bound.pointer}/{wanted}"):
            splicer.remove(f"{bound.pointer}/{other}")
        else:
            splicer.rename(f"{bound.pointer}/{other}", wanted)
    splicer.put(bound.pointer, wanted, freeze(bound.value), _BESIDE[wanted])


def _set_old_bound(splicer: Splicer, bound: SetBound, flag: str) -> None:
    if bound.value is None:
        _remove_all(splicer, bound.pointer, (flag, bound.word))
        return
    splicer.put(bound.pointer, bound.word, freeze(bound.value), _BESIDE[bound.word])
    if bound.exclusive:
        splicer.put(bound.pointer, flag, JsonText("true"), (bound.word,))
    else:
        _remove_all(splicer, bound.pointer, (flag,))


def _remove_all(splicer: Splicer, pointer: str, names: tuple[str, ...]) -> None:
    for name in names:
        if splicer.has(f"{pointer}/{name}"):
            splicer.remove(f"{pointer}/{name}")


def _is_old(root: Json) -> bool:
    return isinstance(root, dict) and str(root.get("openapi", "")).startswith("3.0")

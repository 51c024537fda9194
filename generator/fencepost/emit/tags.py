"""Choices of objects that one member tells apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fencepost.emit.forms import Forms, ModelForm
from fencepost.ir.types import Enum, Object, Ref, Type, Union


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """The member, and for each variant in order the texts that mean it."""

    member: str
    texts: tuple[tuple[str, ...], ...]


def tags_of(kind: Union, forms: Forms) -> Tags | None:
    """What tells the variants of a choice apart; None where no member does for certain.

    Every variant must be a class of its own that requires the member, and no text may mean two of them. Which member
    that is the document may say; else it is the first that will do.
    """
    objects = [_object(variant, forms) for variant in kind.variants]
    whole = [found for found in objects if found is not None]
    if len(whole) < len(objects) or len(whole) < 2:
        return None
    return next(_tags(kind.discriminator, whole, forms), None)


def _tags(wanted: str | None, objects: list[Object], forms: Forms) -> Iterator[Tags]:
    names = [item.wire_name for item in objects[0].fields]
    for name in sorted(names, key=lambda name: name != wanted):
        texts = [_texts(found, name, forms) for found in objects]
        told = [own for own in texts if own]
        every = [text for own in told for text in own]
        if len(told) == len(objects) and len(set(every)) == len(every):
            yield Tags(member=name, texts=tuple(told))


def _object(variant: Type, forms: Forms) -> Object | None:
    if not isinstance(variant, Ref):
        return None
    form = forms.form(variant.name)
    return form.object if isinstance(form, ModelForm) else None


def _texts(kind: Object, name: str, forms: Forms) -> tuple[str, ...]:
    """The texts that a member can be; empty where it may be absent or anything else."""
    item = kind.field(name)
    found = None if item is None or not item.required else forms.domains.resolve(item.type)
    values = [value.value.value for value in found.values] if isinstance(found, Enum) else []
    texts = tuple(value for value in values if isinstance(value, str))
    return texts if len(texts) == len(values) else ()

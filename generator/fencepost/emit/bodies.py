"""How the body of a request is given to the client, and what it goes out as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from fencepost.emit.forms import Forms, ModelForm
from fencepost.ir.http import Content, Operation
from fencepost.ir.types import Field, Ref, Type

_FORMS: dict[str, Literal["form", "multipart"]] = {
    "application/x-www-form-urlencoded": "form",
    "multipart/form-data": "multipart",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelBody:
    """An object with a class, whose fields may be given one by one."""

    component: str
    fields: tuple[Field, ...]
    form: Literal["json", "form", "multipart"]
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueBody:
    """Any other JSON value."""

    type: Type
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RawBody:
    """Text or octets, of which the client checks nothing."""

    kind: Literal["str", "bytes"]
    media_type: str


ClientBody: TypeAlias = ModelBody | ValueBody | RawBody


def client_body(operation: Operation, forms: Forms) -> ClientBody | None:
    """The body that the client sends; None for an operation without one."""
    content = None if operation.body is None else operation.body.main
    if content is None:
        return None
    media_type, component = _sent_as(content), model_component(content.type, forms)
    form = "json" if content.is_json else _FORMS.get(essence(media_type))
    if component is not None and form is not None:
        fields = _fields(component, forms)
        return ModelBody(component=component, fields=fields, form=form, media_type=media_type)
    if content.is_json:
        return ValueBody(type=content.type, media_type=media_type)
    is_text = essence(media_type).startswith("text/") or form == "form"
    return RawBody(kind="str" if is_text else "bytes", media_type=media_type)


def model_component(kind: Type, forms: Forms) -> str | None:
    """The component whose class a type is, the last of a chain of references; None for a type without a class."""
    seen: set[str] = set()
    name: str | None = None
    while isinstance(kind, Ref) and kind.name not in seen:
        seen.add(name := kind.name)
        kind = forms.api.component(name).type
    return name if name is not None and isinstance(forms.form(name), ModelForm) else None


def _fields(component: str, forms: Forms) -> tuple[Field, ...]:
    form = forms.form(component)
    return form.object.fields if isinstance(form, ModelForm) else ()


def essence(media_type: str) -> str:
    """A media type without its parameters, in lower case."""
    return media_type.partition(";")[0].strip().lower()


def _sent_as(content: Content) -> str:
    """The media type of a request; where the document leaves it open, the plainest one."""
    first = content.media_type.split(",")[0].strip()
    if "*" not in first:
        return first
    if content.is_json:
        return "application/json"
    return "text/plain" if first.startswith("text/") else "application/octet-stream"

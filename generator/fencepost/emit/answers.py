"""How the answers of an operation are read: which body of each success, and what the client gives back for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from fencepost.emit.annotation import Annotation, Annotator, either, spelled
from fencepost.emit.bodies import essence
from fencepost.emit.python.code import Code, code
from fencepost.emit.python.literal import literal
from fencepost.ir.http import Operation, Response
from fencepost.ir.types import Null, Type

_BODILESS = frozenset(["204", "205", "304"])


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientAnswer:
    """A documented success as the client reads it."""

    status: int | None
    """None for what the document says of any other success."""

    kind: Literal["json", "str", "bytes"]
    media_type: str
    """Empty for an answer without a body."""

    type: Type


def client_answers(operation: Operation) -> tuple[ClientAnswer, ...]:
    """The successes of an operation, each status once; `default` is one only where no 2xx is documented."""
    told = [response for response in operation.responses if response.is_success]
    default = [response for response in operation.responses if response.status == "default"]
    return tuple(_answer(operation, response) for response in told or default)


def _answer(operation: Operation, response: Response) -> ClientAnswer:
    status = int(response.status) if response.status.isdecimal() else None
    content = response.main
    if content is None or response.status in _BODILESS or operation.method == "head":
        return ClientAnswer(status=status, kind="json", media_type="", type=Null(location=response.location))
    kind: Literal["str", "bytes"] = "str" if essence(content.media_type).startswith("text/") else "bytes"
    return ClientAnswer(
        status=status, kind="json" if content.is_json else kind, media_type=content.media_type, type=content.type
    )


def result_annotation(operation: Operation, annotator: Annotator) -> Annotation:
    """What a method gives back; `None` where the document knows no success."""
    return either(_value_annotation(answer, annotator) for answer in client_answers(operation))


def _value_annotation(answer: ClientAnswer, annotator: Annotator) -> Annotation:
    return annotator.annotation(answer.type) if answer.kind == "json" else annotator.word(("", answer.kind))


def answer_form(answer: ClientAnswer, annotator: Annotator) -> Annotation:
    """What reads an answer: `Json(models.Thing)`, `Text("text/csv")`."""
    if answer.kind == "json":
        form = annotator.annotation(answer.type)
        return spelled(code("Json({form})", form=form.text), *form.imports)
    name = {"str": Code("Text"), "bytes": Code("Bytes")}[answer.kind]
    text = code("{name}({media_type})", name=name, media_type=literal(answer.media_type))
    return spelled(text, ("._runtime.media", name))


def accepted(operation: Operation) -> str:
    """The media types that the client asks for."""
    return ", ".join(dict.fromkeys(_asked_for(operation))) or "application/json"


def _asked_for(operation: Operation) -> Iterator[str]:
    for answer in client_answers(operation):
        if answer.media_type:
            is_open = answer.kind == "json" and "*" in answer.media_type
            yield "application/json" if is_open else answer.media_type.strip()

"""What a schema says besides what it allows."""

from __future__ import annotations

from fencepost.ir.types import Annotations
from fencepost.ir.values import JsonText, freeze
from fencepost.read.context import Context
from fencepost.read.nodes import Mapped, Sequence, plain


def read_annotations(node: Mapped, context: Context) -> Annotations:
    """Title, description, default, examples and the extensions of a schema."""
    default = node.entries.get("default")
    return Annotations(
        title=context.text(node, "title"),
        description=_paragraph(context.text(node, "description")),
        default=None if default is None else freeze(plain(default.node)),
        examples=_examples(node),
        deprecated=context.flag(node, "deprecated"),
        read_only=context.flag(node, "readOnly"),
        write_only=context.flag(node, "writeOnly"),
        open_question=context.text(node, "x-fencepost-open"),
        privileged=context.text(node, "x-fencepost-privileged"),
    )


def _paragraph(text: str | None) -> str | None:
    return text.strip() or None if text is not None else None


def _examples(node: Mapped) -> tuple[JsonText, ...]:
    several, one = node.get("examples"), node.entries.get("example")
    values = [plain(item) for item in several.items] if isinstance(several, Sequence) else []
    if one is not None:
        values.append(plain(one.node))
    return tuple(freeze(value) for value in values)

"""The classes of a draft, printed by datamodel-code-generator."""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass

from fencepost.emit.dcg_document import dcg_document
from fencepost.emit.draft import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassText:
    """A class as it was printed."""

    tree: ast.ClassDef
    lines: tuple[str, ...]
    """Of the module that it stands in."""

    def source(self, node: ast.stmt) -> str:
        """The lines of a statement of the class, its decorators included."""
        decorators = node.decorator_list if isinstance(node, ast.FunctionDef) else []
        first = min([node.lineno, *(each.lineno for each in decorators)])
        return "\n".join(self.lines[first - 1 : node.end_lineno])


def print_classes(draft: Draft) -> dict[str, ClassText]:
    """The enumerations and classes with fields, by name. Raises a warning of the generator as an error: it is ours."""
    if not (draft.classes or draft.choices):
        return {}
    text = _generated(draft)
    lines = tuple(text.split("\n"))
    classes = (node for node in ast.parse(text).body if isinstance(node, ast.ClassDef))
    return {node.name: ClassText(tree=node, lines=lines) for node in classes}


def _generated(draft: Draft) -> str:
    # Slow to load; whoever generates nothing does not wait for it.
    from datamodel_code_generator import generate

    from fencepost.emit.dcg_options import dcg_options

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        text = generate(dcg_document(draft), config=dcg_options(draft))
    if not isinstance(text, str):
        raise TypeError("datamodel-code-generator printed no single module")
    # It prints half a surrogate pair as it is; in a literal of Python its escape means the same.
    return text.encode("utf-8", "backslashreplace").decode()

"""models.py: a class for every object and enumeration of the document, a name for every other component.

The classes are printed by datamodel-code-generator and compared with the draft; the rest is layout.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fencepost.emit.arrangement import arranged_choice, arranged_class
from fencepost.emit.banner import banner
from fencepost.emit.blueprint import Blueprint, Module
from fencepost.emit.dcg import ClassText, print_classes
from fencepost.emit.dcg_check import check_printed
from fencepost.emit.draft import Draft, PrintedAlias, PrintedChoice, PrintedClass, draft_of
from fencepost.emit.manifest import File
from fencepost.emit.python.code import Code, code
from fencepost.emit.python.docstring import docstring
from fencepost.emit.python.imports import Import, import_lines
from fencepost.emit.python.literal import literal
from fencepost.emit.render import render

_IMPORTS: tuple[Import, ...] = (
    ("__future__", "annotations"),
    *(("typing", name) for name in ("Annotated", "Literal", "Self")),
    *(("pydantic", name) for name in ("Field", "JsonValue", "StrictBool", "model_validator")),
    ("typing_extensions", "TypeAliasType"),
    *(("._runtime.constraints", name) for name in ("Among", "MultipleOf", "Nothing", "Pattern", "Unique")),
    ("._runtime.model", "Model"),
    ("._runtime.residual", "Meets"),
    ("._runtime.rules", "check_rules"),
    *(("._runtime.scalars", name) for name in ("Choice", "Date", "DateTime", "Integer", "NotNull", "Number")),
    *(("._runtime.variants", name) for name in ("ExactlyOne", "Tagged")),
)
"""What is not used is dropped when the module is tidied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelsView:
    """What the template lays out."""

    banner: Code
    imports: Code
    blocks: tuple[Code, ...]


def emit_models(blueprint: Blueprint) -> Module:
    """`models.py`. Raises PrintingError when a class was printed otherwise than drafted."""
    draft = draft_of(blueprint)
    classes = print_classes(draft)
    check_printed(draft, classes)
    view = ModelsView(banner=banner(blueprint.api), imports=_imports(draft), blocks=tuple(_blocks(draft, classes)))
    file = File(path=blueprint.path("models.py"), text=render("models.py.jinja", view))
    return Module(file=file, public=tuple(printed.name for printed in draft.printed))


def _imports(draft: Draft) -> Code:
    rules: list[Import] = [(".rules", table.constant) for table in draft.rules]
    schemas: list[Import] = [(".schemas", "COMPONENTS")] if draft.schemas else []
    return import_lines([*_IMPORTS, *rules, *schemas])


def _blocks(draft: Draft, classes: Mapping[str, ClassText]) -> Iterator[Code]:
    for printed in draft.printed:
        match printed:
            case PrintedChoice():
                yield arranged_choice(classes[printed.name])
            case PrintedClass():
                yield arranged_class(classes[printed.name], printed)
            case PrintedAlias():
                yield _alias(printed)


def _alias(printed: PrintedAlias) -> Code:
    """A name for a type; the type stands in quotes, because what it names may come later."""
    name, hint = literal(printed.name), literal(printed.hint)
    assigned = code("{to} = TypeAliasType({name}, {hint})", to=printed.name, name=name, hint=hint)
    return code("{assigned}\n{text}", assigned=assigned, text=docstring(printed.documentation))

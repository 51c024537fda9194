"""Document to package: read, lint, name, emit, write."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fencepost.cases.unmade import report_unmade
from fencepost.diagnostics import Diagnostics
from fencepost.emit.blueprint import Blueprint
from fencepost.emit.files import Written, compare, write
from fencepost.emit.manifest import Difference, Package
from fencepost.emit.ownership import Edits
from fencepost.ir.api import Api
from fencepost.ir.edits import Edit
from fencepost.names.assign import assign_names
from fencepost.names.hoist import hoist
from fencepost.names.split import split
from fencepost.names.tables import Names
from fencepost.names.target import read_target
from fencepost.read.api import read_api
from fencepost.read.document import Document, parse, read_text
from fencepost.read.edits import edited
from fencepost.rules.lint.lint import lint
from fencepost.rules.normalise import normalise
from fencepost.rules.schema import schema_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a user says besides the document; nothing else has a say in the output."""

    package: str | None = None
    """The import package; None to name it after the document's title."""

    environment: tuple[str, ...] = ()
    """`argument=VARIABLE`: what the client reads from the environment when it is not given."""


def load(source: str, sink: Diagnostics) -> Api:
    """The document in normal form; warnings are left in the sink.

    Raises FencepostError with every error of the first stage that found one.
    """
    return _understood(parse(source, read_text(source)), sink)


def load_edited(api: Api, edits: tuple[Edit, ...], sink: Diagnostics) -> Api:
    """A document that was loaded, with edits made to its own text: the contract of a server with that many faults.

    Raises FencepostError as `load` does, and KeyError where an edit was made for another document, or another edit
    took its place away.
    """
    return _understood(edited(parse(api.source, api.files[0].text), *edits), sink)


def load_parsed(document: Document, sink: Diagnostics) -> Api:
    """A document that was parsed, as `load` reads it; raises as `load` does."""
    return _understood(document, sink)


def _understood(document: Document, sink: Diagnostics) -> Api:
    api = read_api(document, sink)
    sink.raise_errors()
    api = normalise(api, sink)
    sink.raise_errors()
    lint(api, sink)
    sink.raise_errors()
    report_unmade(api, sink)
    return api


def named(api: Api) -> tuple[Api, Names]:
    """The document as packages are printed from it, and every name in them: inline types hoisted, sides split."""
    printed = split(hoist(api, schema_of))
    return printed, assign_names(printed)


def print_package(source: str, choice: Choice, sink: Diagnostics) -> Package:
    """The package of a document, not yet written anywhere. Raises FencepostError as `load` does, and N001, N002."""
    return package_of(load(source, sink), choice)


def package_of(document: Api, choice: Choice) -> Package:
    """The package of a document that was loaded. Raises FencepostError N001, N002."""
    from fencepost.emit.package import emit_package  # It stands on Hypothesis, which takes its time.

    api, names = named(document)
    target = read_target(api, names, package=choice.package, environment=choice.environment)
    return emit_package(Blueprint(api=api, names=names, target=target))


def generate(source: str, directory: Path, choice: Choice, edits: Edits, sink: Diagnostics) -> Written:
    """Writes the package of a document into a folder, as `emit.files.write` does."""
    return write(print_package(source, choice, sink), directory, edits)


def check_output(source: str, directory: Path, choice: Choice, sink: Diagnostics) -> tuple[Difference, ...]:
    """What in the folder is not as `generate` would write it; writes nothing."""
    return compare(print_package(source, choice, sink), directory)

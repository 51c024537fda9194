"""Packages of inline documents."""

from __future__ import annotations

import textwrap

from fencepost.emit.blueprint import Blueprint
from fencepost.emit.manifest import Package
from fencepost.emit.package import emit_package
from fencepost.names.target import read_target
from fencepost.pipeline import named

from ..inline import api_of, document


def blueprint(body: str, *environment: str, name: str = "things.yaml") -> Blueprint:
    """What the emitters are given for the document."""
    api, names = named(api_of(document(body), name=name)[0])
    target = read_target(api, names, package="thing_client", environment=environment)
    return Blueprint(api=api, names=names, target=target)


def component(schema: str) -> str:
    """A document whose one component, Thing, has the schema."""
    return f"components:\n  schemas:\n    Thing:\n{textwrap.indent(textwrap.dedent(schema).strip(), ' ' * 6)}\n"


def package(body: str, *environment: str, name: str = "things.yaml") -> Package:
    """The package of the document."""
    return emit_package(blueprint(body, *environment, name=name))


def texts(printed: Package) -> dict[str, str]:
    """Text by path."""
    return {file.path: file.text for file in printed.files}

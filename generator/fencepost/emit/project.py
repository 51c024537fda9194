"""The project file of the package, by which it is installed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fencepost.diagnostics import visible
from fencepost.emit.banner import banner
from fencepost.emit.blueprint import Blueprint
from fencepost.emit.manifest import File
from fencepost.emit.python.code import Code
from fencepost.emit.render import render

_REQUIRED = ("httpx>=0.28", "pydantic>=2.12", "typing-extensions>=4.13")
_VALIDATOR = ("jsonschema-rs>=0.60",)
_TESTING = ("fencepost", "hypothesis>=6.150", "pytest>=9.0", "respx>=0.23")
_VERSION = re.compile(
    r"v?(?P<release>[0-9]+(\.[0-9]+)*)([-_.]?(?P<stage>a|b|c|rc|alpha|beta|pre|preview)[-_.]?(?P<number>[0-9]*))?",
    re.IGNORECASE,
)
_STAGES = {"a": "a", "alpha": "a", "b": "b", "beta": "b", "c": "rc", "rc": "rc", "pre": "rc", "preview": "rc"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectView:
    """What the template lays out; each text is a TOML string already."""

    banner: Code
    name: Code
    version: Code
    description: Code
    dependencies: tuple[Code, ...]
    testing: tuple[Code, ...]
    package: Code


def emit_project(blueprint: Blueprint, runtime: tuple[File, ...]) -> File:
    """`pyproject.toml`; a package whose runtime asks a validator says so, and only such a package."""
    api, target = blueprint.api, blueprint.target
    view = ProjectView(
        banner=banner(api),
        name=toml_string(target.distribution),
        version=toml_string(distribution_version(api.version)),
        description=toml_string(f"Client of {' '.join(api.title.split())}"),
        dependencies=tuple(map(toml_string, _REQUIRED + (_VALIDATOR if _asks_validator(runtime) else ()))),
        testing=tuple(map(toml_string, _TESTING)),
        package=toml_string(target.package),
    )
    return File(path="pyproject.toml", text=render("pyproject.toml.jinja", view))


def _asks_validator(runtime: tuple[File, ...]) -> bool:
    return any(file.path.endswith("/residual.py") for file in runtime)


def toml_string(text: str) -> Code:
    """The text as a TOML string of one line; what cannot be seen is written as a visible escape."""
    shown = visible(text).replace("\\", "\\\\").replace('"', '\\"')
    return Code(f'"{shown}"')


def distribution_version(text: str) -> str:
    """The version of the document as packages spell it (PEP 440): `2.0-beta` is 2.0b0, `2024-05-01` is 2024.5.1.

    A text that holds no number is version 0.
    """
    found = _VERSION.fullmatch(text.strip())
    if found is None:
        return ".".join(str(int(number)) for number in re.findall(r"[0-9]{1,9}", text)[:4]) or "0"
    release = ".".join(str(int(number[:9])) for number in found["release"].split("."))
    stage = _STAGES[found["stage"].lower()] if found["stage"] else ""
    return f"{release}{stage}{int(found['number'][:9] or 0)}" if stage else release

"""A plug-in of pytest: `pytest --fencepost api.yaml --fencepost-url URL` runs each case of a document as a test.

Every pytest loads this module, whether or not it is asked for anything, so it imports nothing that takes time.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from fencepost.integrations.suite import Wanted

PHASES = "lattice,faults,protocol,stateful"
"""The phases whose cases are the same in every run."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """What a user says on the command line; each but the last is also a key of pytest's configuration."""
    group = parser.getgroup("fencepost", "contract tests of an OpenAPI document")
    group.addoption("--fencepost", metavar="DOCUMENT", help="run each case of this OpenAPI document as a test")
    group.addoption("--fencepost-url", metavar="URL", help="the address of the server under test")
    group.addoption("--fencepost-app", metavar="MODULE:ATTRIBUTE", help="an ASGI or WSGI application, served meanwhile")
    group.addoption("--fencepost-mock", action="store_true", help="test the mock of the document")
    group.addoption("--fencepost-token-env", metavar="NAME", help="the variable that holds the right credential")
    group.addoption("--fencepost-phases", metavar="LIST", help=f"with commas between (default: {PHASES})")
    group.addoption("--fencepost-operation", action="append", metavar="ID", help="only this operation; may be repeated")
    parser.addini("fencepost", "the OpenAPI document whose cases are run as tests, from here")
    parser.addini("fencepost_url", "the address of the server under test")
    parser.addini("fencepost_app", "module:attribute of an ASGI or WSGI application")
    parser.addini("fencepost_token_env", "the variable that holds the right credential")
    parser.addini("fencepost_phases", "the phases, with commas between")
    parser.addini("fencepost_operation", "the operations, if not all of them", type="args")


def pytest_configure(config: pytest.Config) -> None:
    """Read the document, where there is one, and have pytest collect it.

    Raises UsageError for what cannot be used.
    """
    config.addinivalue_line("markers", "fencepost: a case of the OpenAPI document that --fencepost names")
    typed, kept = config.getoption("fencepost"), config.getini("fencepost")
    document = _typed(config, typed) if typed else _kept(config, kept)
    if document is None:
        return
    from fencepost.integrations import collected

    collected.prepare(config, _wanted(config, document))
    config.pluginmanager.register(collected, "fencepost-collected")
    _add_argument(config, document, is_typed=bool(typed))


def _typed(config: pytest.Config, name: str) -> Path:
    return (config.invocation_params.dir / name).resolve()


def _kept(config: pytest.Config, name: str) -> Path | None:
    """The document that the configuration names, which is found from the folder of that file."""
    folder = config.inipath.parent if config.inipath is not None else config.rootpath
    return (folder / name).resolve() if name else None


def _wanted(config: pytest.Config, document: Path) -> Wanted:
    from fencepost.integrations.suite import Wanted

    def text(name: str) -> str:
        return str(config.getoption(name) or "")

    here = config.invocation_params.dir.resolve()
    targets = {name: text(f"fencepost_{name}") for name in ("url", "app")}
    is_mock = bool(config.getoption("fencepost_mock"))
    if not is_mock and not any(targets.values()):
        targets = {name: str(config.getini(f"fencepost_{name}") or "") for name in targets}
    return Wanted(
        document=document,
        name=str(document.relative_to(here)) if document.is_relative_to(here) else str(document),
        url=targets["url"],
        app=targets["app"],
        is_mock=is_mock,
        token_env=text("fencepost_token_env") or str(config.getini("fencepost_token_env") or ""),
        phases=text("fencepost_phases") or str(config.getini("fencepost_phases") or "") or PHASES,
        operations=tuple(config.getoption("fencepost_operation") or config.getini("fencepost_operation")),
    )


def _add_argument(config: pytest.Config, document: Path, *, is_typed: bool) -> None:
    """Have the document collected: alone where it is the one thing that the command line names.

    Where only the configuration names it, it comes after all other tests, and not to paths that a user asks for.
    """
    named = config.args_source is pytest.Config.ArgsSource.ARGS
    if named and (not is_typed or any(_is_at(config, argument, document) for argument in config.args)):
        return
    others = config.args if named or not is_typed else []
    config.args = [*others, str(document)]


def _is_at(config: pytest.Config, argument: str, document: Path) -> bool:
    path = (config.invocation_params.dir / argument.partition("::")[0]).resolve()
    return path == document or path in document.parents

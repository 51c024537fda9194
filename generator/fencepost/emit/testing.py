"""What a package brings for tests: strategies, cases, mocks and their fixtures, contract tests, and the document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fencepost.cases.case import Case, case_line
from fencepost.cases.faults import fault_cases
from fencepost.cases.lattice import valid_cases
from fencepost.cases.nominal import Nominals
from fencepost.emit.banner import banner
from fencepost.emit.blueprint import Blueprint
from fencepost.emit.credentials import credential_arguments
from fencepost.emit.manifest import File
from fencepost.emit.python.code import Code, code, joined
from fencepost.emit.render import render
from fencepost.emit.strategies import emit_answers, emit_strategies
from fencepost.ir.types import Object
from fencepost.ir.walk import types_of, walk
from fencepost.names import reserved
from fencepost.names.identifiers import Identifier
from fencepost.names.scope import STEM, Scope

FOLDER = "testing"
DRAWING = f"{FOLDER}/_drawing"
"""Where the words of `drawing` stand in the package."""

MOST_BYTES = 4_000_000
"""About so much is written of the cases of a document, the same share for each operation and kind."""

LEAST_CASES = 20
"""So many cases of each kind an operation has in any document."""

SHORT = 200
"""Bytes that a case takes at the least."""


_CONTRACT = (
    "Contract tests of {title}: each operation and each rule, by the campaign of fencepost.\n\n"
    "They test the mock of the document; set {url}, and {token} where it asks for one, to test a server."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TestView:
    """A contract test."""

    name: Identifier
    operation: str
    rule: str | None
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TestingView:
    """What the templates lay out."""

    banner: Code
    document: str
    """The path of the document in the package's folder `testing/document`."""

    summary: str
    contract_summary: str
    base_url: str
    package: Identifier
    client_arguments: Code
    """Of the client that a mock answers: its address, and something well-formed for each credential."""

    url_variable: str
    token_variable: str
    tests: tuple[TestView, ...]


def testing_files(blueprint: Blueprint) -> tuple[File, ...]:
    """The files of `testing`, but for the words in which its strategies are written."""
    cases = tuple(_cases(blueprint))
    view = _view(blueprint, cases)
    modules = ("__init__", "cases", "fixtures", "router", "test_contract")
    return (
        *(
            File(path=blueprint.path(f"{FOLDER}/{name}.py"), text=render(f"{FOLDER}/{name}.py.jinja", view))
            for name in modules
        ),
        emit_strategies(blueprint).file,
        emit_answers(blueprint).file,
        File(path=blueprint.path(f"{FOLDER}/cases.jsonl"), text="".join(f"{case_line(case)}\n" for case in cases)),
        *_documents(blueprint),
    )


def _view(blueprint: Blueprint, cases: tuple[Case, ...]) -> TestingView:
    api, package = blueprint.api, blueprint.target.package.upper()
    url, token = f"{package}_TEST_URL", f"{package}_TEST_TOKEN"
    absolute = (url.rstrip("/") for url in api.servers if url.startswith(("http://", "https://")))
    return TestingView(
        banner=banner(api),
        document=_document_path(blueprint),
        summary=f"Tests of {api.title} and of what talks to it: strategies, cases, a mock and contract tests.",
        contract_summary=_CONTRACT.format(title=api.title, url=url, token=token),
        base_url=next(absolute, "http://mock.test"),
        package=blueprint.target.package,
        client_arguments=joined(", ", (Code("base_url=BASE_URL"), *_credentials(blueprint))),
        url_variable=url,
        token_variable=token,
        tests=tuple(_tests(blueprint, cases)),
    )


def _credentials(blueprint: Blueprint) -> Iterator[Code]:
    """`token=mock_token or "mock"` for each credential; the password of a login is the one that a mock knows."""
    for argument in credential_arguments(blueprint):
        known = Code('mock_token or "mock"')
        given = code('"mock:" + ({known})', known=known) if argument.is_login else known
        yield code("{name}={given}", name=argument.name, given=given)


def _document_path(blueprint: Blueprint) -> str:
    files = blueprint.api.files
    if len(files) > 1:
        return files[0].path
    is_json = bool(files) and files[0].text.lstrip().startswith("{")
    return "document.json" if is_json else "document.yaml"


def _documents(blueprint: Blueprint) -> Iterator[File]:
    """The document as it was read; one that draws in other files keeps its names, because they refer to each other."""
    files = blueprint.api.files
    for file in files:
        name = file.path if len(files) > 1 else _document_path(blueprint)
        yield File(path=blueprint.path(f"{FOLDER}/document/{name}"), text=file.text)


def _tests(blueprint: Blueprint, cases: tuple[Case, ...]) -> Iterator[TestView]:
    """A test for each operation, and for each rule that its cases are about."""
    scope = Scope(STEM, reserved.FUNCTIONS)
    described = dict(_descriptions(blueprint))
    for operation in blueprint.api.operations:
        title = f"{operation.method.upper()} {operation.path}"
        name = scope.name(operation.id)
        yield TestView(name=name, operation=operation.id, rule=None, summary=f"{title}, but for its rules.")
        own = (case.rule for case in cases if case.operation == operation.id)
        for rule in dict.fromkeys(rule for rule in own if rule is not None):
            summary = described.get(rule) or f"{title}: the rule {rule}."
            yield TestView(name=scope.name(f"{name} {rule}"), operation=operation.id, rule=rule, summary=summary)


def _descriptions(blueprint: Blueprint) -> Iterator[tuple[str, str]]:
    """What the document says of each rule, by its name."""
    for kind in types_of(blueprint.api):
        for part in walk(kind):
            if isinstance(part, Object):
                yield from ((rule.name, rule.description or "") for rule in part.rules)


def _cases(blueprint: Blueprint) -> Iterator[Case]:
    """The cases of the document, those of an operation together; of a large document the first ones of each."""
    api = blueprint.api
    nominals = Nominals(api)
    share = MOST_BYTES // max(2 * len(api.operations), 1)
    for operation in api.operations:
        for make in (valid_cases, fault_cases):
            yield from _first(make(api, operation, nominals, max(share // SHORT, LEAST_CASES)), share)


def _first(cases: tuple[Case, ...], share: int) -> Iterator[Case]:
    """As many of the cases as the share has room for."""
    written = 0
    for number, case in enumerate(cases):
        written += len(case_line(case))
        if written > share and number >= LEAST_CASES:
            return
        yield case

"""Which stage may import which: the table of the design, held as data and compared with every import there is."""

import ast
import sys

import pytest

from .source_tree import GENERATED, Module, imported_names, module_of, tool_modules

SHARED = frozenset({"diagnostics", "ir"})
MEANING = SHARED | {"rules", "names", "cases", "deviations"}
PRODUCTS = MEANING | {"read", "emit", "mock", "campaign", "report"}
EVERYTHING = PRODUCTS | {"certificate", "codes", "integrations", "ledger", "live", "pipeline", "fencepost"}

MAY_IMPORT = {
    "diagnostics": frozenset(),
    "codes": frozenset(),
    "ir": frozenset({"diagnostics"}),
    "read": SHARED,
    "rules": SHARED,
    "names": SHARED,
    "cases": SHARED | {"rules"},
    "deviations": SHARED | {"rules"},
    "emit": MEANING | {"runtime"},
    "mock": MEANING,
    "campaign": MEANING,
    "report": MEANING | {"campaign"},
    "certificate": MEANING | {"read", "mock", "campaign"},
    "pipeline": PRODUCTS,
    "ledger": PRODUCTS | {"pipeline"},
    "fencepost": PRODUCTS | {"pipeline"},
    "integrations": PRODUCTS | {"pipeline", "fencepost"},
    "live": PRODUCTS | {"pipeline", "fencepost"},
    "cli": EVERYTHING,
    "runtime": frozenset(),
}
"""Stage to the stages it may import besides itself; `fencepost` is the package's own `__init__`."""

CLIENT_MAY_IMPORT = frozenset({"httpx", "pydantic", "pydantic_core", "typing_extensions"})
"""What the generated client and its runtime stand on, besides Python's own library and themselves."""


VALIDATING = frozenset({"residual", "schemas"})
"""The modules that a package has only where its document says what a JSON Schema validator alone can judge."""


def stage(dotted: str) -> str:
    """The stage a dotted name below `fencepost` belongs to; names `__init__` defines belong to `fencepost`."""
    first = dotted.split(".")[1:2]
    return first[0] if first and first[0] in MAY_IMPORT else "fencepost"


def forbidden_imports(module: Module) -> list[str]:
    own = stage(module.name)
    targets = [name for name in imported_names(module) if name.split(".")[0] == "fencepost"]
    return [
        f"{module.name} imports {name}: {own} may not know {stage(name)}"
        for name in targets
        if stage(name) not in MAY_IMPORT[own] | {own}
    ]


def foreign_imports(module: Module) -> list[str]:
    """Imports of a client's module that its user would have to install, or that only a test needs."""
    validator = {"jsonschema_rs"} if module.name.split(".")[-1] in VALIDATING else set()
    known = CLIENT_MAY_IMPORT | sys.stdlib_module_names | validator | {module.name.split(".")[0]}
    return [f"{module.name} imports {name}" for name in imported_names(module) if name.split(".")[0] not in known]


def module(name: str, source: str) -> Module:
    return Module(name=name, tree=ast.parse(source))


def test_every_stage_imports_only_the_stages_below_it():
    assert [line for each in tool_modules() for line in forbidden_imports(each)] == []


def test_every_stage_stands_in_the_table():
    stages = {each.name.split(".")[1] for each in tool_modules() if "." in each.name}
    assert stages - MAY_IMPORT.keys() == set()


def test_no_two_stages_may_import_each_other():
    assert [(one, two) for one in MAY_IMPORT for two in MAY_IMPORT[one] if one in MAY_IMPORT[two]] == []


def test_the_generated_client_stands_on_httpx_and_pydantic_alone():
    client = [
        path for path in sorted(GENERATED.glob("*/**/*.py")) if "testing" not in path.relative_to(GENERATED).parts
    ]
    assert [line for path in client for line in foreign_imports(module_of(GENERATED, path))] == []


def test_the_runtime_knows_neither_the_tool_nor_more_than_the_client():
    runtime = [each for each in tool_modules() if stage(each.name) == "runtime"]
    foreign = [line for each in runtime for line in foreign_imports(each)]
    assert [line for each in runtime for line in forbidden_imports(each)] + foreign == []


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("fencepost.ir.types", "import fencepost.read.document"),
        ("fencepost.ir.types", "from fencepost import read"),
        ("fencepost.ir.types", "from ..read import document"),
        ("fencepost.ir.types", "def late() -> None:\n    from fencepost.read.document import parse"),
        ("fencepost.ir.types", "if TYPE_CHECKING:\n    from fencepost.read.document import Document"),
        ("fencepost.read.api", "from fencepost.names.assign import Names"),
        ("fencepost.rules.regions", "from fencepost import load"),
        ("fencepost.mock.server", "from fencepost.campaign.engine import run"),
        ("fencepost.report.html", "from fencepost.cli.fuzz import fuzz"),
        ("fencepost.diagnostics", "from .ir import api"),
        ("fencepost.runtime.retries", "from fencepost.diagnostics import Location"),
        ("fencepost", "from fencepost.cli import main"),
    ],
)
def test_an_import_against_the_direction_is_seen(name: str, source: str):
    assert len(forbidden_imports(module(name, source))) == 1


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("fencepost.read.api", "from . import document"),
        ("fencepost.read.api", "from .document import parse"),
        ("fencepost.read.api", "from fencepost.ir import api"),
        ("fencepost.cli.fuzz", "from fencepost import __version__"),
        ("fencepost.runtime.retries", "from .clock import Clock"),
    ],
)
def test_an_import_in_the_direction_is_allowed(name: str, source: str):
    assert forbidden_imports(module(name, source)) == []


@pytest.mark.parametrize("source", ["import hypothesis", "from fencepost.ir import api", "from pytest import fixture"])
def test_a_foreign_import_in_the_client_is_seen(source: str):
    assert len(foreign_imports(module("some_client.client", source))) == 1


def test_the_client_may_import_itself_and_python():
    source = "import json\nfrom httpx import URL\nfrom . import models\nfrom some_client._runtime import request"
    assert foreign_imports(module("some_client.client", source)) == []


def test_a_validator_is_for_the_one_module_that_needs_it():
    source = "import jsonschema_rs"
    assert foreign_imports(module("some_client._runtime.residual", source)) == []
    assert len(foreign_imports(module("some_client.client", source))) == 1

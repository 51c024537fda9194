"""Files, network, clock, randomness and environment are touched in few modules; the rest know only their arguments."""

import ast
from collections.abc import Iterator

import pytest

from .source_tree import Module, origin, tool_modules

MODULES_OUTSIDE = {
    "fencepost.read.document": "reads the document",
    "fencepost.emit.files": "writes the package",
    "fencepost.campaign.wire.transport": "sends requests",
    "fencepost.mock.server": "listens on a port",
    "fencepost.mock.wire.connections": "reads and breaks connections",
    "fencepost.integrations.application": "imports and serves an application of the user",
    "fencepost.integrations.collected": "takes a token from the environment, and the time",
}
"""Module to the reason why it touches the outside world."""

PACKAGES_OUTSIDE = ("fencepost.cli", "fencepost.runtime")
"""The command line, and what is copied into the client: ordinary code whose work is outside."""

OUTSIDE = (
    *("builtins.input", "builtins.open", "builtins.print"),
    *("datetime.date.today", "datetime.datetime.now", "datetime.datetime.today", "datetime.datetime.utcnow"),
    *(
        "http.client",
        "httpcore.ConnectionPool",
        "httpcore.SyncBackend",
        "httpx.AsyncClient",
        "httpx.Client",
        "httpx.delete",
        "httpx.get",
        "httpx.post",
        "httpx.stream",
    ),
    *("locale", "os", "pathlib.Path.cwd", "pathlib.Path.home", "random", "secrets", "shutil", "signal", "socket"),
    *("subprocess", "sys.argv", "sys.stderr", "sys.stdin", "sys.stdout", "tempfile", "time", "urllib.request"),
    *("uuid.uuid1", "uuid.uuid4", "uvicorn", "webbrowser"),
)
"""Dotted names that reach outside, each with everything below it."""

INSIDE = ("os.PathLike", "os.path", "random.Random", "time.struct_time")
"""What is below a name of OUTSIDE and yet pure: types, arithmetic on paths, a generator with a seed."""

FILE_METHODS = frozenset(
    {"iterdir", "mkdir", "read_bytes", "read_text", "rglob", "symlink_to", "unlink", "write_bytes", "write_text"}
)
"""Methods of pathlib.Path that touch the disk and have a name that no other object has."""


def is_below(name: str, roots: tuple[str, ...]) -> bool:
    return any(name == root or name.startswith(f"{root}.") for root in roots)


def meanings(module: Module) -> dict[str, str]:
    """Local names to dotted ones: `from datetime import date` makes `date` mean `datetime.date`."""
    found = {name: f"builtins.{name}" for name in ("input", "open", "print")}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            found |= dict(bound(alias) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found |= {alias.asname or alias.name: f"{origin(module, node)}.{alias.name}" for alias in node.names}
    return found


def bound(alias: ast.alias) -> tuple[str, str]:
    """`import os.path` binds `os`; `import os.path as p` binds `p` to all of it."""
    first = alias.name.partition(".")[0]
    return (alias.asname, alias.name) if alias.asname else (first, first)


def spelled(node: ast.AST) -> str | None:
    """The dotted text of a name or of attributes of a name, else None."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attr):
            front = spelled(value)
            return front and f"{front}.{attr}"
        case _:
            return None


def touches(node: ast.AST, known: dict[str, str]) -> Iterator[str]:
    """Dotted names and file methods below `node` that reach outside."""
    dotted = spelled(node)
    if isinstance(node, ast.Attribute) and node.attr in FILE_METHODS:
        yield f"Path.{node.attr}"
    if dotted is None:
        for child in ast.iter_child_nodes(node):
            yield from touches(child, known)
        return
    first, dot, rest = dotted.partition(".")
    meant = f"{known.get(first, first)}{dot}{rest}"
    if first in known and is_below(meant, OUTSIDE) and not is_below(meant, INSIDE):
        yield meant


def touches_of(module: Module) -> list[str]:
    return [f"{module.name} touches {name}" for name in touches(module.tree, meanings(module))]


def module(source: str) -> Module:
    return Module(name="fencepost.rules.regions", tree=ast.parse(source))


def test_only_the_listed_modules_touch_the_outside_world():
    pure = [each for each in tool_modules() if not is_below(each.name, (*MODULES_OUTSIDE, *PACKAGES_OUTSIDE))]
    assert [line for each in pure for line in touches_of(each)] == []


def test_a_listed_module_needs_its_place_in_the_list():
    listed = [each for each in tool_modules() if each.name in MODULES_OUTSIDE]
    assert [each.name for each in listed if not touches_of(each)] == []


@pytest.mark.parametrize(
    "source",
    [
        "import os\nhome = os.environ['HOME']",
        "from os import environ\nhome = environ['HOME']",
        "import time as t\nnow = t.monotonic()",
        "from datetime import datetime\nnow = datetime.now()",
        "import datetime\nnow = datetime.datetime.now()",
        "import random\nrandom.shuffle(rows)",
        "from uuid import uuid4\nname = uuid4()",
        "text = open('a').read()",
        "print('done')",
        "from pathlib import Path\ntext = Path('a').read_text()",
        "def load(path):\n    return path.read_text()",
        "import httpx\nclient = httpx.Client()",
        "def pick(seconds: float) -> None:\n    from time import sleep\n    sleep(seconds)",
        "def start(clock=time.monotonic): ...\nimport time",
    ],
)
def test_a_touch_is_seen(source: str):
    assert len(touches_of(module(source))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import datetime\nwhen = datetime.fromisoformat(text)",
        "from random import Random\nrows = Random(seed).sample(rows, 3)",
        "def later(clock):\n    return clock.now()",
        "from pathlib import PurePosixPath\npath = PurePosixPath('a') / 'b'",
        "import httpx\ndef read(answer: httpx.Response) -> int:\n    return answer.status_code",
        "time = 3\nlater = time + 1",
    ],
)
def test_a_function_of_its_arguments_touches_nothing(source: str):
    assert touches_of(module(source)) == []

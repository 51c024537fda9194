"""A document can say what it likes: its texts stay texts in every file that is made of it."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from fencepost.diagnostics import Diagnostics
from fencepost.emit.files import write
from fencepost.emit.manifest import File, Package
from fencepost.pipeline import Choice, print_package
from markdown_it import MarkdownIt

from .documents import CALL, CANARY, PAYLOADS, hostile

PLACED = (ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
"""What a generated module may hold at its top, besides docstrings, overloads and blocks for type checkers."""


def printed(folder: Path, text: str, name: str = "things.json") -> Package:
    (folder / name).write_bytes(hostile(text).encode())
    return print_package(str(folder / name), Choice(package="hostile_client"), Diagnostics())


def is_copied(path: str) -> bool:
    """Whether a file is code of the tool, or the document itself, beside what was made from it."""
    return any(folder in path for folder in ("/_runtime/", "/_drawing/", "/document/"))


def modules(package: Package) -> dict[str, ast.Module]:
    """The modules made from the document, not those of the runtime."""
    return {
        file.path: ast.parse(file.text)
        for file in package.files
        if file.path.endswith(".py") and not is_copied(file.path)
    }


def is_placed(node: ast.stmt) -> bool:
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    is_for_checkers = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    return is_text or is_for_checkers or isinstance(node, PLACED)


def spoken_names(tree: ast.Module) -> set[str]:
    """Every name that code of the module speaks of, constants left aside."""
    found: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) | ast.alias(name=name):
                found.add(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                found.add(name)
            case _:
                pass
    return found


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Package]:
    """The package of each hostile document, by what it tries."""
    return {attempt: printed(tmp_path_factory.mktemp("documents"), text) for attempt, text in PAYLOADS.items()}


@pytest.mark.parametrize("attempt", PAYLOADS)
def test_no_text_becomes_code(packages: dict[str, Package], attempt: str):
    for tree in modules(packages[attempt]).values():
        assert all(is_placed(node) for node in tree.body)
        names = spoken_names(tree)
        assert not names & {"__import__", "mkdir", CANARY, "__class__", "exec", "eval", "compile"}
        assert all(name.isascii() for name in names)


@pytest.mark.parametrize("attempt", PAYLOADS)
def test_no_text_becomes_a_setting_of_the_project(packages: dict[str, Package], attempt: str):
    (project,) = [file.text for file in packages[attempt].files if file.path == "pyproject.toml"]
    read = tomllib.loads(project)
    assert read.keys() == {"build-system", "project", "tool"}
    assert read["project"].keys() == {
        *("name", "version", "description", "readme", "requires-python", "classifiers", "dependencies"),
        "optional-dependencies",
    }


@pytest.mark.parametrize("attempt", PAYLOADS)
def test_no_text_becomes_markup(packages: dict[str, Package], attempt: str):
    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    for file in packages[attempt].files:
        if file.path.endswith(".md"):
            kinds = {token.type for token in reader.parse(file.text)}
            inner = {child.type for token in reader.parse(file.text) for child in token.children or ()}
            assert not {"html_block", "hr", "blockquote_open", "code_block"} & kinds
            assert inner <= {"text", "code_inline", "softbreak", "link_open", "link_close", "text_special"}
            assert "javascript:x" not in [token.attrs.get("href") for token in reader.parse(file.text)]


@pytest.mark.parametrize("attempt", PAYLOADS)
def test_every_file_is_text_that_any_editor_can_show(packages: dict[str, Package], attempt: str):
    for file in packages[attempt].files:
        if not is_copied(file.path):
            assert all(line.isprintable() for line in file.text.split("\n"))


@pytest.mark.parametrize(
    "name",
    [
        *("coding: utf-7.json", 'x"""; y.json', "x'''.json", "{{ 7*7 }}.json"),
        *("a\nimport antigravity\n#.json", "a\u202eb.json"),
    ],
)
def test_the_name_of_the_document_becomes_no_code_either(tmp_path: Path, name: str):
    for file in printed(tmp_path, "plain", name).files:
        if file.path.endswith(".py") and "/_runtime/" not in file.path:
            tree = ast.parse(file.content)
            assert all(is_placed(node) for node in tree.body)
            assert "antigravity" not in spoken_names(tree)


def imported(folder: Path) -> subprocess.CompletedProcess[str]:
    """What importing every package below a folder did."""
    script = Path(__file__).with_name("imported.py")
    return subprocess.run([sys.executable, script, folder], cwd=folder, capture_output=True, check=False, text=True)


def test_importing_what_was_made_of_hostile_documents_does_nothing_else(tmp_path: Path, packages: dict[str, Package]):
    for number, package in enumerate(packages.values()):
        files = tuple(File(path=file.path.replace("hostile", f"h{number}"), text=file.text) for file in package.files)
        write(Package(files=files), tmp_path / str(number), "refuse")
    run = imported(tmp_path)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    assert not list(tmp_path.rglob(CANARY))


def test_the_watch_sees_what_it_is_there_for(tmp_path: Path):
    (tmp_path / "0" / "bad_client").mkdir(parents=True)
    (tmp_path / "0" / "bad_client" / "__init__.py").write_text(CALL)
    assert imported(tmp_path).stdout.startswith("os.mkdir")

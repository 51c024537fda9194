"""Files and functions stay small enough to be read at one sitting; whatever does not has a reason, and needs it."""

import ast
from collections.abc import Iterator, Mapping

from .source_tree import ROOT

MAX_FILE = 300
MAX_FUNCTION = 60

LONG_FILES: dict[str, str] = {}
"""Path to the reason why the file is longer."""

LONG_FUNCTIONS: dict[str, str] = {
    "generator/fencepost/cli/fuzz.py:fuzz": "a third of it is the signature: one line for each option of the command",
}
"""`path:name` to the reason why the function is longer."""


def texts() -> dict[str, str]:
    """Source files and templates of tool and tests by path; expected files of goldens are output, not source."""
    paths = [path for top in ("generator", "tests") for path in sorted((ROOT / top).rglob("*")) if path.is_file()]
    sources = [path for path in paths if path.suffix in {".py", ".sh"} or ".jinja" in path.name]
    named = {path.relative_to(ROOT).as_posix(): path for path in sources}
    return {
        name: path.read_text(encoding="utf-8") for name, path in named.items() if not name.startswith("tests/golden/")
    }


def long_files(sources: Mapping[str, str]) -> dict[str, int]:
    """Path to the number of lines, of files that have too many."""
    lengths = {path: len(text.splitlines()) for path, text in sources.items()}
    return {path: length for path, length in lengths.items() if length > MAX_FILE}


def long_functions(sources: Mapping[str, str]) -> dict[str, int]:
    """`path:name` to the number of lines, of functions that have too many."""
    spans = [
        (f"{path}:{name}", span)
        for path, text in sources.items()
        if path.endswith(".py")
        for name, span in functions(text)
    ]
    return {name: span for name, span in spans if span > MAX_FUNCTION}


def functions(text: str) -> Iterator[tuple[str, int]]:
    """Name and number of lines of each function, from `def` to its end."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_file_is_long_without_a_reason():
    assert {path: lines for path, lines in long_files(texts()).items() if path not in LONG_FILES} == {}


def test_no_function_is_long_without_a_reason():
    assert {name: lines for name, lines in long_functions(texts()).items() if name not in LONG_FUNCTIONS} == {}


def test_no_excuse_is_left_unused():
    assert LONG_FILES.keys() - long_files(texts()).keys() == set()
    assert LONG_FUNCTIONS.keys() - long_functions(texts()).keys() == set()


def test_a_file_of_301_lines_is_long_and_one_of_300_is_not():
    assert long_files({"a.py": "x\n" * 301, "b.py": "x\n" * 300}) == {"a.py": 301}


def test_a_function_of_61_lines_is_long_and_one_of_60_is_not():
    inside = "class A:\n    async def long(self):\n" + "        pass\n" * 60 + "def short():\n" + "    pass\n" * 59
    assert long_functions({"a.py": inside}) == {"a.py:long": 61}

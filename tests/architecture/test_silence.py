"""Nothing in the project silences a checker, postpones work, or knows the machine it was written on."""

import re
from pathlib import Path

import pytest

from .source_tree import ROOT, project_files

FORBIDDEN = {
    "a silenced checker": r"type:\s*ignore|\bnoqa\b|pyright:\s*ignore|pylint:\s*disable|pragma:\s*no cover|# mypy:",
    "work put off": r"\b(TODO|FIXME)\b",
    "a path of one machine": r"""(?:^|[\s"'`=(:\[])/(?:work|root|opt|Users|home)/""",
    "a package index": r"pythonhosted|pypi\.|find-links|index-url",
    "a folder beside the project": r"\.\./shared",
}
"""What must not be found, and the pattern that finds it in one line."""


def findings(text: str) -> list[str]:
    """`line N: what` for every line of the text that holds something forbidden."""
    lines = enumerate(text.splitlines(), start=1)
    return [
        f"line {number}: {what}"
        for number, line in lines
        for what, pattern in FORBIDDEN.items()
        if re.search(pattern, line)
    ]


def text_of(path: Path) -> str:
    """The file's text; of a file that is not text, what can be read of it."""
    return path.read_text(encoding="utf-8", errors="replace")


def test_nothing_forbidden_stands_anywhere_but_here():
    others = [path for path in project_files() if path != Path(__file__)]
    found = {path.relative_to(ROOT).as_posix(): findings(text_of(path)) for path in others}
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_the_search_sees_hidden_files_that_are_ours_and_no_others():
    names = {path.relative_to(ROOT).parts[0] for path in project_files()}
    assert {".ci", ".github", ".gitignore", "Makefile", "generator"} <= names
    assert names & {".git", ".venv"} == set()


@pytest.mark.parametrize(
    "line",
    [
        "x = f()  # type: ignore[arg-type]",
        "x = 1  # noqa: E501",
        "# TODO: later",
        'ROOT = "/work/main"',
        "cd /home/someone/project",
        "--extra-index-url https://example.org/simple",
        "https://files.pythonhosted.org/packages/a.whl",
        "see ../shared/notes.md",
    ],
)
def test_each_kind_is_found(line: str):
    assert len(findings(f"first\n{line}")) == 1
    assert findings(f"first\n{line}")[0].startswith("line 2: ")


@pytest.mark.parametrize(
    "line", ["a path like #/work/order", "https://example.org/home/page", "the network is down", "autodoc"]
)
def test_innocent_lines_are_left_alone(line: str):
    assert findings(line) == []

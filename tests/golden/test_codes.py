"""Every diagnostic code has a page, a use and a case, and every remark of the cases is one that helps."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from fencepost.cli.program import run
from fencepost.codes import (
    ARGUMENTS,
    BODIES,
    DOCUMENT,
    KEEPING,
    OPERATIONS,
    OUTPUT,
    PAGES,
    PROPOSALS,
    RULES,
    SCHEMAS,
)

from ..architecture.source_tree import Module, tool_modules
from .case import Case, golden_cases, read

EXCUSED = {"B001": "no document and no argument is known that leads to a bug; tests/cli shows what one looks like"}
"""Code to the reason why no command line leads to it."""

CODE = re.compile(r"[A-Z][0-9]{3}")
REMARK = re.compile(r"(?P<place>.+): (?P<level>error|warning|note) (?P<code>[A-Z][0-9]{3}): (?P<message>.+)")
EXCERPT = re.compile(r"  +[0-9]* \|")
PLACE = re.compile(r"(?P<file>.+):(?P<line>[0-9]+):(?P<column>[0-9]+)")


def codes_in(module: Module) -> set[str]:
    """Every text of a module that is a code and nothing else."""
    constants = (node.value for node in ast.walk(module.tree) if isinstance(node, ast.Constant))
    return {value for value in constants if isinstance(value, str) and CODE.fullmatch(value)}


def used_codes() -> set[str]:
    modules = [each for each in tool_modules() if not each.name.startswith("fencepost.codes")]
    return set().union(*map(codes_in, modules))


def remarks_of(case: Case) -> Iterator[tuple[re.Match[str], list[str]]]:
    """Each remark that a case prints, with the lines that belong to it."""
    lines = [line for name in ("stdout.txt", "stderr.txt") for line in case.expected.get(name, "").splitlines()]
    for number, line in enumerate(lines):
        if (found := REMARK.fullmatch(line)) is not None:
            rest = [follower.startswith("  ") for follower in [*lines[number + 1 :], ""]]
            yield found, lines[number + 1 : number + 1 + rest.index(False)]


def remedies(below: list[str]) -> list[str]:
    """What stands below a remark and is neither its line of the document nor another place."""
    return [line for line in below if not EXCERPT.match(line) and not re.search(r": \S+:[0-9]+:[0-9]+$", line)]


def pointed_at(case: Case, place: str) -> str | None:
    """The rest of the line of the document that a place means; None where the place is none of the case's files."""
    found = PLACE.fullmatch(place)
    path = None if found is None else case.folder / found["file"]
    if found is None or path is None or not path.is_file():
        return None
    line = path.read_bytes().decode("utf-8", "replace").split("\n")[int(found["line"]) - 1]
    assert int(found["column"]) - 1 <= len(line), place
    return line[int(found["column"]) - 1 :]


def all_remarks() -> list[tuple[Case, re.Match[str], list[str]]]:
    return [(case, found, below) for case in golden_cases() for found, below in remarks_of(case)]


def test_every_code_that_is_used_has_a_page_and_every_page_a_use() -> None:
    assert used_codes() == PAGES.keys()


def test_no_code_means_two_things() -> None:
    tables = (ARGUMENTS, BODIES, DOCUMENT, KEEPING, OPERATIONS, OUTPUT, PROPOSALS, RULES, SCHEMAS)
    assert sum(map(len, tables)) == len(PAGES)


def test_every_code_has_a_case_or_an_excuse() -> None:
    shown = {found["code"] for _, found, _ in all_remarks()}
    assert PAGES.keys() - shown == EXCUSED.keys()


def test_explain_prints_the_page_of_every_code(capsys: pytest.CaptureFixture[str]) -> None:
    for code, page in PAGES.items():
        assert run(["explain", code]) == 0
        told = " ".join(capsys.readouterr().out.split())
        assert told == f"{code}: {page.title} {page.meaning} What to do: {page.remedy}"


def test_every_error_and_warning_names_a_remedy() -> None:
    assert [found[0] for _, found, below in all_remarks() if not remedies(below)] == []


def test_no_message_ends_with_a_full_stop() -> None:
    assert [found[0] for _, found, _ in all_remarks() if found["message"].endswith((".", "!"))] == []


def test_every_place_is_one_where_something_stands() -> None:
    places = [(found[0], pointed_at(case, found["place"])) for case, found, _ in all_remarks()]
    blank = [remark for remark, rest in places if rest is not None and rest.startswith(" ")]
    assert blank == []


def test_a_case_prints_its_error_to_standard_error_and_ends_with_2() -> None:
    for case in golden_cases():
        if any(found["level"] == "error" for found, _ in remarks_of(case)):
            assert " error " not in case.expected.get("stdout.txt", "")
            assert read(case.folder / "exit_code") == "2\n", case.name


def test_a_code_is_found_where_it_is_used_and_not_where_it_is_spoken_of() -> None:
    text = 'def f():\n    """Raises X123."""\n    raise refusal("X124", "not X125")\n'
    assert codes_in(Module(name="fencepost.read.api", tree=ast.parse(text))) == {"X124"}

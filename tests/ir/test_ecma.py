"""Patterns that are spelled out mean to an engine of Rust, and to Python, what they mean in ECMA-262."""

from __future__ import annotations

import re

import jsonschema_rs
import pytest
from fencepost.ir.ecma import as_written, spelled_for_python, spelled_out, with_spelled_patterns
from fencepost.runtime.ecma import compiled

TEXTS = (
    *("", "a", "_", "7", "-", "é", "٣", " ", "\xa0", "\ufeff", "\x85", "\n", "\r", "\u2028", "\x08", "[", "^", "&"),
    "\U0001f600",
)
PATTERNS = (
    *(r"^.$", r"^\d$", r"^\D$", r"^\w$", r"^\W$", r"^\s$", r"^\S$", r"\b", r"\B", r"a\b", r"\Ba"),
    *(r"^[\d-]$", r"^[\D]$", r"^[^\D]$", r"^[\w-]$", r"^[\W]$", r"^[\s]$", r"^[\S]$", r"^[\b]$", r"^[.]$", r"^\.$"),
    *("^[[]$", "^[[&&]$", "^[a[^]$", r"^[\]\w]$", r"^\\b$"),
)


@pytest.mark.parametrize("lead", ["", r"(?=[\d\D])"])
@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_that_is_spelled_out_is_read_as_ecma_262_reads_it(pattern: str, lead: str) -> None:
    engine = jsonschema_rs.Draft202012Validator({"pattern": spelled_out(lead + pattern)})
    for text in (*TEXTS, *(f"é{text}" for text in TEXTS), *(f"{text}a" for text in TEXTS)):
        assert engine.is_valid(text) is (compiled(lead + pattern).search(text) is not None), text


@pytest.mark.parametrize("pattern", PATTERNS)
def test_python_reads_a_pattern_that_is_spelled_for_it_without_a_warning(pattern: str) -> None:
    expression = re.compile(spelled_for_python(pattern), re.ASCII)
    assert [bool(expression.search(text)) for text in TEXTS] == [bool(compiled(pattern).search(text)) for text in TEXTS]


@pytest.mark.parametrize("pattern", [*PATTERNS, "^[0-9A-Za-z_]+$", r"\x41"])
def test_a_pattern_is_shown_as_it_was_written(pattern: str) -> None:
    assert as_written(f"no match of {spelled_out(pattern)} here") == f"no match of {pattern} here"


def test_only_patterns_of_a_schema_are_spelled_out() -> None:
    schema = {
        "properties": {"pattern": {"pattern": "."}, "enum": {"patternProperties": {".": {"const": {"pattern": "."}}}}},
        "enum": [{"pattern": "."}],
    }
    dot = spelled_out(".")
    assert with_spelled_patterns(schema) == {
        "properties": {"pattern": {"pattern": dot}, "enum": {"patternProperties": {dot: {"const": {"pattern": "."}}}}},
        "enum": [{"pattern": "."}],
    }

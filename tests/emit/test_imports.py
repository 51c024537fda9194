"""Imports come out as ruff would sort them."""

import pytest
from fencepost.emit.files import format_python
from fencepost.emit.manifest import File
from fencepost.emit.python.imports import Import, import_lines
from hypothesis import given, settings
from hypothesis import strategies as st

IMPORTS: list[Import] = [
    ("__future__", "annotations"),
    ("json", ""),
    ("re", ""),
    ("collections.abc", "Mapping"),
    ("typing", "Any"),
    ("typing", "TYPE_CHECKING"),
    ("typing", "assert_never"),
    ("httpx", ""),
    ("pydantic", "BaseModel"),
    ("pydantic", "Field"),
    ("pydantic_core", "core_schema"),
    (".", "models"),
    (".models", "Thing"),
    (".models", "GPUType"),
    ("._runtime.model", "Model"),
    ("..", "operations"),
    ("..client", "Client"),
]


def test_imports_stand_in_sections_and_each_name_once():
    assert import_lines([("typing", "Any"), ("json", ""), (".models", "B"), (".models", "A"), ("typing", "Any")]) == (
        "import json\nfrom typing import Any\n\nfrom .models import A, B"
    )


@settings(max_examples=15, deadline=None)
@given(st.sets(st.sampled_from(IMPORTS), min_size=1))
def test_ruff_finds_nothing_to_sort(imports: set[Import]):
    names = sorted({name or module.partition(".")[0] for module, name in imports if module != "__future__"})
    source = f"{import_lines(imports)}\n\n__all__ = {names!r}\n"
    (formatted,) = format_python((File(path="a.py", text=source),))
    assert formatted.text.split("__all__")[0].strip() == import_lines(imports)


def test_no_import_prints_nothing():
    assert import_lines([]) == ""


@pytest.mark.parametrize("entry", [("os; x", "y"), ("os", "a b"), ("os", "a\nimport b"), ("", "x"), ("a..b", "x")])
def test_what_is_no_dotted_name_is_refused(entry: Import):
    with pytest.raises(ValueError, match="cannot be imported"):
        import_lines([entry])

"""Text to nodes: values by YAML 1.2, places by line and column, and refusals that say where."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from fencepost.diagnostics import FencepostError, Location
from fencepost.read.document import parse, read_text
from fencepost.read.nodes import Mapped, plain
from hypothesis import given
from hypothesis import strategies as st


def value_of(text: str) -> object:
    return plain(parse("a.yaml", text).root)


def refused(text: str) -> tuple[str, Location]:
    with pytest.raises(FencepostError) as caught:
        parse("a.yaml", text)
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.location is not None
    return diagnostic.code, diagnostic.location


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("1:30", "1:30"),
        ("2020-01-01", "2020-01-01"),
        ("012", 12),
        ("0x10", 16),
        ("1_000", "1_000"),
        ("~", None),
        ("1.50", Decimal("1.50")),
        ("1e2", Decimal("1e2")),
        ("'1'", "1"),
        ("!!str 1", "1"),
    ],
)
def test_plain_scalars_are_read_by_the_core_schema_of_yaml_1_2(text: str, value: object) -> None:
    assert value_of(f"a: {text}") == {"a": value}
    assert type(value_of(f"a: {text}")["a"]) is type(value)


def test_every_value_knows_its_line_column_and_pointer() -> None:
    root = parse("a.yaml", "a:\n  b/c: [1, {d: 2}]\n").root
    assert isinstance(root, Mapped)
    inner = root.entries["a"].node.entries["b/c"]
    assert inner.location == Location(file="a.yaml", line=2, column=3, pointer="/a/b~1c")
    assert inner.node.items[1].entries["d"].node.location == Location(
        file="a.yaml", line=2, column=16, pointer="/a/b~1c/1/d"
    )


def test_numbers_as_names_of_members_stay_as_written() -> None:
    assert value_of("200: a\n1.0: b\n") == {"200": "a", "1.0": "b"}


def test_a_member_given_twice_is_refused_at_both_places() -> None:
    with pytest.raises(FencepostError) as caught:
        parse("a.yaml", "a: 1\nb: 2\na: 3\n")
    (diagnostic,) = caught.value.diagnostics
    assert (diagnostic.code, diagnostic.location.line, diagnostic.related[0].location.line) == ("D011", 3, 1)


def test_aliases_are_copied_under_the_place_where_they_are_used() -> None:
    root = parse("a.yaml", "a: &x {b: 1}\nc: *x\n").root
    assert plain(root) == {"a": {"b": 1}, "c": {"b": 1}}
    assert root.entries["c"].node.entries["b"].node.location.pointer == "/c/b"


def test_aliases_that_would_explode_are_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    assert refused("\n".join(lines))[0] == "D013"


def test_deep_nesting_is_refused_and_does_not_overflow() -> None:
    assert refused("[" * 100_000 + "]" * 100_000)[0] == "D013"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "D010"),
        ("a: [1", "D010"),
        ("a: 1\n---\nb: 2\n", "D010"),
        ("a: *b", "D010"),
        ("a: .nan", "D012"),
        ("a: !!python/object/apply:os.system [ls]", "D012"),
        ("? {a: 1}\n: 2", "D012"),
        ("a: !custom 1", "D012"),
    ],
)
def test_what_is_no_document_is_refused_with_a_code_and_a_place(text: str, code: str) -> None:
    found, location = refused(text)
    assert found == code
    assert location.line >= 1


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_json_is_read_as_json_reads_it(value: object) -> None:
    assert value_of(json.dumps({"a": value}, indent="\t")) == {"a": value}


@pytest.mark.parametrize("escape", [True, False])
def test_characters_outside_the_basic_plane_survive_in_json(escape: bool) -> None:
    text = json.dumps({"a": "\U0001f600/"}, ensure_ascii=escape).replace("/", "\\/")
    assert value_of(text) == {"a": "\U0001f600/"}


def test_a_missing_file_a_directory_and_binary_noise_are_told_apart(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    (folder / "noise").write_bytes(b"\xff\xfa\x00")
    for name, code in (("missing", "D001"), (".", "D002"), ("noise", "D003")):
        with pytest.raises(FencepostError) as caught:
            read_text(str(folder / name))
        assert caught.value.diagnostics[0].code == code

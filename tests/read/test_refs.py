"""References: across local files, and every way in which they can lead nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from fencepost.diagnostics import Diagnostics, FencepostError
from fencepost.read.api import read_api
from fencepost.read.document import parse, read_text

from ..inline import document


def codes(root: Path) -> list[str]:
    sink = Diagnostics()
    try:
        read_api(parse(str(root), read_text(str(root))), sink)
    except FencepostError as error:
        return [item.code for item in error.diagnostics]
    return [item.code for item in sink.items]


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def with_ref(reference: str) -> str:
    return document(f"components: {{schemas: {{A: {{$ref: '{reference}'}}, B: {{type: string}}}}}}")


def test_a_reference_to_another_file_of_the_folder_is_read(tmp_path: Path) -> None:
    write(tmp_path, "parts/b.yaml", "Thing: {type: object, properties: {next: {$ref: '#/Thing'}}}")
    root = write(tmp_path, "a.yaml", with_ref("parts/b.yaml#/Thing"))
    sink = Diagnostics()
    api = read_api(parse(str(root), read_text(str(root))), sink)
    assert sink.items == []
    assert [component.name for component in api.components] == ["A", "B", "Thing"]


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        ("#/components/schemas/Nowhere", "F004"),
        ("missing.yaml#/A", "F004"),
        ("https://example.com/a.yaml", "F002"),
        ("//example.com/a.yaml", "F002"),
        ("file:///etc/passwd", "F002"),
        ("../outside.yaml#/A", "F003"),
        ("%2e%2e/outside.yaml#/A", "F003"),
        ("/etc/passwd", "F003"),
        ("#/components/schemas/A", "F005"),
    ],
)
def test_a_reference_that_must_not_be_followed_is_refused_by_code(tmp_path: Path, reference: str, code: str) -> None:
    write(tmp_path, "outside.yaml", "A: {type: string}")
    assert codes(write(tmp_path, "inner/a.yaml", with_ref(reference))) == [code]


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "outside.yaml", "A: {type: string}")
    root = write(tmp_path, "inner/a.yaml", with_ref("link.yaml#/A"))
    (tmp_path / "inner" / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    assert codes(root) == ["F003"]


def test_references_in_a_circle_are_refused_but_recursion_through_a_property_is_read(tmp_path: Path) -> None:
    circle = "components: {schemas: {A: {$ref: '#/components/schemas/B'}, B: {$ref: '#/components/schemas/A'}}}"
    assert set(codes(write(tmp_path, "a.yaml", document(circle)))) == {"F005"}
    tree = "components: {schemas: {A: {type: object, properties: {next: {$ref: '#/components/schemas/A'}}}}}"
    assert codes(write(tmp_path, "b.yaml", document(tree))) == []

"""From a document to a folder: the same document gives the same bytes, and a bad one leaves nothing behind."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fencepost.diagnostics import Diagnostics, FencepostError
from fencepost.emit.manifest import Difference
from fencepost.pipeline import Choice, check_output, generate, load

from .inline import document

SPEC = Path(__file__).parents[1] / "spec" / "sandbox.yaml"
CHOICE = Choice(package="thing_client")

PRINT = """
import sys
from fencepost.diagnostics import Diagnostics
from fencepost.pipeline import Choice, print_package
for file in print_package(sys.argv[1], Choice(package="thing_client"), Diagnostics()).files:
    sys.stdout.buffer.write(file.path.encode() + b"\\0" + file.content + b"\\0")
"""

ELSEWHERE = {"PYTHONHASHSEED": "4711", "TZ": "Asia/Kathmandu", "LANG": "tr_TR.UTF-8", "LC_ALL": "C", "COLUMNS": "20"}


def printed(source: str, cwd: Path, **variables: str) -> bytes:
    """What a process of its own prints for the document."""
    run = subprocess.run(
        [sys.executable, "-c", PRINT, source], cwd=cwd, env=os.environ | variables, capture_output=True, check=True
    )
    return run.stdout


def test_hash_seed_time_zone_locale_and_place_change_no_byte(tmp_path: Path):
    here = printed(str(SPEC), SPEC.parents[1], PYTHONHASHSEED="0", TZ="UTC")
    (tmp_path / "ruff.toml").write_text("line-length = 40\n[format]\nquote-style = 'single'\n")
    (tmp_path / "httpx").mkdir()
    shutil.copy(SPEC, tmp_path / SPEC.name)
    assert len(here) > 10_000
    assert printed(SPEC.name, tmp_path, **ELSEWHERE) == here


def test_generating_twice_is_the_same_as_once(tmp_path: Path):
    (tmp_path / "things.yaml").write_text(document("paths: {}"))
    first = generate(str(tmp_path / "things.yaml"), tmp_path / "out", CHOICE, "refuse", Diagnostics())
    again = generate(str(tmp_path / "things.yaml"), tmp_path / "out", CHOICE, "refuse", Diagnostics())
    assert again.before == first.after == again.after
    assert again.differences == ()
    assert check_output(str(tmp_path / "things.yaml"), tmp_path / "out", CHOICE, Diagnostics()) == ()


def test_a_change_of_the_document_is_seen_by_a_check(tmp_path: Path):
    (tmp_path / "things.yaml").write_text(document("paths: {}"))
    generate(str(tmp_path / "things.yaml"), tmp_path / "out", CHOICE, "refuse", Diagnostics())
    (tmp_path / "things.yaml").write_text(document("components: {schemas: {Thing: {type: string}}}"))
    found = check_output(str(tmp_path / "things.yaml"), tmp_path / "out", CHOICE, Diagnostics())
    assert Difference(kind="changed", path="API.md") in found


CLOSED = """
components:
  schemas:
    A:
      type: object
      additionalProperties: false
      properties: {a: {}}
      allOf: [{title: r, if: {required: [a]}, then: {required: [b]}}]
"""


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("paths: []", "S002"),
        ("components: {schemas: {A: {$ref: '#/components/schemas/A'}}}", "F005"),
        ("components: {schemas: {A: {allOf: [{$ref: '#/components/schemas/A'}]}}}", "S010"),
        (CLOSED, "R001"),
    ],
)
def test_a_document_that_cannot_be_meant_so_is_refused_and_nothing_is_written(tmp_path: Path, body: str, code: str):
    (tmp_path / "things.yaml").write_text(document(body))
    with pytest.raises(FencepostError) as caught:
        generate(str(tmp_path / "things.yaml"), tmp_path / "out", CHOICE, "refuse", Diagnostics())
    assert code in [diagnostic.code for diagnostic in caught.value.diagnostics]
    assert not (tmp_path / "out").exists()


def test_what_is_readable_but_odd_is_remarked_and_goes_on(tmp_path: Path):
    (tmp_path / "things.yaml").write_text(document("components: {schemas: {A: {enum: [a, a]}}}"))
    sink = Diagnostics()
    assert load(str(tmp_path / "things.yaml"), sink).component("A")
    assert [remark.code for remark in sink.items] == ["S005"]


def test_a_choice_that_cannot_be_met_writes_nothing(tmp_path: Path):
    (tmp_path / "things.yaml").write_text(document("paths: {}"))
    with pytest.raises(FencepostError, match="cannot be the name"):
        generate(str(tmp_path / "things.yaml"), tmp_path / "out", Choice(package="a-b"), "refuse", Diagnostics())
    assert not (tmp_path / "out").exists()

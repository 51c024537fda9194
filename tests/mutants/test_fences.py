"""Servers with one moved fence each: a sample of what `python -m tests.mutants --fences` holds of all."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from fencepost.cli.patches import unified

from .edits import rule
from .fences import MOVED, Moved, hold, proposed
from .parcels.server import CREATE as CREATE_PARCEL
from .parcels.subject import PARCELS

SAMPLE = MOVED[::4]


@pytest.mark.parametrize("moved", SAMPLE, ids=lambda moved: f"{moved.document} but {moved.server}"[:60])
def test_the_servers_fence_is_told_and_the_patched_document_is_kept(
    moved: Moved, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    hold(moved, tmp_path)


@pytest.mark.parametrize("apply", [("patch", "-p0", "--silent"), ("patch", "-p1", "--silent"), ("git", "apply")])
@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_a_diff_is_applied_as_printed(
    apply: tuple[str, ...], end: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("spec") / "api.yaml"
    path.parent.mkdir()
    line = end or "\n"
    before = line.join(f"line{number}: {number}" for number in range(20)) + end
    after = before.replace("line10: 10", "line10: 11").replace("line19: 19", "line19: 20")
    path.write_bytes(before.encode())
    flags = ["--binary"] if apply[0] == "patch" else []
    subprocess.run([*apply, *flags], input=unified(path, before, after).encode(), check=True, cwd=tmp_path)
    assert path.read_bytes() == after.encode()


def test_what_two_operations_do_differently_with_one_schema_is_not_called_mended(tmp_path: Path) -> None:
    copy = tmp_path / "api.yaml"
    shutil.copy(PARCELS.document, copy)
    lenient = rule(
        CREATE_PARCEL,
        "insured_value_needs_currency",
        lambda body: body.get("insured_value", 0) > 100 and "currency" not in body,
    )
    _, proposal = proposed(Moved(subject=PARCELS, edit=lenient, document="", server="", change=()), copy)
    assert not proposal.is_green
    assert proposal.summary.failures

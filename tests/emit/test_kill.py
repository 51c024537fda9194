"""A run may be killed at any moment: the next one finds, or makes, the old package or the new one."""

import subprocess
import sys
from pathlib import Path

import pytest
from fencepost.emit.files import write
from fencepost.emit.manifest import Package, manifest_of

from .killed_run import NEW, OLD
from .test_files import contents, texts, without_manifest


def killed(tmp_path: Path, kind: str) -> list[Path]:
    """The folders that killed runs left, each one step later than the one before."""
    script = Path(__file__).with_name("killed_run.py")
    subprocess.run([sys.executable, script, tmp_path, kind], check=True)
    numbers = sorted(int(path.name) for path in tmp_path.iterdir() if path.name.isdecimal())
    return [tmp_path / str(number) for number in numbers]


@pytest.mark.parametrize("kind", ["fresh", "again"])
@pytest.mark.parametrize("package", [OLD, NEW], ids=["old", "new"])
def test_after_the_next_run_nothing_is_left_of_a_killed_one(tmp_path: Path, kind: str, package: Package):
    folders = killed(tmp_path, kind)
    assert len(folders) > 10
    for folder in folders:
        write(package, folder, "refuse")
        mine = {} if kind == "fresh" else {"pkg/sub/mine.py": "mine"}
        assert without_manifest(folder) == texts(package) | mine
        assert not (folder / ".fencepost.new").exists()


def test_a_killed_run_is_undone_until_its_manifest_stands_and_finished_from_then_on(tmp_path: Path):
    seen = []
    for folder in killed(tmp_path, "again"):
        counted = (folder / ".fencepost.new" / ".fencepost").exists()
        found = write(Package(files=()), folder, "refuse").before
        assert found is not None
        seen.append((counted, found.by_path == manifest_of(NEW).by_path))
    assert seen[0] == (False, False)
    assert (True, True) in seen
    assert (True, False) not in seen
    assert seen == sorted(seen, key=lambda pair: pair[1])


def test_a_folder_is_a_mixture_only_while_the_folder_of_the_run_is_there(tmp_path: Path):
    folders = killed(tmp_path, "again")
    assert not all(is_whole(folder) for folder in folders)
    assert all(is_whole(folder) for folder in folders if not (folder / ".fencepost.new").exists())


def is_whole(folder: Path) -> bool:
    found = {path: text for path, text in contents(folder).items() if not path.startswith(".fencepost")}
    return found in [texts(package) | {"pkg/sub/mine.py": "mine"} for package in (OLD, NEW)]

"""The output folder: ours is replaced, what is not ours is never touched, and a refusal changes nothing."""

import fcntl
import json
import os
from pathlib import Path

import pytest
from fencepost.diagnostics import FencepostError
from fencepost.emit.files import compare, write
from fencepost.emit.manifest import Difference, File, Package

OLD = Package(
    files=(File(path="p.toml", text="old\n"), File(path="pkg/a.py", text="1\n"), File(path="pkg/sub/b.py", text="2\n")),
    surface=("A",),
)
NEW = Package(
    files=(File(path="p.toml", text="new\n"), File(path="pkg/a.py", text="1\n"), File(path="pkg/c.py", text="3\n")),
    surface=("A", "C"),
)


def contents(folder: Path) -> dict[str, str]:
    """Every file below the folder with its text; links with their target."""
    found = sorted(path for path in folder.rglob("*") if path.is_symlink() or path.is_file())
    return {path.relative_to(folder).as_posix(): read(path) for path in found}


def read(path: Path) -> str:
    return f"-> {path.readlink()}" if path.is_symlink() else path.read_text(encoding="utf-8")


def texts(package: Package) -> dict[str, str]:
    return {file.path: file.text for file in package.files}


def without_manifest(folder: Path) -> dict[str, str]:
    return {path: text for path, text in contents(folder).items() if path != ".fencepost"}


def refused(folder: Path, code: str, *, package: Package = NEW, overwrite: bool = False) -> FencepostError:
    """The refusal of a run, which must have left everything as it was."""
    before = contents(folder) if folder.is_dir() else {}
    with pytest.raises(FencepostError) as caught:
        write(package, folder, "overwrite" if overwrite else "refuse")
    assert {diagnostic.code for diagnostic in caught.value.diagnostics} == {code}
    assert all(diagnostic.remedy for diagnostic in caught.value.diagnostics)
    assert (contents(folder) if folder.is_dir() else {}) == before
    return caught.value


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with the old package."""
    folder = tmp_path / "out"
    write(OLD, folder, "refuse")
    return folder


def test_a_new_folder_gets_the_files_and_a_manifest_and_nothing_else(tmp_path: Path):
    written = write(OLD, tmp_path / "deep" / "out", "refuse")
    assert without_manifest(tmp_path / "deep" / "out") == texts(OLD)
    assert (written.before, written.after.surface) == (None, ("A",))


def test_a_second_run_with_the_same_document_writes_nothing(out: Path):
    times = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    assert write(OLD, out, "refuse").differences == ()
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == times


def test_a_run_replaces_adds_and_removes_and_tells_what(out: Path):
    unchanged = (out / "pkg/a.py").stat().st_mtime_ns
    written = write(NEW, out, "refuse")
    assert without_manifest(out) == texts(NEW)
    assert not (out / "pkg/sub").exists()
    assert (out / "pkg/a.py").stat().st_mtime_ns == unchanged
    assert {(found.kind, found.path) for found in written.differences} == {
        ("changed", ".fencepost"),
        ("changed", "p.toml"),
        ("missing", "pkg/c.py"),
        ("added", "pkg/sub/b.py"),
    }


def test_files_of_others_beside_ours_are_left_alone(out: Path):
    (out / "pkg/sub/mine.py").write_text("mine")
    (out / "notes.txt").write_text("mine")
    write(NEW, out, "refuse")
    assert without_manifest(out) == texts(NEW) | {"pkg/sub/mine.py": "mine", "notes.txt": "mine"}


def test_a_folder_with_files_of_others_and_no_manifest_is_refused_with_three_of_them_named(tmp_path: Path):
    for name in ("d.txt", "b.txt", ".a", "c.txt", "e.txt"):
        (tmp_path / name).write_text("mine")
    error = refused(tmp_path, "W002", overwrite=True)
    assert str(error) == "there are files here that fencepost did not write: .a, b.txt, c.txt and 2 more"


def test_a_file_edited_by_hand_is_refused_by_name_and_lost_only_on_request(out: Path):
    (out / "p.toml").write_text("mine")
    (out / "pkg/sub/b.py").write_text("mine")
    error = refused(out, "W003")
    assert [found.address for found in error.diagnostics] == [str(out / "p.toml"), str(out / "pkg/sub/b.py")]
    write(NEW, out, "overwrite")
    assert without_manifest(out) == texts(NEW)


def test_an_edit_that_is_what_would_be_written_is_no_edit(out: Path):
    (out / "p.toml").write_text("new\n")
    write(NEW, out, "refuse")
    assert without_manifest(out) == texts(NEW)


def test_a_file_of_ours_that_was_removed_comes_back(out: Path):
    (out / "pkg/a.py").unlink()
    write(OLD, out, "refuse")
    assert without_manifest(out) == texts(OLD)


def test_a_file_of_others_where_a_new_one_belongs_is_refused_whatever_is_asked_for(out: Path):
    (out / "pkg/c.py").write_text("mine")
    refused(out, "W008")
    refused(out, "W008", overwrite=True)


@pytest.mark.parametrize("place", ["pkg/c.py", "p.toml"])
def test_a_folder_where_a_file_belongs_is_refused(out: Path, place: str):
    (out / place).unlink(missing_ok=True)
    (out / place / "inner").mkdir(parents=True)
    refused(out, "W008", overwrite=True)


def test_a_file_where_a_folder_belongs_is_refused(out: Path):
    write(Package(files=(File(path="p.toml", text="old\n"),)), out, "refuse")
    (out / "pkg").write_text("mine")
    refused(out, "W008", overwrite=True)


@pytest.mark.parametrize("place", ["pkg", "pkg/a.py", "pkg/c.py", "pkg/sub", ".fencepost", ".fencepost.new"])
def test_a_symbolic_link_is_not_followed_wherever_it_leads(out: Path, tmp_path: Path, place: str):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "b.py").write_text("precious")
    if (out / place).exists():
        (out / place).rename(tmp_path / "aside")
    (out / place).symlink_to(elsewhere)
    refused(out, "W006" if place == ".fencepost" else "W004", overwrite=True)
    assert contents(elsewhere) == {"b.py": "precious"}


def test_an_output_folder_that_is_itself_a_link_is_the_folder_it_leads_to(out: Path, tmp_path: Path):
    (tmp_path / "link").symlink_to(out)
    write(NEW, tmp_path / "link", "refuse")
    assert without_manifest(out) == texts(NEW)


def test_the_working_directory_is_a_folder_like_any_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    write(OLD, Path(), "refuse")
    assert without_manifest(tmp_path) == texts(OLD)
    monkeypatch.chdir(tmp_path / "pkg")
    refused(Path(), "W002")


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path):
    (tmp_path / "out").write_text("mine")
    refused(tmp_path / "out", "W001")
    assert (tmp_path / "out").read_text() == "mine"


def test_a_folder_that_cannot_be_made_is_refused_with_the_reason(tmp_path: Path):
    (tmp_path / "file").write_text("mine")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    refused(tmp_path / "file" / "out", "W005")
    refused(tmp_path / "dangling", "W005")


@pytest.mark.parametrize("place", ["", "pkg"])
def test_a_folder_that_may_not_be_written_is_refused(out: Path, place: str):
    (out / place).chmod(0o500)
    if os.access(out / place, os.W_OK):
        pytest.skip("this user may write everywhere")
    refused(out, "W005")
    (out / place).chmod(0o700)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"schema": 2, "files": {}, "surface": []}',
        '{"schema": 1, "files": {"../x": "HASH"}, "surface": []}',
        '{"schema": 1, "files": {"/etc/x": "HASH"}, "surface": []}',
        '{"schema": 1, "files": {"a//b": "HASH"}, "surface": []}',
        '{"schema": 1, "files": {".fencepost": "HASH"}, "surface": []}',
        '{"schema": 1, "files": {"p.toml": "no hash"}, "surface": []}',
        '{"schema": 1, "files": {"p.toml": 1}, "surface": []}',
    ],
)
def test_a_manifest_that_we_did_not_write_is_not_trusted(out: Path, text: str):
    (out / ".fencepost").write_text(text.replace("HASH", "0" * 64))
    refused(out, "W006", overwrite=True)


def test_the_folder_of_a_campaign_is_no_output_folder(tmp_path: Path):
    (tmp_path / ".fencepost" / "last").mkdir(parents=True)
    refused(tmp_path, "W006")


def test_two_runs_at_once_are_one_too_many(out: Path):
    lock = os.open(out, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        refused(out, "W007")
    finally:
        os.close(lock)
    write(NEW, out, "refuse")


def test_the_manifest_is_json_with_a_line_for_each_file(out: Path):
    manifest = json.loads((out / ".fencepost").read_text())
    assert (manifest["schema"], manifest["surface"]) == (1, ["A"])
    assert list(manifest["files"]) == ["p.toml", "pkg/a.py", "pkg/sub/b.py"]


@pytest.mark.parametrize(
    "path", ["../a", "/a", "a/../b", "a//b", "", "a/", ".fencepost", ".fencepost.new/a", "a\\b", "a\nb"]
)
def test_no_file_of_a_package_can_leave_the_folder(path: str):
    with pytest.raises(ValueError, match="leaves the output folder"):
        File(path=path, text="")


def test_a_check_of_fresh_output_finds_nothing(out: Path):
    (out / "pkg/__pycache__").mkdir()
    (out / "pkg/__pycache__/a.pyc").write_text("")
    (out / "thing.egg-info").mkdir()
    (out / "thing.egg-info/PKG-INFO").write_text("")
    (out / ".gitignore").write_text("")
    assert compare(OLD, out) == ()


def test_a_check_names_what_is_changed_missing_and_added_and_touches_nothing(out: Path):
    (out / "p.toml").write_text("mine")
    (out / "pkg/a.py").unlink()
    (out / "pkg/mine.py").write_text("")
    before = contents(out)
    assert compare(OLD, out) == (
        Difference(kind="changed", path="p.toml"),
        Difference(kind="missing", path="pkg/a.py"),
        Difference(kind="added", path="pkg/mine.py"),
    )
    assert contents(out) == before


def test_a_check_of_a_folder_that_is_not_there_misses_every_file(tmp_path: Path):
    assert {found.kind for found in compare(OLD, tmp_path / "none")} == {"missing"}
    assert not (tmp_path / "none").exists()


def test_a_check_of_another_document_names_the_files_that_would_change(out: Path):
    assert [found.path for found in compare(NEW, out)] == [".fencepost", "p.toml", "pkg/c.py", "pkg/sub/b.py"]

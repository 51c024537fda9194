"""requirements.lock installs alike with uv and pip, from whatever index the user's settings name."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements.lock").read_text()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def entries() -> list[str]:
    """One text a package: the pin, its marker, its hashes."""
    return re.findall(r"^[a-z].*(?:\n    --hash.*)*", LOCK, re.MULTILINE)


def pins() -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ]+)", LOCK, re.MULTILINE))


def requirements() -> list[Requirement]:
    project = PROJECT["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["dev"], *PROJECT["build-system"]["requires"]]
    return [Requirement(line) for line in lines]


def test_every_package_is_pinned_and_has_hashes():
    assert [entry for entry in entries() if not re.match(r"\S+==\S+.*\\\n    --hash=sha256:", entry)] == []
    assert len(entries()) == len(pins())


def test_every_requirement_is_met_by_its_pin():
    pinned = pins()
    unmet = [
        each for each in requirements() if not each.specifier.contains(pinned.get(canonicalize_name(each.name), "0"))
    ]
    assert [str(each) for each in unmet] == []


def test_every_requirement_has_a_lower_bound():
    assert [str(each) for each in requirements() if ">=" not in str(each.specifier)] == []


def test_no_address_and_no_option_of_an_installer_stands_in_it():
    assert re.findall(r"://|@ |^-.*|^ +--(?!hash=).*", LOCK, re.MULTILINE) == []

"""The project file installs the package under names and versions that installers take."""

import tomllib

import pytest
from fencepost.emit.project import distribution_version, toml_string
from hypothesis import given
from hypothesis import strategies as st


@given(st.text(st.characters()))
def test_any_text_is_one_toml_string(text: str):
    read = tomllib.loads(f"x = {toml_string(text)}\ny = 1\n")
    assert read["y"] == 1
    assert read["x"].isprintable()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.2.3", "1.2.3"),
        ("v1", "1"),
        ("2.0-beta", "2.0b0"),
        ("1.0.0-rc.2", "1.0.0rc2"),
        ("2024-05-01", "2024.5.1"),
        ("2023-11-07-preview", "2023.11.7"),
        ("latest", "0"),
        ("", "0"),
        ('1.0"\nimport os', "1.0"),
        ("01.02", "1.2"),
    ],
)
def test_the_version_of_the_document_becomes_one_that_packages_can_have(text: str, expected: str):
    assert distribution_version(text) == expected


@given(st.text())
def test_any_version_is_one_that_packages_can_have(text: str):
    parts = distribution_version(text).replace("rc", "a").replace("b", "a").partition("a")
    assert all(number.isdecimal() and number.isascii() for number in parts[0].split("."))
    assert not parts[1] or parts[2].isdecimal()

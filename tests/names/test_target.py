"""The package is called what the user says, where that can be imported and hides nothing."""

import pytest
from fencepost.diagnostics import FencepostError
from fencepost.ir.api import Api
from fencepost.names.assign import assign_names
from fencepost.names.target import Target, read_target

from ..inline import api_of, document

SECURED = """
security: [{main: []}]
paths: {/things: {get: {responses: {}}}}
components: {securitySchemes: {main: {type: http, scheme: bearer}}}
"""


def target(package: str | None, *environment: str, body: str = SECURED) -> Target:
    api: Api = api_of(document(body))[0]
    return read_target(api, assign_names(api), package=package, environment=environment)


def test_without_a_name_the_package_is_called_after_the_document():
    assert target(None).package == "things_client"
    assert target(None).distribution == "things-client"


@pytest.mark.parametrize("name", ["", "a-b", "class", "1a", "a.b", "../a", "_a", "a_", "é", "a\n"])
def test_a_name_that_cannot_be_imported_is_refused(name: str):
    with pytest.raises(FencepostError, match="cannot be the name of a package"):
        target(name)


@pytest.mark.parametrize("name", ["json", "typing", "httpx", "pydantic", "fencepost"])
def test_a_name_that_would_hide_another_package_is_refused(name: str):
    with pytest.raises(FencepostError, match="would hide"):
        target(name)


def test_variables_are_read_for_arguments_that_the_client_has():
    found = target("thing", "token=THING_TOKEN", "base_url=THING_URL").environment
    assert [(variable.argument, variable.name) for variable in found] == [
        ("token", "THING_TOKEN"),
        ("base_url", "THING_URL"),
    ]


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        (("token",), "names no variable"),
        (("token=a b",), "names no variable"),
        (("token=$(x)",), "names no variable"),
        (("password=X",), "no argument password"),
        (("token=A", "token=B"), "two variables"),
    ],
)
def test_a_variable_that_means_nothing_is_refused(environment: tuple[str, ...], message: str):
    with pytest.raises(FencepostError, match=message):
        target("thing", *environment)

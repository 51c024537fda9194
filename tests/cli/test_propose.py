"""`fencepost fuzz --propose`: the change of the document, as a diff that tools apply."""

from __future__ import annotations

import subprocess

import pytest

from .command import Shell

MOVED = "NewThing/properties/size/maximum:moved_in:7"
FUZZ = ("fuzz", "things.yaml", "--mock", "--phases", "lattice,faults", "--fault", MOVED)


@pytest.mark.parametrize("apply", [("patch", "-p0", "--silent"), ("git", "apply")])
def test_the_printed_diff_is_applied_as_it_is_and_changes_one_line(shell: Shell, apply: tuple[str, ...]) -> None:
    before = (shell.folder / "things.yaml").read_text(encoding="utf-8")
    done = shell.run(*FUZZ, "--propose", "-")
    assert done.code == 1
    assert "  fence     document: size <= 9 (things.yaml:" in done.out
    assert "; server: <= 7\n" in done.out
    head, marker, diff = done.out.partition("# fencepost: with this change the server keeps its document; run again,")
    assert head
    subprocess.run(apply, input=f"{marker}{diff}".encode(), check=True, cwd=shell.folder)
    after = (shell.folder / "things.yaml").read_text(encoding="utf-8")
    assert after == before.replace("minimum: 1, maximum: 9,", "minimum: 1, maximum: 7,", 1)


def test_a_diff_goes_to_a_file_and_the_way_it_was_checked_with_it(shell: Shell) -> None:
    done = shell.run(*FUZZ, "--propose", "change.diff")
    text = (shell.folder / "change.diff").read_text(encoding="utf-8")
    assert text.startswith("# fencepost: with this change the server keeps its document")
    assert "a change of things.yaml is proposed in change.diff" in done.err
    assert (shell.folder / "things.yaml").read_text(encoding="utf-8").count("maximum: 9") == 1


def test_a_server_that_keeps_the_document_calls_for_no_change(shell: Shell) -> None:
    done = shell.run("fuzz", "things.yaml", "--mock", "--phases", "lattice,faults", "--propose", "change.diff")
    assert done.code == 0
    assert not (shell.folder / "change.diff").exists()


def test_where_nothing_can_be_changed_that_is_said(shell: Shell) -> None:
    fault = "NewThing/properties/size/type:text_accepted"
    done = shell.run(*FUZZ[:-1], fault, "--propose", "-")
    assert done.code == 1
    assert "no change of the document is proposed" in done.err
    assert "+++" not in done.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("things.yaml", "--client", "--propose", "-"), "a client is generated from the document"),
        (("things.yaml", "--mock", "--json", "--propose", "-"), "standard output is taken by --json"),
        (("things.yaml", "--mock", "--propose", "nowhere/change.diff"), "nowhere/change.diff cannot be written"),
    ],
)
def test_what_cannot_be_proposed_is_refused_before_anything_is_sent(
    shell: Shell, arguments: tuple[str, ...], message: str
) -> None:
    done = shell.run("fuzz", *arguments)
    assert done.code == 2
    assert f"error A048: {message}" in done.err
    assert done.out == ""


FORBIDDING = """\
openapi: 3.1.0
info: {title: Orders, version: "1"}
paths:
  /orders:
    post:
      operationId: make_order
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              additionalProperties: false  # nothing else
              properties:
                weight: {type: number, multipleOf: 0.5, minimum: 0, maximum: 20}
                count: {type: integer, multipleOf: 10}
                tags: {type: array, uniqueItems: true, items: {type: string}}
      responses: {"201": {description: made}, "422": {description: refused}}
"""


@pytest.mark.parametrize(
    ("fault", "told", "gone"),
    [
        ("properties/weight/multipleOf", "weight multiples of 0.5", "multipleOf: 0.5, "),
        ("properties/count/multipleOf", "count multiples of 10", ", multipleOf: 10"),
        ("properties/tags/uniqueItems", "tags without repeated items", "uniqueItems: true, "),
        (
            "additionalProperties",
            "key0 without undeclared members",
            "              additionalProperties: false  # nothing else\n",
        ),
    ],
)
def test_what_a_server_no_longer_forbids_goes(shell: Shell, fault: str, told: str, gone: str) -> None:
    path = shell.folder / "orders.yaml"
    path.write_text(FORBIDDING, encoding="utf-8")
    named = ("--fault", f"make_order/body/{fault}:dropped", "--propose", "change.diff")
    done = shell.run("fuzz", "orders.yaml", "--mock", "--phases", "lattice,faults", *named)
    assert f"  fence     document: {told} (orders.yaml:" in done.out
    subprocess.run(("git", "apply", "change.diff"), check=True, cwd=shell.folder)
    assert path.read_text(encoding="utf-8") == FORBIDDING.replace(gone, "")

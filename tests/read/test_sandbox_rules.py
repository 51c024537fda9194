"""The rules of the sandbox document refuse what their sentences refuse, and nothing beside it."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

DOCUMENT: dict[str, Any] = yaml.safe_load((Path(__file__).parents[2] / "spec" / "sandbox.yaml").read_text("utf-8"))
CREATE: list[dict[str, Any]] = DOCUMENT["components"]["schemas"]["CreateSandboxRequest"]["allOf"]
BULK_DELETE: list[dict[str, Any]] = DOCUMENT["components"]["schemas"]["BulkDeleteSandboxesRequest"]["allOf"]

H100 = {"gpu_type": "H100_80GB"}
ID = {"sandbox_ids": ["a"]}
LABEL = {"labels": ["a"]}

# The rules that a body breaks, then the open questions that it raises.
CREATE_VERDICTS: list[tuple[dict[str, Any], set[str], set[str]]] = [
    ({}, set(), set()),
    # Absence is JSON Schema's own: the default of 0 does not make gpu_count present, nor false vm.
    ({"gpu_count": 0}, set(), set()),
    ({"gpu_count": 1}, {"gpu_requires_type", "gpu_requires_vm"}, set()),
    ({"gpu_count": 8}, {"gpu_requires_type", "gpu_requires_vm"}, set()),
    ({"gpu_count": 1, "vm": True}, {"gpu_requires_type"}, set()),
    ({"gpu_count": 1, "vm": True, "gpu_type": None}, {"gpu_requires_type"}, set()),
    ({"gpu_count": 1, "vm": True, **H100}, set(), set()),
    ({"gpu_count": 1, "vm": False, **H100}, {"gpu_requires_vm"}, set()),
    ({"gpu_count": 1, **H100}, {"gpu_requires_vm"}, set()),
    # Without GPUs nothing is asked for; a GPU type alone is what the page's own example sends.
    ({"gpu_count": 0, **H100}, set(), set()),
    ({"gpu_count": 0, "gpu_type": "CPU_NODE"}, set(), set()),
    ({"gpu_type": "CPU_NODE"}, set(), set()),
    (H100, set(), set()),
    ({"gpu_count": 0, "vm": True}, set(), set()),
    ({"vm": True}, set(), set()),
    ({"gpu_count": 1, "vm": True, "gpu_type": "CPU_NODE"}, set(), {"cpu_node_with_gpus"}),
    # A gpu_count of another type breaks its own schema, and no rule besides.
    ({"gpu_count": "1"}, set(), set()),
    ({"gpu_count": 1.5}, set(), set()),
    ({"gpu_count": "1", "gpu_type": "CPU_NODE"}, set(), set()),
    ({"secrets": {"KEY": "value"}}, set(), set()),
    ({"vm": False, "secrets": {"KEY": "value"}}, set(), set()),
    ({"vm": True, "secrets": {"KEY": "value"}}, {"secrets_not_on_vm"}, set()),
    ({"vm": True, "secrets": {}}, set(), {"empty_secrets_on_vm"}),
    ({"vm": True, "secrets": None}, set(), {"empty_secrets_on_vm"}),
    ({"vm": True, "secrets": "text"}, set(), set()),
    ({"vm": False, "secrets": {}}, set(), set()),
    ({"secrets": None}, set(), set()),
    ({"guaranteed": True}, set(), set()),
    ({"vm": False, "guaranteed": True}, set(), set()),
    ({"vm": True, "guaranteed": False}, set(), set()),
    ({"vm": True, "guaranteed": True}, {"guaranteed_not_on_vm"}, set()),
    (
        {"gpu_count": 2, "vm": True, "secrets": {"KEY": "value"}, "guaranteed": True},
        {"gpu_requires_type", "secrets_not_on_vm", "guaranteed_not_on_vm"},
        set(),
    ),
]

BULK_DELETE_VERDICTS: list[tuple[dict[str, Any], set[str], set[str]]] = [
    (ID, set(), set()),
    (LABEL, set(), set()),
    ({**ID, **LABEL}, {"ids_or_labels"}, set()),
    ({**ID, "labels": None}, set(), set()),
    ({"sandbox_ids": None, **LABEL}, set(), set()),
    ({}, set(), {"nothing_named"}),
    ({"sandbox_ids": None, "labels": None}, set(), {"nothing_named"}),
    ({"all_users": True, **ID}, {"all_users_requires_team"}, set()),
    ({"all_users": True, "team_id": None, **ID}, {"all_users_requires_team"}, set()),
    ({"all_users": True, "team_id": "t", **ID}, set(), set()),
    ({"all_users": False, **ID}, set(), set()),
]


def broken_by(rules: list[dict[str, Any]], body: dict[str, Any]) -> set[str]:
    """The titles of the rules that the body breaks."""
    return {rule["title"] for rule in rules if not Draft202012Validator(rule).is_valid(body)}


def raised_by(rules: list[dict[str, Any]], body: dict[str, Any]) -> set[str]:
    """The titles of the questions, entries with `if` alone, whose condition the body meets."""
    questions = [rule for rule in rules if "then" not in rule]
    return {rule["title"] for rule in questions if Draft202012Validator(rule.get("if", False)).is_valid(body)}


@pytest.mark.parametrize(("body", "broken", "raised"), CREATE_VERDICTS)
def test_a_create_body_breaks_these_rules(body: dict[str, Any], broken: set[str], raised: set[str]) -> None:
    assert (broken_by(CREATE, body), raised_by(CREATE, body)) == (broken, raised)


@pytest.mark.parametrize(("body", "broken", "raised"), BULK_DELETE_VERDICTS)
def test_a_bulk_delete_body_breaks_these_rules(body: dict[str, Any], broken: set[str], raised: set[str]) -> None:
    assert (broken_by(BULK_DELETE, body), raised_by(BULK_DELETE, body)) == (broken, raised)


@pytest.mark.parametrize("rules", [CREATE, BULK_DELETE], ids=["create", "bulk delete"])
def test_every_rule_has_a_name_and_a_sentence(rules: list[dict[str, Any]]) -> None:
    assert [rule for rule in rules if not (rule["title"].isidentifier() and rule["description"].endswith("."))] == []
    assert [rule for rule in rules if "then" not in rule and "x-fencepost-open" not in rule] == []


def keywords_below(node: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """Every member and item below a condition or consequence."""
    members = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in members:
        yield (*path, key)
        yield from keywords_below(value, (*path, key))


def keyword_paths(rules: list[dict[str, Any]]) -> list[tuple[str | int, ...]]:
    sides = [(index, side) for index, rule in enumerate(rules) for side in ("if", "then") if side in rule]
    return [path for index, side in sides for path in keywords_below(rules[index][side], (index, side))]


def without(rules: list[dict[str, Any]], path: tuple[str | int, ...]) -> list[dict[str, Any]]:
    """The rules less the node at the path."""
    copy = deepcopy(rules)
    node: Any = copy
    for step in path[:-1]:
        node = node[step]
    del node[path[-1]]
    return copy


@pytest.mark.parametrize(
    ("rules", "verdicts"),
    [(CREATE, CREATE_VERDICTS), (BULK_DELETE, BULK_DELETE_VERDICTS)],
    ids=["create", "bulk delete"],
)
def test_every_keyword_of_a_rule_decides_a_body(
    rules: list[dict[str, Any]], verdicts: list[tuple[dict[str, Any], set[str], set[str]]]
) -> None:
    def decides(path: tuple[str | int, ...]) -> bool:
        less = without(rules, path)
        return any(
            (broken_by(less, body), raised_by(less, body)) != (broken, raised) for body, broken, raised in verdicts
        )

    assert [path for path in keyword_paths(rules) if not decides(path)] == []

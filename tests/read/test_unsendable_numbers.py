"""Numbers that no double holds are never sent, and bounds of many digits lose none of them."""

from __future__ import annotations

from math import isfinite

import pytest
from fencepost.cases.nominal import Nominals
from fencepost.cases.right.pairs import unpaired
from fencepost.emit.explore import Explorer
from fencepost.rules.lint.lint import lint

from ..cases.made import cases
from ..inline import schema_api


@pytest.mark.parametrize(
    ("schema", "codes"),
    [
        ("{type: number, minimum: 1e400}", ["S013"]),
        ("{type: integer, maximum: -1e400}", ["S013"]),
        ("{type: number, minimum: -1e400, maximum: 1e400}", []),
        ("{type: number, minimum: -1e308, maximum: 1e308}", []),
        ("{enum: [1e400, 1]}", ["S006"]),
        ("{const: 1e400}", ["S006", "S011"]),
        ("{type: integer, minimum: 123456789012345678901234567890, maximum: 123456789012345678901234567899}", []),
    ],
)
def test_only_what_can_never_be_sent_is_remarked_on_and_nothing_else_is_made(schema: str, codes: list[str]) -> None:
    whole = f"{{type: object, properties: {{a: {schema}}}}}"
    api, sink = schema_api(whole)
    lint(api, sink)
    drawn = Explorer(api).cases(api.operations[0], 0, 20)
    values = [case.body.value["a"] for case in (*cases(whole)[0], *drawn) if "a" in case.body.value]
    assert sorted({item.code for item in sink.sorted()}) == codes
    assert all(isfinite(value) for value in values)


def test_an_exponent_without_end_is_refused_at_its_place() -> None:
    with pytest.raises(Exception, match="more than 4,000 digits"):
        schema_api("{type: integer, maximum: 1e99999999}")


def test_a_component_that_may_be_itself_has_the_name_of_no_field_left_out() -> None:
    api, _ = schema_api("{oneOf: [{$ref: '#/components/schemas/Thing'}, {type: object}]}")
    assert unpaired(api.operations[0].body.json.type, Nominals(api)) == ()

"""Which point of which field was kept, broken, left undecided, or not tried."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fencepost.campaign.planning.aims import Aim
from fencepost.campaign.planning.plan import Settings
from fencepost.campaign.summary import Summary
from fencepost.campaign.wire.exchange import Answer
from fencepost.report.matrix import Cell, Row
from fencepost.report.page.fields import field_of
from fencepost.report.page.operations import grids, rule_sides

from ..campaign.test_one_fault import ForgetsTheRule, NoBlue, OtherDefault
from ..campaign.things import ThingServer, answer, job
from .telling import told


class UpToEight(ThingServer):
    """Ends one step before the document does."""

    def rules(self) -> dict[str, Any]:
        sized = super().rules()["size"]
        return super().rules() | {"size": lambda value: sized(value) and value <= 8}


def test_on_a_correct_server_every_planned_point_is_kept() -> None:
    assert told(ThingServer()).outcomes() == {}


def test_a_bound_that_is_off_is_broken_at_its_own_point_alone() -> None:
    run = told(UpToEight())
    (key,) = run.summary.failures
    cell = run.cell("/body/size", "maximum")
    assert (cell.outcome, cell.failures) == ("broken", (key,))
    assert list(run.outcomes()) == [("create_thing", "/body/size", "maximum")]


def test_a_forgotten_rule_is_broken_on_its_outer_side_alone() -> None:
    run = told(ForgetsTheRule())
    assert list(run.outcomes()) == [("create_thing", "/body", "breaks")]
    (rule,) = rule_sides(run.matrix.rows(), run.summary)
    assert rule.name == "moving_needs_speed"
    assert [side.css for side in rule.sides] == ["kept", "broken"]
    assert rule.text == "What moves has a speed."
    assert rule.place == "things.yaml:51:11"


def test_a_lost_value_of_an_enumeration_is_broken_and_its_neighbours_are_not() -> None:
    run = told(NoBlue())
    assert run.cell("/body/colour", "enum:blue").outcome == "broken"
    assert run.cell("/body/colour", "enum:red").outcome == "kept"


def test_a_wrong_answer_to_a_request_that_was_taken_breaks_no_point_of_the_request() -> None:
    run = told(OtherDefault())
    assert run.summary.failures
    assert run.outcomes() == {}
    assert [failure.check for failure in run.matrix.answers()] == ["echo"]


def test_a_run_that_ends_early_leaves_the_rest_not_tried() -> None:
    run = told(ThingServer(), job(Settings(max_requests=3)))
    whole = told(ThingServer())
    assert set(run.outcomes().values()) == {"not tried"}
    assert [row.aim for row in run.matrix.rows()] == [row.aim for row in whole.matrix.rows()]


def test_a_server_that_turns_everybody_away_leaves_valid_points_undecided_with_the_reason() -> None:
    wanted = job()
    run = told(ThingServer(), replace(wanted, target=replace(wanted.target, token="wrong")))
    cell = run.cell("/body/size", "maximum")
    assert (cell.outcome, cell.reason) == ("undecided", "401 from create_thing")


def test_what_a_server_gives_nothing_for_is_undecided() -> None:
    class MakesNothing(ThingServer):
        def created(self, _: dict[str, Any]) -> Answer:
            return answer(503)

    cell = told(MakesNothing()).cell("/query/depth", "maximum", operation="get_thing")
    assert (cell.outcome, cell.reason) == ("undecided", "create_thing gave nothing to use")


def test_fields_stand_in_the_order_of_the_document_and_the_whole_request_last() -> None:
    run = told(ThingServer())
    found = grids(run.matrix.rows(), run.summary)
    assert [grid.operation for grid in found] == ["create_thing", "get_thing", "delete_thing"]
    names = [field.name for field in found[0].fields]
    assert names[:7] == ["name", "size", "colour", "note", "moving", "speed", "pass_phrase"]
    assert names[-1] == "body"


def test_a_fence_is_told_from_low_to_high_with_the_bounds_on_its_posts() -> None:
    run = told(UpToEight())
    size = next(field for field in grids(run.matrix.rows(), run.summary)[0].fields if field.name == "size")
    (strip,) = size.strips
    assert [mark.symbol if "post" in mark.css else f"{mark.text} {mark.symbol}" for mark in strip] == [
        *("far ✓", "out ✓", "1", "on ✓", "in ✓"),
        *("in ✓", "on ✗", "9", "out ✓", "far ✓"),
    ]
    assert strip[6].told == f"on it of maximum: 9: broken, 1 of 1 request, see {next(iter(run.summary.failures))}"


def test_many_values_of_one_kind_are_one_cell_with_all_of_them_inside() -> None:
    class Typeless(ThingServer):
        def rules(self) -> dict[str, Any]:
            return super().rules() | {"moving": lambda _: True}

    run = told(Typeless())
    moving = next(field for field in grids(run.matrix.rows(), run.summary)[0].fields if field.name == "moving")
    (group,) = moving.sides[1].groups
    assert group.text == "0 of 4 types"
    assert group.is_open
    assert sorted(mark.text for mark in group.marks) == ["type array", "type number", "type object", "type string"]


def test_of_very_many_values_the_broken_ones_are_shown_and_the_rest_is_counted() -> None:
    aim = Aim(operation="a", target="/body/x", text="", points=(("valid", "enum:0"),))
    cells = [Cell(kind="valid", point=f"enum:{n}", outcome="kept", requests=1, wrong=0) for n in range(1000)]
    cells[990] = replace(cells[990], outcome="broken")
    field = field_of("/body/x", (Row(aim=aim, keyword="enum", cells=tuple(cells)),), Summary())
    (group,) = field.sides[0].groups
    assert group.text == "999 of 1000 values"
    assert [mark.text for mark in group.marks][:2] == ["990", "0"]
    assert (len(group.marks), group.marks[-1].text) == (201, "and 800 more")

"""Each way in which a server may be wrong is found under the right name, and nothing else is found with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from fencepost.campaign.wire.exchange import Answer, Lost, Request

from .things import TOKEN, ThingServer, answer, campaign, found, is_integer


class MaximumOfEight(ThingServer):
    def rules(self) -> dict[str, Callable[[Any], bool]]:
        return super().rules() | {
            "size": lambda value: super(MaximumOfEight, self).rules()["size"](value) and value < 9
        }


class NoMaximum(ThingServer):
    def rules(self) -> dict[str, Callable[[Any], bool]]:
        return super().rules() | {"size": lambda value: is_integer(value) and value >= 1}


class NoBlue(ThingServer):
    def rules(self) -> dict[str, Callable[[Any], bool]]:
        return super().rules() | {"colour": lambda value: value in ("red", "green")}


class ForgetsTheRule(ThingServer):
    def broken_rules(self, _body: dict[str, Any]) -> list[str]:
        return []


class OverappliesTheRule(ThingServer):
    def broken_rules(self, body: dict[str, Any]) -> list[str]:
        return ["speed"] if "moving" in body and "speed" not in body else []


class NameNotRequired(ThingServer):
    def faults(self, body: Any) -> list[str]:
        return super().faults({"name": "a"} | body if isinstance(body, dict) else body)

    def made_of(self, body: dict[str, Any]) -> dict[str, Any]:
        return super().made_of({"name": "a"} | body)


class RefusesWith400(ThingServer):
    def refused(self, _faults: Iterable[str]) -> Answer:
        return answer(400, {"errors": []})


class Crashes(ThingServer):
    def created(self, body: dict[str, Any]) -> Answer:
        return answer(500) if body.get("size") == 1 else super().created(body)


class OtherDefault(ThingServer):
    def made_of(self, body: dict[str, Any]) -> dict[str, Any]:
        return super().made_of({"size": 4} | body)


class RoundsSpeed(ThingServer):
    def made_of(self, body: dict[str, Any]) -> dict[str, Any]:
        made = super().made_of(body)
        return made | {"speed": round(made["speed"], 1)} if "speed" in made else made


class DropsColour(ThingServer):
    def made_of(self, body: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in super().made_of(body).items() if name != "colour"}


class SwapsColours(ThingServer):
    def made_of(self, body: dict[str, Any]) -> dict[str, Any]:
        made = super().made_of(body)
        return made | {"colour": "green"} if made.get("colour") == "blue" else made


class RenamesName(ThingServer):
    def made_of(self, body: dict[str, Any]) -> dict[str, Any]:
        made = super().made_of(body)
        return {"Name" if name == "name" else name: value for name, value in made.items()}


class SizeAsText(ThingServer):
    def made_of(self, body: dict[str, Any]) -> dict[str, Any]:
        made = super().made_of(body)
        return made | {"size": str(made["size"])}


class TellsTheSecret(ThingServer):
    def created(self, body: dict[str, Any]) -> Answer:
        made = super().created(body)
        return Answer(
            status=201, headers=(*made.headers, ("x-debug", str(body.get("pass_phrase")))), content=made.content
        )


class TellsTheToken(ThingServer):
    def found(self, thing: dict[str, Any]) -> Answer:
        return answer(200, thing | {"debug": f"Bearer {TOKEN}"})


class BlamesTheNeighbour(ThingServer):
    def refused(self, faults: Iterable[str]) -> Answer:
        return super().refused(["speed" if name == "size" else name for name in faults])


class BlamesNobody(ThingServer):
    def refused(self, faults: Iterable[str]) -> Answer:
        return super().refused([name for name in faults if name != "name"])


class AnswersText(ThingServer):
    def found(self, _thing: dict[str, Any]) -> Answer:
        return Answer(status=200, headers=(("content-type", "text/plain"),), content=b"a thing")


class AnswersHalfJson(ThingServer):
    def found(self, thing: dict[str, Any]) -> Answer:
        whole = answer(200, thing)
        return Answer(status=200, headers=whole.headers, content=whole.content[:-1])


class AnswersNothing(ThingServer):
    def found(self, _thing: dict[str, Any]) -> Answer:
        return Answer(status=200, headers=(("content-type", "application/json"),))


class AnswersBarely(ThingServer):
    def found(self, _thing: dict[str, Any]) -> Answer:
        return answer(200)


class MinimumOfTwo(ThingServer):
    def rules(self) -> dict[str, Callable[[Any], bool]]:
        return super().rules() | {"size": lambda value: is_integer(value) and 1 < value <= 9}


class AcceptsWith202(ThingServer):
    def delete(self, thing: dict[str, Any]) -> Answer:
        del self.things[thing["id"]]
        return answer(202)


class IgnoresTheQuery(ThingServer):
    def get(self, thing: dict[str, Any], _query: str) -> Answer:
        return self.found(thing)


class ClosesOnDepthFour(ThingServer):
    def outcome(self, request: Request) -> Answer | Lost:
        if request.url.endswith("depth=4"):
            return Lost(kind="closed", reason="the connection was closed without an answer")
        return super().outcome(request)


FAULTS: dict[type[ThingServer], set[tuple[str, str]]] = {
    MaximumOfEight: {("valid_refused", "size maximum")},
    NoMaximum: {("fault_accepted", "size maximum")},
    NoBlue: {("valid_refused", "colour enum:blue")},
    ForgetsTheRule: {("fault_accepted", "moving_needs_speed")},
    OverappliesTheRule: {("valid_refused", "moving_needs_speed")},
    NameNotRequired: {("fault_accepted", "name required")},
    RefusesWith400: {("refused_with_wrong_status", "size maximum")},
    Crashes: {("server_error", "size minimum")},
    OtherDefault: {("echo", "size default")},
    RoundsSpeed: {("echo", "speed minimum")},
    DropsColour: {("echo", "colour missing")},
    SwapsColours: {("echo", "colour enum:blue")},
    RenamesName: {("response_schema", "name required")},
    SizeAsText: {("response_schema", "size type")},
    TellsTheSecret: {("secret_leaked", "pass_phrase in header x-debug")},
    TellsTheToken: {("secret_leaked", "credential in body")},
    BlamesTheNeighbour: {("fault_misblamed", "size type")},
    BlamesNobody: {("fault_misblamed", "name required")},
    AnswersText: {("undocumented_content_type", "content type of 200")},
    AnswersHalfJson: {("response_schema", "body of 200")},
    AnswersNothing: {("response_schema", "body of 200")},
    AnswersBarely: {("response_schema", "body of 200")},
    MinimumOfTwo: {("valid_refused", "size minimum")},
    AcceptsWith202: {("undocumented_status", "status 202")},
    IgnoresTheQuery: {("fault_accepted", "depth maximum")},
    ClosesOnDepthFour: {("server_error", "depth maximum")},
}
"""Server to what must be among the findings."""


@pytest.mark.parametrize(("server", "wanted"), FAULTS.items(), ids=[server.__name__ for server in FAULTS])
def test_the_fault_is_found_under_its_name_and_no_other(
    server: type[ThingServer], wanted: set[tuple[str, str]]
) -> None:
    findings = found(server())
    assert wanted <= set(findings)
    assert {check for check, _ in findings} == {check for check, _ in wanted}


def test_every_failure_names_the_line_of_the_document_it_breaks() -> None:
    for server in FAULTS:
        summary, _ = campaign(server())
        assert all(failure.location is not None for failure in summary.failures.values()), server


def test_a_pair_that_never_agrees_is_one_failure_and_says_how_to_switch_it_off() -> None:
    summary, _ = campaign(DropsColour())
    (failure,) = summary.failures.values()
    assert failure.remedy is not None
    assert failure.remedy.endswith("x-fencepost-echo: {colour: null}")
    assert summary.repeated[failure.key] >= 3


class RefusesNullNote(ThingServer):
    def rules(self) -> dict[str, Callable[[Any], bool]]:
        return super().rules() | {"note": lambda value: isinstance(value, str)}


def test_a_server_that_differs_where_the_document_leaves_it_open_gets_a_note_and_no_failure() -> None:
    summary, _ = campaign(RefusesNullNote())
    assert summary.failures == {}
    ((question, notes),) = summary.notes.items()
    assert question == "Is null accepted for note?"
    assert notes[0].case == "create_thing/valid/body/note/null"


class RefusesEveryNote(ThingServer):
    def rules(self) -> dict[str, Callable[[Any], bool]]:
        return super().rules() | {"note": lambda _: False}


def test_an_open_question_on_null_excuses_nothing_else() -> None:
    assert {check for check, _ in found(RefusesEveryNote())} == {"valid_refused"}

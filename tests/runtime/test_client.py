"""A call ends in the right value or in the error that says best what came instead."""

from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import replace

import httpx
import pytest
from fencepost.runtime.client import Arguments, AsyncioClient, Options, Settings, SyncClient
from fencepost.runtime.credentials import bearer
from fencepost.runtime.errors import (
    APIError,
    ClientError,
    ConnectionLostError,
    ResponseValidationError,
    ServerError,
    UnreachableError,
)
from fencepost.runtime.retries import Retries
from pydantic import ValidationError

from .kitchen import CANCEL, FIND, ORDER, READ, Meal, Order, Problem, Service, SoldOutError, Time


def soup(**fields: object) -> Arguments:
    return Arguments(fields={"dish": "soup", **fields})


def test_fields_become_a_body_and_the_answer_a_model(service: Service, client: SyncClient) -> None:
    service.answer(201, {"id": "a", "new": 1})
    assert client.call(ORDER, soup(for_here=True)) == Meal.model_validate({"id": "a", "new": 1})
    [request] = service.requests
    assert (request.method, str(request.url)) == ("POST", "http://127.0.0.1:8000/v1/orders")
    assert json.loads(request.content) == {"dish": "soup", "forHere": True}
    assert request.headers["content-type"] == "application/json"
    assert request.headers["authorization"] == "Bearer hush-token"
    assert request.headers["user-agent"] == "kitchen/1"


def test_a_model_is_sent_like_its_fields(service: Service, client: SyncClient) -> None:
    service.answer(201, {"id": "a"})
    client.call(ORDER, Arguments(body=Order(dish="soup", note=None)))
    assert service.requests[0].content == b'{"dish":"soup","note":null}'


def test_a_model_changed_into_a_wrong_one_is_not_sent(service: Service, client: SyncClient) -> None:
    body = Order(dish="soup")
    body.servings = 99
    with pytest.raises(ValidationError):
        client.call(ORDER, Arguments(body=body))
    assert service.requests == []


def test_a_broken_rule_raises_before_anything_is_sent(service: Service, client: SyncClient) -> None:
    with pytest.raises(ValidationError, match="parties_leave_a_note") as caught:
        client.call(ORDER, soup(servings=5))
    assert caught.value.error_count() == 2
    assert service.requests == []


def test_a_mistyped_argument_is_a_type_error_with_the_nearest_name(client: SyncClient) -> None:
    with pytest.raises(TypeError, match=r"unexpected argument 'serving'; did you mean servings\?"):
        client.call(ORDER, soup(serving=1))


def test_a_request_and_fields_together_are_refused(client: SyncClient) -> None:
    with pytest.raises(TypeError, match="not both"):
        client.call(ORDER, Arguments(body=Order(dish="soup"), fields={"dish": "soup"}))


def test_parameters_go_where_the_document_says(service: Service, client: SyncClient) -> None:
    service.answer(200, [{"id": "a"}])
    parameters = {"kitchen_id": "a/b", "tag": ["x", "y&z"], "eaten": False}
    assert client.call(FIND, Arguments(parameters=parameters)) == [Meal(id="a")]
    assert service.requests[0].url.raw_path == b"/v1/kitchens/a%2Fb/orders?tag=x&tag=y%26z&eaten=false"
    assert "authorization" not in service.requests[0].headers


@pytest.mark.parametrize("parameters", [{"kitchen_id": "k", "page": 0}, {"kitchen_id": "k", "tag": None}, {}])
def test_a_wrong_parameter_raises_before_anything_is_sent(
    service: Service, client: SyncClient, parameters: dict[str, object]
) -> None:
    with pytest.raises(ValidationError):
        client.call(FIND, Arguments(parameters=parameters))
    assert service.requests == []


@pytest.mark.parametrize("order_id", ["", "..", None, 5])
def test_an_identifier_that_would_lead_elsewhere_is_refused(
    service: Service, client: SyncClient, order_id: object
) -> None:
    with pytest.raises(ValidationError):
        client.call(READ, Arguments(parameters={"order_id": order_id}))
    assert service.requests == []


def test_an_answer_without_a_body_is_none_where_the_document_has_none(service: Service, client: SyncClient) -> None:
    service.answers.append(httpx.Response(204))
    assert client.call(CANCEL, Arguments()) is None


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(201, json={"id": 1}),
        httpx.Response(201, json={"id": None}),
        httpx.Response(201, json={}),
        httpx.Response(201, json={"id": "a", "eaten": "no"}),
        httpx.Response(201, content=b'{"id": "a"', headers={"content-type": "application/json"}),
        httpx.Response(201, content=b""),
        httpx.Response(201, content=b'{"id": "a"}', headers={"content-type": "text/html"}),
        httpx.Response(200, json={"id": "a"}),
        httpx.Response(204),
    ],
)
def test_an_answer_that_breaks_the_document_is_never_a_value(
    service: Service, client: SyncClient, answer: httpx.Response
) -> None:
    service.answers.append(answer)
    with pytest.raises(ResponseValidationError) as caught:
        client.call(ORDER, soup())
    assert caught.value.response.content == answer.content
    assert caught.value.response.status_code == answer.status_code
    assert caught.value.errors


def test_a_body_where_the_document_has_none_is_an_error(service: Service, client: SyncClient) -> None:
    service.answers.append(httpx.Response(204, json={"a": 1}))
    with pytest.raises(ResponseValidationError):
        client.call(CANCEL, Arguments())


def test_a_documented_refusal_has_its_class_and_its_model(service: Service, client: SyncClient) -> None:
    service.answer(409, {"detail": "no soup left"}, x_request_id="r-1", retry_after="7")
    with pytest.raises(SoldOutError, match="order: 409 Conflict: no soup left") as caught:
        client.call(ORDER, soup())
    assert caught.value.parsed == Problem(detail="no soup left")
    assert caught.value.body == {"detail": "no soup left"}
    assert (caught.value.status_code, caught.value.request_id, caught.value.retry_after) == (409, "r-1", "7")


def test_a_refusal_in_another_shape_keeps_its_body(service: Service, client: SyncClient) -> None:
    service.answers.append(httpx.Response(409, content=b"<html>gone</html>"))
    with pytest.raises(SoldOutError, match="<html>gone") as caught:
        client.call(ORDER, soup())
    assert caught.value.parsed is None
    assert caught.value.body == "<html>gone</html>"


@pytest.mark.parametrize(
    ("status", "kind"), [(418, ClientError), (500, ServerError), (302, APIError), (599, ServerError)]
)
def test_any_other_refusal_has_the_class_of_its_family(
    service: Service, client: SyncClient, status: int, kind: type[APIError]
) -> None:
    service.answer(status, {"why": "no"})
    with pytest.raises(APIError) as caught:
        client.call(ORDER, soup())
    assert type(caught.value) is kind


def test_a_read_is_repeated_after_a_passing_refusal(service: Service, client: SyncClient, time: Time) -> None:
    service.answer(503).fail(httpx.ReadError("reset")).answer(200, {"id": "a"})
    assert client.call(READ, Arguments(parameters={"order_id": "a"})).id == "a"
    assert len(service.requests) == 3
    assert time.pauses == [0.25, 0.5]


def test_a_creation_is_repeated_only_when_it_cannot_have_begun(service: Service, client: SyncClient) -> None:
    service.answer(429, retry_after="3").fail(httpx.ConnectError("refused")).answer(503)
    with pytest.raises(ServerError):
        client.call(ORDER, soup())
    assert len(service.requests) == 3


def test_a_creation_whose_connection_broke_is_not_repeated(service: Service, client: SyncClient) -> None:
    service.fail(httpx.ReadError("reset"))
    with pytest.raises(ConnectionLostError):
        client.call(ORDER, soup())
    assert len(service.requests) == 1


def test_a_deadline_ends_the_call_before_a_pause_that_would_pass_it(
    service: Service, client: SyncClient, time: Time
) -> None:
    service.answer(429, retry_after="4")
    with pytest.raises(APIError):
        client.with_options(retries=Retries(most=9, deadline=10.0)).call(ORDER, soup())
    assert time.pauses == [4.0, 4.0]
    assert service.requests[2].extensions["timeout"]["read"] == 2.0


def test_options_hold_for_one_call_or_for_a_client_made_with_them(service: Service, client: SyncClient) -> None:
    service.fail(httpx.ConnectError("refused"))
    never = Retries(most=0)
    for call in (
        lambda: client.call(ORDER, soup(), Options(retries=never)),
        lambda: client.with_options(retries=never).call(ORDER, soup()),
    ):
        service.requests.clear()
        with pytest.raises(UnreachableError):
            call()
        assert len(service.requests) == 1


def test_no_secret_appears_in_a_text_a_log_or_an_error(
    service: Service, client: SyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    service.answer(422, {"errors": ["pin 4321 is wrong", "token hush-token is old"]})
    caplog.set_level(logging.DEBUG)
    with pytest.raises(ClientError) as caught:
        client.call(ORDER, soup(pin="4321"))
    things = (caught.value, str(caught.value), caught.value.response, client.settings, soup(pin="4321"), caplog.text)
    shown = " ".join(map(repr, things))
    assert "4321" not in shown
    assert "hush-token" not in shown
    assert "pin *** is wrong" in str(caught.value)


@pytest.mark.parametrize("token", ["", "a b", "a\r\nX: y", "schlüssel"])
def test_a_token_that_no_header_can_carry_is_refused_without_being_shown(token: str) -> None:
    with pytest.raises(ValueError, match="token") as caught:
        bearer(token)
    assert not token or token not in str(caught.value)


def test_a_client_closes_what_it_opened_and_nothing_else(settings: Settings) -> None:
    with httpx.Client() as borrowed:
        with SyncClient(settings, borrowed):
            pass
        assert not borrowed.is_closed


def test_asynchronous_calls_do_the_same(service: Service, settings: Settings, time: Time) -> None:
    service.answer(503).answer(200, {"id": "a"})

    async def both() -> list[Meal]:
        async with (
            httpx.AsyncClient(transport=httpx.MockTransport(service)) as http_client,
            AsyncioClient(settings, http_client) as client,
        ):
            parameters = Arguments(parameters={"order_id": "a"})
            first = await client.call(READ, parameters)
            return [first, *await asyncio.gather(*(client.call(READ, parameters) for _ in range(3)))]

    assert asyncio.run(both()) == [Meal(id="a")] * 4
    assert time.pauses == [0.25]


def test_asynchronous_calls_raise_the_same_errors(service: Service, settings: Settings) -> None:
    service.fail(httpx.ReadError("reset"))

    async def order() -> None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(service)) as http_client:
            client = AsyncioClient(settings, http_client).with_options(retries=Retries(most=0))
            await client.call(ORDER, soup())

    with pytest.raises(ConnectionLostError):
        asyncio.run(order())


def test_a_client_of_its_own_reaches_nothing_where_nobody_listens(settings: Settings) -> None:
    nowhere = replace(settings, base_url="http://127.0.0.1:9", retries=Retries(most=0))
    with SyncClient(nowhere, None) as client, pytest.raises(UnreachableError):
        client.call(ORDER, soup())

    async def order() -> None:
        async with AsyncioClient(nowhere, None) as client:
            await client.call(ORDER, soup())

    with pytest.raises(UnreachableError):
        asyncio.run(order())

"""Bodies and answers that are no JSON object, and credentials that are no bearer token."""

from __future__ import annotations

import json
from base64 import b64decode
from dataclasses import replace
from email import message_from_bytes, policy
from typing import Annotated
from urllib.parse import parse_qsl

import httpx
import pytest
from fencepost.runtime.client import Arguments, Settings, SyncClient
from fencepost.runtime.credentials import Credential
from fencepost.runtime.errors import ResponseValidationError, UnreachableError
from fencepost.runtime.forms import MULTIPART, Form, FormFile, Multipart
from fencepost.runtime.keys import basic_login, cookie_key, header_key, query_key
from fencepost.runtime.media import Bytes, Text
from fencepost.runtime.model import Model
from fencepost.runtime.operation import Json, Operation
from fencepost.runtime.parameters import Parameter
from fencepost.runtime.scalars import NotNull
from pydantic import Field, ValidationError

from .kitchen import Meal, Order, Service, SoldOutError


class Recipe(Model):
    title: Annotated[str, Field(min_length=1)]
    photo: NotNull[str] = None
    pages: NotNull[list[str]] = None
    meta: NotNull[dict[str, int]] = None
    good_for: Annotated[NotNull[int], Field(alias="goodFor")] = None


MEALS = Operation(id="meals", method="PUT", path="/meals", body=Json(list[Meal]), answers={204: Json(None)})
FORM = Operation(
    id="form",
    method="POST",
    path="/recipes",
    body=Form(Recipe),
    media_type="application/x-www-form-urlencoded",
    answers={204: Json(None)},
)
UPLOAD = replace(FORM, id="upload", body=Multipart(Recipe), media_type=MULTIPART)
CSV = Operation(
    id="csv", method="PUT", path="/menu", body=Text("text/csv"), media_type="text/csv", answers={204: Json(None)}
)


def test_a_list_of_models_is_sent_as_json(service: Service, client: SyncClient) -> None:
    service.answer(204)
    client.call(MEALS, Arguments(body=(Meal(id="a"), Meal(id="b", eaten=True))))
    assert json.loads(service.requests[0].content) == [{"id": "a"}, {"id": "b", "eaten": True}]


def test_a_model_in_a_list_changed_into_a_wrong_one_is_not_sent(service: Service, client: SyncClient) -> None:
    order = Order(dish="soup")
    order.servings = 99
    with pytest.raises(ValidationError):
        client.call(replace(MEALS, body=Json(list[Order])), Arguments(body=[order]))
    assert service.requests == []


def test_a_form_repeats_the_name_of_a_list_and_holds_objects_as_json(service: Service, client: SyncClient) -> None:
    service.answer(204)
    client.call(FORM, Arguments(fields={"title": "a&b", "pages": ["1", "2"], "meta": {"x": 1}, "good_for": 4}))
    [request] = service.requests
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    assert parse_qsl(request.content.decode()) == [
        ("title", "a&b"),
        ("pages", "1"),
        ("pages", "2"),
        ("meta", '{"x":1}'),
        ("goodFor", "4"),
    ]


def test_a_form_that_breaks_a_bound_is_not_sent(service: Service, client: SyncClient) -> None:
    with pytest.raises(ValidationError):
        client.call(FORM, Arguments(fields={"title": ""}))
    assert service.requests == []


def parts_of(request: httpx.Request) -> list[tuple[str, str | None, bytes]]:
    """Name, file name and content of each part, as a mail reader sees them."""
    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
    message = message_from_bytes(head + request.content, policy=policy.HTTP)
    parts = list(message.iter_parts())
    names = [part["content-disposition"].params["name"] for part in parts]
    return [(name, part.get_filename(), part.get_payload(decode=True)) for name, part in zip(names, parts, strict=True)]


def test_files_go_out_as_parts_with_their_very_octets(service: Service, client: SyncClient) -> None:
    service.answer(204)
    photo = FormFile(content=b"\x00\xff\r\n", name='a"b.png', media_type="image/png")
    client.call(UPLOAD, Arguments(fields={"title": "é", "photo": photo, "pages": [b"1", b"2"], "good_for": 4}))
    assert parts_of(service.requests[0]) == [
        ("title", None, "é".encode()),
        ("photo", "a%22b.png", b"\x00\xff\r\n"),
        ("pages", "file", b"1"),
        ("pages", "file", b"2"),
        ("goodFor", None, b"4"),
    ]


def test_a_name_of_a_file_cannot_add_a_header(service: Service, client: SyncClient) -> None:
    service.answer(204)
    photo = FormFile(content=b"", name="a\r\nX-Evil: 1\r\n\r\n", media_type="image/png\r\nX-Evil: 2")
    client.call(UPLOAD, Arguments(fields={"title": "a", "photo": photo}))
    assert b"\nX-Evil" not in service.requests[0].content


def test_text_is_sent_as_it_is(service: Service, client: SyncClient) -> None:
    service.answer(204)
    client.call(CSV, Arguments(body="soup;é"))
    assert service.requests[0].content == "soup;é".encode()
    assert service.requests[0].headers["content-type"] == "text/csv"


def test_another_type_than_text_is_a_type_error(client: SyncClient) -> None:
    with pytest.raises(TypeError, match="csv: the request must be a string"):
        client.call(CSV, Arguments(body=b"soup"))


@pytest.mark.parametrize(
    ("form", "media_type", "content", "value"),
    [
        (Text("text/csv"), "text/csv; charset=utf-8", "é".encode(), "é"),
        (Bytes("image/*"), "image/png", b"\xff", b"\xff"),
        (Bytes("text/csv, application/pdf"), "application/pdf", b"%", b"%"),
    ],
)
def test_an_answer_that_is_not_json_is_its_text_or_its_bytes(
    service: Service, client: SyncClient, form: Text | Bytes, media_type: str, content: bytes, value: object
) -> None:
    service.answers = [httpx.Response(200, headers={"content-type": media_type}, content=content)]
    operation = Operation(id="menu", method="GET", path="/menu", answers={200: form}, accept="*/*")
    assert client.call(operation, Arguments()) == value
    assert service.requests[0].headers["accept"] == "*/*"


@pytest.mark.parametrize(("media_type", "content"), [("text/html", b"<p>"), ("text/csv", b"\xff")])
def test_another_media_type_or_no_text_breaks_the_document(
    service: Service, client: SyncClient, media_type: str, content: bytes
) -> None:
    service.answers = [httpx.Response(200, headers={"content-type": media_type}, content=content)]
    with pytest.raises(ResponseValidationError):
        client.call(Operation(id="menu", method="GET", path="/menu", answers={200: Text("text/csv")}), Arguments())


def test_a_success_under_2xx_is_read(service: Service, client: SyncClient) -> None:
    service.answer(206, {"id": "a"})
    operation = Operation(id="any", method="GET", path="/", answers={}, success=Json(Meal))
    assert client.call(operation, Arguments()) == Meal(id="a")


def test_the_first_model_that_fits_a_refusal_is_its_body(service: Service, settings: Settings) -> None:
    class OtherError(SoldOutError):
        other_shapes = (Meal,)

    service.answer(409, {"id": "a"})
    with httpx.Client(transport=httpx.MockTransport(service)) as http_client:
        client = SyncClient(replace(settings, refusals={409: OtherError}), http_client)
        with pytest.raises(OtherError) as caught:
            client.call(MEALS, Arguments(body=[]))
    assert caught.value.parsed == Meal(id="a")


def test_cookies_are_escaped_and_share_one_header(service: Service, settings: Settings) -> None:
    service.answer(204)
    places = (Parameter(argument="theme", name="theme", place="cookie", style="form", explode=True),)
    operation = replace(MEALS, body=None, path="/{theme}", security=("c",), places=(*places, path_of("theme")))
    with httpx.Client(transport=httpx.MockTransport(service)) as http_client:
        client = SyncClient(replace(settings, credentials={"c": cookie_key("sid", "k")}), http_client)
        client.call(operation, Arguments(parameters={"theme": "a; admin=1"}))
    assert service.requests[0].headers["cookie"] == "theme=a%3B%20admin%3D1; sid=k"


def path_of(argument: str) -> Parameter:
    return Parameter(argument=argument, name=argument, place="path")


@pytest.mark.parametrize(
    ("security", "expected"),
    [
        (("bearer",), {}),
        (("bearer", "key"), {"x-key": "k1"}),
        (("key", "basic"), {"x-key": "k1"}),
        ((("key", "basic"),), {"x-key": "k1", "authorization": "Basic YTpwOnE="}),
        ((("key", "bearer"), "basic"), {"authorization": "Basic YTpwOnE="}),
        (((), "key"), {"x-key": "k1"}),
        (((),), {}),
    ],
)
def test_the_first_alternative_that_the_client_has_is_sent(
    service: Service, settings: Settings, security: tuple[str | tuple[str, ...], ...], expected: dict[str, str]
) -> None:
    service.answer(204)
    credentials = {"bearer": None, "key": header_key("X-Key", "k1"), "basic": basic_login("a:p:q")}
    with httpx.Client(transport=httpx.MockTransport(service)) as http_client:
        client = SyncClient(replace(settings, credentials=credentials), http_client)
        client.call(replace(MEALS, security=security), Arguments(body=[]))
    sent = service.requests[0].headers
    assert {name: sent[name] for name in ("x-key", "authorization") if name in sent} == expected


def test_a_name_and_a_password_are_told_apart_by_the_first_colon() -> None:
    assert b64decode(basic_login("a:p:q").value.removeprefix("Basic ")) == b"a:p:q"
    assert basic_login("a:p:q").secret == "p:q"


def test_a_key_in_the_query_joins_what_is_there(service: Service, settings: Settings) -> None:
    service.answer(204)
    with httpx.Client(transport=httpx.MockTransport(service)) as http_client:
        client = SyncClient(replace(settings, credentials={"key": query_key("api key", "a&b")}), http_client)
        client.call(replace(MEALS, path="/meals?beta=true", security=("key",)), Arguments(body=[]))
    assert service.requests[0].url.query == b"beta=true&api%20key=a%26b"


@pytest.mark.parametrize("key", ["", "a b", "a\r\nX: 1", "é", "a;b"])
def test_a_key_that_a_cookie_cannot_hold_is_refused_without_repeating_it(key: str) -> None:
    with pytest.raises(ValueError, match="key must be") as caught:
        cookie_key("sid", key)
    assert not key or key not in str(caught.value)


@pytest.mark.parametrize("credential", [basic_login("a:hush"), header_key("X", "hush"), query_key("x", "hush")])
def test_no_credential_shows_in_its_repr(credential: Credential) -> None:
    assert "hush" not in repr(credential)


def test_a_key_in_the_query_shows_in_no_error(service: Service, settings: Settings) -> None:
    service.fail(httpx.ConnectError("no")).fail(httpx.ConnectError("no"))
    with httpx.Client(transport=httpx.MockTransport(service)) as http_client:
        client = SyncClient(replace(settings, credentials={"key": query_key("key", "hush-key")}), http_client)
        with pytest.raises(UnreachableError) as caught:
            client.call(replace(MEALS, security=("key",)), Arguments(body=[]))
    assert "hush-key" not in str(caught.value)

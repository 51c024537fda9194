"""A case becomes one request: address, headers, credential and body."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import replace

import pytest
from fencepost.campaign.casefile import case_from
from fencepost.campaign.wire.credentials import disguises
from fencepost.campaign.wire.encoding import UnsendableError
from fencepost.campaign.wire.exchange import Request
from fencepost.campaign.wire.request import Target, build_request
from fencepost.cases.case import Auth, Case, Expectation, FromAnswer, case_line
from fencepost.ir.values import freeze

from ..inline import api_of, document

PATH = os.environ["PATH"]
SCHEMES = {
    "bearer": "{type: http, scheme: bearer}",
    "basic": "{type: http, scheme: basic}",
    "header": "{type: apiKey, in: header, name: X-Key}",
    "query": "{type: apiKey, in: query, name: key}",
    "cookie": "{type: apiKey, in: cookie, name: session}",
    "oauth": "{type: oauth2, flows: {}}",
}


def request(case: Case, *, scheme: str | None = "bearer", target: Target | None = None, **given: str) -> Request:
    schemes = ", ".join(f"{key}: {text}" for key, text in SCHEMES.items())
    security = "[]" if scheme is None else f"[{{{scheme}: []}}]"
    api, sink = api_of(
        document(f"""
        components: {{securitySchemes: {{{schemes}}}}}
        paths:
          /a/{{id}}:
            put:
              operationId: a
              security: {security}
              parameters:
                - {{name: id, in: path, required: true, schema: {{type: string, maxLength: 90}}}}
                - {{name: tags, in: query, explode: false, schema: {{type: array, items: {{type: string}}}}}}
                - {{name: needed, in: query, required: true, schema: {{type: array, items: {{type: string}}}}}}
                - {{name: X-Size, in: header, schema: {{type: integer}}}}
                - {{name: flavour, in: cookie, schema: {{type: string}}}}
              responses: {{"200": {{description: x}}}}
        """)
    )
    assert not sink.errors
    wanted = target or Target(url="http://host/base", token="secret-token")
    values = tuple((FromAnswer(operation="made", pointer="/id"), value) for value in given.values())
    return build_request(case, api.operations[0], api, wanted, values)


CASE = Case(
    id="a",
    operation="a",
    kind="valid",
    target="",
    point="nominal",
    method="put",
    path="/a/{id}",
    path_params=(("id", freeze("x y")),),
    expect=Expectation(status=("200",)),
)


def test_paths_are_appended_to_the_address_of_the_target() -> None:
    assert request(CASE).url == "http://host/base/a/x%20y"


def test_a_value_from_an_earlier_answer_takes_its_place() -> None:
    case = replace(CASE, path_params=(("id", FromAnswer(operation="made", pointer="/id")),))
    assert request(case, value="new/1").url == "http://host/base/a/new%2F1"


def test_a_value_that_the_document_does_not_allow_in_the_path_is_not_sent() -> None:
    case = replace(CASE, path_params=(("id", FromAnswer(operation="made", pointer="/id")),))
    with pytest.raises(UnsendableError, match="an answer gave a value that id does not allow"):
        request(case, value="x" * 100)


def test_an_address_that_no_server_needs_to_take_is_not_sent() -> None:
    assert len(request(replace(CASE, query=(("other", freeze("x" * 7900)),))).url) > 7900
    with pytest.raises(UnsendableError, match="more than 8000 octets"):
        request(replace(CASE, query=(("other", freeze("x" * 8000)),)))


def test_a_query_keeps_names_that_the_document_does_not_know() -> None:
    case = replace(CASE, query=(("tags", freeze(["a", "b"])), ("other", freeze([1, 2]))))
    assert request(case).url.endswith("?tags=a,b&other=1&other=2")


def test_a_required_parameter_that_leaves_no_trace_cannot_be_sent() -> None:
    assert request(replace(CASE, query=(("tags", freeze([])),))).url.endswith("/a/x%20y")
    with pytest.raises(UnsendableError):
        request(replace(CASE, query=(("needed", freeze([])),)))


def test_headers_and_cookies_go_where_the_document_puts_them() -> None:
    case = replace(CASE, headers=(("X-Size", freeze(3)), ("flavour", freeze("mint"))))
    headers = dict(request(case).headers)
    assert (headers["x-size"], headers["cookie"]) == ("3", "flavour=mint")


@pytest.mark.parametrize(
    ("scheme", "wanted"),
    [
        ("bearer", "authorization: Bearer secret-token"),
        ("basic", "authorization: Basic c2VjcmV0LXRva2VuOg=="),
        ("header", "x-key: secret-token"),
        ("cookie", "cookie: session=secret-token"),
        ("oauth", "authorization: Bearer secret-token"),
    ],
)
def test_the_right_credential_is_shown_as_the_document_asks(scheme: str, wanted: str) -> None:
    assert wanted in [f"{name}: {value}" for name, value in request(CASE, scheme=scheme).headers]


def test_a_key_may_be_asked_for_in_the_query() -> None:
    assert request(CASE, scheme="query").url.endswith("?key=secret-token")


@pytest.mark.parametrize("auth", ["none", "empty", "wrong", "cut", "other_case", "other_scheme"])
def test_no_other_credential_holds_the_right_one(auth: Auth) -> None:
    for scheme in SCHEMES:
        sent = request(replace(CASE, auth=auth), scheme=scheme)
        assert "secret-token" not in repr(sent)
        assert "c2VjcmV0LXRva2Vu" not in repr(sent)


def shown(auth: Auth, *, scheme: str = "bearer", token: str = "secret-token") -> str | None:
    sent = request(replace(CASE, auth=auth), scheme=scheme, target=Target(url="http://host", token=token))
    headers = dict(sent.headers)
    return headers.get("authorization", headers.get("x-key", headers.get("cookie")))


def test_a_credential_may_be_wrong_in_ways_that_are_looked_for() -> None:
    assert shown("empty") == "Bearer"
    assert shown("cut") == "Bearer secret-t"
    assert shown("other_case") == "Bearer SECRET-TOKEN"
    assert shown("other_scheme") == "Basic ZmVuY2Vwb3N0LXdyb25nLXRva2VuOg=="
    assert shown("token_in_other_scheme") == "Basic secret-token"
    assert shown("scheme_in_other_case") == "bearer secret-token"


def test_a_key_and_a_password_may_be_wrong_likewise() -> None:
    assert shown("empty", scheme="header") == ""
    assert shown("cut", scheme="cookie") == "session=secret-t"
    assert shown("empty", scheme="basic") == "Basic Og=="
    assert shown("other_scheme", scheme="basic") == "Bearer fencepost-wrong-token"


@pytest.mark.parametrize("token", ["0123-4567", "7f3a91c2-5d0e", "DEADBEEF", "", "_.~"])
def test_a_token_in_which_letters_do_not_matter_is_replaced_instead_of_written_in_others(token: str) -> None:
    assert shown("other_case", token=token) == "Bearer fencepost-wrong-token"


@pytest.mark.parametrize("token", ["", "abc", "abcd"])
def test_a_token_of_which_nothing_would_be_left_is_replaced(token: str) -> None:
    assert shown("cut", token=token) == "Bearer fencepost-wrong-token"


@pytest.mark.parametrize("token", ["secret-token", "SECRET-TOKEN", "user:pass word"])
def test_bash_makes_from_a_variable_what_requests_show_of_the_token(token: str) -> None:
    for text, words in disguises(token, "TOKEN"):
        script = f'printf %s "{words}"'
        told = subprocess.run(
            ["bash", "-c", script], capture_output=True, check=True, env={"TOKEN": token, "PATH": PATH}
        )
        assert told.stdout.decode() == text


def test_a_header_of_the_user_is_sent_always_and_a_credential_among_them_only_where_the_right_one_is_due() -> None:
    target = Target(url="http://host", token="t", headers=(("x-team", "blue"), ("authorization", "Bearer mine")))
    right, none = (dict(request(replace(CASE, auth=auth), target=target).headers) for auth in ("right", "none"))
    assert (right["authorization"], right["x-team"]) == ("Bearer mine", "blue")
    assert ("authorization" in none, none["x-team"]) == (False, "blue")


def test_a_json_body_goes_out_letter_by_letter() -> None:
    sent = request(replace(CASE, media_type="application/json", body=freeze({"a": [1.0, None, "é"]})))
    assert sent.content == '{"a":[1.0,null,"é"]}'.encode()
    assert dict(sent.headers)["content-type"] == "application/json"


def test_a_text_goes_out_in_utf8_and_may_hold_octets_that_are_none() -> None:
    sent = request(replace(CASE, media_type="application/json", body_text='{"a": "é\udcff\udc80"}'))
    assert sent.content == '{"a": "é'.encode() + b'\xff\x80"}'
    assert "content-type" not in dict(request(replace(CASE, body_text="{}")).headers)


def test_a_case_with_octets_that_are_no_utf8_is_read_back_from_its_line() -> None:
    case = replace(CASE, media_type="application/json", body_text='{"a": "\udcff"}', auth="cut")
    assert "\\udcff" in case_line(case)
    assert case_from(json.loads(case_line(case))) == case


def test_a_surrogate_that_stands_for_no_octet_cannot_be_sent() -> None:
    with pytest.raises(UnsendableError, match="surrogate"):
        request(replace(CASE, body_text="\ud800"))


def test_a_form_goes_out_as_pairs() -> None:
    body = freeze({"a": 1, "b": ["x", "y&z"]})
    sent = request(replace(CASE, media_type="application/x-www-form-urlencoded", body=body))
    assert sent.content == b"a=1&b=x&b=y%26z"


def test_a_body_of_a_type_that_cannot_be_built_is_said_so() -> None:
    with pytest.raises(UnsendableError, match="application/xml"):
        request(replace(CASE, media_type="application/xml", body=freeze({"a": 1})))

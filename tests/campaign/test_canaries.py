"""A canary is known again in whatever way a service shows it, and nothing else is taken for one."""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Callable
from urllib.parse import quote

import pytest
from fencepost.campaign.judging.canaries import LENGTH, SHORTEST, STEM, canaries_in, canary, numbers_in
from fencepost.campaign.wire.exchange import Answer
from fencepost.ir.values import Json

CANARY = canary(5, "a case")

WAYS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "in capitals": str.upper,
    "every octet escaped for an address": lambda text: "".join(f"%{ord(each):02X}" for each in text),
    "as an address needs it": lambda text: quote(text, safe=""),
    "every letter escaped for JSON": lambda text: "".join(f"\\u{ord(each):04x}" for each in text),
    "hexadecimal": lambda text: text.encode().hex(),
    "hexadecimal in capitals": lambda text: text.encode().hex().upper(),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_canary_is_seen_in_each_way_of_writing(way: str) -> None:
    assert numbers_in(f"before {WAYS[way](CANARY)} after".encode()) == (5,)


@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
@pytest.mark.parametrize("text", [CANARY, CANARY.upper()])
def test_a_canary_is_seen_in_base64_wherever_it_stands_in_what_was_encoded(
    encode: Callable[[bytes], bytes], text: str
) -> None:
    for before in range(7):
        for after in range(4):
            encoded = encode(b"\xff" * before + text.encode() + b"?" * after)
            assert numbers_in(b'{"sealed": "' + encoded + b'"}') == (5,)
            assert numbers_in(encoded.rstrip(b"=")) == (5,)


def test_a_canary_inside_json_inside_base64_is_seen() -> None:
    assert numbers_in(base64.b64encode(json.dumps({"A_LONG_NAME": CANARY}).encode())) == (5,)


def test_its_number_is_the_field_and_its_length_the_one_asked_for() -> None:
    for length in (SHORTEST, LENGTH, 300):
        text = canary(0xABC, "seed", length)
        assert (len(text), numbers_in(text.encode())) == (length, (0xABC,))


def test_the_same_seed_gives_the_same_canary_and_another_one_another() -> None:
    assert canary(1, "0/case") == canary(1, "0/case") != canary(1, "1/case")


def test_two_canaries_of_two_fields_are_both_seen() -> None:
    assert numbers_in(f"{canary(1, 'a')} {canary(2, 'b')} {canary(1, 'c')}".encode()) == (1, 2)


def test_other_texts_are_no_canaries() -> None:
    octets = random.Random(7).randbytes(300_000)
    assert numbers_in(octets) == numbers_in(base64.b64encode(octets)) == numbers_in(octets.hex().encode()) == ()
    assert numbers_in(f"{STEM} and {STEM[:-1]}123".encode()) == ()


def places(body: Json = None, headers: tuple[tuple[str, str], ...] = ()) -> list[str]:
    answer = Answer(status=200, headers=headers, content=json.dumps(body).encode())
    return [each.place for each in canaries_in(answer, body)]


def test_the_place_is_a_pointer_into_the_answer() -> None:
    assert places({"errors": [{"details": f"not {CANARY}"}]}) == ["/body/errors/0/details"]
    assert places({"a/b": {"c": base64.b64encode(CANARY.encode()).decode()}}) == ["/body/a~1b/c"]
    assert places({"map": {CANARY: 1}}) == ["/body/map"]
    assert places(headers=(("x-debug", CANARY),)) == ["/headers/x-debug"]


def test_what_is_not_json_has_the_body_as_its_place() -> None:
    answer = Answer(status=500, content=f"<pre>{CANARY}</pre>".encode())
    assert [each.place for each in canaries_in(answer, None)] == ["/body"]

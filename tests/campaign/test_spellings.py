"""When two texts of a format are one value."""

from __future__ import annotations

import pytest
from fencepost.campaign.judging.spellings import is_one_value

SAME = [
    ("uri", "https://a.example", "https://a.example/"),
    ("uri", "HTTPS://A.example:443/b/../c?d=%7e#e", "https://a.example/c?d=~#e"),
    ("uri", "http://a.example/%c3%a9", "http://a.example/%C3%A9"),
    ("uuid", "7F3A91C2-5D0E-4B6A-9C41-0E8D2F6B1A37", "7f3a91c2-5d0e-4b6a-9c41-0e8d2f6b1a37"),
    ("ipv6", "2001:0db8:0:0:0:0:0:1", "2001:db8::1"),
    ("ipv6", "::ffff:192.0.2.1", "::ffff:c000:201"),
    ("email", "Someone@Example.COM", "Someone@example.com"),
    ("hostname", "A.example.", "a.example"),
    ("time", "10:00:00Z", "11:00:00+01:00"),
]

DIFFERENT = [
    ("uri", "https://a.example/b", "https://a.example/B"),
    ("uri", "https://a.example/b", "https://a.example/b/"),
    ("uri", "https://a.example:8443", "https://a.example"),
    ("uri", "https://a.example/a%2Fb", "https://a.example/a/b"),
    ("uri", "urn:a:b", "urn:a:B"),
    ("uuid", "7f3a91c2-5d0e-4b6a-9c41-0e8d2f6b1a37", "7f3a91c2-5d0e-4b6a-9c41-0e8d2f6b1a38"),
    ("ipv6", "2001:db8::1", "2001:db8::2"),
    ("ipv6", "nothing", "Nothing"),
    ("email", "Someone@example.com", "someone@example.com"),
    ("time", "10:00:00Z", "10:00:00+01:00"),
    ("date", "2024-02-29", "20240229"),
    ("password", "a", "A"),
]


@pytest.mark.parametrize(("name", "one", "other"), SAME)
def test_two_spellings_of_a_value_are_that_value(name: str, one: str, other: str) -> None:
    assert is_one_value(one, other, name)


@pytest.mark.parametrize(("name", "one", "other"), DIFFERENT)
def test_two_values_are_two_however_alike_they_are_spelt(name: str, one: str, other: str) -> None:
    assert not is_one_value(one, other, name)

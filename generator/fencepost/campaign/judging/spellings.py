"""Two spellings of one value: what the standard of a format says is the same, however it is written.

Servers that keep a value as what it is, and not as its text, rightly answer it in another spelling.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import time
from ipaddress import IPv6Address
from urllib.parse import unquote, urljoin, urlsplit

_PORTS = {"http": 80, "https": 443, "ftp": 21, "ws": 80, "wss": 443}
_UNRESERVED = re.compile("[A-Za-z0-9._~-]")


def is_one_value(one: str, other: str, format_name: str) -> bool:
    """Whether two texts of a format are the same value; False for a format that has one spelling of each."""
    plain = _PLAIN.get(format_name)
    if plain is None:
        return False
    with suppress(ValueError):
        return plain(one) == plain(other)
    return False


def _uri(text: str) -> object:
    """The URI in its normal form (RFC 3986, 6.2.2 and 6.2.3)."""
    parts = urlsplit(re.sub("%[0-9A-Fa-f]{2}", _escape, text))
    path = parts.path or ("/" if parts.netloc else "")
    if path.startswith("/"):
        path = urlsplit(urljoin("http://a", path)).path
    port = None if parts.port == _PORTS.get(parts.scheme) else parts.port
    person = parts.netloc.rpartition("@")[0]
    return parts.scheme, person, parts.hostname, port, path, parts.query, parts.fragment


def _escape(found: re.Match[str]) -> str:
    """An escape in capital letters; of a character that needs none, the character."""
    plain = unquote(found[0], errors="replace")
    return plain if _UNRESERVED.fullmatch(plain) else found[0].upper()


def _email(text: str) -> object:
    """The address; only its domain knows no case (RFC 5321, 2.4)."""
    person, _, domain = text.rpartition("@")
    return person, _hostname(domain)


def _hostname(text: str) -> object:
    return text.removesuffix(".").lower()


_PLAIN: dict[str, Callable[[str], object]] = {
    "uuid": str.lower,  # RFC 9562, 4: written in small letters, read in both.
    "ipv6": lambda text: IPv6Address(text).packed,
    "time": time.fromisoformat,
    "uri": _uri,
    "iri": _uri,
    "email": _email,
    "idn-email": _email,
    "hostname": _hostname,
    "idn-hostname": _hostname,
}
"""What two spellings of a value have in common, by format; ValueError for a text that is none."""

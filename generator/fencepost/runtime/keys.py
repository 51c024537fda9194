"""Credentials other than a bearer token. Each raises ValueError for what its place cannot carry, without repeating it.

Source: OpenAPI 3.1, 4.8.27 (security scheme object); RFC 7617 (basic); RFC 6265, 4.1.1 (cookies).
"""

from __future__ import annotations

from base64 import b64encode
from urllib.parse import quote

from .credentials import Credential, is_visible


def basic_login(name_and_password: str) -> Credential:
    """A name and a password, with a colon between them, for the header Authorization."""
    name, colon, password = name_and_password.partition(":")
    if not (name and colon and password):
        raise ValueError("the credential must be a name, a colon and a password")
    value = b64encode(name_and_password.encode()).decode()
    return Credential(name="Authorization", value=f"Basic {value}", secret=password)


def header_key(header: str, key: str) -> Credential:
    """A key in a header of its own."""
    return Credential(name=header, value=_checked(key), secret=key)


def query_key(parameter: str, key: str) -> Credential:
    """A key in the query."""
    return Credential(place="query", name=quote(parameter, safe=""), value=quote(_checked(key), safe=""), secret=key)


def cookie_key(cookie: str, key: str) -> Credential:
    """A key in a cookie."""
    if set(_checked(key)) & set('",;\\'):
        raise ValueError("the key must be characters that a cookie can hold")
    return Credential(place="cookie", name=cookie, value=key, secret=key)


def _checked(key: str) -> str:
    if not is_visible(key):
        raise ValueError("the key must be visible ASCII characters without spaces")
    return key

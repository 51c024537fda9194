"""Addresses of servers as a user writes them."""

from __future__ import annotations

from urllib.parse import urlsplit

from fencepost.diagnostics import refusal


def address(url: str | None) -> str:
    """A base address without a slash at its end; empty where none is given.

    Raises FencepostError A006 for what is no http address.
    """
    if url is None:
        return ""
    if not _is_base(url):
        remedy = "write it like http://127.0.0.1:8000 or https://host/base"
        raise refusal("A006", "this is not the address of a server", address=url, remedy=remedy)
    return url.rstrip("/")


def proxy_address(url: str | None) -> str | None:
    """The address of a proxy; None where none is given.

    Raises FencepostError A006 for what is no http address.
    """
    if url is not None and not _is_base(url):
        remedy = "write it like http://127.0.0.1:3128; proxies of other protocols are not spoken to"
        raise refusal("A006", "this is not the address of a proxy", address=f"--proxy {url}", remedy=remedy)
    return url


def _is_base(url: str) -> bool:
    try:
        parts = urlsplit(url)
        named = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0 and url.isprintable()
    except ValueError:
        return False
    return named and not parts.query and not parts.fragment

"""The address in front of every path."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from fencepost.ir.api import Api


def default_address(api: Api) -> str | None:
    """The first server that is an address as it stands; a relative one is below the document's own address, if any."""
    addresses = (urljoin(api.source, server) if _is_web(api.source) else server for server in api.servers)
    return next((address for address in addresses if _is_address(address)), None)


def _is_web(address: str) -> bool:
    return address.startswith(("http://", "https://"))


def _is_address(text: str) -> bool:
    """Whether a text is http or https with a host, and has nothing left open."""
    if not _is_web(text) or "{" in text or not text.isascii() or not text.isprintable() or " " in text:
        return False
    try:
        parts = urlsplit(text)
        return bool(parts.hostname) and parts.port != 0 and not parts.query and not parts.fragment
    except ValueError:
        return False


def address_text(api: Api) -> str:
    """What there is to say of the addresses in the document; empty for one plain address or none."""
    if len(api.servers) == 1 and default_address(api) is not None:
        return ""
    return f"The document gives these addresses: {', '.join(api.servers)}." if api.servers else ""

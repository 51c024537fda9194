"""How one schema names another: `#/components/schemas/NAME`.

A reference is a URI, so a name with a space, a bracket or a letter beyond ASCII stands in it percent-encoded; engines
refuse it otherwise.
Source: RFC 6901, 6 (JSON Pointer as a URI fragment); RFC 3986, 3.5.
"""

from __future__ import annotations

from urllib.parse import quote, unquote

from fencepost.ir.pointers import escaped, unescaped

COMPONENTS = "#/components/schemas/"


def reference_to(name: str) -> str:
    """The reference to a component."""
    return COMPONENTS + quote(escaped(name), safe="~")


def component_of(reference: str) -> str | None:
    """The component that a reference leads to; None where it leads elsewhere."""
    token = reference.removeprefix(COMPONENTS)
    return None if token == reference or "/" in token else unescaped(unquote(token))

"""Security schemes and what operations require of them."""

from __future__ import annotations

from typing import Literal, TypeAlias

from fencepost.ir.http import SecurityScheme
from fencepost.read.contents import dereferenced
from fencepost.read.context import Context
from fencepost.read.nodes import Entry, Mapped

Kind: TypeAlias = Literal["http", "apiKey", "oauth2", "openIdConnect", "mutualTLS"]
_KINDS: dict[str, Kind] = {
    "http": "http",
    "apiKey": "apiKey",
    "oauth2": "oauth2",
    "openIdConnect": "openIdConnect",
    "mutualTLS": "mutualTLS",
}
_PLACES: dict[str, Literal["query", "header", "cookie"]] = {"query": "query", "header": "header", "cookie": "cookie"}


def read_schemes(root: Mapped, context: Context) -> tuple[SecurityScheme, ...]:
    """The declared schemes, in the order of the document."""
    components = context.mapped(root, "components")
    schemes = None if components is None else context.mapped(components, "securitySchemes")
    found = [_scheme(entry, context) for entry in (() if schemes is None else schemes.entries.values())]
    return tuple(scheme for scheme in found if scheme is not None)


def _scheme(entry: Entry, context: Context) -> SecurityScheme | None:
    node = dereferenced(entry.node, context)
    kind = None if node is None else _KINDS.get(context.text(node, "type") or "")
    if node is None or kind is None:
        remedy = f"use one of {', '.join(_KINDS)}"
        context.error("O008", f"the security scheme {entry.key} has no known type", entry.location, remedy=remedy)
        return None
    scheme = context.text(node, "scheme")
    return SecurityScheme(
        key=entry.key,
        kind=kind,
        http_scheme=scheme.lower() if kind == "http" and scheme else None,
        name=context.text(node, "name") if kind == "apiKey" else None,
        place=_PLACES.get(context.text(node, "in") or "") if kind == "apiKey" else None,
        description=context.text(node, "description"),
        location=entry.location,
    )


def read_requirements(holder: Mapped, context: Context) -> tuple[tuple[str, ...], ...]:
    """The alternatives of a `security` list, each the keys of the schemes that are needed together."""
    declared = _declared(context)
    alternatives: list[tuple[str, ...]] = []
    for node in context.items(holder, "security"):
        if not isinstance(node, Mapped):
            remedy = "write the key of a scheme and its scopes: - bearer: []"
            context.error("O009", "a security requirement must be an object", node.location, remedy=remedy)
            continue
        for entry in node.entries.values():
            if entry.key not in declared:
                message = f"the security scheme {entry.key} is not declared"
                context.error("O009", message, entry.location, remedy="declare it under components/securitySchemes")
        alternatives.append(tuple(node.entries))
    return tuple(alternatives)


def _declared(context: Context) -> frozenset[str]:
    root = context.documents.root.root
    components = root.get("components") if isinstance(root, Mapped) else None
    schemes = components.get("securitySchemes") if isinstance(components, Mapped) else None
    return frozenset(schemes.entries) if isinstance(schemes, Mapped) else frozenset()

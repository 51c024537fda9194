"""Types of which no value was found, though nothing says that there is none."""

from __future__ import annotations

from fencepost.cases.nominal import Nominals, UnattainableError
from fencepost.cases.texts import TRIES, simplest_text
from fencepost.diagnostics import Diagnostics
from fencepost.ir.api import Api, Component
from fencepost.ir.types import String
from fencepost.ir.walk import types_of, walk


def report_unmade(api: Api, sink: Diagnostics) -> None:
    """Warn of each pattern that no string was found for (S016), and of each component that no value was (S017)."""
    nominals = Nominals.of_answers(api)
    for kind in (inner for outer in types_of(api) for inner in walk(outer)):
        if isinstance(kind, String) and _is_unmade(kind, nominals):
            _report_pattern(kind, sink)
    for component in api.components:
        told = any(isinstance(kind, String) and _is_unmade(kind, nominals) for kind in walk(component.type))
        if not told and not nominals.domains.is_empty(component.type) and not _has_value(component, nominals):
            message = f"no value of {component.name} was found"
            remedy = "give it an example; one that fits is taken before anything is searched for"
            sink.warning("S017", message, component.location, remedy=remedy)


def _is_unmade(kind: String, nominals: Nominals) -> bool:
    return kind.pattern is not None and not nominals.domains.is_empty(kind) and simplest_text(kind) is None


def _report_pattern(kind: String, sink: Diagnostics) -> None:
    assert kind.pattern is not None
    message = f"no string was found in {TRIES} tries that matches {kind.pattern.source} and has the right length"
    remedy = "see whether pattern and lengths exclude each other; an example that fits is taken"
    sink.warning("S016", message, kind.pattern.location, remedy=remedy)


def _has_value(component: Component, nominals: Nominals) -> bool:
    try:
        nominals.value(component.type, component.annotations)
    except UnattainableError:
        return False
    return True

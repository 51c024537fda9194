"""Types and bodies of which no value was found, though nothing says that there is none."""

from __future__ import annotations

from fencepost.cases.nominal import Nominals, UnattainableError
from fencepost.cases.texts import TRIES, simplest_text
from fencepost.diagnostics import Diagnostics
from fencepost.ir.api import Api, Component
from fencepost.ir.http import Content
from fencepost.ir.types import Ref, String
from fencepost.ir.walk import types_of, walk


def report_unmade(api: Api, sink: Diagnostics) -> None:
    """Warn of each pattern that no string was found for (S016), and of each component and body without value (S017)."""
    nominals = Nominals.of_answers(api)
    for kind in (inner for outer in types_of(api) for inner in walk(outer)):
        if isinstance(kind, String) and _is_unmade(kind, nominals):
            _report_pattern(kind, sink)
    for component in api.components:
        _report_type(component.name, component, nominals, sink)
    senders = Nominals(api)
    for operation in api.operations:
        for content in () if operation.body is None else operation.body.contents:
            if not isinstance(content.type, Ref):  # A component was told of already.
                _report_type(f"the body of {operation.id}", content, senders, sink)


def _report_type(name: str, whole: Component | Content, nominals: Nominals, sink: Diagnostics) -> None:
    told = any(isinstance(kind, String) and _is_unmade(kind, nominals) for kind in walk(whole.type))
    if not told and not nominals.domains.is_empty(whole.type) and not _has_value(whole, nominals):
        message = f"no value of {name} was found"
        remedy = "give it an example; one that fits is taken before anything is searched for"
        sink.warning("S017", message, whole.location, remedy=remedy)


def _is_unmade(kind: String, nominals: Nominals) -> bool:
    return kind.pattern is not None and not nominals.domains.is_empty(kind) and simplest_text(kind) is None


def _report_pattern(kind: String, sink: Diagnostics) -> None:
    assert kind.pattern is not None
    message = f"no string was found in {TRIES} tries that matches {kind.pattern.source} and has the right length"
    remedy = "see whether pattern and lengths exclude each other; an example that fits is taken"
    sink.warning("S016", message, kind.pattern.location, remedy=remedy)


def _has_value(whole: Component | Content, nominals: Nominals) -> bool:
    annotations = whole.annotations if isinstance(whole, Component) else None
    try:
        nominals.value(whole.type, annotations)
    except UnattainableError:
        return False
    return True

"""The document that a command speaks of, and the operations in it that a user chose."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from fencepost.cli.remarks import show_errors
from fencepost.diagnostics import Diagnostics, refusal
from fencepost.ir.api import Api
from fencepost.ir.http import Operation


def load_document(spec: str) -> Api:
    """The document; what was remarked while reading goes to standard error.

    Raises FencepostError where it cannot be read as its author must have meant it.
    """
    from fencepost.pipeline import load

    sink = Diagnostics()
    api = load(spec, sink)
    show_errors(sink.sorted())
    return api


def choose(api: Api, wanted: Iterable[str], unwanted: Iterable[str], tags: Iterable[str]) -> tuple[Operation, ...]:
    """The operations chosen by id and by tag, all of them by default, without those left out; in document order.

    Raises FencepostError A001 for an id, A002 for a tag that the document does not have, and A003 where none is left.
    """
    ids = [operation.id for operation in api.operations]
    _refuse_unknown("A001", "operation", (*wanted, *unwanted), ids)
    _refuse_unknown("A002", "tag", tags, [tag for operation in api.operations for tag in operation.tags])
    named, left_out, tagged = set(wanted), set(unwanted), set(tags)
    chosen = tuple(
        operation
        for operation in api.operations
        if operation.id not in left_out
        and (not named or operation.id in named)
        and (not tagged or tagged & set(operation.tags))
    )
    if not chosen:
        message = "no operation is left to work on" if api.operations else "the document has no operation"
        remedy = "leave out one of --operation, --exclude-operation and --tag" if api.operations else "add one to paths"
        raise refusal("A003", message, address=api.source, remedy=remedy)
    return chosen


def _refuse_unknown(code: str, noun: str, given: Iterable[str], known: list[str]) -> None:
    for name in given:
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            listed = ", ".join(dict.fromkeys(known)) or "none"
            remedy = f"did you mean {close[0]}?" if close else f"the document has {listed}"
            raise refusal(code, f"the document has no {noun} {name}", address=f"--{noun}", remedy=remedy)

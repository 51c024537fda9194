"""The document that a command speaks of, and the operations in it that a user chose."""

from __future__ import annotations

from fencepost.cli.remarks import show_errors
from fencepost.diagnostics import Diagnostics
from fencepost.ir.api import Api


def load_document(spec: str) -> Api:
    """The document; what was remarked while reading goes to standard error.

    Raises FencepostError where it cannot be read as its author must have meant it.
    """
    from fencepost.pipeline import load

    sink = Diagnostics()
    api = load(spec, sink)
    show_errors(sink.sorted())
    return api

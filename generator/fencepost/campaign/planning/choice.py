"""What a user chooses of a document and of a campaign: operations and phases."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from fencepost.campaign.phases import ALL_PHASES, Phase
from fencepost.diagnostics import FencepostError, refusal
from fencepost.ir.api import Api
from fencepost.ir.http import Operation


def phases_named(text: str, option: str = "--phases") -> tuple[Phase, ...]:
    """The phases of a list with commas, in the order in which reports name them.

    Raises FencepostError A005 for a word that names none.
    """
    words = [word.strip() for word in text.split(",") if word.strip()]
    for word in words:
        if word not in ALL_PHASES:
            close = difflib.get_close_matches(word, ALL_PHASES, n=1)
            remedy = f"did you mean {close[0]}?" if close else f"they are {', '.join(ALL_PHASES)}"
            raise refusal("A005", f"there is no phase {word}", address=option, remedy=remedy)
    return tuple(phase for phase in ALL_PHASES if phase in words)


def choose(
    api: Api, wanted: Iterable[str], unwanted: Iterable[str] = (), tags: Iterable[str] = (), *, prefix: str = "--"
) -> tuple[Operation, ...]:
    """The operations chosen by id and by tag, all of them by default, without those left out; in document order.

    `prefix` begins the options that name them. Raises FencepostError A001 for an id, A002 for a tag that the document
    does not have, and A003 where none is left.
    """
    ids = [operation.id for operation in api.operations]
    _refuse_unknown("A001", "operation", (*wanted, *unwanted), ids, prefix)
    tagging = [tag for operation in api.operations for tag in operation.tags]
    _refuse_unknown("A002", "tag", tags, tagging, prefix)
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


def unknown_operation(name: str, api: Api, address: str) -> FencepostError:
    """A001: the document has no operation of that id."""
    return _unknown("A001", "operation", name, [operation.id for operation in api.operations], address)


def _refuse_unknown(code: str, noun: str, given: Iterable[str], known: list[str], prefix: str) -> None:
    for name in given:
        if name not in known:
            raise _unknown(code, noun, name, known, f"{prefix}{noun}")


def _unknown(code: str, noun: str, name: str, known: list[str], address: str) -> FencepostError:
    close = difflib.get_close_matches(name, known, n=1)
    listed = ", ".join(dict.fromkeys(known)) or "none"
    remedy = f"did you mean {close[0]}?" if close else f"the document has {listed}"
    return refusal(code, f"the document has no {noun} {name}", address=address, remedy=remedy)

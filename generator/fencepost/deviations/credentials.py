"""Deviations of credentials: an operation that asks for none although its document does."""

from __future__ import annotations

from collections.abc import Iterator

from fencepost.deviations.deviation import Deviation
from fencepost.ir.api import Api
from fencepost.ir.edits import Put
from fencepost.ir.places import Places
from fencepost.ir.values import JsonText


def credential_deviations(api: Api, places: Places) -> Iterator[Deviation]:
    """One for each operation that cannot be called without a credential."""
    for operation in api.operations:
        if operation.security and all(operation.security) and places.holds(operation.location):
            yield Deviation(
                id=f"{operation.id}/security:unauthenticated",
                kind="unauthenticated",
                pointer=operation.location.pointer,
                description=f"{operation.id} asks for no credential",
                effect=Put(pointer=f"{operation.location.pointer}/security", value=JsonText("[]")),
                operations=(operation.id,),
            )

"""The cases of ten-line documents."""

from __future__ import annotations

from fencepost.cases.case import Case
from fencepost.cases.faults import fault_cases
from fencepost.cases.lattice import valid_cases
from fencepost.cases.nominal import Nominals

from ..inline import schema_api


def cases(schema: str) -> tuple[tuple[Case, ...], tuple[Case, ...]]:
    """The valid cases and the faults of an operation whose body has the schema."""
    api, _ = schema_api(schema)
    (operation,) = api.operations
    nominals = Nominals(api)
    return valid_cases(api, operation, nominals), fault_cases(api, operation, nominals)

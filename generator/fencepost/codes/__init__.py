"""Every diagnostic code of fencepost with its page: the one table behind `fencepost explain CODE`.

A code is stable: it is never given another meaning, and that of a remark which is no longer made is not used again.
"""

from __future__ import annotations

from fencepost.codes.arguments import ARGUMENTS
from fencepost.codes.bodies import BODIES
from fencepost.codes.document import DOCUMENT
from fencepost.codes.keeping import KEEPING
from fencepost.codes.operations import OPERATIONS
from fencepost.codes.output import OUTPUT
from fencepost.codes.page import Page
from fencepost.codes.proposals import PROPOSALS
from fencepost.codes.rules import RULES
from fencepost.codes.schemas import SCHEMAS

PAGES: dict[str, Page] = {
    **ARGUMENTS,
    **BODIES,
    **DOCUMENT,
    **KEEPING,
    **OPERATIONS,
    **OUTPUT,
    **PROPOSALS,
    **RULES,
    **SCHEMAS,
}

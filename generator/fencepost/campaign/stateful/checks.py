"""The checks of what a server remembers: each looks at one answer beside the earlier ones of its unit."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fencepost.campaign.judging.observation import Finding, Observation
from fencepost.campaign.stateful.listing import check_list
from fencepost.campaign.stateful.making import (
    check_bulk_deletion,
    check_identifier_reused,
    check_shared_token,
    check_state_leaked,
)
from fencepost.campaign.stateful.reading import check_partial_change, check_read_after_write

STATE_CHECKS: tuple[Callable[[Observation], Iterator[Finding]], ...] = (
    check_identifier_reused,
    check_read_after_write,
    check_list,
    check_partial_change,
    check_bulk_deletion,
    check_state_leaked,
    check_shared_token,
)
"""In the order in which they tell most about a cause."""

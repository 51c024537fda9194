"""Where drawn cases come from: the strategies that `generate` prints, executed in memory."""

from __future__ import annotations

from fencepost.campaign.job import Explore
from fencepost.ir.api import Api


def explorer(api: Api) -> Explore | None:
    """Draws valid cases of a document; None where nothing is there to draw with."""
    del api
    return None

"""Where drawn cases come from: the strategies that `generate` prints, executed in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fencepost.campaign.job import Explore
from fencepost.ir.api import Api

if TYPE_CHECKING:
    from fencepost.emit.explore import Explorer


def exploration(api: Api) -> Explorer:
    """The strategies of a document, as `generate` prints them."""
    from fencepost.emit.explore import Explorer

    return Explorer(api)


def explorer(api: Api) -> Explore | None:
    """Draws valid cases of a document; None where nothing is there to draw with."""
    return exploration(api).cases

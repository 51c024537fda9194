"""Where drawn cases come from: the strategies that `generate` prints, executed in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fencepost.campaign.job import Explore
from fencepost.ir.api import Api

if TYPE_CHECKING:
    from fencepost.cli.remembered import Remembered
    from fencepost.emit.explore import Explorer


def exploration(api: Api) -> Explorer:
    """The strategies of a document, as `generate` prints them."""
    from fencepost.emit.explore import Explorer

    return Explorer(api)


def explorer(api: Api) -> Explore | None:
    """Draws valid cases of a document; None where nothing is there to draw with."""
    return exploration(api).cases


def remembered_in(places: tuple[str, ...], api: Api) -> Remembered | None:
    """The drawn failures that databases at some places hold; None where there is none of these.

    Raises FencepostError A047 where one of them is no place, or nobody answers there.
    """
    if not any(place != "none" for place in places):
        return None
    from fencepost.cli.databases import database_of
    from fencepost.cli.remembered import Remembered

    database = database_of(places)
    return None if database is None else Remembered(api, exploration(api), database)

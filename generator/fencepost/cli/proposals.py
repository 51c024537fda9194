"""`--propose`: the smallest edit of the document after which the server keeps it, seen to be so by running again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeAlias

from fencepost.campaign.summary import Summary
from fencepost.cases.nominal import Nominals
from fencepost.diagnostics import Diagnostics, FencepostError
from fencepost.ir.amendments import Amendment, Remove, Reword
from fencepost.ir.api import Api
from fencepost.pipeline import load_parsed
from fencepost.read.amending import amended
from fencepost.read.document import Document
from fencepost.read.nodes import plain
from fencepost.read.rewording import MOST, wordings
from fencepost.read.splices import UnspliceableError

ROUNDS = 3
"""So often what is left after an edit is edited in its turn."""

Again: TypeAlias = Callable[[Api], Summary]
"""Runs the campaign of another document against the same server."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A document that says what the server does, as far as that could be found."""

    before: Document
    after: Document
    """The same as `before` where nothing could be edited."""

    summary: Summary
    """Of the last run, made with `after`."""

    unmade: tuple[str, ...] = ()
    """Edits that could not be made, each with the reason."""

    @property
    def is_changed(self) -> bool:
        """Whether there is an edit."""
        return self.after.text != self.before.text

    @property
    def is_green(self) -> bool:
        """Whether the server was seen to keep the edited document, by a run that came to its end."""
        return self.is_changed and self.summary.exit_code == 0


def proposal_of(document: Document, summary: Summary, again: Again) -> Proposal:
    """The edit for what a campaign found, after running again with it; `again` is asked at most ROUNDS times."""
    found = Proposal(before=document, after=document, summary=summary)
    for _ in range(ROUNDS):
        edited, unmade = _edited(found.after, _wanted(found.summary, found.after.name))
        found = replace(found, unmade=(*found.unmade, *unmade))
        if edited.text == found.after.text:
            return found
        try:
            api = load_parsed(edited, Diagnostics())
        except FencepostError as error:
            return replace(found, unmade=(*found.unmade, f"the document could not be read with it: {error}"))
        found = replace(found, after=edited, summary=again(api))
        if not found.summary.failures:
            return found
    return found


def _wanted(summary: Summary, file: str) -> list[Amendment]:
    """What the fences call for, each once; what goes by its index last, the greatest first."""
    told = (summary.fences[key] for key in summary.failures if key in summary.fences)
    wanted = dict.fromkeys(amendment for fence in told for amendment in fence.amendments if amendment.file == file)
    gone = sorted((each for each in wanted if isinstance(each, Remove)), key=lambda each: each.pointer, reverse=True)
    rewords = [each for each in wanted if isinstance(each, Reword)]
    others = [each for each in wanted if not isinstance(each, Remove | Reword)]
    return [*others, *rewords, *gone]


def _edited(document: Document, wanted: Iterable[Amendment]) -> tuple[Document, tuple[str, ...]]:
    unmade: list[str] = []
    for amendment in wanted:
        try:
            document = amended(document, _meant(document, amendment))
        except UnspliceableError as error:
            unmade.append(f"{amendment.pointer}: {error}")
    return document, tuple(unmade)


def _meant(document: Document, amendment: Amendment) -> Amendment:
    """The amendment; of a rule that is to be reworded the first wording that fits all that was tried."""
    if not isinstance(amendment, Reword):
        return amendment
    for wording in islice(_wordings(document, amendment), MOST):
        with suppress(UnspliceableError, FencepostError):
            if _fits(load_parsed(amended(document, wording), Diagnostics()), amendment):
                return wording
    raise UnspliceableError("no small change of the rule says what the server does")


def _wordings(document: Document, reword: Reword) -> Iterator[Amendment]:
    yield from wordings(plain(document.root), reword)
    yield Remove(file=reword.file, pointer=reword.pointer)


def _fits(api: Api, reword: Reword) -> bool:
    """Whether a document takes and refuses what the server does."""
    nominals = Nominals(api)
    operation = nominals.api.operation(reword.operation)
    content = None if operation is None or operation.body is None else operation.body.json
    if content is None:
        return False
    return all(nominals.accepts(content.type, tried.value.exact) is tried.accepted for tried in reword.tried)

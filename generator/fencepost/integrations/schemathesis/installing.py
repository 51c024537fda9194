"""Our hooks and checks, put where Schemathesis looks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeAlias

import schemathesis
from hypothesis import strategies as st
from schemathesis.checks import CHECKS as REGISTERED
from schemathesis.checks import load_all_checks

from fencepost.campaign.judging.tolerance import FAMILIES
from fencepost.diagnostics import Diagnostics, visible
from fencepost.integrations.guest import CHECKS, SIDES, Guest
from fencepost.integrations.schemathesis.bodies import Bodies
from fencepost.integrations.schemathesis.reading import Generated
from fencepost.integrations.schemathesis.verdicts import SAME, Verdicts
from fencepost.pipeline import load

if TYPE_CHECKING:
    from schemathesis.core.failures import Failure as TheirFailure

Check: TypeAlias = Callable[[schemathesis.CheckContext, schemathesis.Response, Generated], bool | None]


def install(
    document: str, *, bodies: Iterable[str] = SIDES, checks: Iterable[str] = CHECKS, tolerate: Iterable[str] = ()
) -> None:
    """Put our bodies and our checks into Schemathesis, for every schema whose operations the document has.

    `bodies`: any of `drawn` (valid bodies in place of those that Schemathesis makes up), `valid` (a body on each
    boundary) and `faults` (bodies with one fault each), the last two as examples. `checks`: any of CHECKS. `tolerate`:
    families of leniency that are no failure, as `fuzz --tolerate` has them.

    Raises FencepostError where the document cannot be read, ValueError for a word that is none of these.
    """
    wanted = _chosen("bodies", bodies, SIDES)
    named = _chosen("checks", checks, CHECKS)
    guest = Guest(load(document, Diagnostics()), _chosen("tolerate", tolerate, FAMILIES))
    _install_bodies(Bodies(guest, wanted))
    _install_checks(Verdicts(guest), named)


def _chosen(option: str, words: Iterable[str], known: tuple[str, ...]) -> tuple[str, ...]:
    found = (words,) if isinstance(words, str) else tuple(words)
    for word in found:
        if word not in known:
            raise ValueError(f"{option}: {visible(word)!r} is none of {', '.join(known)}")
    return found


def _install_bodies(bodies: Bodies) -> None:
    def before_add_examples(context: schemathesis.HookContext, examples: list[Generated]) -> None:
        bodies.add_examples(context, examples)

    def map_case(context: schemathesis.HookContext, case: Generated) -> Generated:
        return bodies.mend(context, case)

    def flatmap_case(context: schemathesis.HookContext, case: Generated) -> st.SearchStrategy[Generated]:
        return bodies.draw(context, case)

    for hook in (before_add_examples, map_case, flatmap_case):
        schemathesis.hook(hook)


def _install_checks(verdicts: Verdicts, names: tuple[str, ...]) -> None:
    load_all_checks()
    for name in names:
        schemathesis.check(_check(verdicts, name))
    for name in dict.fromkeys(SAME.values()):
        # Registered again they come last, so that it is ours that are told.
        theirs = REGISTERED.get_one(name)
        REGISTERED.unregister(name)
        schemathesis.check(theirs)

    def filter_failure(
        context: schemathesis.HookContext,
        failure: TheirFailure,
        case: Generated,
        response: schemathesis.Response,
    ) -> bool:
        return verdicts.keeps(context, failure, case, response)

    schemathesis.hook(filter_failure)


def _check(verdicts: Verdicts, name: str) -> Check:
    def check(_: schemathesis.CheckContext, response: schemathesis.Response, case: Generated) -> bool | None:
        return verdicts.check(name, response, case)

    check.__name__ = name
    return check

"""What a document holds against a body: every fault with its places, and the nearest valid bodies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from fencepost.campaign.judging.questions import Question, questions_of
from fencepost.cases.case import Case, Expectation
from fencepost.cases.mending.change import Change, Way
from fencepost.cases.mending.nearest import Nearest
from fencepost.cases.nominal import Nominals
from fencepost.cli.sent import Sent
from fencepost.cli.spots import Spot, located
from fencepost.diagnostics import Diagnostic, Location
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.ir.rules import rule_fields
from fencepost.ir.types import Type
from fencepost.ir.values import Json, freeze
from fencepost.rules.breaches import Breach, Breaches
from fencepost.rules.secrets import HIDDEN, is_secret, masked, secret_places, shown_path
from fencepost.rules.wording.demands import Path
from fencepost.rules.wording.remedies import remedy


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a body has in one place."""

    path: Path
    """As it is shown: without the names inside of secrets."""

    is_there: bool
    value: Json = None
    """None where nothing is there; of a secret HIDDEN."""

    spot: Spot | None = None
    """Where it stands in the text; of what is missing, where the object begins that it is missing from."""

    @property
    def name(self) -> str:
        """Dotted below the root; `body` for the whole."""
        return ".".join(map(str, self.path)) or "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One bound or rule that the body breaks."""

    breach: Breach
    given: tuple[Given, ...]
    """The place it is about; of a rule, every field that it reads."""

    line: Location
    """Where the document says it."""

    remedy: str
    """What to change, for a rule; empty for a bound, which says so itself."""

    @property
    def sentence(self) -> str:
        """What must be: `size must be at most 3`."""
        rule = self.breach.rule
        return f"{self.given[0].name} {self.breach.words}" if rule is None else f"rule {rule.name} is broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """All there is to say of a body."""

    operation: str
    faults: tuple[Fault, ...]
    questions: tuple[Question, ...]
    ways: tuple[Way, ...]
    """The nearest valid bodies, secrets hidden; none where the body is valid, or none was found."""

    is_least: bool
    """Whether no smaller change can do."""

    sent: Sent
    secrets: frozenset[Path]

    def shown(self, change: Change) -> Path:
        """The place of a change without the names inside of secrets."""
        return shown_path(change.path, self.sent.value, self.secrets)

    def remarks(self) -> Iterator[Diagnostic]:
        """J006, for every name that an object has twice."""
        for spot in self.sent.doubles:
            name = shown_path(spot.path, self.sent.value, self.secrets)[-1]
            yield Diagnostic(
                code="J006",
                level="warning",
                message=f"{name} is given twice; the last one counts",
                address=f"{self.sent.source}:{spot.line}:{spot.column}",
                remedy="keep one of the two: which one a server reads is up to it",
            )

    def name(self, change: Change) -> str:
        """How the place of a change is called."""
        return ".".join(map(str, self.shown(change))) or "body"

    def shows(self, change: Change) -> bool:
        """Whether a change shows all of its place and value."""
        return self.shown(change) == change.path and (change.value is not None or change.verb in ("drop", "rename"))


def judge(api: Api, operation: Operation, kind: Type, sent: Sent, nominals: Nominals) -> Verdict:
    """The verdict on a body of an operation; `kind` is its type as a client sees it."""
    breaches = Breaches(nominals.api).of(kind, sent.value)
    secrets = secret_places(kind, sent.value, nominals.api)
    nearest = Nearest(nominals)
    ways = nearest.ways(kind, sent.value) if breaches else ()
    teller = _Teller(api=api, sent=sent, secrets=secrets, nominals=nominals, spots=_spots(sent, breaches))
    return Verdict(
        operation=operation.id,
        faults=tuple(teller.fault(breach) for breach in breaches),
        questions=_questions(operation, sent.value, nominals.api),
        ways=tuple(_hidden(way, secrets) for way in ways),
        is_least=nearest.is_least,
        sent=sent,
        secrets=secrets,
    )


def _spots(sent: Sent, breaches: tuple[Breach, ...]) -> dict[Path, Spot]:
    wanted = {path[:length] for breach in breaches for path in _paths(breach) for length in range(len(path) + 1)}
    return located(sent.text, wanted) if wanted else {}


def _paths(breach: Breach) -> tuple[Path, ...]:
    """The places that a breach is about."""
    if breach.rule is None:
        return (breach.path,)
    return tuple((*breach.path, name) for name in rule_fields(breach.rule))


def _questions(operation: Operation, value: Json, api: Api) -> tuple[Question, ...]:
    case = Case(
        id=operation.id,
        operation=operation.id,
        kind="valid",
        target="/body",
        point="explored",
        method=operation.method,
        path=operation.path,
        body=freeze(value),
        expect=Expectation(status=()),
    )
    return questions_of(case, operation, api)


def _hidden(way: Way, secrets: frozenset[Path]) -> Way:
    return Way(
        value=masked(way.value, secrets), changes=tuple(_without_secret(change, secrets) for change in way.changes)
    )


def _without_secret(change: Change, secrets: frozenset[Path]) -> Change:
    """The change without a value that was sent as a secret; one that is made up is none."""
    if change.value is None:
        return change
    if is_secret(change.path, secrets) and not change.is_example and change.verb != "add":
        return replace(change, value=None)
    inner = frozenset(path[len(change.path) :] for path in secrets if path[: len(change.path)] == change.path)
    return change if change.is_example else replace(change, value=freeze(masked(change.value.value, inner)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Teller:
    """Tells the faults of one body."""

    api: Api
    sent: Sent
    secrets: frozenset[Path]
    nominals: Nominals
    spots: Mapping[Path, Spot]

    def fault(self, breach: Breach) -> Fault:
        told = ""
        if breach.rule is not None and breach.holder is not None:
            told = remedy(breach.rule, breach.holder, self.nominals.domains)
        given = tuple(self._given(path) for path in _paths(breach))
        return Fault(breach=breach, given=given, line=self._line(breach), remedy=told)

    def _given(self, path: Path) -> Given:
        found = list(_followed(self.sent.value, path))
        is_there = len(found) == len(path) + 1
        spot = next((self.spots[path[:n]] for n in range(len(path), -1, -1) if path[:n] in self.spots), None)
        value = masked(found[-1], _below(path, self.secrets)) if is_there else None
        hidden = is_there and is_secret(path, self.secrets)
        shown = shown_path(path, self.sent.value, self.secrets)
        return Given(path=shown, is_there=is_there, value=HIDDEN if hidden else value, spot=spot)

    def _line(self, breach: Breach) -> Location:
        """The line of the keyword, where the place is that of the schema around it."""
        place = breach.location
        keyword = f"{place.pointer}/{breach.keyword}"
        lines = (item.location for item in self.api.ledger if item.keyword == breach.keyword)
        return next((line for line in lines if line.pointer == keyword and line.file == place.file), place)


def _followed(value: Json, path: Path) -> Iterator[Json]:
    """The value and those inside it on the way down a path, as far as it leads."""
    yield value
    for step in path:
        match value, step:
            case dict(), str() if step in value:
                value = value[step]
            case list(), int() if step < len(value):
                value = value[step]
            case _:
                return
        yield value


def _below(path: Path, secrets: frozenset[Path]) -> frozenset[Path]:
    return frozenset(secret[len(path) :] for secret in secrets if secret[: len(path)] == path)

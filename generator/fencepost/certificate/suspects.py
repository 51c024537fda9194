"""The servers that have a fault, and for each the units of a campaign that may tell it apart, the likeliest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import assert_never

from fencepost.campaign.certificate import Reason
from fencepost.campaign.phases import Phase
from fencepost.cases.case import Case
from fencepost.certificate.bodies import Bodies
from fencepost.certificate.evidence import Evidence
from fencepost.certificate.servers import Servers
from fencepost.certificate.units import Placed, Units
from fencepost.certificate.verdicts import Verdicts
from fencepost.deviations.deviation import Deviation, DeviationKind
from fencepost.deviations.effects import EchoChange, FieldChange, Ignored, Lapse, Leak
from fencepost.ir.edits import Allow, Ask, Drop, Edit, Exclude, Include, Lose, Put, RefuseNull, Replace, Retype
from fencepost.ir.http import Operation
from fencepost.mock.faults.retelling import Answering, Spoken

MOST_ALIKE = 3
"""Of units that ask the same operations, where what they send makes no difference, so many are tried."""

MOST_MADE = 60
"""So many things are put into a list before single requests look at it: more than most pages hold."""

_LOOSER: frozenset[DeviationKind] = frozenset(
    (
        *("moved_out", "dropped", "inclusive", "not_required", "null_accepted", "text_accepted", "fraction_accepted"),
        "forgotten",
    )
)
"""Kinds of faults that let in what the document refuses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """A server with a fault, and the units that may tell it apart."""

    server: Answering
    units: Iterable[Placed]
    otherwise: Callable[[], Reason]
    """Why it is missed where none of them does."""


class Suspects:
    """The suspects of one campaign."""

    def __init__(self, evidence: Evidence, units: Units, servers: Servers) -> None:
        self._units = units
        self._servers = servers
        self._phases = evidence.job.settings.phases
        self._operations = {operation.id: operation for operation in evidence.job.operations}
        self._pairs = evidence.job.contract.pairs
        self._bodies = Bodies(units)
        self._verdicts = Verdicts(units, self._bodies, servers.contracts)

    def tested(self, names: Iterable[str]) -> list[Operation]:
        """Those of some operations that are under test."""
        return [self._operations[name] for name in dict.fromkeys(names) if name in self._operations]

    def of(self, fault: Deviation) -> Iterator[Suspect]:
        """The server with the fault: one, or one for each operation that it may show at."""
        operations, effect = self.tested(fault.operations), fault.effect
        match effect:
            case FieldChange() | EchoChange() | Leak():
                yield self.telling(fault, self._answered(effect, operations))
            case Ignored() | Lapse():
                yield self._remembering(fault, effect, operations)
            case Replace() if fault.kind == "default_changed":
                server = self._servers.assuming(effect)
                yield Suspect(server=server, units=self.kinds(operations), otherwise=lambda: "alike")
            case (
                Replace() | Put() | Drop() | Lose() | Exclude() | Include() | Retype() | RefuseNull() | Allow() | Ask()
            ):
                yield from (self._asking(effect, operation, fault.kind) for operation in operations)
            case _:
                assert_never(effect)

    def _answered(self, effect: Spoken, operations: list[Operation]) -> Iterable[Placed]:
        """The units whose answers may show what is wrong; of a field, single ones alone."""
        match effect:
            case FieldChange(pointer=pointer):
                return (placed for placed in self._shown(operations, pointer) if not placed.is_sequence)
            case EchoChange(sent=sent):
                return _each(*(self._sending(operation, sent) for operation in operations), self.kinds(operations))
            case Leak():
                return self.kinds(operations)
            case _:
                assert_never(effect)

    def _remembering(self, fault: Deviation, effect: Ignored | Lapse, operations: list[Operation]) -> Suspect:
        """A server whose memory fails, or that does not look into it as it is told."""
        if isinstance(effect, Ignored):
            server = self._servers.ignoring(effect, fault.operations)
            units: Iterable[Placed] = _each(*(self._listing(operation, effect.name) for operation in operations))
        else:
            server = self._servers.forgetting(fault)
            about = [each for each in self._operations.values() if each.path.startswith(effect.collection)]
            units = self.kinds(about)
        return Suspect(server=server, units=units, otherwise=self._unasked)

    def telling(self, fault: Deviation, units: Iterable[Placed]) -> Suspect:
        """A server that tells answers otherwise."""
        assert isinstance(fault.effect, FieldChange | EchoChange | Leak)
        server, watched = self._servers.telling((fault.effect,), fault.operations)
        return Suspect(server=server, units=units, otherwise=lambda: "alike" if watched.has_told else "unshown")

    def kinds(self, operations: list[Operation]) -> list[Placed]:
        """The units that ask operations for something, sequences last; of those alike only the first ones."""
        alike: Counter[tuple[object, ...]] = Counter()
        found: list[Placed] = []
        units = (placed for operation in operations for placed in self._units.of(operation))
        for placed in sorted(dict.fromkeys(units), key=lambda each: (each.is_sequence, each.fate != "decided")):
            alike[placed.shape] += 1
            if alike[placed.shape] <= MOST_ALIKE:
                found.append(placed)
        return found

    def _shown(self, operations: list[Operation], pointer: str) -> Iterator[Placed]:
        """The units of each kind, and those that send what the field at a pointer repeats."""
        repeated = (
            self._sending(operation, pair.request.wire_name)[:MOST_ALIKE]
            for operation in operations
            for pair in self._pairs[operation.id]
            if pair.response.location.pointer == pointer
        )
        return _each(self.kinds(operations), *repeated)

    def _sending(self, operation: Operation, sent: str) -> list[Placed]:
        """The units that send a field of a body: first those that were decided, of these first those about it."""
        sending = [placed for placed, value in self._bodies.of(operation) if isinstance(value, dict) and sent in value]
        target = f"/body/{sent}"
        is_other = {each: not f"{each.unit.case.target}/".startswith(f"{target}/") for each in sending}
        return sorted(sending, key=lambda placed: (placed.fate != "decided", is_other[placed]))

    def _listing(self, operation: Operation, name: str) -> Iterator[Placed]:
        """The units that send a parameter of a list: sequences, which fill it, and single ones when it is filled."""
        sending = self._verdicts.sending(frozenset((name.lower(),)), operation)
        yield from (placed for placed in sending if placed.is_sequence)
        yield from self._making(operation)
        yield from (placed for placed in sending if not placed.is_sequence)

    def _making(self, listing: Operation) -> list[Placed]:
        """The first units that fill a list: what a list leaves out, it must have had."""
        makers = [each for each in self._operations.values() if each.path == listing.path and each.method == "post"]
        units = (placed for maker in makers for placed in self._units.of(maker))
        return [placed for placed in units if placed.fate == "decided" and not placed.is_sequence][:MOST_MADE]

    def _asking(self, edit: Edit, operation: Operation, kind: DeviationKind) -> Suspect:
        server = self._servers.asking(edit, operation)
        if isinstance(edit, Put):
            units: Iterable[Placed] = (each for each in self._units.of(operation) if each.unit.case.auth != "right")
            return Suspect(server=server, units=units, otherwise=lambda: self._left_out("protocol"))
        phase: Phase = "faults" if kind in _LOOSER else "lattice"
        blaming = self._blaming(operation) if isinstance(edit, Allow) else []
        units = _each(self._verdicts.differing(edit, operation), blaming)
        return Suspect(server=server, units=units, otherwise=lambda: self._left_out(phase))

    def _blaming(self, operation: Operation) -> list[Placed]:
        """Some units whose refusal names a field: a server that has a choice may blame the whole of it."""
        units = (each for each in self._units.of(operation) if each.fate == "decided")
        return [each for each in units if any(map(_blames, each.cases(operation.id)))][:MOST_ALIKE]

    def _left_out(self, phase: Phase) -> Reason:
        """Why no request of the plan tells: those that do may be of a phase that was left out."""
        return "alike" if phase in self._phases else "unsent"

    def _unasked(self) -> Reason:
        return "alike" if "stateful" in self._phases else "sequence"


def _blames(case: Case) -> bool:
    return case.kind == "fault" and bool(case.expect.blame)


def _each(*units: Iterable[Placed]) -> Iterator[Placed]:
    """Every unit once."""
    yield from dict.fromkeys(chain.from_iterable(units))

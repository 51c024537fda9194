"""Each fault of a document tried: whether the requests of the campaign would have caught a server that has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from fencepost.campaign.certificate import REASONS, Reason
from fencepost.campaign.judging.judge import Judge
from fencepost.certificate.evidence import Evidence
from fencepost.certificate.rehearsal import TARGET, Rehearsal
from fencepost.certificate.servers import Servers
from fencepost.certificate.suspects import Suspect, Suspects
from fencepost.certificate.units import Placed, Units
from fencepost.deviations.deviation import Deviation
from fencepost.deviations.effects import EchoChange, FieldChange, Retyped
from fencepost.mock.faults.retelling import Answering
from fencepost.mock.faults.switches import Contract

MOST_SENT = 120
"""So many units are rehearsed before a fault counts as one that none of them tells."""

MOST_OTHERS = 5
"""The same of units that were not sent, of which one tells why the fault is missed."""


class Trials:
    """The trials of one campaign."""

    def __init__(self, evidence: Evidence, reread: Contract) -> None:
        self._job = evidence.job
        self._answers = evidence.answers
        self._judge = Judge(self._job.contract, TARGET, self._job.settings.tolerate)
        self._real = Judge(self._job.contract, self._job.target, self._job.settings.tolerate)
        self._units = Units(evidence)
        self._servers = Servers(self._job.contract.api, reread)
        self._suspects = Suspects(evidence, self._units, self._servers)

    def reasons(self, faults: Iterable[Deviation]) -> dict[str, Reason]:
        """Why servers with one fault each would not have been caught, by its id; nothing of those that would have."""
        tried = ((fault, self._reason(fault)) for fault in faults)
        missed = [(fault, reason) for fault, reason in tried if reason is not None]
        reasons = {fault.id: reason for fault, reason in missed}
        for quiet in _quiet(fault for fault, reason in missed if reason == "alike"):
            for fault, units in self._told_in(self._sequences(quiet), quiet):
                known = reasons.pop(fault.id)
                again = self._missed(replace(self._suspects.telling(fault, units), otherwise=lambda: "alike"))
                reasons |= {} if again is None else {fault.id: min(known, again, key=REASONS.index)}
        return reasons

    def _sequences(self, faults: list[Deviation]) -> list[Placed]:
        operations = self._suspects.tested(name for fault in faults for name in fault.operations)
        return [placed for placed in self._suspects.kinds(operations) if placed.is_sequence]

    def _told_in(self, sequences: list[Placed], quiet: list[Deviation]) -> Iterator[tuple[Deviation, list[Placed]]]:
        """The faults that sequences tell, though single answers do not, and the sequences from the first that does.

        Few are told at all, so they are looked for among all of them at once.
        """
        for index, placed in enumerate(sequences):
            for fault in self._culprits(quiet, placed):
                quiet.remove(fault)
                yield fault, sequences[index:]

    def _culprits(self, faults: list[Deviation], placed: Placed) -> list[Deviation]:
        """Those of several faults that a sequence tells: none where a server that has all of them is not told."""
        if not faults or not self._tells(faults, placed):
            return []
        middle = len(faults) // 2
        if middle == 0:
            return faults
        return [*self._culprits(faults[:middle], placed), *self._culprits(faults[middle:], placed)]

    def _tells(self, faults: list[Deviation], placed: Placed) -> bool:
        effects = [fault.effect for fault in faults if isinstance(fault.effect, FieldChange)]
        server, _ = self._servers.telling(effects, [name for fault in faults for name in fault.operations])
        return any(not telling.is_open for telling in self._rehearsal(server).telling(placed.unit))

    def _reason(self, fault: Deviation) -> Reason | None:
        """Why a fault is missed; None where it is not. Of a field of answers, as far as single requests tell."""
        reasons: list[Reason] = []
        told = self._told_by_answers(fault)
        if told is not None:
            return None if told else "unshown"
        for suspect in self._suspects.of(fault):
            found = self._missed(suspect)
            if found is None:
                return None if _is_added(fault) or self._is_shown(fault) else "unshown"
            reasons.append(found)
        nearest: Reason = min(reasons, key=REASONS.index, default="unsent")
        return "alike" if nearest == "unshown" and self._is_shown(fault) else nearest

    def _missed(self, suspect: Suspect) -> Reason | None:
        rehearsal = self._rehearsal(suspect.server)
        others: list[Placed] = []
        reasons: list[Reason] = []
        for placed in islice(_decided(suspect.units, others), MOST_SENT):
            for telling in rehearsal.telling(placed.unit):
                if self._units.catch(placed, telling):
                    return None
                reasons.append("open" if telling.is_open else "undecided")
        for placed in others[:MOST_OTHERS]:
            if placed.fate != "decided" and any(not each.is_open for each in rehearsal.telling(placed.unit)):
                reasons.append(placed.fate)
                break
        return min(reasons, key=REASONS.index) if reasons else suspect.otherwise()

    def _rehearsal(self, server: Answering) -> Rehearsal:
        return Rehearsal(self._job, self._judge, server, self._servers.forget)

    def _told_by_answers(self, fault: Deviation) -> bool | None:
        """Whether an answer of the real server, with the fault in it, would break the document.

        None where no such answer tells, and others may: sequences of them, or such as hold other values.
        """
        effect, api = fault.effect, self._job.contract.api
        if not isinstance(effect, FieldChange | EchoChange):
            return None
        operations = self._suspects.tested(fault.operations)
        is_nowhere = isinstance(effect, FieldChange) and self._answers.know(operations)
        for exchange in (each for one in operations for each in self._answers.retold(one, effect, api)):
            if self._real.judge(exchange).failures:
                return True
            is_nowhere = False
        return False if is_nowhere else None

    def _is_shown(self, fault: Deviation) -> bool:
        """Whether the real server has ever answered what is wrong."""
        effect = fault.effect
        if not isinstance(effect, FieldChange | EchoChange):
            return True
        api = self._job.contract.api
        operations = self._suspects.tested(fault.operations)
        return any(self._answers.show(operation, effect.pointer, api) for operation in operations)


def _is_added(fault: Deviation) -> bool:
    """Whether a field is wrong also where it was not there: one of another type is shown in any case."""
    return isinstance(fault.effect, FieldChange) and isinstance(fault.effect.alteration, Retyped)


def _decided(units: Iterable[Placed], others: list[Placed]) -> Iterator[Placed]:
    """The units that were decided, and beside them the others, as far as they are come across."""
    for placed in units:
        if placed.fate == "decided":
            yield placed
        else:
            others.append(placed)


def _quiet(missed: Iterable[Deviation]) -> list[list[Deviation]]:
    """The faults of fields of answers, those that change them in one way together."""
    found: dict[type, list[Deviation]] = {}
    for fault in missed:
        if isinstance(fault.effect, FieldChange):
            found.setdefault(type(fault.effect.alteration), []).append(fault)
    return list(found.values())

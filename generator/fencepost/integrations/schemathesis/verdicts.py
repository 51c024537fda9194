"""Our checks among those of Schemathesis."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from threading import Lock
from typing import TYPE_CHECKING

import schemathesis

from fencepost.campaign.judging.failure import Failure
from fencepost.campaign.wire.exchange import Answer
from fencepost.integrations.guest import Guest, Sent, failure_text
from fencepost.integrations.schemathesis.reading import Generated, json_body, parameters_of, request_of

if TYPE_CHECKING:
    from schemathesis.core.failures import Failure as TheirFailure

SAME = {
    "valid_refused": "positive_data_acceptance",
    "fault_accepted": "negative_data_rejection",
    "refused_with_wrong_status": "negative_data_rejection",
}
"""Our checks, and the one of Schemathesis that may say the same in fewer words."""

REMEMBERED = 1024
"""So many exchanges are remembered: a case is judged by one check after the other."""


class Verdicts:
    """The checks, and the memory of who told what: the same failure is told once, by whoever comes first."""

    def __init__(self, guest: Guest) -> None:
        self._guest = guest
        self._judged: OrderedDict[tuple[str, int], tuple[Failure, ...]] = OrderedDict()
        self._told: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._lock = Lock()

    def check(self, name: str, response: schemathesis.Response, case: Generated) -> bool | None:
        """Raises AssertionError with what an answer has against it under one name; True where it has nothing to say."""
        found = [each for each in self._failures(response, case) if each.check == name]
        if not found or (case.id, SAME.get(name, "")) in self._told:
            return True
        self._tell(case.id, name)
        raise _error(found[0].key)("\n\n".join(map(failure_text, found)))

    def keeps(
        self, _: schemathesis.HookContext, failure: TheirFailure, case: Generated, __: schemathesis.Response
    ) -> bool:
        """Whether a failure of Schemathesis is news: one that we told of the same case is not."""
        ours = [name for name, theirs in SAME.items() if theirs in failure.checks]
        if any((case.id, name) in self._told for name in ours):
            return False
        for name in failure.checks:
            self._tell(case.id, name)
        return True

    def _tell(self, case: str, check: str) -> None:
        with self._lock:
            self._told[case, check] = None
            while len(self._told) > REMEMBERED:
                self._told.popitem(last=False)

    def _failures(self, response: schemathesis.Response, case: Generated) -> tuple[Failure, ...]:
        key = (case.id, id(response))
        with self._lock:
            known = self._judged.get(key)
        if known is None:
            known = tuple(self._found(response, case))
            with self._lock:
                self._judged[key] = known
                while len(self._judged) > REMEMBERED:
                    self._judged.popitem(last=False)
        return known

    def _found(self, response: schemathesis.Response, case: Generated) -> Iterator[Failure]:
        operation = self._guest.operation(case.operation.method, case.operation.path)
        request = request_of(response)
        if operation is None or request is None or request.method != operation.method.upper():
            return
        headers = tuple((name.lower(), value) for name, values in response.headers.items() for value in values)
        answer = Answer(status=response.status_code, headers=headers, content=response.content)
        sent = Sent(parameters=parameters_of(case), request=request, body=json_body(request, operation))
        yield from self._guest.failures(operation, sent, answer, response.elapsed)


_ERRORS: dict[str, type[AssertionError]] = {}


def _error(key: str) -> type[AssertionError]:
    """An exception of its own for every failure: Schemathesis tells failures of a check apart by their types."""
    return _ERRORS.setdefault(key, type(f"Failure_{key}", (AssertionError,), {}))

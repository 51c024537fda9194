"""Who runs the units: one after the other, or several at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol, TypeVar

Work = TypeVar("Work")
Done = TypeVar("Done")

AHEAD = 2
"""Units handed out for each worker before the first result is asked for: enough to keep all of them busy."""


class Executor(Protocol):
    """Runs pieces of work that do not depend on each other."""

    def map(self, run: Callable[[Work], Done], work: Iterable[Work]) -> Generator[Done, None, None]:
        """The results in the order of the work, which is taken only as it is needed."""
        ...


class Serial:
    """One piece after the other."""

    def map(self, run: Callable[[Work], Done], work: Iterable[Work]) -> Generator[Done, None, None]:
        """Each result, when it is asked for."""
        yield from map(run, work)


class Threads:
    """Several pieces at once, in threads of this process."""

    def __init__(self, workers: int) -> None:
        self._workers = workers

    def map(self, run: Callable[[Work], Done], work: Iterable[Work]) -> Generator[Done, None, None]:
        """The results in order; what was begun is finished also when nobody asks for more."""
        waiting: deque[Future[Done]] = deque()
        pool = ThreadPoolExecutor(max_workers=self._workers, thread_name_prefix="fencepost")
        try:
            for piece in work:
                waiting.append(pool.submit(run, piece))
                if len(waiting) >= AHEAD * self._workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


def executor_of(workers: int) -> Executor:
    """The executor for so many units at once."""
    return Serial() if workers == 1 else Threads(workers)

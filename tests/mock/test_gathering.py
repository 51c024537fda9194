"""What is written to a connection in one turn of the loop leaves together, and nothing of it is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from fencepost.mock.wire.gathering import GatheringTransport


class Wire(asyncio.Transport):
    """What came out at the other end, piece by piece."""

    def __init__(self):
        super().__init__()
        self.sent: list[str] = []

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.sent.append(bytes(data).decode())

    def close(self) -> None:
        self.sent.append("end")

    def abort(self) -> None:
        self.sent.append("reset")

    def is_closing(self) -> bool:
        return self.sent[-1:] in (["end"], ["reset"])


def sent(*turns: Callable[[GatheringTransport], None]) -> list[str]:
    """What leaves when each of these has its own turn of the loop."""

    async def taken() -> list[str]:
        wire = Wire()
        transport = GatheringTransport(wire, asyncio.get_running_loop())
        for turn in turns:
            turn(transport)
            await asyncio.sleep(0)
        return wire.sent

    return asyncio.run(taken())


def answer(transport: GatheringTransport) -> None:
    transport.write(b"head ")
    transport.write(b"body")


def test_head_and_body_of_an_answer_leave_together():
    assert sent(answer) == ["head body"]


def test_answers_of_different_turns_leave_one_after_the_other():
    assert sent(answer, answer) == ["head body", "head body"]


@pytest.mark.parametrize(
    ("ending", "end"), [(GatheringTransport.close, "end"), (GatheringTransport.abort, "reset")], ids=["close", "abort"]
)
def test_what_was_written_leaves_before_the_connection_ends(ending: Callable[[GatheringTransport], None], end: str):
    def answer_and_end(transport: GatheringTransport) -> None:
        answer(transport)
        ending(transport)

    assert sent(answer_and_end) == ["head body", end]


def test_nothing_is_written_to_a_connection_that_has_ended():
    def write_late(transport: GatheringTransport) -> None:
        transport.close()
        transport.write(b"late")

    assert sent(write_late) == ["end"]

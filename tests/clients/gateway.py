"""A stub of the gateway, where the vendor's clients run commands; a second host, which no OpenAPI document describes.

Containers are sent commands as JSON, virtual machines by a Connect RPC: a stream of envelopes, each a byte of flags,
four bytes of length and a protobuf message. Nothing is run: the stub knows `echo WORDS`, `warn WORDS` and `exit CODE`.
"""

from __future__ import annotations

import gzip
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .wireformat import integer_field, text_of, texts_of, values_of, wrapped

COMPRESSED, LAST = 1, 2
"""Flags of an envelope."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command as it arrived."""

    by: str
    """`json` or `connect`."""

    text: str
    folder: str | None
    variables: dict[str, str]
    token: str
    """The credential of the gateway, without the word `Bearer`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What a command leaves."""

    stdout: str = ""
    stderr: str = ""
    exit_code: int = 0


@dataclass(slots=True)
class Gateway:
    """Remembers what it was told to run."""

    commands: list[Command] = field(default_factory=list)

    def app(self) -> Starlette:
        """The stub as an application."""
        below = "/{user_ns}/{job_id}"
        return Starlette(
            routes=[
                Route(f"{below}/exec", self._by_json, methods=["POST"]),
                Route(f"{below}/command_session.CommandSession/Start", self._by_connect, methods=["POST"]),
            ]
        )

    def _ran(self, command: Command) -> Output:
        self.commands.append(command)
        return output_of(command.text)

    async def _by_json(self, request: Request) -> Response:
        sent = await request.json()
        command = Command(
            by="json",
            text=sent["command"],
            folder=sent["working_dir"],
            variables=sent["env"],
            token=_token(request),
        )
        output = self._ran(command)
        return JSONResponse({"stdout": output.stdout, "stderr": output.stderr, "exit_code": output.exit_code})

    async def _by_connect(self, request: Request) -> Response:
        message = next(opened(await request.body()))
        output = self._ran(started(message, _token(request)))
        return Response(b"".join(told(output)), media_type=request.headers["content-type"])


def output_of(text: str) -> Output:
    """What a command would have left; a shell's 127 for one that the stub does not know."""
    match shlex.split(text):
        case ["echo", *words]:
            return Output(stdout=" ".join(words) + "\n")
        case ["warn", *words]:
            return Output(stderr=" ".join(words) + "\n")
        case ["exit", code]:
            return Output(exit_code=int(code))
        case _:
            return Output(stderr="command not found\n", exit_code=127)


def opened(stream: bytes) -> Iterator[bytes]:
    """The messages of a stream of envelopes."""
    while stream:
        flags, length = stream[0], int.from_bytes(stream[1:5], "big")
        message, stream = stream[5 : 5 + length], stream[5 + length :]
        yield gzip.decompress(message) if flags & COMPRESSED else message


def envelope(message: bytes, flags: int = 0) -> bytes:
    """A message as it stands in a stream."""
    return bytes([flags]) + len(message).to_bytes(4, "big") + message


def started(message: bytes, token: str) -> Command:
    """The command of a StartRequest: `/bin/bash -c TEXT`."""
    command = values_of(message, 1)[0]
    return Command(
        by="connect",
        text=texts_of(command, 2)[1],
        folder=next(iter(texts_of(command, 4)), None),
        variables={text_of(entry, 1): text_of(entry, 2) for entry in values_of(command, 3)},
        token=token,
    )


def told(output: Output) -> Iterator[bytes]:
    """The envelopes of StartResponses: what was written, the end with its code, and the end of the stream."""
    for number, text in ((1, output.stdout), (2, output.stderr)):
        if text:
            yield envelope(_event(wrapped(2, wrapped(number, text.encode()))))
    yield envelope(_event(wrapped(3, integer_field(1, output.exit_code))))
    yield envelope(b"{}", LAST)


def _event(kind: bytes) -> bytes:
    return wrapped(1, kind)


def _token(request: Request) -> str:
    return request.headers["authorization"].removeprefix("Bearer ")

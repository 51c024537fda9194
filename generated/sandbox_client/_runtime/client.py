"""Calling operations: the loop around one call, for clients that wait and for clients that do not."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Generic, Self, TypeVar

from .answer import Refusals, error_of, value_of
from .credentials import Credential
from .errors import APIError, CallError, Response, TransportError
from .model import secret_texts
from .operation import Operation
from .request import body_of, credentials_of, request_of
from .retries import Clock, Retries, pause_before_retry
from .transport import AsyncHttpClient, AsyncSender, HttpClient, Sender, Timeouts

R = TypeVar("R")
_LOG = logging.getLogger(__package__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How one call differs from the others of its client; None for no difference."""

    timeouts: Timeouts | None = None
    retries: Retries | None = None


AS_CLIENT = Options()
"""No difference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What all calls of a client share."""

    base_url: str
    user_agent: str
    credentials: Mapping[str, Credential | None]
    """By the name that the document gives the scheme; None for one that the client was not given."""

    refusals: Refusals = field(repr=False)
    timeouts: Timeouts
    retries: Retries
    clock: Clock = field(default_factory=Clock, repr=False)

    def changed(self, options: Options) -> Settings:
        """These settings, other where the options say so."""
        if options is AS_CLIENT:
            return self
        return replace(self, timeouts=options.timeouts or self.timeouts, retries=options.retries or self.retries)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arguments:
    """What a method was called with."""

    body: object = field(default=None, repr=False)
    fields: Mapping[str, object] = field(default_factory=dict[str, object], repr=False)
    """The fields of the body, where it is not given as a whole."""

    parameters: Mapping[str, object] = field(default_factory=dict[str, object])


class Call(Generic[R]):
    """One call under way: its request, and how often it was tried."""

    def __init__(self, settings: Settings, operation: Operation[R], arguments: Arguments) -> None:
        self._settings = settings
        self._operation = operation
        self._body = body_of(operation, arguments.body, arguments.fields)
        self._attempt = 0
        self._started = settings.clock.elapsed()
        self.request = request_of(
            operation,
            settings.base_url,
            (("User-Agent", settings.user_agent), ("Accept", operation.accept)),
            credentials_of(operation, settings.credentials),
            parameters=arguments.parameters,
            body=self._body,
        )

    def timeouts(self) -> Timeouts:
        """How long the next attempt may take."""
        return self._settings.timeouts.within(self._left())

    def result(self, response: Response) -> R:
        """The value of an answer. Raises APIError or ResponseValidationError."""
        status, operation = response.status_code, self._operation
        _LOG.debug("%s: %s", operation.id, status)
        form = operation.answers.get(status) or (operation.success if 200 <= status < 300 else None)
        if form is None:
            raise error_of(operation.id, response, self._settings.refusals, self._secrets())
        return value_of(operation.id, response, form)

    def pause(self, failure: CallError) -> float:
        """Seconds until the next attempt. Raises the failure where it is final."""
        retries, clock, left = self._settings.retries, self._settings.clock, self._left()
        pause = pause_before_retry(retries, clock, self._operation.method, self._attempt, failure)
        if pause is None or (left is not None and pause >= left):
            raise failure
        self._attempt += 1
        _LOG.debug("%s: again in %.2f s after %s", self._operation.id, pause, type(failure).__name__)
        return pause

    def _left(self) -> float | None:
        deadline = self._settings.retries.deadline
        return None if deadline is None else deadline - (self._settings.clock.elapsed() - self._started)

    def _secrets(self) -> tuple[str, ...]:
        tokens = (credential.secret for credential in self._settings.credentials.values() if credential)
        return (*tokens, *(secret_texts(self._body.model) if self._body and self._body.model else ()))


class SyncClient:
    """Calls operations and waits for each."""

    def __init__(self, settings: Settings, http_client: HttpClient | None) -> None:
        self.settings = settings
        self._sender = Sender(http_client)

    def call(self, operation: Operation[R], arguments: Arguments, options: Options = AS_CLIENT) -> R:
        """What the operation yields. Raises ValidationError before anything is sent, else CallError."""
        settings = self.settings.changed(options)
        call = Call(settings, operation, arguments)
        while True:
            try:
                return call.result(self._sender.send(call.request, call.timeouts()))
            except (TransportError, APIError) as failure:
                pause = call.pause(failure)
            settings.clock.sleep(pause)

    def with_options(self, *, timeouts: Timeouts | None = None, retries: Retries | None = None) -> Self:
        """The same client with other ways; the connections are shared."""
        other = copy(self)
        other.settings = self.settings.changed(Options(timeouts=timeouts, retries=retries))
        return other

    def close(self) -> None:
        """Gives the connections back; an `http_client` of one's own stays open."""
        self._sender.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncioClient:
    """Calls operations side by side."""

    def __init__(self, settings: Settings, http_client: AsyncHttpClient | None) -> None:
        self.settings = settings
        self._sender = AsyncSender(http_client)

    async def call(self, operation: Operation[R], arguments: Arguments, options: Options = AS_CLIENT) -> R:
        """What the operation yields. Raises ValidationError before anything is sent, else CallError."""
        settings = self.settings.changed(options)
        call = Call(settings, operation, arguments)
        while True:
            try:
                return call.result(await self._sender.send(call.request, call.timeouts()))
            except (TransportError, APIError) as failure:
                pause = call.pause(failure)
            await settings.clock.sleep_async(pause)

    def with_options(self, *, timeouts: Timeouts | None = None, retries: Retries | None = None) -> Self:
        """The same client with other ways; the connections are shared."""
        other = copy(self)
        other.settings = self.settings.changed(Options(timeouts=timeouts, retries=retries))
        return other

    async def close(self) -> None:
        """Gives the connections back; an `http_client` of one's own stays open."""
        await self._sender.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

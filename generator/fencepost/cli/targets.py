"""What is put to the test, and how to speak to it: an address, an application of the user, or the mock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from shlex import join, quote
from ssl import SSLContext, SSLError, create_default_context

from fencepost.campaign.wire.credentials import MADE_UP_TOKEN, Credential
from fencepost.campaign.wire.request import Target
from fencepost.cli.arguments import TargetKind
from fencepost.cli.environment import own_credentials, secret_from
from fencepost.diagnostics import refusal
from fencepost.ir.api import Api


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A target as the command line names it."""

    kind: TargetKind
    place: str = ""
    """The address, or `module:attribute`; empty where the kind says everything."""

    token_env: str | None = None
    auth: tuple[str, ...] = ()
    """`SCHEME=env:NAME` or `SCHEME=file:PATH` each."""

    headers: tuple[tuple[str, str], ...] = ()
    proxy: str | None = None
    ca_file: Path | None = None

    @property
    def again(self) -> str:
        """The options that name it; no secret among them."""
        named = [f"--{self.kind}", *([self.place] if self.place else [])]
        named += [] if self.token_env is None else ["--token-env", self.token_env]
        named += [word for each in self.auth for word in ("--auth", each)]
        named += [] if self.proxy is None else ["--proxy", self.proxy]
        named += [] if self.ca_file is None else ["--ca-file", str(self.ca_file)]
        return join(named)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """A target, and how to speak to it again."""

    target: Target
    again: str
    """The options that name it on the command line."""

    proxy: str | None = None
    trust: SSLContext | None = None
    """Whose certificates are believed; None for those that are believed anyway."""

    forward: Callable[[float], object] | None = None
    """Puts the clock forward that the target lives by; None where that is the clock of us all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """The contract of the mock."""

    api: Api
    faults: tuple[str, ...] = ()
    """What it does wrong, each as `ID[:VALUE][@OPERATION][=PROBABILITY]`."""

    limited: bool = False
    """Whether the declared rate limits are kept."""

    @property
    def again(self) -> str:
        """The options that name it."""
        planted = "".join(f" --fault {quote(fault)}" for fault in self.faults)
        return f"--mock{planted}{' --rate-limit' if self.limited else ''}"


@contextmanager
def target_of(wanted: Wanted, served: Served) -> Iterator[Reached]:
    """The target; the mock and an application are served while it is in use, the mock with a token of its own.

    Raises FencepostError for what cannot be used: a credential, a certificate, an application.
    """
    match wanted.kind:
        case "mock":
            with mock_of(served, wanted.headers) as reached:
                yield reached
        case "app":
            from fencepost.integrations.application import serving_named

            told = _reached(wanted, served.api)
            with serving_named(wanted.place) as address:
                yield replace(told, target=replace(told.target, url=address), proxy=None)
        case _:
            yield _reached(wanted, served.api)


def _reached(wanted: Wanted, api: Api) -> Reached:
    token = MADE_UP_TOKEN if wanted.token_env is None else secret_from(wanted.token_env)
    own: tuple[Credential, ...] = own_credentials(wanted.auth, api)
    target = Target(url=wanted.place, token=token, token_name=wanted.token_env, own=own, headers=wanted.headers)
    trust = None if wanted.ca_file is None else trust_in(wanted.ca_file)
    return Reached(target=target, again=wanted.again, proxy=wanted.proxy, trust=trust)


def trust_in(path: Path) -> SSLContext:
    """Belief in the authorities of a file, beside those that are believed anyway.

    Raises FencepostError A028 where it holds no certificates.
    """
    trust = create_default_context()
    try:
        trust.load_verify_locations(cafile=path)
    except OSError as error:
        # An SSLError is one too; its text speaks of the library's own parts.
        reason = "there is no certificate in it" if isinstance(error, SSLError) else (error.strerror or "").lower()
        remedy = "name a file of certificates in PEM, each between BEGIN CERTIFICATE and END CERTIFICATE"
        raise refusal("A028", f"the authorities cannot be read: {reason}", address=str(path), remedy=remedy) from None
    return trust


@contextmanager
def mock_of(served: Served, headers: tuple[tuple[str, str], ...] = ()) -> Iterator[Reached]:
    """The mock of a document, served on a free port with a token that nobody else knows.

    It lives by a clock of its own, which whoever would have to wait for it puts forward.

    Raises FencepostError for a fault that it cannot have.
    """
    from fencepost.cli.faults import with_faults
    from fencepost.mock.app import create_app
    from fencepost.mock.clocks import ForwardClock
    from fencepost.mock.reading.limits import Limits
    from fencepost.mock.server import random_token, serving, system_clock, system_serving

    token, clock = random_token(), ForwardClock(system_clock)
    limits = Limits(clock) if served.limited else None
    sound = replace(system_serving(token), clock=clock, limits=limits)
    app = create_app(served.api, with_faults(sound, served.api, served.faults) if served.faults else sound)
    with serving(app) as address:
        target = Target(url=address, token=token, token_name="TOKEN", headers=headers)
        yield Reached(target=target, again=served.again, forward=clock.forward)

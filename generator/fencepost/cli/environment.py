"""Credentials that a user names by where they stand, so that no command line shows them."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable
from pathlib import Path

from fencepost.campaign.wire.credentials import Credential, secret_in
from fencepost.diagnostics import FencepostError, refusal
from fencepost.ir.api import Api

_FORM = "write it as SCHEME=env:NAME or SCHEME=file:PATH, with the name that the document gives the scheme"


def secret_from(name: str, option: str = "--token-env") -> str:
    """The value of an environment variable.

    Raises FencepostError A013 where it is not set or empty.
    """
    return secret_in(os.environ, name, option)


def own_credentials(given: Iterable[str], api: Api) -> tuple[Credential, ...]:
    """The credentials of single schemes, each written `SCHEME=env:NAME` or `SCHEME=file:PATH`.

    Raises FencepostError A013 for a variable that is not set, A026 for whatever else gives no credential.
    """
    return tuple(_credential(text, api) for text in given)


def _credential(text: str, api: Api) -> Credential:
    scheme, _, source = text.partition("=")
    kind, _, place = source.partition(":")
    if kind not in ("env", "file") or not scheme or not place:
        # What follows the name may be the token itself, which is not to be shown.
        raise _refused(scheme, "this tells no place of a credential", _FORM)
    if api.scheme(scheme) is None:
        known = [item.key for item in api.security_schemes]
        close = difflib.get_close_matches(scheme, known, n=1)
        remedy = f"did you mean {close[0]}?" if close else f"the document has {', '.join(known) or 'none'}"
        raise _refused(scheme, f"the document has no security scheme {scheme}", remedy)
    if kind == "env":
        return Credential(scheme=scheme, token=secret_from(place, f"--auth {scheme}"), name=place)
    return Credential(scheme=scheme, token=_content(scheme, Path(place)))


def _content(scheme: str, path: Path) -> str:
    try:
        token = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = (error.strerror or str(error)).lower() if isinstance(error, OSError) else "this is no text"
        raise _refused(scheme, f"{path} cannot be read: {reason}", "name a file that holds the token alone") from None
    if not token or not token.isprintable():
        raise _refused(scheme, f"{path} holds no token", "name a file that holds the token alone, in one line")
    return token


def _refused(scheme: str, message: str, remedy: str) -> FencepostError:
    return refusal("A026", message, address=f"--auth {scheme}", remedy=remedy)

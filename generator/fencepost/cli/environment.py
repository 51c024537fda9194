"""Credentials that a user names by the variable that holds them, so that no command line shows them."""

from __future__ import annotations

import os

from fencepost.diagnostics import refusal


def secret_from(name: str) -> str:
    """The value of an environment variable.

    Raises FencepostError A013 where it is not set or empty.
    """
    value = os.environ.get(name, "")
    if not value:
        remedy = f"export {name}=… first; the option takes the name of a variable, not the token"
        raise refusal("A013", f"the environment has no {name}", address="--token-env", remedy=remedy)
    return value

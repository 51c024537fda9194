"""fencepost inside Schemathesis: its bodies and its checks, through Schemathesis's own hooks.

In the file that SCHEMATHESIS_HOOKS or `hooks` of schemathesis.toml names: `install("openapi.yaml")`.
"""

from __future__ import annotations

from importlib.util import find_spec

if find_spec("schemathesis") is None:
    raise ImportError(
        "fencepost.integrations.schemathesis needs Schemathesis: pip install 'fencepost[schemathesis]'",
        name="schemathesis",
    )

from fencepost.integrations.schemathesis.installing import install

__all__ = ["install"]

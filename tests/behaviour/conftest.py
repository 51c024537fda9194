"""Documents, generated and imported; each only once."""

from __future__ import annotations

import hashlib
import importlib
import sys
from collections.abc import Callable, Iterator
from types import ModuleType

import pytest
from fencepost.diagnostics import Diagnostics
from fencepost.pipeline import Choice, generate

from ..inline import document

Generate = Callable[..., ModuleType]
"""The package of a document's body, imported; environment variables as on the command line."""


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Generate]:
    """Generates packages below a folder of their own, each under a name of its own; they are forgotten at the end."""
    root = tmp_path_factory.mktemp("generated")
    sys.path.insert(0, str(root))

    def make(body: str, *environment: str) -> ModuleType:
        digest = hashlib.sha256(" ".join([body, *environment]).encode()).hexdigest()
        name = f"client_{digest[:12]}"
        if name not in sys.modules:
            (root / "things.yaml").write_text(document(body), encoding="utf-8")
            choice = Choice(package=name, environment=environment)
            generate(str(root / "things.yaml"), root / f"{name}_files", choice, "refuse", Diagnostics())
            (root / name).symlink_to(root / f"{name}_files" / name)
            importlib.invalidate_caches()
        return importlib.import_module(name)

    yield make
    sys.path.remove(str(root))
    for module in [module for module in sys.modules if module.startswith("client_")]:
        del sys.modules[module]

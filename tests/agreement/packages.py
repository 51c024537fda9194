"""The package of a document, printed into a folder and imported; each document only once in a process."""

from __future__ import annotations

import hashlib
import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from fencepost.ir.api import Api
from fencepost.pipeline import Choice, package_of


@contextmanager
def importing_from(root: Path) -> Iterator[Path]:
    """The folder, from which packages can be imported; they are forgotten at the end."""
    sys.path.insert(0, str(root))
    try:
        yield root
    finally:
        sys.path.remove(str(root))
        for name in [name for name in sys.modules if name.startswith("agreed_")]:
            del sys.modules[name]


def package_in(root: Path, api: Api) -> ModuleType:
    """The package of a document; `root` is a folder of `importing_from`."""
    name = f"agreed_{hashlib.sha256(repr(api).encode()).hexdigest()[:12]}"
    if name not in sys.modules:
        for file in package_of(api, Choice(package=name)).files:
            path = root / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(file.text, encoding="utf-8")
        importlib.invalidate_caches()
    return importlib.import_module(name)

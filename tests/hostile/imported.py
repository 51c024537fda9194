"""Imports packages and prints whatever they do besides, a line each.

Called as a script with a folder of distributions. What generated code imports from others is imported before the watch
begins, so that only its own acts are seen.
"""

import sys
from importlib import import_module
from pathlib import Path

OTHERS = (
    "httpx",
    "pydantic",
    "pydantic.experimental",
    "typing_extensions",
    "json",
    "logging",
    "email.utils",
    "decimal",
)
ACTS = ("os.", "subprocess.", "socket.", "shutil.", "ctypes.", "urllib.", "webbrowser.")
HARMLESS = ("os.listdir", "os.scandir")


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """Print an act that reaches outside."""
    writes = event == "open" and any(letter in str(arguments[1]) for letter in "wax+")
    if writes or (event.startswith(ACTS) and event not in HARMLESS):
        sys.stdout.write(f"{event} {arguments!r}\n")


def main(root: Path) -> None:
    sys.dont_write_bytecode = True
    for name in OTHERS:
        import_module(name)
    sys.addaudithook(watch)
    for distribution in sorted(root.iterdir()):
        sys.path.insert(0, str(distribution))
        for module in sorted(distribution.glob("*_client/*.py")):
            import_module(f"{module.parent.name}.{module.stem}".removesuffix(".__init__"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""The project's own files, as the architecture tests look at them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
TOOL = ROOT / "generator" / "fencepost"
GENERATED = ROOT / "generated"

HIDDEN_BUT_OURS = {".ci", ".editorconfig", ".github", ".gitignore", ".pre-commit-config.yaml"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    name: str
    """Dotted name, `fencepost.read.document`; a package is named like its folder."""

    tree: ast.Module
    is_package: bool = False
    """Whether it is the `__init__` of a folder, from which a relative import counts."""


def module_of(source_root: Path, path: Path) -> Module:
    parts = path.relative_to(source_root).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    return Module(name=name, tree=tree, is_package=parts[-1] == "__init__")


def tool_modules() -> tuple[Module, ...]:
    """Every module of the tool, in the order of its path."""
    return tuple(module_of(TOOL.parent, path) for path in sorted(TOOL.rglob("*.py")))


def project_files() -> Iterator[Path]:
    """Every file of the project: what is hidden, built or cached does not belong to it."""
    for top in sorted(ROOT.iterdir()):
        if top.name.startswith(".") and top.name not in HIDDEN_BUT_OURS:
            continue
        yield from (path for path in ([top] if top.is_file() else sorted(top.rglob("*"))) if is_ours(path))


def is_ours(path: Path) -> bool:
    inner = path.relative_to(ROOT).parts[1:]
    return path.is_file() and not any(part.startswith(".") or part == "__pycache__" for part in inner)


def imported_names(module: Module) -> Iterator[str]:
    """Dotted names the module imports, wherever in it: `from a import b` is `a.b`; relative ones are made absolute."""
    for node in ast.walk(module.tree):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(names=names):
                yield from (f"{origin(module, node)}.{alias.name}" for alias in names)
            case _:
                pass


def origin(module: Module, node: ast.ImportFrom) -> str:
    """What stands between `from` and `import`, made absolute; a relative import counts from the module's package."""
    if not node.level:
        return node.module or ""
    steps = node.level - 1 if module.is_package else node.level
    parts = module.name.split(".")
    package = parts[: len(parts) - steps]
    return ".".join([*package, *([node.module] if node.module else [])])

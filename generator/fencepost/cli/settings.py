"""What stands in for options that the command line leaves out: the environment, then pyproject.toml.

Every option of a command is a key: `--max-requests` is FENCEPOST_MAX_REQUESTS, and `max-requests` of [tool.fencepost].
"""

from __future__ import annotations

import difflib
import inspect
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from types import NoneType
from typing import Annotated, TypeAlias, get_args, get_type_hints

import typer
from typer.core import TyperCommand, TyperGroup
from typer.models import OptionInfo

from fencepost.cli.pyproject import Section, Toml, read_section
from fencepost.diagnostics import refusal

FILE = Path("pyproject.toml")
PREFIX = "FENCEPOST_"

TABLES = ("values", "strings")
"""Keys that are no options."""

TARGETS = ("url", "mock", "client", "app")
"""Keys of which a nearer one replaces all others."""

READER = "settings_file"
"""The parameter of a command that takes its options from a file too."""

Value: TypeAlias = bool | int | float | str | list[str]

_YES = ("1", "true", "yes", "on")
_NO = ("0", "false", "no", "off")


class FormError(Exception):
    """A value is not of the form that its key asks for; the message names the right one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """An option as a key."""

    name: str
    """`max-requests`."""

    parameter: str
    """`max_requests`."""

    kind: type
    """`bool`, `int`, `float`, `str`, `Path`, or an enumeration of words."""

    repeated: bool
    least: float | None
    most: float | None

    @property
    def variable(self) -> str:
        """The environment variable: `FENCEPOST_MAX_REQUESTS`."""
        return PREFIX + self.name.replace("-", "_").upper()


def settle(context: typer.Context, file: Path) -> Path:
    """Have the options that the command line leaves out taken from the environment and from a file.

    Raises FencepostError A020, A021 and A022 for what they cannot say.
    """
    keys = keys_of(context.command)
    section = read_section(file)
    from_file = dict(_from_file(keys, _elsewhere(context), section))
    from_environment = dict(_from_environment(keys, os.environ))
    if any(name in from_environment for name in TARGETS):
        from_file = {name: value for name, value in from_file.items() if name not in TARGETS}
    context.default_map = {**from_file, **from_environment}
    return file


Settings = Annotated[
    Path,
    typer.Option(
        "--settings",
        metavar="FILE",
        help="The file in which the table tool.fencepost stands.",
        is_eager=True,
        callback=settle,
        rich_help_panel="What is told",
    ),
]


def nearest(context: typer.Context, given: Mapping[str, bool]) -> tuple[str, ...]:
    """Of several options those that are given; where the command line names any of them, only those it names."""
    names = tuple(name for name, is_given in given.items() if is_given)
    typed = tuple(name for name in names if _is_typed(context, name))
    return typed or names


def _is_typed(context: typer.Context, name: str) -> bool:
    source = context.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def _elsewhere(context: typer.Context) -> frozenset[str]:
    """The keys of the other commands that read the same file: they are no mistakes here, and do nothing."""
    program = context.find_root().command
    commands = program.commands.values() if isinstance(program, TyperGroup) else ()
    readers = (each for each in commands if any(item.name == READER for item in each.params))
    return frozenset(key.name for each in readers for key in keys_of(each))


def keys_of(command: object) -> tuple[Key, ...]:
    """The options of a command as keys; those that only tell where keys stand are none."""
    if not isinstance(command, TyperCommand):
        return ()
    callback = command.callback
    hints = {} if callback is None else get_type_hints(inspect.unwrap(callback), include_extras=True)
    return tuple(
        _key(option.name, next(iter(option.opts)).removeprefix("--"), hints[option.name])
        for option in command.params
        if option.param_type_name == "option" and option.name in hints and hints[option.name] is not Settings
    )


def _key(parameter: str | None, name: str, hint: type) -> Key:
    told = next((item for item in get_args(hint) if isinstance(item, OptionInfo)), None)
    kinds = [kind for kind in (get_args(get_args(hint)[0]) or (get_args(hint)[0],)) if kind is not NoneType]
    inner = get_args(kinds[0])
    return Key(
        name=name,
        parameter=parameter or name,
        kind=inner[0] if inner else kinds[0],
        repeated=bool(inner),
        least=None if told is None else told.min,
        most=None if told is None else told.max,
    )


def _from_file(keys: tuple[Key, ...], elsewhere: frozenset[str], section: Section) -> Iterator[tuple[str, Value]]:
    known = {key.name: key for key in keys}
    for name, value in section.members:
        key = known.get(name.replace("_", "-"))
        if key is not None:
            try:
                yield key.parameter, _of_toml(key, value)
            except FormError as error:
                remedy = f"write it as {_example(key)}"
                message = f"{name} must be {error}, and this is {_seen(value)}"
                raise section.refusal("A022", message, name, remedy=remedy) from None
        elif name not in TABLES and name.replace("_", "-") not in elsewhere:
            close = difflib.get_close_matches(name, (*known, *TABLES, *sorted(elsewhere)), n=1)
            every = "each option of `fencepost fuzz` and `fencepost mock` is a key"
            remedy = f"did you mean {close[0]}?" if close else every
            raise section.refusal("A021", f"there is no setting {name}", name, remedy=remedy)


def _of_toml(key: Key, value: Toml) -> Value:
    """The value of a key in a file. Raises FormError."""
    texts = [item for item in value if isinstance(item, str)] if isinstance(value, list) else None
    if key.repeated:
        listed = [value] if isinstance(value, str) else texts
        if listed is None or (isinstance(value, list) and len(listed) < len(value)):
            raise FormError("a list of texts")
        return [str(_of_text(key, item)) for item in listed]
    if key.name == "phases" and texts:
        return ",".join(texts)
    match value:
        case bool() if key.kind is bool:
            return value
        case int() if key.kind in (int, float) and not isinstance(value, bool):
            return _bounded(key, value)
        case float() if key.kind is float:
            return _bounded(key, value)
        case str() if key.kind not in (bool, int, float):
            return _of_text(key, value)
        case _:
            raise FormError(_form(key))


def _from_environment(keys: tuple[Key, ...], environment: Mapping[str, str]) -> Iterator[tuple[str, Value]]:
    for key in keys:
        text = environment.get(key.variable, "")
        if text:
            try:
                # One value a line, since headers hold spaces and commas.
                yield key.parameter, text.splitlines() if key.repeated else _of_text(key, text)
            except FormError as error:
                remedy = f"set it like {key.variable}={_example(key).partition(' = ')[2].strip(chr(34))}, or unset it"
                message = f"{key.variable} must be {error}, and this is {text}"
                raise refusal("A022", message, address=key.variable, remedy=remedy) from None


def _of_text(key: Key, text: str) -> Value:
    """The value of a key, or one of its values, written as a text. Raises FormError."""
    word = text.strip().lower()
    try:
        if key.kind is bool:
            return {**dict.fromkeys(_YES, True), **dict.fromkeys(_NO, False)}[word]
        if key.kind in (int, float):
            return _bounded(key, int(word) if key.kind is int else float(word))
        if issubclass(key.kind, Enum):
            return str(key.kind(text).value)
    except (KeyError, ValueError):
        raise FormError(_form(key)) from None
    return text


def _bounded(key: Key, value: float) -> float:
    too_little = key.least is not None and not value >= key.least
    too_much = key.most is not None and not value <= key.most
    if too_little or too_much:
        raise FormError(_form(key))
    return value


_FORMS: dict[Callable[..., object], str] = {bool: "true or false", int: "an integer", float: "a number", str: "a text"}


def _form(key: Key) -> str:
    if issubclass(key.kind, Enum):
        return " or ".join(str(item.value) for item in key.kind)
    form = _FORMS.get(key.kind, "a text")
    form += "" if key.least is None else f" of at least {key.least:g}"
    return form if key.most is None else f"{form} and at most {key.most:g}"


def _example(key: Key) -> str:
    word = f'"{next(iter(key.kind)).value}"' if issubclass(key.kind, Enum) else '"…"'
    if key.repeated:
        return f"{key.name} = [{word}]"
    if issubclass(key.kind, Enum):
        return f"{key.name} = {word}"
    shown = {bool: "true", int: f"{key.least or 1:g}", float: f"{key.least or 1:g}"}.get(key.kind, '"…"')
    return f"{key.name} = {shown}"


def _seen(value: Toml) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return f'the text "{value}"'
        case list():
            return "a list"
        case dict():
            return "a table"
        case _:
            return str(value)

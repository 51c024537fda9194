"""Valid bodies, damaged at one place or two: what no one who reads the document would think of sending.

A body is JSON text, because how a number is written is part of the damage.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from random import Random
from typing import Any

ODD_TEXTS = (
    *("null", "true", "false", "0", "-0", "-0.0", "1", "1.0", "1e0", "1E2", "-1", "2", "3", "5", "7", "1.5", "0.5"),
    *("0.1", "0.3", "0.30000000000000004", "1e-7", "5e-324", "1.7976931348623157e308", "9007199254740993"),
    *("9223372036854775807", "9223372036854775808", "-9223372036854775809", "18446744073709551616", "1e19", "1e30"),
    *("1000000000000000000000000000000", "100000000000000000000000000000000000000000.0", "123456789012345.5"),
    *('""', '" "', '"a"', '"A"', '"b"', '"ab"', '"abc"', '"a\\n"', '"\\na"', '"\\u0000"', '"\U0001f600"', '"é"'),
    *('"e\\u0301"', '"\\u0130"', '"٣"', '"1"', '"1.0"', '"true"', '"null"', '"x-a"', '"__proto__"', '"\\u2028"'),
    *('"2023-11-07T05:31:56Z"', '"2023-11-07"', '"00000000-0000-0000-0000-000000000000"', '"a@b.example"'),
    *("[]", "[null]", "[1]", '["a"]', '["a", 1]', '["a", "a"]', "[1, 1.0]", "[1, true]", "[0, false]", "[[]]", "[{}]"),
    *("{}", '{"a": 1}', '{"a": null}', '{"": 1}', '{"a": {}}', '{"A": "b"}', '{"x-a": 1}', "[[[[[1]]]]]"),
)
"""JSON texts at which readers part."""

ODD_NAMES = (
    "",
    "a",
    "A",
    "b",
    "x-a",
    "zz",
    "a b",
    "__proto__",
    "self",
    "model_config",
    "\u0000",
    "é",
    "a/b",
    "~1",
    "$ref",
)


@dataclass(frozen=True, slots=True)
class Raw:
    """JSON text inside a value."""

    text: str


def text_of(value: Any) -> str:
    """The JSON text of a value that may hold raw texts."""
    match value:
        case Raw(text=text):
            return text
        case list():
            return f"[{', '.join(map(text_of, value))}]"
        case dict():
            return f"{{{', '.join(f'{json.dumps(name)}: {text_of(item)}' for name, item in value.items())}}}"
        case _:
            return json.dumps(value, ensure_ascii=False)


def damaged(texts: Sequence[str], seed: int | str, count: int) -> Iterator[str]:
    """So many damaged bodies, made of these; the same for a seed. None where there are none to damage."""
    bodies = [json.loads(text) for text in texts]
    random = Random(f"damage/{seed}")
    spare = [*map(Raw, ODD_TEXTS), *(part for body in bodies[:200] for part in _parts(body))]
    names = [*ODD_NAMES, *dict.fromkeys(name for part in spare if isinstance(part, dict) for name in part)]
    while bodies and count > 0:
        body = random.choice(bodies)
        for _ in range(random.choice((1, 1, 1, 2, 3))):
            body = _changed(body, random, spare, names)
        if is_kept_by_doubles(text := text_of(body)):
            yield text
            count -= 1


def is_kept_by_doubles(text: str) -> bool:
    """Whether every number with a fraction or an exponent is one that a double tells from all others.

    What is beyond is read by some readers and rounded by others, who are free to (RFC 8259, 6).
    """
    lost: list[str] = []

    def read(number: str) -> float:
        near, exact = float(number), Decimal(number)
        kept = Decimal(repr(near)) == exact and (abs(near) < 2**53 or Decimal(near) == exact)
        lost.extend(() if kept else (number,))
        return near

    json.loads(text, parse_float=read)
    return not lost


def _parts(value: Any) -> Iterator[Any]:
    yield value
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _parts(inner)


def _changed(value: Any, random: Random, spare: Sequence[Any], names: Sequence[str]) -> Any:
    """The value, with something else at one place in it; containers are mostly gone into."""
    if isinstance(value, dict | list) and value and random.random() < 0.7:
        return _changed_inside(value, random, spare, names)
    ways: list[Callable[[], Any]] = [lambda: random.choice(spare)]
    match value:
        case dict():
            ways += [lambda: {**value, random.choice(names): random.choice(spare)}] * 3
        case list():
            ways += [lambda: [*value, random.choice(spare)], lambda: value + value, lambda: value[::-1]]
        case bool() | None | Raw():
            pass
        case int() | float():
            ways += [lambda: Raw(random.choice(_respelt(value)))] * 3
        case str():
            ways += [lambda: random.choice(_misspelt(value))] * 3
    return random.choice(ways)()


def _changed_inside(value: Any, random: Random, spare: Sequence[Any], names: Sequence[str]) -> Any:
    """One member or item dropped, moved to another name, or changed."""
    if isinstance(value, list):
        at = random.randrange(len(value))
        middle = [] if random.random() < 0.2 else [_changed(value[at], random, spare, names)]
        return [*value[:at], *middle, *value[at + 1 :]]
    name = random.choice(list(value))
    others = {key: item for key, item in value.items() if key != name}
    drawn = random.random()
    if drawn < 0.2:
        return others
    if drawn < 0.25:
        return {**others, random.choice(names): value[name]}
    return {key: _changed(item, random, spare, names) if key == name else item for key, item in value.items()}


def _respelt(value: float) -> tuple[str, ...]:
    """The same number in other spellings, and its neighbours."""
    others = (value - 1, value + 1, -value, value * 2, value + 0.5, value / 10)
    near = tuple(json.dumps(other) for other in others if math.isfinite(other))
    if not isinstance(value, int):
        return (*near, f"{value:e}", f"{value!r}0" if "e" not in repr(value) else repr(value))
    return (*near, f"{value}.0", f"{value}e0", f"{value * 10}E-1", json.dumps(value + 1e-9), str(value * 10**20))


def _misspelt(text: str) -> tuple[str, ...]:
    """Texts that look almost the same."""
    return (
        *(text.upper(), text.lower(), text.title(), f" {text}", f"{text} ", f"{text}\n", f"{text}\u0000", text[:-1]),
        *(text + text, text[1:], f"{text}\U0001f600", f"{text}é", text * 50, text.replace("a", "а"), f"\ufeff{text}"),
    )


def sample(texts: Sequence[str], count: int, seed: int | str) -> list[str]:
    """At most so many of the texts, each once, in their order."""
    distinct = list(dict.fromkeys(texts))
    if len(distinct) <= count:
        return distinct
    chosen = set(Random(f"sample/{seed}").sample(range(len(distinct)), count))
    return list(islice((text for at, text in enumerate(distinct) if at in chosen), count))

"""Texts made of the bytes of a tape: letters of many scripts, and names as hosts and files have them."""

from __future__ import annotations

from .tape import POOL, Tape

PLAIN = "".join(map(chr, (*range(97, 123), *range(65, 91), *range(48, 58), *range(32, 48), *range(58, 65))))
"""What half of the letters are: ASCII, `a` the simplest."""

WIDE = "".join(
    chr(code)
    for first, last in (
        *((0x5B, 0x61), (0x7B, 0x7F), (0x00, 0x20), (0x7F, 0x250)),
        *((0x300, 0x530), (0x590, 0x700), (0x900, 0x980), (0x2000, 0x2070), (0x20A0, 0x20C0)),
        *((0x3040, 0x3100), (0x4E00, 0x5000), (0xAC00, 0xAD00), (0xFE00, 0xFE10), (0xFF00, 0xFFF0)),
        *((0x1F300, 0x1F650), (0x20000, 0x20100), (0xE000, 0xE010), (0x10FFF0, 0x10FFFE)),
    )
    for code in range(first, last)
)
"""What the others are: the rest of ASCII, control characters, and something of many scripts and planes."""

ALPHABETS = tuple(PLAIN[:80] + PLAIN[:48] + WIDE[first : first + 128] for first in range(0, len(WIDE) - 128, 128))
"""What the letters of one text are chosen from."""

DRAWN = POOL - 3
"""So many letters of a text are drawn; what it must have more is `a`."""

_NAME = "abcdefghijklmnopqrstuvwxyz0123456789"


def letters(low: int, high: int, tape: Tape, at: int) -> str:
    """A text of at least `low` characters, and of a few more up to `high`."""
    first = tape.spare(at)
    pool = tape.pool[first : first + POOL]
    length = low + pool[0] * (min(high - low, DRAWN) + 1) // 256
    alphabet = ALPHABETS[(pool[1] << 8 | pool[2]) % len(ALPHABETS)]
    return "".join(map(alphabet.__getitem__, pool[3 : 3 + length])).ljust(length, "a")


def names(count: int, tape: Tape, at: int) -> list[str]:
    """So many names of a few small letters and digits, each of which begins with a letter."""
    first = tape.spare(at)
    pool = tape.pool[first : first + POOL]
    return [_name(pool[number * 5 : number * 5 + 5]) for number in range(count)]


def _name(drawn: bytes) -> str:
    tail = "".join(_NAME[code % len(_NAME)] for code in drawn[1 : 1 + drawn[0] % 5])
    return _NAME[drawn[-1] % 26] + tail

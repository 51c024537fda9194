"""Texts drawn letter by letter, from bytes: quicker than `st.text`, and nothing has to be known of Unicode for it."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

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


def letters(low: int, high: int) -> SearchStrategy[str]:
    """Texts of `low` to `high` characters; they shrink to as few as may be, all of them `a`."""
    return st.binary(min_size=2 * low, max_size=2 * high).map(_read)


def _read(drawn: bytes) -> str:
    """Two bytes for each letter; an odd one at the end is left over."""
    return "".join(_letter(page, place) for page, place in zip(drawn[::2], drawn[1::2], strict=False))


def _letter(page: int, place: int) -> str:
    if page < 128:
        return PLAIN[place % len(PLAIN)]
    return WIDE[((page - 128) << 8 | place) % len(WIDE)]

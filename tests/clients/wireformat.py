"""As much of the protobuf wire format as a stub needs: fields that are bytes, and an integer."""

from __future__ import annotations

_LENGTH = 2
"""The wire type of a field that is bytes: a text, a message."""


def values_of(message: bytes, number: int) -> list[bytes]:
    """The values of a field that is bytes, in their order."""
    found: list[bytes] = []
    while message:
        key, message = _varint(message)
        length, message = _varint(message)
        if key & 7 != _LENGTH:
            continue  # An integer, which has just been read.
        if key >> 3 == number:
            found.append(message[:length])
        message = message[length:]
    return found


def texts_of(message: bytes, number: int) -> list[str]:
    """The values of a field that is a text."""
    return [value.decode() for value in values_of(message, number)]


def text_of(message: bytes, number: int) -> str:
    """The value of a field that is a text, which is empty where it is left out."""
    return next(iter(texts_of(message, number)), "")


def wrapped(number: int, value: bytes) -> bytes:
    """A field that is bytes."""
    return _written(number << 3 | _LENGTH) + _written(len(value)) + value


def integer_field(number: int, value: int) -> bytes:
    """A field of the type sint32, of a number from 0: the lowest bit is the sign."""
    return _written(number << 3) + _written(value << 1)


def _varint(message: bytes) -> tuple[int, bytes]:
    """The number that a message begins with, and the rest: seven bits a byte, the lowest first."""
    number = shift = 0
    for position, byte in enumerate(message):
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return number, message[position + 1 :]
    raise ValueError("the message ends inside a number")


def _written(number: int) -> bytes:
    written = bytearray()
    while number >= 0x80:
        written.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*written, number])

"""Content encodings undone, within a limit: a few kilobytes may stand for gigabytes, and several times over."""

from __future__ import annotations

import gzip
import zlib
from io import BytesIO

OFFERED = "gzip, deflate"
"""What requests say they accept."""


class UndecodableError(Exception):
    """The bytes are not what their encoding says."""


def unpacked(content: bytes, encodings: str, limit: int) -> bytes:
    """The bytes without the encodings of a Content-Encoding header; at most one byte more than the limit.

    An encoding that was not offered stays as it is. Raises UndecodableError.
    """
    for encoding in reversed([word.strip().lower() for word in encodings.split(",")]):
        try:
            match encoding:
                case "gzip" | "x-gzip":
                    content = gzip.GzipFile(fileobj=BytesIO(content)).read(limit + 1)
                case "deflate":
                    content = _inflated(content, limit + 1)
                case "identity" | "":
                    pass
                case _:
                    return content
        except (OSError, EOFError, zlib.error) as error:
            raise UndecodableError(str(error)) from None
    return content


def _inflated(content: bytes, size: int) -> bytes:
    """With the wrapper that RFC 9110, 8.4.1.2 asks for, or as many servers send it, without."""
    try:
        return _whole(zlib.decompressobj(), content, size)
    except zlib.error:
        return _whole(zlib.decompressobj(-zlib.MAX_WBITS), content, size)


def _whole(reader: zlib._Decompress, content: bytes, size: int) -> bytes:
    found = reader.decompress(content, size)
    if not reader.eof and len(found) < size:
        raise EOFError("it ends too early")
    return found

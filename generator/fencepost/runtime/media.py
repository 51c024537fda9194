"""Bodies and answers that are not JSON: texts and bytes. The document says nothing of them that could be checked."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase

from .operation import Written


class Bytes:
    """Bodies of a media type, as they are: `Bytes("image/*")`."""

    def __init__(self, media_types: str) -> None:
        self._patterns = tuple(_essence(part) for part in media_types.split(","))

    def takes(self, content_type: str) -> bool:
        """Whether this is the media type."""
        return any(fnmatchcase(_essence(content_type), pattern) for pattern in self._patterns)

    def read(self, content: bytes) -> bytes:
        """The body."""
        return content

    def written(self, operation_id: str, body: object, _fields: Mapping[str, object]) -> Written:
        """The body. Raises TypeError unless it is bytes."""
        if not isinstance(body, bytes):
            raise TypeError(f"{operation_id}: the request must be bytes")
        return Written(body)


class Text:
    """Bodies that are text, in UTF-8: `Text("text/plain")`."""

    def __init__(self, media_types: str) -> None:
        self._bytes = Bytes(media_types)

    def takes(self, content_type: str) -> bool:
        """Whether this is the media type."""
        return self._bytes.takes(content_type)

    def read(self, content: bytes) -> str:
        """The text. Raises ValueError for what is not UTF-8."""
        return content.decode()

    def written(self, operation_id: str, body: object, _fields: Mapping[str, object]) -> Written:
        """The text in UTF-8. Raises TypeError unless it is a string."""
        if not isinstance(body, str):
            raise TypeError(f"{operation_id}: the request must be a string")
        return Written(body.encode())


def _essence(media_type: str) -> str:
    return media_type.partition(";")[0].strip().lower()

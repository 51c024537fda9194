"""Content encodings are undone up to a limit, however often they are nested."""

from __future__ import annotations

import gzip
import zlib

import pytest
from fencepost.campaign.wire.unpacking import UndecodableError, unpacked

TEXT = b"fence" * 100
BARE = zlib.compressobj(wbits=-zlib.MAX_WBITS)
WITHOUT_WRAPPER = BARE.compress(TEXT) + BARE.flush()


@pytest.mark.parametrize(
    ("packed", "encodings"),
    [
        (gzip.compress(TEXT), "gzip"),
        (gzip.compress(TEXT), "identity, X-GZIP"),
        (gzip.compress(TEXT[:200]) + gzip.compress(TEXT[200:]), "gzip"),
        (zlib.compress(TEXT), "deflate"),
        (WITHOUT_WRAPPER, "deflate"),
        (gzip.compress(zlib.compress(TEXT)), "deflate, gzip"),
        (TEXT, "br"),
        (TEXT, ""),
    ],
    ids=["gzip", "two words", "two members", "deflate", "bare deflate", "both", "not offered", "none"],
)
def test_an_encoding_is_undone(packed: bytes, encodings: str) -> None:
    assert unpacked(packed, encodings, 10_000) == TEXT


@pytest.mark.parametrize("encodings", ["gzip", "gzip, gzip", "deflate, gzip"])
def test_no_more_is_unpacked_than_asked_for(encodings: str) -> None:
    packed = bytes(1_000_000)
    for encoding in encodings.split(", "):
        packed = gzip.compress(packed) if encoding == "gzip" else zlib.compress(packed)
    assert unpacked(packed, encodings, 5_000) == bytes(5_001)


@pytest.mark.parametrize(
    ("packed", "encodings"),
    [
        (TEXT, "gzip"),
        (TEXT, "deflate"),
        (gzip.compress(TEXT)[:-9], "gzip"),
        (zlib.compress(TEXT)[:-9], "deflate"),
        (gzip.compress(TEXT) + b"more", "gzip"),
        (gzip.compress(TEXT), "gzip, gzip"),
    ],
    ids=["no gzip", "no deflate", "half a gzip", "half a deflate", "gzip and more", "once less"],
)
def test_what_is_not_as_its_encoding_says_is_refused(packed: bytes, encodings: str) -> None:
    with pytest.raises(UndecodableError):
        unpacked(packed, encodings, 10_000)

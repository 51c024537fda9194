"""A request as a line for bash: it runs as printed, shows no credential, and cannot act on a terminal."""

from __future__ import annotations

import re
import shlex

from fencepost.campaign.wire.exchange import Request
from fencepost.diagnostics import visible

_OURS = ("user-agent", "accept")
"""Headers that say who asks and matter to no answer worth repeating."""


def curl_line(request: Request, hidden: tuple[tuple[str, str], ...]) -> str:
    """The request as a curl command; each hidden text is replaced by what is to be shown for it."""
    words = ["curl", *_method(request)]
    if re.search(r"[\[\]{}]", request.url):
        words.append("--globoff")
    if re.search(r"/(\.|%2e){1,2}([/?#]|$)", request.url, re.IGNORECASE):
        # Else curl goes up for `..`, as a browser would.
        words.append("--path-as-is")
    words.append(_word(request.url, hidden))
    for name, value in request.headers:
        if name not in _OURS:
            # curl drops a header without a value, unless it ends in a semicolon.
            words += ["-H", _word(f"{name}: {value}" if value else f"{name};", hidden)]
    if request.content is not None:
        named = {name for name, _ in request.headers}
        words += [] if "content-type" in named else ["-H", "content-type:"]
        words += _body(request.content, hidden)
    return " ".join(words)


def _method(request: Request) -> list[str]:
    return ["-I"] if request.method == "HEAD" else ["-X", request.method]


def _body(content: bytes, hidden: tuple[tuple[str, str], ...]) -> list[str]:
    if b"\0" in content:
        # No word of a command can hold NUL: bash prints such octets into a file of its own.
        return ["--data-binary", f"@<(printf '{_printf_format(content)}')"]
    # --data-raw, because -d reads a file where the body begins with @.
    return ["--data-raw", _quoted_bytes(content, hidden)]


def _printf_format(content: bytes) -> str:
    special = {"%": "%%", "\\": "\\\\", "'": "\\047", "#": "\\043"}
    plain = {byte: special.get(chr(byte), chr(byte)) for byte in range(32, 127)}
    return "".join(plain.get(byte, f"\\{byte:03o}") for byte in content)


def _quoted_bytes(content: bytes, hidden: tuple[tuple[str, str], ...]) -> str:
    try:
        return _word(content.decode("utf-8"), hidden)
    except UnicodeDecodeError:
        return _escaped(content)


def _word(text: str, hidden: tuple[tuple[str, str], ...]) -> str:
    """One word of the command; a variable that stands for a hidden text is left to the shell."""
    for secret, shown in hidden:
        if secret in text:
            glue = f'"{shown}"' if shown.startswith("$") else shlex.quote(shown)
            parts = text.split(secret)
            return glue.join(_word(part, hidden) if part else "" for part in parts)
    return shlex.quote(text) if visible(text) == text else _escaped(text.encode("utf-8", "surrogatepass"))


def _escaped(content: bytes) -> str:
    """The bytes in the shell's own escapes, so that control and bidirectional characters do nothing when shown."""
    special = {"'": "\\'", "\\": "\\\\", "#": "\\x23"}
    shown = (chr(byte) if 32 <= byte < 127 else f"\\x{byte:02x}" for byte in content)
    return "$'" + "".join(special.get(character, character) for character in shown) + "'"

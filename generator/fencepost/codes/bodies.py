"""W: the body that `fencepost why` is asked about."""

from __future__ import annotations

from fencepost.codes.page import Page

BODIES: dict[str, Page] = {
    "J001": Page(
        title="no such body",
        meaning="`fencepost why` reads the body from a file, or from standard input where the file is called `-`. What "
        "was named cannot be read.",
        remedy="Name a file with the JSON body, or pipe it in.",
    ),
    "J002": Page(
        title="a body that is not UTF-8",
        meaning="JSON is exchanged in UTF-8, without a byte order mark (RFC 8259, 8.1). The bytes are something else.",
        remedy="Save the body as UTF-8, without a byte order mark.",
    ),
    "J003": Page(
        title="a body that is no JSON",
        meaning="The text breaks the grammar of JSON, or holds what no JSON number and no Unicode text can be: NaN, a "
        "number beyond every double, half of a surrogate pair. A server refuses it before it looks at any rule. The "
        "line is not shown, it may hold a secret.",
        remedy="Correct what stands at the place that is named.",
    ),
    "J004": Page(
        title="a body that is too large or too deep",
        meaning="Bodies are read up to 8 MiB, and objects and arrays up to 128 inside each other; so does the mock.",
        remedy="Try the part that matters in a smaller body.",
    ),
    "J005": Page(
        title="an operation without a JSON body",
        meaning="The operation takes no body, or one of another media type, of which a schema says little.",
        remedy="Name one of the operations that are listed.",
    ),
    "J006": Page(
        title="a name given twice",
        meaning="An object has two members of the same name. RFC 8259 leaves open what a reader does; most take the "
        "last one, and so does fencepost.",
        remedy="Keep one of the two.",
    ),
}

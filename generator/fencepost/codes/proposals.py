"""Codes of what `--propose` cannot do."""

from __future__ import annotations

from fencepost.codes.page import Page

PROPOSALS: dict[str, Page] = {
    "A048": Page(
        title="a change that cannot be proposed",
        meaning="--propose FILE writes the smallest change of the document after which the server keeps it, as a "
        "unified diff; - is standard output. It needs a document that stands in a file, in UTF-8, a server that can be "
        "asked again, and a place where the diff can go.",
        remedy="Name the document as a file, and give --propose a file in a folder that is there, or -.",
    ),
}

"""D and F: the text of a document, and the references in it."""

from __future__ import annotations

from fencepost.codes.page import Page

DOCUMENT: dict[str, Page] = {
    "D001": Page(
        title="no such file",
        meaning="The document was named by a path that does not exist, that may not be read, or that is empty.",
        remedy="Correct the path. A document may also be piped in (`-`) or be named by an http address.",
    ),
    "D002": Page(
        title="a directory in place of a document",
        meaning="The path leads to a directory. Which of its files is the document is not guessed.",
        remedy="Name the file.",
    ),
    "D003": Page(
        title="not text",
        meaning="The bytes of the file are no UTF-8, nor UTF-16 with a byte order mark. The place is that of the first "
        "byte that cannot be read.",
        remedy="Save the document as UTF-8. A compressed file has to be unpacked first.",
    ),
    "D004": Page(
        title="the document is too large",
        meaning="At most 64 MiB are read of a document, so that a pipe or a device without end is no trap.",
        remedy="Split the document into files that refer to each other by $ref.",
    ),
    "D005": Page(
        title="the document cannot be fetched",
        meaning="The address did not answer with 200. Redirects are not followed: a document comes from where you "
        "said.",
        remedy="Open the address in a browser, name the address it leads to, or save the document and name the file.",
    ),
    "D010": Page(
        title="neither YAML nor JSON",
        meaning="The text breaks off, holds a character that may not stand where it does, or holds several documents. "
        "The place is where the parser gave up; the cause is often a little before it, such as a quote or a bracket "
        "that is never closed.",
        remedy="Mend the syntax. In YAML, text with `: ` or with a special first character needs quotes, and "
        "indentation is made of spaces.",
    ),
    "D011": Page(
        title="a member is given twice",
        meaning="An object names the same member twice. Readers differ on which of the two counts, so that two tools "
        "would hold two contracts; fencepost reads neither.",
        remedy="Keep one of the two. Both places are named.",
    ),
    "D012": Page(
        title="no JSON value",
        meaning="YAML can say what JSON cannot: tags of a programming language, objects as names, infinite numbers. An "
        "OpenAPI document is limited to what JSON can say.",
        remedy="Write the plain value; put text that looks like a number in quotes.",
    ),
    "D013": Page(
        title="too deep or too many values",
        meaning="Values nest more than 100 deep, the document holds more than 5,000,000 of them, or its aliases expand "
        "to more than 200,000. Real documents stay far below; the bounds keep a hostile one from filling the memory.",
        remedy="Name inner schemas under components/schemas and refer to them; use $ref in place of aliases.",
    ),
    "D020": Page(
        title="not an OpenAPI document",
        meaning="The text is YAML or JSON, but no object with a member `openapi`.",
        remedy="Name the OpenAPI document itself, not a file that it refers to or a bare JSON Schema.",
    ),
    "D021": Page(
        title="an unsupported version of OpenAPI",
        meaning="OpenAPI 3.0, 3.1 and 3.2 are read. Swagger 2.0 spells bodies and parameters differently, and a "
        "version that does not exist yet may mean anything.",
        remedy="Convert the document to OpenAPI 3, or correct its version, such as `openapi: 3.1.0`.",
    ),
    "F001": Page(
        title="a reference that is no text",
        meaning="`$ref` holds the address of what is meant; a number, a list or nothing is no address.",
        remedy='Write it like $ref: "#/components/schemas/Thing". The quotes matter: # begins a comment in YAML.',
    ),
    "F002": Page(
        title="a remote reference",
        meaning="The reference leads to another host. It is not followed: the same document would mean something else "
        "whenever that host changes its mind, and reading a document would send requests.",
        remedy="Save the file beside the document, and refer to it by its path.",
    ),
    "F003": Page(
        title="a reference out of the folder",
        meaning="The reference leads to a file outside the folder that holds the document. Such files are not read, so "
        "that a document which somebody sent cannot look into the rest of the disk.",
        remedy="Keep every file of the document in its folder or below it.",
    ),
    "F004": Page(
        title="a dangling reference",
        meaning="The file, the place in it or the anchor that the reference names does not exist.",
        remedy="Correct the reference; the nearest name is suggested where there is one.",
    ),
    "F005": Page(
        title="a reference that leads only to itself",
        meaning="Following the reference from one place to the next comes back to where it began, and no schema was "
        "met on the way. A schema that contains itself in a property or an item is a different thing, and fine.",
        remedy="Give one of the places on the way a schema of its own.",
    ),
}

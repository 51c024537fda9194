"""What each check holds against a server, and what each diagnostic code means, for `fencepost explain`."""

from __future__ import annotations

import textwrap

from fencepost.codes import PAGES as CODES

PAGES: dict[str, str] = {
    "server_error": """The server answered 5xx, or closed the connection twice while it went on answering others.
500 is wrong whether or not the document lists it; 503 leaves a case undecided.""",
    "undocumented_status": """The server answered with a status that the document lists neither by itself, nor as a
class such as 4XX, nor as default.""",
    "valid_refused": """The document allows the request, and the server refused it: with 400 or 422 where one of
them is documented, else with any 4xx but 401, 402, 403, 404, 409, 425 and 429, which leave a case undecided.""",
    "fault_accepted": """The request breaks one constraint of the document and no other, and the server answered
2xx.""",
    "refused_with_wrong_status": """The request breaks one constraint, and the server refused it with another status
than the document gives for such refusals: 400 or 422, whichever it lists.""",
    "undocumented_content_type": """The answer's media type is none of those that the document lists for its
status.""",
    "response_schema": """The answer's body is not what the document says of it: it is no JSON, a required field is
missing, or a value is not of its type, within its bounds, among its values or of its format.""",
    "echo": """A field of the answer that stands for a field of the request holds something else than what was sent,
or than the documented default of what was left out. Two fields are a pair when their names agree but for case and
punctuation. Where they are not the same thing, write on the operation: x-fencepost-echo: {request_field: null}.""",
    "fault_misblamed": """The refusal names a field that the fault cannot be blamed on, or none, though the documented
shape of the error has a place for it.""",
    "secret_leaked": """The answer shows the credential of the request, or a value that was sent in a writeOnly field:
plain, in base64, or percent- or JSON-escaped.""",
    "auth_ignored": """The request had no credential, a wrong one or one of another scheme, and the server answered
2xx.""",
    "malformed_accepted": """The request was no well-formed one, and the server answered 2xx.""",
}


def page_of(name: str) -> str | None:
    """What there is to read about a check or a code; None where there is neither."""
    if name in PAGES:
        return _laid_out(name, PAGES[name])
    page = CODES.get(name.upper())
    if page is None:
        return None
    return _laid_out(f"{name.upper()}: {page.title}", page.meaning, f"What to do: {page.remedy}")


def _laid_out(*paragraphs: str) -> str:
    filled = (textwrap.fill(text, width=100, break_long_words=False, break_on_hyphens=False) for text in paragraphs)
    return "\n\n".join(filled)


def page_names() -> list[str]:
    """Everything that has a page: the checks first, then the codes."""
    return [*PAGES, *sorted(CODES)]

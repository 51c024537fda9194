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
than the document gives for such refusals: 400 or 422, whichever it lists. The same of a credential that was turned away
with something else than 401, or 403 where only that is listed, and of whatever else is wrong below the body.""",
    "undocumented_content_type": """The answer's media type is none of those that the document lists for its
status.""",
    "response_schema": """The answer's body is not what the document says of it: it is no JSON, a required field is
missing, or a value is not of its type, within its bounds, among its values or of its format.""",
    "echo": """A field of the answer that stands for a field of the request holds something else than what was sent,
or than the documented default of what was left out. Two fields are a pair when their names agree but for case and
punctuation. Where they are not the same thing, write on the operation: x-fencepost-echo: {request_field: null}.""",
    "fault_misblamed": """The refusal names a field that the fault cannot be blamed on, alone or beside the right one,
or none, though the documented shape of the error has a place for it.""",
    "secret_leaked": """The answer shows the credential, or what this request or an earlier one sent as a secret: plain,
in base64, as hexadecimal digits, or percent- or JSON-escaped. Secret is what stands in a writeOnly field, a password,
a field whose name says secret, token, password or key, and a map of environment values, as long as no documented answer
repeats it; requests carry made-up texts there that are known again. Where a field is no secret, write on the
operation which field of the answer repeats it: x-fencepost-echo: {request_field: response_field}.""",
    "auth_ignored": """The request had no credential, an empty one, a wrong one, the right one cut short or in other
letters, or one of another scheme, and the server answered 2xx. Not asked of operations that the document opens to
everybody, nor where nobody gave a credential and the server took one that was made up.""",
    "malformed_accepted": """The body was no JSON, and the server answered 2xx: empty where one is required, cut short,
followed by something else, with a trailing comma, single quotes or names without quotes, with NaN or Infinity, or with
octets that are no UTF-8. Right are 400, 422, and 415 where it is documented. A repeated key, a byte order mark, UTF-16,
a large or deep body and a missing content type may be taken or refused.""",
    "media_type_ignored": """The body was sent under a media type that the document does not list for it, and the server
answered 2xx. Right are 415, 400 and 422.""",
    "undeclared_method_accepted": """The document declares the method nowhere on this path, nor on a template that the
address fits, and the server answered 2xx. Right are 405, 404 and 501; HEAD, OPTIONS and TRACE are not tried.""",
    "unknown_accepted": """The path named a thing that does not exist, by a well-formed identifier that nobody was
given, and the server answered 2xx. Right is 404 where it is documented, else 404 or 410. Where the document has no such
answer, only reading the thing itself is held against the server; nor is PUT where 201 says that it may create.""",
    "read_after_write": """What is read, or stands in a list, is not what the server told when the thing was created or
last changed: another thing, a field that a client decides with another value, another time of creation, or 404. After a
PATCH also: a field that it did not mention has changed. States, secrets, what a client left to the server, and whatever
follows an answer of 202 are not compared.""",
    "use_after_delete": """A deleted thing is still there: it is read, or listed, exactly as before. Where
x-fencepost-lifecycle says that its record stays: it is not readable, not in the state that deletion leads to, or
without the time of its end. A deletion answered with 202 proves nothing.""",
    "delete_without_effect": """A deletion of several things tells successes and failures apart in its answer, and
reports as deleted what nobody was given.""",
    "identifier_reused": """Two things that were created one after the other from different bodies got the same
identifier.""",
    "state_leaked": """A field that was not sent shows what an earlier request sent for another thing, or two things get
the same token.""",
    "refused_but_created": """A creation was refused, and the list shows what only that request held.""",
    "list_omits": """A thing that was created just before is missing from a list that must hold it: it has every value
that the filters ask for, and by its own count the list is complete.""",
    "list_repeats": """A list holds the same identifier twice in one answer.""",
    "page_ignored": """A list is not the page that was asked for: it has more items than its size, reports another page
or size than was asked for or is the documented default, has no items where some are left, or those of another page.""",
    "filter_ignored": """A list shows an item that does not have the value asked for. A filter belongs to the field of
its name; a text may be part of what the field holds; of several values one is enough, unless the description says all.
With is_active=true no item is in a state that x-fencepost-lifecycle calls final.""",
    "wrong_total": """What a list says of itself does not fit together: the total is less than the items shown or than
what was created just before, or another page is said to follow where none does, or the other way round.""",
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

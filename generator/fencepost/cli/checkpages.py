"""What each check holds against a server, when it claims nothing, and what to do, for `fencepost explain CHECK`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPage:
    """What there is to read about a check."""

    held: str
    """What is held against the server."""

    silent: str | None = None
    """When nothing is; None where `held` says it."""

    remedy: str
    """What to do about it, on either side."""


_STATES = "Where several clients work on the same things, run the campaign where nobody else does."

CHECKS: dict[str, CheckPage] = {
    "server_error": CheckPage(
        held="""The server answered 5xx, or closed the connection twice while it went on answering others. 500 is wrong
whether or not the document lists it.""",
        silent="503 leaves a case undecided. A server that answers nothing any more is lost, which ends the run.",
        remedy="Send the request again, and read what the server logged: it met something that it was not written for.",
    ),
    "undocumented_status": CheckPage(
        held="""The server answered with a status that the document lists neither by itself, nor as a class such as 4XX,
nor as default.""",
        silent="""Nothing is said of a status that is right for what was sent even where it is not listed, as 405 to a
method that the document does not have.""",
        remedy="List the status in the document with its body, or answer with one that is listed.",
    ),
    "valid_refused": CheckPage(
        held="""The document allows the request, and the server refused it: with 400 or 422 where one of them is
documented, else with any 4xx.""",
        silent="""401, 402, 403, 404, 409, 425 and 429 leave a case undecided, as does 503: they speak of the caller, of
the state or of the moment, and not of the body. So does a refusal that says that something exists already.""",
        remedy="""Let the server accept it, or write into the document what it refuses. Where it only knows certain
values, list them in [tool.fencepost.values].""",
    ),
    "fault_accepted": CheckPage(
        held="The request breaks one constraint of the document and no other, and the server answered 2xx.",
        silent="""A text that only breaks its format is sent with --formats assert alone. A number taken from "1", or
true from "yes", is counted and no failure with --tolerate coercion.""",
        remedy="Let the server refuse it, or take the constraint out of the document: nobody obeys it.",
    ),
    "refused_with_wrong_status": CheckPage(
        held="""The request breaks one constraint, and the server refused it with another status than the document
gives for such refusals: 400 or 422, whichever it lists. The same of a credential that was turned away with something
else than 401, or 403 where only that is listed, and of whatever else is wrong below the body.""",
        silent="Where the document lists no such status, 400, 404, 409, 413, 415 and 422 are all right.",
        remedy="Answer with the status that is listed, or list the other one.",
    ),
    "undocumented_content_type": CheckPage(
        held="The answer's media type is none of those that the document lists for its status.",
        silent="Nothing is said of an answer without a body, nor of a status without a documented one.",
        remedy="Send the media type that is listed, or list the one that is sent.",
    ),
    "response_schema": CheckPage(
        held="""The answer's body is not what the document says of it: it is no JSON, a required field is missing, or a
value is not of its type, within its bounds, among its values or of its format.""",
        remedy="Mend the answer or the document; generated clients refuse such an answer.",
    ),
    "echo": CheckPage(
        held="""A field of the answer that stands for a field of the request holds something else than what was sent,
or than the documented default of what was left out. Two fields are a pair when their names agree but for case and
punctuation.""",
        silent="""Not compared are readOnly and writeOnly fields and passwords, null that the answer cannot hold, an
empty text, and what the documented answer has no room for.""",
        remedy="""Store and answer what was sent. Where the two are not the same thing, write on the operation:
x-fencepost-echo: {request_field: null}.""",
    ),
    "fault_misblamed": CheckPage(
        held="""The refusal names a field that the fault cannot be blamed on, alone or beside the right one, or none,
though the documented shape of the error has a place for it.""",
        silent="""Where that shape names no field, nothing is asked of it. Of a missing field its name or the object
around it is right, of a rule any of its fields or the object that holds it.""",
        remedy="Name the field that is expected: whoever reads the refusal looks there.",
    ),
    "secret_leaked": CheckPage(
        held="""The answer shows the credential, or what this request or an earlier one sent as a secret: plain, in
base64, as hexadecimal digits, or percent- or JSON-escaped. Secret is what stands in a writeOnly field, a password, a
field whose name says secret, token, password or key, and a map of environment values; requests carry made-up texts
there that are known again.""",
        silent="A field that a documented answer repeats is no secret, except where it is writeOnly or a password.",
        remedy="""Leave it out of answers, headers and refusals. Where a field is no secret, write on the operation
which field of the answer repeats it: x-fencepost-echo: {request_field: response_field}.""",
    ),
    "auth_ignored": CheckPage(
        held="""The request had no credential, an empty one, a wrong one, the right one cut short or in other letters,
or one of another scheme, and the server answered 2xx.""",
        silent="""Not asked of operations that the document opens to everybody, nor where nobody gave a credential and
the server took one that was made up.""",
        remedy="Check the credential before anything else, or open the operation in the document with security: [].",
    ),
    "malformed_accepted": CheckPage(
        held="""The body was no JSON, and the server answered 2xx: empty where one is required, cut short, followed by
something else, with a trailing comma, single quotes or names without quotes, with NaN or Infinity, or with octets that
are no UTF-8. Right are 400, 422, and 415 where it is documented.""",
        silent="""A repeated key, a byte order mark, UTF-16, a large or deep body and a missing content type may be
taken or refused.""",
        remedy="Read bodies with a strict parser; many take NaN unless they are told not to.",
    ),
    "media_type_ignored": CheckPage(
        held="""The body was sent under a media type that the document does not list for it, and the server answered
2xx. Right are 415, 400 and 422.""",
        remedy="Look at the content type before the body, or list the media type in the document.",
    ),
    "undeclared_method_accepted": CheckPage(
        held="""The document declares the method nowhere on this path, nor on a template that the address fits, and the
server answered 2xx. Right are 405, 404 and 501.""",
        silent="HEAD, OPTIONS and TRACE are not tried.",
        remedy="Switch the method off, or write the operation into the document.",
    ),
    "unknown_accepted": CheckPage(
        held="""The path named a thing that does not exist, by a well-formed identifier that nobody was given, and the
server answered 2xx. Right is 404 where it is documented, else 404 or 410.""",
        silent="""Where the document has no such answer, only reading the thing itself is held against the server; nor
is PUT where 201 says that it may create.""",
        remedy="Answer 404 for what does not exist.",
    ),
    "read_after_write": CheckPage(
        held="""What is read, or stands in a list, is not what the server told when the thing was created or last
changed: another thing, a field that a client decides with another value, another time of creation, or 404. After a
PATCH also: a field that it did not mention has changed.""",
        silent="""States, secrets, what a client left to the server, and whatever follows an answer of 202 are not
compared.""",
        remedy=f"Send the sequence again and look where the value is lost. {_STATES}",
    ),
    "use_after_delete": CheckPage(
        held="""A deleted thing is still there: it is read, or listed, exactly as before. Where x-fencepost-lifecycle
says that its record stays: it is not readable, not in the state that deletion leads to, or without the time of its
end.""",
        silent="A deletion answered with 202 proves nothing.",
        remedy="Let the deletion take effect before it is answered, answer 202, or describe the life cycle.",
    ),
    "delete_without_effect": CheckPage(
        held="""A deletion of several things tells successes and failures apart in its answer, and reports as deleted
what nobody was given.""",
        remedy="Report under the failures what does not exist.",
    ),
    "identifier_reused": CheckPage(
        held="""Two things that were created one after the other from different bodies got the same identifier.""",
        remedy=f"Give each thing an identifier of its own, also where two are made in the same moment. {_STATES}",
    ),
    "state_leaked": CheckPage(
        held="""A field that was not sent shows what an earlier request sent for another thing, or two things get the
same token.""",
        remedy="Look for what requests share in the server: a default that is changed in place, a cache, a template.",
    ),
    "refused_but_created": CheckPage(
        held="A creation was refused, and the list shows what only that request held.",
        remedy="Check everything before anything is stored.",
    ),
    "list_omits": CheckPage(
        held="A thing that was created just before is missing from a list that must hold it.",
        silent="""Only where it has every value that the filters ask for, and where the list is complete by its own
count.""",
        remedy=f"Let the list show what exists. {_STATES}",
    ),
    "list_repeats": CheckPage(
        held="A list holds the same identifier twice in one answer.",
        remedy="Look for a join that multiplies, or for what stores the same thing twice.",
    ),
    "page_ignored": CheckPage(
        held="""A list is not the page that was asked for: it has more items than its size, reports another page or
size than was asked for or is the documented default, has no items where some are left, or those of another page.""",
        remedy=f"Obey the parameter, or take it out of the document. {_STATES}",
    ),
    "filter_ignored": CheckPage(
        held="""A list shows an item that does not have the value asked for. With is_active=true no item is in a state
that x-fencepost-lifecycle calls final.""",
        silent="""A filter belongs to the field of its name; a text may be part of what the field holds; of several
values one is enough, unless the description says all.""",
        remedy="Obey the parameter, or take it out of the document.",
    ),
    "wrong_total": CheckPage(
        held="""What a list says of itself does not fit together: the total is less than the items shown or than what
was created just before, or another page is said to follow where none does, or the other way round.""",
        remedy=f"Count what the filters leave, before the page is cut from it. {_STATES}",
    ),
}

"""What a request that is wrong below the body tries, in the words of a message."""

from __future__ import annotations

from fencepost.cases.case import Case

_CREDENTIALS = {
    "none": "without a credential",
    "none_and_fault": "without a credential, and with a body that is wrong as well",
    "empty": "whose credential is empty",
    "wrong": "with a wrong credential",
    "cut": "with a credential that lacks its end",
    "other_case": "with a credential in other letters, capital for small",
    "other_scheme": "with a credential of another scheme",
    "token_in_other_scheme": "with the right token under another scheme",
}
_ODD = {
    "scheme_in_other_case": "whose credential begins with its scheme in small letters",
    "absent": "whose body has no content type",
    "undeclared": "with a query parameter that the document does not declare",
    "duplicate_key": "in whose body a key stands twice",
    "byte_order_mark": "whose body begins with a byte order mark",
    "utf16": "whose body is in UTF-16",
    "large": "whose body is large",
    "deep": "whose body is deep",
}


def attempt(case: Case) -> str:
    """What a protocol case tries, to follow `answered 201`: `to a request without a credential`."""
    family, _, what = case.point.partition(":")
    match family:
        case "auth":
            return f"to a request {_CREDENTIALS.get(what, f'whose credential is {attempted(case)}')}"
        case "malformed":
            return "to an empty body" if what == "empty" else f"to a body that is no JSON ({attempted(case)})"
        case "media":
            return f"to a JSON body sent as {what}"
        case "method":
            return "to a method that the document does not declare there"
        case "unknown":
            return f"to a {case.target.rpartition('/')[2]} that nobody was given"
        case _:
            return f"to a request {_ODD.get(what, f'whose body is odd ({attempted(case)})')}"


def attempted(case: Case) -> str:
    """What a protocol case tries in a word or two: `none`, `text/plain`, `trailing garbage`."""
    family, _, what = case.point.partition(":")
    return family if family == "unknown" else what.replace("_", " ")

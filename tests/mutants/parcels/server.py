"""The parcel server: what parcels are, what is done with them, and how it says no."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from ..messages import RefusedError, Request, Response, answer
from ..service import Behaviour, Call, Done, Record, Route, State, last, last_whole, read_body
from ..values import (
    Check,
    Fault,
    Field,
    Rule,
    choice,
    flag,
    is_number,
    items,
    nullable,
    number,
    pattern,
    record,
    text,
    where,
    whole,
)

KEY = "a-key-of-these-tests-alone"
CREATE, LIST, GET, PUT, PATCH, DELETE = (
    "create_parcel",
    "list_parcels",
    "get_parcel",
    "replace_parcel",
    "change_parcel",
    "delete_parcel",
)
ALL, ONE = ("parcels",), ("parcels", "*")
ROUTES = (
    Route(operation=CREATE, method="POST", path=ALL, takes_body=True),
    Route(operation=LIST, method="GET", path=ALL),
    Route(operation=GET, method="GET", path=ONE),
    Route(operation=PUT, method="PUT", path=ONE, takes_body=True),
    Route(operation=PATCH, method="PATCH", path=ONE, takes_body=True),
    Route(operation=DELETE, method="DELETE", path=ONE),
)
COUNTRIES = ("DE", "FR", "NL", "GB", "CH")


def above_zero(high: float) -> Check:
    return where(lambda value: is_number(value) and 0 < value <= high, f"must be more than 0, at most {high}")


def optional(**checks: Check) -> tuple[Field, ...]:
    return tuple(Field(name=name, accepts=check) for name, check in checks.items())


def required(**checks: Check) -> tuple[Field, ...]:
    return tuple(Field(name=name, accepts=check, required=True) for name, check in checks.items())


LOCATION = required(lat=number(-90, 90), lon=number(-180, 180))
ADDRESS = (
    *required(street=text(1, 60), postcode=pattern("[0-9]{4,6}", "must be 4 to 6 digits"), country=choice(*COUNTRIES)),
    *optional(location=record(LOCATION)),
)
ITEM = (
    *required(sku=text(1, 12), quantity=whole(1, 99)),
    *optional(weight_kg=above_zero(70), fragile=flag(), wrapping=choice("paper", "foam", "crate")),
)
ITEM_RULES = (
    Rule(
        name="fragile_needs_wrapping",
        fields=("fragile", "wrapping"),
        broken=lambda item: item.get("fragile") is True and "wrapping" not in item,
    ),
)
HOME = (
    *required(kind=choice("home"), slot=choice("morning", "evening")),
    *optional(floor=whole(-2, 60)),
)
LOCKER = (
    *required(kind=choice("locker"), locker=pattern("L[0-9]{3}", "must be L and 3 digits")),
    *optional(days=whole(1, 14)),
)


def delivery(home: tuple[Field, ...] = HOME, locker: tuple[Field, ...] = LOCKER) -> Check:
    """One of two variants, told by `kind`."""

    def check(value: Any) -> Iterator[Fault]:
        kinds = {"home": record(home), "locker": record(locker)}
        kind = value.get("kind") if isinstance(value, dict) else None
        if not isinstance(value, dict):
            yield Fault(says="must be an object")
        elif not isinstance(kind, str) or kind not in kinds:
            yield Fault(path=("kind",), says="must be home or locker")
        else:
            yield from kinds[kind](value)

    return check


def different(check: Check) -> Check:
    """A list in which nothing stands twice."""

    def checked(value: Any) -> Iterator[Fault]:
        wrong = list(check(value))
        yield from wrong
        if not wrong and len(set(value)) != len(value):
            yield Fault(says="must not repeat")

    return checked


TAGS = different(items(text(1), 0, 5))
NOTES = nullable(text(0, 200))
FIELDS = (
    *required(
        reference=pattern("[A-Z0-9-]{3,20}", "must be 3 to 20 of A-Z, 0-9 and -"),
        recipient=record(ADDRESS),
        items=items(record(ITEM, ITEM_RULES), 1, 10),
        delivery=delivery(),
    ),
    *optional(
        sender=record(ADDRESS),
        insured_value=number(0, 5000),
        currency=choice("EUR", "GBP", "CHF"),
        notes=NOTES,
        tags=TAGS,
        door_code=text(8, 40),
    ),
)
RULES = (
    Rule(
        name="insured_value_needs_currency",
        fields=("insured_value", "currency"),
        broken=lambda body: body.get("insured_value", 0) > 0 and "currency" not in body,
    ),
)
CHANGES = optional(notes=NOTES, tags=TAGS, delivery=delivery())


def last_number(texts: list[str]) -> Any:
    try:
        return float(texts[-1]) if texts[-1].strip() == texts[-1] and texts[-1].isascii() else texts[-1]
    except ValueError:
        return texts[-1]


PRIORITY = (Field(name="X-Priority", accepts=whole(1, 5), reads=last_whole),)
FILTERS = (
    Field(name="limit", accepts=whole(1, 100), reads=last_whole),
    Field(name="offset", accepts=whole(0), reads=last_whole),
    Field(name="min_value", accepts=number(0, 5000), reads=last_number),
    Field(name="country", accepts=choice(*COUNTRIES), reads=last),
)


def problem(status: int, title: str, errors: list[dict[str, str]] | None = None) -> Response:
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status}
    return answer(status, body if errors is None else body | {"errors": errors}, "application/problem+json")


UNKNOWN = problem(404, "No such parcel")


def admitted(request: Request, _route: Route) -> bool:
    return request.header("x-api-key") == KEY


def read(request: Request) -> Any:
    """The body; what is refused is told as a problem."""
    try:
        return read_body(request)
    except RefusedError as refusal:
        raise RefusedError(problem(refusal.response.status, refusal.response.json["detail"])) from None


def refused(faults: list[Fault], _call: Call) -> Response:
    errors = [{"pointer": pointer(fault), "detail": fault.says} for fault in faults]
    return problem(400, "Something is wrong with the request", errors)


def pointer(fault: Fault) -> str:
    """Where a fault is; a header is named in small letters, as it comes out of the libraries that read it."""
    steps = (str(step).lower() if step == "X-Priority" else str(step) for step in fault.path)
    return "/".join(("#", *steps))


def named(state: State, _body: dict[str, Any]) -> str:
    return f"parcel-{state.made}"


def kept(body: dict[str, Any]) -> dict[str, Any]:
    return {"notes": None, "tags": []} | body


def shown(each: Record, _state: State) -> dict[str, Any]:
    since = datetime(2026, 5, 11, 9, tzinfo=UTC) + timedelta(seconds=each.born)
    own = {"id": each.id, "status": "created", "created_at": since.isoformat()}
    return own | {"version": 1} | {name: value for name, value in each.body.items() if name != "door_code"}


def found(query: dict[str, Any], state: State) -> list[Record]:
    return [
        each
        for each in state.records.values()
        if each.body.get("insured_value", 0) >= query.get("min_value", 0)
        and query.get("country") in (None, each.body["recipient"]["country"])
    ]


def created(call: Call, state: State, does: Behaviour) -> Done:
    state = replace(state, made=state.made + 1)
    body = does.keeps(call.body) | {"priority": call.query.get("X-Priority", 3)}
    each = Record(id=does.names(state, call.body), body=body, born=state.served)
    state = state.with_record(each)
    return answer(201, does.shows(each, state)), state


def listed(call: Call, state: State, does: Behaviour) -> Done:
    offset, limit = call.query.get("offset", 0), call.query.get("limit", 20)
    matching = does.finds(call.query, state)
    page = [does.shows(each, state) for each in matching[offset : offset + limit]]
    return answer(200, {"parcels": page, "total": len(matching)}), state


def changing(change: Callable[[Record, Call, Behaviour], dict[str, Any]]) -> Callable[[Call, State, Behaviour], Done]:
    """An operation that gives a parcel another body."""

    def act(call: Call, state: State, does: Behaviour) -> Done:
        each = state.records.get(call.identifier or "")
        if each is None:
            return UNKNOWN, state
        body = change(each, call, does)
        each = replace(each, body=body | {"version": each.body.get("version", 1) + 1})
        state = state.with_record(each)
        return answer(200, does.shows(each, state)), state

    return act


def replaced(each: Record, call: Call, does: Behaviour) -> dict[str, Any]:
    return does.keeps(call.body) | {name: each.body[name] for name in ("priority", "version") if name in each.body}


def patched(each: Record, call: Call, does: Behaviour) -> dict[str, Any]:
    return each.body | does.keeps(each.body | call.body)


def got(call: Call, state: State, does: Behaviour) -> Done:
    each = state.records.get(call.identifier or "")
    return (UNKNOWN if each is None else answer(200, does.shows(each, state))), state


def deleted(call: Call, state: State, _does: Behaviour) -> Done:
    if call.identifier not in state.records:
        return UNKNOWN, state
    records = {key: each for key, each in state.records.items() if key != call.identifier}
    return Response(status=204), replace(state, records=records)


CORRECT = Behaviour(
    routes=ROUTES,
    admits=admitted,
    denied=problem(401, "Who are you?"),
    reads=read,
    fields={CREATE: FIELDS, PUT: FIELDS, PATCH: CHANGES},
    parameters={CREATE: PRIORITY, LIST: FILTERS},
    rules={CREATE: RULES, PUT: RULES},
    checks={PATCH: lambda does: record(does.fields[PATCH], low=1)},
    refuses=refused,
    acts={
        CREATE: created,
        LIST: listed,
        GET: got,
        PUT: changing(replaced),
        PATCH: changing(patched),
        DELETE: deleted,
    },
    names=named,
    keeps=kept,
    shows=shown,
    finds=found,
)

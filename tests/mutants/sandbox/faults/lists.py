"""State: a list leaves out, repeats, ignores its page or its filters, or counts wrongly."""

from __future__ import annotations

from dataclasses import replace

from ...edits import acts, asks, body_of, finds, with_json
from ...mutant import family
from ..records import is_active
from ..server import LIST
from ..steps import create, delete, listed

row = family("state")
ONE, TWO = create(name="first"), create(name="second")
ALL = listed("page=1&per_page=7")


def without(*filters):
    """Filters that make no difference."""
    return asks(lambda query: {name: value for name, value in query.items() if name not in filters})


def paged(change):
    """Another page is cut out of what is found."""
    return acts(LIST, lambda right, call, state, does: right(replace(call, query=change(call.query)), state, does))


def reported(right, call, state, does):
    """Pages are not cut, and reported as asked for."""
    response, after = right(replace(call, query=call.query | {"per_page": 50}), state, does)
    return with_json(response, response.json | {"per_page": call.query.get("per_page", 50)}), after


def labels_or(found, query, state):
    wanted = set(query.get("labels", ()))
    return [each for each in state.records.values() if wanted & set(each.body["labels"])] if wanted else found


MUTANTS = (
    row(
        "list_omits_the_newest", LIST, "sandboxes list", finds(lambda found, _query, _state: found[:-1]), ONE, TWO, ALL
    ),
    row(
        "list_repeats_the_oldest",
        LIST,
        "sandboxes list",
        finds(lambda found, _query, _state: [*found[:1], *found]),
        ONE,
        TWO,
        ALL,
    ),
    row("list_is_empty", LIST, "sandboxes list", finds(lambda _found, _query, _state: []), ONE, ALL),
    row(
        "list_shows_default_memory",
        LIST,
        "memoryGB memory_gb",
        body_of(LIST, lambda body: body | {"sandboxes": [each | {"memoryGB": 2} for each in body["sandboxes"]]}),
        create(memory_gb=7),
        ALL,
    ),
    row(
        "page_size_ignored",
        LIST,
        "per_page",
        acts(LIST, reported),
        ONE,
        TWO,
        listed("per_page=1&page=1&is_active=true"),
    ),
    row(
        "page_size_of_10_at_most",
        LIST,
        "per_page",
        paged(lambda query: query | {"per_page": min(query.get("per_page", 50), 10)}),
        listed("per_page=20&team_id=w"),
    ),
    row("default_page_size_is_10", LIST, "per_page", paged(lambda query: {"per_page": 10} | query), listed()),
    row("page_ignored", LIST, "page", paged(lambda query: query | {"page": 1}), ONE, TWO, listed("page=2&per_page=1")),
    row(
        "page_counted_from_0",
        LIST,
        "page",
        acts(
            LIST,
            lambda right, call, state, does: (
                with_json(
                    response := right(
                        replace(call, query=call.query | {"page": call.query.get("page", 1) + 1}), state, does
                    )[0],
                    response.json | {"page": call.query.get("page", 1)},
                ),
                state,
            ),
        ),
        ONE,
        TWO,
        listed("page=1&per_page=1"),
    ),
    row(
        "total_is_of_the_page",
        LIST,
        "total",
        body_of(LIST, lambda body: body | {"total": len(body["sandboxes"])}),
        ONE,
        TWO,
        listed("per_page=1&page=1&is_active=true"),
    ),
    row(
        "never_a_next_page",
        LIST,
        "has_next",
        body_of(LIST, lambda body: body | {"has_next": False}),
        ONE,
        TWO,
        listed("per_page=1&page=1&is_active=true"),
    ),
    row("always_a_next_page", LIST, "has_next", body_of(LIST, lambda body: body | {"has_next": True}), listed()),
    row("status_filter_ignored", LIST, "status", without("status"), ONE, listed("status=ERROR&per_page=7")),
    row(
        "active_filter_ignored",
        LIST,
        "is_active",
        without("is_active"),
        ONE,
        delete(),
        listed("is_active=true&per_page=7"),
    ),
    row(
        "active_filter_turned_round",
        LIST,
        "is_active",
        finds(
            lambda found, query, state: (
                [each for each in state.records.values() if is_active(each, state) != query["is_active"]]
                if "is_active" in query
                else found
            )
        ),
        ONE,
        listed("is_active=true&per_page=7"),
    ),
    row("team_filter_ignored", LIST, "team_id", without("team_id"), ONE, listed()),
    row("user_filter_ignored", LIST, "user_id", without("user_id"), ONE, listed("user_id=nobody")),
    row("labels_filter_ignored", LIST, "labels", without("labels"), ONE, listed("labels=w")),
    row(
        "one_label_of_two_is_enough",
        LIST,
        "labels",
        finds(labels_or),
        create(labels=["w"]),
        listed("labels=w&labels=x"),
    ),
    row(
        "deleted_is_listed_as_active",
        LIST,
        "is_active status",
        asks(lambda query: query | {"is_active": False}),
        ONE,
        delete(),
        listed("is_active=true&per_page=7"),
    ),
)

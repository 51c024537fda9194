"""What a server forgets, mixes up or leaves out is found under the right name, and nothing else is found with it."""

from __future__ import annotations

from typing import Any

import pytest
from fencepost.campaign.wire.exchange import Answer

from ..things import answer
from .driving import first
from .jars import Body, JarServer, jars


class OneIdentifierForAll(JarServer):
    def identifier(self, _body: Body) -> str:
        return "jar-of-all"


class IdentifierOfTheLabelsLength(JarServer):
    def identifier(self, body: Body) -> str:
        return f"jar-{len(body['label'])}"


class EverySixteenthIdentifierRepeated(JarServer):
    def identifier(self, _body: Body) -> str:
        return f"jar-{self.made - (self.made % 16 == 0)}"


class ReadsTheLastOne(JarServer):
    def shown(self, _identifier: str) -> Body:
        return list(self.jars.values())[-1]


class ReadsTheDefaultSize(JarServer):
    def shown(self, identifier: str) -> Body:
        return super().shown(identifier) | {"size": 3}


class ReadsWithoutTheMaker(JarServer):
    def shown(self, identifier: str) -> Body:
        return {name: value for name, value in super().shown(identifier).items() if name != "maker"}


class ReadsAnotherBirth(JarServer):
    def shown(self, identifier: str) -> Body:
        return super().shown(identifier) | {"created_at": f"2026-05-11T10:{self.served % 60:02d}:00Z"}


class ForgetsWhatItCreated(JarServer):
    def create(self, body: Body) -> Answer:
        created = super().create(body)
        self.jars.popitem()
        return created


class DeletesNothing(JarServer):
    def delete(self, identifier: str) -> None:
        pass


class DeletesTheFirstOfSeveral(JarServer):
    def delete_many(self, wanted: list[str]) -> Answer:
        told = {"deleted": [each for each in wanted if each in self.jars], "failed": []}
        super().delete_many(wanted[:1])
        return answer(200, told)


class DeletesStrangers(JarServer):
    def delete_many(self, wanted: list[str]) -> Answer:
        super().delete_many(wanted)
        return answer(200, {"deleted": wanted, "failed": []})


class ReplacesNothing(JarServer):
    def replace(self, identifier: str, body: Body) -> None:
        self.before = self.jars[identifier]
        super().replace(identifier, body)

    def on_one(self, method: str, identifier: str, body: Any) -> Answer:
        said = super().on_one(method, identifier, body)
        if method == "PUT":
            self.jars[identifier] = self.before
        return said


class ChangesTheRestToo(JarServer):
    def change(self, identifier: str, body: Body) -> None:
        super().change(identifier, {"size": 3, "tags": []} | body)


class TagsOfTheOneBefore(JarServer):
    def create(self, body: Body) -> Answer:
        before = list(self.jars.values())[-1:]
        return super().create({"tags": before[0]["tags"] if before else []} | body)


class LidOfTheOneBefore(JarServer):
    """What leaks is nothing that only one request held."""

    def create(self, body: Body) -> Answer:
        before = list(self.jars.values())[-1:]
        return super().create({"lid": before[0]["lid"] if before else False} | body)


class CreatesWhatItRefuses(JarServer):
    def refused(self, body: Any) -> Answer:
        super().create({"label": body["label"]} if isinstance(body.get("label"), str) else {"label": "a"})
        return super().refused(body)


class OneKeyForAll(JarServer):
    def on_key(self, _identifier: str) -> Answer:
        return answer(200, {"token": "the-key-of-all-jars"})


class ListsWithoutTheNewest(JarServer):
    def found(self, query: dict[str, list[str]]) -> list[Body]:
        return super().found(query)[:-1]


class ListsTheOldestTwice(JarServer):
    def found(self, query: dict[str, list[str]]) -> list[Body]:
        matching = super().found(query)
        return [*matching[:1], *matching]


class ListsTheDefaultSize(JarServer):
    def found(self, query: dict[str, list[str]]) -> list[Body]:
        return [jar | {"size": 3} for jar in super().found(query)]


class ListsWhatWasDeleted(JarServer):
    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[str, Body] = {}

    def delete(self, identifier: str) -> None:
        self.kept[identifier] = self.jars[identifier]
        super().delete(identifier)

    def found(self, query: dict[str, list[str]]) -> list[Body]:
        return [*super().found(query), *(() if query.get("tags") else self.kept.values())]


class IgnoresThePageSize(JarServer):
    def page(self, found: list[Body], page: int, size: int) -> Body:
        return super().page(found, page, 20) | {"per_page": size}


class CapsThePageSize(JarServer):
    def page(self, found: list[Body], page: int, size: int) -> Body:
        return super().page(found, page, min(size, 10))


class IgnoresThePage(JarServer):
    def page(self, found: list[Body], page: int, size: int) -> Body:
        return super().page(found, 1, size) | {"page": page}


class CountsPagesFromZero(JarServer):
    def page(self, found: list[Body], page: int, size: int) -> Body:
        return super().page(found, page + 1, size) | {"page": page}


class CountsThePage(JarServer):
    def page(self, found: list[Body], page: int, size: int) -> Body:
        told = super().page(found, page, size)
        return told | {"total": len(told["jars"])}


class NeverHasANextPage(JarServer):
    def page(self, found: list[Body], page: int, size: int) -> Body:
        return super().page(found, page, size) | {"has_next": False}


class IgnoresTheMaker(JarServer):
    def found(self, query: dict[str, list[str]]) -> list[Body]:
        return super().found({name: value for name, value in query.items() if name != "maker"})


class TakesOneTagForAll(JarServer):
    def found(self, query: dict[str, list[str]]) -> list[Body]:
        tags = set(query.get("tags", []))
        return [jar for jar in super().found(query | {"tags": []}) if not tags or tags & set(jar["tags"])]


class IgnoresTheMakerOnTheSecondPage(JarServer):
    def list_all(self, query: dict[str, list[str]]) -> Answer:
        ignored = query.get("page") == ["2"]
        return super().list_all({name: value for name, value in query.items() if not ignored or name != "maker"})


@pytest.mark.parametrize(
    ("server", "expected"),
    [
        (OneIdentifierForAll, ("identifier_reused", "id")),
        (IdentifierOfTheLabelsLength, ("identifier_reused", "id")),
        (EverySixteenthIdentifierRepeated, ("identifier_reused", "id")),
        (ReadsTheLastOne, ("read_after_write", "id")),
        (ReadsTheDefaultSize, ("read_after_write", "size")),
        (ReadsWithoutTheMaker, ("read_after_write", "maker missing")),
        (ReadsAnotherBirth, ("read_after_write", "created_at")),
        (ForgetsWhatItCreated, ("read_after_write", "jar_id id of what was created")),
        (DeletesNothing, ("use_after_delete", "id after delete_jar by jar_id")),
        (DeletesTheFirstOfSeveral, ("use_after_delete", "id after delete_jars by jar_ids")),
        (DeletesStrangers, ("delete_without_effect", "jar_ids unknown")),
        (ReplacesNothing, ("read_after_write", "label")),
        (ChangesTheRestToo, ("read_after_write", "tags")),
        (TagsOfTheOneBefore, ("state_leaked", "tags")),
        (LidOfTheOneBefore, ("state_leaked", "lid")),
        (CreatesWhatItRefuses, ("refused_but_created", "jars")),
        (OneKeyForAll, ("state_leaked", "token")),
        (ListsWithoutTheNewest, ("list_omits", "jars")),
        (ListsTheOldestTwice, ("list_repeats", "jars")),
        (ListsTheDefaultSize, ("read_after_write", "size")),
        (ListsWhatWasDeleted, ("use_after_delete", "jars delete_jar")),
        (IgnoresThePageSize, ("page_ignored", "per_page")),
        (CapsThePageSize, ("page_ignored", "per_page")),
        (IgnoresThePage, ("page_ignored", "page")),
        (CountsPagesFromZero, ("page_ignored", "page")),
        (CountsThePage, ("wrong_total", "total")),
        (NeverHasANextPage, ("wrong_total", "has_next total")),
        (IgnoresTheMaker, ("filter_ignored", "maker")),
        (TakesOneTagForAll, ("filter_ignored", "tags")),
        (IgnoresTheMakerOnTheSecondPage, ("filter_ignored", "maker")),
    ],
)
def test_a_fault_of_memory_is_found_and_named(server: type[JarServer], expected: tuple[str, str]) -> None:
    assert first(server(), jars()) == expected

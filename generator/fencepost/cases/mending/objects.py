"""The nearest valid objects: in each region, the members to change are those whose value lies outside it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice, product
from typing import Protocol

from fencepost.cases.mending.change import MAX_WAYS, Change, Way, least
from fencepost.cases.nominal import MAX_ITEMS, Nominals, UnattainableError
from fencepost.ir.types import Enum, Nothing, Null, Number, Object, Type
from fencepost.ir.values import Json, freeze
from fencepost.rules.evaluate import matches, member_types
from fencepost.rules.regions import Region

_MOST_STRANGERS = 50
"""Among more unknown members none is taken for a misspelt one."""


class Search(Protocol):
    """What finds the nearest values of the members."""

    nominals: Nominals

    def ways(self, kind: Type, value: Json) -> tuple[Way, ...]:
        """The smallest changes that make a value valid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """What becomes of one member."""

    name: str
    """Its name afterwards."""

    is_there: bool = True
    value: Json = None
    changes: tuple[Change, ...] = ()

    @property
    def cost(self) -> int:
        """How many fields are changed for it."""
        return len(self.changes)


def nearest_objects(kind: Object, body: dict[str, Json], search: Search) -> tuple[Way, ...]:
    """The smallest changes that lead into a region of the object; none where no region can be come to."""
    found: list[Way] = []
    for region in search.nominals.division(kind).regions:
        box = _Box(kind=kind, region=region, body=body, search=search)
        found += (way for way in box.ways() if search.nominals.accepts(kind, way.value))
    return least(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Box:
    """A body, and the region it is to be brought into."""

    kind: Object
    region: Region
    body: dict[str, Json]
    search: Search
    renamed: Mapping[str, str] = field(init=False)
    """Old name to new name of the members that seem misspelt."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "renamed", dict(self._renames()))

    def ways(self) -> Iterator[Way]:
        """The cheapest ways into the region; none where it cannot be come to."""
        taken = set(self.renamed.values())
        names = [*self.body, *(item.field for item in self.region.fields if item.field not in self.body)]
        choices = [self._choices(name) for name in names if name not in taken]
        if not all(choices):
            return
        counted = self._counted([choice for choice in choices if choice != _UNTOUCHED])
        for members in islice(product(*counted), MAX_WAYS):
            value: Json = {member.name: member.value for member in members if member.is_there}
            yield Way(value=value, changes=tuple(change for member in members for change in member.changes))

    def _expected(self, name: str) -> Type:
        """What a member may be inside the region."""
        allowed = self.region.allowed(name)
        if allowed is None:
            parts = member_types(self.kind, name)
            return parts[0] if len(parts) == 1 else self.search.nominals.domains.all_of(parts, self.kind.location)
        also = tuple(item.type for item in self.kind.patterns if matches(item.pattern, name))
        if not also:
            return allowed.type
        return self.search.nominals.domains.all_of((allowed.type, *also), self.kind.location)

    def _may_lack(self, name: str) -> bool:
        allowed = self.region.allowed(name)
        return allowed is None or allowed.absent

    def _choices(self, name: str) -> tuple[Member, ...]:
        """What may become of a member, all at the same cost; none where nothing helps."""
        if name in self.renamed:
            new = self.renamed[name]
            change = Change(verb="rename", path=(name,), new_name=new)
            return (Member(name=new, value=self.body[name], changes=(change,)),)
        if name in self.body:
            return self._kept(name, self.body[name])
        return _UNTOUCHED if self._may_lack(name) else tuple(self._added(name))

    def _added(self, name: str) -> Iterator[Member]:
        kind, declared = self._expected(name), self.kind.field(name)
        try:
            value = self.search.nominals.value(kind, None if declared is None else declared.annotations)
        except UnattainableError:
            return
        yield _added(name, value, is_example=not is_single(kind))

    def _kept(self, name: str, value: Json) -> tuple[Member, ...]:
        """A member that is there: as it is, mended or dropped."""
        may_be_named = self.kind.names is None or self.search.nominals.accepts(self.kind.names, name)
        ways = self.search.ways(self._expected(name), value) if may_be_named else ()
        mended = tuple(Member(name=name, value=way.value, changes=way.below(name)) for way in ways)
        if not self._may_lack(name) or (mended and not mended[0].changes):
            return mended
        dropped = Member(name=name, is_there=False, changes=(Change(verb="drop", path=(name,)),))
        if not mended:
            return (dropped,)
        return (dropped,) if self._is_better_dropped(name, value, mended) else mended

    def _is_better_dropped(self, name: str, value: Json, mended: tuple[Member, ...]) -> bool:
        """Whether to drop a member that could be mended as well.

        One that is right in itself and that a rule forbids is not to be turned into something else.
        """
        if self.kind.min_properties is not None and len(self.body) <= self.kind.min_properties.value:
            return False
        declared = self.kind.field(name)
        own = self.kind.additional if declared is None else declared.type
        if value is None or self.search.nominals.accepts(own, value):
            return True
        if mended[0].cost > leaves(value):
            return True
        expected = self._expected(name)
        meant = self.search.ways(own, value)
        return is_single(expected) and not any(self.search.nominals.accepts(expected, way.value) for way in meant)

    def _renames(self) -> Iterator[tuple[str, str]]:
        """Members whose name nobody knows, where a missing one is called almost so and may have the value."""
        known = {item.field for item in self.region.fields}
        strangers = [name for name in self.body if name not in known]
        missing = [item.field for item in self.region.fields if item.field not in self.body]
        for name in strangers if len(strangers) <= _MOST_STRANGERS else ():
            for new in difflib.get_close_matches(name, missing, n=1):
                if self._is_meant(name, new):
                    missing.remove(new)
                    yield name, new

    def _is_meant(self, name: str, new: str) -> bool:
        forbidden = not self.search.nominals.accepts(self._expected(name), self.body[name])
        wanted = forbidden or not self._may_lack(new)
        return wanted and self.search.nominals.accepts(self._expected(new), self.body[name])

    def _counted(self, choices: list[tuple[Member, ...]]) -> list[tuple[Member, ...]]:
        """The choices with as many members dropped or added as the number of members asks for."""
        low, high = self.kind.min_properties, self.kind.max_properties
        count = sum(choice[0].is_there for choice in choices)
        if high is not None and count > high.value:
            return self._fewer(choices, count - high.value)
        if low is not None and count < low.value:
            return [*choices, *((member,) for member in islice(self._more(low.value - count), low.value - count))]
        return choices

    def _fewer(self, choices: list[tuple[Member, ...]], excess: int) -> list[tuple[Member, ...]]:
        """The dearest members and then the last ones dropped."""
        free = [
            index
            for index, choice in enumerate(choices)
            if choice[0].is_there and choice[0].name in self.body and self._may_lack(choice[0].name)
        ]
        free.sort(key=lambda index: (choices[index][0].cost, index), reverse=True)
        for index in free[:excess]:
            name = choices[index][0].name
            choices[index] = (Member(name=name, is_there=False, changes=(Change(verb="drop", path=(name,)),)),)
        return choices

    def _more(self, count: int) -> Iterator[Member]:
        """Members that may be added: fields that the region allows, then so many of names that nobody declares."""
        for item in self.region.fields:
            if item.absent and item.field not in self.body and not isinstance(item.type, Nothing):
                yield from (replace(member, changes=_as_examples(member)) for member in self._added(item.field))
        names = self.search.nominals.member_names(self.kind, min(count, MAX_ITEMS) + len(self.body))
        for name in (name for name in names if name not in self.body):
            yield from self._added(name)


_UNTOUCHED: tuple[Member, ...] = (Member(name="", is_there=False),)
"""The choice of what is neither there nor asked for."""


def _added(name: str, value: Json, *, is_example: bool) -> Member:
    change = Change(verb="add", path=(name,), value=freeze(value), is_example=is_example)
    return Member(name=name, value=value, changes=(change,))


def _as_examples(member: Member) -> tuple[Change, ...]:
    return tuple(replace(change, is_example=True) for change in member.changes)


def is_single(kind: Type) -> bool:
    """Whether a set holds one value alone."""
    match kind:
        case Null():
            return True
        case Enum(values=values):
            return len(values) == 1
        case Number(minimum=low, maximum=high):
            return low is not None and high is not None and low.value == high.value
        case _:
            return False


def leaves(value: Json) -> int:
    """How many values a value is made of, at least 1."""
    match value:
        case list():
            return max(1, sum(map(leaves, value)))
        case dict():
            return max(1, sum(map(leaves, value.values())))
        case _:
            return 1

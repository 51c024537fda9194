"""What each product does with a keyword that refuses values: enforces it, approximates it, or does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from fencepost.campaign.judging.validation import UNJUDGED_FORMATS
from fencepost.diagnostics import Diagnostic
from fencepost.emit.unenforced import Unenforced
from fencepost.ir.api import Api, Occurrence
from fencepost.ir.rules import Rule
from fencepost.ledger.asked import Asked
from fencepost.ledger.sides import Place, Sides
from fencepost.rules.clauses import is_question
from fencepost.rules.lint.lint import objects_of

Standing: TypeAlias = Literal["enforced", "approximated", "not", "implied"]
Side: TypeAlias = Literal["requests", "answers"]
KNOWN_FORMATS = frozenset(("date-time", "date", "time", "uuid", "ipv4", "ipv6", "email", "uri", "hostname"))
_ORDER: tuple[Standing, ...] = ("not", "approximated", "enforced", "implied")
_CHOICES = ("enum", "const")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one product does with one keyword."""

    standing: Standing
    how: str = ""
    """Why not, or what it does in place of it; empty for `enforced` without more to say."""

    @property
    def words(self) -> str:
        """`enforced`, `not: no case breaks it alone`."""
        return f"{self.standing}: {self.how}" if self.how else self.standing


ENFORCED = Cell(standing="enforced")


class Standings:
    """The cells of one document."""

    def __init__(
        self, api: Api, sides: Sides, unenforced: tuple[Unenforced, ...], remarks: tuple[Diagnostic, ...]
    ) -> None:
        self._sides = sides
        self._unread = frozenset(
            remark.location.pointer for remark in remarks if remark.code == "S009" and remark.location is not None
        )
        self._open = {(item.keyword, item.location.pointer): item for item in unenforced}
        self._rules = {at: rule for kind in objects_of(api) for rule in kind.rules for at in _pointers(rule)}
        self._asked = Asked(api, sides)

    def cells(self, item: Occurrence) -> tuple[Cell, ...]:
        """What model, strategy, mock and check do with it; none for a keyword that refuses nothing."""
        if item.kind == "unknown":
            return _all("not", "the keyword is unknown")
        if item.kind != "assertion":
            return ()
        place, rule = self._sides.place(item.location), self._rule(item)
        if rule is not None and is_question(rule):
            return _all("implied", f"{rule.name} marks an open question and refuses nothing")
        return self._general(item, place) or self._of_sides(item, place, rule)

    def _rule(self, item: Occurrence) -> Rule | None:
        """The rule that a keyword is part of."""
        head = item.location.pointer
        while head:
            if head in self._rules:
                return self._rules[head]
            head = head.rpartition("/")[0]
        return None

    def _general(self, item: Occurrence, place: Place) -> tuple[Cell, ...]:
        """Why nobody can enforce it; none where somebody can."""
        if not (place.is_sent or place.is_answered):
            return _all("not", "no operation leads here")
        if place.is_header:
            return _all("not", "headers of answers are not judged")
        if place.is_raw:
            return _all("not", "what is sent or answered here is not JSON")
        if item.location.pointer in self._unread:
            return _all("not", "no engine reads it")
        if item.keyword == "format" and (name := self._asked.format_at(item.location)) not in KNOWN_FORMATS:
            return _all("not", f"the format {name} is not known")
        return ()

    def _of_sides(self, item: Occurrence, place: Place, rule: Rule | None) -> tuple[Cell, ...]:
        sides: list[tuple[Side, tuple[Cell, ...]]] = []
        if place.is_sent:
            sides.append(("requests", tuple(self._of_request(item, rule))))
        if place.is_answered:
            sides.append(("answers", tuple(self._of_answer(item, place))))
        if len(sides) == 1:
            return sides[0][1]
        (_, one), (_, other) = sides
        return tuple(_both(left, right) for left, right in zip(one, other, strict=True))

    def _of_request(self, item: Occurrence, rule: Rule | None) -> Iterator[Cell]:
        implied = self._asked.implied_by(item, rule)
        if implied is not None:
            yield from _all("implied", implied)
            return
        yield self._left_open(item, "requests")
        yield Cell(standing="enforced", how="drawn and checked") if rule is None and _is_opaque(item) else ENFORCED
        if self._asked.is_text(item):
            yield from _all("not", "every value is text where it is sent")[2:]
            return
        if item.keyword == "format":
            silent = "a request that breaks a format alone breaks nothing the document refuses"
            yield Cell(standing="not", how=silent)
            yield Cell(standing="not", how=silent)
            return
        yield ENFORCED
        yield self._checked(item, rule)

    def _checked(self, item: Occurrence, rule: Rule | None) -> Cell:
        if rule is not None and rule.open_question is not None:
            return Cell(standing="approximated", how="the question is open: a server that differs gives a note")
        if self._asked.is_broken(item, rule):
            return ENFORCED
        return Cell(standing="not", how="no case breaks it alone")

    def _of_answer(self, item: Occurrence, place: Place) -> Iterator[Cell]:
        yield self._read(item, place)
        yield Cell(standing="enforced", how="drawn and checked") if _is_opaque(item) else ENFORCED
        yield Cell(standing="approximated", how="its own answers keep it")
        if item.keyword == "format" and self._asked.format_at(item.location) in UNJUDGED_FORMATS:
            yield Cell(standing="not", how="engines read this format differently")
        else:
            yield ENFORCED

    def _read(self, item: Occurrence, place: Place) -> Cell:
        if place.is_error:
            return Cell(standing="approximated", how="the body of an error that differs is kept as it came")
        if item.keyword in _CHOICES:
            return Cell(standing="approximated", how="a new value is kept")
        if item.keyword == "additionalProperties" and self._asked.is_closed(item):
            return Cell(standing="approximated", how="new members are kept")
        return self._left_open(item, "answers")

    def _left_open(self, item: Occurrence, side: Side) -> Cell:
        """The model's cell, as the printed models tell it."""
        head = item.location.pointer
        while head != self._sides.root(item.location) and head:
            schema, _, keyword = head.rpartition("/")
            for place in (head, schema):
                found = self._open.get((keyword, place))
                if found is not None and found.side in (side, "both"):
                    partly = keyword == "oneOf" and head != item.location.pointer
                    return Cell(standing="approximated" if partly else "not", how=found.reason)
            head = schema
        return ENFORCED


def _pointers(rule: Rule) -> tuple[str, ...]:
    """Where a rule is written: one that stands beside other keywords has its three parts there."""
    whole, _, last = rule.location.pointer.rpartition("/")
    return tuple(f"{whole}/{part}" for part in ("if", "then", "else")) if last == "if" else (rule.location.pointer,)


def _is_opaque(item: Occurrence) -> bool:
    return item.residual or item.keyword == "pattern"


def _all(standing: Standing, how: str) -> tuple[Cell, ...]:
    return (Cell(standing=standing, how=how),) * 4


def _both(sent: Cell, answered: Cell) -> Cell:
    """One cell for what is both sent and answered."""
    if sent == answered or answered.standing == "implied":
        return sent
    if sent.standing == "implied":
        return answered
    standing: Standing = sent.standing if sent.standing == answered.standing else "approximated"
    return Cell(standing=standing, how=f"in requests {sent.words}; in answers {answered.words}")

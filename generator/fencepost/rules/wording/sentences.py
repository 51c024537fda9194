"""Rules, clauses and regions in sentences: `where size is at least 1, colour must be present and "red"`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from fencepost.ir.rules import And, Predicate, Rule
from fencepost.ir.types import Anything, Enum, Nothing, Null, Object, Type, Union
from fencepost.rules.clauses import Clause, Every, Literal, Some, is_question, is_subset, normal_form
from fencepost.rules.domains import Domains
from fencepost.rules.regions import Allowed, Region
from fencepost.rules.wording.sets import set_words

Form: TypeAlias = Literal | Every | Some
Join: TypeAlias = Callable[[Literal, Literal, Domains], Literal]

_NOT_NULL = "not null"

_FEW = 4
"""So many values are listed rather than told by what they are not."""


def rule_sentence(rule: Rule, kind: Object, domains: Domains) -> str:
    """What a rule of an object asks, condition first; of one that only marks an open question, what it marks."""
    teller = _Teller(kind=kind, domains=domains)
    condition = teller.claim(rule.condition)
    if is_question(rule):
        return f"where {condition}, the document leaves a question open"
    demand = teller.demand(rule.consequence)
    return demand if rule.condition == And(parts=()) else f"where {condition}, {demand}"


def clause_words(clause: Clause, kind: Object, domains: Domains) -> str:
    """What a clause says: at least one of its literals holds."""
    teller = _Teller(kind=kind, domains=domains)
    return ", or ".join(teller.said(literal) for literal in clause.literals) or "nothing can hold"


def box_words(region: Region, kind: Object, domains: Domains) -> str:
    """What the bodies of a region have beyond what the object's fields say of themselves."""
    teller = _Teller(kind=kind, domains=domains)
    told = [teller.narrowed(item) for item in region.fields]
    return "; ".join(words for words in told if words) or "every body that the fields allow"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Teller:
    """Tells what is said of the fields of one object."""

    kind: Object
    domains: Domains

    def claim(self, predicate: Predicate) -> str:
        """A predicate as a statement: `size is at least 1 and colour is present`."""
        return self._stated(_merged(normal_form(predicate, self.domains, positive=True), self.domains))

    def demand(self, predicate: Predicate) -> str:
        """A predicate as a demand: `size must be present and at least 1`."""
        form = _merged(normal_form(predicate, self.domains, positive=True), self.domains)
        match form:
            case Literal():
                return self.demanded(form)
            case Every(parts=parts) if parts and all(isinstance(part, Literal) for part in parts):
                return _series((self.demanded(part) for part in parts), "and")
            case Every(parts=parts) if parts and all(_is_pair(part) for part in parts):
                return ", and ".join(self._implied(part) for part in parts)
            case Every(parts=()):
                return "nothing is asked"
            case Some(parts=()):
                return "no body is allowed"
            case Some(parts=parts) if (names := _left_out(parts)) is not None:
                return f"{_series(names, 'and')} must not stand together"
            case _:
                return f"this must hold: {self._stated(form)}"

    def _implied(self, form: Form) -> str:
        """A choice of two literals as a demand under the condition that the first does not hold."""
        match form:
            case Some(parts=(Literal() as first, Literal() as second)):
                other = self.domains.complement(first.type)
                denied = Literal(field=first.field, type=other, absent=not first.absent)
                return f"where {self.said(denied)}, {self.demanded(second)}"
            case _:
                return self.demanded(form)

    def demanded(self, form: Form) -> str:
        """A literal as a demand; anything else as a statement."""
        if not isinstance(form, Literal):
            return self._stated(form)
        needed = not (form.absent or self._is_required(form.field) or self._any_value(form))
        return f"{form.field} must be {'present and ' if needed else ''}{self._state(form)}"

    def said(self, literal: Literal) -> str:
        """A literal as a statement; who speaks of a field's value says that it is present."""
        state = self._state(literal)
        return f"{literal.field} is {'present and ' if state == _NOT_NULL and not literal.absent else ''}{state}"

    def _stated(self, form: Form) -> str:
        match form:
            case Literal():
                return self.said(form)
            case Every(parts=parts):
                return _series((self._inner(part) for part in parts), "and") if parts else "anything is sent"
            case Some(parts=parts):
                return _alternatives([self._stated(part) for part in parts]) if parts else "nothing holds"
            case _:
                assert_never(form)

    def _inner(self, form: Form) -> str:
        return f"({self._stated(form)})" if isinstance(form, Some) and len(form.parts) > 1 else self._stated(form)

    def _state(self, literal: Literal) -> str:
        """What follows `is` or `must be`."""
        own = self._own(literal.field)
        if self.domains.is_empty(self.domains.intersect(own, literal.type)):
            return "absent" if literal.absent else "no value at all"
        if self._any_value(literal):
            return "anything" if literal.absent else "present"
        words = self._values(literal.type, own)
        if not literal.absent or self._is_required(literal.field):
            return words
        return f"absent, {words}" if " or " in words else f"absent or {words}"

    def _own(self, name: str) -> Type:
        declared = self.kind.field(name)
        return self.kind.additional if declared is None else declared.type

    def _is_required(self, name: str) -> bool:
        declared = self.kind.field(name)
        return declared is not None and declared.required

    def _any_value(self, literal: Literal) -> bool:
        """Whether a literal says nothing of the field's value."""
        return isinstance(literal.type, Anything) or is_subset(self._own(literal.field), literal.type, self.domains)

    def _values(self, kind: Type, own: Type) -> str:
        inside = self.domains.intersect(own, kind)
        if isinstance(inside, Enum) and len(inside.values) <= _FEW:
            return set_words(inside, self.domains)
        outside = self.domains.intersect(own, self.domains.complement(kind))
        if is_subset(outside, Null(location=kind.location), self.domains):
            return _NOT_NULL
        return set_words(kind, self.domains, self.domains.json_types(own))

    def narrowed(self, item: Allowed) -> str:
        """What a region says of a field, where that is not what the object says already."""
        literal = Literal(field=item.field, type=item.type, absent=item.absent)
        same = item.absent is not self._is_required(item.field) and self._any_value(literal)
        return "" if same else self.said(literal)


def _is_pair(form: Form) -> bool:
    return isinstance(form, Literal) or (
        isinstance(form, Some) and len(form.parts) == 2 and all(isinstance(part, Literal) for part in form.parts)
    )


def _left_out(parts: tuple[Form, ...]) -> list[str] | None:
    """The fields of which at least one must be absent; None where the parts say something else."""
    names = [part.field for part in parts if isinstance(part, Literal) and part.absent]
    bare = all(isinstance(part, Literal) and isinstance(part.type, Nothing) for part in parts)
    return names if bare and len(names) == len(parts) > 1 else None


def _merged(form: Form, domains: Domains) -> Form:
    """The same with what every part of a conjunction says of one field said at once, and no needless nesting."""
    match form:
        case Literal():
            return form
        case Every(parts=parts):
            flat = [each for part in parts for each in _opened(_merged(part, domains), Every)]
            found = _joined(flat, _both, domains)
            return found[0] if len(found) == 1 else Every(tuple(found))
        case Some(parts=parts):
            kept = _joined([each for part in parts for each in _opened(_merged(part, domains), Some)], _either, domains)
            return kept[0] if len(kept) == 1 else Some(tuple(kept))
        case _:
            assert_never(form)


def _opened(form: Form, node: type[Every] | type[Some]) -> tuple[Form, ...]:
    return form.parts if not isinstance(form, Literal) and isinstance(form, node) else (form,)


def _joined(parts: list[Form], join: Join, domains: Domains) -> list[Form]:
    """The parts, the literals on one field made one."""
    found: dict[str, Form] = {}
    for number, part in enumerate(parts):
        known = found.get(part.field) if isinstance(part, Literal) else None
        if isinstance(part, Literal):
            found[part.field] = join(known, part, domains) if isinstance(known, Literal) else part
        else:
            found[f"/{number}"] = part
    return list(found.values())


def _both(left: Literal, right: Literal, domains: Domains) -> Literal:
    kind = domains.intersect(left.type, right.type)
    return Literal(field=left.field, type=kind, absent=left.absent and right.absent)


def _either(left: Literal, right: Literal, domains: Domains) -> Literal:
    kind = domains.any_of((left.type, right.type), Union(variants=(), location=left.type.location))
    whole = isinstance(left.type, Anything) or isinstance(right.type, Anything)
    return Literal(
        field=left.field,
        type=Anything(location=kind.location) if whole else kind,
        absent=left.absent or right.absent,
    )


def _series(parts: Iterable[str], word: str) -> str:
    """`a, b and c`."""
    *most, last = parts
    return f"{', '.join(most)} {word} {last}" if most else last


def _alternatives(parts: list[str]) -> str:
    """`either a and b, or c`; without the words where the parts are short."""
    if all(" and " not in part for part in parts):
        return " or ".join(parts)
    return f"either {', or '.join(parts)}"

"""The rules of a class: a function each, and the table that its validator goes through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fencepost.diagnostics import Location
from fencepost.emit.forms import ModelForm, Rest
from fencepost.emit.hints import Hints
from fencepost.emit.python.code import Code
from fencepost.emit.python.expression import Attribute, Subject, clauses_expression
from fencepost.ir.rules import Rule
from fencepost.ir.types import Object
from fencepost.ir.values import freeze
from fencepost.names.identifiers import Identifier
from fencepost.names.tables import Names
from fencepost.rules.clauses import Clause, ClauseLimitError, is_question, rule_clauses
from fencepost.rules.domains import Domains
from fencepost.rules.schema import rule_schema
from fencepost.rules.wording.remedies import blamed, own_words, remedy


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedRule:
    """A rule."""

    function: Identifier | None
    """The function that judges it; None where a validator does, by the table alone."""

    name: str
    """By which errors call it."""

    documentation: str
    location: Location
    expression: Code | None
    """The condition that the function returns; None where a validator says it."""

    test: Code | None
    """What the validator tells."""

    blame: str | None
    """The wire name of the field to change first; None for the whole object."""

    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTable:
    """The rules of one class."""

    constant: Identifier
    class_name: Identifier
    rules: tuple[PrintedRule, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the rules that the document states as such."""
        return tuple(rule.name for rule in self.rules if rule.function is not None)


class Ruling:
    """Prints rules in one reading."""

    def __init__(self, domains: Domains, names: Names, hints: Hints) -> None:
        self._domains = domains
        self._names = names
        self._hints = hints

    def table(self, component: str, form: ModelForm, attributes: Mapping[str, Attribute]) -> RuleTable | None:
        """The rules of a component's class; None where nothing has to be judged between its fields."""
        subject = Subject(object=form.object, attributes=attributes, domains=self._domains)
        rules = (*self._rules(component, subject), *self._rests(form))
        if not rules:
            return None
        return RuleTable(
            constant=self._names.rule_table(component), class_name=self._names.class_name(component), rules=rules
        )

    def _rules(self, component: str, subject: Subject) -> Iterator[PrintedRule]:
        for rule in subject.object.rules:
            clauses = () if is_question(rule) else self._clauses(rule, subject.object)
            if clauses is None or clauses:
                printed = self._rule(rule, self._names.rules.get((component, rule)), clauses, subject)
                yield from () if printed is None else (printed,)

    def _clauses(self, rule: Rule, kind: Object) -> tuple[Clause, ...] | None:
        """The clauses of a rule, none for one that forbids nothing; None where there are too many."""
        try:
            return rule_clauses(rule, kind, self._domains)
        except ClauseLimitError:
            return None

    def _rule(
        self, rule: Rule, function: Identifier | None, clauses: tuple[Clause, ...] | None, subject: Subject
    ) -> PrintedRule | None:
        """The rule as it is printed; None where nothing can judge it, which is remarked."""
        condition = None if clauses is None or function is None else clauses_expression(clauses, subject)
        test = None if condition else self._hints.exact_test(_whole(rule))
        if condition is None and test is None:
            return None
        return PrintedRule(
            function=function,
            name=rule.name,
            documentation=(rule.description or "").strip() or f"{rule.name} holds.",
            location=rule.location,
            expression=None if condition is None else condition.text,
            test=test,
            blame=None if clauses is None else blamed(clauses),
            message=_message(rule, remedy(rule, subject.object, self._domains)),
        )

    def _rests(self, form: ModelForm) -> Iterator[PrintedRule]:
        for rest in form.rests:
            test = self._hints.test(rest)
            if test is not None:
                yield PrintedRule(
                    function=None,
                    name=rest.keywords[0],
                    documentation="",
                    location=rest.location,
                    expression=None,
                    test=test,
                    blame=None,
                    message=f"The object must meet {', '.join(rest.keywords)} of the document",
                )


def _whole(rule: Rule) -> Rest:
    return Rest(schema=freeze(rule_schema(rule)), keywords=(rule.name,), location=rule.location)


def _message(rule: Rule, change: str) -> str:
    return f"{own_words(rule)}; {change}" if change else own_words(rule)

"""`make bench`: whether two validators that take no part in making the cases agree with every one of them.

Every valid case and every draw must be accepted, every fault refused, by python-jsonschema and by Ajv: on the document
of this project, and on each group of a JSON Schema Test Suite of draft 2020-12 (`JSTS=DIR`) as the body of one POST.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from fencepost.cases.case import Case
from fencepost.cases.faults import fault_cases
from fencepost.cases.lattice import valid_cases
from fencepost.cases.nominal import Nominals
from fencepost.diagnostics import Diagnostics, FencepostError
from fencepost.emit.explore import Explorer
from fencepost.ir.api import Api
from fencepost.ir.http import Operation
from fencepost.ir.values import Json
from fencepost.pipeline import load
from rich.console import Console
from rich.table import Table

from .judges import Question, Verdict, by_ajv, by_python
from .suite import Group, groups, wrapped

SPEC = Path(__file__).parents[2] / "spec" / "sandbox.yaml"
DRAWS = 20
"""Bodies drawn from the printed strategies of each operation, beside its cases."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What was made for one body; JSON texts."""

    name: str
    schema: Json
    valid: tuple[str, ...] = ()
    drawn: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    known: tuple[tuple[str, bool], ...] = ()
    """Bodies of which it is known whether they are valid."""

    missing: tuple[str, ...] = ()
    """What should have been made and was not, with the reason."""

    tried: int = 0
    """Candidates that a last check of our own looked at."""

    thrown: int = 0
    """Those of them that it threw away."""

    @property
    def question(self) -> Question:
        """All bodies in one order: valid, drawn, faults."""
        return Question(schema=self.schema, bodies=(*self.valid, *self.drawn, *self.faults), known=self.known)

    def wrong(self, verdict: Verdict) -> tuple[str, ...]:
        """The bodies of which a judge says otherwise."""
        if isinstance(verdict, str):
            return ()
        right = len(self.valid) + len(self.drawn)
        pairs = enumerate(zip(self.question.bodies, verdict, strict=True))
        return tuple(body for number, (body, accepted) in pairs if accepted is not (number < right))


def made_of(name: str, schema: Json, api: Api, operation: Operation) -> Made:
    """The cases, and some draws, of the body of an operation."""
    nominals = Nominals(api)
    valid, faults = valid_cases(api, operation, nominals), fault_cases(api, operation, nominals)
    sieves = (nominals.tally.valid, nominals.tally.faults)
    return Made(
        name=name,
        schema=schema,
        valid=_bodies(valid),
        drawn=_bodies(Explorer(api).cases(operation, 0, DRAWS)),
        faults=_bodies(faults),
        tried=sum(sieve.tried for sieve in sieves),
        thrown=sum(sieve.thrown for sieve in sieves),
    )


def _bodies(cases: Iterable[Case]) -> tuple[str, ...]:
    """The bodies of the cases that are about the body, each once."""
    about = (case.body.text for case in cases if case.body is not None and case.target.startswith("/body"))
    return tuple(dict.fromkeys(about))


def of_document(spec: Path) -> tuple[Made, ...]:
    """What is made for every body of a document."""
    api, written = load(str(spec), Diagnostics()), yaml.safe_load(spec.read_text(encoding="utf-8"))
    with_body = [operation for operation in api.operations if operation.body is not None]
    return tuple(made_of(item.id, _written_schema(item, written), api, item) for item in with_body)


def _written_schema(operation: Operation, written: Json) -> Json:
    """The schema of a body as the document has it, with the components it refers to."""
    assert isinstance(written, dict)
    schema: Json = written
    steps = ("paths", operation.path, operation.method, "requestBody", "content", "application/json", "schema")
    for step in steps:
        assert isinstance(schema, dict)
        schema = schema[step]
    return {"components": written["components"], "allOf": [schema]}


def of_group(group: Group, folder: Path) -> Made:
    """What is made for a group, as the body of one POST."""
    file = folder / "group.json"
    file.write_text(wrapped(group.schema), encoding="utf-8")
    try:
        api = load(str(file), Diagnostics())
    except FencepostError as error:
        return Made(name=group.name, schema=group.schema, missing=(error.diagnostics[0].message,))
    made = made_of(group.name, group.schema, api, api.operations[0])
    # Formats assert nothing here, so that only a schema without one is known from the suite's own verdicts.
    known = () if "format" in group.name else group.known
    return replace(made, known=known, missing=tuple(_missing(group, made)))


def _missing(group: Group, made: Made) -> Iterator[str]:
    if not any(body.startswith("{") for body in made.valid):
        yield "no valid object is made"
    if not made.drawn:
        yield "nothing is drawn"
    if group.refused and not made.faults:
        (verdict,) = by_python((Question(schema=group.schema, bodies=group.refused),))
        sufficient = "" if False in verdict else ": a format alone, or a keyword of older drafts, refuses anything"
        yield f"no fault is made{sufficient}"


def main() -> None:
    """Print what the judges say of the document of this project, and of the suite where `JSTS` names its folder."""
    console = Console()
    suite = os.environ.get("JSTS")
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        report(console, "the document of this project", of_document(SPEC), folder)
        if suite is not None:
            bodies = [group for group in groups(Path(suite)) if group.is_body]
            report(console, f"{len(bodies)} groups", tuple(of_group(group, folder) for group in bodies), folder)


def report(console: Console, title: str, subjects: tuple[Made, ...], folder: Path) -> None:
    """Print one table of what was made and judged, then what is wrong, missing, or not judged by one of the two."""
    questions = tuple(made.question for made in subjects)
    judges = {"python-jsonschema": by_python(questions), "Ajv": by_ajv(questions, folder)}
    table = Table("", title, title="soundness")
    for label, count in _counts(subjects):
        table.add_row(label, count)
    for judge, verdicts in judges.items():
        table.add_row(f"misjudged by {judge}", _misjudged(subjects, verdicts))
    console.print(table)
    for line in (*_remarks(subjects), *_disputes(subjects, judges)):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _misjudged(subjects: tuple[Made, ...], verdicts: tuple[Verdict, ...] | None) -> str:
    if verdicts is None:
        return "not asked: there is no node, no npm or no Ajv"
    return str(sum(len(made.wrong(verdict)) for made, verdict in zip(subjects, verdicts, strict=True)))


def _counts(subjects: tuple[Made, ...]) -> Iterator[tuple[str, str]]:
    tried, thrown = sum(made.tried for made in subjects), sum(made.thrown for made in subjects)
    yield "bodies", str(len(subjects))
    yield "valid cases", str(sum(len(made.valid) for made in subjects))
    yield "draws", str(sum(len(made.drawn) for made in subjects))
    yield "faults", str(sum(len(made.faults) for made in subjects))
    yield "bodies with something not produced", str(sum(bool(made.missing) for made in subjects))
    yield "candidates thrown away by our own last check", f"{thrown} of {tried}"


def _remarks(subjects: tuple[Made, ...]) -> Iterator[str]:
    for made in subjects:
        for reason in made.missing:
            yield f"not produced: {made.name}: {reason}"


def _disputes(subjects: tuple[Made, ...], judges: dict[str, tuple[Verdict, ...] | None]) -> Iterator[str]:
    for judge, verdicts in judges.items():
        for made, verdict in zip(subjects, verdicts or (), strict=False):
            if isinstance(verdict, str):
                yield f"not judged by {judge}: {made.name}: {verdict}"
            for body in made.wrong(verdict):
                yield f"misjudged by {judge}: {made.name}: {body[:200]}"


if __name__ == "__main__":
    main()

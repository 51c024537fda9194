"""Two validators as judges: python-jsonschema in this process, Ajv in one of node."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from fencepost.ir.values import Json
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.exceptions import Unresolvable

from ..environments import node_packages

SCRIPT = Path(__file__).with_name("ajv.js")
UNRESOLVABLE = "cannot resolve "
PACKAGES = ("ajv", "ajv-formats")

Verdict: TypeAlias = tuple[bool, ...] | str
"""Of each body whether it is accepted; a text, why the judge is of no use for this schema."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Bodies to be judged by one schema."""

    schema: Json
    bodies: tuple[str, ...]
    """JSON texts."""

    known: tuple[tuple[str, bool], ...] = ()
    """Bodies of which it is known whether they are valid: who is wrong about one of them is no judge."""


def by_python(questions: tuple[Question, ...]) -> tuple[Verdict, ...]:
    """The verdicts of python-jsonschema."""
    return tuple(_competent(question, _judged(question)) for question in questions)


def _all_bodies(question: Question) -> tuple[str, ...]:
    return (*question.bodies, *(body for body, _ in question.known))


def _judged(question: Question) -> Verdict:
    judge = Draft202012Validator(question.schema, registry=Registry())
    try:
        return tuple(judge.is_valid(json.loads(body)) for body in _all_bodies(question))
    except Unresolvable as error:
        return f"{UNRESOLVABLE}{error.ref}"
    except re.error as error:
        return f"cannot read a pattern: {error}"


def _competent(question: Question, verdict: Verdict) -> Verdict:
    """The verdict on the bodies in question, where those on what is known are right."""
    if isinstance(verdict, str):
        return verdict
    asked = len(question.bodies)
    mistaken = [body for (body, valid), told in zip(question.known, verdict[asked:], strict=True) if valid is not told]
    return f"is mistaken about {mistaken[0]}" if mistaken else verdict[:asked]


def by_ajv(questions: tuple[Question, ...], folder: Path) -> tuple[Verdict, ...] | None:
    """The verdicts of Ajv, which is put into the folder; None where there is no node, no npm or no package."""
    node = shutil.which("node")
    if node is None or not node_packages(folder, PACKAGES):
        return None
    asked = json.dumps({"questions": [{"schema": one.schema, "bodies": _all_bodies(one)} for one in questions]})
    done = subprocess.run([node, str(SCRIPT), str(folder)], input=asked, capture_output=True, check=True, text=True)
    found = [one if isinstance(one, str) else tuple(one) for one in json.loads(done.stdout)]
    return tuple(_competent(question, verdict) for question, verdict in zip(questions, found, strict=True))

"""Boundary-valued strategies: the words that printed strategies are written in.

Needs Hypothesis and nothing else; where a document says what only a validator can tell, jsonschema-rs besides.
"""

from .algebra import checked, either, exactly_one, preferring, without
from .answers import Answer, answers, documented, faulty_answers
from .arrays import lists
from .bodies import UnknownRuleError, bodies, bodies_breaking, drawn, faults, wrong_values
from .formats import formatted
from .judging import judged
from .maps import anything, maps
from .models import registered
from .narrowing import Narrowing
from .numbers import integers, multiples, numbers
from .places import in_header, in_path, in_query
from .records import DEPTH, Record, below, record
from .texts import matching, samples, texts
from .values import ABSENT, Absent, NarrowingError, Values, Wrong, absent, nothing, optional, values

__all__ = [
    "ABSENT",
    "DEPTH",
    "Absent",
    "Answer",
    "Narrowing",
    "NarrowingError",
    "Record",
    "UnknownRuleError",
    "Values",
    "Wrong",
    "absent",
    "answers",
    "anything",
    "below",
    "bodies",
    "bodies_breaking",
    "checked",
    "documented",
    "drawn",
    "either",
    "exactly_one",
    "faults",
    "faulty_answers",
    "formatted",
    "in_header",
    "in_path",
    "in_query",
    "integers",
    "judged",
    "lists",
    "maps",
    "matching",
    "multiples",
    "nothing",
    "numbers",
    "optional",
    "preferring",
    "record",
    "registered",
    "samples",
    "texts",
    "values",
    "without",
    "wrong_values",
]

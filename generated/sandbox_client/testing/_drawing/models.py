"""Models that `st.from_type` draws: what a strategy draws, read as the model reads it."""

from __future__ import annotations

import json
from functools import partial
from typing import Any, Protocol

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from .bodies import drawn
from .equality import Json
from .records import Record
from .tape import made
from .values import Values


class Model(Protocol):
    """A class whose objects are read from JSON."""

    @classmethod
    def model_validate_json(cls, json_data: str, *, by_alias: bool, by_name: bool) -> Any:
        """The object that a JSON text says."""


def registered(*models: tuple[type[Model], Record | Values]) -> tuple[type[Model], ...]:
    """The models, each of which `st.from_type` draws from its set from now on, wherever a type names it."""
    for model, found in models:
        inner = found.values if isinstance(found, Record) else found
        st.register_type_strategy(model, partial(_models, model, inner))
    return tuple(model for model, _ in models)


def _models(model: type[Model], inner: Values, _asked: type[Model]) -> SearchStrategy[Any]:
    return made(partial(_read, model), drawn(inner))


def _read(model: type[Model], body: Json) -> Any:
    return model.model_validate_json(json.dumps(body), by_alias=True, by_name=False)

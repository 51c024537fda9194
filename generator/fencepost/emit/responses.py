"""What a server may answer: for each operation the documented answers, right and with one fault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fencepost.emit.components import Components
from fencepost.emit.python.code import Code, code, joined
from fencepost.emit.python.literal import literal
from fencepost.ir.http import Content, Header, Operation, Response
from fencepost.names.identifiers import Identifier
from fencepost.names.tables import Names


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersView:
    """The strategies of an operation's answers."""

    known: Code
    """The name of the documented answers."""

    answers: Identifier
    faulty: Identifier
    summary: str
    faulty_summary: str

    @property
    def words(self) -> tuple[str, ...]:
        """The words of `drawing` that its functions use."""
        return ("Answer", "answers", "faulty_answers")


class Responses:
    """Prints the strategies for what comes from a server."""

    def __init__(self, names: Names, components: Components) -> None:
        self._names = names
        self._components = components

    def answers(self, operation: Operation) -> Iterator[AnswersView]:
        """The strategies of the answers; none where the document tells of none."""
        if not operation.responses:
            return
        known = tuple(self._documented(response) for response in operation.responses)
        documented = code("({known},)", known=joined(", ", known))
        title = f"{operation.method.upper()} {operation.path}"
        yield AnswersView(
            known=self._components.add_expression(f"{operation.id} documented", documented),
            answers=self._names.strategy(operation.id, "answers"),
            faulty=self._names.strategy(operation.id, "faulty_answers"),
            summary=f"Right answers of {title}.",
            faulty_summary=f"Answers of {title} with one fault.",
        )

    def _documented(self, response: Response) -> Code:
        content = response.json
        parts = (literal(response.status), *self._content(content), *self._headers(response.headers))
        return code("documented({parts})", parts=joined(", ", parts))

    def _content(self, content: Content | None) -> tuple[Code, ...]:
        if content is None:
            return ()
        media_type = "application/json" if "*" in content.media_type else content.media_type
        return (literal(media_type), self._components.expressions.expression(content.type))

    def _headers(self, headers: tuple[Header, ...]) -> tuple[Code, ...]:
        """The headers that must be there."""
        members = tuple(
            code(
                "{name}: in_header({values})",
                name=literal(header.name),
                values=self._components.expressions.expression(header.type),
            )
            for header in headers
            if header.required
        )
        return (code("headers={{{members}}}", members=joined(", ", members)),) if members else ()

"""Every documented status of refusal has a class of its own, with the body that the document gives it."""

import ast

import pytest
from fencepost.emit.errors import emit_errors
from fencepost.emit.files import format_python

from .printed import blueprint

SCHEMAS = """
components:
  schemas:
    Problem: {type: object, properties: {detail: {type: string}}}
    Fault: {type: object, properties: {fault: {type: string}}}
    Either: {oneOf: [{$ref: "#/components/schemas/Problem"}, {$ref: "#/components/schemas/Fault"}]}
    Words: {type: array, items: {type: string}}
"""


def errors(**responses: str) -> str:
    """The printed errors of operations that answer so: `a={"404": Problem}`."""
    paths = "\n".join(
        f"  /{name}: {{get: {{operationId: {name}, responses: {{{text}}}}}}}" for name, text in responses.items()
    )
    (file,) = format_python((emit_errors(blueprint(f"{SCHEMAS}\npaths:\n{paths}\n")).file,))
    return file.text


def answer(status: str, schema: str = "", description: str = "so it is") -> str:
    content = f", content: {{application/json: {{schema: {{$ref: '#/components/schemas/{schema}'}}}}}}"
    return f'"{status}": {{description: {description}{content if schema else ""}}}'


def test_a_status_is_a_class_with_the_model_of_its_body():
    assert (
        "class NotFoundError(ClientError[models.Problem]):\n"
        '    """404: so it is."""\n\n'
        "    status = 404\n"
        "    shape = models.Problem\n"
    ) in errors(a=answer("404", "Problem", "so it is."))


def test_bodies_that_differ_between_operations_are_a_union():
    text = errors(a=answer("500", "Problem"), b=answer("500", "Fault"), c=answer("500", "Problem"))
    assert "class InternalServerError(ServerError[models.Problem | models.Fault]):" in text
    assert "    shape = models.Problem\n    other_shapes = (models.Fault,)\n" in text


def test_a_choice_of_objects_is_each_of_them():
    assert "class ConflictError(ClientError[models.Problem | models.Fault]):" in errors(a=answer("409", "Either"))


@pytest.mark.parametrize("schema", ["", "Words"])
def test_a_body_that_is_no_object_has_no_shape(schema: str):
    text = errors(a=answer("418", schema))
    assert "class Status418Error(ClientError):" in text
    assert "shape" not in text
    assert "import models" not in text


def test_families_defaults_and_successes_need_no_class():
    text = errors(a=f"{answer('200')}, {answer('4XX')}, {answer('302')}, default: {{description: else}}")
    assert [node.name for node in ast.parse(text).body if isinstance(node, ast.ClassDef)] == []
    assert "REFUSALS: Final[Refusals] = {}\n" in text


def test_the_tree_is_drawn_at_the_top_in_the_order_of_the_statuses():
    tree = (ast.get_docstring(ast.parse(errors(a=f"{answer('503')}, {answer('404')}, {answer('401')}"))) or "").split(
        "\n"
    )
    drawn = [line for line in tree if "xx" in line or line.endswith(("401", "404", "503"))]
    assert drawn == [
        "│   ├── ClientError                  any other 4xx",
        "│   │   ├── UnauthorizedError        401",
        "│   │   └── NotFoundError            404",
        "│   └── ServerError                  any other 5xx",
        "│       └── ServiceUnavailableError  503",
    ]


def test_every_class_is_public_and_in_the_table():
    text = errors(a=f"{answer('404')}, {answer('418')}")
    scope = {ast.unparse(node.targets[0]): node.value for node in ast.parse(text).body if isinstance(node, ast.Assign)}
    assert {"NotFoundError", "Status418Error", "CallError", "REFUSALS"} <= set(ast.literal_eval(scope["__all__"]))
    assert "    404: NotFoundError,\n    418: Status418Error,\n" in text

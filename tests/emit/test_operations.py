"""The table of operations says what the document says, each thing once."""

import pytest
from fencepost.emit.files import format_python
from fencepost.emit.operations import emit_operations
from fencepost.emit.shortfalls import client_shortfalls
from fencepost.names.hoist import hoist
from fencepost.rules.schema import schema_of

from ..inline import api_of, document
from .printed import blueprint

SCHEMAS = """
components:
  schemas:
    Thing: {type: object, required: [name], properties: {name: {type: string}}}
    Other: {type: object, properties: {id: {type: integer}}}
    Colour: {enum: [red, blue]}
    Colours: {type: array, items: &colour {$ref: "#/components/schemas/Colour"}}
  securitySchemes:
    token: {type: http, scheme: bearer}
    key: {type: apiKey, in: header, name: X-Key}
    card: {type: mutualTLS}
"""


def operations(paths: str) -> str:
    """The printed table for paths indented by four."""
    (file,) = format_python((emit_operations(blueprint(f"{SCHEMAS}\npaths:\n{paths}")).file,))
    return file.text


def record(operation: str, path: str = "/things", method: str = "post") -> str:
    """The record of one operation that is called do."""
    text = operations(f"  {path}: {{{method}: {{operationId: do, {operation}}}}}\n")
    return text.partition("\nDO: ")[2]


OK = 'responses: {"200": {description: ok}}'


def test_an_operation_is_method_path_body_answers_and_refusals():
    body = "requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}"
    answer = "{description: made, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}"
    responses = f'responses: {{"201": {answer}, "404": {{description: none}}, "4XX": {{description: other}}}}'
    assert record(f"{body}, {responses}, security: [{{token: []}}]") == (
        "Final = Operation(\n"
        '    id="do",\n'
        '    method="POST",\n'
        '    path="/things",\n'
        "    body=models.Thing,\n"
        "    answers={201: Json(models.Thing)},\n"
        "    refusals=(404,),\n"
        '    security=("token",),\n'
        ")\n"
    )


def test_a_path_parameter_of_several_operations_is_written_once():
    item = "{name: thing-id, in: path, required: true, schema: {type: string}}"
    one = f"{{operationId: a, parameters: [{item}], {OK}}}"
    two = f"{{operationId: b, parameters: [{item}], {OK}}}"
    text = operations(f'  "/things/{{thing-id}}": {{get: {one}, delete: {two}}}\n')
    assert text.count('Parameter(argument="thing_id", name="thing-id", place="path")') == 1
    assert text.count("places=(_THING_ID,)") == 2


def test_parameters_keep_their_wire_names_places_and_styles():
    item = "{name: X-Tags, in: header, explode: true, schema: {type: array, items: {type: string}}}"
    query = "{name: filter, in: query, style: deepObject, explode: true, schema: {type: object}}"
    text = record(f"parameters: [{item}, {query}], {OK}", method="get")
    assert 'Parameter(argument="x_tags", name="X-Tags", place="header", explode=True)' in text
    assert 'argument="filter", name="filter", place="query", style="deepObject", explode=True' in text
    assert "parameters=models.DoParameters," in text


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("application/json: {schema: {type: array, items: {type: integer}}}", ["body=Json(list[Integer]),"]),
        ("application/json: {schema: {$ref: '#/components/schemas/Colour'}}", ["body=Json(models.Colour),"]),
        (
            "application/vnd.thing+json: {schema: {$ref: '#/components/schemas/Thing'}}",
            ["body=models.Thing,", 'media_type="application/vnd.thing+json",'],
        ),
        (
            "application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/Thing'}}",
            ["body=Form(models.Thing),", 'media_type="application/x-www-form-urlencoded",'],
        ),
        (
            "multipart/form-data: {schema: {$ref: '#/components/schemas/Thing'}}",
            ["body=Multipart(models.Thing),", "media_type=MULTIPART,"],
        ),
        ("text/csv: {schema: {type: string}}", ['body=Text("text/csv"),', 'media_type="text/csv",']),
        ("image/*: {}", ['body=Bytes("application/octet-stream"),']),
        ('"*/*": {schema: {$ref: "#/components/schemas/Thing"}}', ["body=models.Thing,"]),
        (
            "text/plain: {}, application/json: {schema: {$ref: '#/components/schemas/Thing'}}",
            ["body=models.Thing,"],
        ),
    ],
)
def test_a_body_goes_out_as_its_media_type_asks(content: str, lines: list[str]):
    text = record(f"requestBody: {{required: true, content: {{{content}}}}}, {OK}")
    assert [line for line in lines if line not in text] == []
    assert ("media_type=" in text) == (len(lines) > 1 or "image" in content)


def test_a_body_that_may_be_left_out_says_so():
    assert "body_required=False," in record(f"requestBody: {{content: {{text/plain: {{}}}}}}, {OK}")


@pytest.mark.parametrize(
    ("responses", "lines"),
    [
        ('"204": {description: gone}', ["Final = Operation(", "answers={204: Json(None)},"]),
        (
            '"200": {description: a, content: {text/csv: {}}}, "206": {description: b, content: {image/*: {}}}',
            [
                "Final[Operation[str | bytes]] = Operation(",
                'answers={200: Text("text/csv"), 206: Bytes("image/*")},',
                'accept="text/csv, image/*",',
            ],
        ),
        (
            '"200": {description: a, content: {application/json: {schema: {type: array, items: *colour}}}}',
            ["answers={200: Json(list[models.Colour | str])},"],
        ),
        ('"2XX": {description: any}', ["answers={},", "success=Json(None),"]),
        ("default: {description: any}", ["answers={},", "success=Json(None),"]),
        ('"200": {description: a}, default: {description: error}', ["answers={200: Json(None)},"]),
        ('"302": {description: away}', ["Final[Operation[None]] = Operation(", "answers={},", "refusals=(302,),"]),
    ],
)
def test_every_documented_success_is_read_and_nothing_else(responses: str, lines: list[str]):
    text = record(f"responses: {{{responses}}}", method="get")
    assert [line for line in lines if line not in text] == []
    assert ("success=" in text) == any("success=" in line for line in lines)


@pytest.mark.parametrize(
    ("security", "line"),
    [
        ("[{token: []}, {key: []}]", 'security=("token", "key"),'),
        ("[{token: [], key: []}]", 'security=(("token", "key"),),'),
        ("[{}, {key: []}]", 'security=((), "key"),'),
        ("[{card: [], key: []}]", 'security=("key",),'),
        ("[{card: []}]", ""),
        ("[]", ""),
    ],
)
def test_credentials_are_named_by_alternative(security: str, line: str):
    text = record(f"{OK}, security: {security}")
    assert line in text
    assert ("security=" in text) == bool(line)


def test_what_follows_a_number_sign_is_no_part_of_the_path():
    assert 'path="/things?beta=true",' in record(OK, path='"/things?beta=true#stream"')


def test_a_document_without_operations_has_a_table_without_records():
    assert "Operation(" not in operations("  {}\n")


def test_what_the_client_does_not_do_is_listed():
    body = "application/json: {schema: {$ref: '#/components/schemas/Thing'}}, application/xml: {}"
    answer = "application/json: {}, text/csv: {}"
    raw = "application/xml: {schema: {$ref: '#/components/schemas/Thing'}}"
    paths = f"""
paths:
  /a: {{post: {{operationId: a, requestBody: {{content: {{{body}}}}}, security: [{{card: []}}],
        responses: {{"200": {{description: ok, content: {{{answer}}}}}}}}}}}
  /b: {{post: {{operationId: b, requestBody: {{content: {{{raw}}}}}, {OK}}}}}
"""
    api = hoist(api_of(document(SCHEMAS + paths))[0], schema_of)
    assert [(found.operation, found.text) for found in client_shortfalls(api)] == [
        ("a", "A body of application/xml is not sent."),
        ("a", "An answer 200 of text/csv is not asked for."),
        ("a", "The credential card is left to the http_client."),
        ("b", "The schema of the application/xml body is not checked."),
    ]
    assert {found.location.file for found in client_shortfalls(api)} == {"things.yaml"}

"""A method is what its document says: every argument with its type, and a docstring that leads back."""

import pytest
from fencepost.emit.client import emit_client
from fencepost.emit.files import format_python

from .printed import blueprint

SCHEMAS = """
components:
  schemas:
    Thing:
      type: object
      required: [name]
      properties:
        name: {type: string}
        size: {type: integer, maximum: 8}
        note: {type: [string, "null"]}
        tags: {type: array, items: {type: string}}
        prices: {type: object, additionalProperties: {type: number}}
        colour: {$ref: "#/components/schemas/Colour"}
        made: {type: string, format: date-time}
        kind: {const: thing}
        extra: {}
    Colour: {enum: [red, blue]}
    Upload: {type: object, properties: {file: {type: string, format: binary}, title: {type: string}}}
  securitySchemes:
    token: {type: http, scheme: bearer}
    key: {type: apiKey, in: header, name: X-Key}
    login: {type: http, scheme: basic}
"""
THING = "{schema: {$ref: '#/components/schemas/Thing'}}"
MADE = f'responses: {{"201": {{description: made, content: {{application/json: {THING}}}}}}}'
OK = 'responses: {"204": {description: ok}}'


def client(below: str, *environment: str) -> str:
    """The synchronous half of the printed client."""
    (file,) = format_python((emit_client(blueprint(f"{SCHEMAS}\n{below}", *environment)).file,))
    return file.text.partition("\nclass Async")[0]


def operation(text: str, path: str = "/things", method: str = "post") -> str:
    """The client of one operation, create_thing in things."""
    return client(f'paths:\n  "{path}":\n    {method}: {{operationId: create_thing, tags: [things], {text}}}\n')


def test_a_body_is_given_as_a_model_or_field_by_field():
    text = operation(f"requestBody: {{required: true, content: {{application/json: {THING}}}}}, {MADE}")
    assert (
        "    @overload\n"
        "    def create(self, request: ThingRequest, *, options: Options = AS_CLIENT) -> Thing: ...\n"
        "    @overload\n"
        "    def create(\n"
        "        self,\n"
        "        *,\n"
        "        name: str,\n"
        "        size: int | Omit = OMIT,\n"
        "        note: str | Omit | None = OMIT,\n"
        "        tags: Sequence[str] | Omit = OMIT,\n"
        "        prices: Mapping[str, float] | Omit = OMIT,\n"
        "        colour: Colour | Omit = OMIT,\n"
        "        made: datetime | Omit = OMIT,\n"
        '        kind: Literal["thing"] | Omit = OMIT,\n'
        "        extra: JsonValue | Omit = OMIT,\n"
        "        options: Options = AS_CLIENT,\n"
        "    ) -> Thing: ...\n"
        "    def create(\n"
        "        self, request: ThingRequest | None = None, *, options: Options = AS_CLIENT, **fields: object\n"
        "    ) -> Thing:\n"
    ) in text
    assert "operations.CREATE_THING, Arguments(body=request, fields=fields), options" in text


def test_the_docstring_says_what_the_document_says_and_where():
    text = operation(f"summary: Make a thing, description: It takes a while., deprecated: true, {OK}")
    assert (
        '    @deprecated("the document advises against it", category=None)\n'
        "    def create(self, *, options: Options = AS_CLIENT) -> None:\n"
        '        """Make a thing.\n\n'
        "        It takes a while.\n"
        "        The document advises against it: it is deprecated.\n\n"
        "        Raises ValidationError before anything is sent, CallError else.\n"
        "        Source: things.yaml#/paths/~1things/post\n"
        '        """\n'
        "        return self._client.call(operations.CREATE_THING, Arguments(), options)\n"
    ) in text


def test_an_operation_without_prose_is_described_by_its_request():
    assert '"""POST /things.\n' in operation(OK)


def test_parameters_of_the_path_come_by_position_and_the_others_by_keyword():
    one = "{name: b, in: path, required: true, schema: {type: string}}"
    two = "{name: a, in: path, required: true, schema: {type: integer}}"
    query = "{name: page, in: query, required: true, schema: {type: integer}}"
    header = "{name: X-Day, in: header, schema: {type: string, format: date}}"
    text = operation(f"parameters: [{header}, {one}, {two}, {query}], {OK}", "/x/{a}/{b}", "get")
    assert "self, a: int, b: str, *, x_day: date | Omit = OMIT, page: int, options: Options = AS_CLIENT\n" in text
    assert 'parameters = {"a": a, "b": b, "x_day": x_day, "page": page}\n' in text


def test_a_body_that_is_no_object_is_given_as_a_whole():
    things = "{schema: {type: array, items: {$ref: '#/components/schemas/Thing'}}}"
    text = operation(f"requestBody: {{content: {{application/json: {things}}}}}, {OK}")
    assert "request: Sequence[Thing] | None = None, *, options" in text
    assert "Arguments(body=request)" in text
    assert "overload" not in text


@pytest.mark.parametrize(("media_type", "word"), [("text/csv", "str"), ("image/png", "bytes")])
def test_a_body_that_is_not_json_is_text_or_bytes(media_type: str, word: str):
    text = operation(f"requestBody: {{required: true, content: {{{media_type}: {THING}}}}}, {OK}")
    assert f"self, request: {word}, *, options" in text
    assert f"The schema of the {media_type} body is not checked." in text


def test_a_file_in_a_form_may_be_bytes():
    upload = "{schema: {$ref: '#/components/schemas/Upload'}}"
    text = operation(f"requestBody: {{required: true, content: {{multipart/form-data: {upload}}}}}, {OK}")
    assert "file: str | FormFile | bytes | Omit = OMIT," in text
    assert "title: str | Omit = OMIT," in text


def test_a_method_called_list_does_not_hide_the_type_from_its_neighbours():
    answer = "{type: array, items: {$ref: '#/components/schemas/Thing'}}"
    listed = f'responses: {{"200": {{description: ok, content: {{application/json: {{schema: {answer}}}}}}}}}'
    text = client(f"paths:\n  /things: {{get: {{operationId: list_things, tags: [things], {listed}}}}}\n")
    assert "def list(self, *, options: Options = AS_CLIENT) -> builtins.list[Thing]:" in text


def test_a_resource_is_explained_by_its_tag():
    text = client(
        f"tags: [{{name: things, description: What one has.}}]\n"
        f"paths:\n  /things: {{get: {{operationId: get_things, tags: [things], {OK}}}}}\n"
        f"  /others: {{get: {{operationId: get_others, {OK}}}}}\n"
    )
    assert 'class Things:\n    """What one has."""\n' in text
    assert 'class Others:\n    """The operations of others."""\n' in text
    assert "    def things(self) -> Things:\n" in text


ONE = f"paths:\n  /things: {{get: {{operationId: get_things, {OK}, security: [{{token: []}}]}}}}\n"
SERVER = 'servers: [{url: "https://things.example/v1"}]\n'


def test_without_variables_no_environment_is_read_and_the_token_is_required():
    text = client(SERVER + ONE)
    assert "environ" not in text
    assert "    token: str,\n    base_url: str = BASE_URL,\n" in text.replace("        ", "    ")
    assert 'credentials={"token": bearer(token)},' in text


def test_named_variables_are_read_where_an_argument_is_not_given():
    text = client(SERVER + ONE, "token=THING_TOKEN", "base_url=THING_URL")
    assert (
        '    token = token or os.environ.get("THING_TOKEN")\n'
        "    if token is None:\n"
        '        raise ValueError("no token: pass token= or set THING_TOKEN")\n'
    ) in text
    assert 'base_url=base_address(base_url or os.environ.get("THING_URL") or BASE_URL),' in text
    assert "token is read from THING_TOKEN where it is not given." in text


def test_a_credential_that_some_operation_does_without_may_be_left_out():
    two = "[{token: []}, {login: []}, {key: []}]"
    text = client(f"{SERVER}paths:\n  /things: {{get: {{operationId: get_things, {OK}, security: {two}}}}}\n")
    assert '"token": bearer(token) if token else None,' in text
    assert '"key": header_key("X-Key", api_key) if api_key else None,' in text
    assert '"login": basic_login(login) if login else None,' in text
    assert "login is a name and a password with a colon between them." in text


def test_a_document_without_security_has_no_credential():
    text = client(f"{SERVER}paths:\n  /things: {{get: {{operationId: get_things, {OK}}}}}\n")
    assert "credentials={}," in text
    assert '"""A client for one address."""' in text


@pytest.mark.parametrize(
    ("servers", "address"),
    [
        ("[{url: 'https://a.example/'}, {url: 'https://b.example'}]", "https://a.example/"),
        ("[{url: /v1}, {url: 'http://localhost:8000'}]", "http://localhost:8000"),
        ("[{url: 'https://{host}/', variables: {host: {default: a.example}}}]", "https://a.example/"),
        ("[{url: 'http://h:{port}', variables: {port: {default: 80}}}]", "http://h:80"),
        ("[{url: /v1}]", None),
        ("[{url: 'https://{host}/'}]", None),
        ("[{url: 'https://a.example:port'}]", None),
        ("[]", None),
    ],
)
def test_the_first_whole_address_is_the_default(servers: str, address: str | None):
    text = client(f"servers: {servers}\n{ONE}")
    assert ("BASE_URL: Final" in text) == (address is not None)
    assert f'BASE_URL: Final = "{address}"' in text or "        base_url: str,\n" in text
    assert ("The document gives these addresses" in text) == (address is None or "}, {" in servers) * (servers != "[]")

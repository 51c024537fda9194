"""A model says what its document says: types, bounds, presence, defaults, documentation."""

import ast

import pytest
from datamodel_code_generator.config import GenerateConfig
from fencepost.emit.dcg import print_classes
from fencepost.emit.dcg_check import PrintingError, check_printed
from fencepost.emit.dcg_options import OFF, ON, dcg_options
from fencepost.emit.draft import draft_of
from fencepost.emit.files import format_python
from fencepost.emit.models import emit_models

from .printed import blueprint, component

SENT = """
paths:
  /things:
    post:
      operationId: create_thing
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
      responses: {"204": {description: ok}}
"""
ANSWERED = """
paths:
  /things:
    get:
      operationId: get_thing
      responses: {"200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}}
"""


def models(body: str) -> str:
    """The text of models.py."""
    (file,) = format_python((emit_models(blueprint(body)).file,))
    return file.text


def hints(schema: str, paths: str = SENT) -> dict[str, str]:
    """Hint and default of each field of the one component, as printed."""
    tree = ast.parse(models(paths + component(schema)))
    (thing,) = [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Thing"]
    return {
        node.target.id: ast.unparse(node).partition(": ")[2]
        for node in thing.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }


def hint(schema: str, paths: str = SENT) -> str:
    """The hint of a required field."""
    return hints(f"{{type: object, required: [a], properties: {{a: {schema}}}}}", paths)["a"]


@pytest.mark.parametrize(
    ("schema", "printed"),
    [
        ("{type: string}", "str"),
        ("{type: string, minLength: 1, maxLength: 9}", "Annotated[str, Field(max_length=9, min_length=1)]"),
        ("{type: integer, minimum: 0, exclusiveMaximum: 9}", "Annotated[Integer, Field(ge=0, le=8)]"),
        ("{type: number, exclusiveMinimum: 0.1, maximum: 16}", "Annotated[Number, Field(gt=0.1, le=16)]"),
        ("{type: number, multipleOf: 0.1, minimum: 0}", "Annotated[Number, Field(ge=0), MultipleOf('0.1')]"),
        ("{type: boolean}", "StrictBool"),
        ("{type: [string, 'null']}", "str | None"),
        ("{type: string, format: date-time}", "DateTime"),
        ("{type: string, pattern: '^a$'}", "Annotated[str, Pattern('^a$')]"),
        ("{}", "JsonValue"),
        ("{type: 'null'}", "None"),
        ("{type: array, items: {type: string}, minItems: 1}", "Annotated[list[str], Field(min_length=1)]"),
        ("{type: array, items: {type: integer, minimum: 1}}", "list[Annotated[Integer, Field(ge=1)]]"),
        ("{type: array, uniqueItems: true}", "Annotated[list[JsonValue], Unique()]"),
        ("{type: array, prefixItems: [{type: string}, {}], minItems: 2, items: false}", "tuple[str, JsonValue]"),
        ("{type: object, additionalProperties: {type: string}}", "dict[str, str]"),
        ("{type: object, propertyNames: {maxLength: 3}}", "dict[Annotated[str, Field(max_length=3)], JsonValue]"),
        ("{const: a}", "Literal['a']"),
        ("{enum: [1]}", "Annotated[Integer, Among((1,))]"),
        ("{$ref: '#/components/schemas/Thing'}", "Thing"),
        ("{enum: [red, blue]}", "ThingA"),
        ("{type: array, items: {enum: [red, blue]}}", "list[ThingAItem]"),
    ],
)
def test_what_is_sent_is_printed_exactly(schema: str, printed: str):
    assert hint(schema) == printed


@pytest.mark.parametrize(
    ("schema", "printed"),
    [
        ("{enum: [red, blue]}", "ThingA | str"),
        ("{type: array, items: {enum: [red, blue]}}", "list[ThingAItem | str]"),
        ("{type: object, additionalProperties: {enum: [red, blue]}}", "dict[str, ThingAValue | str]"),
        ("{enum: [red, blue, null]}", "ThingA | str | None"),
        ("{const: a}", "Literal['a'] | str"),
        ("{enum: [1]}", "Integer"),
        ("{type: string, maxLength: 3}", "Annotated[str, Field(max_length=3)]"),
    ],
)
def test_an_answer_may_hold_new_values_of_an_enumeration_and_nothing_else_is_wider(schema: str, printed: str):
    assert hint(schema, ANSWERED) == printed


def test_a_field_is_required_or_has_a_default_or_may_be_null_or_is_absent_as_none():
    assert hints("""
        type: object
        required: [a]
        properties:
          a: {type: string, default: x}
          b: {type: string, default: x}
          c: {type: [string, "null"]}
          d: {type: string}
          e: {enum: [red, blue], default: blue}
          f: {type: array, items: {type: string}, default: [x]}
          g: {}
    """) == {
        "a": "str",
        "b": "str = 'x'",
        "c": "str | None = None",
        "d": "NotNull[str] = None",
        "e": "ThingE = ThingE.BLUE",
        "f": "list[str] = Field(default=['x'])",
        "g": "JsonValue = None",
    }


def test_a_wire_name_that_python_cannot_say_is_an_alias():
    assert hints("{type: object, properties: {class: {type: string}, made-at: {type: string, maxLength: 3}}}") == {
        "class_": "Annotated[NotNull[str], Field(alias='class')] = None",
        "made_at": "Annotated[NotNull[str], Field(alias='made-at', max_length=3)] = None",
    }


def test_a_secret_is_not_shown():
    assert hint("{type: string, format: password}") == "Annotated[str, Field(repr=False)]"


def test_documentation_stands_under_the_class_and_under_each_field():
    text = models(
        SENT
        + component("""
        type: object
        description: A thing.
        properties: {size: {type: integer, description: In metres., deprecated: true}}
        dependentRequired: {size: [unit]}
    """)
    )
    assert (
        "class Thing(Model):\n"
        '    """A thing.\n'
        "\n"
        "    Rules: dependent_required_size.\n"
        "    Source: things.yaml#/components/schemas/Thing\n"
        '    """\n'
        "\n"
        "    size: NotNull[Integer] = None\n"
        '    """In metres.\n'
        "\n"
        "    Deprecated.\n"
        '    """\n'
        "\n"
        '    @model_validator(mode="after")\n'
        "    def _check_rules(self) -> Self:\n"
        '        """Raise one error with a line for each broken rule."""\n'
        "        return check_rules(self, THING_RULES)\n"
    ) in text


def test_only_a_class_that_the_document_closes_is_closed():
    assert "class Thing(Model):" in models(SENT + component("{type: object, properties: {a: {}}}"))
    closed = models(SENT + component("{type: object, properties: {a: {}}, additionalProperties: false}"))
    assert 'class Thing(Model, extra="forbid"):' in closed


def test_enumerations_come_first_and_then_everything_in_the_order_of_the_document():
    text = models("""
components:
  schemas:
    Zoo: {type: object, properties: {a: {$ref: "#/components/schemas/Animals"}}}
    Animals: {type: array, items: {$ref: "#/components/schemas/Animal"}}
    Animal: {type: object, properties: {kind: {$ref: "#/components/schemas/Kind"}}}
    Kind: {enum: [cat, dog]}
""")
    tree = ast.parse(text)
    assert [
        node.name if isinstance(node, ast.ClassDef) else node.targets[0].id
        for node in tree.body[3:]
        if isinstance(node, ast.ClassDef | ast.Assign)
    ] == ["Kind", "Zoo", "Animals", "Animal"]


def alias(text: str, name: str) -> str:
    """What a name of a type stands for."""
    calls = [node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Assign)]
    found = {
        ast.literal_eval(call.args[0]): ast.literal_eval(call.args[1]) for call in calls if isinstance(call, ast.Call)
    }
    return found[name]


KINDS = """
    oneOf:
      - {title: Cat, type: object, required: [kind], properties: {kind: {const: cat}}}
      - {title: Dog, type: object, required: [kind], properties: {kind: {enum: [dog, wolf]}}}
"""


def test_objects_are_told_apart_by_a_member_that_all_of_them_require():
    tags = '(("cat",), ("dog", "wolf"))'
    assert alias(models(SENT + component(KINDS)), "Thing") == f'Annotated[ThingCat | ThingDog, Tagged("kind", {tags})]'
    assert alias(models(ANSWERED + component(KINDS)), "Thing") == (
        f'Annotated[ThingCat | ThingDog | dict[str, JsonValue], Tagged("kind", {tags})]'
    )


def test_a_choice_of_exactly_one_variant_says_so_where_they_overlap():
    overlapping = "{oneOf: [{type: integer, minimum: 0}, {type: integer, maximum: 2}]}"
    variants = "Annotated[Integer, Field(ge=0)] | Annotated[Integer, Field(le=2)]"
    assert alias(models(SENT + component(overlapping)), "Thing") == f"Annotated[{variants}, ExactlyOne()]"
    assert alias(models(ANSWERED + component(overlapping)), "Thing") == variants


def test_what_only_a_validator_can_tell_is_asked_of_one():
    assert hint("{type: array, contains: {type: integer}}") == (
        """Annotated[list[JsonValue], Meets('{"contains":{"type":"integer"}}')]"""
    )


def test_the_arguments_of_an_operation_have_a_class_where_they_need_one():
    text = models("""
paths:
  /things/{id}:
    get:
      operationId: get_thing
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: max-size, in: query, schema: {type: integer, minimum: 1}}
      responses: {"204": {description: ok}}
  /other/{id}:
    get:
      operationId: get_other
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {"204": {description: ok}}
""")
    assert "class GetThingParameters(Model):" in text
    assert "    id: str\n" in text
    assert "    max_size: Annotated[NotNull[Integer], Field(ge=1)] = None\n" in text
    assert "GetOther" not in text


@pytest.mark.parametrize(
    ("schema", "paths", "expected"),
    [
        ("{a: {type: string, format: uuid}}", SENT, ("format", "requests")),
        ("{a: {type: integer, default: x}}", SENT, ("default", "requests")),
        ("{a: {type: string, format: date, default: '2020-02-02'}}", SENT, ("default", "requests")),
        ("{a: {type: array, items: {type: string, not: {enum: [a]}}}}", ANSWERED, ("not", "answers")),
        ("{a: {oneOf: [{type: object}, {type: object, properties: {b: {}}}]}}", ANSWERED, ("oneOf", "answers")),
    ],
)
def test_what_the_models_leave_open_is_listed(schema: str, paths: str, expected: tuple[str, str]):
    draft = draft_of(blueprint(paths + component(f"{{type: object, properties: {schema}}}")))
    assert [(found.keyword, found.side) for found in draft.unenforced] == [expected]


def test_what_is_open_on_both_sides_is_listed_once():
    both = SENT.replace("{description: ok}", ANSWERED.partition('"200": ')[2].strip().removesuffix("}"))
    draft = draft_of(blueprint(both + component("{type: object, properties: {a: {type: string, format: uuid}}}")))
    assert [(found.keyword, found.side) for found in draft.unenforced] == [("format", "both")]


def test_of_a_document_that_is_enforced_whole_nothing_is_listed():
    plain = "{type: object, required: [a], properties: {a: {type: integer, minimum: 1}}, dependentRequired: {a: [b]}}"
    assert draft_of(blueprint(SENT + component(plain))).unenforced == ()


def test_a_class_that_is_printed_otherwise_than_drafted_reaches_no_file():
    drafted = draft_of(blueprint(SENT + component("{type: object, properties: {a: {type: integer, minimum: 1}}}")))
    other = draft_of(blueprint(SENT + component("{type: object, properties: {a: {type: integer, minimum: 2}}}")))
    check_printed(drafted, print_classes(drafted))
    with pytest.raises(PrintingError, match=r"Thing\.a was to be .*'ge': 1.*, and is .*'ge': 2"):
        check_printed(drafted, print_classes(other))


def test_every_option_of_the_printer_that_has_a_value_is_pinned():
    defaults = {
        name: field.get_default(call_default_factory=True) for name, field in GenerateConfig.model_fields.items()
    }
    pinned = ON | OFF | dcg_options(draft_of(blueprint(SENT + component("{type: object}")))).model_fields_set
    assert {name for name, default in defaults.items() if default is not None} - pinned == set()
    assert not ON & OFF

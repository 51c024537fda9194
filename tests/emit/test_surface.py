"""What a change of the document means for those who use the package is told in lines a person can read."""

from fencepost.emit.surface import surface_changes, surface_of
from fencepost.names.assign import assign_names

from ..inline import api_of, document

DOCUMENT = """
paths:
  /things:
    get:
      operationId: list_things
      tags: [things]
      parameters: [{name: page, in: query, schema: {type: integer}}]
      responses: {}
components:
  schemas:
    Thing: {type: object, properties: {fooBar: {}, colour: {$ref: "#/components/schemas/Colour"}}}
    Colour: {enum: [red, green]}
"""


def surface(body: str) -> tuple[str, ...]:
    api, _ = api_of(document(body))
    return surface_of(api, assign_names(api))


def test_the_surface_names_classes_fields_members_methods_and_arguments():
    assert surface(DOCUMENT) == (
        "Colour",
        "Colour.GREEN",
        "Colour.RED",
        "Thing",
        "Thing.colour",
        "Thing.foo_bar",
        "things.list",
        "things.list(page)",
    )


def test_nothing_is_told_when_nothing_changed():
    assert surface_changes(surface(DOCUMENT), surface(DOCUMENT)) == ()


def test_a_field_that_comes_and_a_value_that_goes_are_told_by_name():
    changed = DOCUMENT.replace("fooBar: {}", "fooBar: {}, region: {}").replace("red, green", "green")
    assert surface_changes(surface(DOCUMENT), surface(changed)) == ("- Colour.RED", "+ Thing.region")


def test_a_component_that_comes_stands_for_its_fields():
    changed = DOCUMENT + "    Other: {type: object, properties: {a: {}, b: {}}}\n"
    assert surface_changes(surface(DOCUMENT), surface(changed)) == ("+ Other",)
    assert surface_changes(surface(changed), surface(DOCUMENT)) == ("- Other",)


def test_a_method_that_goes_stands_for_its_arguments():
    assert surface_changes(surface(DOCUMENT), surface(DOCUMENT.replace("list_things", "read_all"))) == (
        "- things.list",
        "+ things.read_all",
    )

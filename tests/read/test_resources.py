"""Schema resources: `$id` changes what references speak of, anchors and dynamic anchors are found in them."""

from __future__ import annotations

from fencepost.rules.evaluate import allows

from ..inline import api_of, document, schema_api, thing


def accepts(schema: str, value: object) -> bool:
    kind, api = thing(schema)
    return allows(kind, value, api)


def test_a_pointer_speaks_of_the_schema_with_an_id_and_not_of_the_document() -> None:
    schema = """
        $id: https://example.com/point
        properties: {x: {$ref: '#/$defs/whole'}}
        $defs: {whole: {type: integer}}
    """
    assert accepts(schema, {"x": 1})
    assert not accepts(schema, {"x": 1.5})


def test_a_schema_with_an_id_may_still_refer_to_the_components_around_it() -> None:
    api, sink = api_of(
        document("""
            components:
              schemas:
                Size: {type: integer}
                Box: {$id: 'https://example.com/box', properties: {size: {$ref: '#/components/schemas/Size'}}}
        """)
    )
    assert not sink.items
    assert not allows(api.component("Box").type, {"size": "large"}, api)


def test_a_relative_id_is_resolved_against_the_one_around_it() -> None:
    schema = """
        $id: https://example.com/a/root
        properties: {x: {$ref: leaf}, y: {$ref: 'https://example.com/a/leaf'}}
        $defs: {leaf: {$id: leaf, maximum: 3}}
    """
    assert accepts(schema, {"x": 3, "y": 3})
    assert not accepts(schema, {"x": 4})
    assert not accepts(schema, {"y": 4})


def test_the_same_anchor_in_two_resources_means_two_schemas() -> None:
    schema = """
        $id: https://example.com/root
        properties: {x: {$ref: '#n'}, y: {$ref: 'inner#n'}}
        $defs:
          n: {$anchor: n, type: string}
          inner: {$id: inner, $defs: {n: {$anchor: n, type: 'null'}}}
    """
    assert accepts(schema, {"x": "a", "y": None})
    assert not accepts(schema, {"x": None})
    assert not accepts(schema, {"y": "a"})


def test_an_id_inside_a_listed_value_is_no_resource() -> None:
    schema = """
        properties: {x: {$ref: 'https://example.com/real'}}
        $defs:
          value: {enum: [{$id: 'https://example.com/real', type: 'null'}]}
          real: {$id: 'https://example.com/real', type: string}
    """
    assert accepts(schema, {"x": "a"})
    assert not accepts(schema, {"x": None})


def test_a_dynamic_reference_means_the_outermost_anchor_on_the_way_to_it() -> None:
    schema = """
        $id: https://example.com/strict
        $dynamicAnchor: node
        $ref: tree
        unevaluatedProperties: false
        $defs:
          tree:
            $id: tree
            $dynamicAnchor: node
            properties: {next: {$dynamicRef: '#node'}}
    """
    assert accepts(schema, {"next": {"next": {}}})
    assert not accepts(schema, {"next": {"other": 1}})


def test_a_template_is_read_anew_for_each_dynamic_scope() -> None:
    api, sink = api_of(
        document("""
            components:
              schemas:
                Page:
                  $id: page
                  properties: {item: {$dynamicRef: '#item'}}
                  $defs: {item: {$dynamicAnchor: item}}
                Texts: {$id: texts, $ref: page, $defs: {item: {$dynamicAnchor: item, type: string}}}
                Counts: {$id: counts, $ref: page, $defs: {item: {$dynamicAnchor: item, type: integer}}}
        """)
    )
    assert not sink.errors

    def verdicts(name: str) -> tuple[bool, bool]:
        kind = api.component(name).type
        return allows(kind, {"item": "a"}, api), allows(kind, {"item": 1}, api)

    assert verdicts("Page") == (True, True)
    assert verdicts("Texts") == (True, False)
    assert verdicts("Counts") == (False, True)


def test_a_dialect_of_another_host_is_refused_at_its_place() -> None:
    _, sink = schema_api("{$schema: 'https://example.com/own-dialect', minimum: 3}")
    (error,) = sink.errors
    assert error.code == "F002"
    assert error.location.pointer == "/components/schemas/Thing/$schema"


def test_a_reference_that_an_id_leads_to_another_host_says_where_it_leads() -> None:
    _, sink = schema_api("{$id: 'https://example.com/a/b', properties: {x: {$ref: c}}}")
    assert [(item.code, "https://example.com/a/c" in item.message) for item in sink.errors] == [("F002", True)]


def test_a_reference_to_the_document_itself_is_no_schema() -> None:
    _, sink = schema_api("{properties: {next: {$ref: '#'}}}")
    assert [item.code for item in sink.errors] == ["F004"]
    assert accepts("{$id: 'https://example.com/tree', properties: {next: {$ref: '#'}}, maxProperties: 1}", {"next": {}})

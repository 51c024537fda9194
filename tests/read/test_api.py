"""What a document says of itself as a whole: its addresses, its tags, the order of its operations."""

import pytest
from fencepost.ir.api import Tag

from ..inline import api_of, document


@pytest.mark.parametrize(
    ("servers", "addresses"),
    [
        ("[{url: 'https://a.example/v1'}, {url: /v2}]", ("https://a.example/v1", "/v2")),
        ("[{url: 'https://{host}:{port}', variables: {host: {default: a}, port: {default: 80}}}]", ("https://a:80",)),
        ("[{url: 'https://{host}'}]", ("https://{host}",)),
        ("[]", ()),
    ],
)
def test_an_address_has_the_defaults_of_its_variables(servers: str, addresses: tuple[str, ...]):
    api, sink = api_of(document(f"servers: {servers}"))
    assert (api.servers, sink.items) == (addresses, [])


def test_a_tag_is_explained_where_the_document_explains_it():
    api, _ = api_of(document("tags: [{name: things, description: What one has.}, {name: others}]"))
    assert api.tags == (Tag(name="things", description="What one has."), Tag(name="others", description=None))


def test_operations_stand_in_the_order_of_the_document():
    api, _ = api_of(document("paths: {/b: {post: {responses: {}}, get: {responses: {}}}, /a: {get: {responses: {}}}}"))
    assert [operation.id for operation in api.operations] == ["post_b", "get_b", "get_a"]

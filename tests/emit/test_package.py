"""The package is whole: it can be installed, imported and read, and says where it comes from."""

import ast
import hashlib
import tomllib
from pathlib import Path

import pytest
from fencepost.emit.manifest import File
from fencepost.emit.runtime import needed_runtime
from fencepost.names import reserved

from ..inline import document
from .printed import component, package, texts

RUNTIME = Path(__file__).parents[2] / "generator" / "fencepost" / "runtime"
THING = component("{type: object, required: [name], properties: {name: {type: string}}}")
PLAIN = """
paths:
  /things:
    post:
      operationId: create_thing
      tags: [things]
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
      responses: {"201": {description: Made.}}
"""


def test_a_package_holds_what_it_needs_to_be_installed_and_read():
    assert {
        *("pyproject.toml", "README.md", "API.md"),
        *("thing_client/__init__.py", "thing_client/py.typed", "thing_client/_runtime/__init__.py"),
    } <= texts(package(PLAIN + THING)).keys()


def test_the_runtime_is_copied_byte_for_byte():
    copied = {
        file.path.split("/")[-1]: file.content for file in package(PLAIN + THING).files if "/_runtime/" in file.path
    }
    assert "__init__.py" in copied
    assert copied == {name: (RUNTIME / name).read_bytes() for name in copied}


def test_of_the_runtime_only_what_is_imported_is_copied():
    runtime = tuple(
        File(path=f"pkg/_runtime/{name}.py", text=text)
        for name, text in {
            "__init__": "",
            "a": "from .b import x\n",
            "b": "import json\nfrom . import c\n",
            "c": "from json import a, d\n",
            "d": "",
        }.items()
    )
    module = File(path="pkg/testing/t.py", text="def f():\n    from .._runtime.a import x\n")
    names = [file.path for file in needed_runtime(runtime, (module,))]
    assert names == [f"pkg/_runtime/{name}.py" for name in ("__init__", "a", "b", "c")]
    assert len(needed_runtime(runtime, ())) == 1


def test_the_package_says_which_document_it_was_made_from():
    module = ast.parse(texts(package(PLAIN + THING))["thing_client/__init__.py"])
    assigned = {ast.unparse(node.targets[0]): node.value for node in module.body if isinstance(node, ast.Assign)}
    assert ast.literal_eval(assigned["SPEC_HASH"]) == hashlib.sha256(document(PLAIN + THING).encode()).hexdigest()


def test_every_module_has_the_banner_a_docstring_and_no_line_that_ends_in_a_space():
    for path, text in texts(package(PLAIN + THING)).items():
        if path.endswith(".py") and "/_runtime/" not in path and "/_drawing/" not in path:
            assert text.startswith("# Made by fencepost from things.yaml. Do not edit:\n# ")
            assert ast.get_docstring(ast.parse(text))
            assert all(line == line.rstrip() for line in text.split("\n"))


def test_no_component_can_hide_what_a_module_imports():
    files = [file for file in package(PLAIN + THING).files if "/testing/" not in file.path]
    sources = [file.text for file in files if file.path.endswith(".py")]
    own = [source for source in sources if source.startswith("# Made by fencepost")]
    nodes = [node for source in own for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)]
    imported = {alias.name for node in nodes if node.module != "models" for alias in node.names}
    assert {name for name in imported if name[0].isupper() and "_" not in name} - reserved.CLASSES == set()


@pytest.mark.parametrize(
    ("schema", "needed"),
    [
        ("{type: array, contains: {type: string}}", True),
        ("{type: object, properties: {a: {anyOf: [{properties: {b: {}}}, {}], unevaluatedProperties: false}}}", True),
        ("{type: object, properties: {a: {type: object, unevaluatedProperties: false}}}", False),
        ("{type: array, items: {type: string}}", False),
    ],
)
def test_a_package_asks_for_a_validator_only_where_the_document_needs_one(schema: str, needed: bool):
    project = tomllib.loads(texts(package(PLAIN + component(schema)))["pyproject.toml"])["project"]
    assert any("jsonschema" in dependency for dependency in project["dependencies"]) == needed
    assert {dependency.partition(">")[0] for dependency in project["dependencies"]} <= {
        *("httpx", "pydantic", "typing-extensions", "jsonschema-rs"),
    }


def test_the_readme_shows_a_call_that_python_can_read():
    text = texts(package(PLAIN + THING))["README.md"]
    snippet, _ = (block.partition("```")[0] for block in text.split("```python\n")[1:])  # The other is of fixtures.
    assert ast.unparse(ast.parse(snippet)) == (
        "from thing_client import Client\nwith Client(base_url='...') as client:\n    client.things.create(name=...)"
    )


def test_a_call_with_many_arguments_stands_on_several_lines():
    names = ", ".join(f"argument_{number}" for number in range(9))
    thing = component(f"{{type: object, required: [{names}], additionalProperties: true}}")
    text = texts(package(PLAIN + thing))["README.md"]
    assert "    client.things.create(\n        argument_0=...,\n        argument_1=...,\n" in text


def test_the_readme_lists_the_variables_that_the_client_reads():
    told = "security: [{main: []}]\nservers: [{url: 'http://127.0.0.1'}]\n"
    secured = f"{told}{PLAIN}{THING}  securitySchemes: {{main: {{type: http, scheme: bearer}}}}\n"
    assert 'with Client(token="...") as client:' in texts(package(secured))["README.md"]
    text = texts(package(secured, "token=THING_TOKEN"))["README.md"]
    assert "| `THING_TOKEN` | `token` |" in text
    assert "with Client() as client:" in text


def test_a_file_is_called_the_same_wherever_it_was_read_from():
    printed = [package(PLAIN + THING, name=name) for name in ("things.yaml", "/far/away/things.yaml", "../things.yaml")]
    assert printed[0] == printed[1] == printed[2]


def test_the_index_tells_methods_fields_members_and_rules():
    text = texts(
        package(
            PLAIN
            + component("""
                type: object
                description: A thing.
                required: [name]
                properties:
                  name: {type: string, minLength: 1, description: What it is called.}
                  sizeGB: {type: number, minimum: 0.1, default: 2}
                  colour: {enum: [red, green]}
                allOf:
                  - title: colour_needs_size
                    description: A colour takes a size.
                    if: {required: [colour]}
                    then: {required: [sizeGB]}
                """)
        )
    )["API.md"]
    for line in (
        "### `client.things.create`",
        "`POST /things`",
        "| `201` |  | Made. |",
        "A thing.",
        "| `name` | `name` | string, at least 1 character | required | What it is called. |",
        "| `size_gb` | `sizeGB` | number, at least 0.1 | `2` |  |",
        "| `colour` | `colour` | `ThingColour` |  |  |",
        '| `RED` | `"red"` |',
        "| `colour_needs_size` | A colour takes a size. |",
    ):
        assert f"\n{line}\n" in text

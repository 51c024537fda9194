"""Services that people run, each with the document that it publishes itself."""

from __future__ import annotations

from dataclasses import dataclass

from fencepost.ir.values import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """How a service is installed, started and asked; `{...}` stands for what only the run knows.

    `{node}` and `{python}` are the folders of its packages, `{folder}` an empty one of this run, `{port}` its port.
    """

    name: str
    """Names its table, too: NAME.toml."""

    python: tuple[str, ...] = ()
    node: tuple[str, ...] = ()
    command: tuple[str, ...]
    variables: tuple[tuple[str, str], ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    """What it expects in its folder: paths with their texts."""

    document: str = "/openapi.json"
    """Path of its document."""

    base: str = ""
    """What is put before the paths of the document."""

    options: tuple[str, ...] = ()
    """Of `fencepost fuzz`."""

    known: tuple[tuple[str, str], ...] = ()
    """Values that exist in a new installation, by the names of the parameters that take them.

    They become examples of the document, which has none: whoever tests the service must say what is there.
    """

    said: tuple[tuple[str, Json], ...] = ()
    """What else its tester says in the document: pointers, each with the value that is put there."""


# Nobody answers there: what a service wants from elsewhere it is refused at once, and nothing leaves this machine.
NOWHERE = "http://127.0.0.1:9"

LOOPBACK = Service(
    name="loopback",
    node=("@loopback/example-todo@6.0.0",),
    command=("node", "{node}/node_modules/@loopback/example-todo/dist/index.js"),
    variables=(("PORT", "{port}"), ("HOST", "127.0.0.1"), ("HTTPS_PROXY", NOWHERE)),
    files=(("data/db.json", '{"ids": {"Todo": 1}, "models": {"Todo": {}}}'),),
)

COLLECTION = "/api/v2/tenants/{tenant}/databases/{database}/collections/{collection_id}"

CHROMA = Service(
    name="chroma",
    python=("chromadb==1.5.9",),
    command=("{python}/bin/chroma", "run", "--path", "{folder}/chroma", "--host", "127.0.0.1", "--port", "{port}"),
    known=(("tenant", "default_tenant"), ("tenant_name", "default_tenant"), ("database", "default_database")),
    said=(
        ("/components/schemas/CreateCollectionPayload/properties/name/example", "a-collection"),
        # The identifiers that are asked for, and those that were found.
        (f"/paths/{COLLECTION.replace('/', '~1')}~1get/post/x-fencepost-echo", {"ids": None}),
    ),
    # The one deletes what all others need; the other panics so often that the server counts as lost.
    options=("--exclude-operation", "delete_database", "--exclude-operation", "update_collection"),
)

MEMORY = Service(
    name="memory",
    # mcpo 0.0.20 does not start with newer ones.
    python=("mcpo==0.0.20", "mcp<2", "fastapi<0.130"),
    node=("@modelcontextprotocol/server-memory@2026.8.31",),
    command=(
        *("{python}/bin/mcpo", "--host", "127.0.0.1", "--port", "{port}"),
        *("--", "node", "{node}/node_modules/@modelcontextprotocol/server-memory/dist/index.js"),
    ),
    variables=(("MEMORY_FILE_PATH", "{folder}/memory.json"),),
)

PREFECT = Service(
    name="prefect",
    # Prefect 3.8.8 does not start with newer ones.
    python=("prefect==3.8.8", "fastapi<0.141"),
    command=(
        *("{python}/bin/prefect", "server", "start", "--host", "127.0.0.1", "--port", "{port}"),
        *("--no-ui", "--no-services"),
    ),
    variables=(
        ("PREFECT_HOME", "{folder}"),
        ("PREFECT_SERVER_ANALYTICS_ENABLED", "false"),
        ("DO_NOT_TRACK", "1"),
        ("HTTPS_PROXY", NOWHERE),
    ),
    base="/api",
    # The whole document takes 60,000 cases.
    options=("--tag", "Variables", "--tag", "SavedSearches", "--tag", "Concurrency Limits V2"),
)

SERVICES = (LOOPBACK, CHROMA, MEMORY, PREFECT)

"""A program for an environment that has the vendor's client: a call a line comes in, its outcome goes out.

The client is used as its users use it: constructed from the environment, called, its models printed.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from typing import Any

import prime_sandboxes as vendor
from pydantic import BaseModel, TypeAdapter

Call = Callable[[str, dict[str, Any]], Any]

RAISED = (vendor.APIError, RuntimeError, ValueError, AttributeError)
"""What a call may end with: an error of the client, an invalid model, or that a version has no such method."""


def synchronous() -> Call:
    """Calls of the synchronous client."""
    client = vendor.SandboxClient(vendor.APIClient())
    return lambda method, arguments: getattr(client, method)(**arguments)


def asynchronous() -> Call:
    """Calls of the asynchronous client, all in one loop."""
    runner, client = asyncio.Runner(), vendor.AsyncSandboxClient()

    async def awaited(method: str, arguments: dict[str, Any]) -> Any:
        return await getattr(client, method)(**arguments)

    return lambda method, arguments: runner.run(awaited(method, arguments))


def outcome(call: Call, asked: dict[str, Any]) -> dict[str, Any]:
    """What a call gives or raises; of a model that is asked for, its schema."""
    if "model" in asked:
        model: type[BaseModel] = getattr(vendor.models, asked["model"])
        return {"value": model.model_json_schema()}
    try:
        arguments = asked["arguments"]
        if "request" in arguments:
            arguments = {"request": vendor.CreateSandboxRequest(**arguments["request"])}
        value = call(asked["method"], arguments)
    except RAISED as error:
        kinds = [kind.__name__ for kind in type(error).__mro__]
        return {"kinds": kinds, "message": str(error)}
    return {"value": TypeAdapter(Any).dump_python(value, mode="json")}


def main() -> None:
    """Answer every line until there are no more."""
    call = asynchronous() if sys.argv[1] == "async" else synchronous()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(outcome(call, json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

"""A program for an environment with openapi-core: what it holds against answers that a server gave.

Arguments: the document, and a file with a line for each exchange. Prints a JSON object: `judged`, how many answers
were; `findings`, a text each; `unlisted`, the statuses of answers that the document does not list.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openapi_core import OpenAPI
from openapi_core.exceptions import OpenAPIError
from openapi_core.templating.paths.exceptions import PathError
from openapi_core.templating.responses.exceptions import ResponseFinderError
from openapi_core.testing import MockRequest, MockResponse


def judge(api: OpenAPI, exchange: dict[str, Any]) -> None:
    """Raises OpenAPIError where an answer is not as documented."""
    request = MockRequest(exchange["server"], exchange["method"], exchange["path"], data=exchange["body"].encode())
    body, status = exchange["answer"].encode(), exchange["status"]
    api.validate_response(request, MockResponse(body, status_code=status, content_type=exchange["media_type"]))


def reasons(error: OpenAPIError) -> Iterator[str]:
    """The error, and what of the schema it stands for."""
    yield f"{type(error).__name__}: {error}"
    yield from (reason.message for reason in getattr(error.__cause__ or error, "schema_errors", ()))


def main() -> None:
    """Judge every exchange of the file."""
    api = OpenAPI.from_file_path(sys.argv[1])
    found: dict[str, Any] = {"judged": 0, "findings": [], "unlisted": []}
    for line in Path(sys.argv[2]).read_text(encoding="utf-8").splitlines():
        exchange = json.loads(line)
        try:
            judge(api, exchange)
        except (PathError, ResponseFinderError):
            found["unlisted"].append(exchange["status"])
            continue
        except OpenAPIError as error:
            told = (exchange["method"], exchange["path"], str(exchange["status"]), *reasons(error))
            found["findings"].append(" ".join(told))
        found["judged"] += 1
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()

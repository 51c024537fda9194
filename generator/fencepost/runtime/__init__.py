"""What every generated client stands on: ordinary code, copied byte for byte into each package as `_runtime`.

It imports httpx, pydantic and the standard library, itself only relatively, and httpx in one module, `transport`. What
only jsonschema-rs can tell stands in `residual`, which is copied where a document needs it.
"""

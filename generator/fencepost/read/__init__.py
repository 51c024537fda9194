"""Text to IR; the only package that knows how OpenAPI and JSON Schema are spelled."""

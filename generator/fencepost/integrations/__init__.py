"""The product inside other tools: contract tests for pytest, and the mock behind respx."""

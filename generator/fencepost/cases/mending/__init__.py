"""The nearest valid value: the fewest changes that make a value what the document allows."""

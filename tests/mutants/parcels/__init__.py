"""A correct server of another document, written by hand, and its mutants."""

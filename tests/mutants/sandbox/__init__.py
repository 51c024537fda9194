"""A correct server of the sandbox API, written by hand from its documentation page, and its mutants."""

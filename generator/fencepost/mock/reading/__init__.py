"""A request read and judged: its path, credentials, parameters and body."""

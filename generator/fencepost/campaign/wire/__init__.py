"""Requests on the wire, and what came of them."""

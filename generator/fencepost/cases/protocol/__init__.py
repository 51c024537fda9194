"""Requests that are wrong below the body: credentials, media types, octets that are no JSON, methods, identifiers."""

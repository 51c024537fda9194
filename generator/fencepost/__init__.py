"""One OpenAPI document in; models, a client, boundary data, a mock and a contract campaign out."""

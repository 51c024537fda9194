"""A document that says one text wherever a document can say a text of its own choice."""

from __future__ import annotations

import json

CANARY = "CANARY"
CALL = f"__import__('os').mkdir('{CANARY}')"

PAYLOADS = {
    "double quotes": f'"""\n{CALL}\n"""',
    "single quotes": f"'''\n{CALL}\n'''",
    "one quote": f'"+{CALL}+"',
    "other quote": f"'+{CALL}+'",
    "quote at the end": 'say "hi"',
    "four quotes": '""""',
    "backslash at the end": "C:\\",
    "odd backslashes": "\\\\\\",
    "escaped quotes": f'\\"""\n{CALL}\n\\"""',
    "carriage return": f"a\r{CALL}",
    "line separators": f"a\u2028{CALL}\u2029{CALL}\x85{CALL}\x0b{CALL}\x0c{CALL}\x1c{CALL}",
    "controls": "a\x00b\x07c\x1b[31md\x7f",
    "lone surrogate": "a\ud800b",
    "bidirectional": "a\u202e" + CALL + "\u2066b\u200b\u200d",
    "braces": "{0.__class__} {" + CALL + "} {{x}} }{",
    "expression of a template": "{{ 7*7 }}{{ self.__init__.__globals__ }}",
    "statement of a template": "{% include 'x' %}{% for a in b %}{# comment #}",
    "line of code": f"x\n{CALL}\ny",
    "encoding": "-*- coding: utf-7 -*- +AAo-" + CALL,
    "doctest": f">>> {CALL}",
    "end of a call": f"): pass\n{CALL}\ndef f(",
    "markup": "<script>x</script> [a](javascript:x) ![b](x) | c `d` *e* ~~f~~",
    "toml": f'"\n[project.scripts]\nx = "{CALL}"\n',
    "comment": f"# {CALL}\n# type" + ": ignore",
    "not ascii": "ｃｌａｓｓ ﬁeld ſ ª имя \N{ROCKET}",
    "keyword": "class",
    "dunder": "__init__",
    "builtin": "print",
    "attribute of models": "model_dump",
    "nothing": "",
    "space": " ",
    "long": "word" * 300,
    "traversal": "../../x",
}
"""What the text tries, and the text."""


def hostile(text: str) -> str:
    """The document, as JSON."""
    schema = {
        "type": "object",
        "title": text,
        "description": text,
        "required": ["fixed", text],
        "properties": {
            "fixed": {"type": "string", "pattern": "a", "default": text, "description": text, "examples": [text]},
            text: {"type": "string", "format": text, "x-fencepost-open": text},
            "choice": {"enum": [text, f"{text}2", "other"], "description": text},
            "constant": {"const": text},
            "inner": {"type": "object", "properties": {text: {"type": "object", "properties": {text: {}}}}},
        },
        "allOf": [
            {
                "title": text or "rule",
                "description": text,
                "if": {"required": ["fixed"]},
                "then": {"required": ["choice"]},
            }
        ],
    }
    operation = {
        "operationId": text or "create",
        "tags": [text],
        "summary": text,
        "description": text,
        "parameters": [{"name": text or "q", "in": "query", "description": text, "schema": {"enum": [text, "b"]}}],
        "requestBody": {"content": {"application/json": {"schema": schema, "example": {"fixed": text}}}},
        "responses": {"201": {"description": text, "content": {"application/json": {"schema": schema}}}},
        "security": [{"key": []}],
    }
    return json.dumps(
        {
            "openapi": "3.1.0",
            "info": {"title": text, "version": text, "description": text},
            "servers": [{"url": f"http://127.0.0.1:9/{text}"}],
            "paths": {"/things": {"post": operation}},
            "components": {
                "schemas": {text or "Thing": schema, "List": {"type": "array", "items": schema}},
                "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key", "description": text}},
            },
        }
    )

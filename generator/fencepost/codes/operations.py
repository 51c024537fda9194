"""O and X: paths, operations, parameters, answers, security, and the extensions that stand on them."""

from __future__ import annotations

from fencepost.codes.page import Page

OPERATIONS: dict[str, Page] = {
    "O001": Page(
        title="an operationId is used twice",
        meaning="The operationId names the operation in the client, in cases and in reports; two with one name could "
        "not be told apart.",
        remedy="Rename one of the two. Both places are named.",
    ),
    "O002": Page(
        title="a path or an operation that is no object",
        meaning="Below `paths` stands an object for each path, and below that one for each method.",
        remedy="Write the methods below the path, and operationId, parameters and responses below the method.",
    ),
    "O003": Page(
        title="a name in the path that no parameter declares",
        meaning="The path has a name in braces, and no parameter says which values it may take.",
        remedy="Add a parameter with that name and `in: path`, to the operation or to the path.",
    ),
    "O004": Page(
        title="a path parameter that the path does not have",
        meaning="The parameter is declared with `in: path`, but the path has no such name in braces, so that it is "
        "never sent. Everything else of the operation is read.",
        remedy="Remove the parameter, or write its name in braces in the path.",
    ),
    "O005": Page(
        title="a parameter without a name or a place",
        meaning="A parameter needs `name`, and `in` with one of path, query, header and cookie. OpenAPI 2's `body` and "
        "`formData` became requestBody.",
        remedy="Give the parameter both.",
    ),
    "O006": Page(
        title="a header that the protocol sets",
        meaning="OpenAPI ignores header parameters named Accept, Content-Type and Authorization; media types and "
        "security schemes say what these hold. The parameter is not sent.",
        remedy="Remove the parameter; declare a security scheme in place of Authorization.",
    ),
    "O007": Page(
        title="no HTTP status",
        meaning="The names of `responses` are three digits, a class such as 4XX, or `default`.",
        remedy="Correct the name. What a tool of yours adds there has to begin with x-.",
    ),
    "O008": Page(
        title="a security scheme without a known type",
        meaning="The type is one of http, apiKey, oauth2, openIdConnect and mutualTLS.",
        remedy="Give the scheme its type. Swagger's `basic` is {type: http, scheme: basic}.",
    ),
    "O009": Page(
        title="a security requirement that names no scheme",
        meaning="Each entry of `security` is an object whose names are those of components/securitySchemes.",
        remedy="Declare the scheme, or correct the name.",
    ),
    "X001": Page(
        title="x-fencepost-rate-limit cannot be read",
        meaning="The limit of an operation is a number of requests in a number of seconds, counted by what `per` "
        "lists.",
        remedy="Write it like {requests: 500, seconds: 60, per: [ip, token]}.",
    ),
    "X002": Page(
        title="x-fencepost-echo cannot be read",
        meaning="The extension says which field of an answer repeats which field of the request, where names alone do "
        "not tell; null says that none does.",
        remedy="Write it like {page_size: pageSize, secrets: null}.",
    ),
    "X003": Page(
        title="x-fencepost-lifecycle cannot be read",
        meaning="The extension says which states a resource goes through: the field that shows them, the first one, "
        "and steps that lead from one to another after some seconds, some of them only `when` the resource meets a "
        "JSON Schema. A step may `set` fields, to constants or to `now`.",
        remedy="Write it like {field: status, initial: NEW, final: [DONE], steps: [{from: NEW, to: DONE, after: 1, "
        "set: {doneAt: now}}]}.",
    ),
}

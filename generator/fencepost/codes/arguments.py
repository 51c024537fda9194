"""A and B: what was asked on the command line, the machine it runs on, and our own bugs."""

from __future__ import annotations

from fencepost.codes.page import Page

ARGUMENTS: dict[str, Page] = {
    "A001": Page(
        title="no such operation",
        meaning="The document has no operation with this operationId. One without an operationId is called by method "
        "and path: get_things_id.",
        remedy="Take the name that is suggested; `fencepost explain SPEC` lists all of them.",
    ),
    "A002": Page(
        title="no such tag",
        meaning="No operation of the document carries this tag.",
        remedy="Take one of the tags that are named.",
    ),
    "A003": Page(
        title="no operation is left",
        meaning="The options --operation, --exclude-operation and --tag leave nothing to work on together, or the "
        "document has no operation at all.",
        remedy="Leave out one of the options.",
    ),
    "A004": Page(
        title="no target, or several",
        meaning="A campaign tests one thing: a server at --url, an application of yours, the mock of the document, or "
        "the generated client. One on the command line goes before those of the environment and of pyproject.toml.",
        remedy="Give exactly one of --url URL, --app MODULE:ATTRIBUTE, --mock and --client.",
    ),
    "A005": Page(
        title="no such phase",
        meaning="--phases takes the names of phases with commas between them.",
        remedy="Take one of those that are named.",
    ),
    "A006": Page(
        title="not the address of a server",
        meaning="--url takes http or https, a host, and perhaps a port and a path, to which the paths of the document "
        "are appended; --proxy likewise without the path. A query or a fragment has no place there.",
        remedy="Write it like http://127.0.0.1:8000 or https://host/base.",
    ),
    "A007": Page(
        title="not a header",
        meaning="--header takes a name of letters, digits and hyphens, a colon and a value in ASCII.",
        remedy="Write it like --header 'X-Team: blue'.",
    ),
    "A008": Page(
        title="the report folder cannot be written",
        meaning="The folder of --report-dir could not be made, or report.json not be written into it. It is tried "
        "before the first request, so that no long run ends without its report.",
        remedy="Name a folder that can be written.",
    ),
    "A009": Page(
        title="nothing to replay",
        meaning="`fencepost replay` takes the key of a failure of the last run, a report and a key as report.json#KEY, "
        "or a file with one case. What was given is none of them, or cannot be read.",
        remedy="Give one of the three; the keys of a report are named where it has others.",
    ),
    "A010": Page(
        title="no such fault",
        meaning="The mock can serve the document with one fault; each has an id made of its place and what is wrong.",
        remedy="Take an id from `fencepost mock SPEC --fault list`.",
    ),
    "A011": Page(
        title="nothing to explain",
        meaning="What was named is no file, no address, no check and no diagnostic code.",
        remedy="Name a document, a check such as fault_accepted, or a code such as D001.",
    ),
    "A012": Page(
        title="neither a rule nor an operation",
        meaning="The document has neither a rule nor an operation of this name.",
        remedy="Take the name that is suggested; `fencepost explain SPEC` lists all of them.",
    ),
    "A013": Page(
        title="a variable that is not set",
        meaning="A credential is named by the environment variable that holds it, so that it stands in no command "
        "line, history or report. This variable is not set, or empty.",
        remedy="Export it before the command. The option takes the name of the variable, not the token.",
    ),
    "A014": Page(
        title="the last run cannot be kept",
        meaning="A run with failures is kept in `.fencepost/last` below the working directory, where `fencepost "
        "replay` finds them by key. That folder cannot be written here; nothing else is lost.",
        remedy="Give --report-dir, and replay with report.json#KEY.",
    ),
    "A015": Page(
        title="arguments that no command takes",
        meaning="The command line names an unknown command or option, leaves out an argument, or gives an option a "
        "value that it cannot have.",
        remedy="`fencepost COMMAND --help` shows every option with an example.",
    ),
    "A016": Page(
        title="the system refuses",
        meaning="Something failed that no command can do without: the disk is full, the working directory is gone, too "
        "many files are open.",
        remedy="Mend the cause, and run the command again.",
    ),
    "A017": Page(
        title="a schema of no operation",
        meaning="`fencepost explain SPEC OPERATION --schema` prints the normalised schema of what an operation is "
        "sent, where every constraint has a pointer of its own; no operation was named.",
        remedy="Name one of the operations that are listed.",
    ),
    "A018": Page(
        title="no part of a campaign",
        meaning="`fencepost merge` reads the events.jsonl of each folder it is given. One cannot be read, or holds a "
        "line that no campaign writes.",
        remedy="Give the folders that `fencepost fuzz --shard K/N --report-dir DIR` wrote, as they were written.",
    ),
    "A019": Page(
        title="parts that make no whole",
        meaning="The folders are not all shards of one campaign: a shard is missing, is there twice, or was run on "
        "another document, with another seed or other phases.",
        remedy="Give every shard of one campaign once, and a folder of its own for the report of the whole.",
    ),
    "A020": Page(
        title="settings that cannot be read",
        meaning="Settings stand in [tool.fencepost] of the pyproject.toml in the working directory, or of the file "
        "that --settings names. That file is no TOML, or cannot be opened.",
        remedy="Correct the file. Only `fencepost fuzz` reads settings.",
    ),
    "A021": Page(
        title="no such setting",
        meaning="[tool.fencepost] has a key that is none. Every option of `fencepost fuzz` and `fencepost mock` is a "
        "key, without the hyphens before it; besides there are the tables values and strings.",
        remedy="Take the name that is suggested.",
    ),
    "A022": Page(
        title="a setting of another form",
        meaning="A key of [tool.fencepost], or a variable such as FENCEPOST_WORKERS, has a value that its option "
        "cannot have. Options that may be repeated take a list, and in a variable one value a line.",
        remedy="Write it as shown.",
    ),
    "A023": Page(
        title="values for a field that is none",
        meaning="[tool.fencepost.values] lists the values of fields that must exist on the server: ids, regions, "
        "images. A field is named by its wire name, with dots below the root, and with an operation before it where "
        "only that one is meant. No request has the field that is named.",
        remedy="Take the name that is suggested.",
    ),
    "A024": Page(
        title="values that a field cannot have",
        meaning="[tool.fencepost.values] lists a value that the document does not allow, or none for a field that "
        "requests must have. An empty list leaves a field out.",
        remedy="List values that the document allows and the server knows.",
    ),
    "A025": Page(
        title="no such application",
        meaning="--app takes module:attribute, as servers do. The module cannot be imported, has no such attribute, or "
        "what it has is called neither like ASGI (scope, receive, send) nor like WSGI (environ, start_response). "
        "Modules are looked for in the working directory, then where Python finds others.",
        remedy="Name the application itself, not a function that makes it, and run the command where its module is.",
    ),
    "A026": Page(
        title="not a credential of a scheme",
        meaning="--auth gives one security scheme of the document a credential of its own: SCHEME=env:NAME takes it "
        "from a variable, SCHEME=file:PATH from a file that holds nothing else. The scheme is called as the document "
        "calls it. Schemes that have none of their own are shown that of --token-env.",
        remedy="Take the scheme that is suggested, and name where its credential stands.",
    ),
    "A027": Page(
        title="not a part of a campaign",
        meaning="--shard takes K/N: of N parts of about the same size the K-th. All parts together are the campaign.",
        remedy="Write it like --shard 3/16, with K from 1 to N.",
    ),
    "A028": Page(
        title="authorities that cannot be read",
        meaning="--ca-file takes a file of certificates in PEM, whose owners are then believed beside the well-known "
        "authorities. This one cannot be opened, or holds no certificate.",
        remedy="Name a file that holds certificates between BEGIN CERTIFICATE and END CERTIFICATE.",
    ),
    "A029": Page(
        title="a regression that cannot be sent",
        meaning="--regressions takes files with one case each, or folders of such files whose names end in .json. "
        "There is no such file, or its case is of an operation that the document does not have.",
        remedy="Correct the path, or remove a case whose operation is gone.",
    ),
    "A030": Page(
        title="not a value for a field",
        meaning="--value of the mock takes the name of a field of answers and its value in JSON; what is no JSON is "
        "taken as text.",
        remedy="Write it as NAME=JSON: --value quota=5.",
    ),
    "B001": Page(
        title="a bug of fencepost",
        meaning="fencepost came to a state that it should never reach. The exit code is 3, and neither your document "
        "nor your server is to blame.",
        remedy="Please report the message, with the command and, if you may, the document.",
    ),
}

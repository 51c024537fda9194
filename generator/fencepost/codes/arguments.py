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
        meaning="A campaign tests one thing: a server at --url, the mock of the document, or the generated client.",
        remedy="Give exactly one of --url URL, --mock and --client.",
    ),
    "A005": Page(
        title="no such phase",
        meaning="--phases takes the names of phases with commas between them.",
        remedy="Take one of those that are named.",
    ),
    "A006": Page(
        title="not the address of a server",
        meaning="--url takes http or https, a host, and perhaps a port and a path, to which the paths of the document "
        "are appended. A query or a fragment has no place there.",
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
    "B001": Page(
        title="a bug of fencepost",
        meaning="fencepost came to a state that it should never reach. The exit code is 3, and neither your document "
        "nor your server is to blame.",
        remedy="Please report the message, with the command and, if you may, the document.",
    ),
}

"""N, W, M and T: what is generated and where it goes, the port of the mock, and the server that is tested."""

from __future__ import annotations

from fencepost.codes.page import Page

OUTPUT: dict[str, Page] = {
    "N001": Page(
        title="no name for a package",
        meaning="The package is imported by this name, so it must be one that Python can import, and none that hides a "
        "package which the client stands on.",
        remedy="Use letters, digits and underscores, beginning with a letter: thing_client.",
    ),
    "N002": Page(
        title="a variable for no argument",
        meaning="`--env ARGUMENT=VARIABLE` lets the client read an argument from the environment. The text has another "
        "form, or the client has no such argument: it has base_url, and one for each credential.",
        remedy="Write it like --env token=MY_TOKEN; the arguments there are, are named.",
    ),
    "W001": Page(
        title="a file in place of the output folder",
        meaning="The output is a folder; what stands there is a file, and is left alone.",
        remedy="Give -o another folder.",
    ),
    "W002": Page(
        title="foreign files in the output folder",
        meaning="The folder holds files and no manifest (`.fencepost`), so fencepost did not write it and touches "
        "nothing in it. Once a package was written there, files of your own beside it are left alone.",
        remedy="Give -o a folder that is empty or does not exist yet.",
    ),
    "W003": Page(
        title="a generated file was edited by hand",
        meaning="The file differs from what the manifest says was written. Nothing was changed, so that the edit is "
        "not lost.",
        remedy="Undo the edit, keep it in a file of your own, or let it be replaced with --force.",
    ),
    "W004": Page(
        title="a symbolic link in the way",
        meaning="A generated file would be written through a link, which may lead anywhere. Links inside the output "
        "folder are not followed.",
        remedy="Replace the link by what it leads to, or generate into the folder that is meant.",
    ),
    "W005": Page(
        title="the output cannot be written",
        meaning="The system refused: no permission, no space, a read-only disk, or a file where a folder is needed. "
        "The package that was there before is whole.",
        remedy="Give -o a folder that can be written, or make room.",
    ),
    "W006": Page(
        title="no manifest that can be trusted",
        meaning="The folder's `.fencepost` is not what this version of fencepost writes. It tells which files may be "
        "replaced, so nothing is touched without it.",
        remedy="Restore it from version control, or remove it together with the generated files and generate again.",
    ),
    "W007": Page(
        title="another run is writing",
        meaning="A second fencepost is at work in the same output folder.",
        remedy="Wait until it has ended.",
    ),
    "W008": Page(
        title="something of yours where a generated file belongs",
        meaning="A file or folder that fencepost did not write stands where one is to be written. It is left alone.",
        remedy="Move or rename it, or rename in the document what the generated file is called after.",
    ),
    "M001": Page(
        title="the mock cannot listen",
        meaning="The port is in use, is reserved for the administrator, or does not exist; or the address of --host is "
        "not one of this machine.",
        remedy="Choose another with --port, or 0 for any that is free; the start line tells which it became.",
    ),
    "M002": Page(
        title="the application does not start",
        meaning="An application of --app is told that it begins before the first request, as ASGI has it; it failed at "
        "that.",
        remedy="Start it with uvicorn to see why.",
    ),
    "T001": Page(
        title="the target cannot be reached",
        meaning="Not one request was answered: the server is not running, listens elsewhere, or its name is unknown. A "
        "server that is lost later ends the run with 2 and a report of what was found until then.",
        remedy="Start the server, or correct --url; name an authority of your own with --ca-file.",
    ),
}

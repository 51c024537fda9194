"""A: what one run leaves to the next."""

from __future__ import annotations

from fencepost.codes.page import Page

KEEPING: dict[str, Page] = {
    "A040": Page(
        title="a regression that cannot be read",
        meaning="A file of --regressions or --save-regressions holds one failure: a case as `fencepost cases` prints "
        "it, with `schema`, `check`, `found` and `document`. This one is cut short, is another program's, was written "
        "by a newer fencepost, is larger than 4 MiB, or was changed by hand into something that is no case. The other "
        "files are sent; the run ends with 2 where nothing worse is found.",
        remedy="Mend the file at the place that is named, or remove it.",
    ),
    "A041": Page(
        title="no regression in a folder",
        meaning="--regressions names a folder in which no name ends in .json, so nothing of earlier runs is sent.",
        remedy="Name the folder with --save-regressions, which fills it and sends what is in it.",
    ),
    "A042": Page(
        title="regressions cannot be written",
        meaning="The folder of --save-regressions could not be made or written. It is tried before the first request.",
        remedy="Name a folder that can be written.",
    ),
    "A043": Page(
        title="a baseline that cannot be read",
        meaning="A line of --baseline begins with the key of a failure; check, operation, place and point may follow, "
        "and then are those of the key, of a check that there is and an operation of the document; after # stands why "
        "it is accepted. The file is not there, or this line is none. The other lines count; the run ends with 2 where "
        "nothing worse is found.",
        remedy="Write the file with --write-baseline FILE, or correct the line.",
    ),
    "A044": Page(
        title="a baseline that accepts nothing",
        meaning="The file of --baseline has no line but comments.",
        remedy="Leave the option out, or write the file with --write-baseline FILE.",
    ),
    "A045": Page(
        title="the baseline cannot be written",
        meaning="The file of --write-baseline could not be written. Its folder is tried before the first request.",
        remedy="Name a file in a folder that can be written.",
    ),
    "A047": Page(
        title="a database that cannot be used",
        meaning="--database names where drawn failures are remembered: a folder, a Redis server, or the artifact of a "
        "GitHub repository, which is only read. The folder cannot be written, nobody answers at the address, or the "
        "package redis is not installed. Where it is lost later, the run goes on without it, with a warning.",
        remedy="Correct the place, or leave it out: then the same seed always draws the same.",
    ),
}

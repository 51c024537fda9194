"""`--min-power`: a run that would have caught too little does not look green."""

from __future__ import annotations

import json

from .command import Shell

FUZZ = ("fuzz", "things.yaml", "--mock", "--seed", "1", "--phases")


def test_a_run_tells_what_it_would_have_caught_and_why_not_the_rest(shell: Shell) -> None:
    done = shell.run(*FUZZ, "lattice,faults")
    assert done.code == 0, done.out + done.err
    assert "would have caught 9" in done.out
    assert "not 1, for the document leaves the answer open: NewThing/properties/note/type:null_refused" in done.out


def test_a_run_below_the_power_that_is_asked_for_ends_with_1(shell: Shell) -> None:
    done = shell.run(*FUZZ, "lattice", "--min-power", "0.9")
    assert done.code == 1
    assert "fewer than --min-power 0.9 asks for" in done.out
    assert shell.run(*FUZZ, "lattice", "--min-power", "0.1").code == 0


def test_the_power_can_be_asked_for_in_the_settings(shell: Shell) -> None:
    (shell.folder / "pyproject.toml").write_text("[tool.fencepost]\nmin-power = 0.99\n")
    assert shell.run(*FUZZ, "lattice").code == 1


def test_the_report_for_programs_holds_every_missed_fault(shell: Shell) -> None:
    told = json.loads(shell.run(*FUZZ, "lattice", "--json").out)["certificate"]
    assert told["caught"] + len(told["missed"]) == told["total"]
    assert {"id", "description", "reason", "words"} == set(told["missed"][0])


def test_only_the_whole_of_a_campaign_is_held_to_it(shell: Shell) -> None:
    for number in ("1", "2"):
        part = ("--shard", f"{number}/2", "--report-dir", number, "--min-power", "0.99")
        assert shell.run(*FUZZ, "lattice", *part).code == 0
    assert shell.run("merge", "1", "2", "--min-power", "0.99").code == 1
    assert shell.run("merge", "1", "2", "--min-power", "0.1").code == 0

"""junit.xml: every reader can read it, and a test case keeps its name from run to run."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from fencepost.campaign.wire.exchange import Answer
from fencepost.report.junit import junit_text

from ..campaign.test_one_fault import ForgetsTheRule, NoBlue, OtherDefault
from ..campaign.things import TOKEN, ThingServer, job
from .hostile import hostile
from .telling import AGAIN, Told, told
from .xsd import Schema

SCHEMA = Schema(Path(__file__).with_name("junit.xsd"))


def junit(run: Told) -> ET.Element:
    return ET.fromstring(junit_text(run.summary, run.matrix, AGAIN))


def cases(root: ET.Element) -> dict[tuple[str, str], ET.Element]:
    found = [(case.attrib["classname"], case.attrib["name"]) for case in root.iter("testcase")]
    assert Counter(found).most_common(1)[0][1] == 1
    return dict(zip(found, root.iter("testcase"), strict=True))


class Whimsical(ThingServer):
    """Answers with signs that no XML can hold."""

    def refused(self, _: Any) -> Answer:
        return Answer(status=418, content="\0 ]]> \b \ufffe <![CDATA[ & \u202e".encode())


RUNS = {"failing": ForgetsTheRule, "green": ThingServer, "whimsical": Whimsical}


@pytest.mark.parametrize("server", RUNS.values(), ids=RUNS.keys())
def test_it_keeps_the_schema_that_its_readers_have(server: type[ThingServer]) -> None:
    assert list(SCHEMA.breaches(junit(told(server())))) == []


def test_it_keeps_the_schema_whatever_a_document_says() -> None:
    assert list(SCHEMA.breaches(junit(hostile()))) == []


def test_the_schema_refuses_what_its_readers_would() -> None:
    root = ET.fromstring(
        "<testsuites><testsuite name='a' tests='x'><testcase name='b'><nothing/></testcase></testsuite></testsuites>"
    )
    assert list(SCHEMA.breaches(root)) == [
        "testsuite has tests='x'",
        "testcase lacks classname",
        "testcase holds <nothing>",
        "nothing is not declared",
    ]


def test_what_xml_has_no_characters_for_is_shown_as_escapes() -> None:
    run = told(Whimsical())
    text = junit_text(run.summary, run.matrix, AGAIN)
    assert "\\x00 ]]&gt; \\x08 \\ufffe &lt;![CDATA[ &amp; \\u202e" in text
    assert "\\ud800" in junit_text(hostile().summary, hostile().matrix, AGAIN)
    assert all(line.isprintable() for line in text.splitlines())


def test_a_forgotten_rule_fails_in_its_own_case_with_all_there_is_to_say() -> None:
    root = junit(told(ForgetsTheRule()))
    case = cases(root)["create_thing", "moving_needs_speed breaks"]
    assert (case.attrib["file"], case.attrib["line"]) == ("things.yaml", "51")
    failure = case.find("failure")
    assert failure is not None
    assert failure.attrib["type"] == "fault_accepted"
    assert 'body      {"name":"a","moving":true}' in (failure.text or "")
    assert "fencepost replay " in (failure.text or "")
    assert root.attrib["failures"] == "1"


def test_a_case_has_the_same_name_whether_it_fails_or_not() -> None:
    assert cases(junit(told(ThingServer()))).keys() == cases(junit(told(NoBlue()))).keys()


def test_what_is_wrong_with_an_answer_is_a_case_of_its_own() -> None:
    failing = [name for name, case in cases(junit(told(OtherDefault()))).items() if case.find("failure") is not None]
    assert failing == [("create_thing", "echo size default")]


def test_what_was_left_undecided_is_skipped_with_its_reason() -> None:
    wanted = job()
    root = junit(told(ThingServer(), replace(wanted, target=replace(wanted.target, token="wrong"))))
    skipped = cases(root)["create_thing", "body/size maximum"].find("skipped")
    assert skipped is not None
    assert skipped.attrib["message"].startswith("undecided: 401 from create_thing")


def test_every_failure_is_told_once() -> None:
    run = hostile()
    text = "".join(each.text or "" for each in junit(run).iter("failure"))
    assert all(text.count(f"fencepost replay {key} ") == 1 for key in run.summary.failures)


def test_no_credential_is_in_it() -> None:
    run = told(ForgetsTheRule())
    assert TOKEN not in junit_text(run.summary, run.matrix, AGAIN)

"""report.html: what it says, in the words of the terminal, and what keeps it from acting."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from dataclasses import replace

from fencepost.report.page.failures import card_of, cards
from fencepost.report.page.html import html_text
from fencepost.report.page.page import page_of
from fencepost.report.terminal import show_result
from rich.console import Console

from ..campaign.failing import MANY, NoGreen, of_many_fields
from ..campaign.test_one_fault import ForgetsTheRule, NoBlue, RefusesNullNote, TellsTheToken
from ..campaign.things import TOKEN, ThingServer, job
from .hostile import PAYLOADS, hostile
from .telling import AGAIN, Told, told
from .test_matrix import UpToEight


def terminal(run: Told) -> str:
    stream = io.StringIO()
    show_result(Console(file=stream, width=200), run.summary, AGAIN)
    return stream.getvalue()


def test_the_first_sentence_is_that_of_the_terminal() -> None:
    for server in (ForgetsTheRule(), ThingServer()):
        run = told(server)
        (heading,) = re.findall(r"<h1>.*?</span> (.*)</h1>", run.html)
        assert heading in terminal(run).splitlines()


def test_a_run_that_says_nothing_says_so_at_its_top() -> None:
    wanted = job()
    run = told(ThingServer(), replace(wanted, target=replace(wanted.target, token="wrong")))
    page = page_of(run.summary, run.matrix, AGAIN)
    assert page.doubt in terminal(run)
    assert (page.css, page.symbol) == ("open", "?")


def test_a_failure_stands_with_both_sides_its_smallest_body_and_the_way_to_see_it_again() -> None:
    run = told(ForgetsTheRule())
    (card,) = page_of(run.summary, run.matrix, AGAIN).failures
    assert (card.documented, card.received) == ("422 (documented)", "201 Created")
    assert (card.says, card.place) == ("What moves has a speed.", "things.yaml:51:11")
    assert card.body == ('{"name":"a","moving":true}',)
    assert card.commands[0].startswith("curl -X POST http://server/things ")
    assert card.commands[1] == f"fencepost replay {card.key} {AGAIN}"
    assert all(command in terminal(run) for command in card.commands)


def test_the_smallest_body_is_shown_and_not_the_first_one() -> None:
    (card,) = cards(told(NoGreen(), of_many_fields(**MANY)).summary, AGAIN)
    assert card.body == ('{"name":"a","colour":"green"}',)


def test_the_fence_of_the_server_stands_beside_that_of_the_document() -> None:
    run = told(UpToEight())
    (fence,) = cards(run.summary, AGAIN)[0].fences
    assert (fence.document, fence.server) == ("size <= 9", "<= 8")
    assert {("8", "taken"), ("9", "refused")} <= {(line.label, line.text) for line in fence.tried}
    assert "size &lt;= 9" in run.html


def test_a_body_is_laid_out_only_where_that_changes_no_value() -> None:
    (failure,) = told(ForgetsTheRule()).summary.failures.values()
    run = told(ForgetsTheRule())
    long = " " * 80
    for text in ('{"a":1,"a":2}', "1.0000000000000000001", "1e400", "no JSON", '"\\u00e9"', "[" * 5000):
        shown = card_of(replace(failure, answer=text + long), run.summary, AGAIN)
        assert "".join(shown.answer).startswith(text[:4000])
    laid_out = card_of(replace(failure, answer=f'{{"a":[1],"b":"é"}}{long}'), run.summary, AGAIN)
    assert laid_out.answer == ("{", '  "a": [', "    1", "  ],", '  "b": "é"', "}")


def test_a_long_body_is_cut_and_says_how_long_it_is() -> None:
    run = told(ForgetsTheRule())
    (failure,) = run.summary.failures.values()
    shown = card_of(replace(failure, answer="x" * 5000), run.summary, AGAIN)
    assert shown.answer[0].endswith("x … (5000 characters)")


def test_failures_of_one_kind_follow_one_another_and_only_the_first_is_open() -> None:
    found = cards(hostile().summary, AGAIN)
    assert found[0].is_open
    assert any(not card.is_open for card in found)
    assert len({card.anchor for card in found}) == len(found)


def test_every_mark_leads_to_a_failure_that_is_there() -> None:
    html = told(NoBlue()).html
    links = set(re.findall(r'href="#([^"]+)"', html))
    assert any(link.startswith("failure-") for link in links)
    assert links <= set(re.findall(r'id="([^"]+)"', html))


def test_an_open_question_is_told_with_its_line_and_the_answers() -> None:
    run = told(RefusesNullNote())
    (remark,) = page_of(run.summary, run.matrix, AGAIN).remarks
    assert (remark.question, remark.place) == ("Is null accepted for note?", "things.yaml:46:9")


def test_the_policy_allows_the_one_style_and_nothing_else() -> None:
    html = told(ThingServer()).html
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', html)
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.replace("&#39;", "'").split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]


def test_nothing_outside_the_page_is_named_as_an_address() -> None:
    html = told(ForgetsTheRule()).html
    assert re.findall(r'(?:href|src|action|srcset)="(?!#)', html) == []
    assert not re.search(r"@import|url\(", html)


def test_what_a_document_and_a_server_say_is_escaped_and_visible() -> None:
    html = hostile().html
    assert "<script" not in html
    assert "&lt;script&gt;document.title=&#39;acted&#39;&lt;/script&gt;" in html
    assert all(character.isprintable() or character == "\n" for character in html)
    assert html.encode("utf-8").decode("utf-8") == html
    assert PAYLOADS[1] not in html


def test_the_credential_is_not_in_it_even_where_the_server_tells_it() -> None:
    run = told(TellsTheToken())
    assert run.summary.failures
    assert TOKEN not in run.html
    assert "secret-of-the-caller" not in hostile().html


def test_two_runs_are_told_in_the_same_bytes() -> None:
    first, second = told(ForgetsTheRule()), told(ForgetsTheRule())
    assert html_text(first.summary, first.matrix, AGAIN) == html_text(second.summary, second.matrix, AGAIN)

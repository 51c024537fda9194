"""report.html in a real browser: nothing in it acts, nobody is asked for anything, and a phone shows all of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ..campaign.test_one_fault import ForgetsTheRule, NoBlue
from ..campaign.things import ThingServer
from .browser import NAMES, Browser, browser, browser_path
from .hostile import PAYLOADS, hostile
from .telling import Told, told

pytestmark = pytest.mark.skipif(
    browser_path() is None, reason=f"no browser here, of {', '.join(NAMES)}; on Debian: apt install chromium"
)

VOCABULARY = """[...document.querySelectorAll('*')].flatMap(
    each => [each.localName, ...each.getAttributeNames().map(name => `${each.localName} ${name}`)])"""
"""Every element of a page, and every attribute with its element."""

LEFT = "[scrollX, document.documentElement.scrollWidth - innerWidth, document.body.scrollWidth - innerWidth]"


@pytest.fixture(scope="module")
def page() -> Iterator[Browser]:
    with browser() as found:
        yield found


def shown(page: Browser, folder: Path, text: str, width: int = 1280, scheme: str = "light") -> str:
    """Open the text as a file, and return its address."""
    path = folder / "report.html"
    path.write_text(text, encoding="utf-8")
    page.open(path.as_uri(), width=width, scheme=scheme)
    return path.as_uri()


def asked(page: Browser) -> list[str]:
    return [event["request"]["url"] for event in page.named("Network.requestWillBeSent")]


def asserted_quiet(page: Browser, address: str) -> None:
    assert asked(page) == [address]
    assert page.named("Page.javascriptDialogOpening") == []
    assert page.value("document.title") != "acted"


def one_of_each() -> Told:
    """A campaign that finds something, so that each part of the page is there."""
    return told(ForgetsTheRule())


def test_the_rig_sees_a_script_a_request_and_a_dialog(page: Browser, tmp_path: Path) -> None:
    shown(page, tmp_path, f"<title>quiet</title>{PAYLOADS[0]}{PAYLOADS[1]}")
    assert page.value("document.title") == "acted"
    assert "http://192.0.2.1/x" in asked(page)
    shown(page, tmp_path, "<img src=x: onerror=\"document.title='acted'\"><a href='#'>x</a>")
    assert page.value("new Promise(done => setTimeout(() => done(document.title), 50))") == "acted"


def test_nothing_that_a_document_or_a_server_says_acts(page: Browser, tmp_path: Path) -> None:
    address = shown(page, tmp_path, hostile().html)
    page.value("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.value("document.querySelectorAll('[tabindex], summary, a').forEach(each => each.focus())")
    asserted_quiet(page, address)
    assert page.named("Log.entryAdded") == []


def test_what_they_say_becomes_no_element_and_no_attribute(page: Browser, tmp_path: Path) -> None:
    shown(page, tmp_path, hostile().html)
    found = set(page.value(VOCABULARY))
    known = set[str]()
    for each in (one_of_each(), told(NoBlue()), told(ThingServer())):
        shown(page, tmp_path, each.html)
        known |= set(page.value(VOCABULARY))
    elements = {name for name in found if " " not in name}
    assert elements & {"script", "img", "svg", "iframe", "base", "link", "object", "form", "input"} == set()
    assert page.value("document.querySelectorAll('style').length") == 1
    assert {name for name in found if " on" in name or name.endswith((" style", " src", " srcdoc"))} == set()
    assert {name for name in found - known if " " in name} <= {"details open", "a href", "li class"}


def test_what_they_say_is_shown_as_it_is(page: Browser, tmp_path: Path) -> None:
    shown(page, tmp_path, hostile().html)
    text = page.value("document.body.textContent")
    for payload in PAYLOADS[:-1]:
        assert payload in text
    assert "\\u202eright to left\\u2066\\x00\\x1b[2J\\u2028\\ud800" in text


def test_even_markup_that_got_in_could_neither_act_nor_ask(page: Browser, tmp_path: Path) -> None:
    text = one_of_each().html.replace(
        "<main>", f"<main>{''.join(PAYLOADS[:3])}<link rel=stylesheet href='http://192.0.2.1/'>"
    )
    address = shown(page, tmp_path, text)
    # A browser tells of requests that it refuses to send, too, and why: by the policy, or because of their origin.
    refused = {event["requestId"] for event in page.named("Network.loadingFailed") if "blockedReason" in event}
    wanted = {event["requestId"]: event["request"]["url"] for event in page.named("Network.requestWillBeSent")}
    assert {wanted[each] for each in refused} == {"http://192.0.2.1/x", "http://192.0.2.1/"}
    assert [url for number, url in wanted.items() if number not in refused] == [address]
    assert page.value("document.title") != "acted"
    assert page.value("document.querySelectorAll('main > script, main > img').length") == 2


def test_the_style_is_applied(page: Browser, tmp_path: Path) -> None:
    shown(page, tmp_path, one_of_each().html)
    assert page.value("getComputedStyle(document.querySelector('.card')).borderLeftWidth") == "5px"


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_the_page_never_scrolls_sideways(page: Browser, tmp_path: Path, width: int) -> None:
    for each in (one_of_each(), hostile()):
        shown(page, tmp_path, each.html, width=width)
        page.value("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert page.value(LEFT)[1:] == [0, 0]


def test_it_is_dark_where_the_reader_wants_it_dark(page: Browser, tmp_path: Path) -> None:
    colour = "getComputedStyle(document.body).backgroundColor"
    shown(page, tmp_path, one_of_each().html, scheme="light")
    light = page.value(colour)
    shown(page, tmp_path, one_of_each().html, scheme="dark")
    assert page.value(colour) != light


CONTRAST = """(() => {
    const part = value => value <= .03928 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4
    const light = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(each => part(each / 255))
        .reduce((sum, each, place) => sum + each * [.2126, .7152, .0722][place], 0)
    const behind = each => each === null ? 'rgb(255, 255, 255)'
        : /, 0\\)$/.test(getComputedStyle(each).backgroundColor) ? behind(each.parentElement)
        : getComputedStyle(each).backgroundColor
    const ratio = each => {
        const [one, two] = [light(getComputedStyle(each).color), light(behind(each))].sort((a, b) => b - a)
        return (one + .05) / (two + .05)
    }
    const spoken = [...document.body.querySelectorAll('*')].filter(
        each => [...each.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
    return [...new Set(spoken.filter(each => ratio(each) < 4.5).map(each => `${each.localName}.${each.className}`))]
})()"""
"""The elements whose text has less contrast than 4.5 to 1. Source: WCAG 2.2, 1.4.3."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_what_is_behind_it(page: Browser, tmp_path: Path, scheme: str) -> None:
    shown(page, tmp_path, one_of_each().html, scheme=scheme)
    page.value("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.value(CONTRAST) == []


def test_a_broken_point_leads_to_its_failure_by_the_keyboard(page: Browser, tmp_path: Path) -> None:
    shown(page, tmp_path, told(NoBlue()).html)
    page.value("document.querySelector('table a.broken').focus()")
    for kind in ("keyDown", "keyUp"):
        page.ask("Input.dispatchKeyEvent", type=kind, key="Enter", code="Enter", windowsVirtualKeyCode=13, text="\r")
    anchor = page.value("location.hash")
    assert anchor.startswith("#failure-")
    assert page.value("document.querySelector(location.hash).closest('details').open")


def test_a_command_is_chosen_whole_with_one_tap(page: Browser, tmp_path: Path) -> None:
    run = one_of_each()
    shown(page, tmp_path, run.html)
    place = "(box => [box.x + 30, box.y + 15])(document.querySelector('.copy').getBoundingClientRect())"
    page.value("document.querySelector('.copy').scrollIntoView({block: 'center'})")
    x, y = page.value(place)
    for kind in ("mousePressed", "mouseReleased"):
        page.ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)
    (failure,) = run.summary.failures.values()
    assert page.value("getSelection().toString()").strip() == failure.curl

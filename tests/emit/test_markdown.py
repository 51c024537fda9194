"""Texts of a document stand in Markdown as text."""

import re

import pytest
from fencepost.emit.markdown import first_paragraph, paragraphs, prose, span
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

READER = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")
MARKUP = ["`", "|", "*", "_", "<b>", "](x)", "[", "~~", "&lt;", "\n", "1.", "- ", "\\"]
texts = st.lists(st.characters() | st.sampled_from(MARKUP)).map("".join)


def shown(markdown: str) -> str:
    """What a reader sees of one paragraph without markup; fails on any markup."""
    page = READER.render(f"x {markdown} x")
    inner = re.fullmatch(r"<p>x (.*) x</p>\n", page)
    assert inner, page
    assert "<" not in inner[1], page
    return inner[1]


@given(texts)
def test_prose_holds_no_markup(text: str):
    shown(prose(text))


@pytest.mark.parametrize("text", ["# a", "- a", "+ a", "1. a", "0.1 to 16", "a_b and _c_", "a & b"])
def test_prose_begins_no_list_and_no_heading_and_reads_as_the_text(text: str):
    page = READER.render(prose(text))
    assert page == f"<p>{text.replace('&', '&amp;')}</p>\n"


@given(texts.filter(lambda text: bool(text.strip())))
def test_a_span_is_one_cell_of_a_table(text: str):
    page = READER.render(f"| a | b |\n|---|---|\n| {span(text)} | x |\n")
    assert page.count("<td>") == 2
    assert page.count("<code>") == 1


def test_paragraphs_stay_apart_and_the_first_can_be_had_alone():
    text = "One\nline.\n\n\n  Two.\n"
    assert paragraphs(text) == "One line.\n\nTwo."
    assert first_paragraph(text) == "One line."
    assert paragraphs(" \n") == ""

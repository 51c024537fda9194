"""Nothing of the tool knows the document it is shown with."""

import re

from .source_tree import TOOL

WORDS = re.compile(
    r"sandbox|cpu_?cores|memory_?gb|disk_?size|gpu|docker|guaranteed|registry_?credentials|timeout_?minutes|network_?access"
    r"|environment_?vars|advanced_?configs|start_?command|team_?id|kubernetes|primeintellect|h100|rtx",
    re.IGNORECASE,
)


def test_the_tool_knows_no_word_of_the_flagship_document():
    files = [path for path in sorted(TOOL.rglob("*")) if path.suffix in (".py", ".jinja", ".jinja2")]
    spoken = [path.name for path in files if WORDS.search(path.read_text(encoding="utf-8"))]
    assert len(files) > 100
    assert spoken == []


def test_a_word_of_it_would_be_seen():
    assert WORDS.search("def sandbox_of(): ...")

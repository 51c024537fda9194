"""The tables of verdicts say of the campaign what it can say, and never that it is mistaken."""

from __future__ import annotations

from pathlib import Path

import pytest
from fencepost.campaign.judging.failure import SEVERITIES

from .real.services import SERVICES
from .verdicts import read_table

HERE = Path(__file__).parent
TABLES = sorted(HERE.rglob("*.toml"))


def test_every_service_has_a_table():
    assert {f"{service.name}.toml" for service in SERVICES} <= {table.name for table in TABLES}


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_a_verdict_is_on_a_check_that_exists_and_says_why(table: Path):
    verdicts = read_table(table)
    assert [verdict for verdict in verdicts if verdict.check not in SEVERITIES or not verdict.says.strip()] == []


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_nothing_that_is_reported_of_others_is_our_mistake(table: Path):
    assert [verdict for verdict in read_table(table) if not verdict.is_true] == []

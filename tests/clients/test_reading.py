"""The vendor's clients read and delete what they created."""

from __future__ import annotations

from typing import Any

import pytest

from .vendors import RaisedError, Vendor


def labelled(client: Vendor, label: str, count: int) -> list[Any]:
    """New sandboxes with a label that no other test of this client gives."""
    return [client.made(f"{label}-{number}", labels=[label, client.edition.way]) for number in range(count)]


def listed(client: Vendor, label: str, **filters: Any) -> list[str]:
    found = client.list(labels=[label, client.edition.way], **filters)["sandboxes"]
    return [sandbox["id"] for sandbox in found]


def test_a_sandbox_is_read_as_it_was_created(client: Vendor):
    made = client.made("train", labels=["read"])
    read = client.get(sandbox_id=made["id"])
    assert {**read, "status": None, "updated_at": None} == {**made, "status": None, "updated_at": None}


def test_a_list_has_pages(client: Vendor):
    made = {sandbox["id"] for sandbox in labelled(client, "pages", 5)}
    labels = ["pages", client.edition.way]
    pages = [client.list(labels=labels, page=page, per_page=2) for page in (1, 2, 3)]
    assert [(page["total"], page["page"], page["per_page"]) for page in pages] == [(5, 1, 2), (5, 2, 2), (5, 3, 2)]
    assert [page["has_next"] for page in pages] == [True, True, False]
    assert {sandbox["id"] for page in pages for sandbox in page["sandboxes"]} == made


def test_a_list_is_filtered_by_every_label(client: Vendor):
    made = [sandbox["id"] for sandbox in labelled(client, "filter", 1)]
    client.made("another", labels=["filter"])
    assert listed(client, "filter") == made


def test_a_list_is_filtered_by_status_and_by_what_is_active(client: Vendor):
    kept, ended = (sandbox["id"] for sandbox in labelled(client, "status", 2))
    client.delete(sandbox_id=ended)
    assert listed(client, "status", status="TERMINATED") == [ended]
    assert listed(client, "status", exclude_terminated=True) == [kept]
    assert {*listed(client, "status")} == {kept, ended}


def test_a_deleted_sandbox_stays_readable(client: Vendor):
    made = client.made("train")["id"]
    assert client.delete(sandbox_id=made) == {"success": True, "message": "Sandbox deleted"}
    read = client.get(sandbox_id=made)
    assert read["status"] == "TERMINATED"
    assert read["terminated_at"] is not None


def test_a_bulk_delete_by_identifiers_tells_what_it_did_not_find(client: Vendor):
    made = [sandbox["id"] for sandbox in labelled(client, "bulk", 2)]
    done = client.bulk_delete(sandbox_ids=[*made, "nobody"])
    assert done["succeeded"] == made
    assert [failure["sandbox_id"] for failure in done["failed"]] == ["nobody"]
    assert {client.get(sandbox_id=identifier)["status"] for identifier in made} == {"TERMINATED"}


def test_a_bulk_delete_by_labels_takes_those_that_carry_all_of_them(client: Vendor):
    made = [sandbox["id"] for sandbox in labelled(client, "sweep", 2)]
    other = client.made("another", labels=["sweep"])["id"]
    done = client.bulk_delete(labels=["sweep", client.edition.way])
    assert ({*done["succeeded"]}, done["failed"]) == ({*made}, [])
    assert client.get(sandbox_id=other)["status"] != "TERMINATED"


def test_logs_are_a_text(client: Vendor):
    assert client.get_logs(sandbox_id=client.made("train")["id"]) == "starting\nready\n"


def test_logs_of_nobody_are_an_error(client: Vendor):
    with pytest.raises(RaisedError, match="HTTP 404"):
        client.get_logs(sandbox_id="nobody")

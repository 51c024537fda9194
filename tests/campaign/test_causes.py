"""What fails for one field alone is told once, however many bodies show it again."""

from __future__ import annotations

from fencepost.campaign.wire.exchange import Answer, Lost, Request

from .things import ThingServer, campaign, found


class DropsNine(ThingServer):
    """Closes the connection wherever the size is 9, and names nothing."""

    def outcome(self, request: Request) -> Answer | Lost:
        if request.content is not None and b'"size":9' in request.content:
            return Lost(kind="closed", reason="the connection was closed without an answer")
        return super().outcome(request)


class DropsTwoTogether(ThingServer):
    """Closes the connection where two fields stand on their bounds together, and never for one of them alone."""

    def outcome(self, request: Request) -> Answer | Lost:
        content = request.content or b""
        if b'"size":9' in content and b'"colour":"blue"' in content:
            return Lost(kind="closed", reason="the connection was closed without an answer")
        return super().outcome(request)


def test_pairs_that_hold_a_value_that_failed_alone_are_no_failure_of_their_own() -> None:
    summary, _ = campaign(DropsNine())
    (failure,) = summary.failures.values()
    assert (failure.named, failure.case.point) == ("size maximum", "maximum")
    assert summary.repeated[failure.key] > 1


def test_what_only_two_fields_together_show_is_found_by_a_pair() -> None:
    assert found(DropsTwoTogether()) == [("server_error", "size maximum, colour enum:blue")]


class StopsAtTheSize(ThingServer):
    """Refuses the size 9 that the document allows, and looks at nothing else then."""

    def outcome(self, request: Request) -> Answer | Lost:
        if request.method == "POST" and b'"size":9' in (request.content or b""):
            return self.refused(["size"])
        return super().outcome(request)


def test_a_fault_beside_a_value_that_is_refused_by_itself_is_not_misblamed() -> None:
    assert found(StopsAtTheSize()) == [("valid_refused", "size maximum")]

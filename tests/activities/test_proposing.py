"""One finding's way from a repository to a proposal, with a real git and in preview."""

from dataclasses import replace
from pathlib import Path

import pytest

from activities.github import Proposing, propose
from activities.heartbeat import Pulse
from activities.wiring import Repository
from clients.capture import CaptureFile
from clients.git import Git, RepositoryAddress
from scans.model import BlockedBy, CleanupOutcome, CleanupRequest, Finding
from scans.model.action import ActionLimits
from tests.clients.git_host import commit, start_shop

CHECK = b"import posthog from 'posthog-js'\nif (posthog.isFeatureEnabled('x')) {\n  a()\n}\n"
SHOP = "my-org/shop"
REQUEST = CleanupRequest(
    project="shop",
    repository=SHOP,
    slug="x",
    finding=Finding(
        fingerprint="stale_flags:x:00",
        scan="stale_flags",
        subject="x",
        verdict="fully_rolled_out",
        fixed_value=True,
        confidence=0.9,
        reason="It has served true to everyone for 90 days.",
    ),
)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A repository with one commit on `main`."""
    return start_shop(tmp_path)


@pytest.fixture
def place(shop: Path, tmp_path: Path) -> Proposing:
    """A worker in preview that has no credential."""
    address = RepositoryAddress(name=SHOP, url=str(shop))
    return Proposing(
        git=Git(tmp_path / "cache"),
        github=None,
        repositories={SHOP: Repository(address=address, projects=("shop",))},
        mode="preview",
        issues="preview",
        limits=ActionLimits(),
        capture=CaptureFile(tmp_path / "capture.jsonl"),
    )


EVENT_REQUEST = REQUEST.model_copy(
    update={
        "slug": "cart_opened",
        "finding": Finding(
            fingerprint="dead_events:cart_opened:00",
            scan="dead_events",
            subject="cart_opened",
            verdict="stopped",
            confidence=0.9,
            reason="It arrived on most days until 3 October, and not once since.",
        ),
    }
)


async def proposed(place: Proposing, request: CleanupRequest = REQUEST) -> CleanupOutcome:
    """Propose the cleanup of the story."""
    return await propose(request, place, Pulse(), workflow_id="cleanup:x")


async def test_a_preview_is_written_once(shop: Path, place: Proposing) -> None:
    """However often it is looked at, the capture file holds one diff that says what would go."""
    commit(shop, {"src/a.ts": CHECK})
    outcomes = [await proposed(place), await proposed(place)]
    assert [each.blocked_by for each in outcomes] == [BlockedBy.PREVIEW] * 2
    assert [each.file for each in outcomes[0].files] == ["src/a.ts"]
    (record,) = place.capture.read().records
    assert (record.output, record.target) == ("pull_requests", SHOP)
    assert "+a()" in record.payload["diff"]


async def test_what_is_left_is_handed_over_once(shop: Path, place: Proposing) -> None:
    """Nothing can be taken out: one issue would be opened, and no pull request."""
    commit(shop, {"src/a.ts": b"show(posthog.isFeatureEnabled('x'))\n"})
    outcomes = [await proposed(place), await proposed(place)]
    assert [each.blocked_by for each in outcomes] == [BlockedBy.NOT_PROVABLE] * 2
    (record,) = place.capture.read().records
    assert record.output == "issues"
    assert "`src/a.ts:1`" in record.payload["body"]


async def test_a_change_above_the_limits_is_not_proposed(shop: Path, place: Proposing) -> None:
    """What nobody would review is no proposal, and no work for hands either."""
    commit(shop, {"src/a.ts": CHECK})
    small = replace(place, limits=ActionLimits(max_changed_lines=1))
    assert (await proposed(small)).blocked_by is BlockedBy.TOO_LARGE
    assert place.capture.read().records == ()


async def test_a_name_that_is_no_text_is_left_to_people(shop: Path, place: Proposing) -> None:
    """A file whose name is not UTF-8 cannot be committed through the API; nothing is tried."""
    try:
        commit(shop, {"caf\udce9.ts": CHECK})
    except OSError:
        pytest.skip("this file system takes no such name")
    outcome = await proposed(place)
    assert (outcome.blocked_by, outcome.detail[:11]) == (BlockedBy.NOT_PROVABLE, "a file has ")
    assert place.capture.read().records == ()


async def test_a_dead_event_goes_the_same_way(shop: Path, place: Proposing) -> None:
    """Its captures are taken out, and the proposal says that an event goes, and no value."""
    code = b"import posthog from 'posthog-js'\nopen()\nposthog.capture('cart_opened')\n"
    commit(shop, {"src/a.ts": code})
    outcome = await proposed(place, EVENT_REQUEST)
    assert (outcome.blocked_by, outcome.branch) == (
        BlockedBy.PREVIEW,
        "groundskeeper/dead_events/cart_opened",
    )
    (record,) = place.capture.read().records
    assert record.payload["title"] == "Remove dead event cart_opened"
    assert record.payload["labels"] == ["groundskeeper", "dead_events"]
    assert "-posthog.capture('cart_opened')" in record.payload["diff"]
    assert "+" not in {line[:1] for line in record.payload["diff"].splitlines()[5:]}


async def test_captures_that_stay_are_handed_over_once(shop: Path, place: Proposing) -> None:
    """A capture that does something else too becomes one issue."""
    code = b"import posthog from 'posthog-js'\nshow(posthog.capture('cart_opened'))\n"
    commit(shop, {"src/a.ts": code})
    outcomes = [await proposed(place, EVENT_REQUEST) for _ in range(2)]
    assert [each.blocked_by for each in outcomes] == [BlockedBy.NOT_PROVABLE] * 2
    (record,) = place.capture.read().records
    assert record.payload["title"] == "Remove dead event cart_opened by hand"
    assert "`groundskeeper clean . --event=cart_opened`" in record.payload["body"]

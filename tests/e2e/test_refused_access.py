"""Rights that are missing: what may not be done is said by name, and nothing is left half-made."""

import pytest

from demo.emulators.credentials import FULL_NAME, GITHUB_TOKEN, READ_ONLY_TOKEN
from demo.emulators.faults import Fault
from demo.posthog.keys import READ_SCOPES
from scans.model import ScanReport
from tests.e2e.sights import Sights, assert_everything_once, digest_text
from tests.e2e.stage import Stage

pytestmark = [
    pytest.mark.requires_server,
    pytest.mark.timeout(180),
    pytest.mark.xdist_group("e2e-access"),
]

NARROW_KEY = "phx_demo_narrow"


def test_a_token_that_may_not_write_leaves_nothing_half_made(stage: Stage, sights: Sights) -> None:
    """Each Cleanup fails once, with GitHub's refusal; given the right, the next scan acts."""
    for path in ("git/trees", "git/commits", "git/refs", "pulls"):
        forbidden = {"method": "POST", "path": f"/repos/{FULL_NAME}/{path}", "status": 403}
        stage.emulators.order(
            Fault.model_validate({"service": "github", "kind": "status", "times": 99, **forbidden})
        )
    stage.start()
    report = stage.result(stage.trigger("stale_flags"), ScanReport)
    failures = [stage.failure(each) for each in report.cleanups if "basket" not in each]
    assert len(failures) == 6
    for failure in failures:
        assert failure.startswith("ScopeMissing: GitHub forbids commit to groundskeeper/")
        assert "give the key or token the scope" in failure
        assert GITHUB_TOKEN not in failure
    assert sights.branches() == {}
    assert sights.pull_requests() == {}
    assert sights.writes() == {f"github /repos/{FULL_NAME}/git/trees": 6}, "a refusal is final"

    stage.emulators.forget_faults()
    stage.scan()
    stage.digest()
    assert_everything_once(sights)


def test_a_token_without_any_right_reads_nothing_and_opens_nothing(
    stage: Stage, sights: Sights
) -> None:
    """A repository that may not be read fails the scan by name, and people are told so."""
    stage.start(environment={"GROUNDSKEEPER_GITHUB_TOKEN": READ_ONLY_TOKEN})
    failure = stage.failure(stage.trigger("stale_flags"))
    assert "git did not accept the credentials" in failure
    assert FULL_NAME in failure
    assert READ_ONLY_TOKEN not in failure
    stage.digest()
    (message,) = sights.messages()
    said = digest_text(message)
    assert "git did not accept the credentials" in said
    assert READ_ONLY_TOKEN not in said
    assert "Nothing to tidy" not in said
    assert sights.writes() == {"slack /api/chat.postMessage": 1}


def test_a_key_without_query_read_is_blind_and_says_so(stage: Stage, sights: Sights) -> None:
    """Without usage nothing counts as safe: no pull request, and the digest names the scope."""
    scopes = sorted(READ_SCOPES - {"query:read"})
    stage.posthog("keys", {"key": NARROW_KEY, "scopes": scopes})
    stage.start(environment={"GROUNDSKEEPER_POSTHOG_API_KEY": NARROW_KEY})
    report, _ = stage.scan()
    assert [blind.source for blind in report.result.blind] == ["flag_usage"]
    assert "query:read" in report.result.blind[0].reason
    assert report.cleanups == ()
    stage.digest()
    (message,) = sights.messages()
    said = digest_text(message)
    assert ":warning: Could not read `flag_usage`" in said
    assert "query:read" in said
    assert "Not everything could be read." in message["text"]
    assert NARROW_KEY not in str(message)
    assert sights.pull_requests() == {}
    assert sights.branches() == {}

"""A deploy that breaks something, from its webhook to the end of the incident."""

from datetime import UTC, datetime, timedelta

import pytest

from demo.emulators.faults import Fault
from scans.deploy_watch.report import DeployWatchReport
from scans.deploy_watch.verdicts import ALERTING
from tests.e2e.deploys import (
    BadDeploy,
    bad_deploy,
    incidents,
    quick,
    report,
    tell_by_webhook,
    thread,
    words,
)
from tests.e2e.stage import Stage, until

pytestmark = [pytest.mark.requires_server, pytest.mark.timeout(600)]

SOON = 240.0
"""For a replay of four weeks before the first alert, on a machine that does other things too."""


def _roll_back(bad: BadDeploy) -> DeployWatchReport:
    """Deploy what was live before, and return what came of that."""
    watch = bad.deploy(bad.before, datetime.now(UTC))
    found = report(bad.stage, watch)
    # As if it had been so for a while: a recovery takes longer than a test.
    bad.errors(ended=datetime.now(UTC) - timedelta(minutes=20))
    return found


def _assert_told_once(bad: BadDeploy, ended: DeployWatchReport) -> None:
    """Assert one message that names the right pull request, and a thread without repetitions."""
    assert (ended.ended, ended.told) == ("resolved", True)
    assert ended.verdict in ALERTING
    assert ended.incident is not None
    assert ended.incident.ranking is not None
    first = ended.incident.ranking.suspects[0]
    assert (first.number, first.author) == (bad.bad["number"], bad.bad["author"])
    (message,) = incidents(bad.stage)
    assert f"/pull/{bad.bad['number']}|" in words(message)
    keys = [each["metadata"]["event_payload"]["key"] for each in thread(bad.stage, message["ts"])]
    assert len(keys) == len(set(keys)) >= 3


@pytest.mark.xdist_group("e2e-deploy")
def test_a_bad_deploy_is_told_once_and_resolved_after_its_rollback(stage: Stage) -> None:
    """One message, which names the right pull request and lives until the errors are over."""
    bad = bad_deploy(stage)
    stage.start(alerts=True, edit=quick)
    tell_by_webhook(stage)
    watch = bad.deploy(bad.after, bad.at)
    until(lambda: incidents(stage) or None, "people are told", SOON)
    rollback = _roll_back(bad)
    assert (rollback.ended, rollback.rollback_of, rollback.looks) == ("rollback", bad.after, 0)
    _assert_told_once(bad, report(stage, watch, SOON))
    assert stage.emulators.failures() == []


def _hold_message(stage: Stage, kind: str) -> None:
    fault = {"service": "slack", "path": "/api/chat.postMessage", "kind": kind}
    stage.emulators.order(Fault.model_validate(fault))


@pytest.mark.xdist_group("e2e-deploy")
def test_worker_and_server_may_end_at_any_time_and_one_message_remains(stage: Stage) -> None:
    """Killed before the message, after it while nobody had the answer, and in its life."""
    bad = bad_deploy(stage)
    _hold_message(stage, "hold_before")
    stage.start(alerts=True, edit=quick)
    tell_by_webhook(stage)
    watch = bad.deploy(bad.after, bad.at)
    until(lambda: stage.emulators.holds() or None, "a message is on its way", SOON)
    stage.kill()
    until(lambda: None if stage.emulators.holds() else True, "nothing is held")
    assert incidents(stage) == []
    _hold_message(stage, "hold_after")
    stage.start(alerts=True, edit=quick)
    until(lambda: stage.emulators.holds() or None, "a message is there", SOON)
    stage.kill()
    (message,) = incidents(stage)
    stage.start(alerts=True, edit=quick)
    until(lambda: thread(stage, message["ts"]) or None, "the detail is in its thread", SOON)
    stage.kill()
    stage.start(alerts=True, edit=quick)
    assert _roll_back(bad).ended == "rollback"
    _assert_told_once(bad, report(stage, watch, SOON))

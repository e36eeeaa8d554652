"""Ended in the middle of anything, worker and server alike, the course still happens once."""

from collections.abc import Callable

import pytest

from demo.emulators.credentials import FULL_NAME
from demo.emulators.faults import Fault
from scans.model import DigestReport
from tests.e2e.sights import Sights, assert_everything_once
from tests.e2e.stage import Stage, until

pytestmark = [pytest.mark.requires_server, pytest.mark.timeout(300)]

API = f"/repos/{FULL_NAME}"


def _hold(kind: str, path: str) -> Fault:
    return Fault.model_validate({"service": "github", "method": "POST", "path": path, "kind": kind})


def _slow_posthog(stage: Stage) -> None:
    route = "/api/projects/1/feature_flags/*"
    stage.posthog("faults", {"route": route, "kind": "slow", "seconds": 3})


def _reading_posthog(stage: Stage) -> None:
    until(lambda: None if stage.posthog_faults() else True, "PostHog was asked")


def _order(fault: Fault) -> Callable[[Stage], None]:
    return lambda stage: stage.emulators.order(fault)


def _held(stage: Stage) -> None:
    stage.emulators.wait_for_hold()


Point = tuple[Callable[[Stage], None], Callable[[Stage], None]]
"""What is ordered beforehand, and how to know that the point is reached."""

POINTS: dict[str, Point] = {
    "PostHog is being read": (_slow_posthog, _reading_posthog),
    "the repository is being fetched": (
        _order(Fault(service="git", path="*/git-upload-pack", kind="hold_before")),
        _held,
    ),
    "no branch yet": (_order(_hold("hold_before", f"{API}/git/refs")), _held),
    "a branch is there, nobody was told": (
        _order(_hold("hold_after", f"{API}/git/refs")),
        _held,
    ),
    "a pull request is there, nobody was told": (
        _order(_hold("hold_after", f"{API}/pulls")),
        _held,
    ),
    "no label yet": (_order(_hold("hold_before", f"{API}/issues/*/labels")), _held),
    "labels are there, nobody was told": (
        _order(_hold("hold_after", f"{API}/issues/*/labels")),
        _held,
    ),
}

RUNS = [
    ("PostHog is being read", "no branch yet"),
    ("the repository is being fetched", "a branch is there, nobody was told"),
    (
        "a pull request is there, nobody was told",
        "no label yet",
        "labels are there, nobody was told",
    ),
]


@pytest.mark.parametrize(
    "points",
    [
        pytest.param(run, id=", ".join(run), marks=pytest.mark.xdist_group(f"e2e-crash-{number}"))
        for number, run in enumerate(RUNS)
    ],
)
def test_a_scan_survives_the_end_of_everything(
    points: tuple[str, ...], stage: Stage, sights: Sights
) -> None:
    """Killed with its server at each of these points, the scan ends as if nothing had happened."""
    stage.start()
    before = [POINTS[name][0] for name in points]
    before[0](stage)
    scan = stage.request_scan()
    for number, name in enumerate(points):
        POINTS[name][1](stage)
        stage.kill()
        _let_go_of_git(stage)
        for order in before[number + 1 : number + 2]:
            order(stage)
        stage.start()
    stage.finish(scan)
    stage.digest()
    assert_everything_once(sights)


def _let_go_of_git(stage: Stage) -> None:
    """A fetch outlives its worker; with its request still held, it would be taken for the next."""
    if any(hold["service"] == "git" for hold in stage.emulators.holds()):
        stage.emulators.release()
    until(lambda: None if stage.emulators.holds() else True, "nothing is held")


def _hold_message(stage: Stage, kind: str) -> None:
    message = {"service": "slack", "path": "/api/chat.postMessage", "kind": kind}
    stage.emulators.order(Fault.model_validate(message))


@pytest.mark.xdist_group("e2e-crash-digest")
def test_a_digest_survives_the_end_of_everything(stage: Stage, sights: Sights) -> None:
    """A message that was not sent yet is sent, one whose answer nobody saw is found again."""
    stage.start()
    stage.scan()
    _hold_message(stage, "hold_before")
    digest = stage.trigger("digest")
    _held(stage)
    stage.kill()
    until(lambda: None if stage.emulators.holds() else True, "nothing is held")
    assert sights.messages() == []
    _hold_message(stage, "hold_after")
    stage.start()
    _held(stage)
    stage.kill()
    (sent,) = sights.messages()
    stage.start()
    assert stage.result(digest, DigestReport).ts == sent["ts"]
    assert_everything_once(sights)


@pytest.mark.xdist_group("e2e-crash-temporal")
def test_the_temporal_server_alone_may_end(stage: Stage, sights: Sights) -> None:
    """The supervisor starts it again; what ended meanwhile is looked for before it is repeated."""
    stage.start()
    worker = stage.worker.pid
    stage.emulators.order(_hold("hold_before", f"{API}/pulls"))
    scan = stage.request_scan()
    stage.emulators.wait_for_hold()
    stage.kill_temporal()
    stage.emulators.release()
    stage.finish(scan)
    stage.digest()
    assert (stage.worker.pid, stage.worker.exit_code) == (worker, None)
    assert_everything_once(sights)

"""Looks at a deploy that a server played, over a connection: what is seen, asked, and refused."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from activities import error_evidence
from activities.watch_payloads import BeginWatch, DescribeIssues, LookAtDeploy, WatchBegun
from activities.wiring import Project
from clients.errors import ClientError, RateLimited, ServerFailed
from clients.posthog import Patience, PostHog
from demo.posthog.keys import READ_KEY
from demo.posthog.running import serving
from demo.posthog.server import create_app
from demo.posthog.story import Story
from scans.dead_events.settings import DeadEventSettings
from scans.deploy_watch.looks import Baseline, Look, WatchState
from scans.deploy_watch.observations import TOTAL
from scans.deploy_watch.settings import DeployWatchSettings, Funnel
from scans.deploy_watch.verdicts import Verdict
from scans.event_health.settings import EventHealthSettings
from scans.model.code import Deploy
from scans.stale_flags import StaleFlagSettings

pytestmark = pytest.mark.requires_server

NOW = datetime(2026, 11, 20, 9, 1, 5, tzinfo=UTC)
T0 = NOW - timedelta(minutes=41)
SHA = "3f9c2ab51d7e4c0f9b8a6d2e1c3f5a7b9d0e2f41"
DEPLOY = Deploy(repository="hazelnut/shop", at=T0, sha=SHA, environment="production", source="ci")
NO_WAIT = Patience(
    attempts=2, unannounced_seconds=0, concurrency_seconds=(0, 0), trouble_seconds=0, poll_seconds=0
)
FUNNELS = (Funnel(name="checkout", steps=("checkout_started", "order_completed")),)


class Server:
    """One project of a server, its clock stopped at `NOW`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._door = httpx.Client(base_url=f"{url}/_control", trust_env=False, timeout=60)

    def plays(self, kind: str, **order: Any) -> None:
        """Play a deploy of this kind at `T0`, after eight days of traffic."""
        size = {"history_days": 8, "sessions_per_hour": 150, "errors_per_hour": 25}
        body = {"kind": kind, "began": T0.isoformat(), **size, **order}
        self.tell("/incident/", body)

    def tell(self, place: str, body: Any) -> None:
        """Send an order to the control door."""
        self._door.post(place, json=body).raise_for_status()

    def goes_wrong(self, kind: str, **more: Any) -> None:
        """Let every query go wrong until the faults are cleared."""
        fault = {"route": "/api/projects/1/query/", "kind": kind, "times": None, **more}
        self.tell("/faults/", fault)

    def queries(self) -> int:
        """Return how many queries were sent since this was last asked."""
        seen = self._door.get("/gauges/").raise_for_status().json()
        self._door.delete("/requests/").raise_for_status()
        assert seen["queries_at_once"] <= 2
        return seen["queries"]

    def clear(self) -> None:
        """Forget faults and counts."""
        self._door.delete("/faults/").raise_for_status()
        self._door.delete("/requests/").raise_for_status()

    def project(self, **rules: Any) -> Project:
        """Return the project as activities have it."""
        key = SecretStr(READ_KEY)
        return Project(
            name="shop",
            open_posthog=lambda: PostHog(self.url, 1, key, patience=NO_WAIT),
            stale_flags=StaleFlagSettings(),
            dead_events=DeadEventSettings(),
            event_health=EventHealthSettings(),
            repositories=("hazelnut/shop",),
            deploy_watch=DeployWatchSettings(**rules),
        )


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    """Start one server for all tests."""
    with serving(create_app(lambda: Story(NOW), with_control=True)) as url:
        yield Server(url)


@pytest.fixture
def server(running: Server) -> Iterator[Server]:
    """Return the server without faults."""
    running.clear()
    yield running
    running.clear()


@pytest.fixture(scope="module")
def broken(running: Server) -> Callable[[], Baseline]:
    """Let a deploy break the shop; return what was normal before, learnt once."""
    running.clear()
    learnt: list[Baseline] = []

    def begun() -> Baseline:
        if not learnt:
            running.plays("bad_deploy", commit=SHA, funnel=True)
            learnt.append(normal(begin(running.project(funnels=FUNNELS))))
        running.queries()
        return learnt[0]

    return begun


def begin(project: Project) -> WatchBegun:
    """Learn what is normal."""
    order = BeginWatch(project="shop", deploy=DEPLOY)
    return asyncio.run(error_evidence.begin(project, order))


def normal(begun: WatchBegun) -> Baseline:
    """Return what is normal, which is known."""
    assert begun.baseline is not None, begun.why_not
    return begun.baseline


def order_of(
    baseline: Baseline, *, at: datetime = NOW, state: WatchState | None = None, **more: Any
) -> LookAtDeploy:
    """Return the order for one look."""
    return LookAtDeploy(
        project="shop",
        deploy=DEPLOY,
        baseline=baseline,
        state=state or WatchState(),
        at=at,
        **more,
    )


def look(project: Project, order: LookAtDeploy, *, late: timedelta = timedelta()) -> Look:
    """Look once, so long after the clock of the watch."""
    return asyncio.run(error_evidence.look_at(project, order, order.at + late))


def test_a_deploy_that_broke_something_alerts_at_the_second_look(
    server: Server, broken: Callable[[], Baseline]
) -> None:
    """Two looks in a row, each of at most three queries, two at once, funnels among them."""
    baseline = broken()
    project = server.project(funnels=FUNNELS)
    assert baseline.hours >= 7 * 24
    assert [each.series.series for each in baseline.funnels] == ["funnel:checkout"]
    first = look(project, order_of(baseline, at=NOW - timedelta(minutes=3)))
    assert server.queries() == 3
    second = look(project, order_of(baseline, state=first.state))
    assert server.queries() <= 3
    assert (first.minute, second.minute) == (37, 40)
    assert second.alarm is not None
    assert second.verdict in (Verdict.REGRESSION, Verdict.NEW_ISSUE)
    assert not second.refused


def test_a_watch_begins_with_six_queries(server: Server, broken: Callable[[], Baseline]) -> None:
    """Errors, sessions, their releases, issues, older issues, funnels: one query each."""
    broken()
    begin(server.project(funnels=FUNNELS))
    assert server.queries() == 6


def test_the_error_is_described_with_its_stack_its_link_and_its_weight(
    server: Server, broken: Callable[[], Baseline]
) -> None:
    """The crash first, in the file that the bad merge touched, on the release of the deploy."""
    baseline, project = broken(), server.project()
    first = look(project, order_of(baseline, at=NOW - timedelta(minutes=3)))
    seen = look(project, order_of(baseline, state=first.state))
    server.queries()
    order = DescribeIssues(project="shop", deploy=DEPLOY, look=seen, counting=baseline.counting)
    described = asyncio.run(error_evidence.describe(project, order))
    facts = described.issues[0]
    assert facts.frames[0].file
    assert facts.frames[0].in_app
    assert facts.release == SHA
    assert facts.url == f"{server.url}/project/1/error_tracking/{facts.issue}"
    assert facts.type
    assert len(facts.message) <= 200
    assert sum(each.weight for each in described.issues) == pytest.approx(1)
    assert described.blind == ()
    assert server.queries() <= 6


def test_a_rise_in_no_issue_is_described_by_those_that_grew(
    server: Server, broken: Callable[[], Baseline]
) -> None:
    """Where only the total stands out, people still want to see an error."""
    baseline, project = broken(), server.project()
    seen = look(project, order_of(baseline)).model_copy(update={"in_evidence": (), "alarm": None})
    order = DescribeIssues(project="shop", deploy=DEPLOY, look=seen, counting=baseline.counting)
    described = asyncio.run(error_evidence.describe(project, order))
    assert described.issues[0].issue.endswith("bad1")
    assert TOTAL not in {each.issue for each in described.issues}


@pytest.mark.parametrize(
    ("kind", "more", "reason"),
    [
        ("429", {"seconds": 1804}, "slow down"),
        ("missing_scope", {}, "query:read"),
        ("truncate", {"rows": 3}, "cut off"),
        ("no_rows", {}, "no session"),
    ],
)
def test_what_will_not_be_answered_before_the_next_look_is_refused_at_once(
    server: Server, broken: Callable[[], Baseline], kind: str, more: dict[str, Any], reason: str
) -> None:
    """A look that could not read is refused with its reason, and is never taken for quiet."""
    baseline = broken()
    server.goes_wrong(kind, **more)
    seen = look(server.project(), order_of(baseline))
    assert reason in seen.refused
    assert seen.verdict is not Verdict.CLEAR
    assert seen.state.last_refused


@pytest.mark.parametrize(
    ("kind", "more", "error"),
    [
        ("status", {"status": 500}, ServerFailed),
        ("429", {"seconds": 60}, RateLimited),
        ("garbage", {}, ClientError),
    ],
)
def test_what_may_pass_is_tried_again_until_the_next_look_is_due(
    server: Server,
    broken: Callable[[], Baseline],
    kind: str,
    more: dict[str, Any],
    error: type[ClientError],
) -> None:
    """Temporal tries again as long as nobody has looked since; after that the look is refused."""
    baseline = broken()
    server.goes_wrong(kind, **more)
    hurried, key = Patience(attempts=1, max_total_seconds=1), SecretStr(READ_KEY)
    project = replace(
        server.project(), open_posthog=lambda: PostHog(server.url, 1, key, patience=hurried)
    )
    with pytest.raises(error):
        look(project, order_of(baseline), late=timedelta(minutes=1))
    seen = look(project, order_of(baseline), late=timedelta(minutes=3))
    assert seen.refused
    assert seen.state.refused == 1


def test_an_answer_that_does_not_come_ends_the_look(
    server: Server, broken: Callable[[], Baseline], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A look ends before Temporal gives it up, so that it can say why it saw nothing."""
    baseline = broken()
    monkeypatch.setattr(error_evidence, "ANSWER_SECONDS", 0.05)
    server.goes_wrong("slow", seconds=2, times=2)
    seen = look(server.project(), order_of(baseline), late=timedelta(minutes=5))
    assert "no answer" in seen.refused


def test_a_funnel_is_not_judged_where_its_sessions_could_not_be_read(
    server: Server, broken: Callable[[], Baseline]
) -> None:
    """A blind look knows nothing of funnels either."""
    baseline = broken()
    server.goes_wrong("missing_scope")
    seen = look(server.project(funnels=FUNNELS), order_of(baseline))
    assert seen.refused
    assert seen.alarm is None


def test_errors_that_cannot_be_described_are_told_without(
    server: Server, broken: Callable[[], Baseline]
) -> None:
    """An alert waits for nothing that it can do without, and says what is missing."""
    baseline = broken()
    seen = look(server.project(), order_of(baseline))
    server.goes_wrong("status", status=500)
    order = DescribeIssues(project="shop", deploy=DEPLOY, look=seen)
    described = asyncio.run(error_evidence.describe(server.project(), order))
    assert described.issues == ()
    assert any("PostHog" in line for line in described.blind)


def test_an_empty_project_has_nothing_to_compare_with() -> None:
    """What is normal is then not known, and the reason is said."""
    with serving(create_app(lambda: Story(NOW), with_control=True)) as url:
        begun = begin(Server(url).project())
    assert begun.baseline is None
    assert "session" in begun.why_not

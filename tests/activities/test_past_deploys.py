"""The project's own past, read from PostHog and watched where nothing was deployed."""

from collections.abc import AsyncGenerator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import numpy as np
import pytest
from pydantic import SecretStr

from activities import past_deploys
from activities.past_deploys import PastReplayed, replay_past
from clients.errors import AnswerUnusable, ScopeMissing
from clients.posthog import PostHog
from clients.posthog.pages import Rows
from demo.posthog.events import Event
from demo.posthog.keys import READ_KEY
from demo.posthog.linked_objects import annotation
from demo.posthog.running import serving
from demo.posthog.server import create_app
from demo.posthog.story import Story
from scans.deploy_watch.replay.placebo import SLOT, Slot
from scans.deploy_watch.settings import DeployWatchSettings
from scans.deploy_watch.verdicts import Verdict
from scans.model import Json

NOW = datetime(2026, 11, 20, 9, 45, tzinfo=UTC)
END = NOW.replace(minute=0)
SETTINGS = DeployWatchSettings()
OUTAGE, BIRTH, DEPLOY = (END - number * SLOT for number in (30, 50, 10))
KNOWN, FRESH = (f"0192d000-0000-7000-8000-00000000e00{number}" for number in (1, 2))


class Telling:
    """Makes up what happened, in an order that a seed decides."""

    def __init__(self) -> None:
        self.rng = np.random.default_rng(1)
        self.events: list[Event] = []

    def add(self, name: str, begin: datetime, hours: float, per_hour: float, **more: str) -> None:
        """Add events of somebody else each."""
        for after in self.rng.uniform(0, hours, self.rng.poisson(hours * per_hour)).tolist():
            number = len(self.events)
            uuid = f"00000000-0000-4000-8000-{number:012x}"
            properties = {f"${key}": value for key, value in more.items()}
            properties["$session_id"] = f"s{number}"
            at = begin + timedelta(hours=after)
            self.events.append(Event(uuid, name, f"p{number}", at, properties))


def story() -> Story:
    """Return fifteen days of a shop: an outage in one slot, a new error in another, one deploy."""
    told, week = Telling(), timedelta(days=7)
    told.add("$pageview", END - 2 * week - timedelta(hours=12), 7.5 * 24, 30)
    told.add("$pageview", END - week, 7 * 24 + 0.5, 90)
    told.add(
        "$exception", END - 2 * week - timedelta(hours=12), 7.5 * 24, 2, exception_issue_id=KNOWN
    )
    told.add("$exception", END - week, 7 * 24 + 0.5, 6, exception_issue_id=KNOWN)
    told.add("$exception", OUTAGE, 1.5, 90, exception_issue_id=KNOWN)
    told.add("$exception", BIRTH, 1.5, 40, exception_issue_id=FRESH)
    mark = annotation(1, "deploy 3f9c2ab51d7e production", DEPLOY + timedelta(minutes=30))
    return Story(NOW, annotations=[mark], events=told.events)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Return the address of a PostHog that has the story."""
    with serving(create_app(story)) as address:
        yield address


@pytest.mark.requires_server
async def test_the_past_is_watched_slot_by_slot(address: str) -> None:
    """Two false alarms where they were; the slot of the deploy is not asked; quiet ones are."""
    told = await replay_past(
        lambda: PostHog(address, 1, SecretStr(READ_KEY)), SETTINGS, "shop", NOW, 7
    )
    own, doubled, fourfold = told.placebos
    assert {slot.at for slot in own.alarms} == {OUTAGE, BIRTH}
    assert DEPLOY not in {slot.at for slot in own.slots}
    report = told.report
    assert (report.project, report.as_of) == ("shop", END)
    assert (report.slots, report.alarms, report.refused) == (83, 2, 0)
    assert report.alarms_doubled == len(doubled.alarms)
    assert report.alarms_fourfold == len(fourfold.alarms)
    assert report.blind == ""
    assert report.tau_scale is None


class Scripted:
    """A PostHog of a project that is always the same, with answers that hold so many minutes."""

    def __init__(self, *, most: timedelta = timedelta(days=400), sessions: int = 2) -> None:
        self.most, self.sessions = most, sessions
        self.stretches: list[tuple[datetime, datetime]] = []
        self.opened = 0
        self.may_read_annotations = True

    def open(self) -> AbstractAsyncContextManager[PostHog]:
        """Open it; each time has a budget of its own."""

        @asynccontextmanager
        async def opened() -> AsyncGenerator[PostHog]:
            self.opened += 1
            yield cast("PostHog", self)

        return opened()

    async def annotations(self) -> Rows:
        """Return none, or say that the key may not read them."""
        if not self.may_read_annotations:
            raise ScopeMissing("PostHog", "GET annotations", "it lacks annotation:read")
        return Rows([])

    async def query(self, sql: str, values: Json, name: str, limit: int) -> list[Json]:
        """Answer by the name in the query log."""
        since, until = (datetime.fromtimestamp(values[end], UTC) for end in ("since", "until"))
        if name == "errors by person":
            self.stretches.append((since, until))
            if until - since > self.most:
                raise AnswerUnusable("PostHog", name, "cut off: more than 49999 rows")
            return []
        if name == "sessions by minute":
            minutes = range(int((until - since).total_seconds()) // 60)
            row: Json = {"place": 0, "release": "", "entered": self.sessions}
            return [{**row, "minute": at} for at in minutes]
        hours = range(int((until - since).total_seconds()) // 3600)
        rows = {
            "errors by hour": {"event_people": 4, "person_people": 4} | dict.fromkeys(_OTHERS, 0),
            "sessions by hour": {"sessions": 60 * self.sessions, "events": 120}
            | dict.fromkeys(("with_release_id", "with_version"), 0),
        }.get(name)
        return [{"hours_back": hour} | rows for hour in hours] if rows else []


_OTHERS = ("session_people", "place_people", "of_nobody", "in_sessions", "at_places", "with_issue")


async def replayed(scripted: Scripted, days: int = 7) -> PastReplayed:
    """Return what comes of a scripted past."""
    return await replay_past(scripted.open, SETTINGS, "shop", NOW, days)


@pytest.fixture(autouse=True)
def judged_quiet(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Judge nothing where only the reading matters: the rule is told apart elsewhere."""

    async def quiet(*args: Any) -> list[tuple[Slot, ...]]:
        return [(Slot(at=at, verdict=Verdict.CLEAR),) * 3 for at in args[3]]

    if "address" not in request.fixturenames:
        monkeypatch.setattr(past_deploys, "apart", quiet)


async def test_a_quiet_project_is_read_in_few_stretches() -> None:
    """A week at once holds all slots and what comes before the first; each has its own budget."""
    scripted = Scripted()
    told = await replayed(scripted, 28)
    assert told.report.slots == 336
    assert told.report.tau_scale == 1.0
    assert len(scripted.stretches) == 4
    assert scripted.opened == 2 + 4
    assert all(until - since <= timedelta(days=7, hours=3) for since, until in scripted.stretches)
    begin = END - timedelta(days=28)
    assert scripted.stretches[0][0] == begin - timedelta(hours=3)
    assert scripted.stretches[-1][1] == END


async def test_a_stretch_that_is_cut_off_is_halved() -> None:
    """Until an answer holds it; every slot is still replayed once."""
    scripted = Scripted(most=timedelta(days=2))
    told = await replayed(scripted)
    at = [slot.at for slot in told.placebos[0].slots]
    assert at == sorted(set(at))
    assert len(at) == 84
    assert told.report.refused == 0
    assert any(until - since > scripted.most for since, until in scripted.stretches)


async def test_two_hours_that_no_answer_holds_are_refused() -> None:
    """Half of the rows would look like fewer errors, so nothing is concluded."""
    told = await replayed(Scripted(most=timedelta(hours=4)))
    assert told.report.refused == told.report.slots == 84
    assert "could be judged" in told.report.blind
    assert told.report.tau_scale is None


async def test_other_trouble_is_not_taken_for_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    """What PostHog refuses is told to whoever can do something about it."""
    scripted = Scripted()

    async def refused(*_: object) -> Any:
        raise AnswerUnusable("PostHog", "query", "an answer without `columns` and `results`")

    monkeypatch.setattr(past_deploys.error_counts, "minutes", refused)
    with pytest.raises(AnswerUnusable):
        await replayed(scripted)


async def test_without_any_session_nothing_is_replayed() -> None:
    """The reason is the report."""
    told = await replayed(Scripted(sessions=0))
    assert "session" in told.report.blind
    assert told.report.slots == 0
    assert told.placebos == ()


async def test_unread_annotations_are_said_and_hide_no_slot() -> None:
    """A slot may then hold a deploy, which can only make the rule look louder than it is."""
    scripted = Scripted()
    scripted.may_read_annotations = False
    told = await replayed(scripted)
    assert told.report.slots == 84
    assert any("may hold a deploy" in note for note in told.notes)


async def test_deploys_that_are_known_otherwise_are_left_out() -> None:
    """GitHub may know what annotations do not."""
    deploys = [END - timedelta(hours=hours) for hours in (1, 30)]
    told = await replay_past(Scripted().open, SETTINGS, "shop", NOW, 7, deploys=deploys)
    assert told.report.slots == 82


async def test_it_says_what_it_is_doing() -> None:
    """A replay takes minutes, and somebody waits."""
    phases: list[str] = []
    await replay_past(Scripted().open, SETTINGS, "shop", NOW, 7, heartbeat=phases.append)
    assert phases == [
        "learning how this project counts",
        "reading hours",
        "replaying 13 Nov",
    ]

"""What was normal before a deploy, counted by PostHog's texts over events that are known."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

import httpx
import pytest

from clients.errors import AnswerUnusable, RequestRefused, ServerFailed
from clients.posthog import PostHog, error_history
from clients.posthog.error_history import Learnt, Past
from clients.posthog.error_past import ISSUES as ISSUE_HOURS
from clients.posthog.error_ways import EXPOSURE, TOTAL, unit_of
from demo.posthog.events import Event
from scans.deploy_watch.counting import Counting
from scans.deploy_watch.settings import DeployWatchSettings, Funnel
from scans.model import Json

NOW = datetime(2026, 11, 20, 9, 30, 40, tzinfo=UTC)
T0 = NOW.replace(second=0)
ISSUES = [f"0192d000-0000-7000-8000-00000000e{number:03d}" for number in range(100)]
RULES = DeployWatchSettings()


class Project(Protocol):
    """A project of the test server."""

    queries: list[Json]

    def holds(self, events: Iterable[Event]) -> None:
        """Replace everything that happened in it."""
        ...

    def read(self, question: Callable[[PostHog], Awaitable[Any]]) -> Any:
        """Return what a client answers over HTTP."""
        ...


def event(name: str, who: str, minutes: float, **properties: Any) -> Event:
    """Something that happened so many minutes before T0."""
    at = T0 - timedelta(minutes=minutes)
    number = abs(hash((name, who, minutes, str(properties)))) % 2**48
    uuid = f"00000000-0000-4000-8000-{number:012x}"
    return Event(uuid, name, who, at, {f"${key}": value for key, value in properties.items()})


def view(who: str, minutes: float, **properties: Any) -> Event:
    """A page that somebody looked at."""
    return event("$pageview", who, minutes, session_id=f"s-{who}", **properties)


def failure(who: str, minutes: float, issue: str = ISSUES[0], **properties: Any) -> Event:
    """An error that somebody met."""
    return event("$exception", who, minutes, exception_issue_id=issue, **properties)


def steady(days: float, *, every: int = 60) -> list[Event]:
    """A view every so many minutes, each of somebody else."""
    return [view(f"v{at}", at + 0.5) for at in range(0, round(days * 24 * 60), every)]


def learn(project: Project, rules: DeployWatchSettings = RULES) -> Learnt:
    """Return what a watch learns of the project at T0."""
    return project.read(lambda posthog: error_history.learn(posthog.query, rules, NOW))


@pytest.mark.requires_server
class TestOverHttp:
    """With the server that answers as PostHog does."""

    def test_hours_are_counted_backwards_from_the_minute_of_the_deploy(
        self, counted_project: Project
    ) -> None:
        """People are distinct in an hour, sessions in a minute, and nothing after T0 counts."""
        counted_project.holds(
            [
                *steady(10),
                *(failure("ada", back) for back in (1, 2, 59.99, 60.01, 61)),
                failure("bob", 1),
                failure("bob", 3, ISSUES[1]),
                failure("eve", -0.2),
                view("ada", 1.5),
                view("ada", 1.6),
                view("ada", 4),
                view("zoe", -0.2),
            ]
        )
        learnt = learn(counted_project)
        history = learnt.history
        assert history is not None
        assert len(history.sessions) == 10 * 24
        assert list(history.users[-2:]) == [1, 2]
        assert sum(history.users) == 3
        assert list(history.sessions[-2:]) == [1, 3]
        assert {name: list(each[-2:]) for name, each in history.issues.items()} == {
            ISSUES[0]: [1, 2],
            ISSUES[1]: [0, 1],
        }
        assert len(counted_project.queries) == 5
        assert learnt.counting.unit == "person"
        assert learnt.counting.spares_bots

    def test_births_are_the_issues_that_nobody_had_met_in_ninety_days(
        self, counted_project: Project
    ) -> None:
        """A birth has the people of its first two hours; an older issue has none."""
        day = 24 * 60
        older = [failure("ada", 60 * day, ISSUES[1]), failure("ada", 3 * day, ISSUES[1])]
        born = [failure(f"p{n}", 5 * day + 60 * n, ISSUES[2]) for n in range(4)]
        counted_project.holds([*steady(28, every=180), *older, *born])
        history = learn(counted_project).history
        assert history is not None
        assert history.births == (2,)
        assert set(history.issues) == {ISSUES[1], ISSUES[2]}

    def test_bots_with_a_name_count_on_neither_side(self, counted_project: Project) -> None:
        """A crawler that finds broken links is no affected person, and no session either."""
        bot = {"raw_user_agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}
        crawl = [view("bot", at + 0.1, **bot) for at in range(30)]
        fails = [failure("bot", at + 0.1, **bot) for at in range(30)]
        counted_project.holds([*steady(8), *crawl, *fails, failure("ada", 5)])
        history = learn(counted_project).history
        assert history is not None
        assert (history.users[-1], history.sessions[-1]) == (1, 1)

    def test_without_the_exposure_event_every_session_counts_and_it_is_said(
        self, counted_project: Project
    ) -> None:
        """A project that captures no page views has sessions all the same."""
        opened = [event("opened", f"v{at}", at + 1, session_id=f"s{at}") for at in range(40)]
        counted_project.holds([*opened, failure("ada", 5)])
        learnt = learn(counted_project)
        assert learnt.history is not None
        assert sum(learnt.history.sessions) == 40
        assert learnt.counting.exposure == ""
        assert any("$pageview" in note for note in learnt.counting.notes)

    def test_without_any_session_nothing_is_known(self, counted_project: Project) -> None:
        """Errors alone cannot be told from traffic, and that is the reason given."""
        counted_project.holds([failure("ada", 5)])
        learnt = learn(counted_project)
        assert learnt.history is None
        assert "session" in learnt.why_not

    def test_errors_of_a_server_without_people_are_counted_by_place(
        self, counted_project: Project
    ) -> None:
        """An id that was made up for the event would look like a new person each time."""
        made_up = [
            failure(
                f"made-up-{at}",
                at + 1,
                process_person_profile=False,
                host="api",
                current_url=f"/orders/{at % 3}",
            )
            for at in range(50)
        ]
        counted_project.holds([*steady(8), *made_up])
        learnt = learn(counted_project)
        assert learnt.history is not None
        assert learnt.counting.unit == "place"
        assert learnt.history.users[-1] == 3
        assert not learnt.history.plain_events
        assert any("addresses" in note for note in learnt.counting.notes)

    def test_errors_without_anything_to_tell_them_apart_count_by_themselves(
        self, counted_project: Project
    ) -> None:
        """Plain events are allowed to stray more, and the history says so."""
        bare = [failure(f"x{at}", at + 1, process_person_profile=False) for at in range(50)]
        counted_project.holds([*steady(8), *bare])
        learnt = learn(counted_project)
        assert learnt.history is not None
        assert learnt.counting.unit == "event"
        assert learnt.history.users[-1] == 50
        assert learnt.history.plain_events

    @pytest.mark.parametrize(
        ("told", "rules", "expected"),
        [
            ({"release_id": "r1"}, RULES, "$release_id"),
            ({"app_version": "1.4.2"}, RULES, "$app_version"),
            (
                {"my_release": "r1"},
                DeployWatchSettings(release_property="$my_release"),
                "$my_release",
            ),
            ({}, RULES, ""),
        ],
    )
    def test_the_property_that_sessions_carry_their_release_in_is_found(
        self,
        counted_project: Project,
        told: dict[str, str],
        rules: DeployWatchSettings,
        expected: str,
    ) -> None:
        """Only one that nearly every session has is of any use."""
        counted_project.holds([view(f"v{at}", at + 1, **told) for at in range(30)])
        assert learn(counted_project, rules).counting.release_property == expected

    def test_funnels_are_counted_by_the_hour_in_which_they_were_entered(
        self, counted_project: Project
    ) -> None:
        """Steps in another order, too late or of another session are no conversion."""

        def step(name: str, who: str, minutes: float) -> Event:
            return event(name, who, minutes, session_id=f"s-{who}")

        counted_project.holds(
            [
                *steady(2),
                *(step("cart", who, 30) for who in ("ada", "bob", "eve", "joe")),
                *(step("paid", "ada", 25), step("paid", "bob", 31), step("paid", "eve", -5)),
                *(step("cart", "old", 100), step("paid", "old", 95)),
            ]
        )
        funnel = Funnel(name="buy", steps=("cart", "paid"), within_minutes=20)
        history = learn(counted_project, DeployWatchSettings(funnels=(funnel,))).history
        assert history is not None
        assert list(history.funnels["buy"].entered[-2:]) == [1, 4]
        assert list(history.funnels["buy"].converted[-2:]) == [1, 1]
        assert len(counted_project.queries) == 6

    def test_the_past_of_a_past_holds_nothing_of_its_future(self, counted_project: Project) -> None:
        """A slot of the replay knows what a deploy at its beginning would have known."""
        day = 24 * 60
        events = [failure(f"p{n}", 2 * day + n, ISSUES[n % 2]) for n in range(6)]
        counted_project.holds([*steady(40, every=240), *events])
        past: Past = counted_project.read(
            lambda posthog: error_history.past(posthog.query, Counting(), NOW, 40 * 24)
        )
        now, before = past.history(), past.history(before=3 * 24)
        assert len(now.sessions) == 28 * 24
        assert (sum(now.users), sum(before.users)) == (6, 0)
        assert (len(now.births), len(before.births)) == (2, 0)
        assert set(now.issues) == {ISSUES[0], ISSUES[1]}
        assert before.issues == {}


def hour(**counts: int) -> Json:
    """One hour of errors in every unit."""
    columns = ("person_people", "event_people", "of_nobody", "in_sessions", "at_places")
    return {"hours_back": 0, **dict.fromkeys(columns, 0), **counts}


def test_one_id_for_everybody_is_nobody() -> None:
    """Who reports all errors under one name has no people; a few busy hours prove nothing."""
    busy = hour(person_people=1, event_people=50, in_sessions=0, at_places=50)
    assert unit_of([busy] * 10) == "place"
    assert unit_of([busy] * 3) == "person"
    assert unit_of([hour(person_people=9, event_people=50, in_sessions=50)] * 10) == "person"
    assert unit_of([busy | {"in_sessions": 40}] * 10) == "session"
    assert unit_of([]) == "person"


class Answers:
    """Answers queries by name, and counts them; a number of rows may be too many."""

    def __init__(self, rows: dict[str, list[Json]], most_hours: int = 10_000) -> None:
        self.rows, self.most_hours = rows, most_hours
        self.asked: Counter[str] = Counter()

    async def __call__(self, text: str, values: Json, name: str, limit: int) -> list[Json]:
        """Answer rows of the window that the values bound."""
        self.asked[name] += 1
        if name == ISSUE_HOURS and "hours_back, issue" in text:
            hours = (values["until"] - values["since"]) // 3600
            if "issue IN" not in text and hours > self.most_hours:
                raise AnswerUnusable("PostHog", name, f"cut off: more than {limit} rows")
        if name == ISSUE_HOURS and "max(hours_back)" in text:
            return [{"issue": "new", "hours_back": 5, "people": 9}]
        if "before" not in values:
            return [{"events": 3, "with_release_id": 0, "with_version": 0}]
        first = (values["before"] + 1 - values["until"]) // 3600
        last = (values["before"] - values["since"]) // 3600
        return [row for row in self.rows.get(name, []) if first <= row["hours_back"] <= last]


def past(answers: Answers) -> Past:
    """Return four weeks of what answers so."""
    return asyncio.run(error_history.past(answers, Counting(), NOW, 28 * 24))


ROWS: dict[str, list[Json]] = {
    TOTAL: [hour(person_people=2, event_people=2)],
    EXPOSURE: [{"hours_back": back, "sessions": 3} for back in range(672)],
    ISSUE_HOURS: [
        {"hours_back": back, "issue": ISSUES[0], "people": 1} for back in (0, 200, 400, 671)
    ],
}


def test_more_issues_than_an_answer_holds_are_read_week_by_week() -> None:
    """The sum of the weeks is what one answer would have held."""
    whole, weeks = Answers(ROWS), Answers(ROWS, most_hours=168)
    assert past(whole) == past(weeks)
    assert (whole.asked[ISSUE_HOURS], weeks.asked[ISSUE_HOURS]) == (1, 5)


def test_a_past_that_takes_too_long_is_read_week_by_week() -> None:
    """A large project's four weeks may run out of time where one week does not."""
    told = ServerFailed("PostHog", "query", "Query execution time is too long")

    class Slow(Answers):
        async def __call__(self, text: str, values: Json, name: str, limit: int) -> list[Json]:
            if values["until"] - values["since"] > 7 * 86_400 and name in (TOTAL, EXPOSURE):
                raise told
            return await super().__call__(text, values, name, limit)

    assert past(Slow(ROWS)) == past(Answers(ROWS))
    told = ServerFailed("PostHog", "query", "A server error occurred.")
    with pytest.raises(ServerFailed):
        past(Slow(ROWS))


def test_of_more_issues_than_weeks_hold_the_busiest_have_a_series() -> None:
    """Of all others it is known when they were first met, and births are rather too large."""
    answers = Answers(ROWS, most_hours=24)
    found = past(answers)
    assert sum(found.issues[ISSUES[0]]) == 4
    assert found.births == {"new": (672 - 1 - 5, 9)}
    assert answers.asked[ISSUE_HOURS] == 4


@pytest.mark.parametrize(
    ("refusals", "issue_column", "bots"), [(1, True, False), (2, False, False)]
)
def test_an_older_server_is_asked_in_a_way_that_it_understands(
    refusals: int, issue_column: bool, bots: bool
) -> None:
    """What it cannot tell is said once: named bots, and which issues were merged."""
    left = [RequestRefused("PostHog", "query", "Unable to resolve field")] * refusals

    async def run(text: str, values: Json, name: str, limit: int) -> list[Json]:
        if left and name == TOTAL:
            raise left.pop()
        return await Answers(ROWS)(text, values, name, limit)

    counting = asyncio.run(error_history.learn(run, RULES, NOW)).counting
    assert (counting.issue_column, counting.spares_bots) == (issue_column, bots)
    assert len(counting.notes) == refusals


async def test_what_no_server_understands_is_refused(
    open_project: Callable[..., PostHog], envelope: Callable[[str], Json]
) -> None:
    """A refusal of every way is ours to hear of, not taken for a server that is only old."""
    posthog = open_project(httpx.Response(400, json=envelope("Unknown function")))
    with pytest.raises(RequestRefused):
        await error_history.learn(posthog.query, RULES, NOW)

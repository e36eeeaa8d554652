"""One look at a deploy over events that are known: who, when, on which release, and what is new."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha512
from typing import Any, Protocol

import httpx
import pytest

from clients.errors import AnswerUnusable, ClientError
from clients.posthog import PostHog, error_counts
from clients.posthog.error_counts import Minutes, Wanted
from clients.posthog.error_people import MOST_EVENTS, PARTS
from clients.posthog.error_people import NAME as PEOPLE
from demo.posthog.events import Event
from scans.deploy_watch.counting import Counting
from scans.deploy_watch.observations import NEW_RELEASE, OLD_RELEASE, UNKNOWN_RELEASE, Observed
from scans.deploy_watch.settings import Funnel
from scans.model import Json
from scans.model.code import Deploy

T0 = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
SHA = "3f9c2ab51d7e4c0f9b8a6d2e1c3f5a7b9d0e2f41"
OLD_SHA = "a0b1c2d3e4f5a0b1c2d3e4f5a0b1c2d3e4f5a0b1"
ISSUES = [f"0192d000-0000-7000-8000-00000000e{number:03d}" for number in range(9)]
LOOK = Wanted(Deploy(at=T0 + timedelta(seconds=20), sha=SHA, source="pipeline"), 10, Counting())


class Project(Protocol):
    """A project of the test server."""

    url: str
    queries: list[Json]

    def holds(self, events: Iterable[Event]) -> None:
        """Replace everything that happened in it."""
        ...

    def goes_wrong(self, kind: str, **more: Any) -> None:
        """Let the next query go wrong."""
        ...

    def read(self, question: Callable[[PostHog], Awaitable[Any]]) -> Any:
        """Return what a client answers over HTTP."""
        ...


def event(name: str, who: str, minute: float, **properties: Any) -> Event:
    """Something that happened so many minutes after T0."""
    number = abs(hash((name, who, minute, str(properties)))) % 2**48
    uuid = f"00000000-0000-4000-8000-{number:012x}"
    named = {f"${key}": value for key, value in properties.items()}
    return Event(uuid, name, who, T0 + timedelta(minutes=minute), named)


def view(who: str, minute: float, **properties: Any) -> Event:
    """A page that somebody looked at."""
    return event("$pageview", who, minute, session_id=f"s-{who}", **properties)


def failure(who: str, minute: float, issue: str = ISSUES[0], **properties: Any) -> Event:
    """An error that somebody met."""
    return event("$exception", who, minute, exception_issue_id=issue, **properties)


def look(project: Project, wanted: Wanted = LOOK) -> Observed:
    """Return what one look sees, over HTTP."""
    return project.read(lambda posthog: error_counts.look(posthog.query, wanted))


def rows(seen: Observed) -> Counter[tuple[str, int]]:
    """How many events each issue has by the minute."""
    found: Counter[tuple[str, int]] = Counter()
    for issue, minute, events in zip(
        seen.rows.issue, seen.rows.minute, seen.rows.events, strict=True
    ):
        found[issue, minute] += events
    return found


def stack(*files: str) -> list[Json]:
    """An error whose crash is in the last of the files."""
    frames = [{"filename": file, "in_app": not file.startswith("lib/")} for file in files]
    return [{"type": "TypeError", "value": "x", "stacktrace": {"type": "raw", "frames": frames}}]


@pytest.mark.requires_server
class TestOverHttp:
    """With the server that answers as PostHog does."""

    def test_a_look_sees_whole_minutes_from_before_the_deploy_on(
        self, counted_project: Project
    ) -> None:
        """People from an hour before T0 on, sessions from three; the minute under way is not in."""
        at = (-181, -180, -61, -60, -0.01, 0, 0.99, 9.99, 10)
        counted_project.holds(
            [*(failure("ada", minute) for minute in at), *(view("ada", minute) for minute in at)]
        )
        seen = look(counted_project)
        assert rows(seen) == {
            (ISSUES[0], -60): 1,
            (ISSUES[0], -1): 1,
            (ISSUES[0], 0): 2,
            (ISSUES[0], 9): 1,
        }
        assert seen.sessions == {-180: 1, -61: 1, -60: 1, -1: 1, 0: 1, 9: 1}
        assert (seen.blind, seen.on_new, list(seen.rows.release)) == ("", None, [])
        assert len(counted_project.queries) == 2
        assert all(each["refresh"] == "force_blocking" for each in counted_project.queries)

    def test_a_new_issue_comes_with_the_file_it_crashed_in(self, counted_project: Project) -> None:
        """One met before, one in the hour before T0, and one of few people are not asked about."""
        places = {"exception_list": stack("app/page.py", "app/cart.py", "lib/db.py")}
        counted_project.holds(
            [
                view("ada", 1),
                *(failure(f"p{n}", 1, ISSUES[1], **places) for n in range(3)),
                *(failure(f"p{n}", 2, ISSUES[2]) for n in range(3)),
                failure("ada", -60 * 24 * 80, ISSUES[2]),
                *(failure(f"p{n}", 3, ISSUES[3]) for n in range(3)),
                failure("ada", -30, ISSUES[3]),
                *(failure(f"p{n}", 4, ISSUES[4]) for n in range(2)),
                *(failure(f"p{n}", 5, ISSUES[5]) for n in range(3)),
            ]
        )
        seen = look(counted_project, replace(LOOK, known=frozenset({ISSUES[5]})))
        assert seen.born == {ISSUES[1]: "app/cart.py"}
        assert counted_project.queries[-1]["query"]["values"]["ids"] == [ISSUES[1], ISSUES[2]]
        assert len(counted_project.queries) == 3

    def test_a_merged_issue_counts_for_the_one_it_went_into(self, counted_project: Project) -> None:
        """Otherwise the old half would look as if it had ended and the new one as if born."""
        counted_project.holds(
            [view("ada", 1), failure("ada", 1, ISSUES[0]), failure("bob", 1, ISSUES[1])]
        )
        listed = {"replace": [{"id": issue} for issue in ISSUES[:2]]}
        merge = {"issue": ISSUES[1], "into": ISSUES[0]}
        for place, order in (("issues", listed), ("merge_issues", merge)):
            door = f"{counted_project.url}/_control/{place}/"
            httpx.post(door, json=order, trust_env=False).raise_for_status()
        assert rows(look(counted_project)) == {(ISSUES[0], 1): 2}

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ({"exception_release": {"version": OLD_SHA}}, {"exception_release": {"version": SHA}}),
            (
                {"exception_releases": {"aa": {"version": OLD_SHA[:10]}}},
                {"exception_releases": {"bb": {"version": f"web@{SHA[:10]}"}}},
            ),
            ({"release_id": OLD_SHA}, {"release_id": SHA[:8]}),
            ({"app_version": f"2.0+{OLD_SHA[:7]}"}, {"app_version": f"2.1+{SHA[:7]}"}),
        ],
        ids=["object", "map", "id", "version"],
    )
    def test_a_release_is_understood_in_every_form(
        self, counted_project: Project, old: Json, new: Json
    ) -> None:
        """Errors on the release that was there before are old, on the deploy's own new."""
        bare: Json = {"session_id": "x"}
        counted_project.holds(
            [
                view("ada", 1),
                failure("ada", -5, **old),
                failure("bob", 2, **old),
                failure("eve", 3, **new),
                failure("joe", 4, **bare),
            ]
        )
        assert list(look(counted_project).rows.release) == [
            OLD_RELEASE,
            OLD_RELEASE,
            NEW_RELEASE,
            UNKNOWN_RELEASE,
        ]

    def test_sessions_are_told_apart_by_the_release_that_they_carry(
        self, counted_project: Project
    ) -> None:
        """An id that errors tie to the deploy's version is the deploy's for sessions as well."""
        new, old = ({"release_id": "id-new"}, {"release_id": "id-old"})
        named: Json = {"release_id": "id-new", "exception_release": {"version": SHA}}
        counted_project.holds(
            [
                failure("ada", 2, **named),
                *(view(f"o{n}", -5, **old) for n in range(3)),
                *(view(f"o{n}", 2, **old) for n in range(2)),
                *(view(f"n{n}", 2, **new) for n in range(4)),
                view("later", 2, release_id="id-later"),
            ]
        )
        counting = Counting(release_property="$release_id")
        seen = look(counted_project, replace(LOOK, counting=counting))
        assert seen.sessions == {-5: 3, 2: 7}
        assert (seen.on_new, seen.on_old) == ({2: 4}, {-5: 3, 2: 2})

    def test_an_own_property_names_the_release_on_both_sides(
        self, counted_project: Project
    ) -> None:
        """Its name may hold whatever a customer gave it."""
        old, new = ({"it's {mine}": "1.4"}, {"it's {mine}": "1.5"})

        def tagged(one: Event, more: Json) -> Event:
            return replace(one, properties={**one.properties, **more})

        counted_project.holds(
            [
                tagged(view("ada", -3), old),
                tagged(view("bob", 3), new),
                tagged(failure("ada", -3), old),
                tagged(failure("bob", 3), new),
            ]
        )
        deploy = LOOK.deploy.model_copy(update={"release": "1.5", "sha": ""})
        own = "it's {mine}"
        counting = Counting(release_property=own)
        seen = look(counted_project, replace(LOOK, deploy=deploy, counting=counting, own=own))
        assert list(seen.rows.release) == [OLD_RELEASE, NEW_RELEASE]
        assert (seen.on_new, seen.on_old) == ({3: 1}, {-3: 1})

    def test_funnels_come_with_the_sessions_in_one_query(self, counted_project: Project) -> None:
        """Two funnels and a new issue are three queries, and no look asks more."""
        steps = ("cart", "it's {paid}")

        def step(name: str, who: str, minute: float) -> Event:
            return event(name, who, minute, session_id=f"s-{who}")

        counted_project.holds(
            [
                view("ada", 1),
                *(failure(f"p{n}", 1, ISSUES[1]) for n in range(3)),
                *(step("cart", who, 2) for who in ("ada", "bob")),
                step("it's {paid}", "ada", 4),
                step("cart", "old", -90),
            ]
        )
        funnels = (Funnel(name="buy", steps=steps), Funnel(name="back", steps=steps[::-1]))
        seen = look(counted_project, replace(LOOK, funnels=funnels))
        assert seen.sessions == {1: 1}
        assert seen.funnels["buy"].entered == {2: 2, -90: 1}
        assert seen.funnels["buy"].converted == {2: 1, -90: 0}
        assert seen.funnels["back"].entered == {4: 1}
        assert len(counted_project.queries) == 3

    @pytest.mark.parametrize(
        ("unit", "people"),
        [("person", 2), ("session", 1), ("place", 2), ("event", 4)],
    )
    def test_every_unit_counts_somebody_else(
        self, counted_project: Project, unit: Any, people: int
    ) -> None:
        """A person, a session, an address with its host, or each event by itself."""
        web: Json = {"session_id": "s", "host": "shop", "current_url": "/cart"}
        api: Json = {"process_person_profile": False, "host": "api", "current_url": "/v1"}
        counted_project.holds(
            [
                view("ada", 1),
                *(failure("ada", minute, **web) for minute in (1, 2)),
                *(failure(f"made-up-{minute}", minute, **api) for minute in (1, 2)),
            ]
        )
        seen = look(counted_project, replace(LOOK, counting=Counting(unit=unit)))
        assert len(set(seen.rows.person)) == people

    def test_of_more_people_than_an_answer_holds_some_are_counted(
        self, counted_project: Project
    ) -> None:
        """Sessions are taken for as many fewer, so that the ratio stays."""
        people = [f"p{number}" for number in range(80)]
        counted_project.holds(
            [*(failure(who, 1) for who in people), *(view(who, 1) for who in people)]
        )

        async def seen(posthog: PostHog) -> Observed:
            async def run(text: str, values: Json, name: str, limit: int) -> list[Json]:
                if name == PEOPLE and "parts" not in values:
                    raise AnswerUnusable("PostHog", name, f"cut off: more than {limit} rows")
                return await posthog.query(text, values, name, limit)

            return await error_counts.look(run, LOOK)

        found = counted_project.read(seen)
        assert found.sessions == {1: 80 // PARTS}
        assert 0 < len(set(found.rows.person)) < 40
        assert len(counted_project.queries) == 2

    def test_an_answer_that_is_cut_again_is_no_answer(self, counted_project: Project) -> None:
        """Half of the rows would look like half of the errors."""
        counted_project.holds([view("ada", 1), *(failure(f"p{n}", 1) for n in range(9))])
        counted_project.goes_wrong("truncate", rows=3, times=None)
        try:
            with pytest.raises(AnswerUnusable, match="cut off"):
                look(counted_project)
        finally:
            door = f"{counted_project.url}/_control/faults/"
            httpx.delete(door, trust_env=False).raise_for_status()

    def test_a_day_of_the_past_is_two_queries(self, counted_project: Project) -> None:
        """Minutes count from its beginning, and nothing outside of it is in."""
        counted_project.holds(
            [*(failure("ada", at) for at in (-1, 0, 30, 60)), view("ada", 0), view("ada", 59.5)]
        )
        stretch: Minutes = counted_project.read(
            lambda posthog: error_counts.minutes(
                posthog.query, Counting(), T0, T0 + timedelta(hours=1)
            )
        )
        assert list(stretch.rows.minute) == [0, 30]
        assert stretch.sessions == {0: 1, 59: 1}
        assert len(counted_project.queries) == 2

    def test_a_project_without_a_session_is_blind(self, counted_project: Project) -> None:
        """Nothing can be concluded from silence, least of all that all is well."""
        counted_project.holds([failure("ada", 1)])
        seen = look(counted_project)
        assert "session" in seen.blind
        assert not seen.rows.issue


def answering(people: Sequence[Json]) -> Callable[..., Awaitable[list[Json]]]:
    """Return a project with these rows of people and a session."""

    async def run(text: str, values: Json, name: str, limit: int) -> list[Json]:
        del text, values, limit
        if name == PEOPLE:
            return list(people)
        return [{"place": 0, "minute": 181, "release": "", "entered": 1, "converted": 0}]

    return run


@pytest.mark.parametrize(
    "row",
    [
        {"minute": 61, "issue": ISSUES[0], "who": "ada", "events": None},
        {"minute": 61, "issue": None, "who": "ada", "events": 1},
        {"minute": 61.5, "issue": ISSUES[0], "who": "ada", "events": 1},
        {"minute": 61, "issue": ISSUES[0], "events": 1},
    ],
)
def test_a_row_of_another_shape_is_no_row_of_zeros(row: Json) -> None:
    """What cannot be read is an error with its reason, never fewer errors."""
    with pytest.raises(ClientError):
        asyncio.run(error_counts.look(answering([row]), LOOK))


def test_events_that_count_as_people_are_bounded() -> None:
    """A server in a loop does not fill the memory of the worker."""
    row = {"minute": 61, "issue": ISSUES[0], "who": "", "events": MOST_EVENTS + 1}
    wanted = replace(LOOK, counting=Counting(unit="event"))
    with pytest.raises(AnswerUnusable, match="cut off"):
        asyncio.run(error_counts.look(answering([row]), wanted))


def test_of_a_release_that_errors_name_by_its_hash_sessions_are_known_too() -> None:
    """The hash of a release in the map of an error is one of its names."""
    hash_id = sha512(f"web{SHA}".encode()).hexdigest()
    rows: list[Json] = [
        {
            "minute": 62,
            "issue": ISSUES[0],
            "who": "ada",
            "events": 1,
            "releases": f'{{"{hash_id}": {{"version": "{SHA}"}}}}',
        }
    ]

    async def run(text: str, values: Json, name: str, limit: int) -> list[Json]:
        if name == PEOPLE:
            return await answering(rows)(text, values, name, limit)
        return [{"place": 0, "minute": 182, "release": hash_id, "entered": 7, "converted": 0}]

    seen = asyncio.run(error_counts.look(run, LOOK))
    assert seen.on_new == {2: 7}

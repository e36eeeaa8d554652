"""What else was changed around the onset of a rise: flags, experiments, remote configuration."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

import httpx
import pytest

from clients.posthog import PostHog, rivals
from clients.posthog.rivals import Around
from demo.posthog.events import Event
from demo.posthog.flag_items import complete
from demo.posthog.linked_objects import experiment
from scans.deploy_watch.counting import Counting
from scans.deploy_watch.rivals import Rival
from scans.model import Json

ONSET = datetime(2026, 11, 19, 12, tzinfo=UTC)
AROUND = Around(ONSET, ONSET + timedelta(hours=1), Counting())


class Project(Protocol):
    """A project of the test server."""

    url: str

    def holds(self, events: Iterable[Event]) -> None:
        """Replace everything that happened in it."""
        ...

    def goes_wrong(self, kind: str, **more: Any) -> None:
        """Let the next query go wrong."""
        ...

    def read(self, question: Callable[[PostHog], Awaitable[Any]]) -> Any:
        """Return what a client answers over HTTP."""
        ...


def at(minutes: float) -> datetime:
    """Return a time so many minutes after the onset."""
    return ONSET + timedelta(minutes=minutes)


def entry(number: int, minutes: float, activity: str, *changes: Json, flag: int = 7) -> Json:
    """One entry of the activity log."""
    return {
        "id": f"0192e000-0000-7000-8000-{number:012x}",
        "activity": activity,
        "scope": "FeatureFlag",
        "item_id": str(flag),
        "detail": {"name": f"flag-{flag}", "changes": list(changes), "type": None},
        "user": {"first_name": "Mara", "email": "mara@hazelnut.example"},
        "created_at": at(minutes).isoformat(),
    }


def changed(field: str, *, before: Any, after: Any) -> Json:
    """One change of a field."""
    return {
        "type": "FeatureFlag",
        "action": "changed",
        "field": field,
        "before": before,
        "after": after,
    }


SWITCHED_ON = changed("active", before=False, after=True)
SWITCHED_OFF = changed("active", before=True, after=False)


def rollout(share: float | None) -> Json:
    """Conditions that give a flag to so many percent."""
    return {"groups": [{"properties": [], "rollout_percentage": share}]}


def tell(project: Project, place: str, order: Json) -> None:
    """Send an order to the control door."""
    door = f"{project.url}/_control/{place}/"
    httpx.post(door, json=order, trust_env=False).raise_for_status()


def flags(project: Project, **remote: bool) -> None:
    """Let the project have flag 7, remote configuration or not."""
    tell(project, "flags", {"replace": [{"id": 7, "key": "flag-7", **remote}]})


def read(project: Project, around: Around = AROUND) -> tuple[tuple[Rival, ...], tuple[str, ...]]:
    """Return the rivals, and what could not be read."""
    return project.read(lambda posthog: rivals.read(posthog, around))


@pytest.mark.requires_server
class TestOverHttp:
    """With the server that answers as PostHog does."""

    def test_changes_close_to_the_onset_are_named_newest_first(
        self, counted_project: Project
    ) -> None:
        """From half an hour before to five minutes after; earlier and later ones did not do it."""
        counted_project.holds([])
        flags(counted_project)
        entries = [
            entry(1, -31, "updated", SWITCHED_ON),
            entry(2, -29, "updated", SWITCHED_ON),
            entry(3, -5, "updated", changed("filters", before=rollout(10), after=rollout(None))),
            entry(4, -4, "updated", changed("name", before="a", after="b")),
            entry(5, 4, "deleted"),
            entry(6, 6, "updated", SWITCHED_OFF),
        ]
        tell(counted_project, "activity", {"replace": entries})
        found, blind = read(counted_project)
        assert blind == ()
        assert [(each.key, each.what) for each in found] == [
            ("flag-7", "deleted"),
            ("flag-7", "rollout 10 % to 100 %"),
            ("flag-7", "switched on"),
        ]
        assert {each.by for each in found} == {"Mara"}
        assert found[0].url == f"{counted_project.url}/project/1/feature_flags/7"
        assert "@" not in str(found)

    def test_a_flag_that_only_carries_a_value_is_remote_configuration(
        self, counted_project: Project
    ) -> None:
        """Its value is never shown, only that it changed."""
        counted_project.holds([])
        flags(counted_project, is_remote_configuration=True)
        before, after = ({**rollout(100), "payloads": {"true": text}} for text in ("a", "b"))
        entries = [entry(1, -3, "updated", changed("filters", before=before, after=after))]
        tell(counted_project, "activity", {"replace": entries})
        ((found,), _) = read(counted_project)
        assert (found.kind, found.what) == ("remote_config", "value changed")

    def test_an_experiment_launched_then_is_a_rival(self, counted_project: Project) -> None:
        """One that was launched a day before is not."""
        counted_project.holds([])
        filters: Json = {"groups": [], "multivariate": None}
        flag = complete({"key": "rail", "filters": filters}, flag_id=9, now=ONSET)
        launched, older = (
            experiment(ONSET, number, f"Rail {number}", flag, (1, None), None) for number in (1, 2)
        )
        launched["start_date"], older["start_date"] = at(-2).isoformat(), at(-1440).isoformat()
        tell(counted_project, "experiments", {"replace": [launched, older]})
        tell(counted_project, "activity", {"replace": []})
        ((found,), _) = read(counted_project)
        assert (found.kind, found.what) == ("experiment", "launched")
        assert found.url.endswith("/experiments/1")

    def test_it_is_counted_how_much_more_often_people_with_the_flag_fail(
        self, counted_project: Project
    ) -> None:
        """Six of ten with it fail, two of thirty without: two and a half times the share of all."""

        def seen(name: str, who: str, value: Any, **more: Any) -> Event:
            properties = {"$session_id": f"s-{who}", "$feature/flag-7": value, **more}
            uuid = f"00000000-0000-4000-8000-{abs(hash((name, who))) % 2**48:012x}"
            return Event(uuid, name, who, at(5), properties)

        people = [(f"p{n}", n < 10) for n in range(40)]
        failing = [*people[:6], *people[10:12]]
        issue = "0192d000-0000-7000-8000-00000000e001"
        counted_project.holds(
            [
                *(seen("$pageview", who, has) for who, has in people),
                *(
                    seen("$exception", who, has, **{"$exception_issue_id": issue})
                    for who, has in failing
                ),
            ]
        )
        flags(counted_project)
        entries = [entry(1, 0, "updated", SWITCHED_ON)]
        tell(counted_project, "activity", {"replace": entries})
        ((found,), _) = read(counted_project)
        assert found.exposed_failing_ratio == pytest.approx((6 / 10) / (8 / 40))
        other = Around(AROUND.onset, AROUND.until, Counting(), ("another issue",))
        ((found,), _) = read(counted_project, other)
        assert found.exposed_failing_ratio is None

    def test_a_log_that_cannot_be_read_is_said_and_the_rest_goes_on(
        self, counted_project: Project
    ) -> None:
        """Silence would look as if nobody had changed anything."""
        counted_project.holds([])
        for route in ("activity_log/", "feature_flags/activity/"):
            fault = {"route": f"/api/projects/1/{route}", "kind": "status", "status": 500}
            tell(counted_project, "faults", {**fault, "times": None})
        try:
            found, blind = read(counted_project)
        finally:
            door = f"{counted_project.url}/_control/faults/"
            httpx.delete(door, trust_env=False).raise_for_status()
        assert found == ()
        (line,) = blind
        assert line.startswith("changes of flags could not be read")

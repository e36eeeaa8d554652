"""Who looks how often, for how long, and what deploys of one environment are to each other."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scans.deploy_watch.course import Watched, is_given_up, is_over, neighbours, turn_of
from scans.deploy_watch.settings import DeployWatchSettings
from scans.model import Deploy
from scans.query_budget import queries_an_hour

T0 = datetime(2026, 11, 20, 12, tzinfo=UTC)
SETTINGS = DeployWatchSettings()


def watched(
    minute: int, sha: str = "", *, environment: str = "production", ended: bool = False
) -> Watched:
    """A watch of a deploy some minutes after noon, named by that minute."""
    deploy = Deploy(
        repository="my-org/shop",
        environment=environment,
        sha=sha or f"{minute:040x}",
        at=T0 + timedelta(minutes=minute),
        source="github.deployments",
    )
    return Watched(f"watch-{minute}", deploy, not ended)


def paces(count: int, limit: int, wanted: float = 3.0) -> list[float | None]:
    """The pace of each of some watches, newest first; None where it waits."""
    every = [watched(minute) for minute in reversed(range(count))]
    turns = [turn_of(each, every, limit, 20, wanted) for each in every]
    assert all(turn.said for turn in turns if turn.waiting or turn.pace_minutes > wanted)
    return [None if turn.waiting else turn.pace_minutes for turn in turns]


def test_twenty_watches_look_at_full_pace_within_2400_queries_an_hour() -> None:
    """Twenty times 63 queries is 1,260."""
    assert paces(20, 2400) == [3.0] * 20


def test_within_120_queries_three_of_twenty_look_and_the_rest_waits() -> None:
    """The newest look, slowly; nobody is at full pace at the price of another."""
    assert paces(20, 120) == [6.0, 6.0, 9.0] + [None] * 17
    assert paces(4, 120) == [6.0, 6.0, 9.0, None]
    assert paces(3, 120) == [6.0, 6.0, 9.0]
    assert paces(2, 120) == [6.0, 6.0]
    assert paces(1, 120) == [3.0]


@given(st.integers(1, 40), st.integers(20, 3_000), st.sampled_from([0.5, 1.0, 3.0, 5.0, 12.0]))
def test_all_together_never_ask_more_than_they_may(count: int, limit: int, wanted: float) -> None:
    """Whatever pace somebody wishes for, the hour's queries are what it is cut to."""
    asked = sum(queries_an_hour(pace) for pace in paces(count, limit, wanted) if pace)
    assert asked <= limit - 20


def test_a_faster_pace_than_three_minutes_is_for_whoever_has_the_queries() -> None:
    """A wish is no right: where it does not fit, the usual pace is what is left of it."""
    assert paces(1, 2400, 0.5) == [0.5]
    assert paces(20, 2400, 0.5) == [3.0] * 20
    assert paces(20, 2400, 10.0) == [10.0] * 20


@pytest.mark.parametrize(
    ("steps", "minutes"), [((), 120), ((20,), 140), ((20, 60), 180), ((60, 200), 240)]
)
def test_a_ramp_lengthens_the_watch_up_to_four_hours(steps: tuple[int, ...], minutes: int) -> None:
    """Two hours begin with the last step; a deploy that never ends is not watched for ever."""
    deploy = watched(0).deploy
    end = T0 + timedelta(minutes=minutes)
    assert not is_over(deploy, steps, SETTINGS, end - timedelta(seconds=1))
    assert is_over(deploy, steps, SETTINGS, end)


def test_an_incident_is_followed_for_four_hours_after_it_was_told() -> None:
    """Somebody knows of it by then, and looks themselves."""
    assert not is_given_up(T0, SETTINGS, T0 + timedelta(minutes=239))
    assert is_given_up(T0, SETTINGS, T0 + timedelta(minutes=240))


def test_the_newest_deploy_takes_over_and_names_those_of_two_hours() -> None:
    """What has ended shares its verdict all the same; another environment is no neighbour."""
    old, ended, before, last = watched(0), watched(50, ended=True), watched(100), watched(130)
    elsewhere = watched(120, environment="live-eu")
    every = [old, ended, before, elsewhere, last]
    found = neighbours(last, every)
    assert (found.newer, found.same) == (None, "")
    assert found.older == (before.id, old.id)
    assert found.sharing == (before.deploy, ended.deploy)
    assert neighbours(before, every).newer == last.deploy
    assert neighbours(elsewhere, every) == neighbours(elsewhere, [])


def test_the_same_commit_told_twice_is_one_deploy() -> None:
    """The later of two watches ends itself; neither takes over from the other."""
    first, again = watched(0, "a" * 40), watched(2, "a" * 40)
    assert neighbours(again, [first, again]).same == first.id
    assert neighbours(again, [first, again]).older == ()
    assert neighbours(first, [first, again]).newer is None


def test_every_watch_sees_the_same_order_of_deploys_of_one_second() -> None:
    """Exactly one of two takes over."""
    one = watched(5)
    other = Watched("watch-6", one.deploy.model_copy(update={"sha": "b" * 40}))
    assert neighbours(one, [one, other]).newer == other.deploy
    assert neighbours(other, [one, other]).newer is None

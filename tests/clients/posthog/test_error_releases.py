"""Which release a row is on, as far as the deploy and the rows themselves tell."""

from datetime import UTC, datetime

import pytest

from clients.posthog.error_releases import ReleaseNames, told
from scans.deploy_watch.observations import NEW_RELEASE, OLD_RELEASE, UNKNOWN_RELEASE
from scans.model import Json
from scans.model.code import Deploy

SHA = "3f9c2ab51d7e4c0f9b8a6d2e1c3f5a7b9d0e2f41"


def names(**deploy: str) -> ReleaseNames:
    """Return the names for a deploy that says so much of itself."""
    at = datetime(2026, 11, 20, tzinfo=UTC)
    return ReleaseNames(Deploy(at=at, source="pipeline", **deploy))


@pytest.mark.parametrize(
    ("deploy", "name", "new"),
    [
        ({"sha": SHA}, SHA, True),
        ({"sha": SHA}, SHA[:7].upper(), True),
        ({"sha": SHA[:7]}, SHA, True),
        ({"sha": SHA}, f"web@1.4.2+{SHA[:10]}", True),
        ({"sha": SHA}, SHA[:6], False),
        ({"sha": SHA}, SHA[1:9], False),
        ({"sha": SHA}, f"x{SHA[:10]}", False),
        ({"sha": SHA[:6]}, SHA[:6], False),
        ({"sha": SHA, "release": "2026.11"}, "2026.11", True),
        ({"sha": SHA, "release": "2026.11"}, SHA, True),
        ({"release": "v2"}, "V2", True),
        ({"release": "v2"}, "v2.1", False),
        ({}, "", False),
    ],
)
def test_a_deploy_is_known_by_its_release_or_its_commit(
    deploy: dict[str, str], name: str, new: bool
) -> None:
    """In full, shortened, or inside of a version; never by a few digits that happen to be alike."""
    known = names(**deploy)
    known.learn([(3, (name,))])
    assert (known.side((name,)) == NEW_RELEASE) is new


def test_a_release_is_old_if_it_was_there_before() -> None:
    """One that was first met after the deploy, and is not its own, is neither old nor new."""
    known = names(sha=SHA)
    known.learn([(-10, ("r1",)), (-5, ("r2",)), (3, ("r2",)), (4, ("r3",)), (5, (SHA,))])
    sides = [known.side((name,)) for name in ("r1", "r2", "r3", SHA)]
    assert sides == [OLD_RELEASE, OLD_RELEASE, UNKNOWN_RELEASE, NEW_RELEASE]
    assert known.side(()) == UNKNOWN_RELEASE


def test_an_id_beside_the_version_of_the_deploy_is_the_deploys() -> None:
    """Sessions may carry the id alone."""
    known = names(sha=SHA)
    known.learn([(3, ("id-9", SHA)), (-3, ("id-8", "v8"))])
    assert (known.side(("id-9",)), known.side(("id-8",))) == (NEW_RELEASE, OLD_RELEASE)


def test_a_name_that_both_releases_go_by_tells_nothing() -> None:
    """The version of an app is often not raised with every deploy."""
    known = names(sha=SHA)
    known.learn([(-3, ("id-8", "1.4")), (3, ("id-9", "1.4", SHA))])
    assert known.side(("1.4",)) == UNKNOWN_RELEASE
    assert known.side(("id-8", "1.4")) == OLD_RELEASE
    assert known.side(("id-9", "1.4")) == NEW_RELEASE


def test_a_row_tells_its_releases_in_any_form() -> None:
    """What stands for one release comes together, the releases of frames apart."""
    release = {"id": "u1", "version": "1.5", "metadata": {"git": {"commit_id": SHA}}}
    row: Json = {"own": " mine ", "release": release, "release_id": "r", "version": "2.0"}
    assert told(row) == (("mine", "1.5", SHA, "u1", "r", "2.0"),)
    assert told({"releases": {"h1": {"version": "1.5"}}, "release_id": "r"}) == (
        ("r", "1.5", "h1"),
    )
    several = {"h1": {"version": "1.5"}, "h2": {"version": "1.6"}}
    assert told({"releases": several}) == (("1.5", "h1"), ("1.6", "h2"))


@pytest.mark.parametrize("value", [None, "", "{", "[]", 7, [], {"version": 3}, {"metadata": []}])
def test_a_release_of_another_shape_tells_nothing(value: object) -> None:
    """Events are what customers send: nothing in them is an error of ours."""
    assert told({"release": value, "releases": value, "release_id": None, "version": None}) == ()

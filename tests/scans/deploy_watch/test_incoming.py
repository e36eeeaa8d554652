"""What is told from outside, before anything is started."""

from datetime import UTC, datetime, timedelta

import pytest

from scans.deploy_watch.incoming import (
    NotWatched,
    button_value,
    read_button,
    to_watch,
    watch_id,
)
from scans.model import Deploy

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
DEPLOY = Deploy(
    repository="org/shop", environment="Production", sha="a" * 40, at=NOW, source="pipeline"
)


def told(**changes: object) -> Deploy:
    """The deploy with something else about it."""
    return DEPLOY.model_copy(update=changes)


def test_an_environment_is_spelled_as_configured() -> None:
    """Two sources that spell an environment differently mean the same watch."""
    found = to_watch(DEPLOY, ("production", "live"), NOW)
    assert isinstance(found, Deploy)
    assert found.environment == "production"


@pytest.mark.parametrize(
    ("deploy", "word"),
    [
        pytest.param(told(environment="preview/12"), "preview/12", id="preview"),
        pytest.param(told(environment=""), "production", id="no environment"),
        pytest.param(told(at=NOW - timedelta(hours=25)), "over a day ago", id="old"),
    ],
)
def test_what_is_not_watched_says_why(deploy: Deploy, word: str) -> None:
    """Another environment, or a deploy of the day before yesterday, starts nothing."""
    found = to_watch(deploy, ("production",), NOW)
    assert isinstance(found, NotWatched)
    assert word in found.reason


def test_no_deploy_begins_in_the_future() -> None:
    """A clock that runs ahead does not move T0 past the present."""
    found = to_watch(told(at=NOW + timedelta(seconds=30)), ("production",), NOW)
    assert isinstance(found, Deploy)
    assert found.at == NOW


def test_a_deploy_has_one_watch_per_project() -> None:
    """GitHub's number comes before the commit, and a shared repository's watches differ."""
    assert watch_id(DEPLOY, "shop", ["shop"]) == f"deploy-watch:org/shop:Production:{'a' * 40}"
    numbered = told(id="17")
    assert watch_id(numbered, "shop", ["shop"]) == "deploy-watch:org/shop:Production:17"
    assert watch_id(numbered, "web", ["shop", "web"]) == "deploy-watch:org/shop:Production:17:web"


def test_a_button_is_read_as_it_was_written() -> None:
    """The watch comes back whatever its environment is called, with hours where there are any."""
    for watch in ("deploy-watch:org/shop:production:1", "deploy-watch:org/shop:a|b c:1"):
        assert read_button(button_value(watch)) == (watch, "")
        assert read_button(button_value(watch, 4)) == (watch, "4")

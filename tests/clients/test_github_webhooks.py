"""Deploys out of GitHub's webhooks."""

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from clients.github.webhooks import deploy_of
from scans.deploy_watch.incoming import NotWatched
from scans.model import Deploy

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SHA, OLD = "1f" * 20, "2e" * 20
REPOSITORY = {"full_name": "org/shop", "default_branch": "main"}
ALL = ("deployment_status", "release", "push")


def status(**changes: Any) -> dict[str, Any]:
    """A deployment that succeeded, as GitHub and as its pretended counterparts send it."""
    return {
        "deployment": {"id": 17, "sha": SHA, "environment": "production"} | changes,
        "deployment_status": {"state": "success", "created_at": "2026-03-02T11:59:00.120Z"},
        "repository": REPOSITORY,
    }


def push(**changes: Any) -> dict[str, Any]:
    """A push to the default branch."""
    pushed = {"ref": "refs/heads/main", "before": OLD, "after": SHA, "sender": {"login": "dev1"}}
    # Unix seconds here, a date in every other event.
    return pushed | {"repository": REPOSITORY | {"pushed_at": 1_772_452_740}} | changes


def release(action: str = "published", **changes: Any) -> dict[str, Any]:
    """A release."""
    published: dict[str, Any] = {
        "id": 5,
        "tag_name": "v12",
        "target_commitish": SHA,
        "published_at": "2026-03-02T11:59:00Z",
        "author": {"login": "dev1"},
    }
    return {"action": action, "release": published | changes, "repository": REPOSITORY}


def read(event: str, payload: dict[str, Any]) -> Deploy:
    """Return the deploy that it tells of."""
    found = deploy_of(event, payload, now=NOW, counted=ALL, environment="live")
    assert isinstance(found, Deploy), found
    return found


def test_a_deployment_is_read_without_what_may_be_missing() -> None:
    """Neither run nor creator nor address need be there; milliseconds may."""
    found = read("deployment_status", status())
    assert (found.id, found.sha, found.environment) == ("17", SHA, "production")
    assert found.at == datetime(2026, 3, 2, 11, 59, 0, 120_000, tzinfo=UTC)
    assert (found.url, found.deployer, found.previous_sha) == ("", "", "")


def test_a_push_knows_what_was_before() -> None:
    """Both ends of the range come with it; it went where the first environment is."""
    found = read("push", push())
    assert (found.previous_sha, found.sha, found.environment) == (OLD, SHA, "live")
    assert found.at == datetime(2026, 3, 2, 11, 59, tzinfo=UTC)
    assert (found.id, found.deployer) == ("", "dev1")
    assert read("push", push(before="0" * 40)).previous_sha == ""


@pytest.mark.parametrize(("target", "sha"), [(SHA, SHA), ("main", ""), ("", "")])
def test_a_release_names_a_commit_or_none(target: str, sha: str) -> None:
    """A branch is no commit: it has moved on when somebody looks."""
    found = read("release", release(target_commitish=target))
    assert (found.sha, found.release) == (sha, "v12")


@pytest.mark.parametrize(
    ("event", "payload"),
    [
        ("deployment_status", status(transient_environment=True)),
        ("push", push(ref="refs/heads/feature")),
        ("push", push(ref="refs/tags/main")),
        ("push", push(after="0" * 40)),
        ("release", release("edited")),
        ("release", release(draft=True)),
        ("release", release(prerelease=True)),
        ("ping", {}),
    ],
)
def test_what_is_no_deploy_says_why(event: str, payload: dict[str, Any]) -> None:
    """Everything else is read as far as need be, and has a reason."""
    found = deploy_of(event, payload, now=NOW, counted=ALL)
    assert isinstance(found, NotWatched)
    assert found.reason


@pytest.mark.parametrize(("event", "payload"), [("push", push()), ("release", release())])
def test_pushes_and_releases_count_where_somebody_says_so(
    event: str, payload: dict[str, Any]
) -> None:
    """Nothing but a deployment is a deploy by itself."""
    assert isinstance(deploy_of(event, payload, now=NOW), NotWatched)


def test_a_payload_of_another_form_is_an_error() -> None:
    """What counts and cannot be read is never taken for nothing."""
    with pytest.raises(ValidationError):
        deploy_of("deployment_status", b'{"deployment": {}}', now=NOW)

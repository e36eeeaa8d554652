"""What GitHub tells by webhook, as far as deploys are concerned.

The same reading serves a delivery that arrives and one that has to be fetched later because it did
not, so both come to the same deploy.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any, Literal, TypeVar

from pydantic import AwareDatetime

from scans.deploy_watch.incoming import NotWatched
from scans.model.base import Foreign
from scans.model.code import Deploy

DeployEvent = Literal["deployment_status", "release", "push"]
"""Events that can mean a deploy; which of them do is the operator's decision."""

EVENTS = frozenset(
    {
        "check_run",
        "check_suite",
        "create",
        "delete",
        "deployment",
        "deployment_status",
        "installation",
        "installation_repositories",
        "issue_comment",
        "issues",
        "ping",
        "pull_request",
        "pull_request_review",
        "push",
        "release",
        "status",
        "workflow_job",
        "workflow_run",
    }
)
"""Events by name that are counted one by one; there are many more, and new ones every year."""

_NO_COMMIT = "0" * 40
_COMMIT_DIGITS = frozenset("0123456789abcdef")


class _Account(Foreign):
    login: str = ""


class _Repository(Foreign):
    full_name: str
    default_branch: str = ""
    pushed_at: AwareDatetime | None = None


class _Deployment(Foreign):
    id: int
    sha: str
    environment: str = ""
    transient_environment: bool = False
    creator: _Account | None = None


class _Status(Foreign):
    state: str
    created_at: AwareDatetime
    environment: str = ""
    environment_url: str | None = None
    log_url: str | None = None
    target_url: str | None = None


class _Run(Foreign):
    actor: _Account | None = None
    triggering_actor: _Account | None = None


class _DeploymentStatusEvent(Foreign):
    deployment: _Deployment
    deployment_status: _Status
    repository: _Repository
    workflow_run: _Run | None = None


class _Release(Foreign):
    id: int
    tag_name: str
    target_commitish: str = ""
    published_at: AwareDatetime | None = None
    draft: bool = False
    prerelease: bool = False
    html_url: str = ""
    author: _Account | None = None


class _ReleaseEvent(Foreign):
    action: str
    release: _Release
    repository: _Repository


class _PushEvent(Foreign):
    ref: str
    before: str = ""
    after: str
    compare: str = ""
    repository: _Repository
    sender: _Account | None = None


def deploy_of(
    event: str,
    payload: bytes | Mapping[str, Any],
    *,
    now: datetime,
    counted: Collection[str] = ("deployment_status",),
    environment: str = "production",
) -> Deploy | NotWatched:
    """Return the deploy that a delivery tells of, or why it tells of none.

    Args:
        event: The header `X-GitHub-Event`.
        payload: The JSON body, parsed or not.
        now: When it was heard; taken where a payload has no time of its own.
        counted: The events that count as a deploy.
        environment: Where releases and pushes go, which name none.

    Raises:
        pydantic.ValidationError: The event counts, and the payload is not one of it.
    """
    if event not in _READERS or event not in counted:
        return NotWatched(reason=f"the event {event!r} needs nothing done")
    return _READERS[event](payload, environment, now)


def _deployment_status(
    payload: bytes | Mapping[str, Any], _: str, __: datetime
) -> Deploy | NotWatched:
    found = _read(_DeploymentStatusEvent, payload)
    status, deployment = found.deployment_status, found.deployment
    if status.state != "success":
        return NotWatched(reason=f"the deployment is {status.state!r}, which is no success")
    if deployment.transient_environment:
        return NotWatched(reason="the environment is a transient one")
    run = found.workflow_run or _Run()
    return Deploy(
        repository=found.repository.full_name,
        # The status may name another one than the deployment was made for.
        environment=status.environment or deployment.environment,
        sha=deployment.sha,
        at=status.created_at,
        source="github.deployments",
        url=status.log_url or status.target_url or status.environment_url or "",
        id=str(deployment.id),
        deployer=_login(run.triggering_actor, run.actor, deployment.creator),
    )


def _release(
    payload: bytes | Mapping[str, Any], environment: str, now: datetime
) -> Deploy | NotWatched:
    found = _read(_ReleaseEvent, payload)
    release = found.release
    if found.action != "published" or release.draft or release.prerelease:
        return NotWatched(reason=f"the release is {found.action!r}, a draft or a prerelease")
    return Deploy(
        repository=found.repository.full_name,
        environment=environment,
        # Often a branch, which has moved on by the time that anybody looks.
        sha=release.target_commitish if _is_commit(release.target_commitish) else "",
        at=release.published_at or now,
        source="github.release",
        url=release.html_url,
        release=release.tag_name,
        deployer=_login(release.author),
    )


def _push(
    payload: bytes | Mapping[str, Any], environment: str, now: datetime
) -> Deploy | NotWatched:
    found = _read(_PushEvent, payload)
    if found.ref != f"refs/heads/{found.repository.default_branch}":
        return NotWatched(reason="the push is not one to the default branch")
    if found.after == _NO_COMMIT:
        return NotWatched(reason="the push deletes the branch")
    return Deploy(
        repository=found.repository.full_name,
        environment=environment,
        sha=found.after,
        at=found.repository.pushed_at or now,
        source="github.push",
        url=found.compare,
        previous_sha="" if found.before == _NO_COMMIT else found.before,
        deployer=_login(found.sender),
    )


_READERS: dict[str, Callable[[bytes | Mapping[str, Any], str, datetime], Deploy | NotWatched]] = {
    "deployment_status": _deployment_status,
    "release": _release,
    "push": _push,
}

_Event = TypeVar("_Event", _DeploymentStatusEvent, _ReleaseEvent, _PushEvent)


def _read(kind: type[_Event], payload: bytes | Mapping[str, Any]) -> _Event:
    if isinstance(payload, bytes):
        return kind.model_validate_json(payload)
    return kind.model_validate(payload)


def _login(*accounts: _Account | None) -> str:
    return next((account.login for account in accounts if account and account.login), "")


def _is_commit(text: str) -> bool:
    return len(text) in (40, 64) and set(text) <= _COMMIT_DIGITS

"""Who brought a commit, who let it in, and what was live before it."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from github.Deployment import Deployment as TheirDeployment
from github.NamedUser import NamedUser
from github.PullRequest import PullRequest as TheirPullRequest
from github.Repository import Repository

from clients.github.deployments import MOST_DEPLOYS, SOURCE
from clients.github.model import Responsible
from scans.model import Deploy


def only_one_of(repository: Repository, sha: str) -> TheirPullRequest | None:
    """Return the one pull request that was merged with a commit; None for none, and for several.

    That whose merge made the commit is the one, whatever else the commit is part of.
    """
    merged = [each for each in repository.get_commit(sha).get_pulls() if each.merged_at is not None]
    made = [each for each in merged if each.merge_commit_sha == sha]
    found = made or merged
    return found[0] if len(found) == 1 else None


def responsible(repository: Repository, number: int) -> Responsible | None:
    """Return the person who let a pull request in: who approved it, who had it merged, who merged.

    None where no person did.
    """
    pull = repository.get_pull(number)
    for review in reversed(list(pull.get_reviews())):
        if review.state == "APPROVED" and (login := _person(review.user)):
            return Responsible(login=login, did="approved it")
    enabled: Mapping[str, Any] = (pull.auto_merge or {}).get("enabled_by") or {}
    if login := _login(enabled.get("login"), enabled.get("type")):
        return Responsible(login=login, did="switched its automatic merge on")
    if login := _person(pull.merged_by):
        return Responsible(login=login, did="merged it")
    return None


def _person(user: NamedUser | None) -> str:
    """Return the login of a user who is no program."""
    return _login(user.login, user.type) if user is not None else ""


def _login(login: str | None, kind: str | None) -> str:
    return login if login and kind != "Bot" and not login.endswith("[bot]") else ""


def before(repository: Repository, name: str, deploy: Deploy) -> Iterator[Deploy]:
    """Yield the last successful deploys of the same environment, newest first."""
    every = repository.get_deployments(environment=deploy.environment)
    older = (each for each in every if _is_older(each, deploy))
    for each in islice(older, MOST_DEPLOYS):
        for status in each.get_statuses():
            # An older deployment is set inactive by the next one, after it had succeeded.
            if status.state == "success":
                yield Deploy(
                    repository=name,
                    environment=each.environment,
                    sha=each.sha,
                    at=status.created_at,
                    source=SOURCE,
                    # Where its run is: there it can be started again.
                    url=status.log_url or "",
                    id=str(each.id),
                )
                break


def _is_older(each: TheirDeployment, deploy: Deploy) -> bool:
    return str(each.id) != deploy.id and each.created_at < deploy.at

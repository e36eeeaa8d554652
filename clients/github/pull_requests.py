"""Pull requests: read, found by their branch, opened at most once."""

from dataclasses import dataclass

import github
from github.PullRequest import PullRequest as TheirPullRequest
from github.Repository import Repository

from clients.github.failures import message_of
from clients.github.labels import ensure_label
from clients.github.model import PullRequest


@dataclass(frozen=True)
class Proposal:
    """What a new pull request says."""

    branch: str
    base: str
    title: str
    body: str
    labels: tuple[str, ...]
    draft: bool


def read(pull: TheirPullRequest) -> PullRequest:
    """Return a value for PyGithub's object, without asking GitHub for what a list leaves out."""
    return PullRequest(
        number=pull.number,
        url=pull.html_url,
        state="open" if pull.state == "open" else "closed",
        # Lists have no `merged`.
        merged=pull.merged_at is not None,
        draft=pull.draft,
        title=pull.title,
        body=pull.body or "",
        head_branch=pull.head.ref,
        head_sha=pull.head.sha,
        head_repository=_head_repository(pull),
        base_branch=pull.base.ref,
        author=_login(pull),
        labels=tuple(label.name for label in pull.labels),
        created_at=pull.created_at,
        closed_at=pull.closed_at,
        merged_at=pull.merged_at,
        # Before the merge it is a trial that is on no branch.
        merge_sha=(pull.merge_commit_sha or "") if pull.merged_at is not None else "",
    )


def of_branch(
    repository: Repository, name: str, branch: str, state: str = "all"
) -> list[TheirPullRequest]:
    """Return the pull requests from `branch` of the same repository, newest first."""
    owner = name.split("/", 1)[0]
    pulls = repository.get_pulls(state=state, head=f"{owner}:{branch}", sort="created")
    ours = [pull for pull in pulls if pull.head.ref == branch and _head_repository(pull) == name]
    return sorted(ours, key=lambda pull: pull.number, reverse=True)


def that_brought(repository: Repository, sha: str) -> TheirPullRequest | None:
    """Return the merged pull request that a commit of the default branch came with."""
    merged = [each for each in repository.get_commit(sha).get_pulls() if each.merged_at is not None]
    merged.sort(key=lambda pull: (pull.merge_commit_sha != sha, pull.number))
    return merged[0] if merged else None


def open_once(repository: Repository, name: str, proposal: Proposal) -> PullRequest:
    """Return the open pull request of the proposal's branch, which is opened if there is none."""
    pull = _found(repository, name, proposal) or _created(repository, name, proposal)
    missing = [label for label in proposal.labels if label not in {own.name for own in pull.labels}]
    for label in missing:
        ensure_label(repository, label)
    if missing:
        pull.add_to_labels(*missing)
    return read(pull).model_copy(
        update={"labels": (*(label.name for label in pull.labels), *missing)}
    )


def _found(repository: Repository, name: str, proposal: Proposal) -> TheirPullRequest | None:
    return next(iter(of_branch(repository, name, proposal.branch, "open")), None)


def _created(repository: Repository, name: str, proposal: Proposal) -> TheirPullRequest:
    try:
        return _create(repository, proposal, draft=proposal.draft)
    except github.GithubException as error:
        said = message_of(error).lower() if error.status == 422 else ""
        # An earlier attempt whose answer was lost.
        if "already exists" in said and (found := _found(repository, name, proposal)):
            return found
        # Some plans have no drafts for private repositories.
        if proposal.draft and "draft pull requests are not supported" in said:
            return _create(repository, proposal, draft=False)
        raise


def _create(repository: Repository, proposal: Proposal, *, draft: bool) -> TheirPullRequest:
    return repository.create_pull(
        proposal.base, proposal.branch, title=proposal.title, body=proposal.body, draft=draft
    )


def _head_repository(pull: TheirPullRequest) -> str | None:
    repository = pull.head.repo
    return repository.full_name if repository else None


def _login(pull: TheirPullRequest) -> str | None:
    user = pull.user
    return user.login if user else None

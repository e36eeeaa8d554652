"""GitHub as the rest of the house sees it. Synchronous: callers run it in threads."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from pydantic import SecretStr

from clients.github import (
    comments,
    commits,
    competing,
    deployments,
    issues,
    merges,
    missed,
    pull_requests,
)
from clients.github.connection import DEPLOY_PERMISSIONS, Connections, Credentials
from clients.github.missed import MissedDelivery
from clients.github.model import (
    BranchTaken,
    Comment,
    Competitor,
    Issue,
    PullRequest,
    RepositoryInfo,
    Responsible,
)
from scans.model import Deploy


class GitHub:
    """One GitHub, as one token or one App. Every method raises `ClientError`.

    `api_url` must spell the host as that host's own answers do. `name` is `owner/name` everywhere.
    Every write looks first for what an earlier attempt may have left, and may be called again.
    """

    def __init__(
        self,
        api_url: str,
        credentials: Credentials,
        *,
        seconds_between_writes: float = 1.0,
    ) -> None:
        self._connections = Connections(
            api_url, credentials, seconds_between_writes=seconds_between_writes
        )
        self._patches = competing.PatchMemory()

    def login(self) -> str:
        """Return the login under which our pull requests appear: `name` or `name[bot]`."""
        return self._connections.login("own login")

    def installation_token(self, name: str) -> SecretStr:
        """Return a token that git can read `name` with."""
        return self._connections.read_token(name, f"token for {name}")

    def repository(self, name: str) -> RepositoryInfo:
        """Return what has to be known of a repository."""
        with self._connections.to(name, f"repository {name}") as found:
            return RepositoryInfo(
                full_name=found.full_name,
                default_branch=found.default_branch,
                private=found.private,
                archived=found.archived,
                clone_url=found.clone_url,
            )

    def branch_head(self, name: str, branch: str) -> str | None:
        """Return the commit that a branch points at, None if there is no such branch."""
        with self._connections.to(name, f"branch {branch} of {name}") as repository:
            return commits.branch_head(repository, branch)

    def pull_requests_of_branch(self, name: str, branch: str) -> tuple[PullRequest, ...]:
        """Return all pull requests from a branch of this repository, newest first.

        Those of forks, which may use any branch name they like, are not among them.
        """
        with self._connections.to(name, f"pull requests of {branch} in {name}") as repository:
            found = pull_requests.of_branch(repository, name, branch)
            return tuple(pull_requests.read(pull) for pull in found)

    def open_pull_requests(self, name: str) -> tuple[PullRequest, ...]:
        """Return every open pull request, whoever opened it, newest first."""
        with self._connections.to(name, f"open pull requests of {name}") as repository:
            return tuple(pull_requests.read(pull) for pull in repository.get_pulls(state="open"))

    def merged_pull_request(self, name: str, sha: str) -> PullRequest | None:
        """Return the pull request that brought a commit to the default branch, None if none did."""
        with self._connections.to(name, f"pull request of {sha} in {name}") as repository:
            found = pull_requests.that_brought(repository, sha)
            return pull_requests.read(found) if found is not None else None

    def pull_request_of(self, name: str, sha: str) -> PullRequest | None:
        """Return the one pull request that was merged with a commit; None for none or several."""
        with self._connections.to(name, f"pull request of {sha} in {name}") as repository:
            found = merges.only_one_of(repository, sha)
            return pull_requests.read(found) if found is not None else None

    def responsible(self, name: str, number: int) -> Responsible | None:
        """Return the person who let a pull request in; None where only programs did."""
        with self._connections.to(name, f"who merged {name}#{number}") as repository:
            return merges.responsible(repository, number)

    def deploys_before(self, name: str, deploy: Deploy) -> tuple[Deploy, ...]:
        """Return the successful deploys of the same environment before one, newest first.

        Of the last `MOST_DEPLOYS`. An App that may not read deployments is refused.
        """
        request = f"deployments of {name}"
        with self._connections.to(name, request, DEPLOY_PERMISSIONS) as repository:
            return tuple(merges.before(repository, name, deploy))

    def deploys(self, name: str, since: datetime) -> tuple[Deploy, ...]:
        """Return the successful deploys to production since then, newest first.

        Those whose environment is called so, or marked as production; the last `MOST_DEPLOYS`.
        An App that may not read deployments is refused.
        """
        request = f"deployments of {name}"
        with self._connections.to(name, request, DEPLOY_PERMISSIONS) as repository:
            return tuple(deployments.successful(repository, name, since))

    def deployed_since(
        self, name: str, since: datetime, known: Collection[str]
    ) -> tuple[Deploy, ...]:
        """Return the deploys to anywhere that succeeded since then, without those `known`.

        By GitHub's number of them, newest first. An App that may not read deployments is refused.
        """
        request = f"deployments of {name}"
        with self._connections.to(name, request, DEPLOY_PERMISSIONS) as repository:
            return tuple(missed.deployed_since(repository, name, since, known))

    def missed_deliveries(
        self, since: datetime, events: Collection[str]
    ) -> tuple[MissedDelivery, ...]:
        """Return the webhooks of some `events` that our door never took; none without an App."""
        with self._connections.as_app("webhook deliveries") as app:
            return tuple(missed.missed_deliveries(app, since, events)) if app else ()

    def comment_once(
        self, name: str, number: int, *, body: str, same: Callable[[str], bool]
    ) -> Comment:
        """Return our own comment on a pull request whose body is `same`, written if there is none.

        One that is there keeps its words.
        """
        login = self.login()
        with self._connections.to(name, f"comment on {name}#{number}") as repository:
            return comments.comment_once(repository, number, body, login, same)

    def competing_pull_request(self, name: str, key: str, own_branch: str) -> Competitor | None:
        """Return an open pull request that names `key` in title or body or removes it from code.

        Patches are read of the 100 that changed last; a pull request from `own_branch` is ours.
        """
        with self._connections.to(name, f"competing pull requests in {name}") as repository:
            return competing.find(repository, name, key, own_branch, self._patches)

    def commit_files(
        self,
        name: str,
        *,
        branch: str,
        base_sha: str,
        files: Mapping[str, bytes | None],
        message: str,
        modes: Mapping[str, str] | None = None,
    ) -> str | BranchTaken:
        """Return the commit that is `base_sha` with `files`, alone on the new branch `branch`.

        `files` maps paths to new content, None removes. Modes stay unless `modes` names another.
        A branch that holds exactly this change is found again; one whose single commit is ours is
        moved to the new base; any other is `BranchTaken`, and nothing is changed. Raises
        `BranchMissing` if the base is gone.
        """
        change = commits.Change(branch, base_sha, files, message, modes or {})
        request = f"commit to {branch} in {name}"
        with self._connections.to(name, request) as repository:
            return commits.commit_files(repository, request, change, self.login)

    def open_pull_request(
        self,
        name: str,
        *,
        branch: str,
        base: str,
        title: str,
        body: str,
        labels: Sequence[str] = (),
        draft: bool = True,
    ) -> PullRequest:
        """Return the open pull request from `branch`, which is opened if there is none.

        One that is open already keeps its title and body. Labels are made and added as needed.
        Where drafts do not exist it is an ordinary one: look at `draft` of the result.
        """
        proposal = pull_requests.Proposal(branch, base, title, body, tuple(labels), draft)
        with self._connections.to(name, f"pull request from {branch} in {name}") as repository:
            return pull_requests.open_once(repository, name, proposal)

    def open_issue(
        self,
        name: str,
        *,
        title: str,
        body: str,
        labels: Sequence[str],
        same: Callable[[Issue], bool],
    ) -> Issue:
        """Return our own issue with these labels that is `same`, opened if there is none.

        One that a person closed is returned as it is: `same` decides whether it still counts.
        Raises `WriteRefused` where a repository has no issues.
        """
        brief = issues.Brief(title, body, tuple(labels))
        with self._connections.to(name, f"issue in {name}") as repository:
            return issues.open_once(repository, brief, self.login(), same)

    def close(self, name: str, number: int) -> None:
        """Close a pull request unmerged; nothing is sent if it is closed."""
        with self._connections.to(name, f"closing {name}#{number}") as repository:
            pull = repository.get_pull(number)
            if pull.state == "open":
                pull.edit(state="closed")

"""What comes back from GitHub: values of ours, never an object that can ask GitHub for more."""

from typing import Literal

from pydantic import AwareDatetime

from scans.model.base import Model


class RepositoryInfo(Model):
    """What has to be known of a repository before anything is done in it."""

    full_name: str
    """As GitHub spells it now, which is another name after a rename."""
    default_branch: str
    private: bool
    archived: bool
    """Nothing can be written to it."""
    clone_url: str


class PullRequest(Model):
    """One pull request, of whoever. Title, body and branch are untrusted text."""

    number: int
    url: str
    """The page that people look at."""
    state: Literal["open", "closed"]
    merged: bool
    draft: bool
    title: str
    body: str
    head_branch: str
    head_sha: str
    head_repository: str | None
    """`owner/name`; None if that fork is gone."""
    base_branch: str
    author: str | None
    """Login; None if the account is gone."""
    labels: tuple[str, ...]
    created_at: AwareDatetime
    closed_at: AwareDatetime | None
    merged_at: AwareDatetime | None = None
    merge_sha: str = ""
    """The commit that its merge left on the base branch; empty for one that is not merged."""


class Issue(Model):
    """One issue. Title and body are untrusted text."""

    number: int
    url: str
    """The page that people look at."""
    state: Literal["open", "closed"]
    title: str
    body: str
    author: str | None
    """Login; None if the account is gone."""
    labels: tuple[str, ...]


class Comment(Model):
    """One comment. Its body is untrusted text."""

    url: str
    """The place that people look at."""
    body: str
    author: str | None
    """Login; None if the account is gone."""


class Responsible(Model):
    """The person who let a pull request in."""

    login: str
    did: str
    """One clause: "approved it"."""


class BranchTaken(Model):
    """The branch is there already, and it is not the commit that was to be made."""

    branch: str
    head_sha: str


class Competitor(Model):
    """An open pull request that seems to do the same work."""

    pull_request: PullRequest
    found_in: Literal["title", "body", "patch"]

"""Issues: found by what they say, opened at most once."""

from collections.abc import Callable
from dataclasses import dataclass

from github.Issue import Issue as TheirIssue
from github.Repository import Repository

from clients.github.labels import ensure_label
from clients.github.model import Issue


@dataclass(frozen=True)
class Brief:
    """What a new issue says."""

    title: str
    body: str
    labels: tuple[str, ...]


def open_once(
    repository: Repository, brief: Brief, own_login: str, same: Callable[[Issue], bool]
) -> Issue:
    """Return the issue that is the same, open or closed, which is opened if there is none.

    Searched are those with the brief's labels that our account opened: a label takes rights in the
    repository, and what anybody can write proves nothing.
    """
    for label in brief.labels:
        ensure_label(repository, label)
    found = repository.get_issues(state="all", labels=list(brief.labels))
    ours = [_read(issue) for issue in found if _is_issue(issue) and _author(issue) == own_login]
    # A closed one may be an answer to an earlier question: an open one comes first.
    candidates = sorted(ours, key=lambda issue: (issue.state != "open", -issue.number))
    known = next(filter(same, candidates), None)
    return known or _read(
        repository.create_issue(brief.title, body=brief.body, labels=list(brief.labels))
    )


def _is_issue(issue: TheirIssue) -> bool:
    """GitHub lists pull requests as issues; what tells them apart would cost a request each."""
    return issue.html_url.rsplit("/", 2)[-2] != "pull"


def _author(issue: TheirIssue) -> str | None:
    user = issue.user
    return user.login if user else None


def _read(issue: TheirIssue) -> Issue:
    return Issue(
        number=issue.number,
        url=issue.html_url,
        state="open" if issue.state == "open" else "closed",
        title=issue.title,
        body=issue.body or "",
        author=_author(issue),
        labels=tuple(label.name for label in issue.labels),
    )

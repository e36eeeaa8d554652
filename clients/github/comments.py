"""Comments: found by what they say, written at most once."""

from collections.abc import Callable

from github.IssueComment import IssueComment
from github.Repository import Repository

from clients.github.model import Comment


def comment_once(
    repository: Repository,
    number: int,
    body: str,
    own_login: str,
    same: Callable[[str], bool],
) -> Comment:
    """Return our own comment whose body is the same, which is written if there is none.

    Only what our account wrote counts: anybody can copy a text.
    """
    issue = repository.get_issue(number)
    for comment in issue.get_comments():
        if _author(comment) == own_login and same(comment.body or ""):
            return _read(comment)
    return _read(issue.create_comment(body))


def _author(comment: IssueComment) -> str | None:
    user = comment.user
    return user.login if user else None


def _read(comment: IssueComment) -> Comment:
    return Comment(url=comment.html_url, body=comment.body or "", author=_author(comment))

"""Which of GitHub's routes this counterpart knows. Everything else is refused, loudly.

A route stands here once somebody has made sure that the answer is GitHub's, not merely an answer.
"""

import re
from functools import cache

PASSED_ON = """
GET    /rate_limit
GET    /user
GET    /users/{login}
GET    /app
GET    /app/installations
GET    /app/installations/{id}
GET    /orgs/{org}/installation
GET    /repos/{owner}/{repo}/installation
GET    /installation/repositories
GET    /repos/{owner}/{repo}
GET    /repos/{owner}/{repo}/branches
GET    /repos/{owner}/{repo}/branches/{branch*}
GET    /repos/{owner}/{repo}/collaborators/{login}/permission
GET    /repos/{owner}/{repo}/commits
GET    /repos/{owner}/{repo}/commits/{ref*}
GET    /repos/{owner}/{repo}/compare/{basehead*}
GET    /repos/{owner}/{repo}/contents/{path*}
GET    /repos/{owner}/{repo}/git/ref/{ref*}
GET    /repos/{owner}/{repo}/git/matching-refs/{ref*}
GET    /repos/{owner}/{repo}/git/commits/{sha}
GET    /repos/{owner}/{repo}/git/trees/{sha}
GET    /repos/{owner}/{repo}/git/blobs/{sha}
POST   /repos/{owner}/{repo}/git/commits
POST   /repos/{owner}/{repo}/git/trees
POST   /repos/{owner}/{repo}/git/blobs
GET    /repos/{owner}/{repo}/pulls
POST   /repos/{owner}/{repo}/pulls/{number}/reviews
POST   /repos/{owner}/{repo}/pulls/{number}/requested_reviewers
DELETE /repos/{owner}/{repo}/pulls/{number}/requested_reviewers
POST   /repos/{owner}/{repo}/issues
PATCH  /repos/{owner}/{repo}/issues/{number}
GET    /repos/{owner}/{repo}/issues/{number}/comments
POST   /repos/{owner}/{repo}/issues/{number}/comments
GET    /repos/{owner}/{repo}/issues/comments/{id}
PATCH  /repos/{owner}/{repo}/issues/comments/{id}
DELETE /repos/{owner}/{repo}/issues/comments/{id}
GET    /repos/{owner}/{repo}/issues/{number}/labels
POST   /repos/{owner}/{repo}/issues/{number}/labels
PUT    /repos/{owner}/{repo}/issues/{number}/labels
DELETE /repos/{owner}/{repo}/issues/{number}/labels/{name}
GET    /repos/{owner}/{repo}/labels
POST   /repos/{owner}/{repo}/labels
GET    /repos/{owner}/{repo}/labels/{name}
"""
"""Answered by emulate; the proxy only completes the answer. `{name*}` may contain slashes."""

MOVES_A_BRANCH = """
POST   /repos/{owner}/{repo}/git/refs
PATCH  /repos/{owner}/{repo}/git/refs/{ref*}
DELETE /repos/{owner}/{repo}/git/refs/{ref*}
PUT    /repos/{owner}/{repo}/contents/{path*}
DELETE /repos/{owner}/{repo}/contents/{path*}
PUT    /repos/{owner}/{repo}/pulls/{number}/merge
"""
"""Passed on as well; afterwards the git server has to have what they made."""

CORRECTED = """
POST   /app/installations/{id}/access_tokens
POST   /repos/{owner}/{repo}/pulls
GET    /repos/{owner}/{repo}/pulls/{number}
PATCH  /repos/{owner}/{repo}/pulls/{number}
GET    /repos/{owner}/{repo}/pulls/{number}/files
GET    /repos/{owner}/{repo}/pulls/{number}/commits
GET    /repos/{owner}/{repo}/issues
GET    /repos/{owner}/{repo}/issues/{number}
GET    /repos/{owner}/{repo}/commits/{sha}/pulls
GET    /repos/{owner}/{repo}/pulls/{number}/reviews
GET    /app/hook/deliveries
GET    /app/hook/deliveries/{number}
POST   /app/hook/deliveries/{number}/attempts
GET    /repos/{owner}/{repo}/deployments
GET    /repos/{owner}/{repo}/deployments/{number}
POST   /repos/{owner}/{repo}/deployments
GET    /repos/{owner}/{repo}/deployments/{number}/statuses
POST   /repos/{owner}/{repo}/deployments/{number}/statuses
"""
"""Emulate's own answer is not GitHub's: `github`, `deploys`, `hooks` have a function for each."""


@cache
def _compiled(table: str) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    routes = list[tuple[str, str, re.Pattern[str]]]()
    for line in table.strip().splitlines():
        method, template = line.split()
        pattern = re.sub(r"\{(\w+)\*\}", r"(?P<\1>.+)", template)
        pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", pattern)
        routes.append((method, template, re.compile(pattern)))
    return tuple(routes)


def match(table: str, method: str, path: str) -> tuple[str, dict[str, str]] | None:
    """The route of `table` that fits, as `METHOD TEMPLATE` and its parameters."""
    for known_method, template, pattern in _compiled(table):
        if known_method == method and (found := pattern.fullmatch(path)):
            return f"{method} {template}", found.groupdict()
    return None

"""Is somebody else at it? An open pull request that names a key, or takes it out of the code."""

import re
from collections.abc import Iterator
from typing import Literal

from github.PullRequest import PullRequest
from github.Repository import Repository

from clients.github import pull_requests
from clients.github.model import Competitor

PATCHES = 100
"""Patches that are read per search, of the pull requests that changed last: each is a request."""


class PatchMemory:
    """Removed lines by pull request and commit, so that the next key costs no request."""

    def __init__(self, size: int = 4 * PATCHES) -> None:
        self._size = size
        self._removed: dict[tuple[str, str], str] = {}

    def removed_lines(self, pull: PullRequest) -> str:
        """Return the lines that a pull request takes away."""
        key = (pull.url, pull.head.sha)
        if key not in self._removed:
            if len(self._removed) >= self._size:
                del self._removed[next(iter(self._removed))]
            self._removed[key] = "\n".join(_removed(pull))
        return self._removed[key]


def find(
    repository: Repository, name: str, key: str, own_branch: str, memory: PatchMemory
) -> Competitor | None:
    """Return the first that competes: by words before by patches, latest change first."""
    token = _token(key)
    others = [
        pull
        for pull in repository.get_pulls(state="open", sort="updated", direction="desc")
        if not _is_ours(pull, name, own_branch)
    ]
    for pull in others:
        if found := _named_in(pull, token):
            return Competitor(pull_request=pull_requests.read(pull), found_in=found)
    for pull in others[:PATCHES]:
        if token.search(memory.removed_lines(pull)):
            return Competitor(pull_request=pull_requests.read(pull), found_in="patch")
    return None


def _is_ours(pull: PullRequest, name: str, own_branch: str) -> bool:
    value = pull_requests.read(pull)
    return value.head_repository == name and value.head_branch == own_branch


def _named_in(pull: PullRequest, token: re.Pattern[str]) -> Literal["title", "body"] | None:
    if token.search(pull.title):
        return "title"
    return "body" if token.search(pull.body or "") else None


def _token(key: str) -> re.Pattern[str]:
    """Match `key` where it stands alone: `new-checkout` is neither in `new-checkout-2` nor `a/…`.

    A full stop or colon behind it ends a sentence or clause unless a name goes on there.
    """
    return re.compile(rf"(?<![\w./:-]){re.escape(key)}(?![\w/-]|[.:]\w)")


def _removed(pull: PullRequest) -> Iterator[str]:
    for file in pull.get_files():
        # Binary and very large files come without a patch.
        patch: str | None = file.patch
        for line in (patch or "").splitlines():
            if line.startswith("-"):
                yield line[1:]

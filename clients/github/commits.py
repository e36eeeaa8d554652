"""Commits made through the Git Data API, so that GitHub signs them in our name.

A commit is signed only if it names neither author nor committer (GitHub, *Signature verification
for bots*). Writing the same files on the same base gives the same tree, which is how a commit that
an earlier attempt left behind is recognised.
"""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import github
from github.GitCommit import GitCommit
from github.GitTree import GitTree
from github.Repository import Repository

from clients import errors
from clients.github.failures import message_of
from clients.github.model import BranchTaken

_REGULAR_FILES = ("100644", "100755")
_GITHUB_ITSELF = "web-flow"
"""The account that commits what is made through GitHub's pages and API."""


@dataclass(frozen=True)
class Change:
    """Some files of one commit, changed, on a branch of their own."""

    branch: str
    base_sha: str
    files: Mapping[str, bytes | None]
    """New content by path; None takes the file away."""
    message: str
    modes: Mapping[str, str]
    """`100755` and the like for paths whose mode shall not stay as it is."""


@dataclass
class _BaseTree:
    """The modes of a commit's files, read folder by folder: a whole tree may come cut."""

    repository: Repository
    root: GitTree
    folders: dict[str, GitTree | None] = field(default_factory=dict[str, GitTree | None])

    def mode(self, path: str) -> str | None:
        folder, _, name = path.rpartition("/")
        tree = self._folder(folder)
        return (
            next((found.mode for found in tree.tree if found.path == name), None) if tree else None
        )

    def _folder(self, path: str) -> GitTree | None:
        if not path:
            return self.root
        if path not in self.folders:
            parent, _, name = path.rpartition("/")
            above = self._folder(parent)
            inside = above.tree if above else []
            sha = next((e.sha for e in inside if e.path == name and e.type == "tree"), None)
            self.folders[path] = self.repository.get_git_tree(sha) if sha else None
        return self.folders[path]


def branch_head(repository: Repository, branch: str) -> str | None:
    """Return the commit that `branch` points at, None if there is no such branch."""
    try:
        return repository.get_git_ref(f"heads/{branch}").object.sha
    except github.UnknownObjectException:
        return None


def commit_files(
    repository: Repository, request: str, change: Change, own_login: Callable[[], str]
) -> str | BranchTaken:
    """Make the branch with its one commit, or find that it is made.

    `own_login` is asked for only if the branch is there with another commit.
    """
    base = _base_commit(repository, request, change)
    tree = _write_tree(repository, request, base, change)
    if tree.sha == base.tree.sha:
        raise errors.OurFault("GitHub", request, "the files are what the branch has already")
    if head := branch_head(repository, change.branch):
        return _adopted(repository, change, tree, head) or _replaced(
            repository, change, base, tree, head, own_login()
        )
    commit = repository.create_git_commit(change.message, tree, [base])
    try:
        repository.create_git_ref(f"refs/heads/{change.branch}", commit.sha)
    except github.GithubException as error:
        # Somebody was faster, perhaps an earlier attempt whose answer was lost.
        head = branch_head(repository, change.branch) if _says_exists(error) else None
        if head is None:
            raise
        return _adopted(repository, change, tree, head) or BranchTaken(
            branch=change.branch, head_sha=head
        )
    return commit.sha


def _says_exists(error: github.GithubException) -> bool:
    return error.status == 422 and "already exists" in message_of(error).lower()


def _base_commit(repository: Repository, request: str, change: Change) -> GitCommit:
    try:
        return repository.get_git_commit(change.base_sha)
    except github.UnknownObjectException:
        said = f"commit {change.base_sha} is gone"
        advice = "nothing to do: the next scan builds on what is there now"
        raise errors.BranchMissing("GitHub", request, said, advice=advice) from None


def _adopted(repository: Repository, change: Change, tree: GitTree, head: str) -> str | None:
    """Return `head` if it is exactly this change on exactly this base."""
    commit = repository.get_git_commit(head)
    same_base = [parent.sha for parent in commit.parents] == [change.base_sha]
    return head if same_base and commit.tree.sha == tree.sha else None


def _replaced(
    repository: Repository,
    change: Change,
    base: GitCommit,
    tree: GitTree,
    head: str,
    own_login: str,
) -> str | BranchTaken:
    """Move a branch that only we have written to, made from a base that has moved on since.

    An attempt that died between its commit and its pull request leaves such a branch. It is ours
    if its one commit has our account as its author and as its committer, or GitHub's own for us.
    """
    found = repository.get_commit(head)
    author, committer = found.author, found.committer
    by_us = author and author.login == own_login
    written_by_us = committer and committer.login in (own_login, _GITHUB_ITSELF)
    alone = repository.compare(change.base_sha, head).ahead_by == 1
    if not (by_us and written_by_us and alone):
        return BranchTaken(branch=change.branch, head_sha=head)
    commit = repository.create_git_commit(change.message, tree, [base])
    reference = repository.get_git_ref(f"heads/{change.branch}")
    # Reading it completes it: until then PyGithub would edit below `git/ref`, which is no route.
    if reference.object.sha != head:
        return BranchTaken(branch=change.branch, head_sha=reference.object.sha)
    reference.edit(commit.sha, force=True)
    return commit.sha


def _write_tree(repository: Repository, request: str, base: GitCommit, change: Change) -> GitTree:
    root = repository.get_git_tree(base.tree.sha)
    before = _BaseTree(repository, root)
    elements: list[github.InputGitTreeElement] = []
    for path, content in sorted(change.files.items()):
        mode = change.modes.get(path) or before.mode(path) or _REGULAR_FILES[0]
        if mode not in _REGULAR_FILES:
            raise errors.OurFault("GitHub", request, f"{path} is not a regular file ({mode})")
        elements.append(_element(repository, path, mode, content))
    return repository.create_git_tree(elements, base_tree=root)


def _element(
    repository: Repository, path: str, mode: str, content: bytes | None
) -> github.InputGitTreeElement:
    if content is None:
        return github.InputGitTreeElement(path, mode, "blob", sha=None)
    try:
        # Text travels inside the tree: one request less per file.
        return github.InputGitTreeElement(path, mode, "blob", content=content.decode())
    except UnicodeDecodeError:
        blob = repository.create_git_blob(base64.b64encode(content).decode(), "base64")
        return github.InputGitTreeElement(path, mode, "blob", sha=blob.sha)

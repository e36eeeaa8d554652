"""git over HTTP, and one repository in two stores."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from github.GitRef import GitRef
from github.Repository import Repository

from demo.emulators import Emulators
from demo.emulators.git_server import _token  # pyright: ignore[reportPrivateUsage]

pytestmark = pytest.mark.requires_server

Propose = Callable[[str], GitRef]
IDENTITY = ("-c", "user.name=Robin Hazel", "-c", "user.email=robin@hazelnut.example")


def _git(*arguments: str, cwd: Path | None = None) -> str:
    done = subprocess.run(
        ["git", *IDENTITY, *arguments],
        cwd=cwd,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "GIT_TERMINAL_PROMPT": "0", "HOME": "/"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_git_and_the_api_agree_on_the_shas(
    clone_url: str, checkout: Path, shop: Repository
) -> None:
    """Every commit and tree that was cloned is the one the API shows."""
    _git("clone", "--quiet", clone_url, str(checkout))
    for commit in _git("rev-list", "main", cwd=checkout).split():
        assert shop.get_git_commit(commit).tree.sha == _git(
            "rev-parse", f"{commit}^{{tree}}", cwd=checkout
        )
    listed = shop.get_git_tree("main", recursive=True)
    blobs = {entry.path: entry.sha for entry in listed.tree if entry.type == "blob"}
    ours = _git("ls-tree", "-r", "--format=%(path) %(objectname)", "main", cwd=checkout)
    assert blobs == dict(line.split() for line in ours.splitlines())


def test_a_partial_clone_without_a_checkout_is_possible(clone_url: str, checkout: Path) -> None:
    """The cheapest way to read: one commit, blobs on demand."""
    options = ("--depth", "1", "--filter=blob:none", "--no-checkout")
    _git("clone", "--quiet", *options, clone_url, str(checkout))
    assert "Hazelnut" in _git("show", "HEAD:README.md", cwd=checkout)


def test_a_branch_of_the_api_can_be_fetched(
    clone_url: str, checkout: Path, propose: Propose
) -> None:
    """What the API made is in git, as the same commit."""
    branch = propose("groundskeeper/from-the-api")
    _git("clone", "--quiet", clone_url, str(checkout))
    fetched = _git("rev-parse", "origin/groundskeeper/from-the-api", cwd=checkout)
    assert fetched == branch.object.sha
    _git("fsck", "--strict", cwd=checkout)


def test_a_deleted_branch_is_gone_from_git(clone_url: str, propose: Propose) -> None:
    """The API's deletion reaches git as well."""
    propose("goes").delete()
    assert _git("ls-remote", clone_url, "refs/heads/goes") == ""


def test_a_push_reaches_the_api(clone_url: str, checkout: Path, shop: Repository) -> None:
    """A person's commit is known to the API when the push returns, time zone included."""
    _git("clone", "--quiet", clone_url, str(checkout))
    (checkout / "Größe.txt").write_text("für alle\n")
    (checkout / "run.sh").write_text("#!/bin/sh\n")
    (checkout / "run.sh").chmod(0o755)
    _git("add", "--all", cwd=checkout)
    date = "2026-09-03T10:00:00+02:00"
    _git("commit", "--quiet", "--date", date, "-m", "Füge etwas hinzu", cwd=checkout)
    _git("push", "--quiet", "origin", "HEAD:by-hand", cwd=checkout)
    assert shop.get_git_ref("heads/by-hand").object.sha == _git("rev-parse", "HEAD", cwd=checkout)
    _git("commit", "--quiet", "--amend", "-m", "Anders", cwd=checkout)
    _git("push", "--quiet", "--force", "origin", "HEAD:by-hand", cwd=checkout)
    assert shop.get_git_ref("heads/by-hand").object.sha == _git("rev-parse", "HEAD", cwd=checkout)


def test_a_branch_deleted_by_hand_is_gone_from_the_api(
    clone_url: str, checkout: Path, shop: Repository, propose: Propose
) -> None:
    """A deletion in git reaches the API, and takes no other branch with it."""
    propose("stays")
    propose("deleted-by-hand")
    _git("clone", "--quiet", clone_url, str(checkout))
    _git("push", "--quiet", "origin", ":deleted-by-hand", cwd=checkout)
    names = {branch.name for branch in shop.get_branches()}
    assert "stays" in names
    assert "deleted-by-hand" not in names


def test_a_large_push_arrives_in_chunks(clone_url: str, checkout: Path, shop: Repository) -> None:
    """Above one megabyte git sends without a length."""
    _git("clone", "--quiet", clone_url, str(checkout))
    (checkout / "photo.bin").write_bytes(bytes(i * 7919 % 251 for i in range(200)) * 15_000)
    (checkout / "noise.bin").write_bytes(_noise(2_000_000))
    _git("add", "--all", cwd=checkout)
    _git("commit", "--quiet", "-m", "Add a photo", cwd=checkout)
    _git("push", "--quiet", "origin", "HEAD:photo", cwd=checkout)
    assert shop.get_git_ref("heads/photo").object.sha == _git("rev-parse", "HEAD", cwd=checkout)


@pytest.mark.parametrize(
    ("secret", "complaint"),
    [("x-access-token:ghp_unknown@", "Authentication failed"), ("", "could not read Username")],
)
def test_a_wrong_or_missing_token_is_refused(
    company: Emulators, checkout: Path, secret: str, complaint: str
) -> None:
    """git says so in the words people know."""
    address = company.addresses.clone_url.replace("://", f"://{secret}")
    with pytest.raises(subprocess.CalledProcessError) as error:
        _git("clone", "--quiet", address, str(checkout))
    assert complaint in error.value.stderr


def test_a_missing_repository_is_not_found(clone_url: str, checkout: Path) -> None:
    """git's own answer passes through."""
    with pytest.raises(subprocess.CalledProcessError) as error:
        _git("clone", "--quiet", clone_url.replace("shop", "shed"), str(checkout))
    assert "not found" in error.value.stderr


def test_git_requests_are_counted(company: Emulators, clone_url: str, checkout: Path) -> None:
    """Cloning shows in the ledger like every other request."""
    before = len(company.requests(service="git"))
    _git("clone", "--quiet", clone_url, str(checkout))
    paths = [exchange["path"] for exchange in company.requests(service="git")[before:]]
    assert paths[-1] == "/my-org/shop.git/git-upload-pack"


@pytest.mark.parametrize(
    ("header", "token"),
    [("Bearer t", "t"), ("Basic eDp0", "t"), ("Basic ?", None), ("Digest t", None), ("", None)],
)
def test_the_token_is_read_from_both_schemes(header: str, token: str | None) -> None:
    """Anything else is no token, and no crash."""
    assert _token(header) == token


def _noise(size: int) -> bytes:
    """Bytes that do not compress, the same every time."""
    state, out = 1, bytearray()
    while len(out) < size:
        state = state * 6364136223846793005 + 1442695040888963407 & (1 << 64) - 1
        out += state.to_bytes(8, "big")
    return bytes(out)

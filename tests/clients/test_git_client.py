"""Checkouts from real repositories, over the file system and over HTTP."""

import asyncio
import os
from pathlib import Path

import pytest

from clients import errors
from clients.git import Git, GitLimits, RepositoryAddress
from clients.git_failures import failure
from tests.clients.git_host import commit, git, start_shop


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A repository with one commit on `main`."""
    return start_shop(tmp_path)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Where a worker keeps its mirrors."""
    return tmp_path / "cache"


def address(folder: Path, branch: str | None = None) -> RepositoryAddress:
    """Return the address of a repository on this machine."""
    return RepositoryAddress(name="my-org/shop", url=str(folder), branch=branch)


def files_in(folder: Path) -> set[str]:
    """Return every file and link under `folder`."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}


async def fail_inside(client: Git, repository: RepositoryAddress) -> None:
    """Make a checkout and fail while it is there."""
    async with client.checkout(repository) as checkout:
        raise ZeroDivisionError(checkout.sha)


class TestCheckout:
    """The latest commit of a branch, as files."""

    async def test_it_gives_the_default_branch_with_its_commit(self, cache: Path, shop: Path):
        """Without a branch, the repository's own default is read and named."""
        async with Git(cache).checkout(address(shop)) as checkout:
            assert checkout.branch == "main"
            assert checkout.sha == git(shop, "rev-parse", "main")
            assert files_in(checkout.path) == {"src/app.ts", "run.sh"}

    async def test_a_named_branch_is_read(self, cache: Path, shop: Path):
        """A branch with slashes in its name is read when it is asked for."""
        git(shop, "checkout", "--quiet", "-b", "release/1.x")
        sha = commit(shop, {"src/release.ts": b"1\n"})
        git(shop, "checkout", "--quiet", "main")
        async with Git(cache).checkout(address(shop, "release/1.x")) as checkout:
            assert checkout.sha == sha
            assert (checkout.path / "src/release.ts").exists()

    async def test_the_kept_mirror_follows_new_and_rewritten_commits(self, cache: Path, shop: Path):
        """A second checkout sees what was pushed since, forced or not."""
        client = Git(cache)
        async with client.checkout(address(shop)):
            pass
        git(shop, "commit", "--quiet", "--amend", "--message", "Rewritten")
        sha = commit(shop, {"new.ts": b"2\n"})
        async with client.checkout(address(shop)) as checkout:
            assert checkout.sha == sha
            assert (checkout.path / "new.ts").exists()
        assert len(list((cache / "mirrors").glob("*.git"))) == 1

    async def test_nothing_is_left_of_a_checkout(self, cache: Path, shop: Path):
        """The files are removed when the block ends, also by an error."""
        with pytest.raises(ZeroDivisionError):
            await fail_inside(Git(cache), address(shop))
        assert list((cache / "checkouts").iterdir()) == []

    async def test_what_a_killed_worker_left_is_removed(self, cache: Path, shop: Path):
        """A checkout older than a day belongs to nobody."""
        left = cache / "checkouts" / "left"
        left.mkdir(parents=True)
        os.utime(left, (0, 0))
        async with Git(cache).checkout(address(shop)):
            assert not left.exists()

    async def test_a_broken_mirror_is_made_anew(self, cache: Path, shop: Path):
        """A mirror that git cannot work with is a cache that is thrown away."""
        client = Git(cache)
        async with client.checkout(address(shop)):
            pass
        mirror = next((cache / "mirrors").glob("*.git"))
        (mirror / "config").write_text("[core\n")
        (mirror / "shallow.lock").touch()
        async with client.checkout(address(shop)) as checkout:
            assert checkout.sha == git(shop, "rev-parse", "main")

    async def test_checkouts_of_one_repository_wait_for_each_other(self, cache: Path, shop: Path):
        """Four at once share a mirror, and each has its own files."""

        async def one() -> Path:
            async with Git(cache).checkout(address(shop)) as checkout:
                assert (checkout.path / "src/app.ts").exists()
                return checkout.path

        assert len(set(await asyncio.gather(*(one() for _ in range(4))))) == 4

    async def test_the_heartbeat_hears_every_phase(self, cache: Path, shop: Path):
        """Whoever waits is told what is going on."""
        phases: list[str] = []
        async with Git(cache).checkout(address(shop), phases.append):
            assert dict.fromkeys(phases) == dict.fromkeys(
                ("waiting for the mirror", "fetching", "asking for the default branch", "writing")
            )


class TestWhatARepositoryContains:
    """It is data: never run, never resolved, never converted."""

    async def test_files_are_the_bytes_that_git_stores(self, cache: Path, shop: Path):
        """No attribute converts line ends, encodings or keywords, however the team set them."""
        git(shop, "config", "core.autocrlf", "false")
        stored = {
            "a.txt": b"one\ntwo\n",
            "b.txt": b"$Id$\n",
            "c.txt": "grün\n".encode(),
            "img.png": b"version https://git-lfs.github.com/spec/v1\n",
        }
        commit(shop, stored)
        attributes = b"a.txt text eol=crlf\nb.txt ident\nimg.png filter=lfs\n"
        commit(shop, {".gitattributes": attributes + b"c.txt working-tree-encoding=UTF-16\n"})
        async with Git(cache).checkout(address(shop)) as checkout:
            assert {name: (checkout.path / name).read_bytes() for name in stored} == stored

    async def test_hooks_and_filters_never_run(
        self, cache: Path, shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        """Neither hooks in the mirror nor filters of the user's own configuration are started."""
        proof = tmp_path / "proof"
        home = tmp_path / "home"
        home.mkdir()
        (home / ".gitconfig").write_text(f'[filter "lfs"]\n\tsmudge = touch {proof}; cat\n')
        monkeypatch.setenv("HOME", str(home))
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(home / ".gitconfig"))
        commit(shop, {".gitattributes": b"* filter=lfs\n"})
        client = Git(cache)
        async with client.checkout(address(shop)):
            pass
        hooks = next((cache / "mirrors").glob("*.git")) / "hooks"
        hooks.mkdir()
        for name in ("post-checkout", "reference-transaction", "post-index-change"):
            (hooks / name).write_text(f"#!/bin/sh\ntouch {proof}\n")
            (hooks / name).chmod(0o755)
        commit(shop, {"new.ts": b"2\n"})
        async with client.checkout(address(shop)) as checkout:
            assert (checkout.path / "new.ts").exists()
        assert not proof.exists()

    async def test_submodules_and_links_are_left_out(self, cache: Path, shop: Path, tmp_path: Path):
        """No file of a checkout leads out of it, and nothing else is fetched."""
        other = tmp_path / "other"
        other.mkdir()
        git(other, "init", "--quiet")
        commit(other, {"inner.ts": b"1\n"})
        git(
            shop, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other), "o"
        )
        (shop / "passwd").symlink_to("/etc/passwd")
        commit(shop, {})
        async with Git(cache).checkout(address(shop)) as checkout:
            assert files_in(checkout.path) == {"src/app.ts", "run.sh", ".gitmodules"}
            assert not (checkout.path / "passwd").is_symlink()

    async def test_the_executable_bit_survives(self, cache: Path, shop: Path):
        """A script stays a script."""
        git(shop, "update-index", "--chmod=+x", "run.sh")
        git(shop, "commit", "--quiet", "--message", "Make it run")
        async with Git(cache).checkout(address(shop)) as checkout:
            assert os.access(checkout.path / "run.sh", os.X_OK)

    async def test_names_that_are_not_text_survive(self, cache: Path, shop: Path):
        """A file name in no encoding is written as it is."""
        name = os.fsdecode(b"na\xefve \n.ts")
        commit(shop, {name: b"1\n"})
        async with Git(cache).checkout(address(shop)) as checkout:
            assert (checkout.path / name).exists()


class TestLimits:
    """What a checkout may cost."""

    async def test_a_large_pack_is_refused_while_it_is_fetched(self, cache: Path, shop: Path):
        """The mirror's size on disk is limited."""
        commit(shop, {"noise.bin": os.urandom(300_000)})
        client = Git(cache, limits=GitLimits(disk_bytes=200_000))
        with pytest.raises(errors.TooLarge, match="200000 bytes"):
            async with client.checkout(address(shop)):
                pass

    async def test_a_pack_that_unfolds_is_refused_before_it_is_written(
        self, cache: Path, shop: Path
    ):
        """A megabyte of zeros is a small pack, and still a megabyte on disk."""
        commit(shop, {"zeros.bin": bytes(1_000_000)})
        client = Git(cache, limits=GitLimits(disk_bytes=500_000))
        with pytest.raises(errors.TooLarge):
            async with client.checkout(address(shop)):
                pass

    async def test_a_mirror_in_use_is_not_waited_for_for_ever(self, cache: Path, shop: Path):
        """The time limit includes the wait for another checkout of the same repository."""
        client = Git(cache, limits=GitLimits(seconds=0))
        with pytest.raises(errors.TimedOut):
            async with client.checkout(address(shop)):
                pass


class TestAddresses:
    """What is refused before git hears of it."""

    @pytest.mark.parametrize(
        "url",
        [
            "https://x-access-token:ghp_secret@github.com/my-org/shop",
            "ssh://git@github.com/my-org/shop",
            "git@github.com:my-org/shop.git",
            "ext::sh -c touch% /tmp/pwned",
            "--upload-pack=touch /tmp/pwned",
            "relative/folder",
        ],
    )
    async def test_unfit_addresses(self, cache: Path, url: str):
        """Credentials in the address and transports that run programs are refused, unprinted."""
        with pytest.raises(errors.AddressWrong) as caught:
            async with Git(cache).checkout(RepositoryAddress(name="my-org/shop", url=url)):
                pass
        assert "ghp_secret" not in str(caught.value)
        assert files_in(cache) == set()

    @pytest.mark.parametrize(
        "branch",
        ["--upload-pack=x", "a..b", "main:main", "ma*n", "", "a b", "x.lock", "@{-1}", "/a", "a/"],
    )
    async def test_branch_names_that_are_none(self, cache: Path, shop: Path, branch: str):
        """A name that git could take for an option or a pattern is refused."""
        with pytest.raises(errors.BranchMissing, match="not a branch name"):
            async with Git(cache).checkout(address(shop, branch)):
                pass

    async def test_a_branch_that_is_gone(self, cache: Path, shop: Path):
        """A missing branch is told apart from a missing repository."""
        with pytest.raises(errors.BranchMissing):
            async with Git(cache).checkout(address(shop, "gone")):
                pass

    async def test_a_repository_without_a_commit(self, cache: Path, tmp_path: Path):
        """An empty repository has no default branch yet."""
        empty = tmp_path / "empty"
        empty.mkdir()
        git(empty, "init", "--quiet", "--bare")
        with pytest.raises(errors.BranchMissing, match="default branch"):
            async with Git(cache).checkout(address(empty)):
                pass

    async def test_a_repository_that_is_gone(self, cache: Path, tmp_path: Path):
        """A missing folder is a missing repository."""
        with pytest.raises(errors.RepositoryMissing):
            async with Git(cache).checkout(address(tmp_path / "nothing")):
                pass

    async def test_a_cache_that_cannot_be_written(self, tmp_path: Path, shop: Path):
        """A cache folder that is a file is the operator's to repair."""
        occupied = tmp_path / "occupied"
        occupied.touch()
        with pytest.raises(errors.OperatorMustAct, match="writable"):
            async with Git(occupied).checkout(address(shop)):
                pass

    async def test_no_git_at_all(
        self, cache: Path, shop: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ):
        """Without the program the message says what to install."""
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(errors.OperatorMustAct, match="install git"):
            async with Git(cache).checkout(address(shop)):
                pass

    async def test_a_git_that_is_too_old(
        self, cache: Path, shop: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ):
        """A git that would ignore our settings is not let near a repository."""
        old = tmp_path / "bin" / "git"
        old.parent.mkdir()
        old.write_text("#!/bin/sh\necho git version 2.30.2\n")
        old.chmod(0o755)
        monkeypatch.setenv("PATH", f"{old.parent}:{os.environ['PATH']}")
        with pytest.raises(errors.OperatorMustAct, match=r"2\.30\.2"):
            async with Git(cache).checkout(address(shop)):
                pass


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("fatal: couldn't find remote ref refs/heads/x", errors.BranchMissing),
        ("remote: Invalid username or token.\nfatal: Authentication failed for 'https://h/'",
         errors.CredentialsRejected),
        ("fatal: could not read Username for 'https://h': terminal prompts disabled",
         errors.CredentialsRejected),
        ("fatal: unable to access 'https://h/': The requested URL returned error: 403",
         errors.ScopeMissing),
        ("remote: Repository not found.\nfatal: repository 'https://h/' not found",
         errors.RepositoryMissing),
        ("error: RPC failed; HTTP 503 curl 22 The requested URL returned error: 503",
         errors.ServerFailed),
        ("fatal: unable to access 'https://h/': Could not resolve host: h", errors.Unreachable),
        ("fatal: unable to access 'https://h/': server certificate verification failed.",
         errors.AddressWrong),
        ("fatal: unable to access 'https://h/': SSL certificate problem: self-signed certificate",
         errors.AddressWrong),
        ("error: RPC failed; curl 56 GnuTLS recv error (-110): The TLS connection was terminated",
         errors.Unreachable),
        ("fatal: write error: No space left on device", errors.OperatorMustAct),
        ("error: cannot update ref: couldn't write '/a/main.lock'", errors.OperatorMustAct),
        ("error: unable to create temporary file: Permission denied", errors.OperatorMustAct),
        ("fatal: https://h/info/refs not valid: is this a git repository?", errors.AddressWrong),
        ("fatal: bad object 1234", errors.AnswerUnusable),
        ("", errors.AnswerUnusable),
    ],
)  # fmt: skip
def test_what_git_says(said: str, kind: type[errors.ClientError]):
    """git's words lead to whoever can do something about them."""
    assert isinstance(failure("checkout of my-org/shop", said), kind)

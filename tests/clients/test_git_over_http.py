"""Checkouts over HTTP: what a token opens, where it never shows, and how a slow host ends."""

import asyncio
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from clients import errors
from clients.git import Git, GitLimits, RepositoryAddress
from clients.git_process import Watch, environment, run
from tests.clients.git_host import (
    BASIC,
    TOKEN,
    GitHost,
    commit,
    git,
    git_processes,
    serving,
    start_shop,
)

pytestmark = pytest.mark.requires_server


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A repository with one commit on `main`."""
    return start_shop(tmp_path)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Where a worker keeps its mirrors."""
    return tmp_path / "cache"


@pytest.fixture
def host(shop: Path) -> Iterator[GitHost]:
    """A git server on a free port."""
    with serving(shop.parent.parent) as server:
        yield server


def hosted(
    host: GitHost, token: str | None = TOKEN, name: str = "my-org/shop"
) -> RepositoryAddress:
    """Return the address of a repository of `host`."""
    secret = SecretStr(token) if token else None
    return RepositoryAddress(name=name, url=f"{host.url}/{name}.git", token=secret)


async def enter(client: Git, repository: RepositoryAddress) -> None:
    """Make a checkout, for its own sake."""
    async with client.checkout(repository):
        pass


def block_while_git_starts_its_helpers() -> None:
    """Keep the event loop from noticing what goes on, as a busy worker does."""
    time.sleep(0.05)


def contents(folder: Path) -> list[bytes]:
    """Return what every file under `folder` holds."""
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


async def talking(host: GitHost) -> list[str]:
    """Wait until git talks to `host`, and return its processes."""
    while not (lines := git_processes(host)):
        await asyncio.sleep(0.01)
    return lines


class TestOverHttp:
    """The way repositories are read in earnest."""

    async def test_the_token_opens_the_repository(self, cache: Path, host: GitHost, shop: Path):
        """The token is sent as GitHub wants it, and the files arrive."""
        async with Git(cache).checkout(hosted(host)) as checkout:
            assert checkout.sha == git(shop, "rev-parse", "main")
            assert (checkout.path / "src/app.ts").exists()
        assert set(host.authorizations) == {f"Basic {BASIC}"}

    async def test_the_token_is_written_nowhere(self, cache: Path, host: GitHost):
        """Neither the mirror's configuration nor any other file holds the token."""
        client = Git(cache)
        async with client.checkout(hosted(host)):
            kept = await asyncio.to_thread(contents, cache)
        assert kept
        assert not any(TOKEN.encode() in content or BASIC.encode() in content for content in kept)

    async def test_the_token_is_in_no_argument(
        self, cache: Path, host: GitHost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        """Other processes of the machine can read arguments: they hold nothing secret."""
        real = shutil.which("git")
        log = tmp_path / "arguments"
        spy = tmp_path / "bin" / "git"
        spy.parent.mkdir()
        spy.write_text(f'#!/bin/sh\necho "$@" >> {log}\nexec {real} "$@"\n')
        spy.chmod(0o755)
        monkeypatch.setenv("PATH", f"{spy.parent}:{os.environ['PATH']}")
        await enter(Git(cache), hosted(host))
        arguments = log.read_text()
        assert "fetch" in arguments
        assert TOKEN not in arguments
        assert BASIC not in arguments

    @pytest.mark.parametrize("token", [None, "ghs_wrong_token"])
    async def test_a_refused_token(self, cache: Path, host: GitHost, token: str | None):
        """No token and a wrong one are the operator's, and are not printed."""
        with pytest.raises(errors.CredentialsRejected) as caught:
            await enter(Git(cache), hosted(host, token))
        assert "ghs_wrong_token" not in str(caught.value)

    async def test_a_repository_that_the_host_does_not_show(self, cache: Path, host: GitHost):
        """What is not shared looks as if it were not there."""
        with pytest.raises(errors.RepositoryMissing):
            await enter(Git(cache), hosted(host, name="my-org/other"))

    @pytest.mark.parametrize(
        ("status", "kind"),
        [
            (403, errors.ScopeMissing),
            (429, errors.RateLimited),
            (500, errors.ServerFailed),
            (503, errors.ServerFailed),
        ],
    )
    async def test_what_the_host_answers(
        self, cache: Path, host: GitHost, status: int, kind: type[errors.ClientError]
    ):
        """Each refusal goes to whoever can do something about it."""
        host.status = status
        with pytest.raises(kind):
            await enter(Git(cache), hosted(host))

    async def test_a_redirect_never_carries_the_token_away(
        self, cache: Path, host: GitHost, shop: Path
    ):
        """A host that points elsewhere is an error; the other host hears nothing."""
        with serving(shop.parent.parent) as elsewhere:
            host.redirect_to = elsewhere.url.replace("127.0.0.1", "localhost")
            with pytest.raises(errors.RepositoryMissing, match="moved"):
                await enter(Git(cache), hosted(host))
            assert elsewhere.authorizations == []

    async def test_nobody_answers(self, cache: Path):
        """A host that is down is nobody's fault and tried again."""
        gone = RepositoryAddress(name="my-org/shop", url="http://127.0.0.1:1/my-org/shop.git")
        with pytest.raises(errors.Unreachable):
            await enter(Git(cache), gone)

    async def test_a_host_that_stalls_is_cut_off(self, cache: Path, host: GitHost):
        """The time limit ends git."""
        host.stalls = True
        with pytest.raises(errors.TimedOut):
            await enter(Git(cache, limits=GitLimits(seconds=0.5)), hosted(host))
        assert git_processes(host) == []

    async def test_a_cancellation_ends_git_and_its_helpers(self, cache: Path, host: GitHost):
        """No process and no file survives a cancelled checkout."""
        host.stalls = True
        task = asyncio.create_task(enter(Git(cache), hosted(host)))
        await talking(host)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert git_processes(host) == []
        assert await asyncio.to_thread(contents, cache / "checkouts") == []

    async def test_a_cancellation_may_come_while_git_is_started(self, host: GitHost):
        """Helpers that git has before it counts as started are neither left nor waited for."""
        host.stalls = True
        watch = Watch(asyncio.get_running_loop().time() + 60)
        env = environment({"protocol.http.allow": "always"})
        for steps in range(12):
            asking = run("a look", ["ls-remote", f"{host.url}/x.git"], env=env, watch=watch)
            task = asyncio.create_task(asking)
            for _ in range(steps):
                await asyncio.sleep(0)
            block_while_git_starts_its_helpers()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asyncio.wait_for(task, timeout=10)
        assert git_processes(host) == []

    async def test_a_mirror_survives_a_cancellation(self, cache: Path, host: GitHost):
        """What a killed git left behind is in nobody's way."""
        host.stalls = True
        task = asyncio.create_task(enter(Git(cache), hosted(host)))
        await talking(host)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        host.stalls = False
        await enter(Git(cache), hosted(host))

    async def test_the_token_is_in_no_process_list(self, cache: Path, host: GitHost):
        """While git runs, `ps` shows the address and no secret."""
        host.stalls = True
        task = asyncio.create_task(enter(Git(cache), hosted(host)))
        lines = await talking(host)
        assert not any(TOKEN in line or BASIC in line for line in lines)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


@pytest.mark.parametrize("speaks_newest", [True, False])
async def test_commits_between_two_deploys_come_from_any_host(
    host: GitHost, shop: Path, cache: Path, *, speaks_newest: bool
) -> None:
    """One that gives no commit by its name is asked for the branch that holds it."""
    host.speaks_newest = speaks_newest
    old = git(shop, "rev-parse", "HEAD")
    shas = [commit(shop, {"src/app.ts": f"{number}\n".encode()}) for number in range(3)]
    commit(shop, {"src/app.ts": b"later\n"})
    async with Git(cache).between(hosted(host), old, shas[-1]) as between:
        assert [each.sha for each in (await between.commits()).commits] == shas[::-1]


async def test_a_commit_that_no_host_has_is_said_to_be_missing(
    host: GitHost, shop: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may have been pushed away; trying again brings nothing."""
    monkeypatch.setattr("clients.git.MOST_COMMITS", 100)
    gone = "f" * 40
    with pytest.raises(errors.BranchMissing) as refused:
        async with Git(cache).between(hosted(host), gone, git(shop, "rev-parse", "HEAD")):
            pass
    assert not refused.value.temporary

"""Runs the git program so that nothing of the machine or of the repository can steer it.

No configuration of the system or the user, no hooks, no credential helpers, no prompts, no ssh.
What git is told, it is told through the environment: its arguments can be read by every process of
the machine, and what is written to a repository's `config` stays there.
"""

import asyncio
import base64
import os
import re
import signal
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from pydantic import SecretStr

from clients import errors
from clients.git_failures import failure
from clients.secrecy import without_secrets

# Proxies, certificates and temporary folders belong to the machine; the rest is ours to decide.
_PASSED_ON = (
    "PATH", "TMPDIR", "SSL_CERT_FILE", "SSL_CERT_DIR", "GIT_SSL_CAINFO",
    "http_proxy", "https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY", "all_proxy", "ALL_PROXY",
)  # fmt: skip

_SETTINGS = {
    "core.hooksPath": "/dev/null",
    "core.fsmonitor": "false",
    "core.attributesFile": "/dev/null",
    "credential.helper": "",
    "fetch.recurseSubmodules": "false",
    "submodule.recurse": "false",
    # A redirected git sends its extra headers, our credentials among them, to the new host too.
    "http.followRedirects": "false",
    "protocol.allow": "never",
    # Packs of depth-1 fetches pile up in a mirror that is kept: repack in the foreground, where a
    # time limit and a kill reach it, as soon as there are more than 20.
    "fetch.unpackLimit": "1",
    "gc.autoPackLimit": "20",
    "gc.autoDetach": "false",
    "gc.pruneExpire": "now",
    **{f"filter.lfs.{name}": "" for name in ("smudge", "clean", "process")},
    "filter.lfs.required": "false",
}

OLDEST = (2, 31)
"""The first git that is told its settings through the environment; an older one ignores them."""

_INSTALL = "install git 2.31 or newer on this machine"

GRACE_SECONDS = 2.0
"""How long git may tidy up its lock files after SIGTERM before SIGKILL."""


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Return all that git may know: the machine's network, our settings, and `settings` on top."""
    told = {**_SETTINGS, **settings}
    counted = {"GIT_CONFIG_COUNT": str(len(told))}
    for index, (key, value) in enumerate(told.items()):
        counted |= {f"GIT_CONFIG_KEY_{index}": key, f"GIT_CONFIG_VALUE_{index}": value}
    return {
        **{name: os.environ[name] for name in _PASSED_ON if name in os.environ},
        "LC_ALL": "C",
        "HOME": "/nonexistent",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_LFS_SKIP_SMUDGE": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        **counted,
    }


def _basic(token: SecretStr) -> str:
    return base64.b64encode(f"x-access-token:{token.get_secret_value()}".encode()).decode()


def credential_settings(url: str, token: SecretStr) -> dict[str, str]:
    """Return the setting that sends `token` to the host of `url`, as GitHub wants it, only there.

    Source: GitHub, *Authenticating as a GitHub App installation* (user name `x-access-token`).
    """
    parts = urlsplit(url)
    key = f"http.{parts.scheme}://{parts.netloc}/.extraHeader"
    return {key: f"Authorization: Basic {_basic(token)}"}


@dataclass(frozen=True)
class Watch:
    """What is looked at while git runs."""

    deadline: float
    """Time of the event loop's clock after which git is killed."""
    beat: Callable[[], None] = lambda: None
    check: Callable[[], None] = lambda: None
    """Called every `every_seconds`; what it raises ends git."""
    every_seconds: float = 0.5


async def run(
    request: str,
    arguments: list[str],
    *,
    env: Mapping[str, str],
    watch: Watch,
    stdin: bytes | None = None,
    secret: SecretStr | None = None,
) -> str:
    """Return what `git ARGUMENTS` prints. Raises `ClientError`, named after `request`.

    git gets a session of its own, so that a time-out or a cancellation ends its helpers too.
    `secret` is taken out of what git and the other side say.
    """
    process = await _start_whole(request, arguments, env)
    talk = asyncio.create_task(process.communicate(stdin))
    try:
        await _until_done(request, talk, watch)
        out, err = talk.result()
    finally:
        await _end(process, talk)
    if process.returncode:
        said = err.decode(errors="replace")
        raise failure(request, without_secrets(said, secret) if secret else said)
    return out.decode(errors="surrogateescape")


async def refuse_old_git(request: str, watch: Watch) -> None:
    """Raise `OperatorMustAct` if this machine's git would ignore what `environment` tells it."""
    said = await run(request, ["version"], env=environment({}), watch=watch)
    found = re.search(r"(\d+)\.(\d+)", said)
    if found is None or (int(found[1]), int(found[2])) < OLDEST:
        raise errors.OperatorMustAct("git", request, said, advice=_INSTALL)


async def _start_whole(
    request: str, arguments: list[str], env: Mapping[str, str]
) -> asyncio.subprocess.Process:
    starting = asyncio.create_task(_start(request, arguments, env))
    try:
        return await asyncio.shield(starting)
    except asyncio.CancelledError:
        # Cancelled half-way, asyncio would end git alone and then wait for its helpers.
        with suppress(errors.ClientError):
            process = await starting
            _kill_group(process.pid, signal.SIGKILL)
            await process.wait()
        raise


async def _start(
    request: str, arguments: list[str], env: Mapping[str, str]
) -> asyncio.subprocess.Process:
    pipe = asyncio.subprocess.PIPE
    try:
        return await asyncio.create_subprocess_exec(
            "git", *arguments, env=env, stdin=pipe, stdout=pipe, stderr=pipe, start_new_session=True
        )
    except FileNotFoundError:
        said = "there is no program of that name"
        raise errors.OperatorMustAct("git", request, said, advice=_INSTALL) from None


async def _until_done(request: str, talk: asyncio.Task[tuple[bytes, bytes]], watch: Watch) -> None:
    clock = asyncio.get_running_loop().time
    while not talk.done():
        left = watch.deadline - clock()
        if left <= 0:
            raise errors.TimedOut("git", request, "the time limit for one checkout is over")
        await asyncio.wait({talk}, timeout=min(left, watch.every_seconds))
        watch.beat()
        watch.check()


async def _end(
    process: asyncio.subprocess.Process, talk: asyncio.Task[tuple[bytes, bytes]]
) -> None:
    """Leave no process of the group behind, however git's run came to its end."""
    if process.returncode is None:
        _kill_group(process.pid, signal.SIGTERM)
        await asyncio.wait({talk}, timeout=GRACE_SECONDS)
    _kill_group(process.pid, signal.SIGKILL)
    talk.cancel()
    with suppress(asyncio.CancelledError):
        await talk
    await process.wait()


def _kill_group(group: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, number)

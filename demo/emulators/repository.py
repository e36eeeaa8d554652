"""The git repository that both stores agree on: reading it, and writing objects into it."""

import asyncio
import os
import subprocess
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any


class GitRefused(Exception):
    """git ended with an error; the message is its own."""


@dataclass(frozen=True)
class Repository:
    """A bare repository, spoken to through the git program."""

    path: Path

    async def run(self, *arguments: str, stdin: bytes = b"") -> bytes:
        """Runs git in the repository without anybody's configuration and returns its output."""
        process = await asyncio.create_subprocess_exec(
            "git",
            *arguments,
            cwd=self.path,
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        output, errors = await process.communicate(stdin)
        if process.returncode:
            raise GitRefused(f"git {arguments[0]}: {errors.decode(errors='replace').strip()}")
        return output

    async def text(self, *arguments: str) -> str:
        """Runs git and returns its output as text without surrounding space."""
        return (await self.run(*arguments)).decode(errors="replace").strip()

    async def has(self, sha: str) -> bool:
        """Is this object there?"""
        try:
            await self.run("cat-file", "-e", sha)
        except GitRefused:
            return False
        return True

    async def tip(self, branch: str) -> str | None:
        """The SHA a branch points to, `None` when there is no such branch."""
        try:
            return await self.text("rev-parse", "--verify", "--quiet", f"refs/heads/{branch}")
        except GitRefused:
            return None

    async def refs(self) -> dict[str, str]:
        """Every branch: full name to SHA."""
        listed = await self.text("for-each-ref", "--format=%(refname) %(objectname)", "refs/heads")
        return dict(line.split(" ", 1) for line in listed.splitlines())

    async def blobs(self, shas: list[str]) -> dict[str, bytes]:
        """The content of many files at once: one process instead of one for each."""
        output = await self.run("cat-file", "--batch", stdin="\n".join([*shas, ""]).encode())
        contents, position = dict[str, bytes](), 0
        while position < len(output):
            line_end = output.index(b"\n", position)
            sha, _, size = output[position:line_end].decode().split()
            end = line_end + 1 + int(size)
            contents[sha] = output[line_end + 1 : end]
            position = end + 1
        return contents

    async def write_blob(self, content: bytes) -> str:
        """Writes a file's content."""
        output = await self.run("hash-object", "-w", "-t", "blob", "--stdin", stdin=content)
        return output.decode().strip()

    async def write_tree(self, entries: list[dict[str, Any]]) -> str:
        """Writes a folder from the entries of GitHub's API."""
        lines = (f"{e['mode']} {e['type']} {e['sha']}\t{e['path']}\0" for e in entries)
        return (await self.run("mktree", "-z", stdin="".join(lines).encode())).decode().strip()

    async def write_commit(self, commit: dict[str, Any]) -> str:
        """Writes a commit from the answer of GitHub's API: the same bytes, and so the same SHA."""
        lines = [f"tree {commit['tree']['sha']}"]
        lines += [f"parent {parent['sha']}" for parent in commit["parents"]]
        lines += [f"{role} {_signature(commit[role])}" for role in ("author", "committer")]
        # The API ends a message with one line end, and leaves one that has it alone.
        content = "\n".join([*lines, "", commit["message"].removesuffix("\n")]) + "\n"
        output = await self.run(
            "hash-object", "-w", "-t", "commit", "--stdin", stdin=content.encode()
        )
        return output.decode().strip()


def _signature(person: dict[str, str]) -> str:
    """Git's `name <email> epoch offset`. Git knows no fractions of a second, the API may."""
    when = datetime.fromisoformat(person["date"])
    return f"{person['name']} <{person['email']}> {int(when.timestamp())} {when:%z}"


def _environment() -> dict[str, str]:
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return {**inherited, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}

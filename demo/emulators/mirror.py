"""Two stores, one repository: what is pushed appears in the API, what the API makes can be fetched.

Git and emulate compute the same SHA for the same object. Every copy asserts that; a difference is
a bug here, never something to translate.
"""

import asyncio
import base64
from typing import Any

import httpx

from demo.emulators.credentials import FULL_NAME
from demo.emulators.repository import Repository


class StoresDisagree(AssertionError):
    """The same object has two SHAs."""


class Mirror:
    """Keeps the branches of emulate and of the git server the same.

    `api` speaks to emulate itself, past the proxy, as an administrator. One copy at a time: two
    requests that finish together must not write the same reference.
    """

    def __init__(self, repository: Repository, api: httpx.AsyncClient) -> None:
        self._repository = repository
        self._api = api
        self._one_at_a_time = asyncio.Lock()
        self._agreed = dict[str, str]()
        """What both stores had when they were last compared: tells a branch that one of them has
        just made from a branch that the other has just deleted."""

    def forget(self) -> None:
        """Both stores are about to start anew, and agree on nothing."""
        self._agreed.clear()

    async def to_api(self) -> None:
        """Brings to the API what has changed in git since the two agreed."""
        async with self._one_at_a_time:
            ours = await self._repository.refs()
            for ref, sha in ours.items():
                if self._agreed.get(ref) != sha:
                    await self._copy_commits(sha)
                    await self._point_api(ref, sha)
                    self._agreed[ref] = sha
            for ref in self._agreed.keys() - ours.keys():
                await self._call("DELETE", f"/git/{ref}")
                del self._agreed[ref]

    async def to_git(self) -> None:
        """Brings to git what has changed in the API since the two agreed."""
        async with self._one_at_a_time:
            theirs = await self._api_refs()
            for ref, sha in theirs.items():
                if self._agreed.get(ref) != sha:
                    await self._fetch_commit(sha)
                    await self._repository.run("update-ref", ref, sha)
                    self._agreed[ref] = sha
            for ref in self._agreed.keys() - theirs.keys():
                await self._repository.run("update-ref", "-d", ref)
                del self._agreed[ref]

    async def _api_refs(self) -> dict[str, str]:
        found = await self._call("GET", "/git/matching-refs/heads/")
        return {ref["ref"]: ref["object"]["sha"] for ref in found}

    async def _point_api(self, ref: str, sha: str) -> None:
        if ref in self._agreed:
            await self._call("PATCH", f"/git/{ref}", {"sha": sha, "force": True})
        else:
            await self._call("POST", "/git/refs", {"ref": ref, "sha": sha})

    async def _copy_commits(self, sha: str) -> None:
        """Sends the commits that lead to `sha`, oldest first, each with what it brought."""
        exclude = [f"^{commit}" for commit in self._agreed.values()]
        listed = await self._repository.text("rev-list", "--reverse", sha, *exclude)
        sent = set[str]()
        for commit in listed.split():
            await self._send_tree(commit, sent)
            made = await self._call("POST", "/git/commits", await self._commit_body(commit))
            _same(commit, made["sha"])

    async def _send_tree(self, commit: str, sent: set[str]) -> None:
        entries = list[dict[str, str]]()
        listed = await self._repository.run("ls-tree", "-r", "-z", commit)
        for line in listed.decode().split("\0")[:-1]:
            (mode, kind, sha), path = line.split("\t", 1)[0].split(), line.split("\t", 1)[1]
            entries.append({"path": path, "mode": mode, "type": kind, "sha": sha})
        new = {entry["sha"] for entry in entries} - sent
        for sha, content in (await self._repository.blobs(sorted(new))).items():
            await self._send_blob(sha, content)
        sent |= new
        made = await self._call("POST", "/git/trees", {"tree": entries})
        _same(await self._repository.text("rev-parse", f"{commit}^{{tree}}"), made["sha"])

    async def _send_blob(self, sha: str, content: bytes) -> None:
        body = {"content": base64.b64encode(content).decode(), "encoding": "base64"}
        _same(sha, (await self._call("POST", "/git/blobs", body))["sha"])

    async def _commit_body(self, sha: str) -> dict[str, Any]:
        """A commit as the API takes it: dates with offset, no line end after the message."""
        fields = ("%T", "%P", "%an", "%ae", "%aI", "%cn", "%ce", "%cI", "%B")
        shown = await self._repository.run("show", "-s", f"--format={'%x00'.join(fields)}", sha)
        tree, parents, *people, message = shown.decode().split("\0")
        author, committer = people[:3], people[3:]
        names = ("name", "email", "date")
        return {
            "tree": tree,
            "parents": parents.split(),
            "author": dict(zip(names, author, strict=True)),
            "committer": dict(zip(names, committer, strict=True)),
            "message": message.rstrip("\n"),
        }

    async def _fetch_commit(self, sha: str) -> None:
        """Writes a commit and everything it needs into git, the oldest missing one first."""
        missing, waiting = list[dict[str, Any]](), [sha]
        while waiting:
            current = waiting.pop()
            if not await self._repository.has(current):
                commit = await self._call("GET", f"/git/commits/{current}")
                missing.append(commit)
                waiting += [parent["sha"] for parent in commit["parents"]]
        for commit in reversed(missing):
            await self._fetch_tree(commit["tree"]["sha"])
            _same(commit["sha"], await self._repository.write_commit(commit))

    async def _fetch_tree(self, sha: str) -> None:
        if await self._repository.has(sha):
            return
        tree = await self._call("GET", f"/git/trees/{sha}")
        for entry in tree["tree"]:
            if entry["type"] == "tree":
                await self._fetch_tree(entry["sha"])
            elif not await self._repository.has(entry["sha"]):
                blob = await self._call("GET", f"/git/blobs/{entry['sha']}")
                content = base64.b64decode(blob["content"])
                _same(entry["sha"], await self._repository.write_blob(content))
        _same(sha, await self._repository.write_tree(tree["tree"]))

    async def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        response = await self._api.request(method, f"/repos/{FULL_NAME}{path}", json=body)
        response.raise_for_status()
        return response.json() if response.content else None


def _same(expected: str, made: str) -> None:
    if expected != made:
        raise StoresDisagree(f"one object, two SHAs: git and the API say {expected} and {made}")

"""What GitHub's webhooks carry, built from what the API says at that moment.

Only the parts that GitHub documents for an event are here; a part that nobody reads is short.
"""

from datetime import UTC, datetime
from typing import Any, cast

import httpx

from demo.emulators import credentials
from demo.emulators.merged import MergedPulls
from demo.emulators.repository import Repository
from demo.shop import DEFAULT_BRANCH

Json = dict[str, Any]

ACTIONS = {
    "deployment": "created",
    "deployment_status": "created",
    "release": "published",
    "pull_request": "closed",
    "check_suite": "completed",
    "check_run": "completed",
    "issue_comment": "created",
}
"""The action of an event if the order names none; `push` and `ping` have none."""


class Payloads:
    """Builds payloads about the one repository. `api` speaks to emulate as an administrator."""

    def __init__(self, api: httpx.AsyncClient, repository: Repository, merged: MergedPulls) -> None:
        self._api = api
        self._repository = repository
        self._merged = merged

    async def envelope(self, sender: str) -> Json:
        """Return what every payload of an App's webhook ends with."""
        repository = await self._get("")
        return {
            "repository": repository,
            "organization": {"login": credentials.OWNER, "id": repository["owner"]["id"]},
            "sender": await self._user(sender),
            "installation": {
                "id": credentials.INSTALLATION_ID,
                "node_id": f"I_{credentials.INSTALLATION_ID}",
            },
        }

    async def ping(self) -> Json:
        """Return what is sent when a webhook is set up."""
        hook = {"id": 1, "type": "App", "active": True, "app_id": credentials.APP_ID}
        return {"zen": "Keep it logically awesome.", "hook_id": 1, "hook": hook}

    async def push(self, before: str, after: str) -> Json:
        """Return a push of the commits between two to the default branch."""
        repository = await self._get("")
        span = await self._repository.text("rev-list", "--reverse", f"{before}..{after}")
        commits = [await self._commit(sha) for sha in span.split()]
        return {
            "ref": f"refs/heads/{DEFAULT_BRANCH}",
            "before": before,
            "after": after,
            "base_ref": None,
            "created": False,
            "deleted": False,
            "forced": False,
            "compare": f"{repository['html_url']}/compare/{before[:12]}...{after[:12]}",
            "commits": commits,
            "head_commit": commits[-1] if commits else None,
            "pusher": {"name": credentials.BOT_LOGIN},
        }

    async def tip(self) -> str:
        """Return the newest commit of the default branch."""
        return await self._repository.text("rev-parse", f"refs/heads/{DEFAULT_BRANCH}")

    async def pull(self, number: int | None) -> Json:
        """Return a pull request, the newest if left out. Raises `ValueError` if there is none."""
        if number is None:
            address = f"/repos/{credentials.FULL_NAME}/pulls"
            query = {"state": "all", "per_page": "1"}
            listed = (await self._api.get(address, params=query)).raise_for_status().json()
            number = listed[0]["number"] if listed else 0
        found = await self._api.get(f"/repos/{credentials.FULL_NAME}/pulls/{number}")
        if found.is_error:
            raise ValueError(f"no pull request {number or ''}")
        return self._merged.told(found.json())

    async def _commit(self, sha: str) -> Json:
        fields = ("%T", "%an", "%ae", "%cn", "%ce", "%cI", "%B")
        shown = await self._repository.text("show", "-s", f"--format={'%x00'.join(fields)}", sha)
        tree, author, email, committer, address, when, message = shown.split("\0")
        changed = await self._repository.text(
            "diff-tree", "--no-commit-id", "--name-status", "-r", "--no-renames", sha
        )
        paths = [line.split("\t", 1) for line in changed.splitlines()]
        return {
            "id": sha,
            "tree_id": tree,
            "distinct": True,
            "message": message.rstrip("\n"),
            "timestamp": when,
            "url": f"{(await self._get(''))['html_url']}/commit/{sha}",
            "author": {"name": author, "email": email},
            "committer": {"name": committer, "email": address},
            "added": [path for status, path in paths if status == "A"],
            "removed": [path for status, path in paths if status == "D"],
            "modified": [path for status, path in paths if status == "M"],
        }

    async def release(self, tag: str, sha: str) -> Json:
        """Return a release of a commit."""
        address = (await self._get(""))["html_url"]
        return {
            "release": {
                "id": 1,
                "tag_name": tag,
                "target_commitish": sha,
                "name": tag,
                "body": "",
                "draft": False,
                "prerelease": False,
                "html_url": f"{address}/releases/tag/{tag}",
                "created_at": now(),
                "published_at": now(),
                "author": await self._user(credentials.BOT_LOGIN),
                "assets": [],
            }
        }

    async def check(self, event: str, sha: str) -> Json:
        """Return a check suite, or a run of one, that has succeeded."""
        suite: Json = {
            "id": 1,
            "head_sha": sha,
            "head_branch": DEFAULT_BRANCH,
            "status": "completed",
            "conclusion": "success",
            "pull_requests": [],
            "created_at": now(),
            "updated_at": now(),
        }
        if event == "check_suite":
            return {"check_suite": suite}
        run = {"id": 2, "name": "test", "started_at": now(), "completed_at": now()}
        return {"check_run": suite | run | {"check_suite": suite}}

    async def comment(self, number: int, text: str, sender: str) -> Json:
        """Return a comment on an issue or a pull request."""
        user = await self._user(sender)
        address = f"{(await self._get(''))['html_url']}/pull/{number}#issuecomment-1"
        return {
            "issue": {"number": number, "pull_request": {}, "user": user, "html_url": address},
            "comment": {
                "id": 1,
                "body": text,
                "user": user,
                "author_association": "MEMBER",
                "html_url": address,
                "created_at": now(),
                "updated_at": now(),
            },
        }

    async def _user(self, login: str) -> Json:
        found = await self._api.get(f"/users/{login}")
        if found.is_error:
            return {"login": login, "id": 0, "type": "Bot" if login.endswith("[bot]") else "User"}
        user = cast("Json", found.json())
        return {name: user[name] for name in ("login", "id", "node_id", "html_url", "type")}

    async def _get(self, path: str) -> Json:
        answer = await self._api.get(f"/repos/{credentials.FULL_NAME}{path}")
        return cast("Json", answer.raise_for_status().json())


def now() -> str:
    """Return the moment as GitHub writes it."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"

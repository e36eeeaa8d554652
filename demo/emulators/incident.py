"""Plays the afternoon on which the checkout breaks: five merges, pushed to the default branch."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from demo.emulators.credentials import FULL_NAME
from demo.emulators.merged import MergedPulls
from demo.emulators.mirror import Mirror
from demo.emulators.repository import Repository
from demo.shop import DEFAULT_BRANCH
from demo.shop.incident import ERROR, MERGES, STACK, Merge, Person, edited, stack

Json = dict[str, Any]

_NEWEST, _APART = timedelta(minutes=10), timedelta(minutes=20)
_OPEN_FOR, _REVIEWED = timedelta(hours=3), timedelta(minutes=5)
_COMMITTER = "GitHub <noreply@github.com>"


class IncidentOrder(BaseModel):
    """Push the merges; the newest one is ten minutes older than `at`."""

    model_config = ConfigDict(extra="forbid")

    at: AwareDatetime = Field(default_factory=lambda: datetime.now(UTC))


@dataclass(frozen=True)
class _Planned:
    """A merge with its place in the history."""

    merge: Merge
    number: int
    at: datetime
    files: dict[str, str]


class IncidentStage:
    """Writes the commits into git, and their pull requests into the API."""

    def __init__(
        self, repository: Repository, mirror: Mirror, admin: httpx.AsyncClient, merged: MergedPulls
    ) -> None:
        self._repository = repository
        self._mirror = mirror
        self._admin = admin
        self._merged = merged

    async def play(self, order: IncidentOrder) -> Json:
        """Do it, and return what a test has to know: `before`, `after`, `merges` and `bad`.

        Raises:
            ValueError: The shop's code is not what it was, so that the changes do not fit.
        """
        before = await self._repository.text("rev-parse", f"refs/heads/{DEFAULT_BRANCH}")
        planned = await self._plan(order.at)
        stream = b"".join(_stream(planned, before))
        await self._repository.run("fast-import", "--quiet", stdin=stream)
        await self._mirror.to_api()
        listed = await self._repository.text("rev-list", "--reverse", f"{before}..{DEFAULT_BRANCH}")
        shas = listed.split()
        merges = [
            await self._propose(each, base, sha)
            for each, base, sha in zip(planned, [before, *shas], shas, strict=False)
        ]
        await self._mirror.to_api()
        bad = next(each for each in merges if each["bad"])
        return {
            "before": before,
            "after": shas[-1],
            "merges": merges,
            "bad": {**bad, **await self._failure()},
        }

    async def _failure(self) -> Json:
        texts = await self._texts({spot.path for spot in STACK})
        error = dict(zip(("type", "value"), ERROR, strict=True))
        return {"error": error, "frames": stack(texts.__getitem__)}

    async def _texts(self, paths: set[str]) -> dict[str, str]:
        return {
            path: (await self._repository.run("show", f"{DEFAULT_BRANCH}:{path}")).decode()
            for path in paths
        }

    async def _plan(self, at: datetime) -> list[_Planned]:
        texts = await self._texts({edit.path for merge in MERGES for edit in merge.edits})
        number, planned = await self._newest_number(), list[_Planned]()
        for place, merge in enumerate(MERGES):
            files = edited(merge, texts.__getitem__)
            texts |= files
            when = at.astimezone(UTC) - _NEWEST - (len(MERGES) - 1 - place) * _APART
            number += 1
            planned.append(_Planned(merge, number, when.replace(microsecond=0), files))
        return planned

    async def _newest_number(self) -> int:
        """Issues and pull requests share their numbers."""
        numbers = [0]
        for kind in ("issues", "pulls"):
            query = {"state": "all", "per_page": "100"}
            listed = await self._admin.get(f"/repos/{FULL_NAME}/{kind}", params=query)
            numbers += [each["number"] for each in listed.raise_for_status().json()]
        return max(numbers)

    async def _propose(self, planned: _Planned, base: str, sha: str) -> Json:
        """Open and close its pull request, and say of it what is true; `sha` is the merge's."""
        merge = planned.merge
        opened = await self._admin.post(
            f"/repos/{FULL_NAME}/pulls",
            json={
                "title": merge.title,
                "body": merge.body,
                "head": merge.branch,
                "base": DEFAULT_BRANCH,
            },
        )
        number = opened.raise_for_status().json()["number"]
        assert number == planned.number, f"#{number} took the place of #{planned.number}"
        address = f"/repos/{FULL_NAME}/pulls/{number}"
        (await self._admin.patch(address, json={"state": "closed"})).raise_for_status()
        head = await self._repository.text("rev-parse", f"refs/heads/{merge.branch}")
        await self._repository.run("update-ref", "-d", f"refs/heads/{merge.branch}")
        people = {
            person: await self._user(person)
            for person in {merge.author, merge.merged_by, *merge.approved_by}
        }
        facts = _facts(planned, people) | {
            "merge_commit_sha": sha,
            "base_sha": base,
            "head_sha": head,
        }
        reviews = [
            _review(planned, people[person], head, place)
            for place, person in enumerate(merge.approved_by)
        ]
        self._merged.note(number, facts, reviews)
        return _told(planned, sha)

    async def _user(self, person: Person) -> Json:
        found = await self._admin.get(f"/users/{person.login}")
        shape = "/users/robin-hazel" if found.is_error else f"/users/{person.login}"
        user: Json = (await self._admin.get(shape)).raise_for_status().json()
        names = ("login", "id", "node_id", "avatar_url", "gravatar_id", "type", "site_admin")
        kept = {name: value for name, value in user.items() if name in names or "url" in name}
        if found.is_error:
            # Apps are no users of emulate's.
            kept |= {"login": person.login, "id": 49_699_333, "type": "Bot"}
        return kept


def _facts(planned: _Planned, people: dict[Person, Json]) -> Json:
    merge, at = planned.merge, _iso(planned.at)
    return {
        "user": people[merge.author],
        "state": "closed",
        "merged": True,
        "merged_at": at,
        "closed_at": at,
        "updated_at": at,
        "created_at": _iso(planned.at - _OPEN_FOR),
        "merged_by": people[merge.merged_by],
        "mergeable": None,
        "mergeable_state": "unknown",
    }


def _review(planned: _Planned, user: Json, head: str, place: int) -> Json:
    number = planned.number * 100 + place
    return {
        "id": number,
        "node_id": f"PRR_{number}",
        "user": user,
        "body": "",
        "state": "APPROVED",
        "html_url": "",
        "pull_request_url": "",
        "submitted_at": _iso(planned.at - _REVIEWED),
        "commit_id": head,
        "author_association": "MEMBER",
        "_links": {"html": {"href": ""}, "pull_request": {"href": ""}},
    }


def _told(planned: _Planned, sha: str) -> Json:
    merge = planned.merge
    return {
        "number": planned.number,
        "sha": sha,
        "title": merge.title,
        "author": merge.author.login,
        "email": merge.author.email,
        "merged_by": merge.merged_by.login,
        "merged_at": _iso(planned.at),
        "approved_by": [person.login for person in merge.approved_by],
        "files": sorted(planned.files),
        "bad": merge.bad,
    }


def _stream(planned: list[_Planned], before: str) -> Iterator[bytes]:
    """For `git fast-import`: each change on a branch of its own, and squashed on the default."""
    tip = before
    for place, each in enumerate(planned, 1):
        merge = each.merge
        author = f"{merge.author.name} <{merge.author.email}>"
        written = each.at - _OPEN_FOR
        yield _commit(merge.branch, (author, author), written, merge.title, tip, 100 + place)
        yield _files(each.files)
        title = f"{merge.title} (#{each.number})"
        yield _commit(DEFAULT_BRANCH, (author, _COMMITTER), each.at, title, tip, place)
        yield _files(each.files)
        tip = f":{place}"


def _commit(
    branch: str, people: tuple[str, str], when: datetime, message: str, parent: str, mark: int
) -> bytes:
    stamp = f"{int(when.timestamp())} +0000"
    said = f"{message}\n".encode()
    head = f"commit refs/heads/{branch}\nmark :{mark}\n"
    head += f"author {people[0]} {stamp}\ncommitter {people[1]} {stamp}\n"
    return head.encode() + b"data %d\n" % len(said) + said + f"from {parent}\n".encode()


def _files(files: dict[str, str]) -> bytes:
    return b"".join(
        f"M 100644 inline {path}\n".encode() + b"data %d\n" % len(content) + content + b"\n"
        for path, text in files.items()
        for content in (text.encode(),)
    )


def _iso(when: datetime) -> str:
    return f"{when:%Y-%m-%dT%H:%M:%SZ}"

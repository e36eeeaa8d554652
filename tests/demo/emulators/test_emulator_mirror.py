"""The guard of the mirror: an object with two SHAs stops everything."""

from pathlib import Path

import httpx
import pytest

from demo.emulators.mirror import Mirror, StoresDisagree
from demo.emulators.repository import Repository
from demo.shop import create_repository

PERSON = {"name": "Kim Pecan", "email": "kim@hazelnut.example", "date": "2026-09-03T08:00:00.049Z"}
LIE = "1" * 40


async def test_a_commit_whose_sha_is_not_its_content_is_refused(tmp_path: Path) -> None:
    """An API that names a commit wrongly is found out when the commit is written."""
    repository = Repository(tmp_path / "shop.git")
    create_repository(repository.path, bare=True)
    tree = await repository.text("rev-parse", "main^{tree}")

    def answer(request: httpx.Request) -> httpx.Response:
        if "matching-refs" in request.url.path:
            return httpx.Response(200, json=[{"ref": "refs/heads/lie", "object": {"sha": LIE}}])
        commit = {
            "sha": LIE,
            "tree": {"sha": tree},
            "parents": list[str](),
            "author": PERSON,
            "committer": PERSON,
            "message": "Lie",
        }
        return httpx.Response(200, json=commit)

    transport = httpx.MockTransport(answer)
    async with httpx.AsyncClient(transport=transport, base_url="http://emulate") as api:
        with pytest.raises(StoresDisagree, match="one object, two SHAs"):
            await Mirror(repository, api).to_git()
    assert await repository.tip("lie") is None

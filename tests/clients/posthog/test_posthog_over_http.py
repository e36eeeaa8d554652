"""The client against a server that answers like PostHog, over a real connection."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from clients import errors
from clients.evidence_folder import read_folder, write_folder
from clients.posthog import Patience, PostHog, read_documents
from scans.model import Documents
from scans.stale_flags.sources import SOURCES as FLAG_SOURCES

pytestmark = pytest.mark.requires_server

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
KEY = "phx_demo_hazelnut"
Order = Callable[..., None]
HURRIED = Patience(
    attempts=2,
    max_total_seconds=1,
    unannounced_seconds=0,
    concurrency_seconds=(0, 0),
    trouble_seconds=0,
    poll_seconds=0,
)


@pytest.fixture
def many_flags(control: httpx.Client) -> Iterator[int]:
    """Add so many flags that they fill pages; return how many."""
    added = [{"key": f"extra-{number}"} for number in range(200)]
    control.post("/flags/", json={"add": added}).raise_for_status()
    yield len(added)
    control.post("/reset/").raise_for_status()


@pytest.fixture
def narrow_key(control: httpx.Client) -> str:
    """Return a key that may read flags and nothing else."""
    grant = {"key": "phx_flags_only", "scopes": ["feature_flag:read"]}
    control.post("/keys/", json=grant).raise_for_status()
    return "phx_flags_only"


def requests_seen(control: httpx.Client) -> int:
    """Return how many requests the server counted."""
    return len(control.get("/requests/").json())


async def read(
    server: str, *, key: str = KEY, project: int = 1, patience: Patience = HURRIED
) -> Documents:
    """Read the project once."""
    async with PostHog(server, project, SecretStr(key), patience=patience) as posthog:
        return await read_documents(posthog, NOW, FLAG_SOURCES)


async def test_the_whole_project_is_read(server: str, control: httpx.Client) -> None:
    """Every source of the pretend company comes through, its payload values do not."""
    documents = await read(server)
    assert documents.blind == {}
    assert documents.requests == requests_seen(control)
    flags = {flag["key"]: flag for flag in documents.documents["feature_flags"]["results"]}
    assert {"new-checkout", "eu-vat-rules", "old-gift-wrap"} <= flags.keys()
    assert set(flags["recommendations-v2"]["filters"]["payloads"].values()) == {"<removed>"}
    usage = documents.documents["flag_usage"]["rows"]
    assert usage["new-checkout"]["responses"].keys() == {"test"}
    assert usage["express-delivery"]["responses"]["false"] > 0
    assert usage["summer-sale"]["count"] > 0
    assert "@" not in str(documents.documents["experiments"])
    for name in ("experiments", "activity_log", "scheduled_changes"):
        assert documents.documents[name]["results"], name
    assert documents.spared == {"early_access_features", "surveys"}


async def test_a_reading_survives_the_way_through_a_folder(
    server: str, control: httpx.Client, tmp_path: Path
) -> None:
    """What was pulled reads back as what was read."""
    documents = await read(server)
    write_folder(tmp_path, documents, NOW)
    assert read_folder(tmp_path).documents == documents.documents


@pytest.mark.parametrize(
    ("place", "kind", "more"),
    [
        ("feature_flags/", "429_concurrency", {}),
        ("feature_flags/", "429", {"seconds": 0, "retry_after": True}),
        ("feature_flags/", "status", {"status": 502}),
        ("feature_flags/", "reset", {}),
        ("feature_flags/", "half_body", {}),
        ("feature_flags/", "garbage", {}),
        ("experiments/", "capped_count", {"times": None}),
        ("activity_log/", "activity_cursor", {"times": None}),
        ("activity_log/", "missing_scope", {"times": None}),
        ("feature_flags/", "old_server", {"times": None}),
        ("query/", "accepted_202", {"polls": 2, "stale": True}),
    ],
)
async def test_a_passing_fault_or_another_version_changes_nothing_that_is_read(
    server: str, order: Order, place: str, kind: str, more: dict[str, Any]
) -> None:
    """The sources are complete, whatever had to be asked twice or elsewhere."""
    healthy = await read(server)
    order(place, kind, **more)
    documents = await read(server)
    assert documents.blind == {}
    assert documents.documents.keys() == healthy.documents.keys()
    keys = [
        [flag["key"] for flag in each.documents["feature_flags"]["results"]]
        for each in (healthy, documents)
    ]
    assert keys[0] == keys[1]
    assert documents.documents["flag_usage"] == healthy.documents["flag_usage"]


@pytest.mark.parametrize(
    ("place", "kind", "more", "source", "reason"),
    [
        ("query/", "missing_scope", {}, "flag_usage", "the scope query:read"),
        ("query/", "429", {"seconds": 1804}, "flag_usage", "asks to slow down"),
        ("query/", "truncate", {"rows": 3}, "flag_usage", "cut off"),
        ("query/", "accepted_202", {"outcome": "failed"}, "flag_usage", "memory limit"),
        ("query/", "accepted_202", {"outcome": "crashed"}, "flag_usage", "without a reason"),
        ("experiments/", "garbage", {}, "experiments", "not JSON"),
        ("experiments/", "half_body", {}, "experiments", "broke off"),
        ("scheduled_changes/", "truncate", {"rows": 0}, "scheduled_changes", "0 rows of a list"),
        ("feature_flags/", "truncate", {"rows": 5}, "feature_flags", "5 rows of a list"),
        ("feature_flags/", "status", {"status": 500}, "feature_flags", "500"),
    ],
)
async def test_a_lasting_fault_makes_one_source_blind(
    server: str,
    order: Order,
    place: str,
    kind: str,
    more: dict[str, Any],
    source: str,
    reason: str,
) -> None:
    """The reason stands beside the source, and nothing of it is taken for data."""
    order(place, kind, times=None, **more)
    documents = await read(server)
    assert documents.blind.keys() == {source}
    assert reason in documents.blind[source]


async def test_a_slow_source_is_not_waited_for_for_ever(server: str, order: Order) -> None:
    """A source that takes too long is blind, the others are read."""
    order("experiments/", "slow", seconds=3, times=None)
    patience = replace(HURRIED, attempts=1, answer_seconds=1)
    documents = await read(server, patience=patience)
    assert documents.blind.keys() == {"experiments"}


async def test_pages_that_lead_to_another_host_are_read_from_this_one(
    server: str, order: Order, many_flags: int
) -> None:
    """More flags than a page holds, behind a proxy that names itself."""
    order("feature_flags/", "foreign_next", times=None)
    documents = await read(server)
    keys = [flag["key"] for flag in documents.documents["feature_flags"]["results"]]
    assert len(keys) == len(set(keys)) > many_flags


@pytest.mark.parametrize(
    ("key", "project", "expected"),
    [
        ("phx_wrong", 1, errors.CredentialsRejected),
        ("phc_demo_hazelnut", 1, errors.CredentialsRejected),
        ("phs_demo_hazelnut", 1, errors.ScopeMissing),
        (KEY, 42, errors.ScopeMissing),
        ("phx_demo_hazelnut_admin", 42, errors.NotFound),
    ],
)
async def test_a_wrong_key_or_project_reads_nothing(
    server: str, control: httpx.Client, key: str, project: int, expected: type[Exception]
) -> None:
    """Nothing is concluded from a project that could not be opened."""
    with pytest.raises(expected) as raised:
        await read(server, key=key, project=project)
    assert key not in str(raised.value)


async def test_a_key_with_fewer_scopes_reads_what_it_may(server: str, narrow_key: str) -> None:
    """Each source that stays closed names the scope it needs."""
    documents = await read(server, key=narrow_key)
    assert documents.documents.keys() == {"feature_flags", "activity_log", "scheduled_changes"}
    assert "experiment:read" in documents.blind["experiments"]


async def test_nobody_at_the_address_is_unreachable() -> None:
    """A closed port is said to be one."""
    with pytest.raises(errors.Unreachable):
        await read("http://127.0.0.1:9")

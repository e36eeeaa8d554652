"""What real servers do that no documentation warns of, over a real connection."""

import json
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import SecretStr

from activities.failures import translate
from clients import errors
from clients.posthog import Patience, PostHog, read_documents
from scans.model import Documents, Questions
from scans.stale_flags.sources import SOURCES as FLAG_SOURCES

pytestmark = pytest.mark.requires_server

Change = Callable[[str, Any], Any]
Order = Callable[..., None]

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
KEY = SecretStr("phx_demo_hazelnut")
HURRIED = Patience(
    attempts=2,
    max_total_seconds=5,
    unannounced_seconds=0,
    concurrency_seconds=(0, 0),
    trouble_seconds=0,
    poll_seconds=0,
)
COUNT = "SELECT count() AS calls FROM events WHERE event = {event} LIMIT {limit}"


@pytest.fixture
async def posthog(server: str) -> AsyncIterator[PostHog]:
    """Open the pretend company's project."""
    async with PostHog(server, 1, KEY, patience=HURRIED) as opened:
        yield opened


async def read(posthog: PostHog, *wanted: str, can_wait: bool = False) -> Documents:
    """Read some sources, by default those of the scan of flags."""
    return await read_documents(posthog, NOW, wanted or FLAG_SOURCES, can_wait=can_wait)


# Throttles and refusals.


async def test_the_seconds_of_a_throttle_stand_in_its_text(posthog: PostHog, order: Order) -> None:
    """Without a header, the wait is read and waited, and nothing is missing."""
    order("experiments/", "429", seconds=1)
    documents = await read(posthog, "experiments")
    assert documents.blind == {}
    assert documents.requests == 2


async def test_too_many_queries_at_once_name_no_seconds(posthog: PostHog, order: Order) -> None:
    """A moment is waited, and the query asked again."""
    order("query/", "429_concurrency")
    assert (await read(posthog, "flag_usage")).blind == {}


async def test_an_hourly_wait_is_handed_on_with_its_seconds(posthog: PostHog, order: Order) -> None:
    """Temporal gets the wait that PostHog announced, and asks again after it."""
    order("query/", "429", seconds=1804, times=None)
    with pytest.raises(errors.RateLimited) as raised:
        await read(posthog, can_wait=True)
    failure = translate(raised.value)
    assert failure.next_retry_delay == timedelta(seconds=1804)
    assert not failure.non_retryable


async def test_under_the_limit_of_an_old_project_a_scan_still_finishes(
    server: str, changed: Change
) -> None:
    """Deploy watches used up the hour; when it has passed, the same reading is complete."""
    changed("modes", {"throttle": "legacy", "queries_per_hour": 2})
    async with PostHog(server, 1, KEY, patience=HURRIED) as watching:
        for _ in range(2):
            await watching.query(COUNT, {"event": "order_completed"}, "deploy watch", 1)
        with pytest.raises(errors.RateLimited) as raised:
            await read(watching, can_wait=True)
        assert raised.value.retry_after is not None
        assert 3_000 < raised.value.retry_after <= 3_600
        changed("wait", {"seconds": raised.value.retry_after})
        documents = await read(watching, can_wait=True)
    assert documents.blind == {}
    assert documents.documents["flag_usage"]["rows"]


async def test_a_project_with_two_places_for_queries_refuses_none(
    server: str, changed: Change, gauges: Callable[[], dict[str, int]]
) -> None:
    """Queries wait for their turn here, before they are sent."""
    changed("modes", {"concurrent_queries": 2, "query_seconds": 0.05})
    wanted = ("event_usage", "flag_usage", "session_usage", "event_arrivals", "property_usage")
    questions = Questions(
        arrivals=("order_completed",), sessions=(("a", "b"),), coverage=("order_completed",)
    )
    gauges()
    async with PostHog(server, 1, KEY, patience=HURRIED) as posthog:
        documents = await read_documents(posthog, NOW, wanted, questions)
    assert documents.blind == {}
    # Counted where they are sent: the server also counts what an earlier test gave up too late.
    assert documents.requests == 5
    seen = gauges()
    assert (seen["queries"], seen["queries_at_once"], seen["refused"]) == (5, 2, 0)


@pytest.mark.parametrize(
    ("kind", "more", "reason"),
    [
        ("missing_scope", {}, "give the personal API key the scope experiment:read"),
        ("conflict", {"detail": "A change request was opened"}, "409: A change request was opened"),
        ("bare_error", {"detail": "Flag is deleted"}, "400: Flag is deleted"),
        ("status", {"status": 403, "detail": "not part of your plan"}, "not part of your plan"),
    ],
)
async def test_a_refusal_of_one_resource_is_that_resources(
    posthog: PostHog, order: Order, kind: str, more: dict[str, Any], reason: str
) -> None:
    """Whatever form the refusal has, its sentence is shown, and the other sources are read."""
    order("experiments/", kind, times=None, **more)
    documents = await read(posthog)
    assert documents.blind.keys() == {"experiments"}
    assert reason in documents.blind["experiments"]


# Lists.


ODD_FILTERS: list[Any] = [
    None,
    {"version": 2, "return_type": "boolean", "rules": []},
    {"version": "2"},
    {"version": True},
    {"multivariate": {}},
    {"groups": "everyone"},
    {"groups": [{"properties": None, "rollout_percentage": 12.5}]},
    {"groups": [{"properties": [], "rollout_percentage": None, "variant": "gone"}]},
]


async def test_odd_filters_come_through_as_they_are(posthog: PostHog, changed: Change) -> None:
    """What they mean is for the rules to say; reading neither repairs nor drops them."""
    odd = [{"key": f"odd-{n}", "filters": filters} for n, filters in enumerate(ODD_FILTERS)]
    changed("flags", {"replace": odd})
    documents = await read(posthog, "feature_flags")
    flags = documents.documents["feature_flags"]["results"]
    assert [flag["filters"] for flag in flags] == ODD_FILTERS


async def test_encrypted_payloads_arrive_in_clear_text_and_stay_outside(
    posthog: PostHog, changed: Change
) -> None:
    """Only that there is one is known."""
    filters: dict[str, Any] = {"groups": [], "payloads": {"true": '"the-secret"'}}
    flag: dict[str, Any] = {"key": "sealed", "filters": filters, "has_encrypted_payloads": True}
    changed("flags", {"add": [flag, {"key": "soft", "deleted": True}]})
    documents = await read(posthog, "feature_flags")
    assert "the-secret" not in json.dumps(documents.documents)
    assert "soft" not in [f["key"] for f in documents.documents["feature_flags"]["results"]]


@pytest.mark.parametrize("edition", ["old", "free"])
async def test_older_and_free_editions_are_read_whole(
    server: str, changed: Change, posthog: PostHog, edition: str
) -> None:
    """No archive, no `system` tables, a log by cursor, experiments without a conclusion."""
    changed("modes", {"edition": edition})
    documents = await read(posthog)
    assert documents.blind == {}
    assert documents.documents["activity_log"]["results"]
    flags = documents.documents["feature_flags"]["results"]
    assert len({flag["id"] for flag in flags}) == len(flags) > 30


LATEST = {
    "id": "0192d000-aaaa-7000-8000-000000000001",
    "user": None,
    "activity": "updated",
    "scope": "FeatureFlag",
    "item_id": "1",
    "detail": None,
    "created_at": "2026-11-20T08:00:00Z",
    "is_system": True,
}


@pytest.mark.parametrize(
    ("place", "kind", "more"),
    [
        (None, "", {}),
        ("activity_log/", "activity_cursor", {}),
        ("activity_log/", "missing_scope", {}),
        ("activity_log/", "status", {"status": 404}),
    ],
    ids=["count", "cursor", "total_count", "not there"],
)
async def test_the_log_is_read_in_all_its_shapes(
    posthog: PostHog, order: Order, changed: Change, place: str | None, kind: str, more: Any
) -> None:
    """Entries without a detail or a user are entries all the same."""
    changed("activity", {"add": [LATEST]})
    healthy = await posthog.activity()
    if place:
        order(place, kind, times=None, **more)
    log = await posthog.activity()
    assert log.rows == healthy.rows
    assert (log.rows[0]["id"], log.rows[0]["detail"], log.rows[0]["user"]) == (
        LATEST["id"],
        None,
        None,
    )
    assert log.onward is None


async def test_an_empty_table_is_no_empty_log(
    posthog: PostHog, order: Order, changed: Change
) -> None:
    """A key that may not see the entries gets none, without a word; the list has them."""
    changed("flags", {"add": [{"key": f"extra-{n}"} for n in range(60)]})
    order("query/", "no_rows", times=None)
    documents = await read(posthog, "feature_flags", "activity_log")
    assert len(documents.documents["activity_log"]["results"]) > 50


# Queries.


async def test_one_row_more_than_wanted_is_an_error(posthog: PostHog) -> None:
    """With a LIMIT of ours, `hasMore` is null, so the rows themselves must tell."""
    names = "SELECT event FROM events GROUP BY event ORDER BY event LIMIT {limit}"
    everything = await posthog.query(names, {}, "x", 1_000)
    assert len(await posthog.query(names, {}, "x", len(everything))) == len(everything)
    with pytest.raises(errors.AnswerUnusable, match="cut off"):
        await posthog.query(names, {}, "x", len(everything) - 1)


async def test_an_offset_is_refused(posthog: PostHog) -> None:
    """A personal key may not page through a query."""
    text = "SELECT event FROM (SELECT event FROM events LIMIT 5 OFFSET 2) LIMIT {limit}"
    with pytest.raises(errors.RequestRefused, match="OFFSET is not supported"):
        await posthog.query(text, {}, "x", 10)


async def test_an_answer_never_comes_out_of_the_cache(posthog: PostHog, changed: Change) -> None:
    """The same question a moment later sees what arrived in between."""
    asked = (COUNT, {"event": "brand_new"}, "x", 1)
    assert await posthog.query(*asked) == [{"calls": 0}]
    event = {"event": "brand_new", "distinct_id": "ann", "timestamp": "2026-11-20T08:00:00Z"}
    changed("events", {"add": [event]})
    assert await posthog.query(*asked) == [{"calls": 1}]


async def test_responses_of_every_type_are_counted(posthog: PostHog, changed: Change) -> None:
    """Booleans, their text, variants and null: the answer of one flag, by name."""
    responses: list[Any] = [True, "true", False, "short", None]
    calls = [
        {
            "event": "$feature_flag_called",
            "distinct_id": f"p{number}",
            "timestamp": "2026-11-20T08:00:00Z",
            "properties": {"$feature_flag": "typed", "$feature_flag_response": response},
        }
        for number, response in enumerate(responses)
    ]
    changed("events", {"replace": calls})
    usage = (await read(posthog, "flag_usage")).documents["flag_usage"]
    assert usage["rows"]["typed"]["responses"] == {"false": 1, "null": 1, "short": 1, "true": 2}


async def test_no_flag_was_called_is_an_empty_answer(posthog: PostHog, changed: Change) -> None:
    """A project whose evaluations are kept elsewhere has an empty stream, and no error."""
    changed("events", {"replace": []})
    documents = await read(posthog, "flag_usage")
    assert documents.documents["flag_usage"]["rows"] == {}


async def test_a_query_that_never_ends_is_cancelled(
    server: str, order: Order, gauges: Callable[[], dict[str, int]]
) -> None:
    """Its place is free again at the server, and the next query runs alone."""
    order("query/", "accepted_202", outcome="never")
    patience = Patience(max_total_seconds=0.2, poll_seconds=0.05)
    async with PostHog(server, 1, KEY, patience=patience) as posthog:
        documents = await read(posthog, "flag_usage", "experiments")
        assert "still running" in documents.blind["flag_usage"]
        gauges()
        await read(posthog, "flag_usage")
    assert gauges()["queries_at_once"] == 1

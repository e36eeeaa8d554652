"""One reading of a project: what is read, what is blind, and what spoils all of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from clients import errors
from clients.posthog import Patience, PostHog, read_documents
from scans.model import Documents
from scans.stale_flags.sources import SOURCES as FLAG_SOURCES

Open = Callable[..., PostHog]

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
ONCE = Patience(attempts=1)

PLACES = {
    "feature_flags": "feature_flags/",
    "experiments": "experiments/",
    "activity_log": "activity_log/",
    "scheduled_changes": "scheduled_changes/",
    "early_access_features": "early_access_feature/",
    "surveys": "surveys/",
    "flag_usage": "query/",
}

FLAG = {
    "id": 1,
    "key": "k",
    "filters": {"payloads": {"true": "secret-payload"}},
    "created_by": {"id": 7, "first_name": "Ann", "email": "ann@shop.example"},
}

UPDATE = {
    "id": "a",
    "activity": "updated",
    "user": {"first_name": "Ann", "email": "ann@shop.example"},
    "detail": {"changes": [{"field": "filters", "before": "old-condition", "after": None}]},
}
ROWS = {"feature_flags/": [FLAG], "surveys/": [{"targeting_flag": FLAG}], "activity_log/": [UPDATE]}


def project(failures: dict[str, Any] | None = None) -> Callable[[httpx.Request], httpx.Response]:
    """Return a handler for a small project in which the named places fail."""
    by_path = {PLACES[name]: failure for name, failure in (failures or {}).items()}

    def handler(request: httpx.Request) -> httpx.Response:
        place = request.url.path.removeprefix("/api/projects/1/")
        failure = by_path.get(place)
        if isinstance(failure, Exception):
            raise failure
        if failure is not None or place not in PLACES.values():
            return httpx.Response(failure or 404, json={"detail": "not today"})
        if place == "query/":
            return httpx.Response(200, json={"columns": ["flag_key"], "results": []})
        rows = ROWS.get(place, [])
        return httpx.Response(200, json={"count": len(rows), "next": None, "results": rows})

    return handler


def with_flags(flags: list[dict[str, Any]]) -> Callable[[httpx.Request], httpx.Response]:
    """Return a handler for a project with these flags, none of them archived."""

    def handler(request: httpx.Request) -> httpx.Response:
        if not request.url.path.endswith("/feature_flags/"):
            return project()(request)
        rows = [] if "archived" in request.url.params else flags
        return httpx.Response(200, json={"count": len(rows), "next": None, "results": rows})

    return handler


async def test_everything_the_scan_of_flags_needs_is_read(open_project: Open) -> None:
    """Each source stands under the name of its file in an evidence folder."""
    documents = await read_documents(open_project(project()), NOW, FLAG_SOURCES)
    assert documents.documents.keys() == PLACES.keys()
    assert documents.blind == {}
    assert documents.requests == 8
    assert not documents.complete_by_declaration


async def test_no_payload_and_no_address_comes_through(open_project: Open) -> None:
    """Values are dropped at the door, before anything could store or print them."""
    documents = await read_documents(open_project(project()), NOW, FLAG_SOURCES)
    assert documents.documents["feature_flags"]["results"][0]["filters"] == {
        "payloads": {"true": "<removed>"}
    }
    assert "secret-payload" not in str(documents)
    assert "old-condition" not in str(documents)
    assert documents.documents["feature_flags"]["as_of"] == "2026-11-20T09:00:00Z"
    assert "shop.example" not in str(documents)


@pytest.mark.parametrize("status", [400, 403, 404, 429, 500])
@pytest.mark.parametrize("name", [name for name in PLACES if name != "feature_flags"])
async def test_one_source_that_fails_is_blind_and_the_rest_goes_on(
    open_project: Open, name: str, status: int
) -> None:
    """A missing scope or a bad minute of one source leaves the others readable."""
    documents = await read_documents(
        open_project(project({name: status}), patience=ONCE), NOW, FLAG_SOURCES
    )
    assert documents.blind.keys() == {name}
    assert f"{status}: not today" in documents.blind[name]
    assert documents.documents.keys() == PLACES.keys() - {name}


@pytest.mark.parametrize("status", [403, 500])
async def test_flags_can_be_blind_too(open_project: Open, status: int) -> None:
    """The scan says that it saw no flags; it does not conclude that there are none."""
    posthog = open_project(project({"feature_flags": status}), patience=ONCE)
    documents = await read_documents(posthog, NOW, FLAG_SOURCES)
    assert documents.blind.keys() == {"feature_flags"}


@pytest.mark.parametrize(
    ("failure", "expected"),
    [
        (401, errors.CredentialsRejected),
        (302, errors.AddressWrong),
        (404, errors.NotFound),
        (429, errors.RateLimited),
        (400, errors.RequestRefused),
        (httpx.ConnectError("refused"), errors.Unreachable),
    ],
)
async def test_what_spoils_all_sources_is_raised(
    open_project: Open, failure: Any, expected: type[Exception]
) -> None:
    """Wrong key, wrong project, no host, a wait for a scheduler: nothing is read, nothing said."""
    posthog = open_project(project({"feature_flags": failure}), patience=ONCE)
    with pytest.raises(expected):
        await read_documents(posthog, NOW, FLAG_SOURCES)
    assert posthog.requests == (2 if failure == 404 else 1)


async def test_a_key_that_is_revoked_half_way_is_raised(open_project: Open) -> None:
    """From then on every source would only say the same."""
    posthog = open_project(project({"surveys": 401}), patience=ONCE)
    with pytest.raises(errors.CredentialsRejected):
        await read_documents(posthog, NOW, FLAG_SOURCES)


async def test_a_host_that_goes_away_half_way_is_raised(open_project: Open) -> None:
    """Half a reading because of a lost network is no reading."""
    posthog = open_project(project({"surveys": httpx.ReadError("gone")}), patience=ONCE)
    with pytest.raises(errors.Unreachable):
        await read_documents(posthog, NOW, FLAG_SOURCES)


async def test_a_key_that_may_read_nothing_is_raised(open_project: Open) -> None:
    """If no source at all could be read, the first refusal says what to do."""
    nothing = dict.fromkeys(PLACES, 403)
    with pytest.raises(errors.ScopeMissing, match="feature_flags"):
        await read_documents(open_project(project(nothing), patience=ONCE), NOW, FLAG_SOURCES)


async def test_only_what_is_wanted_is_asked(open_project: Open) -> None:
    """A scan of events costs no page of flags."""
    posthog = open_project(project())
    documents = await read_documents(posthog, NOW, ("scheduled_changes", "surveys"))
    assert documents.documents.keys() == {"scheduled_changes", "surveys"}
    assert documents.requests == posthog.requests == 2


async def test_a_name_that_is_no_source_is_a_mistake(open_project: Open) -> None:
    """Nobody waits for a document that never comes."""
    with pytest.raises(ValueError, match="no source is named flags"):
        await read_documents(open_project(project()), NOW, ("flags",))


@pytest.mark.parametrize(
    "name",
    [
        "property_usage",
        "pair_usage",
        "session_usage",
        "event_arrivals",
        "older_event_usage",
        "event_definitions",
    ],
)
async def test_where_nothing_is_asked_nothing_is_read(open_project: Open, name: str) -> None:
    """An answer about no event at all would be one request for nothing, and look like knowledge."""
    posthog = open_project(project())
    assert await read_documents(posthog, NOW, (name,)) == Documents({})
    assert posthog.requests == 0


async def test_what_was_read_before_is_not_read_again(open_project: Open) -> None:
    """Scans of one run share their sources, spared ones too."""
    before = Documents({"surveys": {"results": []}}, spared=frozenset({"early_access_features"}))
    posthog = open_project(project())
    wanted = ("surveys", "early_access_features", "experiments")
    documents = await read_documents(posthog, NOW, wanted, so_far=before)
    assert documents.documents.keys() == {"experiments"}
    assert posthog.requests == 1


async def test_flags_that_state_their_links_spare_the_lists_of_them(open_project: Open) -> None:
    """Newer servers name the surveys and features of a flag in its item, none included."""
    linked = FLAG | {"surveys": [{"id": "s", "name": "After", "questions": ["?"]}], "features": []}
    documents = await read_documents(open_project(with_flags([linked])), NOW, FLAG_SOURCES)
    assert documents.spared == {"surveys", "early_access_features"}
    assert not documents.spared & documents.documents.keys()
    (flag,) = documents.documents["feature_flags"]["results"]
    assert flag["surveys"] == [{"id": "s", "name": "After"}]


@pytest.mark.parametrize("odd", [None, {}, "none", 0])
async def test_one_flag_that_does_not_state_its_links_spares_nothing(
    open_project: Open, odd: Any
) -> None:
    """What one flag leaves open, only the list can tell."""
    nothing: dict[str, Any] = {"surveys": [], "features": []}
    flags: list[dict[str, Any]] = [FLAG | nothing, {"id": 2, "surveys": odd, "features": []}]
    documents = await read_documents(open_project(with_flags(flags)), NOW, FLAG_SOURCES)
    assert documents.spared == {"early_access_features"}
    assert "surveys" in documents.documents


async def test_a_wait_of_an_hour_is_told_to_whoever_can_wait(open_project: Open) -> None:
    """The worker hands it to Temporal, which asks again then; a person is shown the rest."""
    detail = {"detail": "Request was throttled. Expected available in 1804 seconds."}

    def handler(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            return httpx.Response(429, json=detail)
        return project()(request)

    documents = await read_documents(
        open_project(handler, patience=ONCE), NOW, ("experiments", "flag_usage")
    )
    assert documents.documents.keys() == {"experiments"}
    assert "1804 seconds" in documents.blind["flag_usage"]
    with pytest.raises(errors.RateLimited) as raised:
        await read_documents(
            open_project(handler, patience=ONCE), NOW, ("experiments", "flag_usage"), can_wait=True
        )
    assert raised.value.retry_after == 1804


@pytest.mark.parametrize("status", [400, 403, 404, 429, 500])
async def test_a_source_that_is_asked_alone_is_blind_too(open_project: Open, status: int) -> None:
    """A question that rests on an earlier answer never undoes it by failing."""
    posthog = open_project(project({"experiments": status}), patience=ONCE)
    wanted = ("experiments", "surveys")
    documents = await read_documents(posthog, NOW, wanted)
    assert documents.blind.keys() == {"experiments"}


@pytest.mark.parametrize("status", [302, 404])
async def test_a_project_that_is_not_there_is_said_to_be_missing(
    open_project: Open, status: int
) -> None:
    """If nothing can be found anywhere, the settings are wrong, and not each source for itself."""
    nowhere = project(dict.fromkeys(PLACES, status))
    with pytest.raises((errors.NotFound, errors.AddressWrong)):
        await read_documents(open_project(nowhere, patience=ONCE), NOW, ("experiments", "surveys"))

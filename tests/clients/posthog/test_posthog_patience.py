"""How long is waited, and when waiting ends."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from clients import errors
from clients.posthog import Patience, PostHog
from clients.posthog.patience import Waits

Open = Callable[..., PostHog]


def limited(detail: str, retry_after: float | None = None) -> errors.RateLimited:
    """Return a refusal to go faster."""
    return errors.RateLimited("PostHog", "GET /", detail, retry_after=retry_after)


def test_an_announced_wait_is_kept_to_the_second() -> None:
    """What PostHog asks for is what is waited."""
    assert Patience().wait_after(limited("Expected available in 37 seconds.", 37.0), 1) == 37.0


def test_too_many_at_once_waits_five_to_thirty_seconds() -> None:
    """A concurrency refusal is over soon; the jitter keeps two workers apart."""
    waits = {
        Patience().wait_after(limited("Exceeded maximum concurrency limit: 3"), 1)
        for _ in range(50)
    }
    assert all(5.0 <= each <= 30.0 for each in waits)
    assert len(waits) > 1


def test_a_throttle_without_a_time_waits_a_minute() -> None:
    """The shortest bucket is a minute: asking sooner only extends the wait."""
    assert Patience().wait_after(limited("Request was throttled."), 1) >= 60.0


def test_trouble_is_waited_for_longer_each_time_up_to_a_limit() -> None:
    """Waits after a 5xx double, with jitter, and stay short."""
    error = errors.ServerFailed("PostHog", "GET /", "500")
    waits = [Patience().wait_after(error, attempt) for attempt in (1, 2, 3, 9)]
    assert waits == sorted(waits)
    assert waits[-1] <= 6.0


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
async def test_temporary_refusals_are_asked_again(open_project: Open, status: int) -> None:
    """The five statuses that PostHog's own client retries are retried, and each try is counted."""
    answers = [httpx.Response(status, json={}), httpx.Response(200, json={"id": 7})]
    posthog = open_project(answers)
    assert await posthog.me() == {"id": 7}
    assert posthog.requests == 2


async def test_a_broken_connection_is_asked_again(open_project: Open) -> None:
    """One lost connection does not make a source blind."""
    tries: list[int] = []

    def handler(_: httpx.Request) -> httpx.Response:
        tries.append(1)
        if len(tries) == 1:
            raise httpx.RemoteProtocolError("peer closed connection")
        return httpx.Response(200, json={"id": 7})

    assert await open_project(handler).me() == {"id": 7}


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 422])
async def test_a_definite_refusal_is_never_asked_again(
    open_project: Open, envelope: Callable[[str], dict[str, Any]], status: int
) -> None:
    """Asking the same again changes nothing where a person must act."""
    posthog = open_project(httpx.Response(status, json=envelope("no")))
    with pytest.raises(errors.ClientError):
        await posthog.me()
    assert posthog.requests == 1


async def test_attempts_are_bounded(open_project: Open) -> None:
    """A server that always fails is left alone after a few tries."""
    patience = Patience(attempts=3, trouble_seconds=0)
    posthog = open_project(httpx.Response(500), patience=patience)
    with pytest.raises(errors.ServerFailed):
        await posthog.me()
    assert posthog.requests == 3


async def test_a_wait_that_is_too_long_is_handed_to_the_caller(
    open_project: Open, envelope: Callable[[str], dict[str, Any]]
) -> None:
    """An hourly bucket is not waited for here: the error carries the seconds, at once."""
    answer = envelope("Request was throttled. Expected available in 1804 seconds.")
    posthog = open_project(httpx.Response(429, json=answer), patience=Patience())
    with pytest.raises(errors.RateLimited) as raised:
        await posthog.me()
    assert raised.value.retry_after == 1804.0
    assert posthog.requests == 1


def test_waits_add_up_to_one_bound() -> None:
    """Short waits that follow each other end where one long wait would."""
    waits = Waits(Patience(max_total_seconds=120))
    assert [waits(limited("slow", 50.0)) for _ in range(3)] == [50.0, 50.0, False]


def test_trouble_that_goes_on_is_asked_less_often() -> None:
    """The second wait of one request is longer than its first."""
    waits = Waits(Patience())
    error = errors.Unreachable("PostHog", "GET /", "gone")
    assert waits(error) < waits(error)

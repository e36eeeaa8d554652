"""Everything the scan of flags reads from a live project, in one go."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from clients.errors import (
    AddressWrong,
    ClientError,
    CredentialsRejected,
    NotFound,
    OurFault,
    RateLimited,
    Unreachable,
)
from clients.posthog.client import PostHog
from clients.posthog.redaction import redacted, redacted_activity
from scans.model import Documents, Json

FLAGS = "feature_flags"

USAGE_WINDOW_DAYS = 7
"""How far back the answers are read that a fixed value is compared with."""


_SPOILS_REST = (CredentialsRejected, Unreachable)
_SPOILS_ALL = (*_SPOILS_REST, AddressWrong, NotFound, RateLimited, OurFault)
"""For flags, without which nothing can be concluded. Where they could be read, a path that is not
there, or a query that is not understood, is a matter of that server's version."""


async def read_documents(
    posthog: PostHog, now: datetime, *, window_days: int = USAGE_WINDOW_DAYS
) -> Documents:
    """Return what PostHog says, payload values and personal data dropped.

    A source that may not be read, is not there, or is in temporary trouble stands in `blind` with
    its reason, and the rest goes on. Raised is what spoils all of them: rejected credentials, a
    host that does not answer or is not PostHog, a project that is not there; and, since nothing can
    be concluded without flags, a wait for their list that is too long, or a mistake in asking.
    """
    before = posthog.requests
    # First and alone: what is wrong with host, key or project shows here, once.
    outcomes = [await _look(FLAGS, _list(posthog.flags))]
    _raise_fatal(outcomes)
    outcomes += await asyncio.gather(
        _look("experiments", _list(posthog.experiments)),
        _look("activity_log", _list(posthog.activity, redacted_activity)),
        _look("scheduled_changes", _list(posthog.scheduled_changes)),
        _look("early_access_features", _list(posthog.early_access_features)),
        _look("surveys", _list(posthog.surveys)),
        _look("flag_usage", posthog.flag_usage(now - timedelta(days=window_days), now)),
    )
    _raise_fatal(outcomes)
    read = {name: value for name, value in outcomes if not isinstance(value, ClientError)}
    failed = {name: value for name, value in outcomes if isinstance(value, ClientError)}
    if not read:
        raise failed[FLAGS]
    blind = {name: str(error) for name, error in failed.items()}
    return Documents(documents=read, blind=blind, requests=posthog.requests - before)


_Outcome = tuple[str, Json | ClientError]


async def _look(name: str, question: Awaitable[Json]) -> _Outcome:
    """Return the answer or the failure, both as values: the others must be waited for."""
    try:
        return name, await question
    except ClientError as error:
        return name, error


async def _list(
    question: Callable[[], Awaitable[list[Json]]],
    keep: Callable[[list[Json]], Any] = redacted,
) -> Json:
    rows = keep(await question())
    return {"count": len(rows), "next": None, "previous": None, "results": rows}


def _raise_fatal(outcomes: list[_Outcome]) -> None:
    for name, outcome in outcomes:
        if isinstance(outcome, ClientError) and _is_fatal(name, outcome):
            raise outcome


def _is_fatal(name: str, error: ClientError) -> bool:
    """Return whether `error` says something about all sources, and not about this one."""
    return isinstance(error, _SPOILS_ALL if name == FLAGS else _SPOILS_REST)

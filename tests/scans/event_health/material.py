"""What the tests of this scan are made of: counts built for one purpose."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from scans.event_health import EventHealthSettings, HealthAssessment, HealthCandidate, assess
from scans.model import Deploy, Documents, MergedChange

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SETTINGS = EventHealthSettings()


def ago(days: float = 0, hours: float = 0) -> str:
    """Return the time so long before `NOW`, as PostHog writes it."""
    return before(days, hours).isoformat()


def before(days: float = 0, hours: float = 0) -> datetime:
    """Return the time so long before `NOW`."""
    return NOW - timedelta(days=days, hours=hours)


def counts(**rows: Any) -> dict[str, Any]:
    """Return a document of counts of the last week and the four weeks before."""
    return {"as_of": ago(), "window_days": 7, "baseline_days": 28, "rows": rows}


def usage(**volumes: int) -> dict[str, Any]:
    """Return `event_usage` of events that came that often on each of the last 60 days."""
    rows = {
        name: {
            "count": 60 * each,
            "users": each,
            "first_seen": ago(59),
            "last_seen": ago(hours=1),
            "active_days": 60,
            "daily": [each] * 60,
        }
        for name, each in volumes.items()
    }
    return {"as_of": ago(), "window_days": 60, "rows": rows}


def coverage(count: int, **carried: int) -> dict[str, Any]:
    """Return the rows of an event in one window, and how many carry each property."""
    return {"count": count, "with": carried}


def share_of(now: tuple[int, int], then: tuple[int, int], name: str = "plan") -> dict[str, Any]:
    """Return a row whose property was on `then[0]` of `then[1]` rows, and now is on `now`."""
    return {**coverage(now[1], **{name: now[0]}), "before": coverage(then[1], **{name: then[0]})}


def typed(now: Mapping[str, int], then: Mapping[str, int], name: str = "price") -> dict[str, Any]:
    """Return a row whose property has values of these JSON types."""

    def window(types: Mapping[str, int]) -> dict[str, Any]:
        rows = sum(types.values())
        carried = rows - types.get("null", 0)
        return {"count": rows, "with": {name: carried}, "types": {name: dict(types)}}

    return {**window(now), "before": window(then)}


def pair(now: tuple[int, int], then: tuple[int, int]) -> dict[str, Any]:
    """Return a row of `pair_usage`: finished starts of all starts, now and before."""
    earlier = {"finished": then[0], "starts": then[1]}
    return {"finished": now[0], "starts": now[1], "before": earlier, "by": "$session_id"}


def folder(**documents: Any) -> Documents:
    """Return a folder with these documents."""
    return Documents(documents, complete_by_declaration=True)


def live(blind: Mapping[str, str] | None = None, **documents: Any) -> Documents:
    """Return what a live project answered; nobody reads it, and it has no deploys."""
    empty: dict[str, Any] = {"count": 0, "next": None, "results": []}
    names = ("annotations", "insights", "actions", "cohorts", "experiments", "alerts")
    files = {**dict.fromkeys(names, empty), "event_usage": usage(), **documents}
    return Documents(
        {name: one for name, one in files.items() if name not in (blind or {})}, blind=blind or {}
    )


def change(number: int = 7, **fields: Any) -> MergedChange:
    """Return a merged pull request that was deployed three days ago."""
    base: dict[str, Any] = {
        "repository": "my-org/shop",
        "number": number,
        "url": f"https://github.com/my-org/shop/pull/{number}",
        "title": "Track trials",
        "merged_at": before(3, 1),
        "sha": "1a2b3c4d5e",
        "deployed_at": before(3),
        "deploy_source": "github.deployments",
        "events": ("trial_started",),
    }
    return MergedChange.model_validate({**base, **fields})


def judge_all(
    documents: Documents,
    merged: Sequence[MergedChange] = (),
    deploys: Sequence[Deploy] = (),
    settings: EventHealthSettings = SETTINGS,
) -> HealthAssessment:
    """Assess at `NOW`."""
    return assess(documents, merged, deploys, settings, NOW)


def found(documents: Documents, **more: Any) -> list[tuple[str, str]]:
    """Return event and verdict of everything found."""
    return [(one.event, str(one.verdict)) for one in judge_all(documents, **more).candidates]


def candidate(documents: Documents, **more: Any) -> HealthCandidate:
    """Return the only thing found."""
    (one,) = judge_all(documents, **more).candidates
    return one

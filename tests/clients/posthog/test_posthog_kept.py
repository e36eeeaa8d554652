"""What is kept of the rows of each list."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from clients.posthog import PostHog, kept

Open = Callable[..., PostHog]
Json = dict[str, Any]

FLAG: Json = {
    "id": 7,
    "key": "k",
    "name": "K",
    "filters": {"groups": [{"properties": []}], "payloads": {"true": "secret"}},
    "active": True,
}
ANN: Json = {"id": 3, "first_name": "Ann", "email": "ann@shop.example"}


def test_an_experiment_keeps_what_concludes_it() -> None:
    """Dates, variants, the events of its metrics, and how it was concluded; not the flag again."""
    experiment: Json = {
        "id": 512,
        "name": "Checkout v2",
        "start_date": "2026-02-03T09:00:00Z",
        "end_date": "2026-04-01T09:00:00Z",
        "feature_flag_key": "k",
        "feature_flag": FLAG,
        "parameters": {"feature_flag_variants": [{"key": "control", "rollout_percentage": 50}]},
        "metrics": [{"series": [{"kind": "EventsNode", "event": "paid"}]}],
        "metrics_secondary": None,
        "saved_metrics": [{"query": {"series": [{"event": "refunded"}]}}],
        "conclusion": "won",
        "conclusion_comment": "ship it",
        "created_by": ANN,
        "scheduling_config": {"big": 1},
        "user_access_level": "editor",
    }
    expected = {
        name: value
        for name, value in experiment.items()
        if name not in ("scheduling_config", "user_access_level")
    }
    expected |= {
        "feature_flag": {"id": 7, "key": "k", "name": "K"},
        "created_by": {"id": 3, "first_name": "Ann"},
    }
    assert kept.experiment(experiment) == expected


def test_a_flag_keeps_all_that_decides_about_it() -> None:
    """What no rule and no person reads goes; fields that nobody knows yet stay."""
    flag = FLAG | {
        "surveys": [{"id": "s", "name": "After", "questions": ["How was it?"]}],
        "features": [],
        "tags": ["ops"],
        "analytics_dashboards": [1, 2],
        "rollback_conditions": [],
        "of_next_year": {"a": 1},
    }
    row = kept.flag(flag)
    assert row["surveys"] == [{"id": "s", "name": "After"}]
    assert row["filters"]["payloads"] == {"true": "<removed>"}
    assert row["of_next_year"] == {"a": 1}
    assert row.keys() == flag.keys() - {"analytics_dashboards", "rollback_conditions"}


def test_links_that_are_not_objects_stay_as_they_are() -> None:
    """Whether there are any is all that counts, whatever the server calls them."""
    assert kept.flag({"surveys": ["s1"], "features": 2}) == {"surveys": ["s1"], "features": 2}


def test_an_alert_says_what_it_watches_and_not_whom_it_tells() -> None:
    """Addresses of people are nobody's evidence."""
    alert: Json = {
        "id": "a",
        "name": "Orders dropped",
        "insight": {"id": 901, "name": "Orders", "query": {"kind": "?"}, "result": [1, 2]},
        "subscribed_users": [ANN],
        "created_by": ANN,
    }
    row = kept.alert(alert)
    assert row["insight"] == {"id": 901, "name": "Orders", "query": {"kind": "?"}}
    assert "shop.example" not in str(row)
    assert "subscribed_users" not in row


@pytest.mark.parametrize("insight", [901, None, "ins901"])
def test_an_alert_may_name_its_insight_by_number(insight: Any) -> None:
    """Servers differ in how they refer to it."""
    assert kept.alert({"id": "a", "insight": insight})["insight"] == insight


async def test_insights_are_asked_without_what_they_show(open_project: Open) -> None:
    """Results are megabytes, and the numbers of a company."""
    seen: list[httpx.Request] = []
    query = {"kind": "InsightVizNode", "source": {"series": [{"event": "paid"}]}}
    row: Json = {"id": 1, "short_id": "x", "query": query, "result": [1] * 9, "saved": True}

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={"count": 1, "next": None, "results": [row]})

    insights = await open_project(handler).insights()
    assert insights == [{"id": 1, "short_id": "x", "query": query, "saved": True}]
    assert dict(seen[0].url.params) == {"limit": "100", "saved": "true", "basic": "true"}

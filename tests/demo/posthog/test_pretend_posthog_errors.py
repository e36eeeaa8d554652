"""Error tracking: what events store, what the list and the query answer, and merged issues."""

import json
from typing import Any

import httpx
import pytest

from demo.posthog import guard
from demo.posthog.exceptions import FAILURES, issues, stored
from demo.posthog.story import Story

pytestmark = pytest.mark.requires_server
ISSUES = "/api/projects/1/error_tracking/issues/"
QUERY = "/api/projects/1/query/"
FIRST, SECOND = (failure.issue for failure in FAILURES[:2])
COUNTED: dict[str, Any] = {
    "kind": "ErrorTrackingQuery",
    "dateRange": {"date_from": "-7d"},
    "orderBy": "occurrences",
    "volumeResolution": 7,
    "withAggregations": True,
    "withFirstEvent": True,
}


def _counted(client: httpx.Client, **more: Any) -> list[dict[str, Any]]:
    answer = client.post(QUERY, json={"query": COUNTED | more})
    return answer.raise_for_status().json()["results"]


def test_stored_errors_fit_the_contract_and_differ_in_what_they_lack():
    """One release, a map of releases, none; resolved frames and raw ones; empty sources."""
    told = [stored(failure) for failure in FAILURES]
    for properties in told:
        guard.check("exception-event-properties", properties)
    releases = [{"$exception_release", "$exception_releases"} & set(one) for one in told]
    assert releases == [{"$exception_release"}, {"$exception_releases"}, set()]
    traces = [one["$exception_list"][0]["stacktrace"] for one in told]
    assert [trace["type"] for trace in traces] == ["resolved", "raw", "raw"]
    assert [bool(one["$exception_sources"]) for one in told] == [True, False, False]
    assert "source" in traces[0]["frames"][0]
    assert "filename" in traces[1]["frames"][0]


def test_issues_are_listed_without_counts(company: httpx.Client):
    """Some wait for a release, which is a word of its own."""
    listed = company.get(ISSUES).json()["results"]
    assert [one["status"] for one in listed] == ["active", "pending_release", "active"]
    assert not [one for one in listed if "aggregations" in one]


def test_issues_may_live_under_environments_alone(playground: httpx.Client):
    """As they did for a while: 404 where everything else answers."""
    home = {"homes": {"error_tracking": "environment"}}
    playground.post("/_control/modes", json=home).raise_for_status()
    environments = ISSUES.replace("projects", "environments")
    assert [playground.get(path).status_code for path in (ISSUES, environments)] == [404, 200]


def test_counts_come_by_query(company: httpx.Client, story: Story):
    """Events of the last week by issue, with the properties of an event as text."""
    rows = _counted(company)
    assert [row["aggregations"]["occurrences"] for row in rows] == sorted(
        (row["aggregations"]["occurrences"] for row in rows), reverse=True
    )
    (row,) = [row for row in rows if row["id"] == FIRST]
    ours = [e for e in story.events if e.properties.get("$exception_issue_id") == FIRST]
    week = [event for event in ours if (story.now - event.timestamp).days < 7]
    assert row["aggregations"]["occurrences"] == len(week)
    assert sum(bucket["value"] for bucket in row["aggregations"]["volume_buckets"]) == len(week)
    assert isinstance(row["first_event"]["properties"], str)
    assert json.loads(row["first_event"]["properties"])["$exception_issue_id"] == FIRST
    assert _counted(company, status="pending_release", limit=1)[0]["id"] == SECOND


def test_a_merged_issue_gives_its_events_to_another(playground: httpx.Client, story: Story):
    """Its id is gone from the list and from `issue_id`; the event's own property keeps it."""
    events = [
        {
            "event": event.name,
            "distinct_id": event.distinct_id,
            "timestamp": event.timestamp.isoformat(),
            "properties": event.properties,
        }
        for event in story.events
        if event.name == "$exception"
    ]
    playground.post("/_control/issues", json={"add": issues(story.now)}).raise_for_status()
    playground.post("/_control/events", json={"add": events}).raise_for_status()
    before = {row["id"]: row["aggregations"]["occurrences"] for row in _counted(playground)}
    merge = {"issue": SECOND, "into": FIRST}
    playground.post("/_control/merge_issues", json=merge).raise_for_status()
    after = {row["id"]: row["aggregations"]["occurrences"] for row in _counted(playground)}
    assert SECOND not in after
    assert after[FIRST] == before[FIRST] + before[SECOND]
    for column, gone in (("toString(issue_id)", True), ("properties.$exception_issue_id", False)):
        text = f"SELECT {column} AS id FROM events WHERE event = '$exception' GROUP BY id LIMIT 9"
        query = {"kind": "HogQLQuery", "query": text}
        rows = playground.post(QUERY, json={"query": query}).raise_for_status().json()["results"]
        assert ([SECOND] not in rows) is gone


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"orderBy": "colour"}, "invalid_input"),
        ({"dateRange": {"date_from": "yesterday"}}, "test_server_gap"),
        ({"searchQuery": "x"}, "test_server_gap"),
    ],
)
def test_wrong_queries_are_refused(company: httpx.Client, changed: dict[str, Any], code: str):
    """What PostHog would refuse is refused, and what we lack is called a gap."""
    answer = company.post(QUERY, json={"query": COUNTED | changed})
    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_what_posthog_needs_is_named(company: httpx.Client):
    """A query without an order has no answer."""
    query = {name: value for name, value in COUNTED.items() if name != "orderBy"}
    answer = company.post(QUERY, json={"query": query})
    assert (answer.status_code, answer.json()["code"]) == (400, "required")
    assert "orderBy" in answer.json()["detail"]

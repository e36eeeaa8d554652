"""`system.*` says what the API lists, in PostHog's own columns."""

import json
from typing import Any

import httpx
import pytest

from demo.posthog.hogql.system_tables import SYSTEM_TABLES

pytestmark = pytest.mark.requires_server

LISTS = {
    "activity_logs": "activity_log/?scope=FeatureFlag&page_size=100",
    "experiments": "experiments/",
    "annotations": "annotations/",
    "early_access_features": "early_access_feature/",
    "surveys": "surveys/",
    "insights": "insights/",
    "actions": "actions/",
    "cohorts": "cohorts/",
    "alerts": "alerts/",
}


def _rows(client: httpx.Client, text: str, **values: Any) -> list[dict[str, Any]]:
    query = {"kind": "HogQLQuery", "query": text, "values": values}
    answer = client.post("/api/projects/1/query/", json={"query": query}).raise_for_status().json()
    return [dict(zip(answer["columns"], row, strict=True)) for row in answer["results"]]


@pytest.mark.parametrize("name", SYSTEM_TABLES)
def test_every_column_can_be_read(company: httpx.Client, name: str):
    """Each table answers all its columns for everything in the project."""
    rows = _rows(
        company, f"SELECT {', '.join(SYSTEM_TABLES[name].columns)} FROM system.{name} LIMIT 9"
    )
    assert rows


@pytest.mark.parametrize(("name", "path"), LISTS.items())
def test_a_table_holds_what_the_list_holds(company: httpx.Client, name: str, path: str):
    """The same items by id, though the list comes in pages."""
    listed = company.get(f"/api/projects/1/{path}").raise_for_status().json()
    rows = _rows(company, f"SELECT id FROM system.{name} LIMIT 10000")
    assert {row["id"] for row in rows} >= {item["id"] for item in listed["results"]}
    assert len(rows) == listed.get("count", len(rows))


def test_the_whole_log_of_flags_is_one_query(company: httpx.Client):
    """Newest first, with what changed as JSON and the time in Unix seconds; no person."""
    text = (
        "SELECT item_id, activity, detail, toUnixTimestamp(created_at) AS at "
        "FROM system.activity_logs WHERE scope = {scope} ORDER BY created_at DESC LIMIT 10001"
    )
    rows = _rows(company, text, scope="FeatureFlag")
    path = "/api/projects/1/activity_log/?scope=FeatureFlag&page_size=100"
    newest = company.get(path).json()["results"][0]
    assert [row["at"] for row in rows] == sorted((row["at"] for row in rows), reverse=True)
    same = next(row for row in rows if row["item_id"] == newest["item_id"])
    assert json.loads(same["detail"]) == newest["detail"]
    assert _rows(company, text, scope="Cohort") == []


def test_several_tables_are_one_query(company: httpx.Client):
    """Columns by place, as text where their types differ, null where one of them may be."""
    selects = [
        "SELECT 'insight' AS kind, toString(id) AS id, query AS body FROM system.insights",
        "SELECT 'action' AS kind, toString(id) AS id, steps_json AS body FROM system.actions",
        "SELECT 'alert' AS kind, id, toString(insight_id) AS body FROM system.alerts",
    ]
    inner = " UNION ALL ".join(selects)
    rows = _rows(company, f"SELECT kind, id, body FROM ({inner}) ORDER BY kind, id LIMIT 100")
    counted = {kind: sum(row["kind"] == kind for row in rows) for kind in ("insight", "action")}
    for kind, count in counted.items():
        assert count == company.get(f"/api/projects/1/{kind}s/").json()["count"]


def test_a_change_shows_at_once(playground: httpx.Client):
    """Tables follow what is done to the project."""
    assert _rows(playground, "SELECT id FROM system.annotations LIMIT 9") == []
    mark = {"content": "deploy 1a2b3c4", "date_marker": "2026-11-20T10:00:00Z"}
    order = {"add": [{"id": 7, "scope": "project", "creation_type": "GIT"} | mark]}
    playground.post("/_control/annotations/", json=order).raise_for_status()
    text = (
        "SELECT id, content, toUnixTimestamp(date_marker) AS at FROM system.annotations "
        "WHERE creation_type = 'GIT' AND deleted = 0 ORDER BY at DESC LIMIT 201"
    )
    assert _rows(playground, text) == [{"id": 7, "content": mark["content"], "at": 1795168800}]

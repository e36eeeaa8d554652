"""Activity, linked objects, definitions, annotations and captured events."""

import gzip
import json
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from demo.posthog.keys import ADMIN_KEY, PROJECT_TOKEN, READ_KEY

pytestmark = pytest.mark.requires_server
PROJECT = "/api/projects/1/"


def _results(client: httpx.Client, path: str, **params: Any) -> list[dict[str, Any]]:
    answer = client.get(PROJECT + path, params=params)
    answer.raise_for_status()
    return answer.json()["results"]


def test_activity_comes_in_two_shapes(company: httpx.Client):
    """Under flags the total is `total_count`, under the project it is `count`."""
    flags = company.get(f"{PROJECT}feature_flags/activity/", params={"limit": 5}).json()
    project = company.get(f"{PROJECT}activity_log/", params={"scope": "FeatureFlag"}).json()
    assert "count" not in flags
    assert "total_count" not in project
    assert flags["results"] == project["results"][:5]
    assert flags["total_count"] == project["count"]


def test_activity_pages_by_number(company: httpx.Client):
    """Following `next` reads every entry once, newest first."""
    page = company.get(f"{PROJECT}activity_log/?scope=FeatureFlag&page_size=20").json()
    entries = list(page["results"])
    while page["next"] is not None:
        page = company.get(page["next"]).json()
        entries += page["results"]
    times = [entry["created_at"] for entry in entries]
    assert times == sorted(times, reverse=True)
    assert len({entry["id"] for entry in entries}) == len(entries) == page["count"]


def test_tag_edit_is_newer_than_the_roll_out(company: httpx.Client, now: datetime):
    """The banner's last edit touched only its tags; its behaviour is 120 days old."""
    entries = _results(company, "activity_log/", scope="FeatureFlag", item_id="1002")
    newest, changed = entries[0], entries[1]
    assert [change["field"] for change in newest["detail"]["changes"]] == ["tags"]
    assert [change["field"] for change in changed["detail"]["changes"]] == ["filters"]
    age = now - datetime.fromisoformat(changed["created_at"])
    assert age == timedelta(days=120)


def test_activity_may_lack_its_user_and_its_detail(playground: httpx.Client):
    """System changes have no user; some entries say only that something happened."""
    entry = {
        "user": None,
        "activity": "updated",
        "scope": "FeatureFlag",
        "item_id": "1",
        "detail": None,
        "created_at": "2026-11-20T10:00:00Z",
        "id": "0192d000-aaaa-7000-8000-000000000002",
    }
    playground.post("/_control/activity", json={"add": [entry]}).raise_for_status()
    assert _results(playground, "activity_log/", scope="FeatureFlag") == [entry]


def test_scheduled_changes_include_what_was_executed(company: httpx.Client, now: datetime):
    """One lies ahead, one is done; the API does not tell them apart for the reader."""
    changes = _results(company, "scheduled_changes/", model_name="FeatureFlag")
    ahead = [one for one in changes if datetime.fromisoformat(one["scheduled_at"]) > now]
    assert len(changes) == 2
    assert [one["executed_at"] for one in ahead] == [None]
    only = _results(company, "scheduled_changes/", model_name="FeatureFlag", record_id="1017")
    assert [one["record_id"] for one in only] == ["1017"]


def test_experiments_end_or_run_by_their_dates(company: httpx.Client):
    """One was won a month ago, one ended this week, one is running."""
    ended = {one["feature_flag_key"]: one["end_date"] for one in _results(company, "experiments/")}
    assert set(ended) == {"checkout-copy", "delivery-slots-test", "price-test"}
    assert [key for key, end in ended.items() if end is None] == ["price-test"]


def test_flags_name_what_they_are_linked_to(company: httpx.Client):
    """Experiments, surveys and early access features stand on the flag too, as arrays."""
    flags = {flag["key"]: flag for flag in _results(company, "feature_flags/")}
    assert flags["price-test"]["experiment_set_metadata"][0]["is_running"] is True
    assert flags["gift-cards"]["features"][0]["name"] == "Gift cards"
    assert flags["checkout-survey"]["surveys"][0]["name"] == "After paying"
    (feature,) = _results(company, "early_access_feature/")
    (survey,) = _results(company, "surveys/")
    assert feature["feature_flag"]["key"] == "gift-cards"
    assert survey["linked_flag"]["key"] == "checkout-survey"


def test_insights_read_an_event_that_stopped(company: httpx.Client):
    """Somebody looks at a chart that is silently empty."""
    insights = _results(company, "insights/", saved="true", basic="true")
    trends = [row["query"]["source"] for row in insights if row["query"] is not None]
    read = {one.get("event") for source in trends for one in source.get("series", ())}
    assert {"gift_wrap_selected", "order_completed"} <= read


def test_insights_name_events_in_every_shape_posthog_keeps(company: httpx.Client):
    """Queries of every kind, texts, tables, and one that was never brought to a query."""
    insights = _results(company, "insights/", saved="true", basic="true")
    kinds = {row["query"]["source"]["kind"] for row in insights if row["query"] is not None}
    assert kinds == {
        "TrendsQuery", "FunnelsQuery", "RetentionQuery", "PathsQuery", "LifecycleQuery",
        "StickinessQuery", "HogQLQuery", "EventsQuery",
    }  # fmt: skip
    (old,) = [row for row in insights if row["query"] is None]
    assert [one["id"] for one in old["filters"]["events"]] == ["signed_up", "newsletter_subscribed"]
    by_name = {row["name"]: row["query"] for row in insights}
    funnel = by_name["Cart to checkout, without coupons"]["source"]
    assert funnel["funnelsFilter"]["exclusions"][0]["event"] == "coupon_applied"
    cut = by_name["Paid orders per week"]["source"]["breakdownFilter"]
    assert cut == {"breakdown": "payment_method", "breakdown_type": "event"}
    node = by_name["Bought something"]["source"]["series"][0]
    assert (node["kind"], node["id"]) == ("ActionsNode", 951)


def test_actions_cohorts_and_alerts_name_events(company: httpx.Client):
    """Steps of an action, behaviour of a cohort, the insight of an alert."""
    actions = _results(company, "actions/")
    steps = {step["event"] for one in actions for step in one["steps"]}
    assert steps == {"order_completed", "invoice_created", "$autocapture"}
    conditions = [
        condition
        for cohort in _results(company, "cohorts/")
        for group in cohort["filters"]["properties"]["values"]
        for condition in group["values"]
    ]
    assert {one["type"] for one in conditions} == {"behavioral"}
    assert {one["key"] for one in conditions} == {"order_completed", 951, "product_viewed"}
    assert [one["insight"]["id"] for one in _results(company, "alerts/")] == [901]


def test_experiments_have_metrics_of_every_kind(company: httpx.Client):
    """Today's four, the two of years ago, and a shared one."""
    experiments = _results(company, "experiments/")
    metrics = [
        metric for one in experiments for metric in (*one["metrics"], *one["metrics_secondary"])
    ]
    assert {metric.get("metric_type", metric["kind"]) for metric in metrics} == {
        "funnel", "mean", "ratio", "retention", "ExperimentTrendsQuery", "ExperimentFunnelsQuery",
    }  # fmt: skip
    assert [one["query"]["kind"] for each in experiments for one in each["saved_metrics"]] == [
        "ExperimentMetric"
    ]


def test_deploys_are_marked_in_time(company: httpx.Client, now: datetime):
    """One hidden mark per deploy, newest first; a person's mark is of another type."""
    marks = _results(company, "annotations/")
    assert [one["creation_type"] for one in marks] == ["GIT", "GIT", "GIT", "USR"]
    assert marks[0]["content"] == "deploy 3f9c2ab production"
    assert now - datetime.fromisoformat(marks[0]["date_marker"]) == timedelta(days=5)
    assert marks[0]["hidden_in_user_interface"] is True


def test_event_definitions_know_when_a_name_was_last_seen(company: httpx.Client, now: datetime):
    """The hour of the last event, null for a name that never arrived."""
    seen = {one["name"]: one["last_seen_at"] for one in _results(company, "event_definitions/")}
    assert seen["coupon_redeemed_v1"] is None
    stopped = datetime.fromisoformat(seen["gift_wrap_selected"])
    assert (stopped.minute, stopped.second) == (0, 0)
    assert timedelta(days=40) <= now - stopped < timedelta(days=43)
    custom = _results(company, "event_definitions/", event_type="event_custom")
    assert not [one for one in custom if one["name"].startswith("$")]
    fresh = _results(company, "event_definitions/", exclude_stale="true")
    stopped = {"gift_wrap_selected", "product_shared"}
    assert {one["name"] for one in fresh} == seen.keys() - stopped


def test_event_definitions_page_stably(company: httpx.Client):
    """The name settles ties, so no name is read twice or never."""
    whole = [one["name"] for one in _results(company, "event_definitions/")]
    pages = [
        _results(company, "event_definitions/", limit=5, offset=offset)
        for offset in range(0, len(whole), 5)
    ]
    assert [one["name"] for page in pages for one in page] == whole


def test_property_definitions_are_typed_by_their_values(company: httpx.Client):
    """Numbers, booleans and texts are told apart."""
    kinds = {
        one["name"]: one["property_type"] for one in _results(company, "property_definitions/")
    }
    assert kinds["total_cents"] == "Numeric"
    assert kinds["has_photo"] == "Boolean"
    assert kinds["payment_method"] == "String"


def test_annotation_is_created_and_listed(playground: httpx.Client):
    """A deploy mark needs the writing scope and comes back as it was sent."""
    mark = {"content": "deploy 1a2b3c4", "date_marker": "2026-11-20T10:00:00Z", "scope": "project"}
    refused = playground.post(f"{PROJECT}annotations/", json=mark)
    writer = {"Authorization": f"Bearer {ADMIN_KEY}"}
    created = playground.post(f"{PROJECT}annotations/", json=mark, headers=writer)
    assert (refused.status_code, created.status_code) == (403, 201)
    assert _results(playground, "annotations/", search="1a2b3c4") == [created.json()]


def test_own_usage_events_are_kept_without_the_token(playground: httpx.Client):
    """Single captures and batches, packed or not, can be read back by the test."""
    event = {"event": "scan_finished", "distinct_id": "worker", "properties": {"flags": 3}}
    single = event | {"api_key": PROJECT_TOKEN}
    packed = gzip.compress(json.dumps({"api_key": PROJECT_TOKEN, "batch": [event]}).encode())
    assert playground.post("/i/v0/e", json=single).json() == {"status": "Ok"}
    answer = playground.post("/batch/", content=packed, headers={"Content-Encoding": "gzip"})
    assert answer.status_code == 200
    assert playground.get("/_control/captured").json() == [event, event]


def test_personal_key_is_no_good_for_capture(playground: httpx.Client):
    """Sending the private key to the public door is refused and keeps nothing."""
    answer = playground.post("/batch/", json={"api_key": READ_KEY, "batch": [{"event": "x"}]})
    assert answer.status_code == 401
    assert playground.get("/_control/captured").json() == []


def test_event_definitions_are_asked_for_by_name(company: httpx.Client):
    """Several at once in `names`, or one by its own address; unknown names are not invented."""
    names = "order_completed,coupon_redeemed_v1,never_heard_of"
    found = [one["name"] for one in _results(company, "event_definitions/", names=names)]
    assert sorted(found) == ["coupon_redeemed_v1", "order_completed"]
    one = company.get(f"{PROJECT}event_definitions/by_name/", params={"name": "order_completed"})
    assert one.json()["name"] == "order_completed"
    missing = company.get(f"{PROJECT}event_definitions/by_name/", params={"name": "never"})
    assert missing.status_code == 404


def test_an_older_server_ignores_the_names(playground: httpx.Client):
    """And answers with everything it has."""
    events = [
        {"event": name, "distinct_id": "p", "timestamp": "2026-11-20T10:00:00Z"} for name in "ab"
    ]
    playground.post("/_control/events", json={"add": events}).raise_for_status()
    fault = {"kind": "ignored_names", "route": "*/event_definitions/"}
    playground.post("/_control/faults", json=fault).raise_for_status()
    counts = [len(_results(playground, "event_definitions/", names="a")) for _ in range(2)]
    assert counts == [2, 1]


def test_encrypted_payloads_come_in_clear_text(playground: httpx.Client):
    """With a personal key they are decrypted: what a reader must drop at the door."""
    payloads = {"true": '"s3cr3t-token"'}
    flag = {"key": "vault", "has_encrypted_payloads": True, "is_remote_configuration": True}
    filters: dict[str, Any] = {
        "groups": [{"properties": [], "rollout_percentage": 100}],
        "payloads": payloads,
    }
    order = {"replace": [flag | {"filters": filters}]}
    playground.post("/_control/flags", json=order).raise_for_status()
    (listed,) = _results(playground, "feature_flags/")
    assert listed["has_encrypted_payloads"] is True
    assert listed["filters"]["payloads"] == payloads

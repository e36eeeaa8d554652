"""Nothing that reads an event stays hidden, whatever shape PostHog gives it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from scans.evidence.readers import READER_SOURCES, Reader, Readers
from scans.evidence.sources import Sources
from scans.model import Documents, Json

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def listing(*items: object) -> Json:
    """Return a list response."""
    return {"count": len(items), "next": None, "results": list(items)}


def readers(**documents: Any) -> Readers:
    """Open a folder with these lists."""
    lists = {name: listing(*items) for name, items in documents.items()}
    return Readers(Sources(Documents(lists, complete_by_declaration=True), READER_SOURCES), NOW)


def kinds(event: str = "paid", **documents: Any) -> list[str]:
    """Return the kinds of what reads the event."""
    return [one.kind for one in readers(**documents).of(event)]


NODE = {"kind": "EventsNode", "event": "paid"}


def source(kind: str, **fields: Any) -> Json:
    """Return an insight's query of one kind."""
    return {"query": {"kind": "InsightVizNode", "source": {"kind": kind, **fields}}}


@pytest.mark.parametrize(
    "insight",
    [
        pytest.param(source("TrendsQuery", series=[NODE]), id="trend"),
        pytest.param(source("FunnelsQuery", series=[{"kind": "x", "event": "a"}, NODE]), id="step"),
        pytest.param(
            source("FunnelsQuery", series=[{"kind": "GroupNode", "nodes": [NODE]}]), id="group"
        ),
        pytest.param(
            source("FunnelsQuery", funnelsFilter={"exclusions": [{**NODE, "funnelFromStep": 0}]}),
            id="exclusion",
        ),
        pytest.param(
            source("RetentionQuery", retentionFilter={"targetEntity": {"id": "paid"}}),
            id="retention",
        ),
        pytest.param(
            source("PathsQuery", pathsFilter={"excludeEvents": ["paid"], "startPoint": "a"}),
            id="path",
        ),
        pytest.param(source("LifecycleQuery", series=[NODE]), id="lifecycle"),
        pytest.param(source("StickinessQuery", series=[NODE]), id="stickiness"),
        pytest.param(
            {
                "query": {
                    "kind": "DataTableNode",
                    "source": {"kind": "EventsQuery", "event": "paid"},
                }
            },
            id="table",
        ),
        pytest.param(
            {"query": {"kind": "HogQLQuery", "query": "SELECT 1 FROM events WHERE event = 'paid'"}},
            id="SQL",
        ),
        pytest.param(
            source("TrendsQuery", series=[{"event": "a", "math_hogql": 'countIf(event = "paid")'}]),
            id="SQL inside a series",
        ),
        pytest.param(
            source("TrendsQuery", properties=[{"type": "hogql", "key": "event != 'paid'"}]),
            id="SQL inside a condition",
        ),
        pytest.param({"filters": {"events": [{"id": "paid", "type": "events"}]}}, id="old trend"),
        pytest.param({"filters": {"exclusions": [{"id": "paid"}]}}, id="old exclusion"),
        pytest.param({"filters": {"target_entity": {"id": "paid"}}}, id="old retention"),
        pytest.param({"query": {"somethingNew": [[{"anything": "paid"}]]}}, id="unknown shape"),
    ],
)
def test_every_shape_of_an_insight_reads_its_event(insight: Json) -> None:
    """Series, exclusions, paths, SQL, the old filters, and what nobody thought of."""
    assert kinds(insights=[{"id": 1, "saved": True, **insight}]) == ["insight"]


@pytest.mark.parametrize(
    "insight",
    [
        pytest.param(
            {"name": "paid", **source("TrendsQuery", series=[{"event": "a"}])}, id="title"
        ),
        pytest.param(source("TrendsQuery", series=[{"event": "a", "name": "paid"}]), id="name"),
        pytest.param(source("TrendsQuery", series=[{"event": "a", "custom_name": "paid"}]), id="x"),
        pytest.param(source("TrendsQuery", series=[{"event": None}]), id="all events"),
        pytest.param(source("TrendsQuery", series=[{"event": "Paid"}]), id="another case"),
        pytest.param(source("TrendsQuery", series=[{"event": "paid_twice"}]), id="longer"),
        pytest.param(
            source("TrendsQuery", properties=[{"type": "event", "key": "plan", "value": "paid"}]),
            id="value of a property",
        ),
        pytest.param(
            {"query": {"kind": "HogQLQuery", "query": "SELECT paid FROM events"}}, id="a column"
        ),
        pytest.param({"deleted": True, **source("TrendsQuery", series=[NODE])}, id="deleted"),
        pytest.param({"saved": False, **source("TrendsQuery", series=[NODE])}, id="never saved"),
    ],
)
def test_a_title_or_a_property_is_no_reader(insight: Json) -> None:
    """What only looks like the name does not keep an event alive."""
    assert kinds(insights=[{"id": 1, "saved": True, **insight}]) == []


def test_an_insight_that_nobody_saved_may_stand_on_a_dashboard() -> None:
    """Then people look at it all the same."""
    insight = {"id": 1, "saved": False, "dashboards": [4], **source("TrendsQuery", series=[NODE])}
    assert kinds(insights=[insight]) == ["insight"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("it's paid", r"SELECT 1 WHERE event = 'it\'s paid'"),
        ("it's paid", "SELECT 1 WHERE event = 'it''s paid'"),
        ('a "b"', r'SELECT 1 WHERE event = "a \"b\""'),
        ("paid", "SELECT `paid` FROM x"),
        ("paid", "SELECT 1 WHERE event IN ('a', 'paid')"),
    ],
)
def test_names_in_sql_are_read_as_sql_quotes_them(name: str, text: str) -> None:
    """Either quote, and either way to write one inside."""
    insight = {"id": 1, "query": {"kind": "HogQLQuery", "query": text}}
    assert kinds(name, insights=[insight]) == ["insight"]


def test_actions_read_by_their_steps_and_for_whoever_uses_them() -> None:
    """An insight, a cohort or an alert of an action reads the action's events."""
    action = {"id": 7, "name": "Paid", "steps": [{"event": "paid", "url": "/pay"}]}
    by_action = source("TrendsQuery", series=[{"kind": "ActionsNode", "id": 7, "name": "Paid"}])
    old = {"filters": {"actions": [{"id": "7", "type": "actions"}]}}
    other = source("TrendsQuery", series=[{"kind": "ActionsNode", "id": 8}], interval=7)
    behaviour = {"type": "behavioral", "key": 7, "event_type": "actions", "value": "performed"}
    cohort = {"id": 1, "filters": {"properties": {"values": [{"values": [behaviour]}]}}}
    insights = [{"id": 1, **by_action}, {"id": 2, **old}, {"id": 3, **other}]
    alerts = [{"id": "x", "name": "Fewer", "enabled": True, "insight": {"id": 1}}]
    found = readers(actions=[action], insights=insights, cohorts=[cohort], alerts=alerts)
    assert found.of("paid") == (
        Reader("action", "Paid"),
        Reader("alert", "Fewer"),
        Reader("cohort", "1"),
        Reader("insight", "1"),
        Reader("insight", "2"),
    )


@pytest.mark.parametrize(
    ("cohort", "found"),
    [
        (
            {
                "filters": {
                    "properties": {
                        "type": "OR",
                        "values": [
                            {
                                "type": "behavioral",
                                "key": "paid",
                                "event_type": "events",
                                "value": "performed_event",
                                "operator": "gte",
                            }
                        ],
                    }
                }
            },
            ["cohort"],
        ),
        ({"groups": [{"event_id": "paid", "days": 30}]}, ["cohort"]),
        ({"filters": {"seq_event": "paid"}}, ["cohort"]),
        ({"filters": {"values": [{"type": "person", "key": "paid", "value": "paid"}]}}, []),
        ({"groups": [{"event_id": "paid"}], "is_static": True}, []),
        ({"groups": [{"event_id": "paid"}], "deleted": True}, []),
    ],
)
def test_cohorts_read_what_their_people_did(cohort: Json, found: list[str]) -> None:
    """New and old conditions on behaviour; a static list of people asks for nothing any more."""
    assert kinds(cohorts=[{"id": 1, **cohort}]) == found


@pytest.mark.parametrize(
    ("experiment", "found"),
    [
        ({"metrics": [{"kind": "ExperimentMetric", "source": NODE}]}, ["experiment_metric"]),
        ({"metrics_secondary": [{"series": [NODE]}]}, ["experiment_metric"]),
        ({"saved_metrics": [{"name": "a", "query": {"series": [NODE]}}]}, ["experiment_metric"]),
        ({"filters": {"events": [{"id": "paid"}]}}, ["experiment_metric"]),
        ({"exposure_criteria": {"exposure_config": NODE}}, ["experiment_metric"]),
        (
            {"metrics": [{"source": NODE}], "end_date": "2026-12-24T00:00:00Z"},
            ["experiment_metric"],
        ),
        ({"metrics": [{"source": NODE}], "end_date": "2026-10-01T00:00:00Z"}, []),
        ({"metrics": [{"source": NODE}], "archived": True}, []),
        ({"metrics": [{"kind": "ExperimentMetric", "name": "paid", "source": {"event": "a"}}]}, []),
        ({"name": "paid", "metrics": None}, []),
    ],
)
def test_experiments_read_what_they_are_measured_by(experiment: Json, found: list[str]) -> None:
    """Every kind of metric and the exposure, until the experiment has ended."""
    assert kinds(experiments=[{"id": 1, **experiment}]) == found


@pytest.mark.parametrize(
    ("alert", "found"),
    [
        ({"insight": 1, "enabled": True}, ["alert", "insight"]),
        ({"insight": {"id": 1}}, ["alert", "insight"]),
        ({"insight": {"id": 2, "query": {"series": [NODE]}}}, ["alert", "insight"]),
        ({"insight": 1, "enabled": False}, ["insight"]),
        ({"insight": 9}, ["insight"]),
    ],
)
def test_alerts_read_what_their_insight_reads(alert: Json, found: list[str]) -> None:
    """An alert that is switched off watches nothing."""
    insight = {"id": 1, **source("TrendsQuery", series=[NODE])}
    assert kinds(insights=[insight], alerts=[{"id": "a", **alert}]) == found


@pytest.mark.parametrize(
    ("viewed", "lately"),
    [({"last_viewed_at": 29}, True), ({"viewed_at": 3}, True), ({"last_viewed_at": 31}, False)],
)
def test_an_insight_that_somebody_viewed_matters_more(viewed: dict[str, int], lately: bool) -> None:
    """Within 30 days, as far as PostHog says."""
    times = {name: (NOW - timedelta(days=days)).isoformat() for name, days in viewed.items()}
    insight = {"id": 1, "name": "Paid", **source("TrendsQuery", series=[NODE]), **times}
    assert readers(insights=[insight]).of("paid") == (Reader("insight", "Paid", lately),)


def test_what_could_not_be_read_is_told() -> None:
    """Missing from a live project, cut, or with an item of another shape."""
    lists = {
        "insights": {"count": 3, "next": None, "results": [{"id": 1}]},
        "actions": listing("odd"),
        "cohorts": {"results": None},
        "experiments": listing(),
    }
    opened = Readers(Sources(Documents(lists), READER_SOURCES), NOW)
    assert set(opened.blind) == {"insights", "actions", "cohorts", "alerts"}
    spared = Documents({"experiments": listing()}, spared=frozenset({"insights", "actions"}))
    assert set(Readers(Sources(spared, READER_SOURCES), NOW).blind) == {"cohorts", "alerts"}
    assert readers().blind == {}


def test_a_name_that_cannot_be_passed_on_is_mended() -> None:
    """Half of a surrogate pair in a title must not keep a finding from being written."""
    (one,) = readers(insights=[{"name": "\ud800x", "query": {"event": "paid"}}]).of("paid")
    assert one.name == "?x"
    (nameless,) = readers(insights=[{"query": {"event": "paid"}}]).of("paid")
    assert nameless.name == "(without a name)"

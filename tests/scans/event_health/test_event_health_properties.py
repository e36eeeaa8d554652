"""What holds for every project, not only for those somebody thought of."""

import random
from datetime import timedelta
from fractions import Fraction
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from scans.event_health import (
    REPORTED,
    HealthAssessment,
    Verdict,
    arrivals_to_tell,
    assess,
    conclude,
    questions,
)
from scans.event_health.type_changes import moved
from scans.model import Documents, MergedChange
from tests.scans.event_health.material import NOW, SETTINGS, ago, change, folder, judge_all

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=8)
    | st.sampled_from(["2026-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "with", "\ud800"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)

NAMES = st.sampled_from(
    [
        *("order_paid", "order_pay", "OrderPaid", "order_opened", "order_closed", "order_failed"),
        *("order_viewed", "trial_started", "$pageview", "a -> b", "x + y"),
    ]
)
PROPERTIES = st.sampled_from(["plan", "cart_id", "order_id", "$lib"])
TYPES = st.sampled_from(["number", "string", "Int64", "null", "boolean"])
BIG = st.integers(0, 2000) | st.sampled_from([199, 200, 201, 1000])


@st.composite
def windows(draw: st.DrawFn) -> dict[str, Any]:
    """Return counts of one event in one window that can be true."""
    count = draw(BIG)
    carried = draw(st.dictionaries(PROPERTIES, st.integers(0, count), max_size=3))
    types = draw(st.dictionaries(PROPERTIES, st.dictionaries(TYPES, BIG, max_size=3), max_size=2))
    return {"count": count, "with": carried, "types": types}


@st.composite
def property_rows(draw: st.DrawFn) -> dict[str, Any]:
    """Return a row of `property_usage`, with hours for some."""
    hour = st.tuples(st.integers(0, 840), st.integers(0, 50), st.floats(0, 1))
    listed = draw(st.lists(hour, max_size=12, unique_by=lambda each: each[0]))
    first = int((NOW - timedelta(days=35)).timestamp())
    hours = [[first + 3600 * at, rows, int(rows * share)] for at, rows, share in listed]
    return {**draw(windows()), "before": draw(windows()), "hourly": {"plan": hours}}


@st.composite
def starts(draw: st.DrawFn) -> dict[str, Any]:
    """Return starts of a pair in one window."""
    count = draw(BIG)
    return {"starts": count, "finished": draw(st.integers(0, count))}


@st.composite
def pair_rows(draw: st.DrawFn) -> dict[str, Any]:
    """Return a row of `pair_usage`."""
    return {**draw(starts()), "before": draw(starts())}


def rows_of(keys: st.SearchStrategy[str], rows: st.SearchStrategy[Any]) -> Any:
    """Return documents of counts with such rows."""
    return st.dictionaries(keys, rows, max_size=5).map(
        lambda each: {"as_of": ago(), "window_days": 7, "baseline_days": 28, "rows": each}
    )


event_rows = st.fixed_dictionaries(
    {"count": BIG, "daily": st.sampled_from([0, 1, 50]).map(lambda each: [each] * 40)},
    optional={"last_seen": st.sampled_from([ago(1), ago(29), None])},
)
arrival_rows = st.fixed_dictionaries(
    {"count": BIG, "last_seen": st.sampled_from([ago(1), ago(40), None])},
    optional={"properties": st.dictionaries(PROPERTIES, st.just({"count": 0}), max_size=2)},
)
pair_keys = st.sampled_from(
    ["order_opened -> order_closed", "order_opened -> order_failed", "a -> b -> c", "none"]
)
projects = st.fixed_dictionaries(
    {},
    optional={
        "event_usage": rows_of(NAMES, event_rows),
        "property_usage": rows_of(NAMES, property_rows()),
        "pair_usage": rows_of(pair_keys, pair_rows()),
        "session_usage": rows_of(
            st.lists(NAMES, min_size=2, unique=True).map(lambda each: " + ".join(sorted(each))),
            st.just({"sessions": 100, "shared": 60}),
        ),
        "event_arrivals": rows_of(NAMES, arrival_rows),
    },
)


@st.composite
def deployed(draw: st.DrawFn) -> MergedChange:
    """Return a change that was deployed an hour after its merge."""
    at = NOW - timedelta(hours=draw(st.integers(1, 400)))
    return change(draw(st.integers(1, 3)), deployed_at=at, merged_at=at - timedelta(hours=1))


changes = st.lists(deployed(), max_size=3)


def shuffled(value: Any, order: random.Random) -> Any:
    """Return the same JSON with every object's members in another order."""
    if not isinstance(value, dict):
        return value
    objects = cast("dict[str, Any]", value)
    members = [(name, shuffled(one, order)) for name, one in objects.items()]
    order.shuffle(members)
    return dict(members)


FIELDS = [
    *("count", "with", "types", "before", "hourly", "cut", "starts", "finished", "by", "sessions"),
    *("shared", "first_seen", "last_seen", "properties", "daily", "content", "date_marker"),
]
half_broken = st.dictionaries(st.sampled_from(FIELDS), JSON | BIG | property_rows(), max_size=6)
odd_documents = JSON | st.fixed_dictionaries(
    {"rows": st.dictionaries(st.text(max_size=5) | NAMES, JSON | half_broken, max_size=4)},
    optional={"as_of": JSON, "since": JSON, "unasked": JSON, "results": st.lists(half_broken)},
)
odd_projects = st.dictionaries(
    st.sampled_from(
        [
            *("event_usage", "property_usage", "pair_usage", "session_usage", "event_arrivals"),
            *("annotations", "insights", "alerts"),
        ]
    ),
    odd_documents,
)


@given(documents=odd_projects, complete=st.booleans())
def test_whatever_stands_in_the_documents_nothing_is_raised(
    documents: dict[str, Any], *, complete: bool
) -> None:
    """Broken documents make sources blind, broken rows are set aside."""
    read = Documents(documents, complete_by_declaration=complete)
    assessment = assess(read, [change()], [], SETTINGS, NOW)
    conclude(assessment, [], SETTINGS, NOW)
    questions(read, [change()], SETTINGS, NOW)
    arrivals_to_tell(read, [change()], SETTINGS, NOW)


@given(projects, changes, st.randoms(use_true_random=False))
def test_the_same_evidence_gives_the_same_findings_byte_for_byte(
    documents: dict[str, Any], merged: list[MergedChange], order: random.Random
) -> None:
    """In the same order, whatever the order of rows, members and changes."""
    first = judge_all(folder(**documents), merged=merged)
    order.shuffle(merged)
    again = judge_all(folder(**shuffled(documents, order)), merged=merged)
    assert again.model_dump_json() == first.model_dump_json()
    events = [(one.event, one.verdict) for one in first.candidates]
    assert events == sorted(events)
    assert HealthAssessment.model_validate_json(first.model_dump_json()) == first


@given(projects, changes)
def test_a_finding_has_its_own_identity_and_a_verdict_that_is_reported(
    documents: dict[str, Any], merged: list[MergedChange]
) -> None:
    """No two share a fingerprint, and `healthy` and `inconclusive` are never findings."""
    result = conclude(judge_all(folder(**documents), merged=merged), [], SETTINGS, NOW)
    prints = [one.fingerprint for one in result.findings]
    assert len(set(prints)) == len(prints)
    assert {one.verdict for one in result.findings} <= set(REPORTED)
    assert set(REPORTED) == {*map(str, Verdict)} - {"healthy", "inconclusive"}
    assert all(one.readiness is None and not one.blocked_by for one in result.findings)


@given(projects, st.integers(0, 60))
def test_waiting_takes_no_finding_back(documents: dict[str, Any], days: int) -> None:
    """With the same counts a later look finds the same, but for changes that grow too old."""
    first = judge_all(folder(**documents))
    later = assess(folder(**documents), [], [], SETTINGS, NOW + timedelta(days=days))
    assert [one.fingerprint for one in later.candidates] == [
        one.fingerprint for one in first.candidates
    ]


@given(projects, changes, st.sampled_from(["event_usage", "property_usage", "pair_usage"]))
def test_blindness_never_makes_a_finding(
    documents: dict[str, Any], merged: list[MergedChange], source: str
) -> None:
    """Without a source there are no findings that were not there with it."""
    whole = judge_all(folder(**documents), merged=merged)
    left = {name: one for name, one in documents.items() if name != source}
    blind = Documents(left, blind={source: "403"}, complete_by_declaration=True)
    assessment = judge_all(blind, merged=merged)
    assert source in {one.source for one in assessment.blind}
    # A property that did not drop because nobody counted may be missing, and the reverse: never.
    assert {one.fingerprint for one in assessment.candidates} <= {
        one.fingerprint for one in whole.candidates
    }


@given(projects)
def test_a_fingerprint_does_not_move_with_counts(documents: dict[str, Any]) -> None:
    """Ten times the rows, all shares the same: every finding is found again under its name."""

    def tenfold(value: Any) -> Any:
        if isinstance(value, dict):
            objects = cast("dict[str, Any]", value)
            return {name: tenfold(one) for name, one in objects.items()}
        return value * 10 if type(value) is int else value

    rows = {
        name: {**one, "rows": tenfold(one["rows"])}
        for name, one in documents.items()
        if name in ("property_usage", "pair_usage")
    }
    few = judge_all(folder(**{name: documents[name] for name in rows}))
    many = judge_all(folder(**rows))
    assert {one.fingerprint for one in few.candidates} <= {
        one.fingerprint for one in many.candidates
    }


DISTRIBUTIONS = st.dictionaries(st.sampled_from("abc"), st.integers(0, 999), min_size=1).filter(
    lambda types: sum(types.values()) > 0
)


@given(DISTRIBUTIONS, DISTRIBUTIONS, DISTRIBUTIONS)
def test_the_share_of_moved_types_is_a_distance(
    one: dict[str, int], other: dict[str, int], third: dict[str, int]
) -> None:
    """In [0, 1], the same there and back, nothing for equal shares, no shorter by a detour."""
    assert 0 <= moved(one, other) == moved(other, one) <= 1
    assert moved(one, {kind: 7 * rows for kind, rows in one.items()}) == Fraction(0)
    assert moved(one, third) <= moved(one, other) + moved(other, third)

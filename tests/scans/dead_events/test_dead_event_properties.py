"""What holds for every event, not only for those that somebody thought of."""

import random
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from scans.dead_events import (
    DeadEventSettings,
    EventAssessment,
    assess,
    conclude,
    questions,
    readers_wanted,
)
from scans.model import Documents, EventSite, Json
from tests.scans.dead_events.event_material import (
    COMPLETE,
    NOW,
    SETTINGS,
    ago,
    capture,
    captured,
    code,
    conclusion,
    folder,
    insight,
    judge,
    listing,
    live,
    row,
    silent,
    usage,
)

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=8)
    | st.sampled_from(["2026-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "gone", "\ud800"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5) | st.just("gone"), inner, max_size=3)
    ),
    max_leaves=8,
)
ROW_FIELDS = ["count", "users", "first_seen", "last_seen", "active_days", "daily"]
NAMES = ["a", "b", "gone", "new", "view_x", "helper"]

patterns = st.lists(st.sampled_from([0, 0, 1, 3, 40]), min_size=1, max_size=9).filter(any)
histories = st.builds(silent, st.integers(0, 150), patterns)
exact_rows = histories.map(row)


def _without_days(counted: Json) -> Json:
    return {name: value for name, value in counted.items() if name != "daily"}


rows = exact_rows | exact_rows.map(_without_days)
counted = st.dictionaries(st.sampled_from(NAMES), rows, max_size=6)
odd_rows = st.dictionaries(st.sampled_from(ROW_FIELDS), JSON).map(lambda odd: row(silent(9)) | odd)
lists = st.lists(JSON, max_size=3).map(lambda items: {"results": items}) | JSON

repositories = st.builds(
    captured,
    st.sampled_from(NAMES),
    st.sampled_from(NAMES),
    possible=st.sampled_from([(), ("a",)]),
    uncalled=st.sampled_from([(), ("helper",)]),
    prefixes=st.sampled_from([(), ("",), ("view_",)]),
    unread_files=st.sampled_from([0, 1]),
)
searches = st.lists(repositories, max_size=2)
sites = st.lists(
    st.builds(
        capture,
        st.sampled_from(NAMES),
        st.none() | st.integers(0, 60),
        removable=st.booleans(),
    ),
    max_size=6,
)
either = st.sampled_from([SETTINGS, COMPLETE])


def _defined(names: list[str], seen: int) -> Json:
    return listing(*({"name": name, "last_seen_at": ago(seen)} for name in names))


definitions = st.builds(_defined, st.lists(st.sampled_from(NAMES)), st.integers(0, 200))


@settings(max_examples=60)
@given(counted, searches, sites, definitions, st.integers(0, 400), either)
def test_waiting_never_revives_an_event(
    documents: Any, search: Any, found: list[EventSite], defined: Json, days: int, chosen: Any
) -> None:
    """With nothing else changed, a dead event stays what it is, and gets no safer to keep."""
    was = folder(documents, event_definitions=defined)
    before = conclusion(was, search, found, chosen).findings
    later = conclusion(was, search, found, chosen, now=NOW + timedelta(days=days)).findings
    if chosen is SETTINGS:
        assert {(one.subject, one.verdict) for one in before} <= {
            (one.subject, one.verdict) for one in later
        }
    stopped = {one.subject for one in before if one.verdict == "stopped"}
    assert stopped <= {one.subject for one in later if one.verdict == "stopped"}


@settings(max_examples=60)
@given(st.integers(0, 120), patterns, st.integers(0, 16))
def test_a_day_more_of_silence_never_revives_an_event(
    days: int, pattern: list[int], more: int
) -> None:
    """A count that was read later, with nothing new in it, says the same, or says it at last."""
    length = 300
    before = folder(event_usage=usage({"gone": row(silent(days, pattern, length))}))
    daily = [*silent(days, pattern, length), *[0] * more]
    after = folder(event_usage=usage({"gone": row(daily)}))
    if judge(before).wanted:
        assert judge(after).wanted == ("gone",)


@settings(max_examples=60)
@given(counted, searches, sites, st.sets(st.sampled_from(["event_usage", "event_arrivals"])))
def test_more_blindness_never_yields_more_findings(
    documents: Any, search: Any, found: list[EventSite], hidden: set[str]
) -> None:
    """What could not be read takes findings away, or their readiness; it never adds one."""
    arrivals = {"since": None, "rows": {name: {"count": 0} for name in ("new", "helper")}}
    seen = live(documents, event_arrivals=arrivals)
    kept = {name: one for name, one in seen.documents.items() if name not in hidden}
    blind = Documents(kept, blind=dict.fromkeys(hidden, "403"))
    before = {one.subject for one in conclusion(seen, search, found, COMPLETE).findings}
    after = {one.subject for one in conclusion(blind, search, found, COMPLETE).findings}
    assert after <= before


@settings(max_examples=60)
@given(counted, searches, sites, st.sampled_from(["insights", "actions", "cohorts", "alerts"]))
def test_without_its_readers_nothing_is_safe(
    documents: Any, search: Any, found: list[EventSite], hidden: str
) -> None:
    """Whoever could not be asked may be looking at it."""
    result = conclusion(live(documents, blind={hidden: "403"}), search, found)
    assert all(one.readiness == "blocked" for one in result.findings)


@settings(max_examples=60)
@given(counted, searches, sites, st.booleans(), either)
def test_safe_means_that_nothing_stands_in_the_way(
    documents: Any, search: Any, found: list[EventSite], read: bool, chosen: Any
) -> None:
    """Safe are only captures that can be taken out, or that nothing calls, and nobody reads."""
    insights = listing(*(insight(name, number) for number, name in enumerate(["gone"] * read)))
    for one in conclusion(folder(documents, insights=insights), search, found, chosen).findings:
        own = [each for each in found if each.site.name == one.subject]
        if one.readiness == "safe":
            assert own
            assert one.verdict == "uncalled" or all(each.removable for each in own)
            assert one.suggested_action == "open_cleanup_pr"
            assert not (read and one.subject == "gone")
        else:
            assert one.readiness_reasons
            assert one.blocked_by
            assert one.suggested_action != "open_cleanup_pr"


@settings(max_examples=30)
@given(counted, searches, sites, st.randoms(use_true_random=False))
def test_the_same_evidence_gives_the_same_bytes(
    documents: Any, search: Any, found: list[EventSite], shuffling: random.Random
) -> None:
    """The order in which PostHog and the repositories answer does not matter."""
    readers = [insight(name, number) for number, name in enumerate(NAMES)]
    defined = [{"name": name, "last_seen_at": None} for name in NAMES]

    def bytes_of(mixed: bool) -> str:
        def order(items: list[Any]) -> list[Any]:
            return shuffling.sample(items, len(items)) if mixed else items

        told = folder(
            dict(order(list(documents.items()))),
            insights=listing(*order(readers)),
            event_definitions=listing(*order(defined)),
        )
        assessment = judge(told, order(search), COMPLETE)
        assert EventAssessment.model_validate_json(assessment.model_dump_json()) == assessment
        concluded = conclude(assessment, [code(*order(found))], COMPLETE, NOW)
        return concluded.model_dump_json()

    assert bytes_of(mixed=True) == bytes_of(mixed=False)


@given(exact_rows, exact_rows, st.integers(1, 99), st.integers(1, 99))
def test_counts_dates_and_lines_leave_the_fingerprint(
    one: Json, other: Json, line: int, number: int
) -> None:
    """A closed pull request comes back only if something else is concluded."""
    first = conclusion(folder({"gone": one}), [captured("gone")], [capture()])
    moved = capture(site={"line": line, "end_line": line})
    read = listing(insight("gone", number))
    second = conclusion(folder({"gone": other}, insights=read), [captured("gone")], [moved])
    for before in first.findings:
        for after in second.findings:
            assert (before.fingerprint == after.fingerprint) == (before.verdict == after.verdict)


@given(
    st.dictionaries(st.text(max_size=5) | st.sampled_from(NAMES), odd_rows | JSON, max_size=4),
    lists,
    lists,
    JSON,
    JSON,
    st.booleans(),
)
def test_garbage_never_raises(
    rows: Any, one: Any, two: Any, counted: Any, arrivals: Any, declared: bool
) -> None:
    """Whatever arrives is an answer, an abstention or a blind source, and can be passed on."""
    documents: dict[str, Any] = {
        "event_usage": usage(rows) if counted is None else counted,
        "event_definitions": one,
        "event_arrivals": {"rows": arrivals, "since": counted},
        "insights": two,
        "actions": one,
        "cohorts": {"results": [{"id": 1, "filters": two, "groups": one}]},
        "experiments": {"results": [{"id": 1, "metrics": two, "end_date": counted}]},
        "alerts": {"results": [{"insight": one, "enabled": two}]},
    }
    told = Documents(documents, complete_by_declaration=declared)
    names = [captured("gone", "new", uncalled=("new",))]
    assessment = assess(told, names, DeadEventSettings(complete=True), NOW)
    assert EventAssessment.model_validate_json(assessment.model_dump_json()) == assessment
    conclude(assessment, [code(capture())], SETTINGS, NOW)
    questions(told, names, SETTINGS, NOW)
    assert readers_wanted(told, names, COMPLETE, NOW) == bool(assessment.candidates)

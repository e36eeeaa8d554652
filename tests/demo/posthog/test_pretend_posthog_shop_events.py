"""The shop's events are what its table of truths says, on whichever day it is told."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from demo.posthog.events import Event
from demo.posthog.shop_events import CHECKOUT, NEVER_SEEN
from demo.posthog.story import Story, hazelnut
from demo.shop import expectations

ENOUGH = 200
MOMENTS = (
    datetime(2026, 11, 20, 12, 30, tzinfo=UTC),
    datetime(2026, 11, 23, 0, 5, tzinfo=UTC),
    datetime(2026, 12, 27, 23, 50, tzinfo=UTC),
    datetime(2027, 3, 3, 5, 0, tzinfo=UTC),
)


@pytest.fixture(scope="module", params=MOMENTS, ids=lambda moment: f"{moment:%a-%H%M}")
def told(request: pytest.FixtureRequest) -> Story:
    """The story on another day of the week."""
    return hazelnut(request.param)


def _named(story: Story, name: str) -> list[Event]:
    return [event for event in story.events if event.name == name]


def _ago(story: Story, event: Event) -> float:
    return (story.now - event.timestamp) / timedelta(days=1)


def _week_and_before(story: Story, name: str) -> tuple[list[Event], list[Event]]:
    """The last seven days, and the 28 days before those."""
    events = _named(story, name)
    last = [event for event in events if _ago(story, event) < 7]
    return last, [event for event in events if 7 <= _ago(story, event) < 35]


def _share(events: Iterable[Event], name: str) -> float:
    carried = [name in event.properties for event in events]
    return sum(carried) / len(carried)


def test_weekends_are_quieter(told: Story):
    """As they are in every shop; an office sends nothing at all then."""
    weekdays = Counter(event.timestamp.weekday() for event in _named(told, "search_performed"))
    assert max(weekdays[5], weekdays[6]) < 0.85 * min(weekdays[day] for day in range(5))
    assert {event.timestamp.weekday() for event in _named(told, "invoice_created")} == set(range(5))


@pytest.mark.parametrize(("name", "days"), [("gift_wrap_selected", 40), ("product_shared", 60)])
def test_an_event_stopped_against_its_own_rhythm(told: Story, name: str, days: int):
    """Silent for longer than eight times the gaps it had, and often enough before."""
    events = _named(told, name)
    silent = _ago(told, events[-1])
    assert days <= silent < days + 4
    active = sorted({event.timestamp.date() for event in events if _ago(told, event) < silent + 90})
    gaps = sorted((after - before).days for before, after in pairwise(active))
    assert silent > max(7, 8 * gaps[-len(gaps) // 20])
    assert len(active) >= 60
    assert _ago(told, events[0]) > silent + 90


def test_everything_else_still_comes(told: Story):
    """Within the last four days: no gap that a weekend does not explain."""
    stopped = {
        name for name, event in expectations().dead_events.items() if event.verdict == "stopped"
    }
    last = {event.name: _ago(told, event) for event in told.events}
    assert {name for name, days in last.items() if days > 4} == stopped
    assert not last.keys() & {"stock_alert_requested", "return_announced", *NEVER_SEEN}


def test_orders_lost_a_property_with_a_deploy(told: Story):
    """From all of them to a tenth, five days ago to the minute; enough rows on both sides."""
    last, before = _week_and_before(told, "order_completed")
    assert min(len(last), len(before)) >= ENOUGH
    assert _share(before, "payment_method") == 1
    assert _share(last, "payment_method") < 0.45
    lost = [event for event in last if "payment_method" not in event.properties]
    (deploy,) = [mark for mark in told.annotations if "3f9c2ab" in mark["content"]]
    at = datetime.fromisoformat(deploy["date_marker"])
    assert all(event.timestamp >= at for event in lost)
    assert min(event.timestamp for event in lost) - at < timedelta(hours=12)


def test_no_other_property_got_lost(told: Story):
    """The table names every property that fell from nearly all rows to half of them."""
    fallen = set[tuple[str, str]]()
    for name in {event.name for event in told.events}:
        last, before = _week_and_before(told, name)
        known = {key for event in before for key in event.properties}
        for key in known if last else ():
            if _share(before, key) >= 0.9 and _share(last, key) <= 0.6:
                fallen.add((name, key))
    assert fallen == {("order_completed", "payment_method")}


def test_a_number_became_text(told: Story):
    """Results of a search: numbers before, text on more than a fifth of the last week's rows."""
    last, before = _week_and_before(told, "search_performed")
    assert min(len(last), len(before)) >= ENOUGH
    assert {type(event.properties["results"]) for event in before} == {int}
    texts = sum(isinstance(event.properties["results"], str) for event in last)
    assert 0.3 < texts / len(last) < 0.8


def test_one_step_of_the_checkout_does_not_name_its_cart(told: Story):
    """All other events of the same sessions do."""
    families: dict[str, set[str]] = defaultdict(set)
    for step in CHECKOUT.steps:
        last, before = _week_and_before(told, step.name)
        assert len(before) >= ENOUGH
        named = _share(last, "cart_id")
        assert named == (0 if step.name == "checkout_delivery_chosen" else 1)
        if named:
            assert len(last) >= ENOUGH or step.name == "checkout_completed"
        for event in last:
            families[event.properties["$session_id"]].add(event.name)
    together = sum(len(names) >= 4 for names in families.values())
    assert together > 0.8 * len(families)


def test_fewer_checkouts_are_completed(told: Story):
    """In the same session, against the weeks before: down by more than twenty points."""
    shares: list[float] = []
    finished = {event.properties["$session_id"] for event in _named(told, "checkout_completed")}
    for starts in _week_and_before(told, "checkout_started"):
        assert len(starts) >= ENOUGH
        done = sum(event.properties["$session_id"] in finished for event in starts)
        shares.append(done / len(starts))
    last, before = shares
    assert before - last > 0.25


def test_one_thing_arrives_under_two_names(told: Story):
    """Both are captured, and both come."""
    for name in ("cart_item_added", "cartItemAdded"):
        assert _named(told, name)
        assert name in expectations().events


def test_events_without_a_capture_are_those_of_the_table(told: Story):
    """What code captures literally, or by a computed name, and what comes from elsewhere."""
    expected = expectations()
    own = {event.name for event in told.events if not event.name.startswith("$")}
    computed = tuple(expected.dynamic_events)
    unknown = {name for name in own - expected.events.keys() if not name.startswith(computed)}
    orphans = {name for name, event in expected.dead_events.items() if event.verdict == "orphan"}
    assert unknown == orphans

"""The count of events is opened as it is documented, and nothing is made up."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from scans.evidence.arrivals import ever_arrived
from scans.evidence.definitions import event_definitions
from scans.evidence.event_usage import EventRow, EventUsage, event_usage
from scans.evidence.sources import Sources
from scans.model import Documents, Json

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def opened(document: Any, read_at: datetime | None = None) -> EventUsage | None:
    """Open a count."""
    documents = Documents({"event_usage": document}, complete_by_declaration=True)
    return event_usage(Sources(documents, ("event_usage",)), read_at)


def counted(**rows: Any) -> Json:
    """Return a count of thirty days."""
    return {"as_of": NOW.isoformat(), "window_days": 30, "rows": rows}


def test_a_whole_row_is_read_with_all_it_says() -> None:
    """Times are in UTC, whatever their offset."""
    row = {
        "count": 3,
        "users": 2,
        "first_seen": "2026-11-01T02:00:00+02:00",
        "last_seen": "2026-11-19T00:00:00Z",
        "active_days": 2,
        "daily": [0, 1, 2],
    }
    usage = opened(counted(a=row))
    assert usage is not None
    assert usage.rows["a"] == EventRow(
        3,
        2,
        datetime(2026, 11, 1, tzinfo=UTC),
        datetime(2026, 11, 19, tzinfo=UTC),
        2,
        [0, 1, 2],
    )


def test_a_row_may_lack_everything_but_its_count() -> None:
    """What is not there is not known, and not zero."""
    usage = opened(counted(a={"count": 3}, b={"users": 3}))
    assert usage is not None
    assert usage.rows == {"a": EventRow(3)}
    assert usage.unreadable == {"b"}


@pytest.mark.parametrize(
    ("row", "days_ago"),
    [
        (EventRow(0), None),
        (EventRow(3), 0),
        (EventRow(3, last_seen=NOW - timedelta(days=4)), 4),
        (EventRow(3, daily=[3, 0, 0]), 1.5),
        (EventRow(3, daily=[3]), 0),
    ],
)
def test_the_last_arrival_is_never_dated_too_early(row: EventRow, days_ago: float | None) -> None:
    """Where only the day is known it is the end of the day, and where nothing is, the newest."""
    latest = EventUsage(NOW, 30, {}).latest(row)
    assert latest is None if days_ago is None else latest is not None
    if latest is not None and days_ago is not None:
        assert abs(NOW - timedelta(days=days_ago) - latest) < timedelta(seconds=1)


def test_the_window_begins_with_its_first_whole_day() -> None:
    """Days that are listed tell it exactly; a length in days may begin in the middle of one."""
    usage = EventUsage(NOW, 30, {})
    assert usage.first_day(EventRow(1, daily=[1] * 10)) == NOW.toordinal() - 9
    assert usage.first_day(EventRow(1)) == NOW.toordinal() - 29
    assert EventUsage(NOW, None, {}).first_day(EventRow(1)) is None


def test_a_count_is_opened_once_in_a_run() -> None:
    """Later readings are joined to it, and another count is another one."""
    first = Documents({"event_usage": counted(a={"count": 3})})
    later = first.joined(Documents({"event_arrivals": {}}))
    other = first.joined(Documents({"event_usage": counted(a={"count": 4})}))
    usages = [event_usage(Sources(one, ("event_usage",))) for one in (first, later, other)]
    assert usages[0] is usages[1]
    assert usages[2] is not None
    assert usages[2].rows["a"].count == 4


def test_arrivals_answer_never_only_for_all_times() -> None:
    """A shorter time proves that an event came, and not that it did not."""
    rows = {"came": {"count": 2}, "never": {"count": 0}, "odd": {"count": "0"}, "odder": 3}
    for since, found in [
        (None, {"came": True, "never": False}),
        ("2026-01-01T00:00:00Z", {"came": True}),
    ]:
        documents = Documents({"event_arrivals": {"since": since, "rows": rows}})
        assert ever_arrived(Sources(documents, ("event_arrivals",))) == found
    broken = Sources(Documents({"event_arrivals": {"rows": []}}), ("event_arrivals",))
    assert ever_arrived(broken) == {}
    assert "event_arrivals" in broken.blind


def test_definitions_of_every_age_are_read() -> None:
    """Free servers leave fields out; a null means the same as none."""
    items = [
        {"name": "free"},
        {"name": "cloud", "last_seen_at": "2026-11-01T00:00:00Z", "hidden": True},
        {"name": "refused", "enforcement_mode": "reject", "last_seen_at": None, "hidden": None},
        {"name": "cloud", "last_seen_at": None},
    ]
    sources = Sources(Documents({"event_definitions": {"results": items}}), ("event_definitions",))
    found = event_definitions(sources)
    assert found.whole
    assert found.by_name["cloud"].last_seen_at == datetime(2026, 11, 1, tzinfo=UTC)
    assert (found.by_name["cloud"].hidden, found.by_name["refused"].rejected) == (True, True)
    assert not found.by_name["free"].hidden


@pytest.mark.parametrize("item", ["odd", {"name": ""}, {"name": "a", "last_seen_at": 4}])
def test_a_definition_that_cannot_be_read_leaves_the_list_in_doubt(item: Any) -> None:
    """Whatever it says of its event is not known."""
    documents = Documents({"event_definitions": {"results": [item]}}, complete_by_declaration=True)
    sources = Sources(documents, ("event_definitions",))
    assert not event_definitions(sources).whole
    assert "event_definitions" in sources.blind

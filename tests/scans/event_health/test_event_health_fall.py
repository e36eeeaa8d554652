"""When a property dropped, and after which deploy."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scans.event_health.fall import deploy_before, fall
from scans.event_health.items import Hour
from scans.model import Deploy, Documents
from tests.scans.event_health.material import candidate, counts, folder, judge_all, live, share_of

DROP = datetime(2026, 11, 18, 14, tzinfo=UTC)


def hour(offset: int, rows: int, carried: int) -> Hour:
    """Return the hour so many after the drop."""
    at = int((DROP + timedelta(hours=offset)).timestamp())
    return Hour(at=at, rows=rows, carried=carried)


def hours(*, rows: int = 100, low: int = 8, mixed: int | None = None) -> list[Hour]:
    """Return a week with everything, and two days with little; `mixed` is the first low hour's."""
    high = [hour(offset, rows, rows) for offset in range(-168, 0)]
    first = hour(0, rows, low if mixed is None else mixed)
    return [*high, first, *(hour(offset, rows, low) for offset in range(1, 46))]


def deploy(clock: str, environment: str = "production", sha: str = "1a2b3c4d5e6f") -> Deploy:
    """Return a deploy on the day of the drop, or on the day before."""
    at = datetime.fromisoformat(f"2026-11-{clock}:00+00:00")
    return Deploy(environment=environment, sha=sha, at=at, source="github.deployments")


def test_the_hour_that_splits_best_is_the_drops() -> None:
    """The beginning of the first low hour, with what either side carried."""
    found = fall(hours())
    assert found
    assert (found.at, found.rows, found.carried) == (DROP, 4600, 368)
    assert (found.rows_before, found.carried_before) == (16800, 16800)


def test_a_quiet_night_neither_hides_a_fall_nor_makes_one() -> None:
    """Two rows without it, days before the fall, are two rows."""
    night = [hour(-60, 1, 0), hour(-59, 1, 0)]
    busy = [one for one in hours() if one.at not in {each.at for each in night}]
    found = fall([*busy, *night])
    assert found
    assert found.at == DROP


def test_hours_come_in_any_order_and_empty_ones_say_nothing() -> None:
    """The fall is the same from the end and with hours in which nothing came."""
    assert fall([*reversed(hours()), hour(99, 0, 0)]) == fall(hours())


@pytest.mark.parametrize(
    "rising",
    [
        [],
        [hour(0, 100, 50)],
        [hour(0, 0, 0), hour(1, 100, 0)],
        [hour(offset, 10, 10) for offset in range(9)],
        [hour(0, 10, 1), hour(1, 10, 9)],
    ],
)
def test_where_nothing_fell_there_is_no_hour(rising: list[Hour]) -> None:
    """No hours, one hour, the same share or a rising one have no fall."""
    assert fall(rising) is None


@pytest.mark.parametrize(
    ("deploys", "expected"),
    [
        ([deploy("18T13:52")], "18T13:52"),
        ([deploy("18T09:00"), deploy("18T13:52")], "18T13:52"),
        ([deploy("18T13:52"), deploy("18T14:40")], "18T13:52"),  # at 14:40 it was long gone
        ([deploy("18T08:00")], "18T08:00"),  # exactly six hours
        ([deploy("18T07:59")], None),
        ([deploy("18T15:00")], None),
        ([deploy("18T13:52"), deploy("18T13:55", "staging")], "18T13:52"),
        ([deploy("18T13:52", "staging")], "18T13:52"),  # better than none, and named
        ([deploy("18T13:40", ""), deploy("18T13:52", "preview")], "18T13:40"),
    ],
)
def test_the_last_deploy_that_can_have_caused_it(
    deploys: list[Deploy], expected: str | None
) -> None:
    """At most six hours before, never after; production before any other environment."""
    found = fall(hours())
    assert found
    near = deploy_before(found, deploys, 6)
    assert (near and f"{near.at:%dT%H:%M}") == expected


def test_a_mixed_hour_tells_the_minutes() -> None:
    """A first hour that is half high changed after half of it; a last one that is low, before."""
    late = fall(hours(rows=1000, low=0, mixed=500))
    assert late
    deploys = [deploy("18T14:30"), deploy("18T14:50")]
    assert deploy_before(late, deploys, 6) == deploys[0]
    # A tenth of the hour before is low: the change was in its last six minutes.
    high = [hour(offset, 1000, 1000) for offset in range(-50, -1)]
    early = fall([*high, hour(-1, 1000, 900), *(hour(each, 1000, 0) for each in range(40))])
    assert early
    deploys = [deploy("18T13:53"), deploy("18T14:20")]
    assert deploy_before(early, deploys, 6) == deploys[0]


def test_between_two_rare_rows_nobody_saw_the_change() -> None:
    """With hours between the last high and the first low row, all that time is searched."""
    rare = [*(hour(offset, 1, 1) for offset in range(-240, -8, 12)), hour(3, 1, 0), hour(15, 1, 0)]
    found = fall(rare)
    assert found
    assert found.last_high == DROP - timedelta(hours=12)
    assert deploy_before(found, [deploy("18T02:30")], 6)
    # One row in the hour does not tell whether it came before or after the deploy.
    assert deploy_before(found, [deploy("18T17:45")], 6)


@given(
    before=st.integers(12, 100),
    since=st.integers(12, 100),
    rows=st.integers(5, 400),
    low=st.floats(0, 0.4),
)
def test_a_clean_fall_is_always_found(before: int, since: int, rows: int, low: float) -> None:
    """Whatever the volume, the lengths and the rest: the first low hour is named."""
    high = [hour(-offset, rows, rows) for offset in range(1, before)]
    found = fall([*high, *(hour(offset, rows, int(rows * low)) for offset in range(since))])
    assert found
    assert found.at == DROP


def documents(**more: Any) -> Documents:
    """Return a folder in which `payment_method` fell at 14:00."""
    listed = [[one.at, one.rows, one.carried] for one in hours()]
    row = {
        **share_of((2000, 7000), (27720, 28000), "payment_method"),
        "hourly": {"payment_method": listed},
    }
    return folder(property_usage=counts(order_completed=row), **more)


def annotation(content: str, **fields: Any) -> dict[str, Any]:
    """Return one annotation at 13:52."""
    base = {"content": content, "date_marker": "2026-11-18T13:52:00Z", "creation_type": "USR"}
    return {**base, **fields}


TOLD = (
    "“payment_method” was on 100 % of “order_completed” until 18 Nov 14:00 UTC and is on 8 % since"
)


def test_the_sentence_names_hour_and_deploy() -> None:
    """What people read, with a deploy, without one, and without hours."""
    told = documents(annotations={"results": [annotation("deploy 1a2b3c4 production")]})
    assert candidate(told).reason == f"{TOLD}; deploy 1a2b3c4 (production) went out at 13:52."
    assert candidate(documents()).reason == f"{TOLD}; no deploy is known near it."
    row = share_of((80, 1000), (990, 1000), "payment_method")
    assert candidate(folder(property_usage=counts(order_completed=row))).reason == (
        "“payment_method” was on 99 % of “order_completed” and is on 8 % of the last 7 days; "
        "the hour of the drop is not known."
    )


@pytest.mark.parametrize(("again", "told_again"), [(20, True), (19, False)])
def test_what_is_there_again_is_told(again: int, *, told_again: bool) -> None:
    """A drop that was mended is still a drop of the week, and the sentence says that it is over."""
    rows = [*hours(low=0), hour(46, again, again)]
    row = {
        **share_of((2000, 7000), (27720, 28000), "payment_method"),
        "hourly": {"payment_method": [[one.at, one.rows, one.carried] for one in rows]},
    }
    reason = candidate(folder(property_usage=counts(order_completed=row))).reason
    assert reason.endswith(" Since 20 Nov 12:00 UTC it is on 100 % again.") is told_again
    low = [*hours(low=0), hour(46, 100, 89)]
    row["hourly"] = {"payment_method": [[one.at, one.rows, one.carried] for one in low]}
    assert "again" not in candidate(folder(property_usage=counts(order_completed=row))).reason


def test_a_deploy_that_somebody_hands_over_counts_like_an_annotation() -> None:
    """Other sources of deploys are joined with annotations; the day is told where it differs."""
    assert candidate(documents(), deploys=[deploy("18T13:52", "")]).reason == (
        f"{TOLD}; deploy 1a2b3c4 went out at 13:52."
    )
    facts = {
        one.name: one.value for one in candidate(documents(), deploys=[deploy("18T13:52")]).evidence
    }
    assert facts["dropped_at"] == "2026-11-18T14:00:00Z"
    assert facts["deploy"] == "1a2b3c4d5e6f"
    assert facts["deployed_at"] == "2026-11-18T13:52:00Z"


def test_a_drop_without_annotations_is_a_drop() -> None:
    """Deploys that could not be read are said, and take nothing from the finding."""
    row = share_of((80, 1000), (990, 1000), "plan")
    judged = judge_all(
        live({"annotations": "403: no annotation:read"}, property_usage=counts(order_paid=row))
    )
    assert [one.source for one in judged.blind] == ["annotations"]
    assert [str(one.verdict) for one in judged.candidates] == ["property_dropped"]

"""Who counts as somebody who met an error, and when."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from scans.deploy_watch.detector.people import EVENTS_OF_A_LOOP, Counted, People
from scans.deploy_watch.observations import NEW_RELEASE, OLD_RELEASE, UNKNOWN_RELEASE, Rows

Row = tuple[str, str, int, int, int]
"""Issue, person, minute, events, release."""


def rows(*given: Row) -> Rows:
    """Return rows as columns."""
    issue, person, minute, events, release = zip(*given, strict=True) if given else ((),) * 5
    return Rows(issue, person, minute, events, release)


def counted(*batches: Sequence[Row], until: int = 120) -> Counted:
    """Count people in the series `a` and `b` after rows came in batches."""
    people = People(["a", "b"])
    for batch in batches:
        people.add(rows(*batch))
    return people.counted(until)


def since_t0(of: Counted, column: int = 0, until: int = 120) -> int:
    """Return the people of a column since T0."""
    return int(of.people.within(0, until)[column])


def row(
    person: str, minute: int, *, issue: str = "a", events: int = 1, release: int = UNKNOWN_RELEASE
) -> Row:
    """Return one row."""
    return issue, person, minute, events, release


def test_a_person_counts_once_however_often_they_fail() -> None:
    """Ten minutes of one person in a loop are one person, in the issue and in the total."""
    found = counted([row("ann", minute) for minute in range(10)])
    assert (since_t0(found), since_t0(found, 1), since_t0(found, 2)) == (1, 1, 0)


def test_a_person_counts_again_after_an_hour_without() -> None:
    """Sixty quiet minutes make a person new; fifty-nine do not."""
    assert since_t0(counted([row("ann", 0), row("ann", 61)])) == 2
    assert since_t0(counted([row("ann", 0), row("ann", 60)])) == 1


def test_who_keeps_failing_is_not_new_at_the_deploy() -> None:
    """The hour before T0 is loaded for that."""
    assert since_t0(counted([row("ann", -30), row("ann", 5), row("ann", 40)])) == 0


def test_data_that_arrives_late_changes_what_was_counted() -> None:
    """An earlier error that turns up later moves the person to its minute."""
    first = counted([row("ann", 50)])
    late = counted([row("ann", 50)], [row("ann", 20)])
    assert int(first.people.within(50, 51)[0]) == 1
    assert (int(late.people.within(50, 51)[0]), int(late.people.within(20, 21)[0])) == (0, 1)


def test_a_person_in_two_issues_counts_in_both_and_once_in_the_total() -> None:
    """Series overlap; the total does not add them up."""
    found = counted([row("ann", 3), row("ann", 4, issue="b")])
    assert [since_t0(found, column) for column in range(3)] == [1, 1, 1]


def test_an_issue_without_a_series_counts_in_the_total_only() -> None:
    """So do errors that have no issue at all."""
    found = counted([row("ann", 3, issue="rare"), row("bob", 4, issue="")])
    assert [since_t0(found, column) for column in range(3)] == [2, 0, 0]


def test_only_the_top_person_of_an_issue_is_left_out() -> None:
    """One client in a loop does not count; that every victim of a crash loop does is the point."""
    many = EVENTS_OF_A_LOOP + 1
    found = counted([row("bot", 1, events=many + 5), row("ann", 1, events=many), row("bob", 2)])
    assert (since_t0(found), since_t0(found, 1)) == (2, 2)
    assert since_t0(counted([row("bot", 1, events=EVENTS_OF_A_LOOP), row("bob", 2)])) == 2


def test_a_person_left_out_of_one_issue_counts_in_another() -> None:
    """Whoever floods one issue may still meet the other like everybody."""
    found = counted([row("bot", 1, events=99), row("bot", 5, issue="b")])
    assert [since_t0(found, column) for column in range(3)] == [1, 0, 1]


def test_who_is_left_out_may_change() -> None:
    """The top person is that of everything seen so far; of two who are level, the first by name."""
    batches = [[row("bob", 1, events=30), row("ann", 9, events=20)], [row("ann", 9, events=10)]]
    found = counted(*batches)
    assert (int(found.people.within(1, 2)[0]), int(found.people.within(9, 10)[0])) == (1, 0)


def test_an_unknown_release_is_neither_of_the_two() -> None:
    """It counts among all and on neither side."""
    found = counted(
        [
            row("ann", 1, release=NEW_RELEASE),
            row("bob", 1, release=OLD_RELEASE),
            row("eve", 1, release=UNKNOWN_RELEASE),
        ]
    )
    sides = [int(side.within(0, 120)[0]) for side in (found.people, found.on_new, found.on_old)]
    assert (sides, found.rows, found.tagged_rows) == ([3, 1, 1], 3, 2)


def test_what_lies_outside_of_the_watch_is_not_counted() -> None:
    """Rows that are older than the loaded hour, or absurdly late, are left alone."""
    assert since_t0(counted([row("ann", -61), row("bob", 9_999), row("eve", 1)])) == 1


def test_a_minute_is_not_counted_before_its_look() -> None:
    """Rows at or after the minute of a look wait for the next one."""
    people = People(["a"])
    people.add(rows(row("ann", 3), row("bob", 5)))
    assert int(people.counted(4).people.within(0, 4)[0]) == 1
    assert int(people.counted(7).people.within(0, 7)[0]) == 2


def test_an_issue_may_get_a_series_later() -> None:
    """Once it is known to be new, its earlier rows are in its column as well."""
    people = People(["a"])
    people.add(rows(row("ann", 3, issue="born"), row("bob", 4, issue="born")))
    people.counted(6)
    people.watch(["born"])
    assert int(people.counted(9).people.within(0, 9)[people.column("born")]) == 2
    assert people.reached("born") == 2


some_rows = st.lists(
    st.tuples(
        st.sampled_from("ab"),
        st.sampled_from(["ann", "bob", "eve"]),
        st.integers(-60, 110),
        st.integers(1, 15),
        st.sampled_from([NEW_RELEASE, OLD_RELEASE, UNKNOWN_RELEASE]),
    ),
    max_size=25,
)


@given(some_rows, st.integers(0, 25))
def test_it_makes_no_difference_how_rows_arrive(every: list[Row], cut: int) -> None:
    """All at once or in two parts, in this order or in the other, the counts are the same."""
    once = counted(every)
    parts = counted(every[cut:], every[:cut])
    for one, other in ((once.people, parts.people), (once.on_new, parts.on_new)):
        assert (one.sums == other.sums).all()


@given(some_rows)
def test_the_sides_are_part_of_the_whole(every: list[Row]) -> None:
    """Nobody is on both releases, and nobody of an unknown one on either."""
    found = counted(every)
    sides = found.on_new.within(-60, 120) + found.on_old.within(-60, 120)
    assert (sides <= found.people.within(-60, 120)).all()

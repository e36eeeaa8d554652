"""What one run carries is bounded, and what is left behind is counted."""

from activities.crossing import MOST_CANDIDATES, carried


def test_a_few_cross_as_they_are() -> None:
    """Below the limit nothing is sorted and nothing is left."""
    assert carried([3, 1, 2], lambda one: one) == ((3, 1, 2), 0)


def test_the_most_important_cross_in_their_own_order() -> None:
    """Above it the least keys stay, and the rest is a number."""
    many = list(range(MOST_CANDIDATES + 7))
    kept, omitted = carried(many, lambda one: -one)
    assert kept == tuple(many[7:])
    assert omitted == 7

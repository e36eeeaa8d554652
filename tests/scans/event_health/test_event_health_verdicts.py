"""Every verdict by hand-computed examples, the borders among them."""

from collections.abc import Mapping
from typing import Any

import pytest

from scans.event_health import EventHealthSettings
from scans.event_health.settings import Chain
from scans.model import Pair
from tests.scans.event_health.material import (
    candidate,
    counts,
    coverage,
    folder,
    found,
    judge_all,
    pair,
    share_of,
    typed,
    usage,
)


@pytest.mark.parametrize(
    ("now", "then", "dropped"),
    [
        ((80, 1000), (990, 1000), True),
        ((0, 1000), (1000, 1000), True),
        ((500, 1000), (900, 1000), True),  # both exactly at the border
        ((501, 1000), (900, 1000), False),  # 50.1 % is still more than half
        ((500, 1000), (899, 1000), False),  # 89.9 % was not nearly always
        ((100, 200), (180, 200), True),  # exactly 200 rows each
        ((0, 199), (1000, 1000), False),
        ((0, 1000), (199, 199), False),
        ((990, 1000), (80, 1000), False),  # it came, it did not go
        ((33, 67 * 3), (200, 200), True),
    ],
)
def test_a_property_dropped(now: tuple[int, int], then: tuple[int, int], *, dropped: bool) -> None:
    """From 90 % or more to 50 % or less, on 200 rows or more in both windows."""
    documents = folder(property_usage=counts(order_paid=share_of(now, then)))
    expected = [("order_paid", "property_dropped")] if dropped else []
    assert found(documents) == expected


def test_a_property_that_no_row_has_any_more_is_not_in_the_counts() -> None:
    """A renamed property leaves no number behind, and that is a zero."""
    row = {**coverage(400, total=400), "before": coverage(1600, total=1600, amount=1600)}
    one = candidate(folder(property_usage=counts(order_paid=row)))
    assert (one.verdict, one.evidence[0].value) == ("property_dropped", "amount")


@pytest.mark.parametrize(
    "row",
    [
        {**coverage(400), "cut": True, "before": coverage(1600, plan=1600)},
        {"count": 400, "before": coverage(1600, plan=1600)},
        {"count": 400, "with": {"plan": 0}},
        {"count": 400, "with": {"plan": 0}, "before": {"count": 1600}},
    ],
)
def test_what_was_not_counted_has_not_dropped(row: Mapping[str, Any]) -> None:
    """A property beyond a cut, or a window without properties, is not known, never zero."""
    assert found(folder(property_usage=counts(order_paid=row))) == []


def test_names_of_posthog_and_ignored_ones_are_not_judged() -> None:
    """A `$feature/…` goes with its flag; an operator's word counts for event and property."""
    flag = share_of((0, 400), (1600, 1600), "$feature/new-nav")
    rows = {"order_paid": flag, "$pageview": share_of((0, 400), (1600, 1600))}
    assert found(folder(property_usage=counts(**rows))) == []
    documents = folder(property_usage=counts(order_paid=share_of((0, 400), (1600, 1600))))
    for ignoring in ({"ignore_events": ["order_paid"]}, {"ignore_properties": ["plan"]}):
        assert found(documents, settings=EventHealthSettings.model_validate(ignoring)) == []


TYPES: list[tuple[dict[str, int], dict[str, int], bool]] = [
    ({"number": 800, "string": 200}, {"number": 1000}, True),  # exactly 20 %
    ({"number": 801, "string": 199}, {"number": 1000}, False),
    ({"string": 200}, {"number": 200}, True),
    ({"string": 199}, {"number": 1000}, False),
    ({"string": 1000}, {"number": 199}, False),
    ({"number": 500, "null": 500}, {"number": 1000}, False),  # absence is no type
    ({"Int64": 500, "Double": 500}, {"number": 1000}, False),  # one JSON type by three names
    ({"Bool": 1000}, {"boolean": 1000}, False),
    ({"String": 1000}, {"string": 1000}, False),
    ({"number": 600, "string": 400}, {"number": 400, "string": 600}, True),
    ({"number": 500, "string": 500}, {"number": 400, "string": 600}, False),
    ({"array": 100, "object": 100, "number": 800}, {"number": 1000}, True),
]


@pytest.mark.parametrize(("now", "then", "changed"), TYPES)
def test_a_type_changed(now: Mapping[str, int], then: Mapping[str, int], *, changed: bool) -> None:
    """On 20 % of values or more, of 200 values or more in both windows; null is no type."""
    documents = folder(property_usage=counts(order_paid=typed(now, then)))
    assert [one for one in found(documents) if one[1] == "type_changed"] == (
        [("order_paid", "type_changed")] if changed else []
    )


@pytest.mark.parametrize(
    ("now", "then", "unbalanced"),
    [
        ((310, 1000), (750, 1000), True),
        ((700, 1000), (900, 1000), False),  # exactly 20 points, which floats make a little more
        ((699, 1000), (900, 1000), True),
        ((50, 100), (900, 1000), False),
        ((0, 200), (42, 200), True),  # exactly 200 starts, 21 points
        ((0, 199), (200, 200), False),
        ((0, 200), (199, 199), False),
        ((900, 1000), (300, 1000), False),
    ],
)
def test_a_pair_lost_its_balance(
    now: tuple[int, int], then: tuple[int, int], *, unbalanced: bool
) -> None:
    """By more than 20 points of its own share, on 200 starts or more in both windows."""
    row = {"export_started -> export_finished": pair(now, then)}
    expected = [("export_started", "pair_unbalanced")] if unbalanced else []
    assert found(folder(pair_usage=counts(**row))) == expected


def test_starts_that_end_otherwise_are_not_missed() -> None:
    """As many more fail as fewer complete: every start still ends."""
    done, failed = "import_started -> import_completed", "import_started -> import_failed"
    fewer, more = pair((600, 1000), (950, 1000)), pair((400, 1000), (50, 1000))
    assert found(folder(pair_usage=counts(**{done: fewer, failed: more}))) == []
    same = pair((50, 1000), (50, 1000))
    assert found(folder(pair_usage=counts(**{done: fewer, failed: same}))) == [
        ("import_started", "pair_unbalanced")
    ]


def test_a_row_that_is_neither_declared_nor_named_like_a_pair_is_nobodys() -> None:
    """Two events that have nothing to do with each other are not a pair because they were asked."""
    row = {"search_performed -> item_viewed": pair((0, 1000), (900, 1000))}
    documents = folder(pair_usage=counts(**row))
    assert found(documents) == []
    declared = EventHealthSettings(pairs=(Pair(start="search_performed", finish="item_viewed"),))
    assert found(documents, settings=declared) == [("search_performed", "pair_unbalanced")]


def test_a_name_may_hold_what_stands_between_names() -> None:
    """The pair is found by what arrives, and not by how its row is cut."""
    start, finish = "a -> b started", "a -> b finished"
    row = {Pair(start=start, finish=finish).key: pair((0, 1000), (900, 1000))}
    documents = folder(pair_usage=counts(**row), event_usage=usage(**{start: 9, finish: 9}))
    assert found(documents) == [(start, "pair_unbalanced")]


def chain(**shipped: int) -> dict[str, dict[str, Any]]:
    """Return three events that carry `cart_id`, and a fourth as told."""
    rows = {f"checkout_{name}": coverage(400, cart_id=380) for name in ("begun", "left", "paid")}
    return {**rows, "checkout_shipped": coverage(**{"count": 400, **shipped})}


def sessions(shared: int, *names: str) -> dict[str, Any]:
    """Return how many of 1,000 sessions have several of these events."""
    names = names or ("begun", "left", "paid", "shipped")
    key = " + ".join(sorted(f"checkout_{name}" for name in names))
    return counts(**{key: {"sessions": 1000, "shared": shared}})


@pytest.mark.parametrize(
    ("rows", "shared", "missing"),
    [
        (chain(), 600, True),
        (chain(cart_id=20), 600, True),  # absent from exactly 95 %
        (chain(cart_id=21), 600, False),
        (chain(count=200), 200, True),  # exactly 200 rows, exactly a fifth of the sessions
        (chain(count=199), 600, False),
        (chain(), 199, False),
        ({**chain(), "checkout_left": coverage(400, cart_id=379)}, 600, False),  # 94.75 %
        ({**chain(), "checkout_viewed": coverage(400)}, 600, False),  # two lack it
        ({**chain(), "checkout_viewed": coverage(400, cart_id=200)}, 600, True),
    ],
)
def test_a_property_is_missing(rows: Mapping[str, Any], shared: int, *, missing: bool) -> None:
    """On 95 % of one event, and on 95 % of three of its name that share sessions it is not."""
    documents = folder(property_usage=counts(**rows), session_usage=sessions(shared))
    assert found(documents) == ([("checkout_shipped", "property_missing")] if missing else [])


def test_other_beginnings_and_other_sessions_make_no_chain() -> None:
    """Three events that begin with another word, or of which nothing is known, teach nothing."""
    rows = {name.replace("checkout_b", "cart_b"): row for name, row in chain().items()}
    assert found(folder(property_usage=counts(**rows), session_usage=sessions(600))) == []
    unknown = judge_all(folder(property_usage=counts(**chain())))
    assert unknown.candidates == ()
    assert [(one.subject, "shares sessions" in one.reason) for one in unknown.abstained] == [
        ("checkout_shipped", True)
    ]


def test_events_without_any_session_share_none() -> None:
    """What servers send has no session; a share of nothing proves nothing."""
    names = " + ".join(sorted(chain()))
    nobody = counts(**{names: {"sessions": 0, "shared": 0}})
    assert found(folder(property_usage=counts(**chain()), session_usage=nobody)) == []


def test_sessions_of_those_that_carry_it_are_enough() -> None:
    """An answer about some events of the chain counts, one about others does not."""
    properties = counts(**chain())
    carriers = folder(
        property_usage=properties, session_usage=sessions(600, "begun", "left", "paid")
    )
    assert found(carriers) == [("checkout_shipped", "property_missing")]
    others = folder(property_usage=properties, session_usage=sessions(600, "begun", "shipped"))
    assert found(others) == []


def test_a_declared_chain_needs_no_learning() -> None:
    """What an operator declares is expected of each event, without sessions or a common word."""
    chains = (Chain(events=("cart_opened", "order_paid"), properties=("cart_id", "plan")),)
    rows = {"cart_opened": coverage(300, cart_id=300), "order_paid": coverage(300, cart_id=15)}
    one, other, third = judge_all(
        folder(property_usage=counts(**rows)), settings=EventHealthSettings(chains=chains)
    ).candidates
    assert [(each.event, each.evidence[0].value) for each in (one, other, third)] == [
        ("cart_opened", "plan"),
        ("order_paid", "cart_id"),
        ("order_paid", "plan"),
    ]
    assert len({each.fingerprint for each in (one, other, third)}) == 3


def test_a_property_that_dropped_is_not_told_as_missing_too() -> None:
    """The one defect has one finding, and it is the one that knows since when."""
    shipped = share_of((4, 400), (1600, 1600), "cart_id")
    rows = {**chain(), "checkout_shipped": shipped}
    documents = folder(property_usage=counts(**rows), session_usage=sessions(600))
    assert found(documents) == [("checkout_shipped", "property_dropped")]


def test_nothing_is_learnt_where_the_operator_says_so() -> None:
    """Without learning only declared pairs and chains are judged."""
    documents = folder(
        property_usage=counts(**chain()),
        session_usage=sessions(600),
        pair_usage=counts(**{"a_started -> a_finished": pair((0, 1000), (900, 1000))}),
    )
    assert len(found(documents)) == 2
    assert found(documents, settings=EventHealthSettings(learn=False)) == []


def test_two_arriving_names_say_the_same() -> None:
    """The rarer one is the subject, both volumes are told, and names that stopped do not count."""
    one = candidate(folder(event_usage=usage(page_view=2, page_viewed=9)))
    assert (one.event, one.verdict, one.severity) == ("page_view", "near_duplicate", "low")
    assert "120" in one.reason
    assert "540" in one.reason
    stopped = usage(page_view=2, page_viewed=9)
    stopped["rows"]["page_view"]["daily"] = [2] * 30 + [0] * 30
    stopped["rows"]["page_view"]["last_seen"] = None
    assert found(folder(event_usage=stopped)) == []


def test_of_three_spellings_two_are_reported() -> None:
    """Each of the rarer ones is told beside the most frequent one."""
    documents = folder(event_usage=usage(**{"Order Paid": 5, "order_paid": 9, "orderPaid": 5}))
    told = {one.event: one.evidence[0].value for one in judge_all(documents).candidates}
    assert told == {"Order Paid": "order_paid", "orderPaid": "order_paid"}

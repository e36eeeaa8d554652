"""The story is what the demo promises, at any moment and for any seed."""

from collections.abc import Set
from datetime import datetime, timedelta
from typing import Any

import pytest

from demo.posthog import guard
from demo.posthog.events import Event
from demo.posthog.story import Story, empty, hazelnut

STORY_KEYS = {
    "new-checkout", "free-shipping-banner", "legacy-search", "bulk-invoicing", "smart-reorder",
    "checkout-copy", "loyalty-points", "loyalty-tiers", "recommendations-v2", "gift-cards",
    "express-delivery", "basket-sidebar", "theme-dark", "old-gift-wrap", "price-test",
    "maintenance-banner", "mobile-nav", "fresh-filters", "legacy-rules", "eu-vat-rules",
}  # fmt: skip
NEVER_ASKED = frozenset[Any]()


def _flags(story: Story) -> dict[str, dict[str, Any]]:
    return {flag["key"]: flag for flag in story.flags}


def _responses(story: Story, key: str, *, since_days: float, until_days: float = 0) -> set[Any]:
    since, until = (story.now - timedelta(days=days) for days in (since_days, until_days))
    return {
        event.properties.get("$feature_flag_response")
        for event in _calls(story, key)
        if since <= event.timestamp < until
    }


def _calls(story: Story, key: str) -> list[Event]:
    return [
        event
        for event in story.events
        if event.name == "$feature_flag_called" and event.properties["$feature_flag"] == key
    ]


def test_company_has_the_flags_of_the_story_and_others(story: Story):
    """Twenty flags to judge, and enough ordinary ones to look like a company."""
    keys = set(_flags(story))
    assert keys >= STORY_KEYS
    assert len(keys - STORY_KEYS) >= 15
    assert "summer-sale" not in keys


def test_events_are_of_a_size_to_load_quickly(story: Story):
    """Enough for shares and rhythms, and half a year of them."""
    assert 20_000 <= len(story.events) <= 50_000
    assert timedelta(days=179) < story.now - story.events[0].timestamp <= timedelta(days=180)
    assert story.events[-1].timestamp < story.now
    assert len({event.uuid for event in story.events}) == len(story.events)


def test_same_seed_tells_the_same_story(now: datetime):
    """And another seed another one."""
    assert hazelnut(now, 3).events == hazelnut(now, 3).events
    assert hazelnut(now, 3).events != hazelnut(now, 4).events


def test_story_moves_with_now(story: Story):
    """A year later the same things happened as many days ago; weekends are where they were."""
    shift = timedelta(weeks=53)
    later = story.now + shift
    moved = hazelnut(later)
    assert [one.timestamp - shift for one in moved.events] == [
        one.timestamp for one in story.events
    ]
    for key, flag in _flags(story).items():
        created = datetime.fromisoformat(flag["created_at"])
        assert datetime.fromisoformat(_flags(moved)[key]["created_at"]) - created == shift


@pytest.mark.parametrize(
    ("key", "responses"),
    [
        ("new-checkout", {"test"}),
        ("free-shipping-banner", {True}),
        ("legacy-search", {False}),
        ("bulk-invoicing", {False}),
        ("smart-reorder", {True}),
        ("checkout-copy", {"short"}),
        ("loyalty-points", {True}),
        ("express-delivery", {True, False}),
        ("theme-dark", {True}),
        ("old-gift-wrap", NEVER_ASKED),
        ("eu-vat-rules", NEVER_ASKED),
        ("price-test", {"control", "test"}),
        ("mobile-nav", {True, False}),
        ("summer-sale", {False, None}),
        ("app-rating-prompt", {True, False, None}),
    ],
)
def test_responses_of_the_last_week_fit_the_configuration(
    story: Story, key: str, responses: Set[Any]
):
    """Code that still asks gets what the flag serves now."""
    assert _responses(story, key, since_days=7) == responses


def test_responses_changed_when_the_flag_did(story: Story):
    """Before it was switched off, invoicing in bulk was on; calls did not stop."""
    assert _responses(story, "bulk-invoicing", since_days=90, until_days=60) == {True}
    assert _responses(story, "bulk-invoicing", since_days=60) == {False}
    assert _responses(story, "checkout-copy", since_days=80, until_days=30) == {"long", "short"}


def test_one_person_gets_one_answer(story: Story):
    """Shares are over people, not over calls."""
    answers: dict[str, set[Any]] = {}
    for event in _calls(story, "mobile-nav"):
        answer = event.properties["$feature_flag_response"]
        answers.setdefault(event.distinct_id, set()).add(answer)
    assert all(len(given) == 1 for given in answers.values())
    share = sum(True in given for given in answers.values()) / len(answers)
    assert 0.15 < share < 0.35


def test_last_call_is_the_newest_event(story: Story):
    """`last_called_at` agrees with the events; older silence is told as such."""
    flags = _flags(story)
    for key in ("new-checkout", "eu-vat-rules"):
        called = datetime.fromisoformat(flags[key]["last_called_at"])
        assert called == _calls(story, key)[-1].timestamp
    silence = story.now - datetime.fromisoformat(flags["eu-vat-rules"]["last_called_at"])
    assert timedelta(days=70) < silence < timedelta(days=72)
    assert flags["old-gift-wrap"]["last_called_at"] is not None


@pytest.mark.parametrize(
    ("key", "days"),
    [
        ("new-checkout", 90),
        ("free-shipping-banner", 120),
        ("legacy-search", 200),
        ("bulk-invoicing", 60),
        ("smart-reorder", 75),
        ("checkout-copy", 30),
        ("express-delivery", 45),
        ("old-gift-wrap", 300),
        ("maintenance-banner", 400),
        ("fresh-filters", 5),
    ],
)
def test_last_change_of_behaviour_is_in_the_activity_log(story: Story, key: str, days: int):
    """The newest entry that touches `filters` or `active`, and it ends in today's state."""
    flag = _flags(story)[key]
    changes = [
        (entry["created_at"], change)
        for entry in story.activity
        if entry["item_id"] == str(flag["id"])
        for change in entry["detail"]["changes"]
        if change["field"] in {"filters", "active"}
    ]
    at, change = max(changes, key=lambda pair: pair[0])
    assert story.now - datetime.fromisoformat(at) == timedelta(days=days)
    assert change["after"] == flag[change["field"]]


def test_every_address_is_in_an_example_domain(story: Story):
    """Nobody real is in the story."""
    addresses = {event.distinct_id for event in story.events if "@" in event.distinct_id}
    authors = {entry["user"]["email"] for entry in story.activity}
    assert addresses
    assert all(address.endswith(".example") for address in addresses | authors)


def test_flags_and_experiments_fit_the_contract(story: Story):
    """What is told can also be answered."""
    for flag in story.flags:
        guard.check("feature-flag", flag)
    page = {"count": 3, "next": None, "previous": None, "results": story.experiments}
    guard.check("experiment-list", page)


def test_empty_project_is_empty(now: datetime):
    """A place to build one's own story in."""
    assert (empty(now).flags, empty(now).events) == ([], [])

"""Every text that a deploy watch sends: PostHog's grammar reads it, and it is bounded and ours."""

import re
from functools import cache
from typing import Any, cast

import pytest

from clients.posthog import error_texts, exposure_texts, funnel_counts
from clients.posthog.queries import LIMIT
from demo.posthog.hogql.parser import Node, parse_select
from scans.deploy_watch.counting import Counting, Unit
from scans.deploy_watch.settings import Funnel

OTHER_UNITS: tuple[Unit, ...] = ("session", "place", "event")
USUAL = Counting(spares_bots=True)
OLD = Counting(issue_column=False)
ANY_SESSION = Counting(exposure="", release_property="$release_id")
OWN_RELEASE = Counting(release_property="it's {mine}")
FUNNELS = [
    Funnel(name="buy", steps=("it's {a}", "b")),
    Funnel(name="join", steps=("c", "d", "e"), within_minutes=60),
]
STEPS = [len(each.steps) for each in FUNNELS]


def texts_of(counting: Counting) -> dict[str, str]:
    """Return every text for one way to count."""
    return {
        "total": error_texts.total(counting),
        "issues": error_texts.issues(counting),
        "busiest": error_texts.busiest(counting, 50),
        "met": error_texts.met(counting),
        "exposure hours": exposure_texts.exposure_hours(counting),
        "releases": exposure_texts.releases(counting, own=True),
        "people": error_texts.people(counting, own=False),
        "people, own": error_texts.people(counting, own=True),
        "people, sampled": error_texts.people(counting, own=False, sampled=True),
        "exposed": exposure_texts.exposed(counting, ()),
        "exposed and funnels": exposure_texts.exposed(counting, STEPS),
        "funnel hours": exposure_texts.funnel_hours(counting, STEPS),
        "born": error_texts.born(counting),
        "risen": error_texts.risen(counting),
        "details": error_texts.details(counting),
        "with a flag": error_texts.with_flag(counting, some_issues=False),
        "with a flag, of some": error_texts.with_flag(counting, some_issues=True),
    }


TEXTS = {
    **texts_of(USUAL),
    **{
        f"people by {unit}": error_texts.people(Counting(unit=unit), own=False)
        for unit in OTHER_UNITS
    },
    **{f"issues by {unit}": error_texts.issues(Counting(unit=unit)) for unit in OTHER_UNITS},
    "born on an old server": error_texts.born(OLD),
    "any session": exposure_texts.exposed(ANY_SESSION, ()),
    "an own release": exposure_texts.exposed(OWN_RELEASE, ()),
}


@cache
def parsed(text: str) -> Node:
    """The syntax tree; the grammar takes a while."""
    return parse_select(text.replace("{limit}", "7"))


def nodes(tree: Any, kind: str) -> list[Node]:
    """Every node of a kind, anywhere in a syntax tree."""
    if isinstance(tree, list):
        return [found for each in cast("list[Any]", tree) for found in nodes(each, kind)]
    if not isinstance(tree, dict):
        return []
    node = cast("Node", tree)
    inner = [found for each in node.values() for found in nodes(each, kind)]
    return [node, *inner] if node.get("node") == kind else inner


def depth(tree: Any) -> int:
    """How many calls stand inside each other."""
    if isinstance(tree, list):
        return max((depth(each) for each in cast("list[Any]", tree)), default=0)
    if not isinstance(tree, dict):
        return 0
    node = cast("Node", tree)
    inner = max((depth(each) for each in node.values()), default=0)
    return 0 if node.get("node") == "SelectQuery" else inner + (node.get("node") == "Call")


def placeholders(text: str) -> set[str]:
    """The names that values have to be given for."""
    return {node["expr"]["chain"][0] for node in nodes(parsed(text), "Placeholder")}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_text_of_a_watch_is_bounded_and_ours(text: str) -> None:
    """It parses, ends, bounds every reading of events at both ends, and holds no foreign word.

    No zone plays a part, and no call stands deep inside of others: the grammar takes five times as
    long for each.
    """
    tree = parsed(text)
    assert text.endswith(LIMIT)
    assert tree["limit"]["value"] == 7
    selects = nodes(tree, "SelectQuery")
    assert all(select.get("offset") is None for select in selects)
    assert max(depth(list(select.values())) for select in selects) <= 4
    readings = text.count("FROM events")
    assert readings
    assert text.count("timestamp >= fromUnixTimestamp({since})") == readings
    assert text.count("timestamp < fromUnixTimestamp({until})") == readings
    assert not re.search(r"toDate|toStartOf|toTimeZone|now\(|today\(|INTERVAL|dateDiff", text)
    constants = {node["value"] for node in nodes(tree, "Constant")}
    words = {value for value in constants if isinstance(value, str)}
    assert words <= {"$exception", "", "false", "0"}


@pytest.mark.parametrize("counting", [USUAL, ANY_SESSION, OWN_RELEASE])
def test_every_placeholder_of_sessions_and_funnels_has_its_value(counting: Counting) -> None:
    """What is sent along is what the text asks for."""
    steps = STEPS if counting is USUAL else []
    funnels = FUNNELS if counting is USUAL else []
    given = {"since", "until", *exposure_texts.values(counting), *funnel_counts.values(funnels)}
    assert placeholders(exposure_texts.exposed(counting, steps)) == given


def test_bots_are_left_out_of_all_readings_or_of_none() -> None:
    """Errors without bots compared with sessions of bots would hide a rise."""
    for name, text in texts_of(USUAL).items():
        assert text.count("$virt_bot_name") == text.count("FROM events"), name
    assert not any("$virt" in text for text in texts_of(Counting()).values())

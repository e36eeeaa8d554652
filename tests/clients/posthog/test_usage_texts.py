"""Every text that asks about events: PostHog's grammar reads it, it is bounded, and it is ours."""

import asyncio
import re
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clients.posthog import (
    event_arrivals,
    event_usage,
    flag_usage,
    older_event_usage,
    pair_usage,
    property_hours,
    property_usage,
    session_usage,
)
from clients.posthog.queries import LIMIT, MAX_ROWS
from clients.posthog.usage_rows import some_people
from demo.posthog.hogql.parser import Node, parse_select
from scans.model import Json, Pair, PropertyOf, Questions

NOW = datetime(2026, 11, 20, 12, 30, 15, tzinfo=UTC)
READERS = (
    event_usage,
    property_usage,
    pair_usage,
    session_usage,
    event_arrivals,
    older_event_usage,
)

PAIRS = [Pair(start=f"event {n}", finish=f"event {n + 1}") for n in range(50)]

TEXTS = {
    "flag_usage": flag_usage.TEXT,
    "event_usage": event_usage.TEXT,
    "property_usage": property_usage.text(165),
    "property_usage of some": property_usage.text(165, 0.05),
    "property_hours": property_hours.TEXT,
    "property_hours of some": some_people(property_hours.TEXT, 0.5),
    "pair_usage by session": pair_usage.text(PAIRS[:3], pair_usage.SESSION_KEY),
    "pair_usage by property": pair_usage.text(PAIRS, pair_usage.PROPERTY_KEY),
    "pair_usage by a name with %": pair_usage.text(PAIRS[:3], pair_usage.RAW_KEY),
    "session_usage": session_usage.text([(pair.start, pair.finish) for pair in PAIRS]),
    "event_arrivals": event_arrivals.TEXT,
    "older_event_usage": older_event_usage.BY_NAME,
    "property arrivals": event_arrivals.PROPERTIES_TEXT,
}


def nodes(tree: Any, kind: str) -> list[Node]:
    """Every node of a kind, anywhere in a syntax tree."""
    if isinstance(tree, list):
        return [found for each in cast("list[Any]", tree) for found in nodes(each, kind)]
    if not isinstance(tree, dict):
        return []
    node = cast("Node", tree)
    inner = [found for each in node.values() for found in nodes(each, kind)]
    return [node, *inner] if node.get("node") == kind else inner


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_parses_and_is_bounded(text: str) -> None:
    """A limit at the end, both ends of the window, and no OFFSET anywhere."""
    assert text.endswith(LIMIT)
    tree = parse_select(text.replace("{limit}", "7"))
    assert tree["limit"]["value"] == 7
    for select in nodes(tree, "SelectQuery"):
        limit_by = cast("Node", select.get("limit_by") or {})
        assert select.get("offset") is None
        assert limit_by.get("offset_value") is None
    assert text.count("timestamp >= fromUnixTimestamp({since})") == 1
    assert text.count("timestamp < fromUnixTimestamp({until})") == 1


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_cuts_no_day_in_the_zone_of_the_project(text: str) -> None:
    """Days and hours are cut from Unix seconds; times go in and come out as such."""
    assert not re.search(r"toDate|toStartOf|toTimeZone|now\(|today\(|INTERVAL|toString\(", text)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_holds_no_words_but_ours(text: str) -> None:
    """What a customer named comes in a placeholder."""
    assert words(text) <= {"$feature_flag_called", "$", ".", "", "null", '^"|"$'}


def words(text: str) -> set[str]:
    """The strings that stand in a text."""
    constants = [node["value"] for node in nodes(parse_select(text), "Constant")]
    return {value for value in constants if isinstance(value, str)}


def fields(text: str) -> set[str]:
    """The names that a text speaks of, placeholders left out."""
    tree = parse_select(text)
    filled = {node["expr"]["chain"][0] for node in nodes(tree, "Placeholder")}
    return {".".join(map(str, node["chain"])) for node in nodes(tree, "Field")} - filled


def depth(tree: Any) -> int:
    """How many calls stand inside each other."""
    if isinstance(tree, list):
        return max((depth(each) for each in cast("list[Any]", tree)), default=0)
    if not isinstance(tree, dict):
        return 0
    node = cast("Node", tree)
    inner = max((depth(each) for each in node.values()), default=0)
    return 0 if node.get("node") == "SelectQuery" else inner + (node.get("node") == "Call")


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_is_read_quickly(text: str) -> None:
    """PostHog's grammar takes five times as long for each further call inside another."""
    selects = nodes(parse_select(text), "SelectQuery")
    assert max(depth(list(select.values())) for select in selects) <= 4


class Sent(list[tuple[str, Json, str, int]]):
    """Remembers every query, and answers it with nothing."""

    async def __call__(self, text: str, values: Json, name: str, limit: int) -> list[Json]:
        """Keep what would be sent."""
        self.append((text, values, name, limit))
        return []


def asked(questions: Questions) -> Sent:
    """Everything that is sent for the questions."""
    sent = Sent()
    for reader in READERS:
        asyncio.run(reader.read(sent, NOW, questions))
    return sent


PRINTABLE = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=12)


@settings(max_examples=30, deadline=None)
@given(st.lists(PRINTABLE, min_size=3, max_size=6, unique=True))
def test_names_are_values_and_never_part_of_a_text(names: list[str]) -> None:
    """Texts say the same whatever the names are, and every placeholder is filled."""

    def questions(names: list[str]) -> Questions:
        properties = tuple(PropertyOf(event=name, name=names[0]) for name in names)
        return Questions(
            coverage=tuple(names),
            hourly=properties,
            pairs=(
                Pair(start=names[0], finish=names[1], also=(names[2],)),
                Pair(start=names[1], finish=names[0], by=names[2]),
            ),
            sessions=(tuple(names),),
            arrivals=tuple(names),
            arrived_properties=properties,
            older=tuple(names),
        )

    plain = [f"{place}" for place in range(len(names))]
    sent, other = asked(questions(names)), asked(questions(plain))
    for said in (words, fields):
        ours = {each for text, *_ in other for each in said(text)}
        known = ours | {"$session_id", "properties", '^"|"$'}
        assert {each for text, *_ in sent for each in said(text)} <= known
    for text, values, _, limit in sent:
        placeholders = {
            node["expr"]["chain"][0] for node in nodes(parse_select(text), "Placeholder")
        }
        assert placeholders - {"limit"} == values.keys()
        assert 0 < limit < MAX_ROWS


def test_a_large_project_is_asked_a_few_times() -> None:
    """Hundreds of names are one question each, not hundreds."""
    names = tuple(f"event {n}" for n in range(300))
    pairs = tuple(Pair(start=name, finish=f"{name} done") for name in names[:50])
    questions = Questions(
        coverage=names,
        pairs=pairs,
        sessions=tuple(pairwise(names[:51])),
        arrivals=names,
        older=names,
    )
    assert len(asked(questions)) == len(READERS)

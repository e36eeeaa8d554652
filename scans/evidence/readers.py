"""Who reads an event: what somebody looks at that would be empty without it.

Insights, actions, cohorts, metrics of experiments and alerts name events in many shapes, old and
new ones, and in SQL. Every text in what they ask for that equals an event's name counts as reading
it, whatever stands around it: a shape that nobody thought of must not hide a reader. Titles, labels
and filters of properties do not ask for events, so they are left out.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, cast

from scans.evidence.sources import CUT, UNREADABLE, Sources
from scans.evidence.times import moment

Kind = Literal["insight", "action", "cohort", "experiment_metric", "alert"]

INSIGHTS = "insights"
ACTIONS = "actions"
COHORTS = "cohorts"
EXPERIMENTS = "experiments"
ALERTS = "alerts"

READER_SOURCES = (INSIGHTS, ACTIONS, COHORTS, EXPERIMENTS, ALERTS)

LATELY = timedelta(days=30)
"""PostHog's own check of stopped events asks for insights that were viewed within 30 days."""

ASKS = {
    INSIGHTS: ("query", "filters"),
    ACTIONS: ("steps",),
    COHORTS: ("filters", "groups", "query"),
    EXPERIMENTS: (
        *("metrics", "metrics_secondary", "saved_metrics", "secondary_metrics", "filters"),
        "exposure_criteria",
    ),
    ALERTS: ("insight",),
}
"""The members of an item that say what it asks for."""

LABELS = frozenset({"custom_name", "description", "derived_name", "label", "short_id", "tags"})

NAMED_OTHERWISE = ("event", "id", "source", "series", "metric_type")
"""Members beside which a `name` is a title: what is asked for stands in them."""

PROPERTY_FILTERS = frozenset({"event", "person", "session", "group", "element", "feature", "flag"})
"""Types of conditions on properties: their texts are names and values of properties."""

QUOTED = re.compile(r"'((?:[^'\\]|\\.|'')*)'|\"((?:[^\"\\]|\\.)*)\"|`((?:[^`\\]|\\.)*)`", re.DOTALL)

DEEPEST = 60
"""Levels of nesting that are followed; real queries have about ten."""


@dataclass(frozen=True, order=True, slots=True)
class Reader:
    """Something in PostHog that reads an event."""

    kind: Kind
    name: str
    """What people call it; its number where it has no name. Untrusted text."""
    lately: bool = False
    """Whether it is an insight that somebody viewed within the last 30 days."""


class Readers:
    """Everything that reads events, ready to be asked name by name."""

    def __init__(self, sources: Sources, now: datetime) -> None:
        self._events: dict[str, set[Reader]] = defaultdict(set)
        opened = {source: list(_items(sources, source)) for source in READER_SOURCES}
        actions = {str(one.get("id")): [*_asked(ACTIONS, one)] for one in opened[ACTIONS]}
        insights = {str(one.get("id")): one for one in opened[INSIGHTS]}
        for source, items in opened.items():
            for item in items:
                self._add(source, item, actions, insights, now)
        self.blind: Mapping[str, str] = {
            source: why for source, why in sources.blind.items() if source in READER_SOURCES
        }

    def of(self, event: str) -> tuple[Reader, ...]:
        """Return who reads the event, in a fixed order. Names are case-sensitive."""
        return tuple(sorted(self._events.get(event, ())))

    def _add(
        self,
        source: str,
        item: Mapping[str, Any],
        actions: Mapping[str, Sequence[str]],
        insights: Mapping[str, Mapping[str, Any]],
        now: datetime,
    ) -> None:
        if not _live(source, item, now):
            return
        asked = [(source, item)]
        if source == ALERTS and (watched := insights.get(_insight_of(item))) is not None:
            asked.append((INSIGHTS, watched))
        reader = _reader(source, item, now)
        for where, one in asked:
            for text in _asked(where, one):
                self._events[text].add(reader)
            for action in _actions(where, one):
                for text in actions.get(action, ()):
                    self._events[text].add(reader)


def _items(sources: Sources, source: str) -> Iterator[dict[str, Any]]:
    listing = sources.listing(source)
    if source not in sources.blind and not listing.whole:
        sources.blind[source] = CUT
    for item in listing.items:
        if isinstance(item, dict):
            yield cast("dict[str, Any]", item)
        else:
            sources.blind[source] = UNREADABLE


def _live(source: str, item: Mapping[str, Any], now: datetime) -> bool:
    """Whether the item still asks. What does not say that it is over, is not over."""
    if item.get("deleted") is True:
        return False
    if source == INSIGHTS:
        return item.get("saved") is not False or bool(item.get("dashboards"))
    if source == COHORTS:
        return item.get("is_static") is not True
    if source == EXPERIMENTS:
        ended = moment(item.get("end_date"))
        return item.get("archived") is not True and (ended is None or ended > now)
    return source != ALERTS or item.get("enabled") is not False


def _reader(source: str, item: Mapping[str, Any], now: datetime) -> Reader:
    kinds: dict[str, Kind] = {
        INSIGHTS: "insight",
        ACTIONS: "action",
        COHORTS: "cohort",
        EXPERIMENTS: "experiment_metric",
        ALERTS: "alert",
    }
    named: list[object] = [item.get(one) for one in ("name", "derived_name", "short_id", "id")]
    name = next((str(one) for one in named if one not in (None, "")), "(without a name)")
    viewed = moment(item.get("last_viewed_at")) or moment(item.get("viewed_at"))
    lately = source == INSIGHTS and viewed is not None and now - viewed <= LATELY
    return Reader(kinds[source], name.encode(errors="replace").decode(), lately)


def _insight_of(alert: Mapping[str, Any]) -> str:
    insight: object = alert.get("insight")
    if isinstance(insight, dict):
        insight = cast("dict[str, Any]", insight).get("id")
    return str(insight)


def _asked(source: str, item: Mapping[str, Any]) -> Iterator[str]:
    """Yield every text in what an item asks for, and every text that its SQL quotes."""
    for value in _walk(source, item):
        if isinstance(value, str):
            yield value
            for quoted in QUOTED.finditer(value):
                yield _unescaped(next(part for part in quoted.groups() if part is not None))


def _actions(source: str, item: Mapping[str, Any]) -> Iterator[str]:
    """Yield the ids of the actions that an item asks for. An action reads its events anyway."""
    for value in _walk(source, item):
        if isinstance(value, dict):
            node = cast("dict[str, Any]", value)
            if node.get("event_type") == "actions":
                yield str(node.get("key"))
            elif node.get("type") == "actions" or "Actions" in str(node.get("kind")):
                yield str(node.get("id"))
            elif "action_id" in node:
                yield str(node["action_id"])


def _walk(source: str, item: Mapping[str, Any]) -> Iterator[object]:
    """Yield everything in what an item asks for, containers before what stands in them."""
    level: list[object] = [item[name] for name in ASKS[source] if name in item]
    for _ in range(DEEPEST):
        below: list[object] = []
        for value in level:
            if isinstance(value, dict):
                below.extend(_members(cast("dict[str, Any]", value)))
            elif isinstance(value, list):
                below.extend(cast("list[Any]", value))
        yield from level
        level = below


def _members(value: Mapping[str, Any]) -> Iterator[object]:
    if not _is_property_filter(value):
        titled = any(value.get(one) is not None for one in NAMED_OTHERWISE)
        for name, member in value.items():
            if name not in LABELS and not (titled and name == "name"):
                yield member


def _is_property_filter(value: Mapping[str, Any]) -> bool:
    if "key" not in value or "event_type" in value:
        return False
    kind: object = value.get("type")
    return kind in PROPERTY_FILTERS or (kind is None and "operator" in value)


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)|''", lambda found: found.group(1) or "'", text)

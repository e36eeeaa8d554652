"""Projects of a given size, for what a scan may cost: counted rows stand for millions of events."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import islice, product
from random import Random
from typing import Any

from demo.posthog import query_kinds as kinds
from demo.posthog.events import Event
from demo.posthog.filters import boolean, depends_on, person, variants
from demo.posthog.flag_items import change, complete, entry, iso
from demo.posthog.linked_objects import annotation, experiment
from demo.posthog.people import author, shopper
from demo.posthog.readers import insight
from demo.posthog.shapes import Json

HISTORY_DAYS = 180
STOPPED_DAYS = 50
_FIRST_FLAG = 10_001


@dataclass(frozen=True)
class Size:
    """How much of everything there is; `stopped` of the daily events stopped 50 days ago."""

    flags: int
    events: int
    daily: int
    """Events that come every day; of the others one in ten comes weekly, the rest now and then."""
    stopped: int
    experiments: int
    insights: int
    activity: int
    never_seen: int
    annotations: int
    actions: int
    per_day: int
    """How often a daily event comes, at least."""


TEAM = Size(
    flags=100, events=500, daily=60, stopped=6, experiments=8, insights=40, activity=250,
    never_seen=5, annotations=20, actions=10, per_day=40,
)  # fmt: skip
ENTERPRISE = Size(
    flags=2000, events=20_000, daily=320, stopped=50, experiments=200, insights=500,
    activity=1000, never_seen=100, annotations=90, actions=60, per_day=1700,
)  # fmt: skip

_PROPERTIES = {"plan": "pro", "$lib": "web"}
_AREAS = (
    "billing", "board", "calendar", "chat", "contact", "dashboard", "document", "editor", "export",
    "file", "form", "import", "inbox", "invoice", "report", "search", "settings", "team", "ticket",
    "workflow",
)  # fmt: skip
_OBJECTS = (
    "badge", "banner", "card", "cell", "chart", "chip", "column", "comment", "cover", "date",
    "dialog", "draft", "drawer", "editor", "entry", "field", "filter", "footer", "group", "header",
    "hint", "icon", "image", "label", "legend", "limit", "link", "list", "marker", "menu", "note",
    "page", "panel", "popup", "preview", "row", "rule", "shortcut", "sidebar", "slide", "step",
    "summary", "tab", "table", "tag", "template", "theme", "title", "toolbar", "view",
)  # fmt: skip
_VERBS = (
    "viewed", "clicked", "hidden", "shown", "selected", "moved", "renamed", "resized", "sorted",
    "shared", "copied", "pasted", "dragged", "expanded", "collapsed", "pinned", "edited", "saved",
    "searched", "printed",
)  # fmt: skip


@cache
def event_names(size: Size) -> tuple[str, ...]:
    """Every name that arrives, daily ones first."""
    every = ("_".join(words) for words in product(_AREAS, _OBJECTS, _VERBS))
    # Neighbours share their first words; spread, the daily ones come from all areas.
    known = sorted(islice(every, size.events), key=lambda name: (hash_of(name), name))
    return tuple(known)


def hash_of(name: str) -> int:
    """A number that is the same in every process."""
    return sum(place * ord(letter) for place, letter in enumerate(name, 1)) * 2_654_435_761 % 2**32


def stopped_names(size: Size) -> tuple[str, ...]:
    """Daily events that stopped."""
    return event_names(size)[: size.stopped]


def events(now: datetime, rng: Random, size: Size, flags: list[Json]) -> list[Event]:
    """One row for each day on which something came, standing for all of that day."""
    rows = [*_named_events(now, rng, size), *_flag_calls(now, rng, flags)]
    rows.sort(key=lambda event: event.timestamp)
    return rows


def _named_events(now: datetime, rng: Random, size: Size) -> Iterator[Event]:
    number = 0
    for index, name in enumerate(event_names(size)):
        until = STOPPED_DAYS if index < size.stopped else 0
        times = size.per_day + index % 60 if index < size.daily else 1 + index % 9
        for days in _days_with_events(index, size.daily):
            if days >= until:
                at = now - timedelta(days=days, seconds=rng.randrange(60, 40_000))
                number += 1
                yield _row(number, name, at, _PROPERTIES, times)


def _days_with_events(index: int, daily: int) -> range:
    """Days before now: each one, one a week, or three in half a year."""
    if index < daily:
        return range(HISTORY_DAYS)
    return range(index % 7, HISTORY_DAYS, 7 if index % 10 == 0 else 60)


def _flag_calls(now: datetime, rng: Random, flags: list[Json]) -> Iterator[Event]:
    for place, flag in enumerate(flags):
        responses: tuple[Any, ...] = (True, False) if place % 3 else (True,)
        for half, response in enumerate(responses if place % 5 else ()):
            called = {"$feature_flag": flag["key"], "$feature_flag_response": response}
            at = now - timedelta(hours=1 + place % 90, seconds=rng.randrange(3000))
            number = 2**40 + 2 * place + half
            yield _row(number, "$feature_flag_called", at, called | {"$lib": "web"}, 30)


def _row(number: int, name: str, at: datetime, properties: dict[str, Any], times: int) -> Event:
    uuid = f"00000000-0000-4000-8000-{number:012x}"
    return Event(uuid, name, shopper(number % 4000), at, properties, times)


def flags(now: datetime, size: Size) -> list[Json]:
    """Flags of every sort, in the proportions of a project that was never tidied up."""
    return [
        complete(
            {
                "key": f"flag-{number:04}-{_OBJECTS[number % len(_OBJECTS)]}",
                "filters": _filters(number),
                "active": number % 9 != 4,
                "archived": number % 25 == 7,
                "created_at": iso(now - timedelta(days=40 + number % 700)),
                "updated_at": iso(now - timedelta(days=number % 400)),
                "created_by": author(number),
            },
            flag_id=_FIRST_FLAG + number,
            now=now,
        )
        for number in range(size.flags)
    ]


def _filters(number: int) -> Json:
    if number % 10 == 0:
        return variants({"control": 50, "test": 50})
    if number % 10 < 4:
        return boolean(100)
    if number % 50 == 11:
        return boolean(50, depends_on(_FIRST_FLAG + number - 1))
    if number % 10 == 9:
        return boolean(100, person("email", "icontains", "@example.com"))
    return boolean(5 + number * 7 % 90)


def activity(now: datetime, size: Size, flags: list[Json]) -> list[Json]:
    """The newest edits, five a day."""
    entries: list[Json] = []
    for number in range(size.activity):
        flag, at = flags[number * 7 % len(flags)], now - timedelta(days=number / 5, minutes=1)
        edits = [change("filters", {"groups": []}, flag["filters"])]
        entries.append(entry(flag["id"], flag["key"], at, "updated", edits, author(number)))
    return entries


def experiments(now: datetime, size: Size, flags: list[Json]) -> list[Json]:
    """On multivariate flags, one in five still running."""
    split = [flag for flag in flags if flag["filters"]["multivariate"] is not None]
    names = event_names(size)
    told: list[Json] = []
    for number, flag in enumerate(islice(split, size.experiments)):
        ended = None if number % 5 == 0 else 10 + number % 90
        conclusion = None if ended is None else "won"
        begun = experiment(
            now, 7001 + number, f"Experiment {number}", flag, (150, ended), conclusion
        )
        told.append(begun | {"metrics": [kinds.funnel_metric(flag["key"], *names[-2:])]})
    return told


def insights(now: datetime, size: Size) -> list[Json]:
    """Saved insights of several kinds; the first ones read events that stopped."""
    names = event_names(size)
    told: list[Json] = []
    for number in range(size.insights):
        name, other = names[number * 3 % len(names)], names[number * 11 % len(names)]
        query = (
            kinds.trends(kinds.event(name)),
            kinds.funnel(name, other),
            kinds.retention(name, other),
            kinds.stickiness(name),
        )[number % 4]
        told.append(insight(20_001 + number, f"Insight {number}", query, now))
    return told


def actions(now: datetime, size: Size) -> list[Json]:
    """Each names two events."""
    names = event_names(size)
    return [
        {
            "id": 900 + number,
            "name": f"Action {number}",
            "steps": [{"event": names[-number - 1]}, {"event": names[-number - 2]}],
            "deleted": False,
            "created_at": iso(now - timedelta(days=300)),
        }
        for number in range(size.actions)
    ]


def annotations(now: datetime, size: Size) -> list[Json]:
    """A deploy every other day."""
    return [
        annotation(
            5001 + number,
            f"deploy {hash_of(str(number)):08x} production",
            now - timedelta(days=2 * (size.annotations - number)),
        )
        for number in range(size.annotations)
    ]

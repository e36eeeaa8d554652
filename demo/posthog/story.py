"""A project's whole content at one moment: what the server answers from.

hazelnut(now, seed)    the pretend company of the demo
empty(now, seed)       a project nobody has used yet
team(now, seed)        100 flags, 500 event names
enterprise(now, seed)  2,000 flags, 20,000 event names
from_file(path, now)   flags, events and linked objects given as JSON
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from random import Random

from demo.posthog import exceptions, linked_objects, readers, sized_stories
from demo.posthog.company_flags import COMPANY_FLAGS
from demo.posthog.events import Event
from demo.posthog.flag_items import activity, complete, iso, item
from demo.posthog.generator import generate
from demo.posthog.hazelnut_flags import GHOST, GHOST_CALLS, STORY_FLAGS
from demo.posthog.shapes import Json
from demo.posthog.shop_events import JOURNEYS, NEVER_SEEN, STREAMS
from demo.posthog.sized_stories import Size

DEFAULT_SEED = 7
_TOLD = (*STORY_FLAGS, *COMPANY_FLAGS)
FIRST_FREE_ID = 5000
"""Ids below are the story's own; flags added later count up from here."""


def _objects() -> list[Json]:
    return []


@dataclass
class Story:
    """Everything in the project, as the API's own items; `zone` is the project's time zone."""

    now: datetime
    zone: str = "Europe/Berlin"
    flags: list[Json] = field(default_factory=_objects)
    activity: list[Json] = field(default_factory=_objects)
    experiments: list[Json] = field(default_factory=_objects)
    early_access: list[Json] = field(default_factory=_objects)
    scheduled_changes: list[Json] = field(default_factory=_objects)
    surveys: list[Json] = field(default_factory=_objects)
    insights: list[Json] = field(default_factory=_objects)
    actions: list[Json] = field(default_factory=_objects)
    cohorts: list[Json] = field(default_factory=_objects)
    alerts: list[Json] = field(default_factory=_objects)
    annotations: list[Json] = field(default_factory=_objects)
    issues: list[Json] = field(default_factory=_objects)
    never_seen: tuple[str, ...] = ()
    events: list[Event] = field(default_factory=list[Event])


def empty(now: datetime, seed: int = DEFAULT_SEED) -> Story:
    """A project without anything in it."""
    del seed
    return Story(now)


def hazelnut(now: datetime, seed: int = DEFAULT_SEED) -> Story:
    """The pretend company; every date is relative to `now`, which carries a time zone."""
    flags = {flag.id: item(flag, now) for flag in _TOLD}
    story = Story(
        now,
        flags=list(flags.values()),
        activity=[entry for flag in _TOLD for entry in activity(flag, now)],
        experiments=linked_objects.experiments(now, flags),
        early_access=linked_objects.early_access(now, flags),
        scheduled_changes=linked_objects.scheduled_changes(now),
        surveys=linked_objects.surveys(now, flags),
        insights=readers.insights(now),
        actions=readers.actions(now),
        cohorts=readers.cohorts(now),
        alerts=readers.alerts(now),
        annotations=linked_objects.annotations(now),
        issues=exceptions.issues(now),
        never_seen=NEVER_SEEN,
        events=list(_recorded(now, seed)),
    )
    _note_last_calls(story)
    _link(story)
    return story


@lru_cache(maxsize=4)
def _recorded(now: datetime, seed: int) -> tuple[Event, ...]:
    """The events, generated once per process: a reset tells the same story again."""
    calls = [(flag.key, flag.calls) for flag in _TOLD if flag.calls is not None]
    streams = (*STREAMS, *exceptions.streams())
    return tuple(generate(now, seed, [*calls, (GHOST, GHOST_CALLS)], streams, JOURNEYS))


def team(now: datetime, seed: int = DEFAULT_SEED) -> Story:
    """A small company's project."""
    return _sized(now, seed, sized_stories.TEAM)


def enterprise(now: datetime, seed: int = DEFAULT_SEED) -> Story:
    """A project as large as PostHog allows without being asked."""
    return _sized(now, seed, sized_stories.ENTERPRISE)


@lru_cache(maxsize=1)
def _sized_events(now: datetime, seed: int, size: Size) -> tuple[Event, ...]:
    flags = sized_stories.flags(now, size)
    return tuple(sized_stories.events(now, Random(seed), size, flags))  # noqa: S311 - no secret


def _sized(now: datetime, seed: int, size: Size) -> Story:
    flags = sized_stories.flags(now, size)
    story = Story(
        now,
        flags=flags,
        activity=sized_stories.activity(now, size, flags),
        experiments=sized_stories.experiments(now, size, flags),
        insights=sized_stories.insights(now, size),
        actions=sized_stories.actions(now, size),
        annotations=sized_stories.annotations(now, size),
        never_seen=tuple(f"planned_{number}" for number in range(size.never_seen)),
        events=list(_sized_events(now, seed, size)),
    )
    _note_last_calls(story)
    _link(story)
    return story


STORIES: dict[str, Callable[[datetime, int], Story]] = {
    "hazelnut": hazelnut,
    "empty": empty,
    "team": team,
    "enterprise": enterprise,
}


def from_file(path: Path, now: datetime) -> Story:
    """A story from a JSON object of the collections of `Story`; flags may be partial items."""
    given: dict[str, list[Json]] = json.loads(path.read_text(encoding="utf-8"))
    story = Story(now)
    for name, objects in given.items():
        if name == "flags":
            story.flags = numbered(objects, now, FIRST_FREE_ID)
        elif name == "events":
            story.events = [read_event(event, index) for index, event in enumerate(objects)]
        elif isinstance(getattr(story, name, None), list):
            setattr(story, name, objects)
        else:
            raise ValueError(f"{path}: a story has no collection called {name!r}")
    return story


def numbered(partials: list[Json], now: datetime, first_id: int) -> list[Json]:
    """Whole flag items out of partial ones, with ids from `first_id` on where none is given."""
    return [
        complete(partial, flag_id=first_id + index, now=now)
        for index, partial in enumerate(partials)
    ]


def read_event(given: Json, index: int) -> Event:
    """An event from `{event, distinct_id, timestamp, properties?, uuid?, times?}`."""
    return Event(
        uuid=str(given.get("uuid", f"00000000-0000-4000-8000-{index:012x}")),
        name=str(given["event"]),
        distinct_id=str(given["distinct_id"]),
        timestamp=datetime.fromisoformat(str(given["timestamp"])),
        properties=dict(given.get("properties", {})),
        times=int(given.get("times", 1)),
    )


def _note_last_calls(story: Story) -> None:
    """Fill `last_called_at` with the newest call among the events."""
    newest: dict[str, datetime] = {}
    for event in story.events:
        if event.name == "$feature_flag_called":
            newest[event.properties["$feature_flag"]] = event.timestamp
    for flag in story.flags:
        if flag["key"] in newest:
            flag["last_called_at"] = iso(newest[flag["key"]])


def _link(story: Story) -> None:
    """Let flags name the experiments, surveys and early access features they belong to."""
    by_id = {flag["id"]: flag for flag in story.flags}
    for experiment in story.experiments:
        flag = by_id[experiment["feature_flag"]["id"]]
        flag["experiment_set"].append(experiment["id"])
        running = experiment["end_date"] is None
        linked = {"id": experiment["id"], "name": experiment["name"], "is_running": running}
        flag["experiment_set_metadata"].append(linked)
    for survey in story.surveys:
        by_id[survey["linked_flag_id"]]["surveys"].append(_named(survey))
    for feature in story.early_access:
        by_id[feature["feature_flag"]["id"]]["features"].append(_named(feature))


def _named(thing: Json) -> Json:
    return {"id": thing["id"], "name": thing["name"]}

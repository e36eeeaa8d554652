"""The running project: its story, its tables, and what clients did to it so far."""

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from demo.posthog.definitions import event_definitions, property_definitions
from demo.posthog.events import Event
from demo.posthog.faults import FaultBook
from demo.posthog.flag_items import change, entry, iso
from demo.posthog.hogql.engine import Engine
from demo.posthog.incident import Incident
from demo.posthog.keys import Key, default_keys
from demo.posthog.modes import Modes
from demo.posthog.people import user
from demo.posthog.query_jobs import QueryJobs
from demo.posthog.shapes import Json
from demo.posthog.story import FIRST_FREE_ID, Story, numbered
from demo.posthog.throttle import Throttle

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Seen:
    """One request, without headers and bodies: nothing secret is kept."""

    method: str
    path: str
    query: str
    status: int
    fault: str | None
    """Kind of the fault it met; a connection that was reset has status 0."""
    queries_at_once: int = 0
    """For a query: how many ran when it began, itself among them."""


class Gauge:
    """How many queries run now."""

    def __init__(self) -> None:
        self._running = 0

    @contextmanager
    def one_more(self) -> Generator[int]:
        """Count one while the block runs; yields how many run with it."""
        self._running += 1
        try:
            yield self._running
        finally:
            self._running -= 1


class World:
    """Everything the handlers read and change.

    `tell` makes the story anew, for a start and for every reset. Without a `clock`, time stands
    still at the story's `now`.
    """

    def __init__(
        self, tell: Callable[[], Story], clock: Clock | None = None, modes: Modes | None = None
    ) -> None:
        self._tell = tell
        self._modes_at_start = modes or Modes()
        self.gauge = Gauge()
        self.clock = clock or (lambda: self.story.now)
        self.story: Story
        self.engine: Engine | None = None
        self.reset()

    def reset(self) -> None:
        """Back to the beginning: story, keys, modes, faults and everything remembered."""
        if self.engine is not None:
            self.engine.close()
        self.story = self._tell()
        self.keys: dict[str, Key] = default_keys()
        self.faults = FaultBook()
        self.modes = self._modes_at_start
        self.throttle = Throttle()
        self.requests: list[Seen] = []
        self.captured: list[Json] = []
        self.merged_issues: dict[str, str] = {}
        self.jobs = QueryJobs()
        self._definition_patches: dict[str, Json] = {}
        self.incident: Incident | None = None
        self._arrivals = Lock()
        self.engine = Engine(self.story.zone)
        self.events_changed()
        self.flags_changed()

    def events_changed(self) -> None:
        """Bring tables and definitions in line with the story's events."""
        engine = self.tables
        engine.clear()
        engine.load(self.story.events)
        if self.incident is not None:
            self.incident.forget_arrivals()
            self.catch_up()
        for issue, into in self.merged_issues.items():
            engine.merge_issue(issue, into)
        examples = [] if self.incident is None else self.incident.examples()
        events = [*self.story.events, *examples]
        self.event_definitions = event_definitions(events, self.story.never_seen)
        self._apply_definition_patches()
        self.property_definitions = property_definitions(events)
        self.jobs.forget()

    def events(self) -> Iterator[Event]:
        """Everything that has arrived: the story, and what belongs to an incident."""
        yield from self.story.events
        if self.incident is not None:
            yield from self.incident.arrived()

    def catch_up(self) -> None:
        """Take in what has arrived of an incident since this was last asked."""
        with self._arrivals:
            if self.incident is not None and (come := self.incident.arrive(self.clock())):
                self.tables.load(come)

    def play(self, incident: Incident | None) -> None:
        """Let an incident happen in place of the one before, or none."""
        ids = {issue["id"] for one in (self.incident, incident) if one for issue in one.issues()}
        self.story.issues = [issue for issue in self.story.issues if issue["id"] not in ids]
        self.incident = incident
        if incident is not None:
            self.story.issues += incident.issues()
        self.events_changed()

    def patch_definitions(self, patches: dict[str, Json]) -> None:
        """Let definitions say something else than the events do, until the next reset."""
        for name, patch in patches.items():
            self._definition_patches.setdefault(name, {}).update(patch)
        self._apply_definition_patches()

    def _apply_definition_patches(self) -> None:
        for row in self.event_definitions:
            row |= self._definition_patches.get(row["name"], {})

    def merge_issue(self, issue: str, into: str) -> None:
        """Let one issue go into another: its id is gone from lists, and its events stay."""
        known = {one["id"] for one in self.story.issues}
        if not {issue, into} <= known:
            raise ValueError(f"no issue {sorted({issue, into} - known)[0]!r}")
        self.story.issues = [one for one in self.story.issues if one["id"] != issue]
        self.merged_issues[issue] = into
        self.tables.merge_issue(issue, into)
        self.jobs.forget()

    def flags_changed(self) -> None:
        """Bring `system.feature_flags` in line with the story's flags."""
        self.tables.set_flags(self.story.flags)
        self.jobs.forget()

    def bring_system_tables(self) -> None:
        """Bring the other tables of `system` in line with what people made so far."""
        story = self.story
        for name, items in {
            "activity_logs": story.activity,
            "actions": story.actions,
            "alerts": story.alerts,
            "annotations": story.annotations,
            "cohorts": story.cohorts,
            "early_access_features": story.early_access,
            "experiments": story.experiments,
            "insights": story.insights,
            "surveys": story.surveys,
        }.items():
            self.tables.set_system_table(name, items)

    @property
    def tables(self) -> Engine:
        """The query engine."""
        if self.engine is None:
            raise RuntimeError("the world has no tables before its first reset")
        return self.engine

    def add_flags(self, partials: list[Json]) -> None:
        """Add flags from partial items; ids follow on from the highest."""
        taken = [flag["id"] for flag in self.story.flags]
        first = max([FIRST_FREE_ID, *(number + 1 for number in taken)])
        self.story.flags.extend(numbered(partials, self.clock(), first))
        self.flags_changed()

    def edit_flag(self, flag: Json, changes: Json) -> None:
        """Change a flag as a person would: version, time and activity move along."""
        edits = [change(name, flag[name], value) for name, value in changes.items()]
        now = self.clock()
        flag |= changes
        flag |= {
            "version": (flag["version"] or 0) + 1,
            "updated_at": iso(now),
            "last_modified_by": user(4),
        }
        verb = "deleted" if changes.get("deleted") else "updated"
        self.story.activity.append(entry(flag["id"], flag["key"], now, verb, edits, user(4)))
        self.flags_changed()

"""Schedules are declared data, reconciled at start-up. A person's pause survives.

Create first, update on conflict, keep the live `state`: asking whether it exists and then updating
is a race, and writing `state` would lift an operator's pause and reset its counters.
"""

import dataclasses
import hashlib
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog
from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleAlreadyRunningError,
    ScheduleDescription,
    ScheduleHandle,
    ScheduleOverlapPolicy,
    SchedulePolicy,
    ScheduleSpec,
    ScheduleUpdate,
    ScheduleUpdateInput,
)
from temporalio.common import SearchAttributePair, TypedSearchAttributes
from temporalio.service import RPCError, RPCStatusCode

from scans.model import Model
from workflows import names

log = structlog.get_logger(__name__)

CATCH_UP = timedelta(hours=1)
"""Temporal's default is one year: a laptop that slept would wake up to every scan it missed."""


@dataclass(frozen=True)
class Declared:
    """One Schedule as the settings want it."""

    id: str
    workflow: str
    workflow_id: str
    argument: Model
    project: str
    cron: str
    time_zone: str
    summary: str
    jitter: timedelta = timedelta(minutes=5)
    timeout: timedelta = timedelta(hours=6)
    """A wedged run would suppress every later one for ever: SKIP waits for it."""
    at_once: bool = False
    """Whether it also runs now, when it is new or has changed."""

    @property
    def digest(self) -> str:
        """What this declaration says, short enough for a search attribute."""
        said = dataclasses.asdict(self) | {"argument": self.argument.model_dump(mode="json")}
        canonical = json.dumps(said, sort_keys=True, default=str)
        return hashlib.sha256(canonical.encode()).hexdigest()[:16]

    def schedule(self) -> Schedule:
        """Return the Schedule that this declaration means."""
        attributes = TypedSearchAttributes([SearchAttributePair(names.PROJECT, self.project)])
        return Schedule(
            action=ScheduleActionStartWorkflow(
                self.workflow,
                self.argument,
                id=self.workflow_id,
                task_queue=names.CORE,
                execution_timeout=self.timeout,
                static_summary=self.summary,
                typed_search_attributes=attributes,
            ),
            spec=ScheduleSpec(
                cron_expressions=[self.cron], time_zone_name=self.time_zone, jitter=self.jitter
            ),
            policy=SchedulePolicy(overlap=ScheduleOverlapPolicy.SKIP, catchup_window=CATCH_UP),
        )


class UnknownSchedule(LookupError):
    """No Schedule of that id; the message lists the ones there are."""


async def reconcile(client: Client, wanted: Sequence[Declared]) -> None:
    """Make the server's Schedules be `wanted`: create, update, delete what is declared no more."""
    for declared in wanted:
        await _apply(client, declared)
    kept = {declared.id for declared in wanted}
    async for schedule_id in _ours(client):
        if schedule_id not in kept:
            await client.get_schedule_handle(schedule_id).delete()
            log.info("schedule removed, it is declared no more", schedule=schedule_id)


async def _apply(client: Client, declared: Declared) -> None:
    digest = declared.digest
    attributes = TypedSearchAttributes(
        [
            SearchAttributePair(names.SPEC_DIGEST, digest),
            SearchAttributePair(names.PROJECT, declared.project),
        ]
    )
    try:
        await client.create_schedule(
            declared.id,
            declared.schedule(),
            search_attributes=attributes,
            trigger_immediately=declared.at_once,
        )
        log.info("schedule created", schedule=declared.id, cron=declared.cron)
    except ScheduleAlreadyRunningError:
        handle, changed = client.get_schedule_handle(declared.id), False

        def change(live: ScheduleUpdateInput) -> ScheduleUpdate | None:
            nonlocal changed
            if live.description.typed_search_attributes.get(names.SPEC_DIGEST) == digest:
                return None
            changed = True
            merged = dataclasses.replace(declared.schedule(), state=live.description.schedule.state)
            return ScheduleUpdate(merged, search_attributes=attributes)

        await handle.update(change)
        if changed and declared.at_once:
            await handle.trigger()


async def _ours(client: Client) -> AsyncIterator[str]:
    async for listed in await client.list_schedules():
        if listed.id.startswith(names.SCHEDULE_PREFIX):
            yield listed.id


async def describe_all(client: Client) -> list[tuple[str, ScheduleDescription]]:
    """Return our Schedules with their live state, in the order of their ids."""
    found = [schedule_id async for schedule_id in _ours(client)]
    return [
        (schedule_id, await client.get_schedule_handle(schedule_id).describe())
        for schedule_id in sorted(found)
    ]


async def existing(client: Client, schedule_id: str) -> ScheduleHandle:
    """Return the handle of one of our Schedules.

    Raises:
        UnknownSchedule: There is none of that id.
    """
    handle = client.get_schedule_handle(schedule_id)
    try:
        await handle.describe()
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
        there = [found async for found in _ours(client)]
        raise UnknownSchedule(
            f"no schedule {schedule_id!r}; there are: {', '.join(sorted(there)) or 'none'}; "
            "`groundskeeper schedules apply` creates what the settings declare"
        ) from None
    return handle

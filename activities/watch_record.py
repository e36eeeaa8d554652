"""The door to Temporal's own record of watches: which are open, what was told, what was wrong.

A watch shows a card of itself in Temporal's list, as a memo. Who looks how often and who may be
told follows from the cards of all, so nothing is kept beside Temporal.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from temporalio import activity
from temporalio.client import Client, WorkflowExecution, WorkflowExecutionStatus

from activities.watch_payloads import (
    AskPlace,
    AskToAlert,
    MayAlert,
    PlaceboReport,
    WatchPlace,
)
from activities.wiring import utc_now
from scans.deploy_watch.course import (
    SHARING,
    Watched,
    is_given_up,
    is_over,
    neighbours,
    turn_of,
)
from scans.deploy_watch.report import CARD_MEMO, WatchCard
from scans.deploy_watch.settings import DeployWatchSettings
from scans.deploy_watch.telling import (
    MUTED_FOR,
    Placebo,
    TellingFacts,
    TellingRules,
    ToldIncident,
    may_tell,
)
from scans.model import identity

PLACEBO_LASTS = timedelta(days=8)
"""A week between two replays, and a day to come round to it."""

VERDICTS_REMEMBERED = 200
MOST_WRONG = 2
"""More wrong answers than these among the last verdicts double the spread: that many were false
alarms at the rate the rule is meant to have."""


@dataclass(frozen=True)
class WatchRules:
    """What an operator has decided about the watches of one project."""

    settings: DeployWatchSettings
    telling: TellingRules
    channel: str = ""
    """Where incidents are told."""
    queries_an_hour: int = 2400
    reserve: int = 20
    """Queries of an hour that are kept for scans."""
    ui: str = ""
    """Address below which Temporal's pages have each workflow; empty if nobody knows it."""


class WatchRecordActivities:
    """Reads with the worker's own Temporal client."""

    def __init__(self, rules: Mapping[str, WatchRules]) -> None:
        """Remember the rules of each project."""
        self._rules = rules

    @activity.defn(name="place_of_watch")
    async def place_of_watch(self, order: AskPlace) -> WatchPlace:
        """Return what the clock and the other watches mean for one of them."""
        return await place_of_watch(activity.client(), order, self._rules[order.project])

    @activity.defn(name="may_alert")
    async def may_alert(self, order: AskToAlert) -> MayAlert:
        """Return whether people may be told now, and whom the message may mention."""
        return await may_alert(activity.client(), order, self._rules[order.project])


async def place_of_watch(client: Client, order: AskPlace, rules: WatchRules) -> WatchPlace:
    """Return the place of one watch, as Temporal lists the others now."""
    now = order.at or utc_now()
    own = Watched(order.workflow_id, order.deploy)
    found = {own.id: own}
    async for each in _recent(client, order):
        found.setdefault(each.id, each)
    others = list(found.values())
    turn = turn_of(
        own,
        [each for each in others if each.open],
        rules.queries_an_hour,
        rules.reserve,
        rules.settings.minutes_between_looks,
    )
    near = neighbours(own, others)
    return WatchPlace(
        pace_minutes=turn.pace_minutes,
        waiting=turn.waiting,
        said=turn.said,
        newer=near.newer,
        sharing=near.sharing,
        older=near.older,
        same=near.same,
        over=_is_over(order, rules.settings, now),
        tau_scale=await _tau_scale(client, order.project, now) if order.begins else 1.0,
    )


def _is_over(order: AskPlace, settings: DeployWatchSettings, now: datetime) -> bool:
    if not is_over(order.deploy, order.steps, settings, now):
        return False
    return order.followed_since is None or is_given_up(order.followed_since, settings, now)


async def may_alert(client: Client, order: AskToAlert, rules: WatchRules) -> MayAlert:
    """Return whether people may be told, by the rule and what the record says."""
    now = order.at or utc_now()
    placebo = await newest_placebo(client, order.project, now)
    wrong = await _asked_for_more(client, order.project)
    facts = TellingFacts(
        channel=rules.channel,
        told=tuple([each async for each in _told(client, now)]),
        placebo=_as_placebo(placebo, doubled=wrong),
        tau_scale=order.tau_scale,
    )
    permission = may_tell(order.incident, facts, rules.telling, now)
    page = f"{rules.ui}/{quote(order.incident.key, safe='')}" if rules.ui else ""
    return MayAlert(channel=rules.channel, workflow_url=page, **permission.model_dump())


async def newest_placebo(client: Client, project: str, now: datetime) -> PlaceboReport | None:
    """Return the last replay of the rule at a project's past; None if there is no recent one."""
    query = (
        f"WorkflowType = '{identity.PLACEBO_REPLAY}' "
        f"AND {identity.PROJECT_ATTRIBUTE} = '{project}' AND ExecutionStatus = 'Completed'"
    )
    async for execution in client.list_workflows(query, limit=1):
        handle = client.get_workflow_handle(
            execution.id, run_id=execution.run_id, result_type=PlaceboReport
        )
        report = await handle.result(follow_runs=False)
        return report if now - report.as_of <= PLACEBO_LASTS else None
    return None


def _as_placebo(report: PlaceboReport | None, *, doubled: bool) -> Placebo | None:
    if report is None:
        return None
    scale = report.tau_scale
    counted = f"{report.alarms} alarms at {report.slots} quiet times, where 1 is allowed"
    detail = report.blind or counted
    return Placebo(tau_scale=scale and scale * (1 + doubled), detail=detail)


async def _tau_scale(client: Client, project: str, now: datetime) -> float:
    """Return by how much the spread is multiplied for a deploy whose watch begins now."""
    placebo = await newest_placebo(client, project, now)
    scale = (placebo.tau_scale if placebo else None) or 1.0
    return scale * 2 if await _asked_for_more(client, project) else scale


async def _asked_for_more(client: Client, project: str) -> bool:
    """Tell whether people marked more of the last verdicts as wrong than the rule may be."""
    query = f"{_watches_of(project)} AND ExecutionStatus = 'Completed'"
    found = client.list_workflows(query, limit=VERDICTS_REMEMBERED)
    cards = [await _card(execution) async for execution in found]
    return sum(card is not None and card.marked_wrong for card in cards) > MOST_WRONG


async def _recent(client: Client, order: AskPlace) -> AsyncIterator[Watched]:
    """Yield the project's watches that are open, or whose deploy may share this one's verdict.

    A watch never starts before its deploy, so one of a deploy that is recent started recently.
    """
    since = (order.deploy.at - SHARING).isoformat()
    query = (
        f"{_watches_of(order.project)} AND (ExecutionStatus = 'Running' OR StartTime >= '{since}')"
    )
    async for execution in client.list_workflows(query):
        if (card := await _card(execution)) is not None:
            running = execution.status is WorkflowExecutionStatus.RUNNING
            yield Watched(execution.id, card.deploy, open=running)


async def _told(client: Client, now: datetime) -> AsyncIterator[ToldIncident]:
    """Yield every incident that people were told of and that may still matter to another."""
    query = (
        f"WorkflowType = '{identity.DEPLOY_WATCH}' AND {identity.INCIDENT_ATTRIBUTE} IS NOT NULL "
        f"AND StartTime >= '{(now - MUTED_FOR).isoformat()}'"
    )
    seen: set[str] = set()
    async for execution in client.list_workflows(query):
        card = await _card(execution)
        if card is not None and card.told is not None and card.told.key not in seen:
            # The newest run of a watch comes first; those before it know less.
            seen.add(card.told.key)
            yield card.told


def _watches_of(project: str) -> str:
    """Return the query for a project's watches; its name is a slug of ours."""
    return (
        f"WorkflowType = '{identity.DEPLOY_WATCH}' AND {identity.PROJECT_ATTRIBUTE} = '{project}'"
    )


async def _card(execution: WorkflowExecution) -> WatchCard | None:
    """Return what a watch shows of itself; None for one that has only just been started."""
    shown = (await execution.memo()).get(CARD_MEMO)
    return None if shown is None else WatchCard.model_validate(shown)

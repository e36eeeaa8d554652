"""What a watch reads of PostHog, and what the detector makes of it.

A look that could not be read is a refused look, with the reason, and is never taken for quiet.
Trouble that passes is raised first, so that it is tried again; but only as long as this look is the
newest one there could be. After that the next one sees the same minutes, and this one is refused.
"""

import asyncio
from collections.abc import AsyncGenerator, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from activities.watch_payloads import (
    BeginWatch,
    DescribeIssues,
    IssuesDescribed,
    LookAtDeploy,
    WatchBegun,
)
from activities.wiring import OpenPostHog, Project
from clients.errors import ClientError, RateLimited, TimedOut
from clients.posthog import PostHog, error_counts, error_history, issue_details, rivals
from clients.posthog.answers import SERVICE
from clients.posthog.error_counts import Wanted, began
from clients.posthog.usage_rows import is_cut
from scans.deploy_watch.detector.baseline import baseline
from scans.deploy_watch.detector.watch import look
from scans.deploy_watch.funnels.join import errors_of, is_funnel, join
from scans.deploy_watch.funnels.rule import PREFIX, funnel_baselines, funnel_look
from scans.deploy_watch.incident import IssueFacts
from scans.deploy_watch.looks import Look
from scans.deploy_watch.observations import TOTAL, Observed, Rows
from scans.deploy_watch.rivals import Rival
from scans.deploy_watch.settings import DeployWatchSettings, Funnel
from scans.model.code import Deploy

SETTLED = timedelta(minutes=1)
"""The last minute is half there."""

ANSWER_SECONDS = 100.0
"""For all that one look or one description asks, waits included: less than the two minutes after
which Temporal gives an attempt up."""


async def begin(project: Project, order: BeginWatch) -> WatchBegun:
    """Learn what is normal at a deploy. Raises `ClientError`."""
    rules = project.deploy_watch
    scale = rules.tau_scale * order.tau_scale
    async with project.open_posthog() as posthog:
        try:
            learnt = await error_history.learn(posthog.query, rules, order.deploy.at)
        except ClientError as error:
            if not is_cut(error):
                raise
            # Asked again, it would be cut again.
            return WatchBegun(why_not=str(error))
    if learnt.history is None:
        return WatchBegun(why_not=learnt.why_not)
    normal = await asyncio.to_thread(baseline, learnt.history, rules, tau_scale=scale)
    funnels = await asyncio.to_thread(funnel_baselines, learnt.history, rules, tau_scale=scale)
    update = {"counting": learnt.counting, "funnels": funnels}
    return WatchBegun(baseline=normal.model_copy(update=update))


async def look_at(project: Project, order: LookAtDeploy, now: datetime) -> Look:
    """Count everything since T0 and judge. Raises `ClientError` where it is worth trying again."""
    rules, minute = project.deploy_watch, minute_of(order.deploy, order.at)
    try:
        seen = await _seen(project, order, minute)
    except ClientError as error:
        next_look = order.at + timedelta(minutes=rules.minutes_between_looks)
        if _may_pass(error, next_look - now):
            raise
        seen = Observed(Rows(), {}, blind=str(error))
    return await asyncio.to_thread(judge, order, seen, rules, minute)


def minute_of(deploy: Deploy, at: datetime) -> int:
    """Return the whole minutes after T0 that have settled at a moment."""
    since = at - SETTLED - _began(deploy)
    return max(0, since // timedelta(minutes=1))


def judge(order: LookAtDeploy, seen: Observed, rules: DeployWatchSettings, minute: int) -> Look:
    """Return what the errors and the funnels of a look say together."""
    state, normal = order.state, order.baseline
    errors = look(normal, seen, errors_of(state), rules, minute=minute, files=order.files)
    counted = {} if seen.blind else {PREFIX + name: each for name, each in seen.funnels.items()}
    funnels = [
        funnel_look(known, counted.get(known.series.series), state, rules, minute=minute)
        for known in normal.funnels
    ]
    return join(errors, funnels, state)


async def describe(project: Project, order: DescribeIssues) -> IssuesDescribed:
    """Learn what the errors in evidence look like, and what else changed around their onset.

    Never raises: an alert does not wait for what it can do without, and says what is missing.
    """
    blind: list[str] = []
    # Side by side, or both together would take longer than Temporal waits for an attempt.
    issues, others = await asyncio.gather(
        _facts(project, order, blind), _rivals(project, order, blind)
    )
    return IssuesDescribed(issues=issues, rivals=others, blind=tuple(blind))


async def _seen(project: Project, order: LookAtDeploy, minute: int) -> Observed:
    normal = order.baseline
    wanted = Wanted(
        deploy=order.deploy,
        minute=minute,
        counting=normal.counting,
        known=frozenset(each.series for each in normal.series),
        funnels=_declared(project.deploy_watch, (each.series.series for each in normal.funnels)),
        own=project.deploy_watch.release_property,
    )
    async with project.open_posthog() as posthog, _timed("a look at a deploy"):
        return await error_counts.look(posthog.query, wanted)


async def _facts(
    project: Project, order: DescribeIssues, blind: list[str]
) -> tuple[IssueFacts, ...]:
    since = issue_details.Since(began(order.deploy.at), _until(order))
    async with _in_time(project.open_posthog, blind) as posthog:
        found = await issue_details.read(posthog.query, order.counting, _named(order.look), since)
        return tuple(
            each.model_copy(update={"url": posthog.page(f"error_tracking/{each.issue}")})
            for each in found
        )
    return ()


async def _rivals(project: Project, order: DescribeIssues, blind: list[str]) -> tuple[Rival, ...]:
    async with _in_time(project.open_posthog, blind) as posthog:
        found, unread = await rivals.read(posthog, _around(order))
        blind += unread
        return found
    return ()


def _around(order: DescribeIssues) -> rivals.Around:
    """When the rise began, as far as the look tells; else at T0."""
    alarm = order.look.alarm
    looks = [alarm] if alarm and alarm.onset is not None else order.look.in_evidence
    onset = min((each.onset for each in looks if each.onset is not None), default=0)
    return rivals.Around(
        onset=_began(order.deploy) + timedelta(minutes=onset),
        until=datetime.fromtimestamp(_until(order), UTC),
        counting=order.counting,
        issues=_named(order.look),
    )


def _named(seen: Look) -> tuple[str, ...]:
    """Return the issues in evidence, the alarm's first; a rise may be in none of them."""
    series = [seen.alarm.series] if seen.alarm else []
    series += [each.series for each in seen.in_evidence]
    issues = (each for each in series if each != TOTAL and not is_funnel(each))
    return tuple(dict.fromkeys(issues))[: issue_details.MOST_ISSUES]


def _until(order: DescribeIssues) -> int:
    return began(order.deploy.at) + max(1, order.look.minute) * 60


def _began(deploy: Deploy) -> datetime:
    return datetime.fromtimestamp(began(deploy.at), UTC)


def _declared(rules: DeployWatchSettings, known: Iterable[str]) -> tuple[Funnel, ...]:
    """Return the funnels whose past is known: of any other nothing could be said."""
    names = set(known)
    return tuple(each for each in rules.funnels if PREFIX + each.name in names)


def _may_pass(error: ClientError, left: timedelta) -> bool:
    """Whether the same question may still be answered before the next look asks it."""
    wait = (error.retry_after or 0.0) if isinstance(error, RateLimited) else 0.0
    return error.temporary and not is_cut(error) and timedelta(seconds=wait) < left


@asynccontextmanager
async def _in_time(open_posthog: OpenPostHog, blind: list[str]) -> AsyncGenerator[PostHog]:
    """Open the project for a block; what goes wrong in it is one more sentence in `blind`."""
    try:
        async with open_posthog() as posthog, _timed("what the errors look like"):
            yield posthog
    except ClientError as error:
        blind.append(str(error))


@asynccontextmanager
async def _timed(what: str) -> AsyncGenerator[None]:
    """Give a block so much time. Raises `TimedOut`."""
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            yield
    except TimeoutError:
        detail = f"no answer after {ANSWER_SECONDS:.0f} seconds"
        raise TimedOut(SERVICE, what, detail) from None

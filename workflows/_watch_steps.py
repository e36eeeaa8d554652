"""What a watch asks for, and what it goes on with where no answer comes.

Each step is one activity. One that fails for good costs the watch that answer and nothing else; it
comes back as not known, with the reason, and is never taken for good news.
"""

from temporalio import workflow
from temporalio.exceptions import ActivityError

with workflow.unsafe.imports_passed_through():
    from activities.deploy_watch import DeployWatchActivities
    from activities.incidents import IncidentActivities
    from activities.suspects import SuspectActivities
    from activities.watch_payloads import (
        AskPlace,
        AskToAlert,
        BeginWatch,
        CommentOnSuspect,
        DeployChange,
        DescribeIssues,
        IssuesDescribed,
        LookAtDeploy,
        MarkDeploy,
        Marked,
        MayAlert,
        RankSuspects,
        ReadChange,
        ReplyInThread,
        TellIncident,
        Told,
        WatchBegun,
        WatchPlace,
    )
    from activities.watch_record import WatchRecordActivities
    from scans.deploy_watch.incident import Incident, Ranking
    from scans.deploy_watch.looks import Look
    from scans.model import BlockedBy, CommentOutcome

from workflows import _options


async def place_of_watch(order: AskPlace) -> WatchPlace:
    """Ask for the place among the open watches: nothing goes on without it."""
    return await workflow.execute_activity_method(
        WatchRecordActivities.place_of_watch,
        order,
        summary="its place among the open watches",
        **_options.PLACE,
    )


async def mark_deploy(order: MarkDeploy) -> Marked:
    """Mark the deploy in PostHog, if that is wanted."""
    try:
        return await workflow.execute_activity_method(
            DeployWatchActivities.mark_deploy, order, summary="annotation", **_options.LOOK
        )
    except ActivityError as error:
        return Marked(blocked_by=BlockedBy.REFUSED, detail=said_by(error))


async def read_change(order: ReadChange) -> DeployChange:
    """Ask the repository what the deploy brought."""
    try:
        return await workflow.execute_activity_method(
            SuspectActivities.read_change,
            order,
            summary=order.repository,
            **_options.UNDERSTAND,
        )
    except ActivityError as error:
        return DeployChange(why_not=said_by(error))


async def begin_watch(order: BeginWatch) -> WatchBegun:
    """Learn what is normal."""
    try:
        return await workflow.execute_activity_method(
            DeployWatchActivities.begin_watch,
            order,
            summary=f"what is normal in {order.project}",
            **_options.BEGIN_WATCH,
        )
    except ActivityError as error:
        return WatchBegun(why_not=said_by(error))


async def look_at_deploy(order: LookAtDeploy) -> Look | str:
    """Look once; returns why nothing was seen where nothing was."""
    try:
        return await workflow.execute_activity_method(
            DeployWatchActivities.look_at_deploy,
            order,
            summary=f"look {order.state.looks + 1}",
            **_options.LOOK,
        )
    except ActivityError as error:
        return said_by(error)


async def describe_issues(order: DescribeIssues) -> IssuesDescribed:
    """Learn what the errors look like and what else changed."""
    try:
        return await workflow.execute_activity_method(
            DeployWatchActivities.describe_issues,
            order,
            summary="the errors in evidence",
            **_options.LOOK,
        )
    except ActivityError as error:
        return IssuesDescribed(blind=(said_by(error),))


async def rank_suspects(order: RankSuspects) -> Ranking | str:
    """Ask whose change it was; returns why nobody knows where nobody does."""
    try:
        return await workflow.execute_activity_method(
            SuspectActivities.rank_suspects,
            order,
            summary=order.repository,
            **_options.UNDERSTAND,
        )
    except ActivityError as error:
        return said_by(error)


async def may_alert(order: AskToAlert) -> MayAlert:
    """Ask whether people may be told."""
    return await workflow.execute_activity_method(
        WatchRecordActivities.may_alert,
        order,
        summary="may people be told",
        **_options.PLACE,
    )


async def tell_incident(order: TellIncident) -> Told:
    """Post the message, or bring it up to date; one that was there stays known."""
    try:
        return await workflow.execute_activity_method(
            IncidentActivities.tell_incident,
            order,
            summary=order.incident.status,
            **_telling(order.incident),
        )
    except ActivityError as error:
        workflow.logger.warning("the message could not be sent or changed")
        if order.told.ts:
            return order.told
        return Told(blocked_by=BlockedBy.REFUSED, detail=said_by(error))


async def reply_in_thread(order: ReplyInThread) -> Told:
    """Say a development below the message."""
    try:
        return await workflow.execute_activity_method(
            IncidentActivities.reply_in_thread,
            order,
            summary=order.kind,
            **_telling(order.incident),
        )
    except ActivityError:
        workflow.logger.warning("a reply could not be sent")
        return order.told


def _telling(incident: Incident) -> _options.ActivityOptions:
    return _options.LAST_WORD if incident.status == "resolved" else _options.ALERT


async def comment_on_suspect(order: CommentOnSuspect) -> CommentOutcome | None:
    """Tell the suspect pull request; None if it could not be done."""
    try:
        return await workflow.execute_activity_method(
            SuspectActivities.comment_on_suspect,
            order,
            summary=order.repository,
            **_options.UNDERSTAND,
        )
    except ActivityError:
        workflow.logger.warning("the suspect pull request could not be told")
        return None


def said_by(error: ActivityError) -> str:
    """Return the sentence an activity failed with: that of the innermost error."""
    cause: BaseException = error
    while cause.__cause__ is not None:
        cause = cause.__cause__
    return " ".join(str(cause).split())[:300]

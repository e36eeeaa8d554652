"""The life of one incident within its watch: noticed, told once, kept up to date, over."""

from datetime import datetime, timedelta
from typing import Any, Literal

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.watch_payloads import (
        AskToAlert,
        CommentOnSuspect,
        DescribeIssues,
        RankSuspects,
        ReplyInThread,
        TellIncident,
        WatchMemory,
    )
    from scans.deploy_watch.incident import Incident
    from scans.deploy_watch.incoming import DeployWatchRequest, Press
    from scans.deploy_watch.looks import Look, SeriesLook
    from scans.deploy_watch.telling import ToldIncident
    from scans.deploy_watch.verdicts import Verdict
    from scans.model import BlockedBy, Deploy

from workflows._watch_steps import (
    comment_on_suspect,
    describe_issues,
    may_alert,
    rank_suspects,
    reply_in_thread,
    tell_incident,
)

NO_LONGER_FOLLOWED = "This deploy is no longer looked at; its errors are not known to be over."
IT_IS_BACK = "The errors are back."
OVER_BEFORE_TOLD = "It was over before anybody could be told."

Kind = Literal["detail", "news", "recovered", "all_clear", "rolled_back"]


class IncidentLife:
    """Acts on what a watch remembers: one message, brought up to date, and replies below it."""

    def __init__(self, request: DeployWatchRequest, memory: WatchMemory) -> None:
        self._request = request
        self._memory = memory

    @property
    def is_told(self) -> bool:
        """Whether the message is there, or as far on its way as the outputs let it."""
        told = self._memory.told
        return bool(told.ts) or told.blocked_by in (BlockedBy.PREVIEW, BlockedBy.DISMISSED)

    @property
    def is_over(self) -> bool:
        """Whether there was one and it is resolved."""
        incident = self._memory.incident
        return incident is not None and incident.status == "resolved"

    @property
    def is_open(self) -> bool:
        """Whether people follow it or are to be told of it: its watch lives on for that."""
        there = self._memory.incident is not None and not self.is_over
        failed = self._memory.told.blocked_by is BlockedBy.REFUSED
        return there and (self.is_told or failed or self.held_until is not None)

    @property
    def followed_since(self) -> datetime | None:
        """Since when somebody should know of it; None where nobody does, or not yet."""
        incident, card = self._memory.incident, self._memory.card
        if incident is None or not self.is_open or self.held_until is not None:
            return None
        return card.told_at if card else incident.noticed_at

    @property
    def held_until(self) -> datetime | None:
        """When to ask again whether people may be told; None if nothing waits for that."""
        may = self._memory.may
        return may.hold_until if may and not self.is_told else None

    @property
    def why_silent(self) -> str:
        """Why nobody was told of it; empty where somebody was, or where there is nothing."""
        memory = self._memory
        if memory.incident is None or self.is_told:
            return ""
        reason = memory.told if memory.told.blocked_by else memory.may
        if reason is None or reason.blocked_by is None:
            return ""
        return f"{reason.blocked_by.replace('_', ' ')}. {reason.detail}".strip()

    async def follow(self, look: Look) -> None:
        """Do what a look asks for; nothing while nothing alerts."""
        if look.alarm is None:
            return
        before = self._memory.incident
        if before is None:
            await self._notice(look, look.alarm, look.verdict)
        else:
            self._change(
                alarm=_now_at(before.alarm, look),
                in_evidence=look.in_evidence,
                curve=look.curve or before.curve,
            )
        if self.is_told:
            developed = await self._develop(look)
            if not developed and before and self._incident.alarm != before.alarm:
                # The numbers in the message are those of the last look, and may be critical now.
                await self._update()
        elif look.recovered:
            self._change(status="resolved", recovered_at=workflow.now())
            self._memory.note(OVER_BEFORE_TOLD)
        else:
            await self._tell_if_allowed()

    async def _notice(self, look: Look, alarm: SeriesLook, verdict: Verdict) -> None:
        """Find out what the errors are and whose change they may be."""
        request, memory = self._request, self._memory
        assert memory.begun.baseline, "nothing alerts without a past"
        described = await describe_issues(
            DescribeIssues(
                project=request.project,
                deploy=request.deploy,
                look=look,
                counting=memory.begun.baseline.counting,
            )
        )
        memory.noticed = alarm
        memory.incident = Incident(
            key=workflow.info().workflow_id,
            project=request.project,
            deploy=request.deploy,
            sharing=memory.sharing,
            verdict=verdict,
            alarm=alarm,
            in_evidence=look.in_evidence,
            issues=described.issues,
            rivals=described.rivals,
            blind=described.blind,
            curve=look.curve,
            rollback_url=memory.change.rollback_url,
            noticed_at=workflow.now(),
        )
        if verdict is Verdict.SHARED_RISE:
            return
        ranking = await rank_suspects(
            RankSuspects(
                repository=request.deploy.repository,
                deploy=request.deploy,
                change=memory.change,
                look=look,
                described=described,
                sharing=memory.sharing,
            )
        )
        if isinstance(ranking, str):
            self._change(blind=(*described.blind, ranking))
        else:
            self._change(ranking=ranking)

    async def _tell_if_allowed(self) -> None:
        """Tell people, once; where they may not be told, remember why."""
        memory = self._memory
        if self.held_until is not None and workflow.now() < self.held_until:
            return
        memory.may = await may_alert(
            AskToAlert(
                project=self._request.project,
                incident=self._incident,
                at=workflow.now(),
                tau_scale=memory.tau_scale,
            )
        )
        self._change(critical=memory.may.critical, workflow_url=memory.may.workflow_url)
        if memory.may.blocked_by is not None:
            self._memory.note(f"Nobody was told: {self.why_silent}")
            return
        await self._update()
        if not self.is_told:
            self._memory.note(f"Nobody was told: {self.why_silent}")
            return
        self._remember_told()
        await self._reply("detail", "detail")
        if self._incident.verdict is not Verdict.SHARED_RISE:
            memory.comment = await comment_on_suspect(
                CommentOnSuspect(
                    repository=self._request.deploy.repository, incident=self._incident
                )
            )

    def _remember_told(self) -> None:
        """Let later alerts know of this one; a message that was only previewed silences nobody."""
        memory, incident = self._memory, self._incident
        if not memory.told.ts or memory.may is None:
            return
        memory.card = ToldIncident(
            key=incident.key,
            project=incident.project,
            series=incident.alarm.series,
            told_at=workflow.now(),
            evidence=incident.alarm.evidence,
            ratio=incident.alarm.ratio,
            channel=memory.may.channel,
            mentioned=(memory.may.may_mention or ()) if memory.told.mentioned else (),
        )

    async def _develop(self, look: Look) -> bool:
        """Go through recovering to resolved, and back if the errors are; tell whether it went."""
        incident = self._incident
        recovering = incident.status == "recovering"
        if look.recovered and recovering:
            await self._resolve()
        elif look.recovered:
            self._change(status="recovering", recovered_at=workflow.now())
            await self._update()
            await self._reply("recovered", f"recovered:{look.minute}")
        elif recovering and not incident.rolled_back_by and not look.refused:
            back = "acknowledged" if incident.acknowledged_by else "new"
            self._change(status=back, recovered_at=None)
            await self._update()
            await self._reply("news", f"back:{look.minute}", IT_IS_BACK)
        else:
            return False
        return True

    async def _resolve(self) -> None:
        recovered_at = self._incident.recovered_at or workflow.now()
        self._change(status="resolved", recovered_at=recovered_at)
        if self._memory.card:
            self._memory.card = self._memory.card.model_copy(update={"resolved": True})
        await self._update()
        await self._reply("all_clear", "all_clear")

    async def rolled_back(self, by: Deploy) -> None:
        """Expect that it recovers: what broke is no longer live."""
        if self._memory.incident is None or self.is_over:
            return
        self._change(rolled_back_by=by, status="recovering")
        if self.is_told:
            await self._update()
            await self._reply("rolled_back", "rolled_back")

    async def pressed(self, press: Press) -> None:
        """Do what somebody asked for with a button below the message."""
        if self._memory.incident is None:
            return
        self._change(**_asked(self._incident, press, workflow.now()))
        card = self._memory.card
        if press.action == "mute" and card:
            self._memory.card = card.model_copy(update={"muted_at": workflow.now()})
        await self._update()

    async def ends(self, look: Look | None) -> None:
        """Say what is still to be said when the watch ends; nothing where all has been."""
        if self.is_told and not self.is_over:
            await self._reply("news", "no_longer_followed", NO_LONGER_FOLLOWED)
            return
        if look is None or look.verdict is not Verdict.SHARED_RISE or not look.in_evidence:
            return
        if self._memory.incident is None:
            await self._notice(look, look.in_evidence[0], look.verdict)
            await self._tell_if_allowed()

    @property
    def _incident(self) -> Incident:
        assert self._memory.incident, "asked for only where there is one"
        return self._memory.incident

    def _change(self, **facts: Any) -> None:
        self._memory.incident = self._incident.model_copy(update=facts)

    async def _update(self) -> None:
        """Bring the message to what the incident is now."""
        memory = self._memory
        memory.told = await tell_incident(
            TellIncident(
                incident=self._incident,
                told=memory.told,
                may_mention=memory.may.may_mention if memory.may else None,
                last_of_the_day=bool(memory.may and memory.may.last_of_the_day),
            )
        )

    async def _reply(self, kind: Kind, key: str, text: str = "") -> None:
        """Say a development, unless a person has asked for silence."""
        incident, memory = self._incident, self._memory
        snoozed = incident.snoozed_until is not None and workflow.now() < incident.snoozed_until
        if incident.muted_by or (snoozed and kind == "news"):
            return
        memory.told = await reply_in_thread(
            ReplyInThread(incident=incident, told=memory.told, key=key, kind=kind, text=text)
        )


def _now_at(alarm: SeriesLook, look: Look) -> SeriesLook:
    """Return the alarm's series as it is at this look."""
    newest = (each for each in look.in_evidence if each.series == alarm.series)
    return next(newest, look.alarm or alarm)


def _asked(incident: Incident, press: Press, now: datetime) -> dict[str, Any]:
    """Return what a button changes about an incident."""
    match press.action:
        case "ack":
            alive = incident.status == "new"
            facts: dict[str, Any] = {"status": "acknowledged"} if alive else {}
            return {"acknowledged_by": press.user, **facts}
        case "assign":
            return {"assigned_to": press.value or press.user}
        case "snooze":
            return {"snoozed_until": now + timedelta(hours=int(press.value))}
        case "mute":
            return {"muted_by": press.user}
        case "not_ours":
            return {"marked_wrong_by": press.user}

"""Lives with one deploy: looks at it every few minutes, and with what it broke until that is over.

`activities/watch_record.py` says how often and for how long, the detector what is seen. What stands
here is when each is asked, and what to do when a person, a newer deploy or a restart comes between.
"""

from datetime import datetime, timedelta

from temporalio import workflow
from temporalio.exceptions import ApplicationError, FailureError

with workflow.unsafe.imports_passed_through():
    from activities.watch_payloads import (
        AskPlace,
        BeginWatch,
        LookAtDeploy,
        MarkDeploy,
        ReadChange,
        WatchMemory,
        WatchPlace,
        WatchRun,
    )
    from scans.deploy_watch.incoming import HeardDeploy, Press
    from scans.deploy_watch.looks import Baseline, Look
    from scans.deploy_watch.report import DeployWatchReport, Ended, in_short
    from scans.deploy_watch.verdicts import Verdict
    from scans.model import BlockedBy, Deploy

from workflows import _options, names
from workflows._incident import IncidentLife
from workflows._watch_shown import Shown
from workflows._watch_steps import (
    begin_watch,
    look_at_deploy,
    mark_deploy,
    place_of_watch,
    read_change,
)

REMEMBERED = 100
"""Deliveries and presses: more than ever come again within the days that senders repeat them."""

HOURS_DIGITS = 3
"""Of the hours for which a button snoozes: more would be beyond any calendar."""

ALREADY_OVER = "This incident is resolved already."
NOT_TOLD = "This watch has no incident."


@workflow.defn(name=names.DEPLOY_WATCH)
class DeployWatch:
    """Its id is the lock: one watch per deploy, however often and by whomever it is heard of."""

    @workflow.init
    def __init__(self, request: WatchRun) -> None:
        """Take up where the run before left off, if there was one."""
        self._request = request
        self._memory = request.memory or WatchMemory()
        self._incident = IncidentLife(request, self._memory)
        self._shown = Shown(request, self._memory)
        self._hinted = False
        self._ended: Ended | None = None

    @workflow.run
    async def run(self, request: WatchRun) -> DeployWatchReport:
        """Return what came of the deploy."""
        self._show()
        ended = None if request.memory else await self._begin()
        while ended is None:
            if workflow.info().is_continue_as_new_suggested():
                await workflow.wait_condition(workflow.all_handlers_finished)
                workflow.continue_as_new(request.model_copy(update={"memory": self._memory}))
            ended = await self._turn()
            self._show()
        # What was heard during the last look was taken, and has to show.
        await self._take_news()
        self._ended = ended
        if ended in ("over", "superseded"):
            await self._incident.ends(self._memory.look)
        self._show()
        await workflow.wait_condition(workflow.all_handlers_finished)
        return self._report(ended)

    # What is heard from outside.

    @workflow.update(name="heard")
    def heard(self, delivery: HeardDeploy) -> str:
        """Take a delivery: `begun` for the first, `step` for more of the rollout, or `known`."""
        memory = self._memory
        if delivery.delivery in memory.deliveries:
            return "known"
        first = not memory.deliveries
        memory.deliveries = (*memory.deliveries, delivery.delivery)[-REMEMBERED:]
        if self._is_step(delivery.deploy):
            return "step"
        return "begun" if first else "known"

    @workflow.signal(name="heard_again")
    def heard_again(self, deploy: Deploy) -> None:
        """Learn from another watch of the same deploy that more of it was rolled out."""
        self._is_step(deploy)

    @workflow.update(name="press")
    def press(self, press: Press) -> str:
        """Take a button; returns what its presser alone should know, nothing where it is taken."""
        memory = self._memory
        if press.trigger in memory.pressed:
            return ""
        if self._ended or self._incident.is_over:
            return ALREADY_OVER
        if memory.incident is None:
            return NOT_TOLD
        memory.pressed = (*memory.pressed, press.trigger)[-REMEMBERED:]
        memory.presses = (*memory.presses, press)
        return ""

    @press.validator
    def _is_press(self, press: Press) -> None:
        if press.action != "snooze":
            return
        hours = press.value
        if not (hours.isascii() and hours.isdecimal() and len(hours) <= HOURS_DIGITS):
            raise ApplicationError("Snooze for a whole number of hours, such as 4.")

    @workflow.signal(name="hint")
    def hint(self) -> None:
        """Look now, unless somebody has just looked."""
        last = self._memory.looked_at
        self._hinted = last is None or workflow.now() - last >= _options.HINTS_APART

    @workflow.signal(name="superseded")
    def superseded(self, by: Deploy) -> None:
        """Leave the verdict to a newer deploy of the same environment."""
        self._memory.superseded_by = by

    @workflow.signal(name="rolled_back")
    def rolled_back(self, by: Deploy) -> None:
        """Learn that what is live now was live before this deploy."""
        self._memory.superseded_by = by
        self._memory.rolled_back_by = by

    def _is_step(self, deploy: Deploy) -> bool:
        """Remember when more of the traffic moved to the same commit; tell whether it did now."""
        minute = int((deploy.at - self._request.deploy.at) / timedelta(minutes=1))
        steps, same = self._memory.state.steps, deploy.sha == self._request.deploy.sha
        if not same or minute < 1 or minute in steps:
            return False
        steps = tuple(sorted({*steps, minute}))
        self._memory.state = self._memory.state.model_copy(update={"steps": steps})
        return True

    # What it does.

    async def _begin(self) -> Ended | None:
        request, memory = self._request, self._memory
        place = await self._place(begins=True)
        if ended := await self._begins_in_vain(place):
            return ended
        memory.sharing, memory.tau_scale = place.sharing, place.tau_scale
        memory.marked = await mark_deploy(
            MarkDeploy(project=request.project, deploy=request.deploy)
        )
        memory.change = await read_change(
            ReadChange(repository=request.deploy.repository, deploy=request.deploy)
        )
        taken_back = bool(memory.change.rollback_of)
        for watch in place.older:
            await self._tell_watch(watch, "rolled_back" if taken_back else "superseded")
        return "rollback" if taken_back else None

    async def _begins_in_vain(self, place: WatchPlace) -> Ended | None:
        """Return why there is nothing to watch; None if there is."""
        if place.same:
            await self._tell_watch(place.same, "heard_again")
            return "same_deploy"
        if place.newer is not None:
            self._memory.superseded_by = place.newer
            return "superseded"
        return "too_late" if place.over else None

    async def _tell_watch(self, workflow_id: str, signal: str) -> None:
        watch = workflow.get_external_workflow_handle(workflow_id)
        try:
            await watch.signal(signal, self._request.deploy)
        except FailureError:
            # It ended in between, and has nothing more to say.
            workflow.logger.info("another watch has ended already", extra={"watch": workflow_id})

    async def _turn(self) -> Ended | None:
        """Look once and do what follows, then rest; returns why the watch is over, if it is."""
        began = workflow.now()
        followed = self._incident.followed_since
        place = await self._place()
        await self._take_news()
        if self._is_superseded:
            return "superseded"
        if not place.waiting:
            await self._look()
        if self._incident.is_over:
            return "resolved"
        if place.over and (followed is not None or not self._incident.is_open):
            return "over"
        self._show()
        await self._rest(self._next_turn(began, place))
        return "resolved" if self._incident.is_over else None

    async def _place(self, *, begins: bool = False) -> WatchPlace:
        request, memory = self._request, self._memory
        place = await place_of_watch(
            AskPlace(
                project=request.project,
                workflow_id=workflow.info().workflow_id,
                deploy=request.deploy,
                at=workflow.now(),
                steps=memory.state.steps,
                followed_since=self._incident.followed_since,
                begins=begins,
            )
        )
        if place.said:
            memory.note(place.said)
        memory.place = place
        memory.superseded_by = memory.superseded_by or place.newer
        return place

    @property
    def _is_superseded(self) -> bool:
        return self._memory.superseded_by is not None and not self._incident.is_open

    def _next_turn(self, began: datetime, place: WatchPlace) -> datetime:
        """Return when to look again: at the pace, or when people may be told."""
        held = self._incident.held_until
        if held is not None and place.over:
            return held
        paced = began + timedelta(minutes=place.pace_minutes)
        return min(paced, held) if held is not None else paced

    async def _rest(self, until: datetime) -> None:
        """Wait, and act on what people and other deploys say meanwhile."""
        while (left := until - workflow.now()) > timedelta():
            try:
                await workflow.wait_condition(lambda: self._has_news, timeout=left)
            except TimeoutError:
                return
            await self._take_news()
            self._show()
            if self._hinted or self._is_superseded or self._incident.is_over:
                return

    @property
    def _has_news(self) -> bool:
        memory = self._memory
        told = memory.presses or memory.rolled_back_by is not None
        return bool(told or self._hinted or self._is_superseded)

    async def _take_news(self) -> None:
        """Act on what was heard since the last time, in the order in which it was heard."""
        memory = self._memory
        while memory.presses:
            press, *rest = memory.presses
            memory.presses = tuple(rest)
            await self._incident.pressed(press)
        if memory.rolled_back_by is not None:
            by, memory.rolled_back_by = memory.rolled_back_by, None
            await self._incident.rolled_back(by)

    async def _look(self) -> None:
        """Look once; where nothing can be seen, that is what the look says."""
        self._hinted = False
        request, memory = self._request, self._memory
        memory.looked_at = workflow.now()
        baseline = memory.begun.baseline or await self._learn_what_is_normal()
        if baseline is None:
            seen = memory.begun.why_not
        else:
            seen = await look_at_deploy(
                LookAtDeploy(
                    project=request.project,
                    deploy=request.deploy,
                    baseline=baseline,
                    state=memory.state,
                    at=memory.looked_at,
                    files=memory.change.files,
                )
            )
        look = self._blind(seen) if isinstance(seen, str) else seen
        self._remember(look)
        await self._incident.follow(look)

    async def _learn_what_is_normal(self) -> Baseline | None:
        """Read the past; asked again at each look until it can be read."""
        request, memory = self._request, self._memory
        memory.begun = await begin_watch(
            BeginWatch(project=request.project, deploy=request.deploy, tau_scale=memory.tau_scale)
        )
        for note in memory.begun.baseline.counting.notes if memory.begun.baseline else ():
            memory.note(note)
        return memory.begun.baseline

    def _remember(self, look: Look) -> None:
        """Keep what the next look has to know; what was heard during this one stays."""
        memory, before = self._memory, self._memory.look
        if look.refused and before and look.verdict is before.verdict is Verdict.SHARED_RISE:
            # It judged nothing, so what the old release held back is as it was seen last.
            kept = {"in_evidence": before.in_evidence, "curve": before.curve}
            look = look.model_copy(update=kept)
        memory.look = look
        memory.state = look.state.model_copy(update={"steps": memory.state.steps})
        memory.note(f"{look.minute} min: {look.log or look.refused or look.verdict}")

    def _blind(self, why: str) -> Look:
        """Return a look that saw nothing: it refuses, and ends a row of two that agree."""
        memory = self._memory
        passed = workflow.now() - self._request.deploy.at
        counted = {
            "looks": memory.state.looks + 1,
            "refused": memory.state.refused + 1,
            "last_refused": True,
            "convinced": (),
            "convinced_alone": (),
        }
        facts = {
            "minute": max(0, int(passed / timedelta(minutes=1)) - 1),
            "state": memory.state.model_copy(update=counted),
            "refused": why,
            "log": f"nothing could be seen: {why}",
            "recovered": False,
        }
        said = memory.look
        if said and (said.alarm or said.verdict is Verdict.SHARED_RISE):
            return said.model_copy(update=facts)
        return Look.model_validate({"verdict": Verdict.NOT_ENOUGH_EVIDENCE, **facts})

    # What it shows and comes to.

    def _show(self) -> None:
        self._shown.bring_up_to_date(self._incident.why_silent)

    def _report(self, ended: Ended) -> DeployWatchReport:
        memory, look = self._memory, self._memory.look
        incident, silent = memory.incident, memory.told.blocked_by or _reason(memory)
        return DeployWatchReport(
            project=self._request.project,
            deploy=self._request.deploy,
            as_of=workflow.now(),
            verdict=look.verdict if look else Verdict.NOT_ENOUGH_EVIDENCE,
            ended=ended,
            superseded_by=memory.superseded_by if ended == "superseded" else None,
            rollback_of=memory.change.rollback_of,
            sharing=memory.sharing,
            looks=memory.state.looks,
            refused=memory.state.refused,
            alarm=memory.noticed or (look.alarm if look else None),
            alarm_minute=look.alarm_minute if look else None,
            incident=in_short(incident) if incident else None,
            told=bool(memory.told.ts),
            told_url=memory.told.url,
            blocked_by=None if incident is None or memory.told.ts else silent,
            detail=self._incident.why_silent,
            marked_wrong=bool(incident and incident.marked_wrong_by),
            log=memory.log,
        )


def _reason(memory: WatchMemory) -> BlockedBy | None:
    return memory.may.blocked_by if memory.may else None

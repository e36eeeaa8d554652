"""The course of a watch: hours in seconds, with activities that answer from a script."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from temporalio.client import WorkflowHandle, WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError
from temporalio.testing import WorkflowEnvironment

from activities.watch_payloads import AskToAlert, DeployChange, MayAlert, WatchRun
from scans.deploy_watch.incoming import HeardDeploy, Press
from scans.deploy_watch.report import DeployWatchReport
from scans.deploy_watch.verdicts import Verdict
from scans.model import BlockedBy, Deploy
from tests.workflows.bench import skipping_server, working
from tests.workflows.pretend_watch import PretendWatch, Script, always, deploy
from workflows import names
from workflows.deploy_watch import ALREADY_OVER, NOT_TOLD, DeployWatch

pytestmark = pytest.mark.requires_server

Handle = WorkflowHandle[DeployWatch, DeployWatchReport]

BROKEN: Script = always(Verdict.REGRESSION)
BEGUN = ["mark", "change", "begin", "look"]
TOLD = ["describe", "rank", "may", "tell new", "reply detail", "comment"]


def breaks_and_recovers(broken: int, recovered: int) -> Script:
    """Clear up to look `broken`, and over from look `recovered` on."""

    def said(look: int) -> Verdict | str:
        if look < broken:
            return Verdict.CLEAR
        return Verdict.REGRESSION if look < recovered else "recovered"

    return said


@dataclass
class Stand:
    """A server whose clock jumps, and a watch's activities."""

    environment: WorkflowEnvironment
    pretend: PretendWatch = field(default_factory=PretendWatch)

    async def deploy(self, sha: str = "a1" * 20, number: str = "7") -> Deploy:
        """A deploy of this minute, by the server's clock."""
        now = await self.environment.get_current_time()
        return deploy(sha, at=now.replace(second=0, microsecond=0), number=number)

    async def start(self, found: Deploy | None = None, watch: str = "watch") -> Handle:
        """Start a watch."""
        found = found or await self.deploy()
        return await self.environment.client.start_workflow(
            DeployWatch.run,
            WatchRun(project="shop", deploy=found),
            id=watch,
            task_queue=names.CORE,
            execution_timeout=timedelta(days=30),
        )

    async def report(self) -> DeployWatchReport:
        """Watch a deploy to the end."""
        return await (await self.start()).result()

    async def tell(self, handle: Handle, update: str, said: Press | HeardDeploy) -> str:
        """Say something to a watch; returns what it answers."""
        return await handle.execute_update(update, said, result_type=str)  # pyright: ignore[reportUnknownMemberType]

    async def minutes(self, count: float) -> None:
        """Let time pass."""
        await self.environment.sleep(timedelta(minutes=count))

    async def until(self, true: Callable[[], bool]) -> None:
        """Let time pass until something has happened."""
        for _ in range(2_000):
            if true():
                return
            # While an activity runs, the server's clock is the real one.
            await self.minutes(0.02)
        raise AssertionError(f"it did not happen: {self.pretend.asked}")


@pytest.fixture
async def stand() -> AsyncIterator[Stand]:
    """A stand whose activities the test may still change."""
    async with skipping_server() as environment:
        stand = Stand(environment)
        async with working(environment.client, stand.pretend):
            yield stand


async def test_a_quiet_deploy_is_watched_for_two_hours(stand: Stand) -> None:
    """Nothing is told, and the last look is the verdict."""
    report = await stand.report()
    assert (report.verdict, report.ended, report.told) == (Verdict.CLEAR, "over", False)
    assert stand.pretend.steps()[: len(BEGUN)] == BEGUN
    assert set(stand.pretend.steps()) == set(BEGUN)
    assert report.looks == stand.pretend.steps().count("look") == 13


async def test_an_incident_is_told_once_and_lives_on_in_its_message(stand: Stand) -> None:
    """New, acknowledged by a person, recovering, resolved: one message, and a reply for each."""
    stand.pretend.script = breaks_and_recovers(2, 5)
    handle = await stand.start()
    await stand.until(lambda: "comment" in stand.pretend.asked)
    said = await stand.tell(handle, "press", _press("ack"))
    report = await handle.result()
    assert said == ""
    steps = [step for step in stand.pretend.steps() if step != "look"]
    assert steps == [
        *("mark", "change", "begin", *TOLD, "tell acknowledged"),
        *("tell recovering", "reply recovered", "tell resolved", "reply all_clear"),
    ]
    posted = [order for order in stand.pretend.told if not order.told.ts]
    assert len(posted) == 1
    assert (report.ended, report.told, report.verdict) == ("resolved", True, Verdict.REGRESSION)
    assert report.incident is not None
    assert (report.incident.status, report.incident.acknowledged_by) == ("resolved", "U7")
    assert report.incident.curve == ()


async def test_the_end_of_an_incident_is_said_however_long_slack_is_away(stand: Stand) -> None:
    """No message stays at recovering because nobody could be told for an hour."""
    stand.pretend.script = breaks_and_recovers(1, 3)
    stand.pretend.refusals = {"tell resolved": ApplicationError("Slack is away")}
    handle = await stand.start()
    await stand.until(lambda: "tell resolved" in stand.pretend.asked)
    await stand.minutes(60)
    stand.pretend.refusals = {}
    report = await handle.result()
    assert report.ended == "resolved"
    assert stand.pretend.told[-1].incident.status == "resolved"
    assert stand.pretend.replies[-1].kind == "all_clear"


async def test_errors_that_come_back_reopen_the_incident(stand: Stand) -> None:
    """A look that finds them again takes the recovery back, and says so once."""

    def back(look: int) -> Verdict | str:
        return Verdict.REGRESSION if look in (1, 3, 4) else "recovered"

    stand.pretend.script = back
    report = await stand.report()
    told = [step for step in stand.pretend.steps() if step.startswith("tell")]
    assert told == ["tell new", "tell recovering", "tell new", "tell recovering", "tell resolved"]
    assert [reply.kind for reply in stand.pretend.replies].count("news") == 1
    assert report.ended == "resolved"


async def test_a_message_keeps_up_with_its_numbers(stand: Stand) -> None:
    """Each look that finds more changes the message; the report keeps what was first seen."""
    stand.pretend.script = breaks_and_recovers(1, 5)
    stand.pretend.growing = True
    report = await stand.report()
    assert [order.incident.alarm.people for order in stand.pretend.told[:4]] == [38, 39, 40, 41]
    kinds = [reply.kind for reply in stand.pretend.replies]
    assert kinds == ["detail", "recovered", "all_clear"]
    assert report.alarm is not None
    assert report.alarm.people == 38


async def test_an_incident_outlives_the_watch_but_not_for_ever(stand: Stand) -> None:
    """Four hours after people were told, the last reply says that nobody looks any more."""
    stand.pretend.script = BROKEN
    report = await stand.report()
    assert (report.ended, report.told) == ("over", True)
    assert stand.pretend.asked[-1] == "reply news"
    assert stand.pretend.steps().count("look") > 20


async def test_what_did_not_come_by_is_a_refused_look(stand: Stand) -> None:
    """A PostHog that does not answer is never taken for quiet."""
    stand.pretend.refusals = {"look": ApplicationError("PostHog is away", non_retryable=True)}
    report = await stand.report()
    assert (report.verdict, report.ended) == (Verdict.NOT_ENOUGH_EVIDENCE, "over")
    assert (report.looks, report.refused) == (13, 13)
    assert "PostHog is away" in report.log[-1]


async def test_without_a_past_it_is_asked_for_again(stand: Stand) -> None:
    """A history that could not be read at the beginning may be readable later."""
    stand.pretend.refusals = {"begin": ApplicationError("truncated", non_retryable=True)}
    handle = await stand.start()
    await stand.until(lambda: stand.pretend.asked.count("begin") > 2)
    stand.pretend.refusals = {}
    report = await handle.result()
    assert report.verdict is Verdict.CLEAR
    assert 3 <= report.refused < report.looks == 13


async def test_in_the_shadow_nobody_is_told_and_it_says_why(stand: Stand) -> None:
    """The suspects are ranked for whoever reads the watch; nothing is sent."""
    stand.pretend.script = BROKEN
    stand.pretend.may = lambda _: MayAlert(blocked_by=BlockedBy.SHADOW, detail="Not switched on.")
    handle = await stand.start()
    await stand.until(lambda: "may" in stand.pretend.asked)
    report = await handle.result()
    assert stand.pretend.told == []
    assert "comment" not in stand.pretend.asked
    assert (report.told, report.blocked_by) == (False, BlockedBy.SHADOW)
    assert report.detail == "shadow. Not switched on."
    assert report.ended == "over"
    assert report.incident is not None
    assert report.incident.ranking is not None


async def test_quiet_hours_hold_an_incident_until_somebody_is_awake(stand: Stand) -> None:
    """It is judged again in the morning, long after the watch would have been over."""
    stand.pretend.script = BROKEN
    found = await stand.deploy()
    morning = found.at + timedelta(hours=13)

    def may(order: AskToAlert) -> MayAlert:
        if order.at is not None and order.at < morning:
            return MayAlert(blocked_by=BlockedBy.QUIET_HOURS, detail="Later.", hold_until=morning)
        return MayAlert(channel="incidents")

    stand.pretend.may = may
    handle = await stand.start(found)
    await stand.until(lambda: "may" in stand.pretend.asked)
    await stand.minutes(14 * 60)
    asked_at = [step for step in stand.pretend.asked if step in ("may", "tell new")]
    assert asked_at == ["may", "may", "tell new"]
    stand.pretend.script = always(Verdict.REGRESSION)
    report = await handle.result()
    assert report.told
    assert report.as_of >= morning + timedelta(hours=4)


async def test_what_was_over_by_the_morning_is_not_told(stand: Stand) -> None:
    """Nobody is called to an incident that has recovered while it was held."""
    stand.pretend.script = breaks_and_recovers(1, 10)
    stand.pretend.may = lambda order: MayAlert(
        blocked_by=BlockedBy.QUIET_HOURS, hold_until=order.incident.deploy.at + timedelta(hours=13)
    )
    report = await stand.report()
    assert (report.ended, report.told) == ("resolved", False)
    assert report.blocked_by is BlockedBy.QUIET_HOURS
    assert stand.pretend.told == []


async def test_a_newer_deploy_takes_over(stand: Stand) -> None:
    """The older watch ends with what it knows, and the newer names both."""
    older, newer = await stand.deploy(), await stand.deploy("c3" * 20, "8")
    stand.pretend.place = lambda order: (
        {"older": ("watch",), "sharing": (older,)} if order.workflow_id == "newer" else {}
    )
    first = await stand.start(older)
    # Between two looks: this server loses a timer that is cancelled in the moment it fires.
    await stand.minutes(25)
    second = await stand.start(newer, "newer")
    report = await first.result()
    assert (report.ended, report.superseded_by) == ("superseded", newer)
    assert 2 <= report.looks <= 4
    assert (await second.result()).sharing == (older,)


async def test_a_watch_with_an_incident_stays(stand: Stand) -> None:
    """A newer deploy ends nothing that people follow."""
    stand.pretend.script = breaks_and_recovers(1, 12)
    older, newer = await stand.deploy(), await stand.deploy("c3" * 20, "8")
    handle = await stand.start(older)
    await stand.until(lambda: "comment" in stand.pretend.asked)
    await handle.signal(DeployWatch.superseded, newer)
    assert (await handle.result()).ended == "resolved"


async def test_a_rollback_is_not_judged_and_tells_what_it_took_back(stand: Stand) -> None:
    """The watch of the bad deploy says so in its thread, and is resolved at its recovery."""
    stand.pretend.script = breaks_and_recovers(1, 8)
    bad, back = await stand.deploy(), await stand.deploy("b2" * 20, "8")
    first = await stand.start(bad)
    await stand.until(lambda: "comment" in stand.pretend.asked)
    stand.pretend.change = DeployChange(rollback_of=bad.sha)
    stand.pretend.place = lambda order: (
        {"older": ("watch", "gone")} if order.workflow_id == "back" else {}
    )
    second = await stand.start(back, "back")
    rollback = await second.result()
    assert (rollback.ended, rollback.rollback_of, rollback.looks) == ("rollback", bad.sha, 0)
    report = await first.result()
    assert report.ended == "resolved"
    assert report.incident is not None
    assert report.incident.rolled_back_by == back
    told = [step for step in stand.pretend.steps() if step.startswith(("tell", "reply"))]
    assert told == [
        *("tell new", "reply detail", "tell recovering", "reply rolled_back"),
        *("tell resolved", "reply all_clear"),
    ]


async def test_a_rise_on_both_releases_is_said_at_the_end_and_names_nobody(stand: Stand) -> None:
    """It is not an alert about this deploy, and not an acquittal."""
    stand.pretend.script = always(Verdict.SHARED_RISE)
    report = await stand.report()
    assert stand.pretend.steps()[-4:] == ["describe", "may", "tell new", "reply detail"]
    assert stand.pretend.told[0].incident.ranking is None
    assert (report.verdict, report.told) == (Verdict.SHARED_RISE, True)


async def test_a_rise_on_both_releases_is_said_also_where_the_last_looks_fail(stand: Stand) -> None:
    """What the old release held back is told as it was when it could be seen."""

    def said(look: int) -> Verdict | str:
        if look > 3:
            raise ApplicationError("PostHog is away", non_retryable=True)
        return Verdict.SHARED_RISE

    stand.pretend.script = said
    report = await stand.report()
    assert (report.verdict, report.told) == (Verdict.SHARED_RISE, True)
    assert stand.pretend.told[0].incident.alarm.people == 37


async def test_a_delivery_that_comes_again_changes_nothing(stand: Stand) -> None:
    """Later steps of the rollout are heard, and lengthen the watch; the rest is known."""
    found = await stand.deploy()
    handle = await stand.start(found)
    later = found.model_copy(update={"at": found.at + timedelta(minutes=40)})
    said = [
        await stand.tell(handle, "heard", HeardDeploy(delivery=name, deploy=which))
        for name, which in (("a", found), ("a", found), ("b", found), ("c", later), ("c", later))
    ]
    assert said == ["begun", "known", "known", "step", "known"]
    report = await handle.result()
    assert stand.pretend.looks[-1].state.steps == (40,)
    assert report.as_of - found.at >= timedelta(minutes=160)


async def test_two_sources_of_one_deploy_are_one_watch(stand: Stand) -> None:
    """The later one ends itself, and the first hears when it went on."""
    first = await stand.start()
    found = await stand.deploy()
    stand.pretend.place = lambda order: {"same": "watch"} if order.workflow_id == "again" else {}
    again = found.model_copy(update={"at": found.at + timedelta(minutes=10)})
    second = await (await stand.start(again, "again")).result()
    assert (second.ended, second.looks) == ("same_deploy", 0)
    await first.result()
    assert stand.pretend.looks[-1].state.steps == (10,)


async def test_a_deploy_heard_of_too_late_is_not_looked_at(stand: Stand) -> None:
    """Its time was up before anybody told us."""
    found = await stand.deploy()
    old = found.model_copy(update={"at": found.at - timedelta(hours=5)})
    report = await (await stand.start(old)).result()
    assert (report.ended, report.verdict) == ("too_late", Verdict.NOT_ENOUGH_EVIDENCE)
    assert stand.pretend.steps() == []


async def test_who_has_to_wait_asks_for_no_look(stand: Stand) -> None:
    """Where no queries are left it waits, and says so until it may look."""
    said = "waits: newer deploys come first."
    stand.pretend.place = lambda _: {"waiting": True, "pace_minutes": 9.0, "said": said}
    handle = await stand.start()
    await stand.minutes(30)
    assert "look" not in stand.pretend.asked
    stand.pretend.place = lambda _: {}
    report = await handle.result()
    assert report.log[0] == said
    assert report.looks > 5


async def test_a_hint_brings_the_next_look_forward(stand: Stand) -> None:
    """One right after a look would find the same minutes, and is not followed."""
    stand.pretend.place = lambda _: {"pace_minutes": 30.0}
    handle = await stand.start()
    await stand.minutes(2)
    assert stand.pretend.asked.count("look") == 1
    await handle.signal(DeployWatch.hint)
    await stand.minutes(0.2)
    await handle.signal(DeployWatch.hint)
    await stand.minutes(2)
    assert stand.pretend.asked.count("look") == 2
    await handle.terminate()


@pytest.mark.parametrize(
    ("action", "value", "changed"),
    [
        ("assign", "U9", {"assigned_to": "U9"}),
        ("mute", "", {"muted_by": "U7"}),
        ("not_ours", "", {"marked_wrong_by": "U7"}),
    ],
)
async def test_each_button_changes_the_message(
    stand: Stand, action: str, value: str, changed: dict[str, str]
) -> None:
    """Pressed twice by one delivery it counts once; what it changed stands in the report."""
    stand.pretend.script = breaks_and_recovers(1, 6)
    handle = await stand.start()
    await stand.until(lambda: "comment" in stand.pretend.asked)
    for _ in range(2):
        await stand.tell(handle, "press", _press(action, value))
    report = await handle.result()
    assert report.incident is not None
    assert report.incident.model_dump(include=set(changed)) == changed
    assert report.marked_wrong is (action == "not_ours")
    replies = [reply.kind for reply in stand.pretend.replies]
    assert replies == (["detail"] if action == "mute" else ["detail", "recovered", "all_clear"])


async def test_a_button_pressed_during_the_last_look_counts(stand: Stand) -> None:
    """It was taken, so the message and the report have it, though the watch ends with that look."""

    def said(look: int) -> Verdict | str:
        if look == 2:
            stand.pretend.held["look"] = asyncio.Event()
        return Verdict.REGRESSION if look == 1 else "recovered"

    stand.pretend.script = said
    handle = await stand.start()
    await stand.until(lambda: stand.pretend.asked.count("look") == 3)
    assert await stand.tell(handle, "press", _press("not_ours")) == ""
    stand.pretend.held["look"].set()
    report = await handle.result()
    assert (report.ended, report.marked_wrong) == ("resolved", True)
    assert stand.pretend.told[-1].incident.marked_wrong_by == "U7"


async def test_snoozing_keeps_news_back_and_wants_hours(stand: Stand) -> None:
    """A number of hours that is none is refused, in words for whoever pressed."""
    stand.pretend.script = breaks_and_recovers(1, 30)
    handle = await stand.start()
    await stand.until(lambda: "comment" in stand.pretend.asked)
    for hours in ("soon", "9" * 9):
        with pytest.raises(WorkflowUpdateFailedError) as refused:
            await stand.tell(handle, "press", _press("snooze", hours))
        assert "whole number of hours" in str(refused.value.cause)
    await stand.tell(handle, "press", _press("snooze", "4"))
    await stand.until(lambda: "tell new" in stand.pretend.asked[-3:])
    report = await handle.result()
    assert report.incident is not None
    snoozed, noticed = report.incident.snoozed_until, report.incident.noticed_at
    assert snoozed is not None
    assert timedelta(hours=4) <= snoozed - noticed < timedelta(hours=4, minutes=10)


async def test_a_message_that_could_not_be_sent_is_tried_at_the_next_look(stand: Stand) -> None:
    """Slack's refusal costs the alert a few minutes, not the team the alert."""
    stand.pretend.script = breaks_and_recovers(1, 9)
    refusal = ApplicationError("the channel is archived", non_retryable=True)
    stand.pretend.refusals = {"tell new": refusal}
    handle = await stand.start()
    await stand.until(lambda: stand.pretend.asked.count("tell new") == 2)
    stand.pretend.refusals = {}
    report = await handle.result()
    assert report.told
    assert any("the channel is archived" in line for line in report.log)


async def test_a_button_where_there_is_nothing_to_press_says_so(stand: Stand) -> None:
    """Whoever presses before there is an incident, or after it, learns why nothing happens."""
    stand.pretend.script = breaks_and_recovers(2, 3)
    stand.pretend.held = {"reply all_clear": asyncio.Event()}
    handle = await stand.start()
    await stand.until(lambda: "look" in stand.pretend.asked)
    assert await stand.tell(handle, "press", _press("ack")) == NOT_TOLD
    await stand.until(lambda: "reply all_clear" in stand.pretend.asked)
    assert await stand.tell(handle, "press", _press("ack")) == ALREADY_OVER
    stand.pretend.held["reply all_clear"].set()
    assert (await handle.result()).ended == "resolved"


def _press(action: str, value: str = "") -> Press:
    facts = {"action": action, "user": "U7", "value": value, "trigger": f"{action}:{value}"}
    return Press.model_validate(facts)

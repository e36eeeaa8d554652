"""Activities of a deploy watch that answer from a script, so that its course can be seen."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from temporalio import activity

from activities.watch_payloads import (
    AskPlace,
    AskToAlert,
    BeginWatch,
    CommentOnSuspect,
    DeployChange,
    DeploysFound,
    DescribeIssues,
    FindDeploys,
    IssuesDescribed,
    LookAtDeploy,
    MarkDeploy,
    Marked,
    MayAlert,
    PlaceboReport,
    RankSuspects,
    ReadChange,
    ReplayPast,
    ReplyInThread,
    TellIncident,
    Told,
    WatchBegun,
    WatchPlace,
)
from scans.deploy_watch.incident import Incident, IssueFacts, Ranking, Suspect
from scans.deploy_watch.looks import Baseline, Look, SeriesLook
from scans.deploy_watch.settings import DeployWatchSettings
from scans.deploy_watch.verdicts import Verdict
from scans.model import CommentOutcome, Deploy

T0 = datetime(2026, 11, 20, 12, tzinfo=UTC)
SETTINGS = DeployWatchSettings()

BASELINE = Baseline(
    series=(),
    hours=672,
    sessions_per_minute=2.0,
    people_for_new=5,
    people_for_new_here=5,
)
ALARM = SeriesLook(series="issue-1", evidence=12_000, people=37, expected=9, ratio=4.1, onset=3)
RANKING = Ranking(
    suspects=(
        Suspect(
            kind="pull_request",
            title="Apply the discount before tax",
            number=41,
            author="robin-hazel",
            sha="5f0c7a1e" * 5,
            points=9.0,
            share=0.93,
            certain=True,
        ),
    ),
    certainty="high",
)


def deploy(
    sha: str = "a1" * 20, *, at: datetime = T0, number: str = "7", environment: str = "production"
) -> Deploy:
    """A deploy as GitHub tells of it."""
    return Deploy(
        repository="my-org/shop",
        environment=environment,
        sha=sha,
        at=at,
        source="github.deployments",
        id=number,
        deployer="sam-walnut",
    )


def incident(deployed: Deploy | None = None, **facts: Any) -> Incident:
    """An incident that people could be told of."""
    said: dict[str, Any] = {
        "key": "watch",
        "project": "shop",
        "deploy": deployed or deploy(),
        "verdict": Verdict.REGRESSION,
        "alarm": ALARM,
        "ranking": RANKING,
        "noticed_at": T0 + timedelta(minutes=9),
    }
    return Incident.model_validate(said | facts)


Script = Callable[[int], Verdict | str]
"""What look number n (from 1) says: a verdict, `recovered`, or `refused`."""


def always(verdict: Verdict) -> Script:
    """A script that says the same at every look."""
    return lambda _: verdict


class PretendWatch:
    """Says what its `script` says, and remembers what was asked in `asked`."""

    def __init__(self) -> None:
        self.script = always(Verdict.CLEAR)
        self.asked: list[str] = []
        self.told: list[TellIncident] = []
        self.replies: list[ReplyInThread] = []
        self.looks: list[LookAtDeploy] = []
        self.place: Callable[[AskPlace], dict[str, object]] = lambda _: {}
        self.may: Callable[[AskToAlert], MayAlert] = lambda _: MayAlert(channel="incidents")
        self.change = DeployChange(previous_sha="b2" * 20, files=("src/tax.py",))
        self.refusals: dict[str, Exception] = {}
        self.growing = False
        """Whether every look finds one person more."""
        self.held: dict[str, asyncio.Event] = {}
        """What is answered only once its event is set."""

    @property
    def all(self) -> list[object]:
        """Every activity, to register on a worker."""
        return [
            self.place_of_watch,
            self.mark_deploy,
            self.read_change,
            self.begin_watch,
            self.look_at_deploy,
            self.describe_issues,
            self.rank_suspects,
            self.may_alert,
            self.tell_incident,
            self.reply_in_thread,
            self.comment_on_suspect,
            self.find_deploys,
            self.replay_past,
        ]

    def steps(self) -> list[str]:
        """Return what was asked, without the places."""
        return [step for step in self.asked if step != "place"]

    async def _ask(self, what: str) -> None:
        self.asked.append(what)
        if what in self.held:
            await self.held[what].wait()
        if what in self.refusals:
            raise self.refusals[what]

    @activity.defn(name="place_of_watch")
    async def place_of_watch(self, order: AskPlace) -> WatchPlace:
        """Be alone, for two hours, or four with an incident, unless `place` says otherwise."""
        await self._ask("place")
        assert order.at is not None
        minutes = 120 + max(order.steps, default=0)
        over = order.at >= order.deploy.at + timedelta(minutes=minutes)
        if order.followed_since is not None:
            over = order.at >= order.followed_since + timedelta(hours=4)
        facts = {"pace_minutes": 10.0, "over": over} | self.place(order)
        return WatchPlace.model_validate(facts)

    @activity.defn(name="mark_deploy")
    async def mark_deploy(self, order: MarkDeploy) -> Marked:
        """Mark it."""
        await self._ask("mark")
        return Marked()

    @activity.defn(name="read_change")
    async def read_change(self, order: ReadChange) -> DeployChange:
        """Know one file."""
        await self._ask("change")
        return self.change

    @activity.defn(name="begin_watch")
    async def begin_watch(self, order: BeginWatch) -> WatchBegun:
        """Know four weeks."""
        await self._ask("begin")
        return WatchBegun(baseline=BASELINE)

    @activity.defn(name="look_at_deploy")
    async def look_at_deploy(self, order: LookAtDeploy) -> Look:
        """Say what the script says of this look."""
        await self._ask("look")
        self.looks.append(order)
        said = self.script(order.state.looks + 1)
        minute = int((order.at - order.deploy.at).total_seconds() // 60) - 1
        state = order.state.model_copy(
            update={"looks": order.state.looks + 1, "refused": order.state.refused}
        )
        if said == "refused":
            state = state.model_copy(update={"refused": order.state.refused + 1})
            return Look(
                minute=minute,
                verdict=Verdict.NOT_ENOUGH_EVIDENCE,
                refused="too few sessions",
                state=state,
            )
        if said in (Verdict.CLEAR, Verdict.NOT_ENOUGH_EVIDENCE):
            return Look(minute=minute, verdict=Verdict(said), log="nothing", state=state)
        shared = said is Verdict.SHARED_RISE
        grown = state.looks if self.growing else 0
        seen = ALARM.model_copy(update={"people": ALARM.people + grown})
        return Look(
            minute=minute,
            verdict=Verdict.SHARED_RISE if shared else Verdict.REGRESSION,
            alarm=None if shared else seen,
            alarm_minute=minute,
            in_evidence=(seen,),
            recovered=said == "recovered",
            log="37 people, 9 expected",
            state=state,
        )

    @activity.defn(name="describe_issues")
    async def describe_issues(self, order: DescribeIssues) -> IssuesDescribed:
        """Know one error."""
        await self._ask("describe")
        return IssuesDescribed(issues=(IssueFacts(issue="issue-1", type="TypeError"),))

    @activity.defn(name="rank_suspects")
    async def rank_suspects(self, order: RankSuspects) -> Ranking:
        """Suspect one pull request."""
        await self._ask("rank")
        return RANKING

    @activity.defn(name="may_alert")
    async def may_alert(self, order: AskToAlert) -> MayAlert:
        """Allow it, unless `may` says otherwise."""
        await self._ask("may")
        return self.may(order)

    @activity.defn(name="tell_incident")
    async def tell_incident(self, order: TellIncident) -> Told:
        """Post it, or change what was posted."""
        await self._ask(f"tell {order.incident.status}")
        self.told.append(order)
        if order.told.ts:
            return order.told
        return Told(channel_id="C1", ts="1.1", url="http://127.0.0.1/1", mentioned=("U1",))

    @activity.defn(name="reply_in_thread")
    async def reply_in_thread(self, order: ReplyInThread) -> Told:
        """Say it."""
        await self._ask(f"reply {order.kind}")
        self.replies.append(order)
        return order.told.model_copy(update={"threads": (*order.told.threads, order.key)})

    @activity.defn(name="comment_on_suspect")
    async def comment_on_suspect(self, order: CommentOnSuspect) -> CommentOutcome:
        """Comment on it."""
        await self._ask("comment")
        return CommentOutcome(repository=order.repository, number=41, kind="suspect")

    @activity.defn(name="find_deploys")
    async def find_deploys(self, order: FindDeploys) -> DeploysFound:
        """Find one."""
        await self._ask("find")
        return DeploysFound(as_of=order.at, begun=("deploy-watch:my-org/shop:production:7",))

    @activity.defn(name="replay_past")
    async def replay_past(self, order: ReplayPast) -> PlaceboReport:
        """Have been quiet."""
        await self._ask("replay")
        return PlaceboReport(project=order.project, as_of=order.at, slots=300)

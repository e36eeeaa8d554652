"""What crosses between a deploy watch and its activities: small, and free of rows and of source."""

from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from scans.deploy_watch.counting import Counting
from scans.deploy_watch.incident import Incident, IssueFacts
from scans.deploy_watch.incoming import DeployWatchRequest, Press
from scans.deploy_watch.looks import Baseline, Look, SeriesLook, WatchState
from scans.deploy_watch.report import LOG_LINES
from scans.deploy_watch.rivals import Rival
from scans.deploy_watch.telling import ToldIncident
from scans.model import BlockedBy, CommentOutcome, Deploy, Model


class DeployChange(Model):
    """What a deploy brought, as far as its repository tells."""

    previous_sha: str = ""
    files: tuple[str, ...] = ()
    """Files that it touched, sorted, at most 2,000."""
    rollback_of: str = ""
    """The sha that it takes back: what is live now was live before. Empty for anything new."""
    rollback_url: str = ""
    """Where the previous deploy can be started again, if anything says so."""
    why_not: str = ""
    """Why the change is not known; then no suspect can be named."""


class ReadChange(Model):
    """Ask the repository what a deploy brought."""

    repository: str
    deploy: Deploy


class BeginWatch(Model):
    """Learn what is normal, once per deploy."""

    project: str
    deploy: Deploy
    tau_scale: float = 1.0


class WatchBegun(Model):
    """What is normal at T0, or why nobody can say."""

    baseline: Baseline | None = None
    why_not: str = ""


class LookAtDeploy(Model):
    """One look: count everything since T0 and judge."""

    project: str
    deploy: Deploy
    baseline: Baseline
    state: WatchState
    at: AwareDatetime
    """The clock of this look; what is counted ends a minute earlier."""
    files: tuple[str, ...] = ()


class DescribeIssues(Model):
    """Learn what the errors in evidence look like, and what else changed then."""

    project: str
    deploy: Deploy
    look: Look
    counting: Counting = Counting()
    """As the baseline of the watch has it."""


class IssuesDescribed(Model):
    """The errors in evidence, and the rivals of the deploy."""

    issues: tuple[IssueFacts, ...] = ()
    rivals: tuple[Rival, ...] = ()
    blind: tuple[str, ...] = ()
    """What could not be read: one sentence each."""


class RankSuspects(Model):
    """Ask whose change it was."""

    repository: str
    deploy: Deploy
    change: DeployChange
    look: Look
    described: IssuesDescribed
    sharing: tuple[Deploy, ...] = ()
    """Older deploys that share the verdict: what they brought is suspected as well."""


class Told(Model):
    """Where an incident is told; what Slack needs to find its message again."""

    channel_id: str = ""
    ts: str = ""
    url: str = ""
    mentioned: tuple[str, ...] = ()
    """Slack user ids that the message mentions."""
    threads: tuple[str, ...] = ()
    """Keys of the replies that are in the thread."""
    blocked_by: BlockedBy | None = None
    """Why nobody was told; None once the message is there."""
    detail: str = ""


class TellIncident(Model):
    """Post the one message of an incident, or bring it up to date."""

    incident: Incident
    told: Told = Told()
    may_mention: tuple[str, ...] | None = None
    """None: whoever the ranking allows; else only these GitHub logins."""
    last_of_the_day: bool = False


class ReplyInThread(Model):
    """Say a development below the message of an incident, once per `key`."""

    incident: Incident
    told: Told
    key: str
    kind: Literal["detail", "news", "recovered", "all_clear", "rolled_back", "critical"]
    text: str = ""
    """For `news`: one sentence of ours, without foreign text."""


class CommentOnSuspect(Model):
    """Tell the suspect pull request."""

    repository: str
    incident: Incident


class MarkDeploy(Model):
    """Mark a deploy in PostHog, once."""

    project: str
    deploy: Deploy


class FindDeploys(Model):
    """Look for deploys of a project that nobody has told us of."""

    project: str
    at: AwareDatetime


class DeploysFound(Model):
    """What a look for missed deploys came to."""

    as_of: AwareDatetime
    begun: tuple[str, ...] = ()
    """Workflow ids of the watches that it began or told of a delivery that had failed."""
    blind: tuple[str, ...] = ()
    """What could not be read: one sentence each."""


class Marked(Model):
    """Whether the mark is there, or why not."""

    blocked_by: BlockedBy | None = None
    detail: str = ""


class AskPlace(Model):
    """Which place a watch has among those that are open."""

    project: str
    workflow_id: str
    deploy: Deploy
    at: AwareDatetime | None = None
    """The watch's clock; not set: the worker's."""
    steps: tuple[int, ...] = ()
    """Minutes after T0 at which more of the traffic moved to the new release."""
    followed_since: AwareDatetime | None = None
    """Since when people know of its incident; None while nobody does."""
    begins: bool = False
    """Whether the watch has not begun yet, and wants to know its `tau_scale`."""


class WatchPlace(Model):
    """What the clock and the other open watches mean for this one."""

    pace_minutes: float
    """Minutes to the next look; may be slower than the setting where queries are short."""
    waiting: bool = False
    """No queries are left for this one: it does not look until another ends."""
    said: str = ""
    """Why it looks less often, or waits; empty where it has its full pace."""
    newer: Deploy | None = None
    """A newer deploy of the same environment; it takes over."""
    sharing: tuple[Deploy, ...] = ()
    """Older deploys of the same environment that share the verdict."""
    older: tuple[str, ...] = ()
    """Workflow ids of the open watches that this one takes over from."""
    same: str = ""
    """Workflow id of an open watch of the same commit: two sources told of one deploy."""
    over: bool = False
    """The deploy has been watched for as long as deploys are, or its incident followed."""
    tau_scale: float = 1.0
    """Multiplies the spread of the settings: what the project's own past and people asked for."""


class AskToAlert(Model):
    """May people be told now?"""

    project: str
    incident: Incident
    at: AwareDatetime | None = None
    """The watch's clock; not set: the worker's."""
    tau_scale: float = 1.0
    """With which this deploy is watched."""


class MayAlert(Model):
    """Whether, and whom; and if not, why."""

    blocked_by: BlockedBy | None = None
    detail: str = ""
    hold_until: AwareDatetime | None = None
    """With quiet hours: when to ask again."""
    may_mention: tuple[str, ...] | None = None
    critical: bool = False
    last_of_the_day: bool = False
    """The channel is told of no other incident for a while; its message says so."""
    channel: str = ""
    """Where it is told."""
    workflow_url: str = ""
    """Of the watch, in Temporal's pages; empty where they have no address."""


class ReplayPast(Model):
    """Replay the rule at the project's own past, where nothing was deployed."""

    project: str
    at: AwareDatetime
    days: int = Field(default=28, ge=7, le=28)


class PlaceboReport(Model):
    """How often the rule would have alerted with nobody to blame."""

    project: str
    as_of: AwareDatetime
    slots: int = 0
    """Two-hour slots without a deploy that were replayed."""
    alarms: int = 0
    alarms_doubled: int = 0
    """The same with twice the spread."""
    alarms_fourfold: int = 0
    refused: int = 0
    """Slots in which nothing could be judged."""
    blind: str = ""
    """Why nothing was replayed; empty if it was."""

    @property
    def tau_scale(self) -> float | None:
        """The smallest spread at which alerts may be on; None: stay in the shadow."""
        if self.blind or not self.slots:
            return None
        counted = ((1.0, self.alarms), (2.0, self.alarms_doubled), (4.0, self.alarms_fourfold))
        return next((scale for scale, alarms in counted if alarms <= 1), None)


class WatchMemory(BaseModel):
    """All that a watch knows. It changes as the watch goes on, and outlives each of its runs."""

    model_config = ConfigDict(extra="forbid")

    place: WatchPlace | None = None
    sharing: tuple[Deploy, ...] = ()
    superseded_by: Deploy | None = None
    rolled_back_by: Deploy | None = None
    """Heard of and not yet acted on."""
    tau_scale: float = 1.0
    change: DeployChange = DeployChange()
    begun: WatchBegun = WatchBegun()
    marked: Marked = Marked()
    state: WatchState = WatchState()
    look: Look | None = None
    """The last one that was answered."""
    looked_at: AwareDatetime | None = None
    log: tuple[str, ...] = ()
    deliveries: tuple[str, ...] = ()
    """Heard of lately; a delivery that comes again changes nothing."""
    presses: tuple[Press, ...] = ()
    """Buttons that were pressed and not yet acted on."""
    pressed: tuple[str, ...] = ()
    """Triggers of the last presses that were taken."""
    noticed: SeriesLook | None = None
    """What alerted, as it was at that look."""
    incident: Incident | None = None
    may: MayAlert | None = None
    told: Told = Told()
    card: ToldIncident | None = None
    """What others go by, once people were told."""
    comment: CommentOutcome | None = None

    def note(self, line: str) -> None:
        """Write a line into the log, unless the last one says the same."""
        line = " ".join(line.split())
        if not self.log or self.log[-1] != line:
            self.log = (*self.log, line)[-LOG_LINES:]


class WatchRun(DeployWatchRequest):
    """One run of a watch: the first, or one that takes up where the run before left off."""

    memory: WatchMemory | None = None

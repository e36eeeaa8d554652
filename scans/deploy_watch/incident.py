"""What people are told about a deploy that broke something."""

from typing import Literal

from pydantic import AwareDatetime, Field

from scans.deploy_watch.looks import CurvePoint, SeriesLook
from scans.deploy_watch.rivals import Rival
from scans.deploy_watch.verdicts import Verdict
from scans.model.base import Model
from scans.model.code import Deploy

Certainty = Literal["high", "medium", "low"]
"""How sure the ranking is: `high` mentions the author, `low` names candidates without mentions."""

SuspectKind = Literal[
    "pull_request", "commit", "flag", "experiment", "remote_config", "provider", "unknown"
]
Status = Literal["new", "acknowledged", "recovering", "resolved"]


class Frame(Model):
    """One line of a stack, as the error's report has it: untrusted text."""

    file: str
    line: int | None = None
    function: str = ""
    in_app: bool = True
    resolved: bool = True
    """False: still the names of the minified bundle."""


class IssueFacts(Model):
    """One error, as error tracking knows it: untrusted text throughout."""

    issue: str
    type: str = ""
    message: str = ""
    """At most 200 characters."""
    frames: tuple[Frame, ...] = ()
    """The crash first."""
    release: str = ""
    """The version or commit that the errors themselves name."""
    url: str = ""
    weight: float = 1.0
    """Its share of the people beyond those expected."""


class Reason(Model):
    """One piece of evidence for or against a suspect."""

    points: float
    text: str
    """May quote paths and names, so it is escaped like them."""


class Suspect(Model):
    """One possible cause."""

    kind: SuspectKind
    title: str
    number: int | None = None
    url: str = ""
    author: str = ""
    """GitHub login of whoever answers for it: for a bot's change, who approved it."""
    email: str = ""
    """Of the commit, only to find the same person in Slack; never shown."""
    sha: str = ""
    points: float
    share: float
    """Softmax of the points over all suspects, in [0, 1]."""
    reasons: tuple[Reason, ...] = ()
    certain: bool = False
    """Whether a hunk or a blamed line ties it to the error."""


class Ranking(Model):
    """All suspects, the first first; *unknown* is always among them."""

    suspects: tuple[Suspect, ...]
    certainty: Certainty
    notes: tuple[str, ...] = ()
    """What was not looked at and why, older code that was newly reached: one sentence each."""
    paths: dict[str, str] = Field(default_factory=dict[str, str])
    """Files of frames, as the error's report has them, to their paths in the repository; only those
    that one file of the deployed commit matches."""


class Incident(Model):
    """One deploy that broke something: one message in the channel, for as long as it lives."""

    key: str
    """The identity of its message: the watch's workflow id."""
    project: str
    deploy: Deploy
    sharing: tuple[Deploy, ...] = ()
    """Deploys less than two hours older: the verdict is theirs as well."""
    verdict: Verdict
    alarm: SeriesLook
    in_evidence: tuple[SeriesLook, ...] = ()
    issues: tuple[IssueFacts, ...] = ()
    ranking: Ranking | None = None
    """None until somebody has looked, or where nobody may be named."""
    rivals: tuple[Rival, ...] = ()
    """Changes in PostHog around the onset, for the curve to mark."""
    blind: tuple[str, ...] = ()
    """What could not be read: one sentence each."""
    curve: tuple[CurvePoint, ...] = ()
    noticed_at: AwareDatetime
    critical: bool = False
    """Passes quiet hours."""
    rollback_url: str = ""
    """Where the previous deploy can be started again; we never do it."""
    workflow_url: str = ""
    status: Status = "new"
    recovered_at: AwareDatetime | None = None
    rolled_back_by: Deploy | None = None
    acknowledged_by: str = ""
    """Slack user id, as in all of these."""
    assigned_to: str = ""
    snoozed_until: AwareDatetime | None = None
    marked_wrong_by: str = ""
    muted_by: str = ""

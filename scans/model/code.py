"""What a scan learns from one repository."""

from pydantic import AwareDatetime

from scans.model.base import Model
from scans.model.call_site import CallSite, DynamicSite


class RepositoryCode(Model):
    """Call sites of one repository that matter to a scan, at one commit."""

    repository: str
    """`owner/name` as configured, or `.` for a local checkout."""
    sha: str = ""
    """The commit that was read; empty for a local checkout that is not a git repository."""
    sites: tuple[CallSite, ...] = ()
    """Sites of the subjects that were asked for, and of keys that PostHog does not know."""
    dynamic: tuple[DynamicSite, ...] = ()
    unread_files: int = 0
    """Files that could not be read; above zero, `no call site` is not proved."""


class CapturedNames(Model):
    """Which events one repository captures: names alone, so that it can cross for all of them."""

    repository: str
    sha: str = ""
    names: tuple[str, ...] = ()
    """Every event with a capture, outside of tests, whose receiver is `certain` or `likely`
    PostHog's, sorted."""
    possible: tuple[str, ...] = ()
    """Names of captures in tests, or whose receiver may be something else, sorted; never proof of
    anything."""
    uncalled: tuple[str, ...] = ()
    """Names whose every capture stands in a helper that nothing calls, sorted."""
    prefixes: tuple[str, ...] = ()
    """Literal beginnings of computed names, sorted; the empty text for a wholly computed one."""
    unread_files: int = 0


class EventSite(Model):
    """One capture of an event that a scan wants to say something about."""

    site: CallSite
    since: AwareDatetime | None = None
    """When its line came to the default branch; None where no history tells."""
    removable: bool = False
    """Whether the capture can be taken out by a proved edit: its statement does nothing else."""
    why_not: str = ""
    """One sentence; empty where it is removable."""
    helper: str = ""
    """The name of the helper that nothing calls, if the capture stands in one."""
    exported: bool = False
    """Whether another repository could call that helper."""


class EventCode(Model):
    """The captures of the events that were asked for, in one repository at one commit."""

    repository: str
    sha: str = ""
    sites: tuple[EventSite, ...] = ()
    """In the order of file, line, column, name."""
    dynamic: tuple[DynamicSite, ...] = ()
    unread_files: int = 0


class AddedProperty(Model):
    """A property that a change began to send with an event."""

    event: str
    name: str


class MergedChange(Model):
    """A merged pull request that began to send something, and when it was deployed."""

    repository: str
    number: int
    url: str
    title: str
    author: str = ""
    merged_at: AwareDatetime
    sha: str
    """The commit that the merge made on the default branch."""
    deployed_at: AwareDatetime | None = None
    """None where no deploy source tells; then nothing is concluded."""
    deploy_source: str = ""
    """`github.deployments`, `posthog.annotations`."""
    events: tuple[str, ...] = ()
    properties: tuple[AddedProperty, ...] = ()


class Deploy(Model):
    """One deploy of one repository, as one source tells of it."""

    repository: str = ""
    """Empty where the source does not say."""
    environment: str = ""
    sha: str = ""
    at: AwareDatetime
    source: str
    """`github.deployments`, `github.push`, `github.release`, `pipeline`, `posthog.annotations`."""
    url: str = ""
    id: str = ""
    """GitHub's number of the deployment; empty where the source has none."""
    previous_sha: str = ""
    """What was live before; empty where the source does not say."""
    release: str = ""
    """What events of this deploy carry as their release; empty: its sha is looked for."""
    deployer: str = ""
    """GitHub login of whoever started it."""

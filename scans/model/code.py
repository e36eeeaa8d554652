"""What a scan learns from one repository."""

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

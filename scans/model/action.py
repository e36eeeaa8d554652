"""What is done about findings now, and for every other finding the reason why not."""

from typing import Literal

from pydantic import Field

from scans.model.base import Model
from scans.model.finding import BlockedBy, Finding

OutputMode = Literal["off", "preview", "on"]
"""`preview` goes the whole way up to the last call, and writes the payload down instead."""


class OutputModes(Model):
    """What may leave this machine, per output. Changing one never changes another."""

    pull_requests: OutputMode = "preview"
    issues: OutputMode = "preview"
    comments: OutputMode = "preview"
    slack: OutputMode = "preview"
    posthog_writes: OutputMode = "preview"


class ActionLimits(Model):
    """How much one run may propose. People review small changes and postpone large ones."""

    max_new_pull_requests: int = Field(
        default=2,
        ge=0,
        description="New pull requests per project and run.",
        json_schema_extra={"unit": "pull requests"},
    )
    max_files: int = Field(
        default=5,
        ge=1,
        description="Files that one pull request may change.",
        json_schema_extra={"unit": "files"},
    )
    max_changed_lines: int = Field(
        default=400,
        ge=1,
        description="Lines, added and removed, that one pull request may change.",
        json_schema_extra={"unit": "lines"},
    )


class OpenCleanupPr(Model):
    """Take the finding's subject out of the code and propose it as a draft pull request."""

    type: Literal["open_cleanup_pr"] = "open_cleanup_pr"
    finding: Finding


Action = OpenCleanupPr
"""The closed list of what a writer accepts."""


class Skipped(Model):
    """A finding about which nothing is done now."""

    fingerprint: str
    subject: str
    blocked_by: BlockedBy
    detail: str
    """One sentence for people; may quote keys, so it is escaped like them."""


class Plan(Model):
    """One decision per finding: actions in the order of their importance, the rest by subject."""

    actions: tuple[Action, ...] = ()
    skipped: tuple[Skipped, ...] = ()

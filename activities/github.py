"""The door to GitHub: one draft pull request per finding, and the list of those that wait.

Everything a proposal needs happens in one activity, because what lies between checkout and pull
request is a folder of this machine. Each step looks first for what an earlier attempt left behind:
the pull request of the branch, then the branch, then its commit.
"""

import asyncio
import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from temporalio import activity

from activities.by_hand import Desk, hand_over
from activities.heartbeat import Pulse, beating
from activities.merged import merged_in
from activities.payloads import (
    MergedChanges,
    OpenPullRequest,
    OpenPullRequests,
    ReadMerged,
    TellMerged,
)
from activities.removal import remove_event_in_folder, remove_in_folder
from activities.telling import Voice, tell_merged
from activities.wiring import Repository, utc_now
from clients.apart import apart
from clients.capture import CaptureFile
from clients.checkout import FolderTree
from clients.errors import ClientError
from clients.git import Checkout, Git
from clients.github import BranchTaken, GitHub, PullRequest
from codebase.removal import EventRemovalResult, RemovalResult, unified_diff
from codebase.removal.second_parser import SecondParsers
from codebase.tree.memory import Memory
from messages.branch import BRANCH_PREFIX, branch_name
from messages.cleanup_issue import cleanup_issue
from messages.event_issue import event_issue
from messages.github_body import Origin
from messages.marker import read_marker
from messages.pull_request import PullRequestText, cleanup_pull_request, labels
from scans.model import (
    BlockedBy,
    CleanupOutcome,
    CleanupRequest,
    CommentOutcome,
    DigestRequest,
    EventRemoval,
    FixedValue,
    Removal,
)
from scans.model.action import ActionLimits, OutputMode
from scans.model.identity import DEAD_EVENTS

Result = RemovalResult | EventRemovalResult

_NO_TEXT = re.compile("[\ud800-\udfff]")
"""What stands for the bytes of a name that is no UTF-8."""


@dataclass(frozen=True)
class Proposing:
    """What it takes to propose a change, wired by the composition root."""

    git: Git
    github: GitHub | None
    """None where nothing may be written and no credential is set."""
    repositories: Mapping[str, Repository]
    mode: OutputMode
    """Of pull requests."""
    issues: OutputMode
    limits: ActionLimits
    capture: CaptureFile
    comments: OutputMode = "preview"
    """On merged pull requests."""
    memory: Memory | None = None
    """What is known of code that was read before."""
    parsers: SecondParsers | None = None
    """What else this machine has that can read code; without it, nothing but our own."""
    ui: str = ""
    """Where Temporal's pages show workflows; empty if nobody could open them."""


async def propose(
    request: CleanupRequest,
    place: Proposing,
    pulse: Pulse,
    *,
    workflow_id: str = "",
    again: bool = False,
) -> CleanupOutcome:
    """Open the pull request of one finding, or say why there is none.

    What cannot be taken out at all is described to people in an issue, if issues are on.
    `again` says that an earlier attempt may have ended anywhere: what it left is completed.

    Raises:
        ClientError: git or GitHub refused, or is away.
        CaptureFailed: Preview mode could not write down what it would have sent.
    """
    if place.mode == "off":
        return _outcome(request, blocked_by=BlockedBy.OUTPUT_OFF)
    pulse("looking for an earlier proposal")
    earlier = await asyncio.to_thread(_earlier, request, place, again=again)
    if earlier is not None:
        return earlier
    repository = place.repositories[request.repository]
    address = await asyncio.to_thread(repository.readable_address)
    async with place.git.checkout(address, pulse) as checkout:
        pulse("taking it out")
        result = await _taken_out(request, place, checkout, repository.ignore)
        run_url = f"{place.ui}/{workflow_id}" if place.ui else None
        origin = Origin(request.repository, checkout.sha, workflow_id, run_url)
        refusal = _refusal(request, result, place.limits)
        if refusal is not None:
            return await asyncio.to_thread(_handed_over, request, place, origin, refusal, result)
        text = cleanup_pull_request(request.finding, result.removal, origin)
        if place.mode == "preview":
            # Reads the files again, and may wait for another process that writes.
            shown = request, place.capture, checkout, result, text
            return await asyncio.to_thread(_capture, *shown)
        pulse("proposing the change")
        return await asyncio.to_thread(_open, request, place, checkout, result, text)


async def _taken_out(
    request: CleanupRequest, place: Proposing, checkout: Checkout, ignore: Collection[str]
) -> Result:
    """Return the tree without the finding's subject.

    As the search does, it happens elsewhere: it takes a processor, and a hostile repository's
    memory.
    """
    folder, subject = checkout.path, request.finding.subject
    if request.finding.scan == DEAD_EVENTS:
        return await apart(remove_event_in_folder, folder, subject, place.parsers, ignore)
    value = _fixed_value(request)
    return await apart(remove_in_folder, folder, subject, value, place.parsers, ignore)


def _fixed_value(request: CleanupRequest) -> FixedValue:
    value = request.finding.fixed_value
    # A plan never asks for a removal without one; a wrong direction is the one unforgivable edit.
    assert value is not None, "a cleanup needs the value that is kept"
    return value


def _outcome(
    request: CleanupRequest,
    *,
    pull_request: PullRequest | None = None,
    blocked_by: BlockedBy | None = None,
    detail: str = "",
    removal: Removal | EventRemoval | None = None,
) -> CleanupOutcome:
    finding = request.finding
    return CleanupOutcome(
        repository=request.repository,
        subject=finding.subject,
        fingerprint=finding.fingerprint,
        branch=branch_name(finding.scan, finding.subject),
        number=pull_request.number if pull_request else None,
        url=pull_request.url if pull_request else "",
        blocked_by=blocked_by,
        detail=detail,
        files=removal.files if removal else (),
        left=removal.left if removal else (),
    )


def _earlier(request: CleanupRequest, place: Proposing, *, again: bool) -> CleanupOutcome | None:
    """Return what became of an earlier proposal for the same evidence, if there was one."""
    if place.github is None:
        return None
    branch = branch_name(request.finding.scan, request.finding.subject)
    found = place.github.pull_requests_of_branch(request.repository, branch)
    for pull_request in sorted(found, key=lambda found: (found.state != "open", -found.number)):
        said = read_marker(pull_request.body)
        same = said is not None and said.fingerprint == request.finding.fingerprint
        if pull_request.state == "open":
            if same and again:
                _complete(request, place.github, pull_request)
            return _outcome(
                request,
                pull_request=pull_request,
                blocked_by=None if same else BlockedBy.ALREADY_OPEN,
                detail="" if same else "an earlier proposal with other evidence is still open",
            )
        if same:
            blocked = BlockedBy.MERGED if pull_request.merged else BlockedBy.CLOSED_BY_PERSON
            return _outcome(request, pull_request=pull_request, blocked_by=blocked)
    return None


def _complete(request: CleanupRequest, github: GitHub, pull_request: PullRequest) -> None:
    """Add what comes after the opening. In a later run it would undo what a person took away."""
    github.open_pull_request(
        request.repository,
        branch=pull_request.head_branch,
        base=pull_request.base_branch,
        title=pull_request.title,
        body=pull_request.body,
        labels=labels(request.finding),
    )


def _refusal(
    request: CleanupRequest, result: Result, limits: ActionLimits
) -> CleanupOutcome | None:
    """Return why this removal must not be proposed, if so."""
    removal = result.removal
    if removal.outcome == "left":
        return _outcome(
            request,
            blocked_by=BlockedBy.NOT_PROVABLE,
            detail=removal.left[0].reason if removal.left else "no edit could be proved",
            removal=removal,
        )
    if not result.contents:
        return _outcome(
            request, blocked_by=BlockedBy.NO_CALL_SITE, detail="already clean", removal=removal
        )
    if any(map(_NO_TEXT.search, result.contents)):
        return _outcome(
            request,
            blocked_by=BlockedBy.NOT_PROVABLE,
            detail="a file has a name that is not UTF-8, and GitHub's API takes no other",
            removal=removal,
        )
    lines = sum(file.removed_lines + file.added_lines for file in removal.files)
    if len(removal.files) > limits.max_files or lines > limits.max_changed_lines:
        return _outcome(
            request,
            blocked_by=BlockedBy.TOO_LARGE,
            detail=f"{len(removal.files)} files, {lines} lines",
            removal=removal,
        )
    return None


def _handed_over(
    request: CleanupRequest,
    place: Proposing,
    origin: Origin,
    refusal: CleanupOutcome,
    result: Result,
) -> CleanupOutcome:
    """Return the refusal, with the issue for whoever does by hand what cannot be proved."""
    removal = result.removal
    if removal.outcome != "left":
        return refusal
    if isinstance(removal, EventRemoval):
        text = event_issue(request.finding, removal, origin)
    else:
        text = cleanup_issue(request.finding, removal, origin)
    desk = Desk(place.issues, place.github, place.capture)
    return hand_over(desk, refusal, request.finding, removal, text)


def _capture(
    request: CleanupRequest,
    capture: CaptureFile,
    checkout: Checkout,
    result: Result,
    text: PullRequestText,
) -> CleanupOutcome:
    tree = FolderTree(checkout.path)
    diff = unified_diff({name: tree.read(name) for name in result.contents}, result.contents)
    capture.append_once(
        at=utc_now(),
        output="pull_requests",
        operation="open_cleanup_pr",
        target=request.repository,
        key=request.finding.fingerprint,
        # The text shows when the evidence was read: every look would be another record.
        revision=hashlib.sha256(diff.encode(errors="surrogatepass")).hexdigest(),
        payload={
            "base": checkout.branch,
            "base_sha": checkout.sha,
            "branch": branch_name(request.finding.scan, request.finding.subject),
            "draft": True,
            "title": text.title,
            "body": text.body,
            "labels": list(text.labels),
            "commit_message": text.commit_message,
            "diff": diff,
        },
    )
    return _outcome(request, blocked_by=BlockedBy.PREVIEW, removal=result.removal)


def _open(
    request: CleanupRequest,
    place: Proposing,
    checkout: Checkout,
    result: Result,
    text: PullRequestText,
) -> CleanupOutcome:
    github, name, subject = place.github, request.repository, request.finding.subject
    assert github is not None, "the settings demand a credential when pull requests are on"
    branch = branch_name(request.finding.scan, subject)
    competing = github.competing_pull_request(name, subject, branch)
    if competing is not None:
        return _outcome(
            request,
            blocked_by=BlockedBy.COMPETING_PR,
            detail=competing.pull_request.url,
            removal=result.removal,
        )
    committed = github.commit_files(
        name,
        branch=branch,
        base_sha=checkout.sha,
        files=result.contents,
        message=text.commit_message,
    )
    if isinstance(committed, BranchTaken):
        return _outcome(
            request,
            blocked_by=BlockedBy.EDITED_BY_PERSON,
            detail=f"{branch} holds other work",
            removal=result.removal,
        )
    opened = github.open_pull_request(
        name,
        branch=branch,
        base=checkout.branch,
        title=text.title,
        body=text.body,
        labels=text.labels,
    )
    return _outcome(request, pull_request=opened, removal=result.removal)


def waiting_pull_requests(github: GitHub | None, repositories: Sequence[str]) -> OpenPullRequests:
    """Return our open pull requests; a repository that cannot be asked makes the list blind."""
    if github is None:
        return OpenPullRequests()
    found: list[OpenPullRequest] = []
    try:
        for name in repositories:
            found.extend(
                OpenPullRequest(
                    repository=name,
                    number=each.number,
                    url=each.url,
                    title=each.title,
                    branch=each.head_branch,
                    draft=each.draft,
                    created_at=each.created_at,
                )
                for each in github.open_pull_requests(name)
                if each.head_branch.startswith(BRANCH_PREFIX)
            )
    except ClientError as error:
        if error.temporary:
            raise
        return OpenPullRequests(pull_requests=tuple(found), blind=str(error))
    return OpenPullRequests(pull_requests=tuple(found))


class GitHubActivities:
    """Holds the one client that may write to repositories."""

    def __init__(self, place: Proposing) -> None:
        self._place = place

    @activity.defn(name="open_cleanup_pr")
    async def open_cleanup_pr(self, request: CleanupRequest) -> CleanupOutcome:
        """Propose one cleanup."""
        async with beating() as pulse:
            info = activity.info()
            return await propose(
                request,
                self._place,
                pulse,
                workflow_id=info.workflow_id or "",
                again=info.attempt > 1,
            )

    @activity.defn(name="merged_changes")
    async def merged_changes(self, request: ReadMerged) -> MergedChanges:
        """Say what the merged pull requests of one repository began to send."""
        place, name = self._place, request.repository
        async with beating() as pulse:
            return await merged_in(
                place.git,
                place.github,
                place.repositories[name],
                request.since,
                place.memory,
                pulse,
            )

    @activity.defn(name="tell_merged")
    async def tell_merged(self, request: TellMerged) -> tuple[CommentOutcome, ...]:
        """Tell authors of merged changes what has arrived, and what has not."""
        voice = Voice(self._place.comments, self._place.github, self._place.capture)
        async with beating():
            return await asyncio.to_thread(
                tell_merged,
                voice,
                request.repository,
                request.news,
                workflow_id=activity.info().workflow_id or "",
            )

    @activity.defn(name="open_pull_requests")
    async def open_pull_requests(self, request: DigestRequest) -> OpenPullRequests:
        """List our pull requests in the repositories of a project."""
        repositories = [
            name
            for name, repository in self._place.repositories.items()
            if request.project in repository.projects
        ]
        async with beating():
            return await asyncio.to_thread(waiting_pull_requests, self._place.github, repositories)

"""What was merged, for a scan: nothing that GitHub refuses to tell may end one."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from activities.merged_changes import merged_changes
from activities.payloads import MergedChanges
from activities.wiring import Repository
from clients.errors import ClientError
from clients.git import Git
from clients.github import GitHub
from codebase.tree.memory import Memory
from scans.model import Abstention
from scans.model.identity import EVENT_HEALTH

NO_CREDENTIAL = "its merged changes are not looked at: no credential for GitHub is set"
NOT_PLACED = "which merged change began to send it was not looked for any more"


async def merged_in(
    git: Git,
    github: GitHub | None,
    repository: Repository,
    since: datetime,
    memory: Memory | None,
    pulse: Callable[[str], None],
) -> MergedChanges:
    """Return what one repository's merged pull requests began to send, or why nobody knows.

    Raises:
        ClientError: git or GitHub is away.
    """
    if github is None:
        return _unknown(repository.name, NO_CREDENTIAL)
    address = await asyncio.to_thread(repository.readable_address)
    try:
        found = await merged_changes(
            git,
            github,
            address,
            since,
            ignore=repository.ignore,
            memory=memory,
            heartbeat=pulse,
        )
    except ClientError as error:
        if error.temporary:
            raise
        return _unknown(repository.name, f"its merged changes could not be read: {error}")
    return MergedChanges(
        changes=found.changes,
        deploys=found.deploys,
        abstained=tuple(
            Abstention(subject=name, reason=NOT_PLACED, scan=EVENT_HEALTH)
            for name in found.unplaced
        ),
    )


def _unknown(repository: str, why: str) -> MergedChanges:
    return MergedChanges(abstained=(Abstention(subject=repository, reason=why, scan=EVENT_HEALTH),))

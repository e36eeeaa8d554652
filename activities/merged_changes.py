"""From a repository's history to the pull requests that began to send something, and when."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from pathlib import Path

from activities.call_sites import find_together
from clients.apart import apart
from clients.errors import ClientError
from clients.git import Git, RepositoryAddress
from clients.git_history import Commit, History
from clients.git_tree import git_objects
from clients.github import GitHub, PullRequest
from codebase.additions import Added, Additions, Sending, in_order
from codebase.remembered import remembered_usages
from codebase.tree.memory import Memory
from messages.branch import BRANCH_PREFIX
from scans.model import Deploy, MergedChange
from scans.model.base import Model


class MergedChanges(Model):
    """What was merged into one repository since some time, as far as it sends something new."""

    changes: tuple[MergedChange, ...] = ()
    """In the order in which they were merged."""
    deploys: tuple[Deploy, ...] = ()
    """Newest first."""
    no_deploys: str = ""
    """Why GitHub's deployments could not be read; empty if they could."""
    unplaced: tuple[str, ...] = ()
    """New events whose change was not looked for any more; nothing is said of them."""


@dataclass(frozen=True)
class Addition:
    """What one commit of the default branch added."""

    sha: str
    added: Added


async def merged_changes(
    git: Git,
    github: GitHub,
    address: RepositoryAddress,
    since: datetime,
    *,
    ignore: Collection[str] = (),
    memory: Memory | None = None,
    heartbeat: Callable[[str], None] = lambda _: None,
) -> MergedChanges:
    """Return the pull requests merged since then that began to send an event or a property.

    Only what the newest commit still sends; a name that was captured anywhere before is not new.
    What was pushed without a pull request belongs to nobody and is left out, and so is ours.
    Raises `ClientError`.
    """
    async with git.history(address, since, heartbeat) as history:
        heartbeat("comparing what is sent")
        found, unplaced = await apart(
            added_in_history,
            history.folder,
            states_since(await history.chain(), since),
            address.name,
            ignore,
            memory,
        )
        heartbeat("asking for pull requests and deploys")
        changes = await asyncio.to_thread(_changes, github, address.name, found)
        deploys, why = await asyncio.to_thread(_deploys, github, address.name, since)
        return MergedChanges(
            changes=tuple([await _with_deploy(history, each, deploys) for each in changes]),
            deploys=deploys,
            no_deploys=why,
            unplaced=unplaced,
        )


def states_since(chain: Sequence[Commit], since: datetime) -> tuple[str, ...]:
    """Return the commits since then, oldest first, and before them the last one from before.

    Without one from before nothing tells what the oldest has changed, so it takes that place.
    """
    recent = list(takewhile(lambda each: each.at >= since, chain))
    return tuple(each.sha for each in reversed(chain[: len(recent) + 1]))


def added_in_history(
    folder: Path,
    states: Sequence[str],
    repository: str,
    ignore: Collection[str] = (),
    memory: Memory | None = None,
) -> tuple[tuple[Addition, ...], tuple[str, ...]]:
    """Return which commits added something, oldest first, and the events nobody looked for.

    `folder` is a git repository; everything this is given can be sent to another process.
    """
    place = f"{repository} history"
    with git_objects(folder) as objects:

        def look(number: int) -> Sending:
            tree = objects.tree(states[number])
            return Sending.of(
                remembered_usages(tree, memory, find_together, place=place, ignore=ignore)
            )

        def guess(word: str) -> list[int]:
            touching = objects.touching(word, states[0], states[-1])
            return [states.index(sha) for sha in touching if sha in states]

        additions = Additions(look, guess)
        additions.search(len(states) - 1)
    found = tuple(Addition(states[at], each) for at, each in sorted(additions.found.items()))
    return found, tuple(sorted(additions.unplaced.events))


def _changes(github: GitHub, name: str, found: Sequence[Addition]) -> list[MergedChange]:
    """Join what commits added by their pull requests: a rebase leaves several of one."""
    pulls: dict[int, PullRequest] = {}
    added: dict[int, Added] = {}
    for each in found:
        pull = github.merged_pull_request(name, each.sha)
        if pull is None or pull.head_branch.startswith(BRANCH_PREFIX):
            continue
        pulls[pull.number] = pull
        added[pull.number] = added.get(pull.number, Added()) | each.added
    changes = [_change(name, pull, added[number]) for number, pull in pulls.items()]
    return sorted(changes, key=lambda change: (change.merged_at, change.number))


def _change(name: str, pull: PullRequest, added: Added) -> MergedChange:
    assert pull.merged_at is not None, "only merged ones are asked for"
    return MergedChange(
        repository=name,
        number=pull.number,
        url=pull.url,
        title=pull.title,
        author=pull.author or "",
        merged_at=pull.merged_at,
        sha=pull.merge_sha,
        events=tuple(sorted(added.events)),
        properties=in_order(added.properties),
    )


def _deploys(github: GitHub, name: str, since: datetime) -> tuple[tuple[Deploy, ...], str]:
    try:
        return github.deploys(name, since), ""
    except ClientError as error:
        if error.temporary:
            raise
        # Most teams deploy by other means, and few give the App this permission.
        return (), str(error)


async def _with_deploy(
    history: History, change: MergedChange, deploys: Sequence[Deploy]
) -> MergedChange:
    """Add the first deploy after the merge that contains it."""
    for deploy in sorted(deploys, key=lambda each: each.at):
        if deploy.at >= change.merged_at and await history.holds(deploy.sha, change.sha):
            return change.model_copy(
                update={"deployed_at": deploy.at, "deploy_source": deploy.source}
            )
    return change

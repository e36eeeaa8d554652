"""The door to whose change it was: what a deploy brought, who may have broken something with it."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace

from temporalio import activity

from activities.heartbeat import Pulse, beating
from activities.suspect_search import Crime, Pulls, search
from activities.telling import Voice, say_once
from activities.watch_payloads import CommentOnSuspect, DeployChange, RankSuspects, ReadChange
from activities.wiring import Repository
from clients.errors import ClientError
from clients.git import Git
from clients.git_range import GitRange
from clients.github import GitHub
from messages.incident.comment import suspect_comment, suspect_fingerprint
from scans.deploy_watch.incident import Ranking, Suspect
from scans.deploy_watch.suspects import Circumstances, Pull, RangeCommit, rank
from scans.deploy_watch.suspects.people import answered, is_bot, unanswered
from scans.model import BlockedBy, CommentOutcome, Deploy

MOST_ASKED = 100
"""Commits whose pull request is asked for: that is a request to GitHub for each."""

MOST_ANSWERING = 3
"""Suspects of programs for which a person is looked for: those that a message shows."""

MOST_FILES = 2_000
"""Files of a deploy that are named; see `DeployChange.files`."""

NOT_CONFIGURED = "{} is none of the configured repositories"
NO_COMMIT = "the deploy does not say which commit it brought"
NO_PREVIOUS = "nothing says which commit was live before"
NO_CREDENTIAL = "no credential for GitHub is set"
NO_PULL_REQUESTS = "Commits were not taken for pull requests: {}."
NOT_SHARED = "What the deploys before it brought was not looked at: {}."
NOT_ALL_ASKED = "Pull requests were asked for {} of {} commits."


@dataclass(frozen=True)
class _Before:
    """What was live before a deploy."""

    sha: str = ""
    again: bool = False
    """What is live now had been live once already."""
    run_url: str = ""
    """Where that deploy can be started again, if anything says so."""
    why_not: str = ""


class SuspectActivities:
    """Holds the clones, the repositories, and GitHub where there is a credential for it."""

    def __init__(
        self,
        git: Git,
        repositories: Mapping[str, Repository],
        github: GitHub | None,
        voice: Voice,
    ) -> None:
        self._git = git
        self._repositories = repositories
        self._github = github
        self._voice = voice

    @activity.defn(name="read_change")
    async def read_change(self, request: ReadChange) -> DeployChange:
        """Say what a deploy brought, or why nobody knows."""
        repository = self._repositories.get(request.repository)
        if repository is None:
            return DeployChange(why_not=NOT_CONFIGURED.format(request.repository or "(none)"))
        if not request.deploy.sha:
            return DeployChange(why_not=NO_COMMIT)
        async with beating() as pulse:
            pulse("asking what was live before")
            before = await asyncio.to_thread(self._before, repository, request.deploy)
            if before.why_not:
                return DeployChange(why_not=before.why_not)
            try:
                async with self._span(repository, request.deploy, before.sha, pulse) as span:
                    return await _change(span, before)
            except ClientError as error:
                if error.temporary:
                    raise
                return DeployChange(previous_sha=before.sha, why_not=str(error))

    @activity.defn(name="rank_suspects")
    async def rank_suspects(self, request: RankSuspects) -> Ranking:
        """Say who may have raised the errors of a deploy, and why."""
        change, described = request.change, request.described
        crime = Crime(
            issues=described.issues,
            circumstances=Circumstances.of(request.deploy, request.look),
            rivals=described.rivals,
        )
        repository = self._repositories.get(request.repository)
        why_not = change.why_not or ("" if change.previous_sha else NO_PREVIOUS)
        if repository is None:
            why_not = NOT_CONFIGURED.format(request.repository or "(none)")
        if change.rollback_of:
            why_not = "it takes another deploy back, so it brought nothing new"
        if why_not or repository is None:
            return _without_merges(crime, why_not)
        async with beating() as pulse:
            try:
                previous, notes = await asyncio.to_thread(self._since, repository, request)
                crime = replace(crime, notes=notes)
                async with self._span(repository, request.deploy, previous, pulse) as span:
                    ranking = await search(span, crime, self._pulls_of(repository.name), pulse)
            except ClientError as error:
                if error.temporary:
                    raise
                return _without_merges(crime, str(error))
            return await asyncio.to_thread(self._answered, repository.name, ranking)

    @activity.defn(name="comment_on_suspect")
    async def comment_on_suspect(self, request: CommentOnSuspect) -> CommentOutcome:
        """Tell the suspect pull request, once per incident, or say why not."""
        incident, ranking = request.incident, request.incident.ranking
        first = ranking.suspects[0] if ranking and ranking.suspects else None
        if ranking is None or first is None or first.number is None or ranking.certainty != "high":
            return CommentOutcome(
                repository=request.repository,
                number=(first.number if first else None) or 0,
                kind="suspect",
                blocked_by=BlockedBy.NOT_PROVABLE,
                detail="no pull request is suspected with high certainty",
            )
        outcome = CommentOutcome(repository=request.repository, number=first.number, kind="suspect")
        body, key = suspect_comment(incident, first), suspect_fingerprint(incident, first)
        async with beating():
            return await asyncio.to_thread(say_once, self._voice, outcome, body, key)

    def _span(
        self, repository: Repository, deploy: Deploy, previous: str, pulse: Pulse
    ) -> AbstractAsyncContextManager[GitRange]:
        address = repository.readable_address()
        return self._git.between(address, previous, deploy.sha, pulse)

    def _since(self, repository: Repository, request: RankSuspects) -> tuple[str, tuple[str, ...]]:
        """Return what was live before all deploys that share the verdict, or why not before all."""
        if not request.sharing:
            return request.change.previous_sha, ()
        before = self._before(repository, min(request.sharing, key=lambda each: each.at))
        if before.why_not:
            return request.change.previous_sha, (NOT_SHARED.format(before.why_not),)
        return before.sha, ()

    def _before(self, repository: Repository, deploy: Deploy) -> _Before:
        """Return what was live before: as the deploy says, else as GitHub's deployments do."""
        known, why_not = self._deploys_before(repository, deploy)
        previous = deploy.previous_sha or (known[0].sha if known else "")
        if not previous:
            return _Before(why_not=f"{NO_PREVIOUS}: {why_not}" if why_not else NO_PREVIOUS)
        again = previous != deploy.sha and any(each.sha == deploy.sha for each in known)
        run_url = next((each.url for each in known if each.sha == previous), "")
        return _Before(sha=previous, again=again, run_url=run_url)

    def _deploys_before(
        self, repository: Repository, deploy: Deploy
    ) -> tuple[Sequence[Deploy], str]:
        if self._github is None:
            return (), NO_CREDENTIAL
        try:
            found = self._github.deploys_before(repository.name, deploy)
        except ClientError as error:
            if error.temporary:
                raise
            # Many teams deploy by other means, and few give the App this permission.
            return (), str(error)
        return found, "" if found else "GitHub knows of no earlier deployment there"

    def _pulls_of(self, name: str) -> Callable[[Sequence[RangeCommit]], Pulls]:
        def ask(commits: Sequence[RangeCommit]) -> Pulls:
            if self._github is None:
                return Pulls(notes=(NO_PULL_REQUESTS.format(NO_CREDENTIAL),))
            found: dict[str, Pull] = {}
            try:
                for commit in commits[:MOST_ASKED]:
                    if pull := self._github.pull_request_of(name, commit.sha):
                        found[commit.sha] = Pull(
                            pull.number, pull.title, pull.url, pull.author or ""
                        )
            except ClientError as error:
                if error.temporary:
                    raise
                return Pulls(found, (NO_PULL_REQUESTS.format(error),))
            cut = len(commits) > MOST_ASKED
            return Pulls(found, (NOT_ALL_ASKED.format(MOST_ASKED, len(commits)),) if cut else ())

        return ask

    def _answered(self, name: str, ranking: Ranking) -> Ranking:
        """Put a person in the place of every program among the suspects."""
        suspects = tuple(
            self._with_person(name, each, ask=at < MOST_ANSWERING)
            for at, each in enumerate(ranking.suspects)
        )
        return ranking.model_copy(update={"suspects": suspects})

    def _with_person(self, name: str, suspect: Suspect, *, ask: bool) -> Suspect:
        if not is_bot(suspect.author):
            return suspect
        if not ask or suspect.number is None or self._github is None:
            return unanswered(suspect)
        try:
            person = self._github.responsible(name, suspect.number)
        except ClientError as error:
            if error.temporary:
                raise
            return unanswered(suspect)
        return answered(suspect, person.login, person.did) if person else unanswered(suspect)


async def _change(span: GitRange, before: _Before) -> DeployChange:
    """Return what lies in between; nothing where an older state went live again."""
    back = before.again or await span.is_ancestor(span.sha, span.previous)
    if back and span.sha != span.previous:
        return DeployChange(previous_sha=before.sha, rollback_of=before.sha)
    told = await span.commits()
    files = {file.path for commit in told.commits for file in commit.files}
    return DeployChange(
        previous_sha=before.sha,
        files=tuple(sorted(files)[:MOST_FILES]),
        rollback_url=before.run_url,
    )


def _without_merges(crime: Crime, why_not: str) -> Ranking:
    notes = (f"No merge can be named: {why_not}.",)
    return rank((), (), crime.circumstances, crime.rivals, notes)

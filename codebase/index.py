"""The entry: every call site of a tree."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from codebase.finding.crew import Alone, Crew, Exchange, shares
from codebase.finding.guard import ENTANGLED
from codebase.finding.report import Report
from codebase.finding.search import Search
from codebase.finding.unused import Candidate, unused
from codebase.modules import Project
from codebase.tree.contents import BlobId
from codebase.tree.survey import Survey
from scans.model import Skipped, SourceTree, Usages, UsageStats

_WORTH_HELP = 256 * 1024
"""Bytes of files that mention PostHog. For less, nobody else is asked to help."""


def find_usages(
    tree: SourceTree | Survey,
    *,
    keys: Collection[str] | None = None,
    any_receiver: bool = False,
    crew: Crew | None = None,
) -> Usages:
    """Return every place of `tree` that evaluates a flag or captures an event.

    `keys` keeps named sites of these keys only (dynamic ones are always listed). `any_receiver`
    also accepts a call on an object nobody can identify, if its method is one of the SDK's and its
    key is exact: what a removal must not overlook. `crew` helps with large trees; the result does
    not depend on it. The result is in the order file, line, column.
    """
    project = Project(tree)
    return usages_of(project, keys=keys, any_receiver=any_receiver, crew=crew)


def usages_of(
    project: Project,
    *,
    keys: Collection[str] | None = None,
    any_receiver: bool = False,
    crew: Crew | None = None,
) -> Usages:
    """Do the same for a project whose modules the caller goes on to use."""
    survey = project.survey
    found = _found(project, crew or Alone(), any_receiver=any_receiver)
    report, parsed, helpers = Report(), set[str](), set[Candidate]()
    for share in found:
        report.merge(share.report)
        parsed |= share.parsed
        helpers |= share.helpers
        survey.tree.adopt(share.ids, moved=share.moved)
    skipped = {item.file: item for share in found for item in share.skipped}
    sites = sorted(report.sites.items())
    return Usages(
        usages=tuple(site for _, site in sites if keys is None or site.name in keys),
        dynamic=tuple(site for _, site in sorted(report.dynamic.items())),
        unused=unused(project, helpers),
        skipped=tuple(sorted([*survey.skipped, *skipped.values()], key=lambda item: item.file)),
        stats=UsageStats(files=survey.files, bytes=survey.bytes, parsed=len(parsed)),
    )


@dataclass(frozen=True)
class _Share:
    """What one of a crew found in its files."""

    report: Report
    skipped: tuple[Skipped, ...]
    parsed: frozenset[str]
    helpers: frozenset[Candidate]
    ids: Mapping[str, BlobId | None]
    moved: bool


def _found(project: Project, crew: Crew, *, any_receiver: bool) -> list[_Share]:
    sizes = project.listing.sizes
    mentions = {path: sizes[path] for path in project.survey.mentions}
    if crew.size == 1 or sum(mentions.values()) < _WORTH_HELP:
        return [_look(Search(project, any_receiver=any_receiver))]
    others = {path: sizes[path] for path in project.survey.sources if path not in mentions}
    room = project.room
    # Files that mention PostHog are most of the work, so they are shared out by themselves.
    owners = {**shares(others, crew.size), **shares(mentions, crew.size)}

    def work(number: int, exchange: Exchange) -> _Share:
        project.room = room // crew.size
        search = Search(
            project, any_receiver=any_receiver, owns=lambda path: owners.get(path) == number
        )
        return _look(search, exchange)

    try:
        return crew.run(work)
    except ChildProcessError:
        project.room = room
        return [_look(Search(project, any_receiver=any_receiver))]
    finally:
        project.room = room  # one of the crew is this process, which goes on alone


def _look(search: Search, exchange: Exchange | None = None) -> _Share:
    search.run(exchange) if exchange is not None else search.run()
    tree = search.project.tree
    return _Share(
        search.finder.report,
        (
            *search.finder.guard.skipped,
            *(Skipped(file=path, reason=ENTANGLED) for path in search.project.entangled),
        ),
        frozenset(search.project.paths),
        frozenset(search.finder.helpers),
        dict(tree.ids),
        tree.moved,
    )

"""The entry: every call site of a tree."""

from collections.abc import Collection

from codebase.modules import Project
from codebase.search import Search
from codebase.survey import Survey
from scans.model import SourceTree, Usages, UsageStats


def find_usages(
    tree: SourceTree | Survey,
    *,
    keys: Collection[str] | None = None,
    any_receiver: bool = False,
) -> Usages:
    """Return every place of `tree` that evaluates a flag or captures an event.

    `keys` keeps named sites of these keys only (dynamic ones are always listed). `any_receiver`
    also accepts a call on an object nobody can identify, if its method is one of the SDK's and its
    key is exact: what a removal must not overlook. The result is in the order file, line, column.
    """
    return usages_of(Project(tree), keys=keys, any_receiver=any_receiver)


def usages_of(
    project: Project, *, keys: Collection[str] | None = None, any_receiver: bool = False
) -> Usages:
    """Do the same for a project whose modules the caller goes on to use."""
    search = Search(project, any_receiver=any_receiver)
    search.run()
    report, survey = search.finder.report, project.survey
    sites = sorted(report.sites.items())
    return Usages(
        usages=tuple(site for _, site in sites if keys is None or site.name in keys),
        dynamic=tuple(site for _, site in sorted(report.dynamic.items())),
        skipped=tuple(sorted([*survey.skipped, *search.skipped], key=lambda item: item.file)),
        stats=UsageStats(files=survey.files, bytes=survey.bytes, parsed=len(project.paths)),
    )

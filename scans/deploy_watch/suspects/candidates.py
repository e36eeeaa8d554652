"""From the commits of a deploy to its candidates: pull requests, and commits without one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from scans.deploy_watch.suspects import kinds, packages, words
from scans.deploy_watch.suspects.changes import (
    Candidate,
    FilePatch,
    Hunk,
    Pull,
    RangeCommit,
    Span,
    carried,
    names_now,
    span_of,
)

_Changes = Mapping[str, Sequence[tuple[int, Sequence[Hunk]]]]
"""Of each file, by the name it has now: which commits changed it and where, the oldest first."""


def candidates(
    commits: Sequence[RangeCommit],
    patches: Mapping[str, Sequence[FilePatch]],
    pulls: Mapping[str, Pull],
) -> tuple[Candidate, ...]:
    """Return the candidates of a deploy, newest first.

    `commits` are newest first; `patches` and `pulls` are by their sha. Commits of one pull request,
    as a rebase leaves them, are one candidate.
    """
    names = names_now(commits)
    changes = _changes(commits, names, patches)
    found: dict[str, Candidate] = {}
    for at, commit in enumerate(commits):
        pull, own = pulls.get(commit.sha), patches.get(commit.sha, ())
        one = _candidate(commit, pull, own)
        now = {patch: names[at].get(patch.path, patch.path) for patch in own}
        one = replace(
            one,
            files=frozenset(names[at].values()),
            spans=_spans(at, now.values(), changes),
            words_in={
                path: _words(patch)
                for patch, path in now.items()
                if not kinds.is_document_or_test(path)
            },
        )
        key = f"#{pull.number}" if pull else commit.sha
        found[key] = _joined(found[key], one) if key in found else one
    return tuple(found.values())


def _candidate(commit: RangeCommit, pull: Pull | None, own: Sequence[FilePatch]) -> Candidate:
    known = Candidate(
        kind="commit",
        title=commit.subject,
        sha=commit.sha,
        shas=frozenset({commit.sha}),
        email=commit.email,
        words=frozenset(word for patch in own for word in _words(patch)),
        packages=packages.changed(own),
    )
    if pull is None:
        return known
    return replace(
        known,
        kind="pull_request",
        title=pull.title,
        number=pull.number,
        url=pull.url,
        author=pull.author,
    )


def _words(patch: FilePatch) -> frozenset[str]:
    return words.in_lines((*patch.added, *patch.removed))


def _changes(
    commits: Sequence[RangeCommit],
    names: Sequence[Mapping[str, str]],
    patches: Mapping[str, Sequence[FilePatch]],
) -> _Changes:
    found: defaultdict[str, list[tuple[int, Sequence[Hunk]]]] = defaultdict(list)
    for at in range(len(commits) - 1, -1, -1):
        for patch in patches.get(commits[at].sha, ()):
            found[names[at].get(patch.path, patch.path)].append((at, patch.hunks))
    return found


def _spans(at: int, own: Iterable[str], changes: _Changes) -> dict[str, tuple[Span, ...]]:
    """Return what one commit changed in each file, in the lines of what is live now."""
    spans: dict[str, tuple[Span, ...]] = {}
    for path in own:
        changed = changes[path]
        later = [hunks for commit, hunks in changed if commit < at]
        hunks = (hunk for commit, each in changed if commit == at for hunk in each)
        spans[path] = tuple(carried(span_of(hunk), later) for hunk in hunks)
    return spans


def _joined(newer: Candidate, older: Candidate) -> Candidate:
    """Return two commits of one pull request as one candidate."""
    none = frozenset[str]()
    spans = {
        path: (*newer.spans.get(path, ()), *older.spans.get(path, ()))
        for path in {*newer.spans, *older.spans}
    }
    return replace(
        newer,
        shas=newer.shas | older.shas,
        files=newer.files | older.files,
        spans=spans,
        words=newer.words | older.words,
        words_in={
            path: newer.words_in.get(path, none) | older.words_in.get(path, none)
            for path in {*newer.words_in, *older.words_in}
        },
        packages=newer.packages | older.packages,
    )

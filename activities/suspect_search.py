"""From a range of commits and some errors to the ranking of who may have done it."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from clients.apart import apart
from clients.git_range import Commits, GitRange, Patches
from codebase.functions import Found, functions_of
from scans.deploy_watch.incident import IssueFacts, Ranking
from scans.deploy_watch.rivals import Rival
from scans.deploy_watch.suspects import (
    Circumstances,
    IssueEvidence,
    Line,
    Pull,
    RangeCommit,
    candidates,
    rank,
)
from scans.deploy_watch.suspects.frames import PlacedFrame, SourceFiles, function_name, placed
from scans.deploy_watch.suspects.kinds import is_package_list
from scans.deploy_watch.suspects.words import in_lines

MOST_ISSUES = 5
"""Issues whose frames are looked up, those with most people first."""


@dataclass(frozen=True)
class Crime:
    """What is to be explained."""

    issues: Sequence[IssueFacts]
    circumstances: Circumstances
    rivals: Sequence[Rival] = ()
    notes: tuple[str, ...] = ()
    """What could not be read so far."""


@dataclass(frozen=True)
class Pulls:
    """The pull requests of commits."""

    by_sha: Mapping[str, Pull] = field(default_factory=dict[str, Pull])
    notes: tuple[str, ...] = ()
    """Why some are missing: one sentence each."""


PullsOf = Callable[[Sequence[RangeCommit]], Pulls]
"""Asks for the pull requests of commits; blocks."""


async def search(
    span: GitRange, crime: Crime, pulls_of: PullsOf, pulse: Callable[[str], None]
) -> Ranking:
    """Return the suspects of a crime among what a range brought, and beside it.

    Raises:
        ClientError: git, or whoever is asked for pull requests, is away.
    """
    pulse("placing the frames")
    issues = sorted(crime.issues, key=lambda each: -each.weight)[:MOST_ISSUES]
    files = SourceFiles(await span.paths())
    stacks = [placed(issue.frames, files) for issue in issues]
    pulse("reading the changes")
    told = await span.commits()
    patches = await span.patches(told.commits, _wanted(told, stacks))
    pulse("asking whose lines these are")
    lines = await _lines(span, [frame for frames in stacks for frame in frames])
    evidence = [
        IssueEvidence(issue, frames, {each.distance: lines[each] for each in frames if each.place})
        for issue, frames in zip(issues, stacks, strict=True)
    ]
    pulse("asking for pull requests")
    pulls = await asyncio.to_thread(pulls_of, told.commits)
    ranking = rank(
        candidates(told.commits, patches.by_sha, pulls.by_sha),
        evidence,
        crime.circumstances,
        crime.rivals,
        (*crime.notes, *pulls.notes, *_notes(told, patches, crime)),
    )
    # Of what was compiled, the line that a report names is not one of the source.
    paths = {
        each.frame.file: each.place.path
        for stack in stacks
        for each in stack
        if each.place is not None and each.place.exact
    }
    return ranking.model_copy(update={"paths": paths})


def _wanted(told: Commits, stacks: Sequence[Sequence[PlacedFrame]]) -> frozenset[str]:
    """Return the files whose changes are read, however many other files there are."""
    framed = {each.place.path for frames in stacks for each in frames if each.place}
    touched = {file.path for commit in told.commits for file in commit.files}
    named = {path for path in touched if is_package_list(path) and not path.endswith("lock.json")}
    # A frame's file may have been renamed on the way here.
    old = {
        file.path for commit in told.commits for file in commit.files if file.old_path != file.path
    }
    return frozenset(framed | named | (old if framed else set()))


def _notes(told: Commits, patches: Patches, crime: Crime) -> list[str]:
    notes: list[str] = []
    if told.cut:
        notes.append(f"The deploy is larger than {len(told.commits)} merges: only these are seen.")
    if patches.unread:
        notes.append(f"The changed lines of {patches.unread} large files were not read.")
    if len(crime.issues) > MOST_ISSUES:
        notes.append(f"Frames were looked up for {MOST_ISSUES} of {len(crime.issues)} errors.")
    if not any(issue.frames for issue in crime.issues):
        notes.append("No stack is known, so no line could be compared.")
    return notes


async def _lines(span: GitRange, frames: Sequence[PlacedFrame]) -> dict[PlacedFrame, Line]:
    """Return what the repository says of the line of each frame that has a place."""
    by_file: defaultdict[str, list[PlacedFrame]] = defaultdict(list)
    for frame in frames:
        if frame.place is not None:
            by_file[frame.place.path].append(frame)
    asked = {path: _asked(each) for path, each in by_file.items()}
    contents = {path: await span.content(path) or b"" for path in asked}
    # A hostile file may take all of a processor and a lot of memory: then only lines are compared.
    try:
        found = await apart(functions_of, contents, asked) if asked else {}
    except ChildProcessError:
        found = {path: Found({}, {}) for path in asked}
    lines: dict[PlacedFrame, Line] = {}
    for path, (numbers, _) in asked.items():
        blamed = await _blamed(span, path, numbers)
        texts = contents[path].decode(errors="replace").split("\n")
        lines |= {frame: _line(frame, blamed, found[path], texts) for frame in by_file[path]}
    return lines


async def _blamed(span: GitRange, path: str, numbers: Sequence[int]) -> dict[int, frozenset[str]]:
    """Return the commits that lines came with; no commit for older ones.

    One that was written and then indented anew within one deploy has two: it may break by either.
    """
    written = await span.blame(path, numbers)
    fresh = [line for line, sha in written.items() if sha]
    indented = await span.blame(path, fresh, indents=True) if fresh else {}
    return {line: frozenset({sha, indented.get(line, "")} - {""}) for line, sha in written.items()}


def _asked(frames: Sequence[PlacedFrame]) -> tuple[tuple[int, ...], tuple[str, ...]]:
    exact = {each.frame.line for each in frames if each.place and each.place.exact}
    return (
        tuple(sorted(line for line in exact if line)),
        tuple(sorted({function_name(each.frame.function) for each in frames} - {""})),
    )


def _line(
    frame: PlacedFrame, blamed: Mapping[int, frozenset[str]], found: Found, texts: Sequence[str]
) -> Line:
    number = frame.frame.line if frame.place and frame.place.exact else None
    around = found.at.get(number) if number else None
    if around is None and number is None:
        # Without a line that can be trusted, a name that is there only once says as much.
        named = found.named.get(function_name(frame.frame.function), ())
        around = named[0] if len(named) == 1 else None
    shas = blamed.get(number) if number else None
    return Line(
        shas=shas or frozenset(),
        older=shas is not None and not shas,
        function=(around.first, around.last) if around else None,
        name=around.name if around else "",
        words=in_lines(texts[number - 1 : number]) if number else frozenset(),
    )

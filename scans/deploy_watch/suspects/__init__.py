"""Whose change was it: candidates, evidence, points, and how sure that is.

`rank` is the whole rule. What it needs of a repository is gathered elsewhere and handed in: the
candidates of a deploy and, for each frame of an error, the commit and the function of its line.
"""

from scans.deploy_watch.suspects.candidates import candidates
from scans.deploy_watch.suspects.changes import (
    Candidate,
    FilePatch,
    Hunk,
    Pull,
    RangeCommit,
    Span,
    TouchedFile,
)
from scans.deploy_watch.suspects.evidence import IssueEvidence, Line
from scans.deploy_watch.suspects.ranking import Circumstances, rank

__all__ = [
    "Candidate",
    "Circumstances",
    "FilePatch",
    "Hunk",
    "IssueEvidence",
    "Line",
    "Pull",
    "RangeCommit",
    "Span",
    "TouchedFile",
    "candidates",
    "rank",
]

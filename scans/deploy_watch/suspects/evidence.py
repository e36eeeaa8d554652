"""What is known of the errors of an incident, before anybody is suspected."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from scans.deploy_watch.incident import Frame, IssueFacts
from scans.deploy_watch.suspects.changes import Span
from scans.deploy_watch.suspects.frames import PlacedFrame, host_of, normalised

_BUNDLES = re.compile(
    r"(?:^|/)(?:_next|assets|static|build|bundles?|chunks|js)/|[-.][0-9a-f]{8,}\."
)
"""Where a site keeps what it built itself."""

_AWAY = re.compile(
    r"ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|timed? ?out|unreachable|unavailable"
    r"|connection (?:refused|reset|error|failed)|failed to (?:connect|resolve)|no such host"
    r"|max retries|\b50[234]\b|bad gateway|name resolution|dial tcp",
    re.IGNORECASE,
)
_HOST = re.compile(
    r"(?<![\w.@-])((?:[a-z0-9-]+\.)+(?:com|net|org|io|ai|dev|co|app|cloud|[a-z]{2}))\b"
)


@dataclass(frozen=True)
class Line:
    """What the repository says of the line, or the function, in which one frame stands."""

    shas: frozenset[str] = frozenset()
    """The commit of this deploy that the line came with, and whichever indented it anew since."""
    older: bool = False
    """The line is known to be older than this deploy, but for its indentation perhaps."""
    function: Span | None = None
    """Lines of the function around it."""
    name: str = ""
    """Of that function."""
    words: frozenset[str] = frozenset()
    """Names in the line."""


@dataclass(frozen=True)
class IssueEvidence:
    """One issue, and where its frames are in the repository."""

    issue: IssueFacts
    frames: tuple[PlacedFrame, ...] = ()
    lines: Mapping[int, Line] = field(default_factory=dict[int, Line])
    """By the frame's distance from the crash."""


def third_party(evidence: IssueEvidence) -> str:
    """Return the host of other people in which an error happens; empty if there is none.

    It is that of the first frame, unless our own code comes from there, or one that the error's
    text says nobody could reach.
    """
    frames = evidence.issue.frames
    first = host_of(frames[0]) if frames else ""
    if first and first not in _own_hosts(evidence):
        return first
    text = f"{evidence.issue.type}: {evidence.issue.message}"
    found = _HOST.search(text.lower()) if _AWAY.search(text) else None
    return found[1] if found else ""


def _own_hosts(evidence: IssueEvidence) -> frozenset[str]:
    built = (frame for frame in evidence.issue.frames if _is_built(frame))
    seen = (each.frame for each in evidence.frames if each.place is not None)
    return frozenset(host_of(frame) for frame in (*built, *seen))


def _is_built(frame: Frame) -> bool:
    return frame.in_app and _BUNDLES.search(normalised(frame.file)) is not None


def weighed(found: Sequence[IssueEvidence]) -> list[tuple[float, IssueEvidence]]:
    """Return the issues with their shares of the people, which together make one."""
    total = sum(max(0.0, each.issue.weight) for each in found)
    even = 1 / len(found) if found else 0.0
    return [(max(0.0, each.issue.weight) / total if total > 0 else even, each) for each in found]

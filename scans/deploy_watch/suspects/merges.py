"""What speaks for and against one merge."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from scans.deploy_watch.incident import Reason
from scans.deploy_watch.suspects import kinds, packages, points, words
from scans.deploy_watch.suspects.changes import Candidate, Span
from scans.deploy_watch.suspects.evidence import IssueEvidence, Line, weighed
from scans.deploy_watch.suspects.frames import PlacedFrame


@dataclass(frozen=True)
class Crowd:
    """How many candidates have the same: what many have says little of each."""

    files: Mapping[str, int]
    words: Mapping[str, int]

    @staticmethod
    def of(candidates: Sequence[Candidate]) -> "Crowd":
        """Count what the candidates of a deploy touched and named."""
        return Crowd(
            Counter(file for each in candidates for file in each.files),
            Counter(word for each in candidates for word in each.words),
        )


class Charge:
    """The evidence against one candidate, summed over the issues by their weight."""

    def __init__(self, candidate: Candidate) -> None:
        self.candidate = candidate
        self.certain = False
        """A hunk or a blamed line ties it to an error."""
        self._points: dict[str, float] = {}

    @property
    def own(self) -> float:
        """Points for what is this merge's alone."""
        return sum(self._points.values())

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What was found, the weightiest first."""
        found = sorted(self._points.items(), key=lambda each: (-abs(each[1]), each[0]))
        return tuple(Reason(points=round(value, 2), text=text) for text, value in found)

    def add(self, value: float, text: str) -> None:
        """Add one piece of evidence; the same one, met in another issue, adds up."""
        self._points[text] = self._points.get(text, 0.0) + value


def charge(candidate: Candidate, found: Sequence[IssueEvidence], crowd: Crowd) -> Charge:
    """Return what speaks against one candidate of the crowd."""
    charged = Charge(candidate)
    matched = False
    for weight, evidence in weighed(found):
        best = _best_frame(candidate, evidence, crowd)
        matched = matched or bool(best)
        for value, text, ties in best:
            charged.add(weight * value, text)
            charged.certain = charged.certain or ties
        _add_rest(charged, weight, evidence, crowd)
    if not matched and any(map(kinds.is_configuration, candidate.files)):
        changed = min(filter(kinds.is_configuration, candidate.files))
        charged.add(points.CONFIGURATION, f"it changes configuration ({changed}), no frame fits")
    if kinds.harmless(candidate.files):
        charged.add(points.HARMLESS, "it changes documents and tests only")
    return charged


_Found = list[tuple[float, str, bool]]
"""Points, a reason, and whether it ties the candidate to the error."""


def _best_frame(candidate: Candidate, evidence: IssueEvidence, crowd: Crowd) -> _Found:
    """Return what the frame says that speaks most against a candidate."""
    none: _Found = []
    each = (_of_frame(candidate, frame, evidence, crowd) for frame in evidence.frames)
    return max(each, key=lambda found: sum(value for value, _, _ in found), default=none)


def _of_frame(
    candidate: Candidate, frame: PlacedFrame, evidence: IssueEvidence, crowd: Crowd
) -> _Found:
    place = frame.place
    if place is None or place.path not in candidate.files:
        return []
    at = evidence.lines.get(frame.distance, Line())
    where = f"{place.path}:{frame.frame.line}" if place.exact and frame.frame.line else place.path
    crash = (
        "where it crashes" if not frame.distance else f"{_calls(frame.distance)} above the crash"
    )
    found: _Found = []
    if at.shas & candidate.shas:
        text = f"{where}, {crash}, came with this change"
        found.append((frame.weight * points.BLAMED, text, True))
    spans = candidate.spans.get(place.path, ())
    line = frame.frame.line if place.exact else None
    away = _away(line, spans) if line is not None else None
    if away is not None and away <= points.NEAR_LINES:
        how = f"{away} lines from" if away > 1 else "next to" if away else "in"
        text = f"{where}, {crash}, is {how} a place that it changed"
        # Older code beside a change, or indented anew by it, crashes for many reasons.
        found.append((frame.weight * points.IN_HUNK, text, not away and not at.older))
    elif at.function is not None and (inside := _inside(at.function, spans)):
        away = _away(line, inside) if line is not None else None
        text = f"it changed {at.name or 'the function'} in {place.path}, {crash}"
        value = points.IN_FUNCTION + (points.IN_HUNK - points.IN_FUNCTION) * (
            _nearness(away) if away is not None else _extent(at.function, inside)
        )
        found.append((frame.weight * value, text, False))
    if named := at.words & candidate.words_in.get(place.path, frozenset()):
        text = f"{where}, {crash}, has {min(named)}, as what it changed has"
        found.append((frame.weight * points.SHARES_NAMES, text, False))
    many = crowd.files[place.path]
    value = (points.DEEPER_FILE if frame.distance else points.TOP_FILE) / sqrt(many)
    also = f", as did {many - 1} more of this deploy" if many > 1 else ""
    return [*found, (value, f"it touched {place.path}, {crash}{also}", False)]


def _add_rest(charged: Charge, weight: float, evidence: IssueEvidence, crowd: Crowd) -> None:
    candidate, issue = charged.candidate, evidence.issue
    if package := packages.shared(candidate.packages, packages.in_stack(issue.frames)):
        name, distance = package
        text = f"it changed the version of {name}, whose code is in the stack"
        charged.add(weight * points.PACKAGE_IN_STACK / (1 + distance), text)
    if named := words.in_error(f"{issue.type}: {issue.message}") & candidate.words:
        rarest = min(named, key=lambda word: (crowd.words[word], word))
        text = f"the error's text names {rarest}, which it changed"
        charged.add(weight * points.NAMED_IN_ERROR / sqrt(crowd.words[rarest]), text)


def _away(line: int, spans: Sequence[Span]) -> int | None:
    """Return how many lines the nearest changed place is away; None if there is none."""
    return min((max(first - line, line - last, 0) for first, last in spans), default=None)


def _inside(function: Span, spans: Sequence[Span]) -> list[Span]:
    return [each for each in spans if each[0] <= function[1] and function[0] <= each[1]]


def _nearness(away: int) -> float:
    """Return how near a line is to the nearest changed place: less than one, and never nothing."""
    return points.NEAR_LINES / (1 + max(away, points.NEAR_LINES))


def _extent(function: Span, spans: Sequence[Span]) -> float:
    """Return how much of a function was changed, where no line tells more."""
    first, last = function
    changed = {
        line for start, end in spans for line in range(max(first, start), min(last, end) + 1)
    }
    return len(changed) / (last - first + 1)


def _calls(number: int) -> str:
    return "1 call" if number == 1 else f"{number} calls"

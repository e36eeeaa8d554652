"""Several PostHog projects for one repository: the code is one, so they have to agree."""

from collections.abc import Iterator, Sequence

from scans.model.finding import BlockedBy
from scans.stale_flags.assessment import FlagAssessment, FlagCandidate, Obstacle

DISAGREE = Obstacle(
    blocked_by=BlockedBy.PROJECTS_DISAGREE,
    reason="another PostHog project of this code does not serve the same to everyone, or keeps it",
)
UNKNOWN = Obstacle(
    blocked_by=BlockedBy.BLIND,
    reason="the flags of another PostHog project of this code could not be read completely",
)


def reconcile(assessments: Sequence[FlagAssessment]) -> FlagAssessment:
    """Return one assessment for code that asks all of these projects.

    A flag stays a candidate if any project calls it stale, with what stands in its way in each of
    them. Give the projects in a fixed order: the first that calls a flag stale tells its story.
    """
    keys = sorted({key for one in assessments for key in one.candidate_keys})
    return FlagAssessment(
        candidates=tuple(_merged(key, assessments) for key in keys),
        constants={
            key: value
            for one in reversed(assessments)
            for key, value in one.constants.items()
            if key not in keys
        },
        known_keys=tuple(sorted({key for one in assessments for key in one.known_keys})),
        roster_complete=all(one.roster_complete for one in assessments),
        abstained=tuple(abstention for one in assessments for abstention in one.abstained),
        blind=tuple(dict.fromkeys(blind for one in assessments for blind in one.blind)),
        subjects=sum(one.subjects for one in assessments),
        active=sum(one.active for one in assessments),
        permanent=sum(one.permanent for one in assessments),
        requests=sum(one.requests for one in assessments),
    )


def with_peers(own: FlagAssessment, peers: Sequence[FlagAssessment]) -> FlagAssessment:
    """Return a project's own assessment, objected to by projects that share code with it.

    A peer's stale flags are its own scan's business, and so is what the peer could not judge.
    """
    if not peers:
        return own
    merged = reconcile((own, *peers))
    return own.model_copy(
        update={
            "candidates": tuple(
                candidate for candidate in merged.candidates if candidate.key in own.candidate_keys
            ),
            "constants": merged.constants,
            "known_keys": merged.known_keys,
            "roster_complete": merged.roster_complete,
            "requests": merged.requests,
        }
    )


def _merged(key: str, assessments: Sequence[FlagAssessment]) -> FlagCandidate:
    stale = [one for each in assessments for one in each.candidates if one.key == key]
    first = stale[0]
    inherited = [obstacle for one in stale for obstacle in one.obstacles]
    others = [one for one in assessments if first not in one.candidates]
    raised = [obstacle for one in others for obstacle in _objections(first, one)]
    return first.model_copy(
        update={
            "obstacles": tuple(dict.fromkeys([*inherited, *raised])),
            "cautions": tuple(dict.fromkeys(why for one in stale for why in one.cautions)),
            "archived": all(one.archived for one in stale),
            "ops": any(one.ops for one in stale),
        }
    )


def _objections(candidate: FlagCandidate, other: FlagAssessment) -> Iterator[Obstacle]:
    if candidate.key not in other.known_keys and not other.roster_complete:
        yield UNKNOWN
    elif not _agrees(candidate, other):
        yield DISAGREE


def _agrees(candidate: FlagCandidate, other: FlagAssessment) -> bool:
    for stale in other.candidates:
        if stale.key == candidate.key:
            return stale.fixed_value == candidate.fixed_value
    if candidate.key not in other.known_keys:
        # A key that a project does not have is false there.
        return candidate.fixed_value is False
    value = other.constants.get(candidate.key)
    return value is not None and value == candidate.fixed_value

"""All suspects of an incident, the first first, and how sure that is.

Points are evidence in logs: their softmax is the share of each. *Unknown* is always in the list,
so a deploy of one merge is no proof against it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp

from scans.deploy_watch.incident import Certainty, IssueFacts, Ranking, Reason, Suspect
from scans.deploy_watch.looks import Look
from scans.deploy_watch.rivals import Rival
from scans.deploy_watch.suspects import others, points
from scans.deploy_watch.suspects.changes import Candidate
from scans.deploy_watch.suspects.evidence import IssueEvidence
from scans.deploy_watch.suspects.merges import Charge, Crowd, charge
from scans.deploy_watch.verdicts import Verdict
from scans.model import Deploy

MOST_SHOWN = 10
"""Suspects that are kept; the shares of the rest are counted all the same."""

_SHORTEST_SHA = 7


@dataclass(frozen=True)
class Circumstances:
    """What is known of the rise itself, and so holds for every merge alike."""

    deploy: Deploy
    onset: int | None = None
    """Minutes after T0."""
    steps: tuple[int, ...] = ()
    """Minutes after T0 at which more of the traffic moved."""
    on_new_share: float | None = None
    old_rising: bool | None = None
    shared: bool = False
    """The verdict is that the old release rose as well: nobody is named."""

    @staticmethod
    def of(deploy: Deploy, look: Look) -> "Circumstances":
        """Return those of a look; its alarm speaks for all issues in evidence."""
        alarm = look.alarm or (look.in_evidence[0] if look.in_evidence else None)
        return Circumstances(
            deploy=deploy,
            onset=alarm.onset if alarm else None,
            steps=look.state.steps,
            on_new_share=alarm.on_new_share if alarm else None,
            old_rising=alarm.old_rising if alarm else None,
            shared=look.verdict is Verdict.SHARED_RISE,
        )

    @property
    def began_at(self) -> datetime:
        """When the rise began; T0 where nobody knows."""
        return self.deploy.at + timedelta(minutes=self.onset or 0)


def rank(
    candidates: Sequence[Candidate],
    found: Sequence[IssueEvidence],
    circumstances: Circumstances,
    rivals: Iterable[Rival] = (),
    notes: Iterable[str] = (),
) -> Ranking:
    """Return who and what may have caused a rise, with the reasons."""
    onset = circumstances.began_at
    near = others.around(rivals, onset)
    common = _common(circumstances, [each.issue for each in found])
    crowd = Crowd.of(candidates)
    charges = {_suspect(each, common): each for each in (
        charge(candidate, found, crowd) for candidate in candidates
    )}  # fmt: skip
    hosts = tuple(others.providers(found))
    rest = [*(others.suspected(each, onset) for each in near), *hosts]
    # In a tie the one that was merged last: candidates come newest first, and the sort is stable.
    listed = sorted([*charges, *rest, others.UNKNOWN], key=lambda each: -each.points)
    suspects = _with_shares(listed)
    first = charges.get(listed[0])
    doubt = circumstances.shared or bool(circumstances.old_rising)
    early = circumstances.onset is not None and circumstances.onset < 0
    several = sum(each.certain for each in charges.values()) > 1
    contested = early or several or bool(hosts) or any(map(others.exposed, near))
    certainty = "low" if doubt else _certainty(suspects, first, contested=contested)
    return Ranking(suspects=_shown(suspects), certainty=certainty, notes=(*notes, *_older(found)))


def _suspect(charged: Charge, common: Sequence[Reason]) -> Suspect:
    candidate = charged.candidate
    return Suspect(
        kind="pull_request" if candidate.number is not None else "commit",
        title=candidate.title,
        number=candidate.number,
        url=candidate.url,
        author=candidate.author,
        email=candidate.email,
        sha=candidate.sha,
        points=round(charged.own + sum(each.points for each in common), 3),
        share=0.0,
        reasons=(*charged.reasons, *common),
        certain=charged.certain,
    )


def _common(circumstances: Circumstances, issues: Sequence[IssueFacts]) -> tuple[Reason, ...]:
    """Return what speaks for or against every merge of the deploy."""
    found: list[Reason] = []
    share = circumstances.on_new_share
    if circumstances.old_rising or circumstances.shared:
        found.append(Reason(points=points.OLD_AS_WELL, text="the old release is hit as much"))
    elif share is not None and share >= points.ON_NEW_SHARE:
        text = f"{share:.0%} of the people beyond those expected are on the new release"
        found.append(Reason(points=points.ON_NEW_RELEASE, text=text))
    if any(_is_deployed(issue.release, circumstances.deploy) for issue in issues):
        text = "the errors name this deploy as their release"
        found.append(Reason(points=points.RELEASE_NAMED, text=text))
    if circumstances.onset is not None:
        found.extend(_timing(circumstances.onset, circumstances.steps))
    return tuple(found)


def _timing(onset: int, steps: Sequence[int]) -> Iterable[Reason]:
    if onset < 0:
        text = f"the rise began {-onset} min before the deploy"
        yield Reason(points=points.BEGAN_BEFORE, text=text)
        return
    step = max((each for each in (0, *steps) if each <= onset), default=0)
    if onset - step <= points.BEGAN_WITHIN_MINUTES:
        what = "the deploy" if not step else "more traffic moved to it"
        text = f"the rise began {onset - step} min after {what}"
        yield Reason(points=points.BEGAN_WITH_IT, text=text)


def _is_deployed(release: str, deploy: Deploy) -> bool:
    named = release.strip().lower()
    if not named:
        return False
    by_sha = len(named) >= _SHORTEST_SHA and deploy.sha.lower().startswith(named)
    return by_sha or named == deploy.release.lower()


def _with_shares(listed: Sequence[Suspect]) -> tuple[Suspect, ...]:
    """Return the suspects with the softmax of their points."""
    top = listed[0].points
    total = sum(exp(each.points - top) for each in listed)
    return tuple(
        each.model_copy(update={"share": round(exp(each.points - top) / total, 4)})
        for each in listed
    )


def _certainty(
    suspects: Sequence[Suspect], charged: Charge | None, *, contested: bool
) -> Certainty:
    """Return how sure the first place is; `contested` where somebody or something else has
    evidence as good, or the rise is older than the deploy.

    Being alone is no evidence: without any of its own, a merge is never more than one of several.
    """
    first = suspects[0]
    if charged is None or charged.own <= 0:
        return "low"
    lead = first.points - suspects[1].points
    sure = first.share >= points.HIGH_SHARE and lead >= points.HIGH_LEAD
    if sure and first.certain and not contested:
        return "high"
    return "medium" if first.share >= points.MEDIUM_SHARE else "low"


def _shown(suspects: tuple[Suspect, ...]) -> tuple[Suspect, ...]:
    """Return the first ones, *unknown* among them wherever it stands."""
    kept = suspects[:MOST_SHOWN]
    return kept + tuple(each for each in suspects[MOST_SHOWN:] if each.kind == "unknown")


def _older(found: Sequence[IssueEvidence]) -> Iterable[str]:
    """Yield where an error happens in code that was there before this deploy."""
    for evidence in found:
        at = evidence.lines.get(0)
        top = evidence.frames[0] if evidence.frames else None
        if at and at.older and top and top.place:
            yield (
                f"{top.place.path}:{top.frame.line}, where it crashes, is older than this deploy: "
                "perhaps newly reached."
            )

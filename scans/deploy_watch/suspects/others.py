"""What else may have done it: changes in PostHog, other people's services, what nobody knows."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from scans.deploy_watch.incident import Reason, Suspect
from scans.deploy_watch.rivals import Rival
from scans.deploy_watch.suspects import points
from scans.deploy_watch.suspects.evidence import IssueEvidence, third_party, weighed

UNKNOWN = Suspect(
    kind="unknown",
    title="something else, or unrelated",
    points=points.UNKNOWN,
    share=0.0,
    reasons=(Reason(points=points.UNKNOWN, text="it is never ruled out"),),
)

_WORTH = {
    "flag": points.FLAG,
    "experiment": points.EXPERIMENT,
    "remote_config": points.REMOTE_CONFIGURATION,
}


def around(rivals: Iterable[Rival], onset: datetime) -> tuple[Rival, ...]:
    """Return what was changed from half an hour before a rise to five minutes after."""
    before = timedelta(minutes=points.RIVAL_BEFORE_MINUTES)
    after = timedelta(minutes=points.RIVAL_AFTER_MINUTES)
    return tuple(each for each in rivals if onset - before <= each.at <= onset + after)


def suspected(rival: Rival, onset: datetime) -> Suspect:
    """Return a change in PostHog as a suspect."""
    reasons = tuple(_reasons(rival, onset))
    return Suspect(
        kind=rival.kind,
        title=f"{rival.key}: {rival.what}" if rival.what else rival.key,
        url=rival.url,
        points=sum(each.points for each in reasons),
        share=0.0,
        reasons=reasons,
    )


def exposed(rival: Rival) -> bool:
    """Whether the people who have it fail so much more often that it is no chance."""
    ratio = rival.exposed_failing_ratio
    return ratio is not None and ratio >= points.EXPOSED_RATIO


def _reasons(rival: Rival, onset: datetime) -> Iterator[Reason]:
    minutes = round((onset - rival.at).total_seconds() / 60)
    when = f"{abs(minutes)} min {'before' if minutes >= 0 else 'after'} the rise began"
    yield Reason(points=_WORTH[rival.kind], text=f"it was changed {when}")
    if rival.kind == "flag" and exposed(rival):
        ratio = f"{rival.exposed_failing_ratio:.1f} times as often as everybody"
        yield Reason(points=points.FLAG_EXPOSED, text=f"people who have it fail {ratio}")


def providers(found: Sequence[IssueEvidence]) -> Iterator[Suspect]:
    """Yield the hosts of other people in whose code, or for whose silence, errors happen."""
    worth: dict[str, float] = {}
    for weight, evidence in weighed(found):
        if host := third_party(evidence):
            worth[host] = worth.get(host, 0.0) + weight * points.PROVIDER
    for host, value in worth.items():
        text = f"the error happens in code of {host}, or for want of its answer"
        yield Suspect(
            kind="provider",
            title=host,
            points=value,
            share=0.0,
            reasons=(Reason(points=round(value, 2), text=text),),
        )

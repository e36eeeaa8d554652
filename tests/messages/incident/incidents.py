"""Incidents to write about: one as the pretend company has it, and ones that want to get out."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from scans.deploy_watch.incident import Frame, Incident, IssueFacts, Ranking, Reason, Suspect
from scans.deploy_watch.looks import CurvePoint, SeriesLook
from scans.deploy_watch.rivals import Rival
from scans.deploy_watch.verdicts import Verdict
from scans.model import Deploy

T0 = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
SHA = "3f2a1b9c" * 5
KEY = "deploy-watch:hazelnut/shop:production:4711"
ISSUE = "0192-cart"

ALARM = SeriesLook(
    series=ISSUE,
    evidence=12_345.0,
    people=37,
    expected=9.0,
    ratio=3.9,
    onset=4,
    on_new_share=0.94,
    old_rising=False,
)

CULPRIT = Suspect(
    kind="pull_request",
    title="Cache totals of the basket",
    number=482,
    url="https://github.com/hazelnut/shop/pull/482",
    author="ada",
    email="ada@hazelnut.example",
    sha="9d8c7b6" * 5,
    points=9.5,
    share=0.93,
    certain=True,
    reasons=(
        Reason(points=0.5, text="the rise began within 10 minutes of this step of the rollout"),
        Reason(points=4.0, text="line 42 of src/cart.ts came with it"),
        Reason(points=3.0, text="it changed the lines around src/cart.ts:42"),
        Reason(points=2.0, text="it changed total()"),
    ),
)
FLAG = Suspect(
    kind="flag",
    title="basket-sidebar, switched on 2 minutes before",
    url="https://posthog.example/project/1/feature_flags/7",
    points=2.0,
    share=0.04,
    reasons=(Reason(points=2.0, text="it was switched on 2 minutes before the rise"),),
)
UNKNOWN = Suspect(kind="unknown", title="unknown", points=1.0, share=0.03)
OTHER = CULPRIT.model_copy(
    update={
        "number": 479,
        "url": "https://github.com/hazelnut/shop/pull/479",
        "title": "Sort the shelves",
        "author": "bert",
        "points": 1.5,
        "reasons": (Reason(points=1.5, text="it touched src/cart.ts"),),
    }
)
RANKING = Ranking(
    suspects=(CULPRIT, FLAG, OTHER, UNKNOWN),
    certainty="high",
    notes=("2 commits of the range belong to no pull request.",),
    paths={"webpack://shop/./src/cart.ts": "src/cart.ts"},
)

CART = IssueFacts(
    issue=ISSUE,
    type="TypeError",
    message="Cannot read properties of undefined (reading 'total')",
    frames=(
        Frame(file="node_modules/react/index.js", line=1, function="render", in_app=False),
        Frame(file="webpack://shop/./src/cart.ts", line=42, function="total"),
        Frame(file="webpack://shop/./src/checkout.tsx", line=17, function="Checkout"),
    ),
    release=SHA,
    url="https://posthog.example/project/1/error_tracking/0192-cart",
)


def curve() -> tuple[CurvePoint, ...]:
    """Return two and a half hours in which the errors rise four minutes after the deploy."""
    people = (2, 1, 3, 2, 2, 1, 2, 3, 2, 2, 1, 2, 3, 9, 11, 8, 12, 10, 9, 11, 7, 4, 2, 2, 1, 2, 3)
    return tuple(
        CurvePoint(minute=5 * (n - 12), people=each, expected=2.0 + n / 40, low=0.0, high=5.5)
        for n, each in enumerate(people)
    )


RIVALS = (
    Rival(
        kind="flag",
        key="basket-sidebar",
        at=T0 + timedelta(minutes=2),
        what="switched on",
        by="cleo",
    ),
)


def incident(**changes: Any) -> Incident:
    """Return the incident of the basket, with anything changed."""
    story = Incident(
        key=KEY,
        project="shop",
        deploy=Deploy(
            repository="hazelnut/shop",
            environment="production",
            sha=SHA,
            at=T0,
            source="github.deployments",
            url="https://github.com/hazelnut/shop/deployments/4711",
            id="4711",
            deployer="dana",
        ),
        verdict=Verdict.REGRESSION,
        alarm=ALARM,
        in_evidence=(ALARM,),
        issues=(CART,),
        ranking=RANKING,
        rivals=RIVALS,
        curve=curve(),
        noticed_at=T0 + timedelta(minutes=24),
        rollback_url="https://github.com/hazelnut/shop/actions/runs/99",
        workflow_url="http://127.0.0.1:8233/namespaces/default/workflows/x",
    )
    return story.model_copy(update=changes)


def certainty(level: Any) -> Ranking:
    """Return the same ranking with another certainty."""
    return RANKING.model_copy(update={"certainty": level})


def hostile(text: str, verdict: Verdict = Verdict.REGRESSION, **changes: Any) -> Incident:
    """Return an incident in which everything that can be foreign is `text`, often and at length."""
    reason = Reason(points=1.0, text=text)
    suspect = CULPRIT.model_copy(
        update={"title": text, "url": text, "author": text, "sha": text, "reasons": (reason,) * 9}
    )
    flag = FLAG.model_copy(update={"title": text, "url": text, "reasons": (reason,)})
    frame = Frame(file=text, line=3, function=text)
    issue = IssueFacts(
        issue=text, type=text, message=text, frames=(frame,) * 9, release=text, url=text
    )
    deploy = Deploy(
        repository=text, environment=text, sha=text, at=T0, source=text, url=text, deployer=text
    )
    look = ALARM.model_copy(update={"series": text})
    return incident(
        project=text,
        deploy=deploy,
        sharing=(deploy,) * 5,
        verdict=verdict,
        alarm=look,
        in_evidence=(look,) * 9,
        issues=(issue,) * 9,
        ranking=Ranking(
            suspects=(suspect, flag) * 5,
            certainty="high",
            notes=(text,) * 9,
            paths={text: text},
        ),
        rivals=tuple(each.model_copy(update={"key": text, "what": text}) for each in RIVALS),
        blind=(text,) * 9,
        rollback_url=text,
        workflow_url=text,
        **changes,
    )


CERTAINTIES = st.sampled_from(("high", "medium", "low"))
VERDICTS = st.sampled_from(
    (Verdict.REGRESSION, Verdict.NEW_ISSUE, Verdict.CONVERSION_DROP, Verdict.SHARED_RISE)
)
STATUSES = st.sampled_from(("new", "acknowledged", "recovering", "resolved"))

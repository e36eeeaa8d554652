"""What Temporal's pages show of a watch, and that no stranger writes there."""

from scans.deploy_watch.details import details
from scans.deploy_watch.incident import Incident, Ranking, Suspect
from scans.deploy_watch.looks import Look, SeriesLook, WatchState
from scans.deploy_watch.report import in_short
from scans.deploy_watch.verdicts import Verdict
from scans.model import Deploy

DEPLOY = Deploy.model_validate(
    {
        "environment": "pro`du*ction](http://evil)",
        "sha": "a1" * 20,
        "at": "2026-11-20T12:00:00Z",
        "source": "pipeline",
    }
)
ALARM = SeriesLook(series="issue-1", evidence=12_000, people=37, expected=9, ratio=4.1)
SERIES = (
    "- `issue-1`: 37 people, 9.0 expected; lately 4.1 times as many as expected; evidence 12,000"
)
LOOK = Look(minute=9, verdict=Verdict.REGRESSION, in_evidence=(ALARM,), state=WatchState())


def incident() -> Incident:
    """An incident whose suspect's title and login are somebody's joke."""
    suspect = Suspect(
        kind="pull_request",
        title="<script>**now**</script>",
        number=41,
        author="rob`in*",
        points=9,
        share=0.93,
    )
    return Incident.model_validate(
        {
            "key": "watch",
            "project": "shop",
            "deploy": DEPLOY,
            "verdict": "regression",
            "alarm": ALARM,
            "ranking": Ranking(suspects=(suspect,), certainty="high"),
            "noticed_at": "2026-11-20T12:09:00Z",
            "issues": [{"issue": "issue-1", "frames": [{"file": "a.py"}]}],
            "curve": [{"minute": 0, "people": 1, "expected": 1, "low": 0, "high": 2}],
        }
    )


def test_a_watch_shows_its_verdict_numbers_suspects_and_why_it_is_silent() -> None:
    """Everything that is known, in the order in which somebody asks for it."""
    shown = details(
        DEPLOY,
        LOOK,
        incident(),
        silent="shadow. Not switched on.",
        said=("looks every 9 minutes.", ""),
        log=[f"line {number}" for number in range(9)],
    )
    assert shown.splitlines() == [
        "**regression**, deploy `a1a1a1a1a1a1` to `pro_du_ction__http://evil_` at 20 Nov 12:00 UTC",
        SERIES,
        "- incident: new",
        "- suspects, certainty high: #41 by `rob_in_` (9.0 points)",
        "- nobody was told: shadow. Not switched on.",
        "- looks every 9 minutes.",
        "",
        *(f"    line {number}" for number in range(4, 9)),
    ]


def test_a_new_error_is_compared_with_nothing() -> None:
    """It has no past, so nothing is said to have been expected."""
    new = ALARM.model_copy(update={"new": True, "expected": 0.0, "ratio": 1.0})
    shown = details(DEPLOY, LOOK.model_copy(update={"in_evidence": (new,)}), None)
    assert "- `issue-1`: 37 people, and nobody in the 90 days before the deploy" in shown
    assert "expected" not in shown


def test_a_funnel_counts_sessions() -> None:
    """Whoever comes to its end is a session, and no person with an error."""
    funnel = ALARM.model_copy(update={"series": "funnel:checkout"})
    shown = details(DEPLOY, LOOK.model_copy(update={"in_evidence": (funnel,)}), None)
    assert "37 sessions that came to the end, 9.0 expected" in shown


def test_before_the_first_look_nothing_is_known() -> None:
    """That is said, and is not called clear."""
    assert details(DEPLOY, None, None).startswith("**not enough evidence**")


def test_a_report_keeps_what_somebody_compares_later() -> None:
    """Curves and stacks stay behind; who was suspected does not."""
    short = in_short(incident())
    assert (short.curve, short.issues[0].frames) == ((), ())
    assert short.ranking == incident().ranking

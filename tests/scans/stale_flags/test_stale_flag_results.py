"""What is said of an experiment's outcome, and what it may never change."""

from typing import Any

import pytest

from scans.model import Documents, Json
from scans.stale_flags import StaleFlagSettings, assess, questions
from scans.stale_flags.results import ExperimentOutcome, contradiction, outcomes
from tests.scans.stale_flags.material import NOW, ago, flag, folder, listing

VARIANTS = ("control", "test")
SHIPPED: Json = {
    "groups": [{"properties": [], "rollout_percentage": 100, "variant": "test"}],
    "multivariate": {"variants": [{"key": key, "rollout_percentage": 50} for key in VARIANTS]},
}
METRIC: Json = {"kind": "ExperimentMetric", "uuid": "a", "metric_type": "funnel"}
WON: Json = {"samples": 2000, "chance_to_win": 0.97, "significant": True}
LOST: Json = {"samples": 2000, "chance_to_win": 0.02, "significant": True}
EVEN: Json = {"samples": 2000, "chance_to_win": 0.6, "significant": False}


def result(test: Json | None = None, **more: Any) -> Json:
    """Return the row of an experiment with one test variant."""
    variants = {"control": {"samples": 2120}, "test": test or EVEN}
    return {"baseline": "control", "variants": variants} | more


def outcome(row: object) -> ExperimentOutcome:
    """Return what is made of a row."""
    return outcomes(Documents({"experiment_results": {"as_of": ago(0), "rows": {"7": row}}}))[7]


def experiment(**fields: Any) -> Json:
    """Return an experiment on the flag of these tests that ended 40 days ago."""
    return {
        "id": 7,
        "feature_flag_key": "new-nav",
        "start_date": ago(100),
        "end_date": ago(40),
        "conclusion": None,
        "metrics": [METRIC],
    } | fields


def project(*experiments: Json, **documents: Any) -> Documents:
    """Return a folder with a flag that gives everyone `test`."""
    return folder(flag(filters=SHIPPED), experiments=listing(*experiments), **documents)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (result(WON), "test 97 % likely to win over control, 4,120 people"),
        (result(LOST), "test 2 % likely to win over control, 4,120 people"),
        (result(WON | {"chance_to_win": 0.9999}), "test over 99 % likely to win over control"),
        (result(EVEN), "no significant difference, 4,120 people"),
        (result({"chance_to_win": 0.9}), "significance unknown"),
        (result(EVEN, significance_code="not_enough_exposure"), "too few people to tell"),
        (result(WON, goal="decrease"), "test differs from control in what should fall"),
        (
            result({"p_value": 0.012, "significant": True, "interval": [0.1, 0.2]}),
            "test better than control (p = 0.012)",
        ),
        (
            result({"p_value": 0.012, "significant": True, "interval": [-0.2, -0.1]}),
            "test worse than control (p = 0.012)",
        ),
        (
            result({"p_value": 0.012, "significant": True}),
            "test different from control (p = 0.012)",
        ),
        (
            {
                "significant": True,
                "variants": {"control": {"chance_to_win": 0.04}, "test": {"chance_to_win": 0.96}},
            },
            "test 96 % likely to win over all others",
        ),
        (
            {"significant": False, "variants": {"test": {"chance_to_win": 0.96}}},
            "no significant difference",
        ),
        ({"variants": {}}, "unknown: the answer cannot be read"),
        (3, "unknown: the answer cannot be read"),
    ],
)
def test_an_outcome_in_a_few_words(row: object, said: str) -> None:
    """A win is only what PostHog calls significant, and nothing is ever certain."""
    assert outcome(row).summary.startswith(said)


@pytest.mark.parametrize(
    ("row", "value", "said"),
    [
        (result(WON), "test", ""),
        (result(WON), "control", '"test" won'),
        (result(WON), False, '"test" won'),
        (result(WON), True, ""),
        (result(WON), "another", ""),
        (result(LOST), "test", '"control" won'),
        (result(LOST), False, ""),
        (result(EVEN), "test", ""),
        (result(WON, goal="decrease"), "control", ""),
        (result({"p_value": 0.01, "significant": True}), "control", ""),
        (result({"p_value": 0.01, "significant": True, "interval": [-2, -1]}), "test", "control"),
    ],
)
def test_what_was_shipped_against_the_numbers(row: Json, value: bool | str, said: str) -> None:
    """Only where it is sure which one won."""
    against = contradiction(None, outcome(row), value, VARIANTS)
    assert (said in against) if said else against == ""


@pytest.mark.parametrize(
    ("conclusion", "value", "variants", "against"),
    [
        ("lost", "test", VARIANTS, True),
        ("lost", "control", VARIANTS, False),
        ("lost", False, VARIANTS, False),
        ("won", "control", VARIANTS, True),
        ("won", False, VARIANTS, True),
        ("won", "test", VARIANTS, False),
        ("lost", "a", ("a", "b"), False),
        ("inconclusive", "test", VARIANTS, False),
    ],
)
def test_what_was_shipped_against_a_persons_word(
    conclusion: str, value: bool | str, variants: tuple[str, ...], against: bool
) -> None:
    """A person speaks of the test variants; which one is none has to be known."""
    said = contradiction(conclusion, None, value, variants)
    assert said == (f'its conclusion is "{conclusion}"' if against else "")


@pytest.mark.parametrize("row", [result(WON), result(LOST), 3, None])
def test_an_outcome_changes_no_verdict(row: object) -> None:
    """Value, readiness and identity of the finding stay what they are without it."""
    rows = {"as_of": ago(0), "rows": {"7": row}}
    (told,) = assess(
        project(experiment(), experiment_results=rows), StaleFlagSettings(), NOW
    ).candidates
    (plain,) = assess(project(experiment()), StaleFlagSettings(), NOW).candidates
    spoken = {"reason", "evidence"}
    assert told.model_dump(exclude=spoken) == plain.model_dump(exclude=spoken)


@pytest.mark.parametrize("odd", [3, [], {"rows": 3}, {"rows": {"x": {}}, "unasked": []}])
def test_an_odd_document_says_nothing(odd: Any) -> None:
    """Nobody is blind for it."""
    judged = assess(project(experiment(), experiment_results=odd), StaleFlagSettings(), NOW)
    assert judged == assess(project(experiment()), StaleFlagSettings(), NOW)


@pytest.mark.parametrize(
    ("more", "asked"),
    [
        ({}, METRIC),
        ({"metrics": [METRIC | {"uuid": "b"}, METRIC]}, METRIC | {"uuid": "b"}),
        (
            {
                "metrics": [METRIC | {"uuid": "b"}, METRIC],
                "primary_metrics_ordered_uuids": ["a", "b"],
            },
            METRIC,
        ),
        (
            {"metrics": [], "saved_metrics": [{"query": METRIC, "metadata": {"type": "primary"}}]},
            METRIC,
        ),
        (
            {
                "metrics": [],
                "saved_metrics": [{"query": METRIC, "metadata": {"type": "secondary"}}],
            },
            None,
        ),
        ({"metrics": "odd"}, None),
        ({"metrics": [], "saved_metrics": [{"metadata": {"type": "primary"}}]}, None),
        ({"metrics": None, "metrics_secondary": [METRIC]}, None),
        ({"conclusion": "stopped_early"}, None),
        ({"end_date": ago(3)}, None),
    ],
)
def test_the_first_primary_metric_is_asked_for(more: Json, asked: Json | None) -> None:
    """In the order that people gave them; nothing where a person has concluded."""
    wanted = questions(project(experiment(**more)), StaleFlagSettings(), NOW).results
    assert [one.metric for one in wanted] == ([] if asked is None else [asked])

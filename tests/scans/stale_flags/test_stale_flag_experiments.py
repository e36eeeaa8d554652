"""What is told of an experiment that is over."""

from typing import Any

import pytest

from scans.model import Documents
from scans.stale_flags import FlagCandidate, StaleFlagSettings, Verdict, assess
from tests.scans.stale_flags.material import NOW, ago

ENDED = "2026-10-11T12:00:00Z"
SHIPPED: dict[str, Any] = {
    "groups": [{"properties": [], "rollout_percentage": 100, "variant": "test"}],
    "multivariate": {
        "variants": [
            {"key": "control", "rollout_percentage": 50},
            {"key": "test", "rollout_percentage": 50},
        ]
    },
}


def experiment(**fields: Any) -> dict[str, Any]:
    """Return an experiment on the flag `rail` that ended 40 days ago."""
    return {
        "id": 7,
        "name": "Side rail",
        "feature_flag_key": "rail",
        "start_date": ago(100),
        "end_date": ago(40),
        "conclusion": "won",
    } | fields


def candidate(*experiments: dict[str, Any]) -> FlagCandidate:
    """Return what is concluded about the flag that these experiments ran on."""
    flag: dict[str, Any] = {
        "id": 1,
        "key": "rail",
        "active": True,
        "filters": SHIPPED,
        "created_at": ago(120),
        "updated_at": ago(38),
    }
    documents = Documents(
        {"feature_flags": {"results": [flag]}, "experiments": {"results": list(experiments)}},
        complete_by_declaration=True,
    )
    (found,) = assess(documents, StaleFlagSettings(), NOW).candidates
    return found


def facts(found: FlagCandidate) -> dict[str, Any]:
    """Return what is told of the experiment."""
    return {fact.name: fact.value for fact in found.evidence if fact.source == "posthog.experiment"}


def test_the_shipped_variant_is_kept_and_the_experiment_named() -> None:
    """The value comes from the configuration; name, end and conclusion stand beside it."""
    found = candidate(experiment())
    assert found.verdict is Verdict.EXPERIMENT_CONCLUDED
    assert found.fixed_value == "test"
    assert facts(found) == {
        "experiment_ended_at": ENDED,
        "experiment": "Side rail",
        "experiment_conclusion": "won",
    }


def test_a_conclusion_decides_nothing() -> None:
    """Whatever a person concluded, what everyone gets is what is kept."""
    assert candidate(experiment(conclusion="lost")).fixed_value == "test"


@pytest.mark.parametrize("odd", [None, 3, ["won"], {"is": "won"}])
def test_an_odd_name_or_conclusion_is_left_out(odd: Any) -> None:
    """What is only shown makes no experiment unreadable."""
    told = facts(candidate(experiment(name=odd, conclusion=odd)))
    assert told == {"experiment_ended_at": ENDED}


def test_the_last_of_several_experiments_is_told() -> None:
    """An earlier one is over longer, and another may have followed it."""
    earlier = experiment(id=3, name="First try", end_date=ago(70), conclusion="inconclusive")
    assert facts(candidate(earlier, experiment()))["experiment"] == "Side rail"

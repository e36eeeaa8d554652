"""The result of an experiment, out of every shape in which servers give it."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from clients.errors import AnswerUnusable
from clients.posthog import PostHog
from clients.posthog.experiment_results import NOT_WHOLE, row
from scans.model import Json, MetricOf, Questions

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
METRIC: Json = {"kind": "ExperimentMetric", "name": "Paid orders", "metric_type": "funnel"}
BASELINE: Json = {"key": "control", "number_of_samples": 2050, "sum": 9, "sum_squares": 9}
TEST: Json = {"key": "test", "number_of_samples": 2070, "sum": 9, "sum_squares": 9}
ANSWER: Json = {"baseline": BASELINE, "variant_results": [TEST]}


def asked(*numbers: int, metric: Json = METRIC) -> Questions:
    """Return questions about experiments."""
    return Questions(results=tuple(MetricOf(experiment=one, metric=metric) for one in numbers))


def of(**test: Any) -> Json:
    """Return what is kept of a test variant of a newer server."""
    return row({"baseline": BASELINE, "variant_results": [TEST | test]})["variants"]["test"]


async def test_the_question_names_itself_and_is_never_cached(
    open_project: Callable[..., PostHog],
) -> None:
    """People of the project see in their query log who asked for what."""
    sent: list[Json] = []

    def handler(request: httpx.Request) -> httpx.Response:
        sent.append(json.loads(request.content))
        return httpx.Response(200, json=ANSWER)

    read = await open_project(handler).experiment_results(NOW, asked(7))
    query = {"kind": "ExperimentQuery", "experiment_id": 7, "metric": METRIC}
    name = "groundskeeper: experiment result"
    assert sent == [{"query": query, "refresh": "force_blocking", "name": name}]
    assert (read["as_of"], read["unasked"]) == ("2026-11-20T09:00:00Z", {})
    assert read["rows"]["7"]["metric"] == "Paid orders"


def test_chances_of_a_newer_server() -> None:
    """Each variant against the baseline; sums are of no use."""
    bayesian = {"chance_to_win": 0.97, "credible_interval": [0.01, 0.2], "significant": True}
    said = row({"baseline": BASELINE, "variant_results": [TEST | bayesian]})
    assert said == {
        "baseline": "control",
        "variants": {
            "control": {"samples": 2050},
            "test": {
                "samples": 2070,
                "chance_to_win": 0.97,
                "significant": True,
                "interval": [0.01, 0.2],
            },
        },
    }


def test_p_values_of_a_newer_server() -> None:
    """The other statistics have their own interval."""
    frequentist = {"p_value": 0.3, "confidence_interval": [-0.1, 0.2], "significant": False}
    assert of(**frequentist) == {
        "samples": 2070,
        "p_value": 0.3,
        "significant": False,
        "interval": [-0.1, 0.2],
    }


@pytest.mark.parametrize(
    ("variant", "samples"),
    [
        ({"absolute_exposure": 40, "count": 9, "exposure": 1}, {"samples": 40}),
        ({"success_count": 10, "failure_count": 20}, {"samples": 30}),
        ({"count": 9}, {}),
    ],
)
def test_older_servers_give_chances_by_variant(variant: Json, samples: Json) -> None:
    """Trends count exposures, funnels who got through and who did not."""
    said = row(
        {
            "variants": [{"key": "control"}, {"key": "test"} | variant],
            "probability": {"control": 0.1, "test": 0.9},
            "significant": False,
            "significance_code": "low_win_probability",
            "p_value": 0.2,
            "credible_intervals": {"test": [0.1, 0.2]},
        }
    )
    assert said == {
        "significance_code": "low_win_probability",
        "significant": False,
        "p_value": 0.2,
        "variants": {"control": {"chance_to_win": 0.1}, "test": {**samples, "chance_to_win": 0.9}},
    }


@pytest.mark.parametrize("odd", [None, "0.9", True, 1.2, -1, [], {}])
def test_an_odd_number_is_left_out(odd: Any) -> None:
    """What is not a fraction is no chance, and is never read as nothing."""
    assert of(chance_to_win=odd, p_value=odd) == {"samples": 2070}


@pytest.mark.parametrize("odd", [None, "yes", 1, [1], [1, "2"], [1, 2, 3], [None, 2]])
def test_an_odd_interval_or_switch_is_left_out(odd: Any) -> None:
    """The rest of the variant is no less true."""
    assert of(credible_interval=odd, significant=odd) == {"samples": 2070}


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"error": "out of memory"},
        {"baseline": None, "variant_results": None},
        {"baseline": {}, "variant_results": "many"},
        {"variants": [{"key": 3}], "probability": {}},
        {"results": [[1]]},
    ],
)
def test_an_answer_that_says_nothing_is_unusable(odd: Json) -> None:
    """An empty result would read as one without a difference."""
    with pytest.raises(AnswerUnusable):
        row(odd)


@pytest.mark.parametrize("status", [400, 403, 404, 429, 500])
async def test_trouble_is_a_reason_and_nothing_is_sent_twice(
    open_project: Callable[..., PostHog], envelope: Callable[[str], Json], status: int
) -> None:
    """Of one experiment: the other one is asked all the same."""
    sent: list[int] = []

    def handler(request: httpx.Request) -> httpx.Response:
        number = json.loads(request.content)["query"]["experiment_id"]
        sent.append(number)
        if number == 7:
            return httpx.Response(status, json=envelope("x"))
        return httpx.Response(200, json=ANSWER)

    read = await open_project(handler).experiment_results(NOW, asked(7, 8))
    assert (list(read["rows"]), list(read["unasked"])) == (["8"], ["7"])
    assert sent.count(7) == (2 if status == 404 else 1)  # one for each of the two addresses


async def test_a_metric_that_was_redacted_is_not_asked_for(
    open_project: Callable[..., PostHog],
) -> None:
    """It would be another metric."""
    odd = METRIC | {"series": [{"payload": "<removed>"}]}
    read = await open_project(httpx.Response(200, json=ANSWER)).experiment_results(
        NOW, asked(7, metric=odd)
    )
    assert NOT_WHOLE in read["unasked"]["7"]

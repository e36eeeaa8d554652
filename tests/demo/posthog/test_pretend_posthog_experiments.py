"""The query that tells how an experiment came out."""

from typing import Any

import httpx
import pytest

pytestmark = pytest.mark.requires_server
QUERY = "/api/projects/1/query/"


def _ask(client: httpx.Client, number: int, **more: Any) -> httpx.Response:
    listed = client.get("/api/projects/1/experiments/").json()["results"]
    metric = next((one["metrics"][0] for one in listed if one["id"] == number), {"kind": "x"})
    query = {"kind": "ExperimentQuery", "experiment_id": number, "metric": metric} | more
    return client.post(QUERY, json={"query": query, "refresh": "force_blocking"})


def test_variants_are_compared_with_the_first(company: httpx.Client):
    """Unless one is called control. Everybody who got one answer of the flag counts once."""
    assert _ask(company, 503).json()["baseline"]["key"] == "control"
    answer = _ask(company, 501).json()
    assert answer["baseline"]["key"] == "long"
    assert answer["baseline"]["number_of_samples"] > 0
    (test,) = answer["variant_results"]
    assert test["method"] == "bayesian"
    assert 0 <= test["chance_to_win"] <= 1


def test_metrics_of_years_ago_are_counted_too(company: httpx.Client):
    """A trend counts how often people did something."""
    assert _ask(company, 503).status_code == 200


@pytest.mark.parametrize(
    ("number", "more", "code"),
    [
        (501, {"metric": None}, "required"),
        (999, {}, "invalid_input"),
        (501, {"odd": 1}, "test_server_gap"),
        (502, {}, "test_server_gap"),
    ],
)
def test_what_cannot_be_answered_is_refused(
    company: httpx.Client, number: int, more: dict[str, Any], code: str
):
    """No metric, no such experiment, an option or a kind of metric that is not covered."""
    refused = _ask(company, number, **more)
    assert (refused.status_code, refused.json()["code"]) == (400, code)


def test_older_servers_answer_in_another_shape(playground: httpx.Client):
    """Nobody has seen the flag in an empty project, and that is said in either shape."""
    playground.post("/_control/modes", json={"experiment_answers": "older"}).raise_for_status()
    assert _ask(playground, 501).json()["code"] == "invalid_input"

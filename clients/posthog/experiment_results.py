"""How experiments came out: the first primary metric of each, one query an experiment.

What is read here decides nothing, so trouble is never waited for and never raised: an experiment
whose outcome could not be read stands in `unasked` with the reason. Servers answer in two shapes.
Newer ones compare each variant with a `baseline`; older ones give `probability` by variant, the
chance to be the best of all, and one `significant` for the whole experiment.
"""

import json
import math
from collections.abc import Awaitable, Iterable, Iterator
from datetime import datetime
from typing import Any, Protocol, cast

from clients.errors import ClientError
from clients.posthog.redaction import REMOVED
from clients.posthog.usage_rows import iso, seconds, unusable
from scans.model import Json, MetricOf, Questions

NAME = "experiment result"

KIND = "ExperimentQuery"

MOST = 2
"""Experiments that a run asks for: each is a query that PostHog cannot answer from counts."""

MOST_VARIANTS = 20
"""PostHog's own limit for one experiment."""

TOO_MANY = f"a run reads the results of {MOST} experiments"
NOT_WHOLE = "its metric is not known whole"


class Answer(Protocol):
    """What asks: `Queries.answer`."""

    def __call__(self, query: Json, name: str, *, attempts: int | None = None) -> Awaitable[Json]:
        """Return the answer to a query of any kind; `attempts` bounds how often it is sent."""
        ...


async def read(answer: Answer, now: datetime, questions: Questions) -> Json:
    """Return `{"as_of", "rows": {EXPERIMENT_ID: …}, "unasked": {EXPERIMENT_ID: REASON}}`.

    A row is `{"metric", "goal", "baseline", "significant", "significance_code", "p_value",
    "variants": {KEY: {"samples", "chance_to_win", "p_value", "significant", "interval"}}}`; what an
    answer does not say is left out of it. Shares are fractions in [0, 1], an interval is that of
    the difference from the baseline.
    """
    rows: dict[str, Json] = {}
    unasked: dict[str, str] = {}
    for each in questions.results[:MOST]:
        try:
            rows[str(each.experiment)] = await _row(answer, each)
        except ClientError as error:
            unasked[str(each.experiment)] = error.detail or str(error)
    unasked |= {str(each.experiment): TOO_MANY for each in questions.results[MOST:]}
    return {"as_of": iso(seconds(now)), "rows": rows, "unasked": unasked}


async def _row(answer: Answer, wanted: MetricOf) -> Json:
    metric = wanted.metric
    if REMOVED in json.dumps(metric):
        raise unusable(NAME, NOT_WHOLE)
    query: Json = {"kind": KIND, "experiment_id": wanted.experiment, "metric": metric}
    said = await answer(query, NAME, attempts=1)
    return {**_texts(metric, metric="name", goal="goal"), **row(said)}


def row(said: Json) -> Json:
    """Return what an answer of any age says. Raises `AnswerUnusable` if it says nothing."""
    if said.get("error"):
        raise unusable(NAME, str(said["error"]))
    baseline = said.get("baseline")
    variants = _newer(said) if isinstance(baseline, dict) else _older(said)
    if not variants:
        raise unusable(NAME, "no variants in it")
    kept: Json = _texts(said, significance_code="significance_code")
    if isinstance(baseline, dict):
        return {**kept, **_texts(cast("Json", baseline), baseline="key"), "variants": variants}
    told = {**_switch(said), **_share(said, "p_value", "p_value")}
    return {**kept, **told, "variants": variants}


def _newer(said: Json) -> dict[str, Json]:
    compared = _objects([said["baseline"], *_list(said.get("variant_results"))])
    return {key: _compared(one) for key, one in _keyed(compared)}


def _compared(one: Json) -> Json:
    interval = one.get("credible_interval", one.get("confidence_interval"))
    return {
        **_samples(one, ("number_of_samples",)),
        **_share(one, "chance_to_win", "chance_to_win"),
        **_share(one, "p_value", "p_value"),
        **_switch(one),
        **_interval(interval),
    }


def _older(said: Json) -> dict[str, Json]:
    """A trend counts exposures, a funnel those who got through and those who did not."""
    chances = said.get("probability")
    told = cast("Json", chances) if isinstance(chances, dict) else {}
    counted = dict(_keyed(_objects(_list(said.get("variants")))))
    keys = [key for key in (*counted, *told) if key in told]
    return {
        key: {
            **_exposures(counted.get(key, {})),
            **_share(told, key, "chance_to_win"),
        }
        for key in dict.fromkeys(keys[:MOST_VARIANTS])
    }


def _exposures(one: Json) -> Json:
    through = _samples(one, ("success_count", "failure_count"))
    return through or _samples(one, ("absolute_exposure",))


def _samples(one: Json, names: Iterable[str]) -> Json:
    counts = [_number(one.get(name)) for name in names]
    known = [count for count in counts if count is not None and count >= 0]
    return {"samples": round(sum(known))} if len(known) == len(counts) else {}


def _share(one: Json, name: str, kept: str) -> Json:
    value = _number(one.get(name))
    return {} if value is None or not 0 <= value <= 1 else {kept: value}


def _switch(one: Json) -> Json:
    value = one.get("significant")
    return {"significant": value} if isinstance(value, bool) else {}


def _interval(value: Any) -> Json:
    ends = [_number(end) for end in _list(value)]
    return {"interval": ends} if len(ends) == 2 and None not in ends else {}


def _texts(one: Json, **names: str) -> Json:
    """Return the text fields of `one` under other names."""
    found = {kept: one.get(name) for kept, name in names.items()}
    return {kept: value for kept, value in found.items() if isinstance(value, str) and value}


def _keyed(variants: Iterable[Json]) -> Iterator[tuple[str, Json]]:
    keyed = [(one.get("key"), one) for one in variants]
    named = [(key, one) for key, one in keyed if isinstance(key, str) and key]
    return iter(named[:MOST_VARIANTS])


def _objects(values: Iterable[Any]) -> list[Json]:
    return [cast("Json", one) for one in values if isinstance(one, dict)]


def _list(value: Any) -> list[Any]:
    return cast("list[Any]", value) if isinstance(value, list) else []


def _number(value: Any) -> float | None:
    numeric = isinstance(value, int | float) and not isinstance(value, bool)
    return value if numeric and math.isfinite(value) else None

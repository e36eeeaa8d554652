"""How an experiment came out: the query that compares its variants, counted from the events."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import sqrt
from statistics import NormalDist

from demo.posthog.door import Call
from demo.posthog.events import Event
from demo.posthog.replies import Reply, gap, invalid
from demo.posthog.shapes import Json, an_object

KIND = "ExperimentQuery"
_KNOWN = {"kind", "experiment_id", "metric"}
_CONTROL = "control"
_ENOUGH = 50
"""People in each variant, below which nothing is called significant."""
_SURE = 0.95
_NORMAL = NormalDist()


@dataclass
class _Counted:
    """One variant: a value for each of its people."""

    key: str
    values: list[float]

    @property
    def mean(self) -> float:
        return sum(self.values) / len(self.values)

    @property
    def error(self) -> float:
        """Standard error of the mean, squared."""
        squares = sum((value - self.mean) ** 2 for value in self.values)
        return squares / len(self.values) ** 2

    def body(self) -> Json:
        squares = sum(value**2 for value in self.values)
        return {
            "key": self.key,
            "number_of_samples": len(self.values),
            "sum": sum(self.values),
            "sum_squares": squares,
        }


@dataclass(frozen=True)
class _Difference:
    """One variant against the baseline, relative to it."""

    variant: _Counted
    middle: float
    error: float
    enough: bool

    @property
    def chance(self) -> float:
        if not self.error:
            return 0.5 if not self.middle else float(self.middle > 0)
        return _NORMAL.cdf(self.middle / self.error)

    @property
    def interval(self) -> list[float]:
        reach = _NORMAL.inv_cdf(0.975) * self.error
        return [self.middle - reach, self.middle + reach]

    @property
    def p_value(self) -> float:
        return 2 * min(self.chance, 1 - self.chance)

    def body(self, method: str) -> Json:
        told: Json = self.variant.body() | {"method": method}
        if method == "frequentist":
            significant = self.enough and self.p_value < 1 - _SURE
            return told | {
                "p_value": self.p_value,
                "confidence_interval": self.interval,
                "significant": significant,
            }
        significant = self.enough and not 1 - _SURE <= self.chance <= _SURE
        return told | {
            "chance_to_win": self.chance,
            "credible_interval": self.interval,
            "significant": significant,
        }


def answer(call: Call, query: Json) -> Reply:
    """Compare the variants; raises `ApiError` for what is missing or what we cannot do."""
    unknown = sorted(query.keys() - _KNOWN)
    if unknown:
        raise gap(f"the query option {unknown[0]!r}")
    metric = an_object(query.get("metric"))
    if metric is None:
        raise invalid("query.metric: Field required", "required")
    experiment = _experiment(call, query.get("experiment_id"))
    counted = _counted(call.world.story.events, experiment, metric, call.world.clock())
    baseline = counted.pop(_baseline(experiment), None)
    if baseline is None or not counted or not baseline.mean:
        raise invalid("No exposures were found for this experiment.", "no-exposures")
    differences = [_difference(one, baseline) for one in counted.values()]
    if call.world.modes.experiment_answers == "older":
        return Reply(_older(baseline, differences), "experiment-query")
    method = str((an_object(experiment.get("stats_config")) or {}).get("method", "bayesian"))
    body: Json = {
        "kind": KIND,
        "baseline": baseline.body(),
        "variant_results": [one.body(method) for one in differences],
        "significance_code": None,
        "query_status": None,
    }
    return Reply(body, "experiment-query")


def _experiment(call: Call, number: object) -> Json:
    for one in call.world.story.experiments:
        if one["id"] == number and one["start_date"] is not None:
            return one
    raise invalid(f"query.experiment_id: no experiment {number!r} that has started")


def _baseline(experiment: Json) -> str:
    keys = [str(one["key"]) for one in experiment["parameters"]["feature_flag_variants"]]
    return _CONTROL if _CONTROL in keys else keys[0]


def _counted(
    events: Iterable[Event], experiment: Json, metric: Json, now: datetime
) -> dict[str, _Counted]:
    """Count everybody from the first answer of the flag on; who saw two variants is left out."""
    since = datetime.fromisoformat(experiment["start_date"])
    until = datetime.fromisoformat(experiment["end_date"]) if experiment["end_date"] else now
    within = [event for event in events if since <= event.timestamp < until]
    seen: dict[str, set[str]] = {}
    done: dict[str, list[Event]] = {}
    for event in within:
        if event.properties.get("$feature_flag") == experiment["feature_flag_key"]:
            response = str(event.properties.get("$feature_flag_response"))
            seen.setdefault(event.distinct_id, set()).add(response)
        elif event.distinct_id in seen:
            done.setdefault(event.distinct_id, []).append(event)
    counted: dict[str, _Counted] = {}
    for person, variants in seen.items():
        if len(variants) == 1:
            (key,) = variants
            value = _value(metric, done.get(person, []))
            counted.setdefault(key, _Counted(key, [])).values.append(value)
    return dict(sorted(counted.items()))


def _value(metric: Json, events: list[Event]) -> float:
    """What one person did: all steps in order, or how much of something."""
    kind, of = metric.get("kind"), metric.get("metric_type")
    if of == "funnel":
        return _got_through(metric["series"], events)
    if of == "mean":
        return _sum(metric["source"], events)
    if kind == "ExperimentFunnelsQuery":
        return _got_through(metric["funnels_query"]["series"], events)
    if kind == "ExperimentTrendsQuery":
        return _sum(metric["count_query"]["series"][0], events)
    raise gap(f"a metric of type {of!r}")


def _got_through(series: list[Json], events: list[Event]) -> float:
    names = [step["event"] for step in series]
    for event in events:
        if names and event.name == names[0]:
            names.pop(0)
    return float(not names)


def _sum(node: Json, events: list[Event]) -> float:
    done = [event for event in events if event.name == node["event"]]
    if node.get("math") != "sum":
        return float(len(done))
    return float(sum(event.properties.get(node["math_property"]) or 0 for event in done))


def _difference(variant: _Counted, baseline: _Counted) -> _Difference:
    scale = abs(baseline.mean)
    enough = min(len(variant.values), len(baseline.values)) >= _ENOUGH
    error = sqrt(variant.error + baseline.error) / scale
    return _Difference(variant, (variant.mean - baseline.mean) / scale, error, enough)


def _older(baseline: _Counted, differences: list[_Difference]) -> Json:
    """The answer of years ago: chances of everybody, and one word for the whole experiment."""
    best = max(differences, key=lambda one: one.chance)
    rest = 1 - best.chance
    enough = all(one.enough for one in differences)
    significant = enough and max(best.chance, rest) > _SURE
    unsure = "low_win_probability" if enough else "not_enough_exposure"
    counted = [baseline, *(one.variant for one in differences)]
    return {
        "kind": KIND,
        "variants": [
            {"key": one.key, "count": sum(one.values), "exposure": 1}
            | {"absolute_exposure": len(one.values)}
            for one in counted
        ],
        "probability": {one.key: 0.0 for one in counted}
        | {baseline.key: rest, best.variant.key: best.chance},
        "significant": significant,
        "significance_code": "significant" if significant else unsure,
        "credible_intervals": {one.variant.key: one.interval for one in differences},
        "p_value": best.p_value,
        "stats_version": 2,
    }

"""What else this scan wants to know of PostHog: how the experiments behind its findings came out.

Only where nobody has said so: a person's conclusion stands above any number. The outcome decides
nothing, so it is asked for last, and of the experiments that ended last first.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, cast

from scans.evidence.times import moment
from scans.model.documents import Documents, Json
from scans.model.questions import MetricOf, Questions
from scans.stale_flags.rule import Verdict, judge, last_experiment
from scans.stale_flags.settings import StaleFlagSettings
from scans.stale_flags.signals import read
from scans.stale_flags.sources import EXPERIMENTS


def questions(documents: Documents, settings: StaleFlagSettings, now: datetime) -> Questions:
    """Return what is unread after the base reading. Never raises, whatever stands in documents."""
    metrics = dict(_unconcluded(documents, now))
    if not metrics:
        return Questions()
    concluded = [
        last_experiment(signals, now)
        for signals in read(documents).flags
        if judge(signals, settings, now).verdict is Verdict.EXPERIMENT_CONCLUDED
    ]
    dated = {
        (one.end_date, one.id)
        for one in concluded
        if one and one.end_date and one.id is not None and one.id in metrics
    }
    wanted = [number for _, number in sorted(dated, reverse=True)]
    return Questions(results=tuple(MetricOf(experiment=one, metric=metrics[one]) for one in wanted))


def _unconcluded(documents: Documents, now: datetime) -> Iterator[tuple[int, Json]]:
    """Yield the id and the first primary metric of each that ended without a conclusion."""
    listed = documents.documents.get(EXPERIMENTS, {}).get("results")
    for item in _objects(listed):
        number, metric = item.get("id"), _first_metric(item)
        concluded = isinstance(item.get("conclusion"), str) and item["conclusion"]
        ended = moment(item.get("end_date"))
        over = ended is not None and ended <= now
        if type(number) is int and metric is not None and over and not concluded:
            yield number, metric


def _first_metric(experiment: Json) -> Json | None:
    saved = [
        one.get("query")
        for one in _objects(experiment.get("saved_metrics"))
        if _kind(one.get("metadata")) == "primary"
    ]
    metrics = _objects([*_list(experiment.get("metrics")), *saved])
    order = _list(experiment.get("primary_metrics_ordered_uuids"))
    places = {
        uuid: place for place, uuid in reversed(list(enumerate(order))) if isinstance(uuid, str)
    }
    return min(metrics, key=lambda one: _place(one, places), default=None)


def _place(metric: Json, places: dict[str, int]) -> int:
    uuid = metric.get("uuid")
    return places.get(uuid, len(places)) if isinstance(uuid, str) else len(places)


def _kind(metadata: object) -> object:
    return cast("Json", metadata).get("type") if isinstance(metadata, dict) else None


def _objects(value: object) -> list[Json]:
    return [one for one in _list(value) if isinstance(one, dict)]


def _list(value: object) -> list[Any]:
    return cast("list[Any]", value) if isinstance(value, list) else []

"""Questions people save, in every shape in which PostHog names an event."""

from typing import Any

from demo.posthog.shapes import Json


def event(name: str | None, **more: Any) -> Json:
    """A series that reads one event; `None` reads every event."""
    return {"kind": "EventsNode", "event": name, "name": name, "math": "total"} | more


def action(number: int, name: str) -> Json:
    """A series that reads a saved action."""
    return {"kind": "ActionsNode", "id": number, "name": name, "math": "total"}


def shown(source: Json) -> Json:
    """A query as an insight keeps it."""
    return {"kind": "InsightVizNode", "source": source}


def trends(*series: Json, breakdown: str | None = None) -> Json:
    """Lines over time, cut by an event property if asked."""
    source: Json = {"kind": "TrendsQuery", "series": list(series), "interval": "week"}
    if breakdown is not None:
        source["breakdownFilter"] = {"breakdown": breakdown, "breakdown_type": "event"}
    return shown(source)


def funnel_source(*names: str, without: tuple[str, ...] = ()) -> Json:
    """Steps in this order, with nothing of `without` between the first two."""
    exclusions = [event(name, funnelFromStep=0, funnelToStep=1) for name in without]
    return {
        "kind": "FunnelsQuery",
        "series": [event(name) for name in names],
        "funnelsFilter": {"funnelVizType": "steps", "exclusions": exclusions},
    }


def funnel(*names: str, without: tuple[str, ...] = ()) -> Json:
    """A funnel."""
    return shown(funnel_source(*names, without=without))


def retention(first: str, again: str) -> Json:
    """Who did the one and later the other."""
    return shown(
        {
            "kind": "RetentionQuery",
            "retentionFilter": {
                "targetEntity": {"id": first, "name": first, "type": "events"},
                "returningEntity": {"id": again, "name": again, "type": "events"},
                "period": "Week",
                "totalIntervals": 8,
            },
        }
    )


def paths(*steps: str, without: tuple[str, ...] = ()) -> Json:
    """Where people go from the first of `steps` to the last."""
    return shown(
        {
            "kind": "PathsQuery",
            "pathsFilter": {
                "includeEventTypes": ["custom_event"],
                "startPoint": steps[0],
                "endPoint": steps[-1],
                "excludeEvents": list(without),
            },
            "funnelPathsFilter": {
                "funnelPathType": "funnel_path_between_steps",
                "funnelSource": funnel_source(*steps),
            },
        }
    )


def lifecycle(name: str) -> Json:
    """New, returning and dormant people."""
    return shown({"kind": "LifecycleQuery", "series": [event(name)]})


def stickiness(*names: str) -> Json:
    """On how many days people do it."""
    return shown({"kind": "StickinessQuery", "series": [event(name) for name in names]})


def chart(text: str) -> Json:
    """A chart of a HogQL text, where an event is a word among others."""
    return {"kind": "DataVisualizationNode", "source": {"kind": "HogQLQuery", "query": text}}


def table(text: str) -> Json:
    """A table of a HogQL text."""
    return {"kind": "DataTableNode", "source": {"kind": "HogQLQuery", "query": text}}


def event_table(name: str) -> Json:
    """The newest events of a name."""
    source = {"kind": "EventsQuery", "select": ["*", "timestamp"], "event": name}
    return {"kind": "DataTableNode", "source": source}


def old_filters(*names: str, actions: tuple[int, ...] = ()) -> Json:
    """What insights kept before queries."""
    return {
        "insight": "TRENDS",
        "events": [
            {"id": name, "type": "events", "order": order, "name": name, "math": "total"}
            for order, name in enumerate(names)
        ],
        "actions": [{"id": number, "type": "actions"} for number in actions],
        "date_from": "-30d",
    }


def metric(number: str, kind: str, **parts: Any) -> Json:
    """An experiment's metric: `funnel`, `mean`, `ratio` or `retention`."""
    return {
        "kind": "ExperimentMetric",
        "uuid": number,
        "name": "Paid orders",
        "metric_type": kind,
        "goal": "increase",
    } | parts


def funnel_metric(number: str, *names: str) -> Json:
    """The share that gets through the steps."""
    return metric(number, "funnel", series=[event(name) for name in names])


def mean_metric(number: str, name: str, of: str) -> Json:
    """A property's sum per person."""
    return metric(number, "mean", source=event(name, math="sum", math_property=of))


def ratio_metric(number: str, above: str, below: str) -> Json:
    """One event per another."""
    return metric(number, "ratio", numerator=event(above), denominator=event(below))


def retention_metric(number: str, first: str, again: str) -> Json:
    """The share that comes back."""
    return metric(
        number,
        "retention",
        start_event=event(first),
        completion_event=event(again),
        retention_window_start=1,
        retention_window_end=7,
        retention_window_unit="day",
    )


def old_trends_metric(name: str) -> Json:
    """A metric of the experiments of years ago."""
    counted = {"kind": "TrendsQuery", "series": [event(name)]}
    return {"kind": "ExperimentTrendsQuery", "count_query": counted, "exposure_query": None}


def old_funnel_metric(*names: str) -> Json:
    """Another one."""
    return {"kind": "ExperimentFunnelsQuery", "funnels_query": funnel_source(*names)}


def did(name: str | int, days: int = 30) -> Json:
    """A cohort's condition: people who did this lately; a number is an action's."""
    kind = "actions" if isinstance(name, int) else "events"
    return {
        "type": "behavioral",
        "key": name,
        "event_type": kind,
        "value": "performed_event",
        "time_value": days,
        "time_interval": "day",
        "negation": False,
    }


def did_in_turn(first: str, then: str) -> Json:
    """A cohort's condition: people who did the one and then the other."""
    return did(first) | {
        "value": "performed_event_sequence",
        "seq_event": then,
        "seq_event_type": "events",
        "seq_time_value": 7,
        "seq_time_interval": "day",
    }

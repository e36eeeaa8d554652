"""What hangs on Hazelnut's flags and events: experiments, surveys, insights and the like."""

from datetime import datetime, timedelta
from uuid import UUID

from demo.posthog.company_flags import (
    BETA_COHORT,
    CHECKOUT_SURVEY,
    DELIVERY_SLOTS,
    HOLIDAY_HOURS,
)
from demo.posthog.flag_items import iso
from demo.posthog.hazelnut_flags import CHECKOUT_COPY, FRESH_FILTERS, GIFT_CARDS, PRICE_TEST
from demo.posthog.people import user
from demo.posthog.shapes import Json
from demo.posthog.shop_events import INSIGHTS

Flags = dict[int, Json]


def minimal_flag(flag: Json) -> Json:
    """The cut of a flag that other objects embed."""
    names = (
        "id", "key", "name", "filters", "deleted", "active", "ensure_experience_continuity",
        "has_encrypted_payloads", "version", "evaluation_runtime", "bucketing_identifier",
        "evaluation_contexts",
    )  # fmt: skip
    return {"team_id": 1} | {name: flag[name] for name in names}


def experiments(now: datetime, flags: Flags) -> list[Json]:
    """One concluded long ago, one concluded lately, one running."""
    return [
        _experiment(now, 501, "Short pay button", flags[CHECKOUT_COPY], (80, 30), "won"),
        _experiment(now, 502, "Delivery slots", flags[DELIVERY_SLOTS], (50, 6), "inconclusive"),
        _experiment(now, 503, "Round prices", flags[PRICE_TEST], (20, None), None),
    ]


def _experiment(
    now: datetime,
    number: int,
    name: str,
    flag: Json,
    days: tuple[float, float | None],
    conclusion: str | None,
) -> Json:
    start, end = (None if ago is None else iso(now - timedelta(days=ago)) for ago in days)
    return {
        "id": number,
        "name": name,
        "description": "",
        "start_date": start,
        "end_date": end,
        "feature_flag_key": flag["key"],
        "feature_flag": minimal_flag(flag),
        "holdout": None,
        "holdout_id": None,
        "exposure_cohort": None,
        "parameters": {
            "feature_flag_variants": flag["filters"]["multivariate"]["variants"],
            "minimum_detectable_effect": 30,
            "rollout_percentage": None,
        },
        "filters": {},
        "metrics": [_metric(number)],
        "metrics_secondary": [],
        "saved_metrics": [],
        "secondary_metrics": [],
        "archived": False,
        "deleted": False,
        "created_by": user(number),
        "created_at": flag["created_at"],
        "updated_at": end or start or flag["created_at"],
        "type": "product",
        "exposure_criteria": None,
        "stats_config": {"method": "bayesian"},
        "scheduling_config": None,
        "conclusion": conclusion,
        "conclusion_comment": None,
        "status": "running" if end is None else "stopped",
    }


def _metric(number: int) -> Json:
    return {
        "kind": "ExperimentMetric",
        "uuid": _uuid(number),
        "name": "Paid orders",
        "metric_type": "funnel",
        "goal": "increase",
        "series": [{"kind": "EventsNode", "event": "order_completed"}],
    }


def early_access(now: datetime, flags: Flags) -> list[Json]:
    """Gift cards can be opted into."""
    return [
        {
            "id": _uuid(601),
            "feature_flag": minimal_flag(flags[GIFT_CARDS]),
            "name": "Gift cards",
            "description": "Pay with a gift card",
            "stage": "beta",
            "documentation_url": "",
            "payload": {},
            "created_at": iso(now - timedelta(days=179)),
        }
    ]


def scheduled_changes(now: datetime) -> list[Json]:
    """One still to come, and one already made, which the API goes on answering."""
    opening = _scheduled(now, 701, HOLIDAY_HOURS, due_days=-21, executed=False)
    return [opening, _scheduled(now, 702, FRESH_FILTERS, due_days=5, executed=True)]


def _scheduled(
    now: datetime, number: int, flag_id: int, *, due_days: float, executed: bool
) -> Json:
    due = iso(now - timedelta(days=due_days))
    created = iso(now - timedelta(days=max(due_days, 0) + 3))
    return {
        "id": number,
        "team_id": 1,
        "record_id": str(flag_id),
        "model_name": "FeatureFlag",
        "payload": {"operation": "update_status", "value": True},
        "scheduled_at": due,
        "executed_at": due if executed else None,
        "failure_reason": None,
        "is_recurring": False,
        "recurrence_interval": None,
        "created_at": created,
        "created_by": user(2),
        "updated_at": due if executed else created,
    }


def surveys(now: datetime, flags: Flags) -> list[Json]:
    """One survey, shown by a flag."""
    flag = minimal_flag(flags[CHECKOUT_SURVEY])
    return [
        {
            "id": _uuid(801),
            "name": "After paying",
            "description": "",
            "type": "popover",
            "linked_flag": flag,
            "linked_flag_id": CHECKOUT_SURVEY,
            "targeting_flag": None,
            "internal_targeting_flag": None,
            "questions": [{"type": "rating", "question": "How was paying?"}],
            "start_date": iso(now - timedelta(days=70)),
            "end_date": None,
            "archived": False,
            "created_at": iso(now - timedelta(days=74)),
        }
    ]


def insights(now: datetime) -> list[Json]:
    """Saved insights and the events they read."""
    return [
        {
            "id": number,
            "short_id": f"ins{number}",
            "name": name,
            "derived_name": None,
            "saved": True,
            "deleted": False,
            "query": {
                "kind": "InsightVizNode",
                "source": {
                    "kind": "FunnelsQuery" if len(events) > 1 else "TrendsQuery",
                    "series": [{"kind": "EventsNode", "event": event} for event in events],
                },
            },
            "last_viewed_at": iso(now - timedelta(days=2)),
            "last_modified_at": iso(now - timedelta(days=60)),
            "created_at": iso(now - timedelta(days=200)),
        }
        for number, (name, events) in enumerate(INSIGHTS.items(), start=901)
    ]


def actions(now: datetime) -> list[Json]:
    """A named group of events."""
    return [
        {
            "id": 951,
            "name": "Bought something",
            "steps": [{"event": "order_completed"}, {"event": "invoice_created"}],
            "deleted": False,
            "created_at": iso(now - timedelta(days=180)),
        }
    ]


def cohorts(now: datetime) -> list[Json]:
    """The people behind a release condition."""
    return [
        {
            "id": BETA_COHORT,
            "name": "Beta suppliers",
            "filters": {"properties": {"type": "OR", "values": []}},
            "is_static": True,
            "deleted": False,
            "count": 12,
            "created_at": iso(now - timedelta(days=220)),
        }
    ]


def alerts(now: datetime) -> list[Json]:
    """Somebody is told when orders drop."""
    return [
        {
            "id": _uuid(971),
            "name": "Orders dropped",
            "insight": {"id": 901, "short_id": "ins901", "name": "Paid orders per week"},
            "enabled": True,
            "state": "Not firing",
            "created_at": iso(now - timedelta(days=100)),
        }
    ]


def _uuid(number: int) -> str:
    return str(UUID(int=number << 64, version=4))

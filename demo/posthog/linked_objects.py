"""What hangs on Hazelnut's flags, and what is marked in time: experiments, surveys, deploys."""

from datetime import datetime, timedelta
from uuid import UUID

from demo.posthog import query_kinds as kinds
from demo.posthog.company_flags import CHECKOUT_SURVEY, DELIVERY_SLOTS, HOLIDAY_HOURS
from demo.posthog.flag_items import iso
from demo.posthog.hazelnut_flags import CHECKOUT_COPY, FRESH_FILTERS, GIFT_CARDS, PRICE_TEST
from demo.posthog.people import user
from demo.posthog.shapes import Json
from demo.posthog.shop_events import GROWN, lost_at

Flags = dict[int, Json]
_DEPLOYED = ("b41d07e", "9c2f6a3", "3f9c2ab")


def minimal_flag(flag: Json) -> Json:
    """The cut of a flag that other objects embed."""
    names = (
        "id", "key", "name", "filters", "deleted", "active", "ensure_experience_continuity",
        "has_encrypted_payloads", "version", "evaluation_runtime", "bucketing_identifier",
        "evaluation_contexts",
    )  # fmt: skip
    return {"team_id": 1} | {name: flag[name] for name in names}


def experiments(now: datetime, flags: Flags) -> list[Json]:
    """One concluded long ago, one concluded lately, one running; metrics of every kind."""
    copy = experiment(now, 501, "Short pay button", flags[CHECKOUT_COPY], (80, 30), "won")
    slots = experiment(now, 502, "Delivery slots", flags[DELIVERY_SLOTS], (50, 6), "inconclusive")
    prices = experiment(now, 503, "Round prices", flags[PRICE_TEST], (20, None), None)
    return [
        copy
        | {
            "metrics": [kinds.funnel_metric(_uuid(501), "checkout_started", "order_completed")],
            "metrics_secondary": [kinds.mean_metric(_uuid(511), "order_completed", "total_cents")],
        },
        slots
        | {
            "metrics": [kinds.ratio_metric(_uuid(502), "order_completed", "checkout_started")],
            "metrics_secondary": [
                kinds.retention_metric(_uuid(512), "order_completed", "product_viewed")
            ],
        },
        prices
        | {
            "metrics": [kinds.old_trends_metric("cart_item_added")],
            "metrics_secondary": [kinds.old_funnel_metric("product_viewed", "order_completed")],
            "saved_metrics": [
                {"id": 1, "query": kinds.mean_metric(_uuid(513), "coupon_applied", "code")}
            ],
        },
    ]


def experiment(
    now: datetime,
    number: int,
    name: str,
    flag: Json,
    days: tuple[float | None, float | None],
    conclusion: str | None,
) -> Json:
    """An experiment on a flag; `days` before now it began and ended, or has not."""
    start, end = (None if ago is None else iso(now - timedelta(days=ago)) for ago in days)
    status = "draft" if start is None else "running" if end is None else "stopped"
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
            "feature_flag_variants": _variants(flag),
            "minimum_detectable_effect": 30,
            "rollout_percentage": None,
        },
        "filters": {},
        "metrics": [],
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
        "status": status,
    }


def _variants(flag: Json) -> list[Json]:
    multivariate: Json = flag["filters"]["multivariate"] or {}
    return multivariate.get("variants", [])


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


def annotations(now: datetime) -> list[Json]:
    """Deploys as the pipeline marks them, newest last, and what a person wrote down."""
    opened = now - timedelta(days=GROWN)
    deploys = [now - timedelta(days=19), now - timedelta(days=12), lost_at(now)]
    return [
        annotation(3001, "Opened in France, Austria and Denmark", opened, kind="USR"),
        *(
            annotation(3002 + index, f"deploy {sha} production", at)
            for index, (sha, at) in enumerate(zip(_DEPLOYED, deploys, strict=True))
        ),
    ]


def annotation(number: int, content: str | None, at: datetime, *, kind: str = "GIT") -> Json:
    """A mark in time; a pipeline's is hidden from the charts."""
    return {
        "id": number,
        "content": content,
        "date_marker": iso(at),
        "creation_type": kind,
        "scope": "project",
        "dashboard_item": None,
        "dashboard_id": None,
        "created_by": user(2),
        "created_at": iso(at),
        "updated_at": iso(at),
        "deleted": False,
        "hidden_in_user_interface": kind == "GIT",
    }


def _uuid(number: int) -> str:
    return str(UUID(int=number << 64, version=4))

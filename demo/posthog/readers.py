"""What Hazelnut's people look at: the insights, actions, cohorts and alerts that read events."""

from datetime import datetime, timedelta
from uuid import UUID

from demo.posthog import query_kinds as kinds
from demo.posthog.company_flags import BETA_COHORT
from demo.posthog.flag_items import iso
from demo.posthog.shapes import Json

BOUGHT = 951
_SALES = "SELECT count() FROM events WHERE event = 'order_completed'"
_QUESTIONS: tuple[tuple[str, Json], ...] = (
    (
        "Paid orders per week",
        kinds.trends(kinds.event("order_completed"), breakdown="payment_method"),
    ),
    ("Checkout funnel", kinds.funnel("checkout_started", "order_completed")),
    ("Gift wrapping", kinds.trends(kinds.event("gift_wrap_selected"))),
    ("Newsletter growth", kinds.trends(kinds.event("newsletter_subscribed"))),
    (
        "Cart to checkout, without coupons",
        kinds.funnel("cart_item_added", "checkout_started", without=("coupon_applied",)),
    ),
    ("Who orders again", kinds.retention("order_completed", "order_completed")),
    (
        "From search to the cart",
        kinds.paths("search_performed", "cart_item_added", without=("$pageview",)),
    ),
    ("Shoppers, new and old", kinds.lifecycle("product_viewed")),
    ("Days with a search", kinds.stickiness("search_performed")),
    ("Orders, by hand", kinds.chart(_SALES)),
    ("Latest invoices", kinds.event_table("invoice_created")),
    ("Bought something", kinds.trends(kinds.action(BOUGHT, "Bought something"))),
)
_OLD_QUESTION = kinds.old_filters("signed_up", "newsletter_subscribed")


def insight(number: int, name: str, query: Json | None, now: datetime) -> Json:
    """A saved insight that somebody looked at two days ago."""
    return {
        "id": number,
        "short_id": f"ins{number}",
        "name": name,
        "derived_name": None,
        "description": "",
        "saved": True,
        "favorited": False,
        "deleted": False,
        "dashboards": [],
        "tags": [],
        "filters": {},
        "query": query,
        "last_viewed_at": iso(now - timedelta(days=2)),
        "last_modified_at": iso(now - timedelta(days=60)),
        "created_at": iso(now - timedelta(days=200)),
    }


def insights(now: datetime) -> list[Json]:
    """Saved insights and the events they read; the last one was never brought to a query."""
    told = [
        insight(number, name, query, now)
        for number, (name, query) in enumerate(_QUESTIONS, start=901)
    ]
    old = insight(901 + len(told), "Sign-ups, since ever", None, now)
    return [*told, old | {"filters": _OLD_QUESTION}]


def actions(now: datetime) -> list[Json]:
    """Named groups of events; a step may be a click instead."""
    created = iso(now - timedelta(days=180))
    bought = [{"event": "order_completed"}, {"event": "invoice_created"}]
    clicked = [{"event": "$autocapture", "selector": "button.pay", "text": "Pay"}]
    return [
        _action(BOUGHT, "Bought something", bought, created),
        _action(952, "Clicked pay", clicked, created),
    ]


def _action(number: int, name: str, steps: list[Json], created: str) -> Json:
    anywhere: Json = {"url": None, "url_matching": "contains", "properties": []}
    return {
        "id": number,
        "name": name,
        "description": "",
        "tags": [],
        "steps": [anywhere | step for step in steps],
        "deleted": False,
        "created_at": created,
    }


def cohorts(now: datetime) -> list[Json]:
    """The people behind a release condition, and those who did something lately."""
    return [
        _cohort(BETA_COHORT, "Beta suppliers", [], now) | {"is_static": True, "count": 12},
        _cohort(32, "Regulars", [kinds.did("order_completed"), kinds.did(BOUGHT, 90)], now),
        _cohort(33, "Quick deciders", [kinds.did_in_turn("product_viewed", "signed_up")], now),
    ]


def _cohort(number: int, name: str, conditions: list[Json], now: datetime) -> Json:
    groups = [{"type": "AND", "values": conditions}] if conditions else []
    return {
        "id": number,
        "name": name,
        "filters": {"properties": {"type": "OR", "values": groups}},
        "is_static": False,
        "deleted": False,
        "count": 40,
        "created_at": iso(now - timedelta(days=220)),
    }


def alerts(now: datetime) -> list[Json]:
    """Somebody is told when orders drop."""
    return [
        {
            "id": str(UUID(int=971 << 64, version=4)),
            "name": "Orders dropped",
            "insight": {"id": 901, "short_id": "ins901", "name": "Paid orders per week"},
            "enabled": True,
            "state": "Not firing",
            "created_at": iso(now - timedelta(days=100)),
        }
    ]

"""What the shop captures, and what became of it."""

from datetime import datetime, timedelta

from demo.posthog.streams import (
    HISTORY_DAYS,
    OFFICE_WEEK,
    Change,
    Journey,
    Step,
    Stream,
    Volumes,
    steadily,
)

PATHS = ("/", "/search", "/product/espresso", "/product/hazelnut", "/basket", "/checkout")
SKUS = ("HZ-1", "HZ-2", "HZ-7")

GROWN = 42
"""Six weeks ago the shop opened in three more countries: since then there is enough to compare."""
PAYMENT_METHOD_LOST = 5
"""Days since a deploy dropped the property. Fewer than four, and a week's average hides it."""
RESULTS_AS_TEXT = 4
FEWER_FINISH = 6
GIFT_WRAP_STOPPED, SHARING_STOPPED = 40, 60


def _busy(before: float, since: float) -> Volumes:
    return ((HISTORY_DAYS, before), (GROWN, since))


STREAMS = (
    Stream(
        "$pageview",
        steadily(20),
        {"$pathname": PATHS, "$current_url": tuple(f"https://shop.example{p}" for p in PATHS)},
    ),
    Stream("product_viewed", steadily(7), {"sku": SKUS, "price_cents": (490, 1290)}),
    Stream(
        "search_performed",
        _busy(5, 36),
        {"query_length": (4, 9, 14), "results": (0, 3, 24)},
        change=Change(RESULTS_AS_TEXT, "results", ("0", "3", "24")),
    ),
    Stream("cart_item_added", steadily(5), {"sku": SKUS, "quantity": (1, 2, 6)}),
    Stream("cartItemAdded", steadily(2, 75), {"sku": SKUS, "quantity": (1,)}),
    Stream(
        "order_completed",
        _busy(4, 36),
        {
            "order_id": tuple(f"HZ-{number}" for number in range(1000, 1040)),
            "total_cents": (1290, 4900),
            "payment_method": ("card", "invoice"),
        },
        change=Change(PAYMENT_METHOD_LOST, "payment_method", ("card", "invoice"), share=0.1),
    ),
    Stream("newsletter_subscribed", steadily(2), {"source": ("footer", "checkout")}),
    Stream(
        "invoice_created", steadily(2), {"total_cents": (4900, 12900)}, "posthog-python",
        week=OFFICE_WEEK,
    ),
    Stream("signed_up", steadily(2), {"method": ("email", "passkey")}, "posthog-python"),
    Stream("delivery_slot_selected", steadily(2), {"slot": ("morning", "evening")}),
    Stream("coupon_applied", steadily(2), {"code": ("NUT10", "SPRING")}),
    Stream("filter_weight_used", steadily(2, 120), {"value": (200, 500, 1000)}),
    # Sent by the app, whose code is in a repository of its own.
    Stream(
        "review_submitted", steadily(2), {"stars": (3, 4, 5), "has_photo": (True, False)},
        "posthog-ios",
    ),
    # Stopped, and still read by an insight: silently empty for the people who look at it.
    Stream(
        "gift_wrap_selected", steadily(2), {"paper": ("kraft", "gold")}, week=OFFICE_WEEK,
        until_days=GIFT_WRAP_STOPPED,
    ),
    # Stopped, and nobody looks.
    Stream("product_shared", steadily(2), {"sku": SKUS}, until_days=SHARING_STOPPED),
)  # fmt: skip

CHECKOUT = Journey(
    _busy(1, 44),
    (
        Step("checkout_started", {"items": (1, 2, 3), "total_cents": (1290, 4900)}),
        Step("checkout_address_entered", {}, share=0.96),
        # The only step that does not say which cart it is about.
        Step("checkout_delivery_chosen", {"options": (1, 2)}, share=0.97, names_cart=False),
        Step("checkout_review_shown", {}, share=0.95),
        Step("checkout_completed", {}, share=0.85, lately=0.35),
    ),
    changed_days=FEWER_FINISH,
)
JOURNEYS = (CHECKOUT,)

NEVER_SEEN = ("coupon_redeemed_v1",)
"""Defined by hand in PostHog and never received."""


def lost_at(now: datetime) -> datetime:
    """The moment of the deploy after which orders stopped telling how they were paid."""
    return now - timedelta(days=PAYMENT_METHOD_LOST)

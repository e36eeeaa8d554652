"""What the shop captures, and what its people look at."""

from demo.posthog.generator import Stream

PATHS = ("/", "/search", "/product/espresso", "/product/hazelnut", "/basket", "/checkout")
_ISSUES = ("0192d000-0000-7000-8000-00000000e001", "0192d000-0000-7000-8000-00000000e002")

STREAMS = (
    Stream(
        "$pageview",
        40,
        {"$pathname": PATHS, "$current_url": tuple(f"https://shop.example{p}" for p in PATHS)},
    ),
    Stream("product_viewed", 18, {"sku": ("HZ-1", "HZ-2", "HZ-7"), "price_cents": (490, 1290)}),
    Stream("search_performed", 12, {"query_length": (4, 9, 14), "results": (0, 3, 24)}),
    Stream("cart_item_added", 11, {"sku": ("HZ-1", "HZ-2", "HZ-7"), "quantity": (1, 2, 6)}),
    Stream("checkout_started", 9, {"cart_value_cents": (1290, 4900), "currency": ("EUR",)}),
    Stream(
        "order_completed",
        6,
        {
            "revenue_cents": (1290, 4900),
            "payment_method": ("card", "invoice"),
            "gift": (True, False),
        },
    ),
    Stream("newsletter_subscribed", 2, {"source": ("footer", "checkout")}),
    Stream(
        "invoice_created",
        3,
        {"total_cents": (4900, 12900), "bulk": (True, False)},
        "posthog-python",
    ),
    Stream("signed_up", 2, {"method": ("email", "passkey")}),
    Stream("delivery_slot_selected", 4, {"slot": ("morning", "evening")}),
    Stream("review_submitted", 2, {"stars": (3, 4, 5), "has_photo": (True, False)}),
    Stream("coupon_applied", 2, {"code": ("NUT10", "SPRING")}),
    # Stopped, and still read by an insight: silently empty for the people who look at it.
    Stream("gift_wrap_selected", 3, {"paper": ("kraft", "gold")}, until_days=40),
    *(
        Stream(
            "$exception",
            per_day,
            {
                "$exception_issue_id": (issue,),
                "$exception_types": (["TypeError"],),
                "$exception_values": (["total is undefined"],),
            },
        )
        for issue, per_day in zip(_ISSUES, (2, 1), strict=True)
    ),
)

NEVER_SEEN = ("coupon_redeemed_v1",)
"""Defined by hand in PostHog and never received."""

INSIGHTS: dict[str, tuple[str, ...]] = {
    "Paid orders per week": ("order_completed",),
    "Checkout funnel": ("checkout_started", "order_completed"),
    "Gift wrapping": ("gift_wrap_selected",),
    "Newsletter growth": ("newsletter_subscribed",),
}

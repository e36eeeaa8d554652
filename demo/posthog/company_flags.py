"""Hazelnut's other flags: what a scan finds nothing wrong with."""

from demo.posthog.filters import boolean, person, variants
from demo.posthog.flag_stories import Calls, FlagStory, Phase, Shares, always_on, split

HOLIDAY_HOURS, CHECKOUT_SURVEY, DELIVERY_SLOTS, SUPPLIER_PORTAL = 1101, 1102, 1103, 1104
STAFF = person("email", "icontains", "@hazelnut.example")
BETA_COHORT = 31


def _partial(flag_id: int, key: str, name: str, created: int, share: int) -> FlagStory:
    """A roll-out under way: still called every day."""
    shares: Shares = {True: share, False: 100 - share}
    calls = split(shares, per_day=5)
    return FlagStory(flag_id, key, name, created, created // 2, boolean(share), calls=calls)


COMPANY_FLAGS = (
    FlagStory(
        HOLIDAY_HOURS, "holiday-hours", "Opening hours around public holidays", 330, 45,
        boolean(100, person("country", "exact", ["DE"])), calls=split({True: 70, False: 30}),
    ),
    FlagStory(
        CHECKOUT_SURVEY, "checkout-survey", "Who sees the survey after paying", 75, 75,
        boolean(20), calls=split({True: 20, False: 80}, per_day=5),
    ),
    FlagStory(
        DELIVERY_SLOTS, "delivery-slots-test", "Slots of one or of two hours", 60, 50,
        variants({"one-hour": 50, "two-hours": 50}),
        calls=split({"one-hour": 50, "two-hours": 50}, per_day=6), tags=("experiment",),
    ),
    FlagStory(
        SUPPLIER_PORTAL, "supplier-portal", "Suppliers see their own stock", 210, 90,
        boolean(
            100,
            {"key": "id", "type": "cohort", "value": BETA_COHORT, "operator": "in",
             "cohort_name": "Beta suppliers"},
        ),
        calls=split({True: 15, False: 85}, per_day=4, lib="posthog-python"),
    ),
    FlagStory(
        1105, "staff-tools", "Debug panel for the team", 600, 410, boolean(100, STAFF),
        calls=split({True: 5, False: 95}, per_day=5), tags=("permanent",),
    ),
    FlagStory(
        1106, "app-rating-prompt", "Ask for a rating in the app", 85, 40, boolean(40),
        calls=split({True: 40, False: 55, None: 5}, per_day=6, lib="posthog-ios"),
        evaluation_runtime="client",
    ),
    FlagStory(
        1107, "cookie-banner-v3", "Consent banner, kept on purpose", 320, 250, boolean(100),
        calls=always_on(per_day=8), tags=("permanent", "legal"),
    ),
    FlagStory(
        1108, "review-photos", "Photos in reviews", 55, 12, boolean(100), before=boolean(60),
        calls=Calls(6, (Phase({True: 60, False: 40}, 55, 12), Phase({True: 1}, 12, 0))),
    ),
    FlagStory(
        1109, "barcode-scanner", "Scan a barcode to search", 48, 20, boolean(100),
        before=boolean(50),
        calls=Calls(5, (Phase({True: 50, False: 50}, 48, 20), Phase({True: 1}, 20, 0))),
    ),
    FlagStory(
        1110, "stock-forecast", "Forecast in the warehouse view", 140, 8, boolean(50),
        active=False,
        calls=Calls(4, (Phase({True: 50, False: 50}, 90, 8), Phase({False: 1}, 8, 0))),
    ),
    _partial(1111, "product-zoom", "Zoom on hover", 62, 50),
    _partial(1112, "one-page-returns", "Returns without a wizard", 51, 10),
    _partial(1113, "new-tax-engine", "Taxes from the new service", 88, 75),
    _partial(1114, "wishlist-sharing", "Share a wishlist by link", 71, 60),
    _partial(1115, "dark-store-routing", "Ship from the nearest store", 44, 5),
    _partial(1116, "price-alerts", "Mail when the price drops", 57, 30),
    FlagStory(
        1117, "old-homepage", "The homepage before the redesign", 500, 200, boolean(100),
        active=False, archived=True, silent_days=210,
    ),
    FlagStory(
        1118, "tmp-debug-panel", "", 130, 110, boolean(100), active=False, deleted=True,
        silent_days=115,
    ),
)  # fmt: skip

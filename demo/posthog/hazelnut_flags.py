"""The flags of Hazelnut's story that a scan must judge, each in a state of its own."""

from demo.posthog.filters import boolean, depends_on, person, variants
from demo.posthog.flag_stories import Calls, FlagStory, Phase, always_off, always_on, served, split

NEW_CHECKOUT, CHECKOUT_COPY, LOYALTY_POINTS, GIFT_CARDS, PRICE_TEST = 1001, 1006, 1007, 1009, 1014
FRESH_FILTERS = 1017
GHOST = "summer-sale"
"""Asked for by code and long gone from PostHog."""

SERVER = "posthog-python"

ROLLED_OUT = (
    FlagStory(
        NEW_CHECKOUT, "new-checkout", "One-page checkout", 160, 90,
        variants({"control": 50, "test": 50}, override="test"),
        before=variants({"control": 50, "test": 50}),
        calls=served("test", per_day=12), tags=("checkout",),
    ),
    FlagStory(
        1002, "free-shipping-banner", "Banner above the basket", 150, 120, boolean(100),
        before=boolean(50), calls=always_on(per_day=10), tags=("growth",), touched_days=12,
    ),
    FlagStory(
        1003, "legacy-search", "Keep the old search for support staff", 420, 200, boolean(0),
        before=boolean(100), calls=always_off(),
    ),
    FlagStory(
        1004, "bulk-invoicing", "Invoices in one batch per night", 240, 60, boolean(100),
        active=False, evaluation_runtime="all",
        calls=Calls(5, (Phase({True: 1}, 90, 60), Phase({False: 1}, 60, 0)), SERVER),
    ),
    FlagStory(
        1005, "smart-reorder", "Reorder suggestions from stock levels", 130, 75, boolean(100),
        before=boolean(20),
        calls=Calls(6, (Phase({True: 20, False: 80}, 90, 75), Phase({True: 1}, 75, 0)), SERVER),
    ),
    FlagStory(
        CHECKOUT_COPY, "checkout-copy", "Wording of the pay button", 80, 30,
        variants({"long": 0, "short": 100}),
        before=variants({"long": 50, "short": 50}),
        calls=Calls(
            9, (Phase({"long": 50, "short": 50}, 80, 30), Phase({"short": 1}, 30, 0))
        ),
        tags=("checkout", "experiment"),
    ),
    FlagStory(
        1012, "theme-dark", "Dark theme", 110, 60, boolean(100), before=boolean(30),
        calls=Calls(8, (Phase({True: 30, False: 70}, 90, 60), Phase({True: 1}, 60, 0))),
    ),
    FlagStory(
        1011, "basket-sidebar", "Basket as a sidebar", 140, 60, boolean(100), before=boolean(10),
        calls=Calls(7, (Phase({True: 10, False: 90}, 90, 60), Phase({True: 1}, 60, 0))),
    ),
    FlagStory(
        1013, "old-gift-wrap", "First try at gift wrapping", 380, 300, boolean(100),
        before=boolean(50), silent_days=280,
    ),
)  # fmt: skip

HELD_BACK = (
    FlagStory(
        LOYALTY_POINTS, "loyalty-points", "Collect points", 190, 100, boolean(100),
        before=boolean(40), calls=always_on(lib=SERVER),
    ),
    FlagStory(
        1021, "loyalty-tiers", "Silver and gold members", 70, 40,
        boolean(25, depends_on(LOYALTY_POINTS)), before=boolean(5, depends_on(LOYALTY_POINTS)),
        calls=split({True: 25, False: 75}, lib=SERVER),
    ),
    FlagStory(
        1008, "recommendations-v2", "Recommendations with a tunable list length", 170, 100,
        boolean(100) | {"payloads": {"true": '{"limit": 12}'}}, before=boolean(50),
        calls=always_on(),
    ),
    FlagStory(
        GIFT_CARDS, "gift-cards", "Gift cards, opt-in first", 180, 100, boolean(100),
        before=boolean(0), calls=always_on(),
    ),
    FlagStory(
        1010, "express-delivery", "Delivery within two hours", 120, 45, boolean(100),
        before=boolean(35),
        calls=Calls(
            10, (Phase({True: 35, False: 65}, 90, 45), Phase({True: 88, False: 12}, 45, 0))
        ),
    ),
    FlagStory(
        1015, "maintenance-banner", "Shown while the shop is down", 500, 400, boolean(100),
        before=boolean(0), calls=always_on(), tags=("kill-switch",),
    ),
)  # fmt: skip

UNDECIDED = (
    FlagStory(
        PRICE_TEST, "price-test", "Prices ending in 9 or in 0", 35, 20,
        variants({"control": 50, "test": 50}),
        calls=Calls(9, (Phase({"control": 50, "test": 50}, 20, 0),)), tags=("experiment",),
    ),
    FlagStory(
        1016, "mobile-nav", "Bottom navigation on phones", 65, 33, boolean(25),
        before=boolean(10), calls=split({True: 25, False: 75}, per_day=10),
    ),
    FlagStory(
        FRESH_FILTERS, "fresh-filters", "Filters that keep their state", 28, 5, boolean(100),
        before=boolean(50),
        calls=Calls(8, (Phase({True: 50, False: 50}, 28, 5), Phase({True: 1}, 5, 0))),
    ),
    FlagStory(
        1018, "legacy-rules", "Pricing rules, new flag format", 95, 50,
        {
            "version": 2,
            "return_type": "boolean",
            "fallthrough_value": False,
            "rules": [{"id": "r1", "release_type": "percentage_rollout"}],
        },
        calls=always_on(per_day=4),
    ),
    FlagStory(
        1019, "eu-vat-rules", "VAT by country of delivery", 210, 150,
        boolean(100, person("country", "exact", ["DE", "FR", "AT"])), before=boolean(100),
        calls=Calls(6, (Phase({True: 60, False: 40}, 90, 70),), SERVER),
    ),
)  # fmt: skip

STORY_FLAGS = (*ROLLED_OUT, *HELD_BACK, *UNDECIDED)
GHOST_CALLS = split({False: 95, None: 5}, per_day=20)

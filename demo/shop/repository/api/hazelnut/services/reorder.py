"""Which products is a customer about to run out of?"""

from collections import Counter

from hazelnut.flags import SMART_REORDER
from hazelnut.models import Customer, Order
from hazelnut.posthog_client import posthog

MAX_SUGGESTIONS = 4


def suggestions(customer: Customer, orders: list[Order]) -> list[str]:
    """SKUs a customer orders again and again, the most frequent first."""
    if not posthog.feature_enabled(SMART_REORDER, customer.email):
        return []
    counts = Counter(line.sku for order in orders for line in order.lines)
    repeated = [sku for sku, times in counts.most_common() if times > 1]
    return repeated[:MAX_SUGGESTIONS]

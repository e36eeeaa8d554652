"""Points for orders, and what they are worth."""

from hazelnut.flags import LOYALTY_POINTS, LOYALTY_TIERS
from hazelnut.models import Order
from hazelnut.posthog_client import posthog

CENTS_PER_POINT = 100


def points_for(order: Order) -> int:
    """Points that an order earns; customers on a tier earn half as many again."""
    if not posthog.feature_enabled(LOYALTY_POINTS, order.customer.email):
        return 0
    points = order.total_cents // CENTS_PER_POINT
    if posthog.feature_enabled(LOYALTY_TIERS, order.customer.email):
        points += points // 2
    return points

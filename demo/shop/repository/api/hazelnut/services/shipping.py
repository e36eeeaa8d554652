"""What it costs to send an order."""

from hazelnut.models import Order
from hazelnut.posthog_client import posthog

STANDARD_CENTS = 490
FREE_FROM_CENTS = 4000


def cost_cents(order: Order) -> int:
    """Shipping in cents; heavy orders are free, as the shop promises."""
    cost = STANDARD_CENTS
    if posthog.feature_enabled("free-shipping-banner", order.customer.email):
        # The promise on the cart page has to hold here too.
        if order.total_cents >= FREE_FROM_CENTS:
            cost = 0
    return cost

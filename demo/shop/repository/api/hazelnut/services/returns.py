"""What comes back, and what we owe for it."""

from hazelnut.models import Line, Order
from hazelnut.posthog_client import posthog

RESTOCKING_SHARE = 0.1


def refund_cents(lines: list[Line]) -> int:
    """What a customer gets back: the price less what putting it on the shelf again costs."""
    return round(sum(line.total_cents for line in lines) * (1 - RESTOCKING_SHARE))


def _announce_return(order: Order, lines: list[Line]) -> None:
    posthog.capture(
        "return_announced",
        distinct_id=order.customer.email,
        properties={"order_id": order.id, "refund_cents": refund_cents(lines)},
    )

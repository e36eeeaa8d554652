import posthog
from shop.signals import order_placed, receiver


@receiver(order_placed)
def told(sender, order, **kwargs):
    posthog.capture(order.user_id, "order placed")

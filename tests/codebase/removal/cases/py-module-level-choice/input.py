import os

from shop.analytics import posthog

if posthog.feature_enabled("checkout-v2", "server"):
    from shop.v2 import pay

    TIMEOUT = 5
else:
    from shop.v1 import pay

    TIMEOUT = 30  # seconds


def run():
    return pay(os.environ, TIMEOUT)

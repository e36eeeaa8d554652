"""Module."""


VERSION = 2

# while it is tried
if client.feature_enabled("checkout-v2", "server"):
    start()


def run():
    """Run."""

    go()

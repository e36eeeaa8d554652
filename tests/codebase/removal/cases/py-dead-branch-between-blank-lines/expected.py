"""Module."""


VERSION = 2


def run():
    """Run."""

    go()

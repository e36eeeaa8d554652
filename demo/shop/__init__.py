"""The sample product: the online shop Hazelnut, and what a scan of it must conclude."""

from demo.shop.expectations import (
    Expectation,
    ExpectedEvent,
    ExpectedFlag,
    ExpectedHealth,
    expectations,
)
from demo.shop.history import DEFAULT_BRANCH, FILES, create_repository

__all__ = [
    "DEFAULT_BRANCH",
    "FILES",
    "Expectation",
    "ExpectedEvent",
    "ExpectedFlag",
    "ExpectedHealth",
    "create_repository",
    "expectations",
]

"""Keys of the feature flags that are named in more than one module."""

SMART_REORDER = "smart-reorder"
LOYALTY_POINTS = "loyalty-points"
LOYALTY_TIERS = "loyalty-tiers"

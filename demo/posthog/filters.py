"""Release conditions in the shape PostHog stores them (`filters`, format 1)."""

from typing import Any

Filters = dict[str, Any]


def condition(
    rollout: float | None = 100,
    properties: list[dict[str, Any]] | None = None,
    variant: str | None = None,
) -> dict[str, Any]:
    """One group: who matches, what share of them (percent), and a variant override."""
    return {
        "properties": properties or [],
        "rollout_percentage": rollout,
        "variant": variant,
        "aggregation_group_type_index": None,
    }


def boolean(rollout: float, *properties: dict[str, Any]) -> Filters:
    """A boolean flag with one group."""
    return {
        "groups": [condition(rollout, list(properties))],
        "multivariate": None,
        "payloads": {},
        "aggregation_group_type_index": None,
    }


def variants(shares: dict[str, float], *, override: str | None = None) -> Filters:
    """A multivariate flag for everyone; `shares` in percent, `override` decides the variant."""
    return {
        "groups": [condition(variant=override)],
        "multivariate": {
            "variants": [
                {"key": key, "name": "", "rollout_percentage": share}
                for key, share in shares.items()
            ]
        },
        "payloads": {},
        "aggregation_group_type_index": None,
    }


def person(key: str, operator: str, value: Any) -> dict[str, Any]:
    """A condition on a person property."""
    return {"key": key, "type": "person", "operator": operator, "value": value}


def depends_on(flag_id: int) -> dict[str, Any]:
    """A condition on another flag, which PostHog names by its id as text."""
    return {
        "key": str(flag_id),
        "type": "flag",
        "operator": "flag_evaluates_to",
        "value": True,
    }

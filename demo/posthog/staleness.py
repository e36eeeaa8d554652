"""PostHog's own judgement of a flag, as its list and its status endpoint give it.

Only `last_called_at`, age and the release conditions count; what a scan concludes is another
matter.
"""

from datetime import datetime, timedelta

from demo.posthog.shapes import Json, a_list, an_object

STALE_AFTER = timedelta(days=30)


def status_of(flag: Json, now: datetime) -> str:
    """`DELETED`, `ARCHIVED`, `ACTIVE` or `STALE`; a status set on the flag itself wins."""
    if "status" in flag:
        return str(flag["status"])
    if flag["deleted"]:
        return "DELETED"
    if flag.get("archived"):
        return "ARCHIVED"
    if not flag["active"]:
        return "ACTIVE"
    called = flag.get("last_called_at")
    if called is not None:
        return "STALE" if _older(called, now) else "ACTIVE"
    if _older(flag["created_at"], now) and fully_rolled_out(flag):
        return "STALE"
    return "ACTIVE"


def listed_as_stale(flag: Json, now: datetime) -> bool:
    """The list's `active=STALE`: a never-called flag with no groups is missing from it."""
    never_called = flag.get("last_called_at") is None
    groups = groups_of(flag)
    if never_called and groups == []:
        return False
    return bool(flag["active"]) and status_of(flag, now).upper() == "STALE"


def fully_rolled_out(flag: Json) -> bool:
    """Whether PostHog takes the flag for fully rolled out; no groups at all counts as such."""
    groups = groups_of(flag)
    if not groups:
        return groups == []
    blanket = [group for group in groups if is_blanket(group)]
    variants = variants_of(flag)
    if not variants:
        return bool(blanket)
    at_full = any(variant.get("rollout_percentage") == 100 for variant in variants)
    return any(group.get("variant") or at_full for group in blanket)


def rollout_of(flag: Json) -> Json:
    """The `rollout` part of the status answer."""
    groups = groups_of(flag) or []
    shares = [group.get("rollout_percentage") for group in groups]
    return {
        "effectively_full_rollout": fully_rolled_out(flag),
        "has_targeting_conditions": any(group.get("properties") for group in groups),
        "max_rollout_percentage": max(
            (share for share in shares if share is not None), default=None
        ),
        "is_multivariate": bool(variants_of(flag)),
    }


def is_blanket(group: Json) -> bool:
    """A group for everyone: exactly 100 percent and no properties."""
    return group.get("rollout_percentage") == 100 and not group.get("properties")


def variants_of(flag: Json) -> list[Json]:
    """The variants; none for a boolean flag or an odd shape."""
    filters = an_object(flag["filters"]) or {}
    multivariate: Json = filters.get("multivariate") or {}
    return multivariate.get("variants") or []


def groups_of(flag: Json) -> list[Json] | None:
    """The release conditions; `None` when they have a shape PostHog does not read either."""
    filters = an_object(flag["filters"])
    return None if filters is None else a_list(filters.get("groups", []))


def _older(moment: str, now: datetime) -> bool:
    return now - datetime.fromisoformat(moment) > STALE_AFTER

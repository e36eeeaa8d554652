"""What the rules of this scan can say about an event."""

from enum import StrEnum


class Verdict(StrEnum):
    """The last two are never findings."""

    PROPERTY_DROPPED = "property_dropped"
    PROPERTY_MISSING = "property_missing"
    PAIR_UNBALANCED = "pair_unbalanced"
    NOT_SEEN_AFTER_MERGE = "not_seen_after_merge"
    TYPE_CHANGED = "type_changed"
    NEAR_DUPLICATE = "near_duplicate"
    INCONCLUSIVE = "inconclusive"
    HEALTHY = "healthy"


NEVER_FINDINGS = frozenset({Verdict.INCONCLUSIVE, Verdict.HEALTHY})

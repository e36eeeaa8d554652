"""What does production know about this key? Facts and verdicts of one flag or event, side by side.

No rule stands here: what a flag serves and whether it is stale is asked of `scans.stale_flags`,
whether an event is dead of `scans.dead_events`, through what they concluded.
"""

from scans.production.events import event_facts
from scans.production.facts import (
    Calls,
    EventFacts,
    ExperimentFacts,
    FlagFacts,
    Judged,
    ReaderFacts,
    ResultFacts,
    Variant,
    VariantFacts,
)
from scans.production.flags import flag_facts

__all__ = [
    "Calls",
    "EventFacts",
    "ExperimentFacts",
    "FlagFacts",
    "Judged",
    "ReaderFacts",
    "ResultFacts",
    "Variant",
    "VariantFacts",
    "event_facts",
    "flag_facts",
]

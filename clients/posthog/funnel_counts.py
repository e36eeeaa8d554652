"""How many sessions enter a declared funnel, and how many of them get through in time.

A session enters with the first step, once, and is through if it took every further step after the
one before and the last one in time. The first time of each step counts, in the past as at a look.
"""

from collections.abc import Sequence

from clients.posthog import exposure_texts
from clients.posthog.error_span import Span
from clients.posthog.usage_rows import MOST_ROWS, Run, travels, unusable, whole
from scans.deploy_watch.counting import Counting
from scans.deploy_watch.observations import FunnelHours
from scans.deploy_watch.settings import Funnel
from scans.model import Json

NAME = "funnels by hour"


def asked(funnels: Sequence[Funnel]) -> list[Funnel]:
    """Return the funnels that can be asked for: a name may have no control characters."""
    return [one for one in funnels if travels(*one.steps)]


def values(funnels: Sequence[Funnel]) -> Json:
    """Return the values of a text with these funnels, in their order."""
    found: Json = {}
    for place, funnel in enumerate(funnels, start=1):
        name = f"funnel{place}"
        found |= {f"{name}step{step}": event for step, event in enumerate(funnel.steps)}
        found[f"{name}names"] = sorted(set(funnel.steps))
        found[f"{name}within"] = funnel.within_minutes * 60
    return found


async def hours(
    run: Run, counting: Counting, funnels: Sequence[Funnel], span: Span
) -> dict[str, FunnelHours]:
    """Return each funnel by the hour, oldest first, with one query. Raises any `ClientError`."""
    known = asked(funnels)
    if not known:
        return {}
    text = exposure_texts.funnel_hours(counting, [len(one.steps) for one in known])
    sent: Json = {"since": span.since, "until": span.until, **values(known)}
    length = span.hours
    entered = [[0] * length for _ in known]
    converted = [[0] * length for _ in known]
    for row in await run(text, sent, NAME, MOST_ROWS):
        place, hour = whole(row, "place", NAME), whole(row, "hour", NAME)
        if not 1 <= place <= len(known) or hour >= length:
            raise unusable(NAME, "a row of an hour or a funnel that was not asked for")
        entered[place - 1][hour] = whole(row, "entered", NAME)
        converted[place - 1][hour] = whole(row, "converted", NAME)
    found = zip(known, entered, converted, strict=True)
    return {one.name: FunnelHours(into, out) for one, into, out in found}

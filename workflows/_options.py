"""Time-outs and retries, stated once. Every activity call names one of these."""

from datetime import timedelta
from typing import TypedDict

from temporalio.common import RetryPolicy

from workflows import names


class ActivityOptions(TypedDict):
    """The keyword arguments of `workflow.execute_activity` that are policy, not data."""

    task_queue: str
    start_to_close_timeout: timedelta
    schedule_to_close_timeout: timedelta
    heartbeat_timeout: timedelta | None
    retry_policy: RetryPolicy


_PATIENT = RetryPolicy(
    initial_interval=timedelta(seconds=2),
    backoff_coefficient=2,
    maximum_interval=timedelta(minutes=5),
)
"""For services that come back. Refusals are raised as non-retryable and end at once."""

READ_POSTHOG: ActivityOptions = {
    "task_queue": names.POSTHOG,
    "start_to_close_timeout": timedelta(minutes=15),
    "schedule_to_close_timeout": timedelta(hours=3),
    "heartbeat_timeout": timedelta(seconds=10),
    "retry_policy": _PATIENT,
}
"""An hourly bucket can announce more than a thousand seconds; a scan may wait for two of them."""

READ_CODE: ActivityOptions = {
    "task_queue": names.CHECKOUT,
    "start_to_close_timeout": timedelta(minutes=20),
    "schedule_to_close_timeout": timedelta(hours=3),
    "heartbeat_timeout": timedelta(seconds=10),
    "retry_policy": _PATIENT,
}

PROPOSE: ActivityOptions = READ_CODE
"""No longer than a few hours: what the flag serves may change, and the next scan asks again."""

TELL: ActivityOptions = {
    "task_queue": names.SLACK,
    "start_to_close_timeout": timedelta(minutes=2),
    "schedule_to_close_timeout": timedelta(hours=6),
    "heartbeat_timeout": timedelta(seconds=10),
    "retry_policy": _PATIENT,
}

JUDGE: ActivityOptions = {
    "task_queue": names.CORE,
    "start_to_close_timeout": timedelta(seconds=45),
    "schedule_to_close_timeout": timedelta(hours=1),
    "heartbeat_timeout": None,
    "retry_policy": _PATIENT,
}
"""Short and without a heartbeat: a worker that died in the middle is missed after this time."""

LOOK_BACK: ActivityOptions = JUDGE
"""Reading Temporal's own record."""

OBSERVE: ActivityOptions = {
    "task_queue": names.CORE,
    "start_to_close_timeout": timedelta(seconds=20),
    "schedule_to_close_timeout": timedelta(minutes=1),
    "heartbeat_timeout": None,
    "retry_policy": RetryPolicy(maximum_attempts=1),
}
"""Our own events: lost rather than late, and never in anybody's way."""

# A watch looks again in a few minutes: what does not come by then is said to be missing.

LOOK: ActivityOptions = {
    "task_queue": names.POSTHOG,
    "start_to_close_timeout": timedelta(minutes=2),
    "schedule_to_close_timeout": timedelta(minutes=5),
    "heartbeat_timeout": timedelta(seconds=10),
    "retry_policy": _PATIENT,
}

BEGIN_WATCH: ActivityOptions = {
    "task_queue": names.POSTHOG,
    "start_to_close_timeout": timedelta(minutes=5),
    "schedule_to_close_timeout": timedelta(minutes=15),
    "heartbeat_timeout": timedelta(seconds=10),
    "retry_policy": _PATIENT,
}
"""Four weeks of history, once."""

REPLAY: ActivityOptions = {
    "task_queue": names.POSTHOG,
    "start_to_close_timeout": timedelta(hours=2),
    "schedule_to_close_timeout": timedelta(hours=12),
    "heartbeat_timeout": timedelta(seconds=30),
    "retry_policy": _PATIENT,
}
"""Hundreds of replayed watches: nobody waits for it."""

UNDERSTAND: ActivityOptions = {
    "task_queue": names.CHECKOUT,
    "start_to_close_timeout": timedelta(minutes=5),
    "schedule_to_close_timeout": timedelta(minutes=10),
    "heartbeat_timeout": timedelta(seconds=10),
    "retry_policy": _PATIENT,
}
"""What a deploy brought and whose it was: an alert waits for it, so not for long."""

RECONCILE: ActivityOptions = {
    "task_queue": names.CHECKOUT,
    "start_to_close_timeout": timedelta(minutes=5),
    "schedule_to_close_timeout": timedelta(minutes=10),
    "heartbeat_timeout": timedelta(seconds=10),
    "retry_policy": _PATIENT,
}
"""The next one comes in ten minutes."""

ALERT: ActivityOptions = {
    "task_queue": names.SLACK,
    "start_to_close_timeout": timedelta(minutes=2),
    "schedule_to_close_timeout": timedelta(minutes=10),
    "heartbeat_timeout": timedelta(seconds=10),
    "retry_policy": _PATIENT,
}
"""What is not told by then is told at the next look, if it still is news."""

LAST_WORD: ActivityOptions = {**ALERT, "schedule_to_close_timeout": timedelta(hours=6)}
"""For the end of an incident: no later look would say it."""

PLACE: ActivityOptions = {
    "task_queue": names.CORE,
    "start_to_close_timeout": timedelta(seconds=20),
    "schedule_to_close_timeout": timedelta(hours=6),
    "heartbeat_timeout": None,
    "retry_policy": _PATIENT,
}
"""Reading Temporal's list: a watch cannot go on without, and waits for it."""

HINTS_APART = timedelta(minutes=1)
"""A hint that comes sooner after a look would find the same minutes."""

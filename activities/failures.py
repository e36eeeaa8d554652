"""What a client's error means to Temporal: wait, try again, or stop and say so."""

from datetime import timedelta
from typing import Any

from temporalio.exceptions import ApplicationError
from temporalio.worker import (
    ActivityInboundInterceptor,
    ExecuteActivityInput,
    Interceptor,
)

from clients.errors import ClientError, RateLimited


def translate(error: ClientError) -> ApplicationError:
    """Return the failure that carries `error` into the history.

    A refusal ends the activity at once, because only a person can change it. Everything temporary
    is tried again, after the announced wait where a service announces one.
    """
    delay = error.retry_after if isinstance(error, RateLimited) else None
    return ApplicationError(
        str(error),
        type=type(error).__name__,
        non_retryable=not error.temporary,
        next_retry_delay=None if delay is None else timedelta(seconds=delay),
    )


class _Translating(ActivityInboundInterceptor):
    async def execute_activity(self, input: ExecuteActivityInput) -> Any:  # noqa: A002 - the SDK's name
        try:
            return await self.next.execute_activity(input)
        except ClientError as error:
            raise translate(error) from None


class TranslateClientErrors(Interceptor):
    """Turns every client's error into a Temporal failure, in one place for all activities."""

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:  # noqa: A002 - the SDK's name
        """Wrap each activity."""
        return _Translating(next)

"""What a client's error means to Temporal."""

from datetime import timedelta

import pytest
from temporalio import activity
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput

from activities.failures import TranslateClientErrors, translate
from clients import errors


@pytest.mark.parametrize(
    ("error", "retried"),
    [
        (errors.CredentialsRejected("PostHog", "GET /x", "401"), False),
        (errors.ScopeMissing("PostHog", "GET /x", "403"), False),
        (errors.RepositoryMissing("git", "clone", "404"), False),
        (errors.RequestRefused("GitHub", "POST /x", "422"), False),
        (errors.ServerFailed("GitHub", "POST /x", "502"), True),
        (errors.Unreachable("Slack", "POST /x", "reset"), True),
        (errors.AnswerUnusable("PostHog", "GET /x", "half a JSON"), True),
    ],
)
def test_only_what_passes_by_itself_is_tried_again(
    error: errors.ClientError, retried: bool
) -> None:
    """A refusal ends the activity at once and keeps its sentence; trouble is tried again."""
    failure = translate(error)
    assert failure.non_retryable is not retried
    assert failure.type == type(error).__name__
    assert failure.message == str(error)


def test_an_announced_wait_is_waited() -> None:
    """Temporal tries again when the service said so, not earlier."""
    failure = translate(errors.RateLimited("PostHog", "GET /x", "429", retry_after=37))
    assert failure.next_retry_delay == timedelta(seconds=37)
    assert not failure.non_retryable


class _Refusing(ActivityInboundInterceptor):
    def __init__(self) -> None:
        pass

    async def execute_activity(self, input: ExecuteActivityInput) -> object:  # noqa: A002
        raise errors.ScopeMissing("PostHog", "GET /x", "needs query:read")


async def test_the_interceptor_covers_every_activity() -> None:
    """Whatever activity raises a client's error, Temporal sees the translated one."""
    wrapped = TranslateClientErrors().intercept_activity(_Refusing())
    input_ = ExecuteActivityInput(fn=print, args=[], executor=None, headers={})

    @activity.defn(name="any")
    async def run() -> None:
        await wrapped.execute_activity(input_)

    with pytest.raises(ApplicationError, match="query:read") as raised:
        await ActivityEnvironment().run(run)
    assert raised.value.non_retryable

"""From Slack's error codes, and slack_sdk's exceptions, to the error tree."""

import http.client
import ssl
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, cast

from slack_sdk.errors import SlackApiError, SlackRequestError

from clients import errors

Json = dict[str, Any]

# Source: the `errors` tables of Slack's method references.
_CREDENTIALS = {
    "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired",
    "not_allowed_token_type", "org_login_required", "ekm_access_denied",
}  # fmt: skip
_SERVER = {"internal_error", "fatal_error", "service_unavailable", "request_timeout"}
_ADVICE = {
    "channel_not_found": "check the channel in the settings; invite the bot if it is private",
    "not_in_channel": "invite the bot to the channel",
    "is_archived": "name another channel in the settings, or bring this one back",
    "restricted_action": "let the bot post in this channel, or name another in the settings",
    "restricted_action_read_only_channel": "name a channel in the settings that takes messages",
    "message_limit_exceeded": "the workspace takes no more messages: look at its plan",
    "edit_window_closed": "let apps edit their messages for longer in the workspace's settings",
    "cant_update_message": "let the bot that posted the message edit it: was the token changed?",
    "file_uploads_disabled": "let files be uploaded in the workspace's settings",
    "storage_limit_reached": "the workspace takes no more files: look at its plan",
    "access_denied": "let the bot into the workspace of this channel",
    "team_access_not_granted": "install the app in the workspace of this channel",
}
_GONE = {"message_not_found", "thread_not_found"}
_NO_USER = {"users_not_found", "user_not_found"}
_NOT_JSON = "Received a response in a non-JSON format"


class MessageGone(errors.OperatorMustAct):
    """Somebody deleted the message: it is not wanted."""

    happened = "{service} has no message for {request}"
    remedy = "nothing to do: it is not posted again"


class UserNotFound(errors.NotFound):
    """Nobody of the workspace is meant by what was asked for."""


@contextmanager
def translated(method: str) -> Generator[None, None, None]:
    """Turn all that slack_sdk raises into a `ClientError` about `method`."""
    try:
        yield
    except SlackApiError as error:
        raise _failure(method, error) from error
    except SlackRequestError as error:
        raise errors.AddressWrong("Slack", method, "the address is not http(s)") from error
    except TimeoutError as error:
        raise errors.TimedOut("Slack", method, "no complete answer in time") from error
    except (OSError, http.client.HTTPException) as error:
        if isinstance(getattr(error, "reason", None), ssl.SSLCertVerificationError):
            said = "its certificate is not accepted"
            raise errors.AddressWrong("Slack", method, said) from error
        said = f"the connection failed ({type(error).__name__})"
        raise errors.Unreachable("Slack", method, said) from error


def _failure(method: str, error: SlackApiError) -> errors.ClientError:
    answer: Any = error.response
    body: object = answer.data
    data: Json = cast("Json", body) if isinstance(body, dict) else {}
    code = str(data.get("error", "no reason given"))
    if answer.status_code == 429 or code == "ratelimited":
        wait = _seconds_to_wait(answer.headers)
        return errors.RateLimited("Slack", method, code, retry_after=wait)
    if answer.status_code >= 500 or code in _SERVER:
        return errors.ServerFailed("Slack", method, f"{answer.status_code} {code}")
    if code.startswith(_NOT_JSON):
        return errors.AnswerUnusable("Slack", method, code)
    if code == "missing_scope":
        needed = data.get("needed", "a scope that Slack does not name")
        advice = f"give the app the scope {needed} and install it again"
        return errors.ScopeMissing("Slack", method, f"{code}: {needed}", advice=advice)
    return refusal(method, code, detail="; ".join([code, *_details(data)]))


def refusal(method: str, code: str, *, detail: str) -> errors.ClientError:
    """Return the error for one of Slack's codes, with what is known about the case."""
    if code in _CREDENTIALS:
        return errors.CredentialsRejected("Slack", method, detail)
    if code in _GONE:
        return MessageGone("Slack", method, detail)
    if code in _NO_USER:
        return UserNotFound("Slack", method, detail)
    if code in _ADVICE:
        return errors.NotFound("Slack", method, detail, advice=_ADVICE[code])
    return errors.RequestRefused("Slack", method, detail)


def gone(method: str) -> MessageGone:
    """Return the error for a message that is no longer there, where Slack gives no code for it."""
    return MessageGone("Slack", method, "a person deleted it")


def _details(data: Json) -> list[str]:
    metadata = cast("Json", data.get("response_metadata") or {})
    return [str(message) for message in cast("list[object]", metadata.get("messages") or [])]


def _seconds_to_wait(headers: dict[str, str]) -> float | None:
    after = {name.lower(): value for name, value in headers.items()}.get("retry-after", "")
    return float(after) if after.isdigit() else None

"""From GitHub's refusals, and PyGithub's exceptions, to the error tree.

Source of the statuses: GitHub, *Troubleshooting the REST API* and *Rate limits for the REST API*.
The header that names permissions: *Permissions required for fine-grained personal access tokens*.
"""

import json
import re
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import Any, cast

import requests
from github import BadAttributeException, GithubException, RateLimitExceededException
from pydantic import ValidationError

from clients import errors

SECONDARY_LIMIT_SECONDS = 60.0
"""How long to wait when a secondary limit does not say: at least a minute (GitHub)."""

_RULES = ("rule violation", "protected branch", "through a pull request", "being restricted")
_FORBIDS_WRITING = (*_RULES, "archived", "is disabled", "are disabled", "is locked")

_BY_STATUS: Mapping[int, type[errors.ClientError]] = {
    401: errors.CredentialsRejected,
    403: errors.ScopeMissing,
    # GitHub hides what a token may not see.
    404: errors.RepositoryMissing,
    409: errors.WriteRefused,
    410: errors.WriteRefused,
    413: errors.TooLarge,
    422: errors.RequestRefused,
    451: errors.RepositoryMissing,
}


@contextmanager
def translated(request: str) -> Generator[None, None, None]:
    """Turn all that PyGithub raises into a `ClientError` about `request`."""
    try:
        yield
    except GithubException as error:
        raise failure(request, error) from error
    except requests.exceptions.Timeout as error:
        raise errors.TimedOut("GitHub", request, "no complete answer in time") from error
    except requests.exceptions.SSLError as error:
        raise errors.AddressWrong("GitHub", request, "its certificate is not accepted") from error
    except requests.exceptions.RequestException as error:
        said = f"the connection failed ({type(error).__name__})"
        raise errors.Unreachable("GitHub", request, said) from error
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise errors.AnswerUnusable("GitHub", request, "the answer is not JSON") from error
    except (ValidationError, BadAttributeException) as error:
        said = "the answer has another shape than GitHub's"
        raise errors.AnswerUnusable("GitHub", request, said) from error
    except AssertionError as error:
        # PyGithub asserts that addresses in answers are those of the host it was given.
        advice = "spell the host of the API in the settings as the answers of that host do"
        said = "the answer leads to another host or path than the one in the settings"
        raise errors.AddressWrong("GitHub", request, said, advice=advice) from error


def failure(request: str, error: GithubException) -> errors.ClientError:
    """Return the error that stands for a refusal by GitHub."""
    said = message_of(error)
    headers = error.headers or {}
    if _is_rate_limit(error, headers):
        wait = _seconds_to_wait(headers)
        return errors.RateLimited("GitHub", request, said, retry_after=wait)
    if error.status >= 500:
        return errors.ServerFailed("GitHub", request, f"{error.status} {said}")
    kind = _refusal(error.status, said)
    advice = _missing(headers) if kind is errors.ScopeMissing else ""
    return kind("GitHub", request, f"{error.status} {said}", advice=advice)


def _missing(headers: Mapping[str, str]) -> str:
    """Return what the token needs, as far as GitHub says so: `issues=write`."""
    needed = headers.get("x-accepted-github-permissions", "")
    # GitHub's own words, and still from outside.
    if not re.fullmatch(r"[a-z_]+=[a-z]+(?:[,;] ?[a-z_]+=[a-z]+)*", needed):
        return ""
    either = needed.replace("; ", ";").replace(";", " or ")
    return f"give the token or App the permission {either}, and access to the repository"


def _refusal(status: int, said: str) -> type[errors.ClientError]:
    lower = said.lower()
    if status == 409 and "repository is empty" in lower:
        return errors.BranchMissing
    if status in {403, 422} and any(words in lower for words in _FORBIDS_WRITING):
        return errors.WriteRefused
    return _BY_STATUS.get(status, errors.RequestRefused)


def message_of(error: GithubException) -> str:
    """Return GitHub's own words, those about single fields included."""
    data: object = error.data
    if not isinstance(data, Mapping):
        return "no reason given"
    answer = cast("Mapping[str, Any]", data)
    words = [str(answer.get("message", ""))]
    details = answer.get("errors")
    for detail in cast("list[object]", details) if isinstance(details, list) else []:
        if isinstance(detail, Mapping):
            fields = cast("Mapping[str, object]", detail)
            words.append(" ".join(str(value) for value in fields.values()))
        else:
            words.append(str(detail))
    return "; ".join(word for word in words if word) or "no reason given"


def _is_rate_limit(error: GithubException, headers: Mapping[str, str]) -> bool:
    if error.status == 429 or isinstance(error, RateLimitExceededException):
        return True
    return error.status == 403 and (
        "retry-after" in headers or headers.get("x-ratelimit-remaining") == "0"
    )


def _seconds_to_wait(headers: Mapping[str, str]) -> float:
    after = headers.get("retry-after", "")
    if after.isdigit():
        return float(after)
    reset = headers.get("x-ratelimit-reset", "")
    if headers.get("x-ratelimit-remaining") == "0" and reset.isdigit():
        return max(0.0, float(reset) - time.time()) + 1
    return SECONDARY_LIMIT_SECONDS

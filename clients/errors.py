"""Everything a client can raise, grouped by who must act.

    ClientError
    ├── OperatorMustAct             whoever runs this worker: settings, credentials, addresses
    │   ├── CredentialsRejected     the key or token is not accepted at all
    │   ├── ScopeMissing            accepted, but it may not do this
    │   ├── NotFound                what the settings name is not there: project, channel, folder
    │   └── AddressWrong            what answers is not that service, or never can be
    ├── RepositoryOwnerMustAct      whoever owns the repository
    │   ├── RepositoryMissing       gone, renamed, or never shared with us
    │   ├── BranchMissing           the branch to read or to build on does not exist
    │   ├── TooLarge                above a limit that protects us or the service
    │   └── WriteRefused            a rule of the repository forbids the change
    ├── ServiceTrouble              nobody: temporary, the same request may succeed later
    │   ├── Unreachable             no connection, or it broke
    │   ├── TimedOut                connected, and no complete answer in time
    │   ├── RateLimited             asked to wait: `retry_after` says how long, if the service does
    │   ├── ServerFailed            the service failed on its side
    │   └── AnswerUnusable          an answer that is not what was asked for: half of it, or garbage
    ├── OurFault                    Groundskeeper: report it
    │   └── RequestRefused          what we sent is not what the service understands
    └── BudgetSpent                 nobody: Groundskeeper limits what one run asks of a service

A wrong host name is `Unreachable` as long as nothing answers, because from here it looks exactly
like a network that is down. It is `AddressWrong` as soon as something answers that is not the
service, or when the address cannot be right (no scheme, a host that must never see the key).

Only `ServiceTrouble` is `temporary`. Nothing may be concluded from any of them.
"""

import re
from typing import ClassVar

from clients.secrecy import REMOVED, without_secrets

DETAIL_LIMIT = 300
"""Characters kept of what a service said; a page of HTML is no help in a log line."""

# What nobody may see, ours or not: PostHog, GitHub and Slack keys, Authorization headers,
# passwords in URLs.
_SECRETS = re.compile(
    r"\bph[a-z]_\w+"
    r"|\b(?:gh[a-z]_|github_pat_)\w+"
    r"|\bx(?:ox[a-z]|app)-[\w-]+"
    r"|(?<=[Bb]earer )\S+|(?<=[Bb]asic )\S+"
    r"|(?<=://)[^/\s@]+(?=@)"
)


def printable(text: str, limit: int = DETAIL_LIMIT) -> str:
    """Return `text` fit for one line of a log: no control characters, no credentials, cut."""
    visible = "".join(char if char.isprintable() else " " for char in text)
    line = _SECRETS.sub(REMOVED, without_secrets(" ".join(visible.split())))
    return line if len(line) <= limit else line[: limit - 1] + "…"


class ClientError(Exception):
    """A service, or a folder that stands for one, did not give what was asked for."""

    temporary: ClassVar[bool] = False
    """Whether the same request may succeed later without anybody doing anything."""
    happened: ClassVar[str] = "{service} failed on {request}"
    remedy: ClassVar[str] = "look at the service's own status"

    def __init__(self, service: str, request: str, detail: str, *, advice: str = "") -> None:
        self.service = service
        """Name a person knows: `PostHog`, `GitHub`, `Slack`, `git`, `evidence folder`."""
        self.request = printable(request)
        """Method and path, never a host or a header: `GET /api/projects/1/feature_flags/`."""
        self.detail = printable(detail)
        """What the service said, cut and without credentials."""
        self.advice = advice or self.remedy
        """What to do about it."""
        super().__init__(service, self.request, self.detail, self.advice)

    def __str__(self) -> str:
        what = self.happened.format(service=self.service, request=self.request)
        return f"{what}: {self.detail}; {self.advice}"


class OperatorMustAct(ClientError):
    """Settings, credentials or addresses are wrong; nothing will change until they are edited."""

    happened = "{service} cannot answer {request}"
    remedy = "check the settings"


class CredentialsRejected(OperatorMustAct):
    """The key or token is not accepted: wrong, expired, revoked, or of another region."""

    happened = "{service} did not accept the credentials of {request}"
    remedy = "check the key or token in the settings, and that it belongs to this host"


class ScopeMissing(OperatorMustAct):
    """The credentials are good, and may not do this."""

    happened = "{service} forbids {request}"
    remedy = "give the key or token the scope that is named, or access to the project"


class NotFound(OperatorMustAct):
    """What the settings name is not there."""

    happened = "{service} does not have what {request} asks for"
    remedy = "check the name or id in the settings"


class AddressWrong(OperatorMustAct):
    """What answers at the configured address is not the service, or never can be."""

    happened = "{service} is not what answers {request}"
    remedy = "check the host in the settings"


class RepositoryOwnerMustAct(ClientError):
    """Something about one repository; the others are not concerned."""

    happened = "{service} cannot do {request}"
    remedy = "look at the repository's settings"


class RepositoryMissing(RepositoryOwnerMustAct):
    """Gone, renamed, or not shared with this worker."""

    happened = "{service} shows no repository for {request}"
    remedy = "check its name, and that this worker was given access to it"


class BranchMissing(RepositoryOwnerMustAct):
    """The branch to read, or to build on, does not exist."""

    happened = "{service} has no such branch for {request}"
    remedy = "check the branch in the settings"


class TooLarge(RepositoryOwnerMustAct):
    """Above a limit that protects this worker or the service."""

    happened = "{service} has more than can be read for {request}"
    remedy = "exclude folders, or raise the limit in the settings"


class WriteRefused(RepositoryOwnerMustAct):
    """A rule of the repository forbids the change: protection, archived, disabled."""

    happened = "{service} refused the change {request}"
    remedy = "look at the repository's branch and permission rules"


class ServiceTrouble(ClientError):
    """Temporary: the same request may succeed later, and nobody has to do anything."""

    temporary = True
    happened = "{service} could not answer {request}"
    remedy = "nothing to do: it is tried again"


class Unreachable(ServiceTrouble):
    """No connection, or it broke before the answer was complete."""

    happened = "{service} could not be reached for {request}"
    remedy = "it is tried again; if it stays, check the host in the settings and the network"


class TimedOut(ServiceTrouble):
    """No complete answer in time."""

    happened = "{service} did not answer {request} in time"
    remedy = "it is tried again; if it stays, look at the service's status page"


class RateLimited(ServiceTrouble):
    """The service asks for patience. `retry_after` is in seconds, None if it did not say."""

    happened = "{service} asks to slow down on {request}"
    remedy = "it is tried again after the wait"

    def __init__(
        self,
        service: str,
        request: str,
        detail: str,
        *,
        advice: str = "",
        retry_after: float | None = None,
    ) -> None:
        super().__init__(service, request, detail, advice=advice)
        self.retry_after = retry_after


class ServerFailed(ServiceTrouble):
    """The service failed on its side."""

    happened = "{service} failed on {request}"
    remedy = "it is tried again; if it stays, look at the service's status page"


class AnswerUnusable(ServiceTrouble):
    """The answer is not what was asked for: half of it, another shape, or garbage."""

    happened = "{service} gave no usable answer to {request}"
    remedy = "it is tried again; if it stays, something between here and the service alters answers"


class OurFault(ClientError):
    """Groundskeeper is wrong."""

    happened = "{service} did not understand {request}"
    remedy = "report it to Groundskeeper with this line"


class RequestRefused(OurFault):
    """What we sent is not what the service understands."""

    happened = "{service} refused {request}"


class BudgetSpent(ClientError):
    """This run asked as often as it allows itself; asking again would only ask more."""

    happened = "{service} was not asked for {request}"
    remedy = "the next run asks again; if it stays, raise the limits of a run"

"""From what git says when it fails to the error tree."""

import re
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from clients import errors

# First match wins. git has no codes, so these are its own words with LC_ALL=C, and GitHub's.
_SAYINGS: tuple[tuple[str, type[errors.ClientError], str], ...] = (
    # A lock file of a reference that cannot be written is told without the system's reason.
    (r"No space left on device|Disk quota exceeded|Read-only file system|couldn't write '",
     errors.OperatorMustAct, "make room in the cache folder, and let this worker write there"),
    (r"(unable to|cannot|could not|failed to) (create|write|open|mkdir|rename).*Permission denied",
     errors.OperatorMustAct, "let this worker write in the cache folder"),
    (r"detected dubious ownership", errors.OperatorMustAct,
     "let the user of this worker own the folder"),
    (r"couldn't find remote ref|Remote branch .* not found", errors.BranchMissing, ""),
    # A commit that was asked for by name and is not there, or not any more.
    (r"not our ref|unadvertised object", errors.BranchMissing, ""),
    (r"Authentication failed|could not read (Username|Password)|returned error: 401",
     errors.CredentialsRejected, ""),
    (r"returned error: 403|Write access to repository not granted|access denied|Permission denied",
     errors.ScopeMissing, "give the token read access to the contents of this repository"),
    (r"returned error: 429", errors.RateLimited, ""),
    (r"returned error: 30\d|unable to update url base from redirection",
     errors.RepositoryMissing, "it has moved: put its new address into the settings"),
    ((r"Repository not found|repository '.*' not found|returned error: 404"
      r"|does not appear to be a git repository|does not exist"), errors.RepositoryMissing, ""),
    (r"returned error: 5\d\d|remote error: .*internal|remote: Internal", errors.ServerFailed, ""),
    ((r"Could not resolve|[Ff]ailed to connect|Couldn't connect|Empty reply|early EOF|hung up"
      r"|Connection (refused|reset|timed out)|Operation timed out|disconnect|RPC failed"),
     errors.Unreachable, ""),
    (r"certificate", errors.AddressWrong,
     "check the host in the settings and this machine's certificates"),
    (r"SSL|TLS", errors.Unreachable, ""),
    (r"valid 'info/refs'|info/refs not valid|is this a git repository", errors.AddressWrong, ""),
)  # fmt: skip


class GitConfused(errors.AnswerUnusable):
    """git failed with words that say nothing about the other side: perhaps the mirror is broken."""


def failure(request: str, said: str) -> errors.ClientError:
    """Return the error that stands for what git said on standard error."""
    for pattern, kind, advice in _SAYINGS:
        if line := next((line for line in said.splitlines() if re.search(pattern, line)), None):
            return kind("git", request, line, advice=advice)
    last = said.strip().splitlines()[-1:] or ["it said nothing"]
    return GitConfused("git", request, last[0])


@contextmanager
def no_room_is_the_operators(request: str, folder: Path) -> Generator[None, None, None]:
    """Turn what the file system says about the cache folder into advice."""
    try:
        yield
    except OSError as error:
        said = error.strerror or type(error).__name__
        advice = f"make {folder} writable for this worker and give it room"
        raise errors.OperatorMustAct("git", request, said, advice=advice) from error

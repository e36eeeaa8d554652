"""Labels: made when they are needed, by whoever comes first."""

import github
from github.Repository import Repository

from clients.github.failures import message_of

COLOUR = "c5def5"


def ensure_label(repository: Repository, label: str) -> None:
    """Make a label unless it is there."""
    try:
        _ = repository.get_label(label).color
    except github.UnknownObjectException:
        try:
            repository.create_label(label, COLOUR)
        except github.GithubException as error:
            # Another worker made it meanwhile.
            if error.status != 422 or "already_exists" not in message_of(error):
                raise

"""What commands share that ask PostHog themselves, without a worker."""

from pathlib import Path
from typing import TYPE_CHECKING

from cli.failures import WrongCommand, complain

if TYPE_CHECKING:
    from stamina.instrumentation import RetryDetails

    from activities.wiring import Project


def chosen_project(config: Path | None, name: str | None) -> "Project":
    """Return the project that the command line means.

    Raises:
        WrongCommand: The settings have none of that name, or several to choose from.
        ConfigurationError: The settings are wrong, or the project's key is not set.
    """
    import settings
    from runtime import projects

    loaded = settings.load(config)
    known = ", ".join(loaded.projects)
    if name is None and len(loaded.projects) > 1:
        raise WrongCommand(f"--project: there are several, name one of: {known}")
    if name is not None and name not in loaded.projects:
        raise WrongCommand(f"--project: {name!r} is none of: {known}")
    return projects.project(loaded, name or next(iter(loaded.projects)))


def tell_of_waits() -> None:
    """Say why PostHog takes longer: somebody is waiting, and reads no log."""
    from stamina.instrumentation import set_on_retry_hooks

    set_on_retry_hooks([_tell])


def _tell(details: "RetryDetails") -> None:
    complain(f"trying again in {details.wait_for:.1f} s: {details.caused_by}")

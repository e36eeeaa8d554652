"""Where a look takes PostHog's side from: a folder, or a project of the settings."""

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cli.failures import WrongCommand
from cli.live import chosen_project, tell_of_waits
from cli.look import Folder, PostHogSaid, Rules
from cli.output import checked_folder
from scans import SCANS
from scans.model import CapturedNames, Documents

if TYPE_CHECKING:
    from activities.wiring import Project
    from settings import Settings


@dataclass(frozen=True)
class Source:
    """What a look judges by."""

    said: PostHogSaid
    rules: Rules
    now: datetime
    enabled: tuple[str, ...] = tuple(scan.name for scan in SCANS)
    """The scans that run where none is named."""
    untold: Mapping[str, str] = field(default_factory=dict[str, str])
    """Scans of which there is nothing to be read, with the reason."""


def opened(
    evidence: Path | None, config: Path | None, project: str | None, now: datetime
) -> Source:
    """Return what the command line means.

    Raises:
        WrongCommand: The folder cannot be used, or the settings have no such project.
        ConfigurationError: The settings are wrong, or the project's key is not set.
    """
    if evidence is not None:
        return _folder(evidence, config, now)
    chosen = chosen_project(config, project)
    return Source(Live(chosen, now), rules_of(chosen), now, enabled=chosen.scans)


def _folder(evidence: Path, config: Path | None, now: datetime) -> Source:
    from clients.evidence_folder import META, read_folder

    documents = read_folder(checked_folder(evidence, "a folder of `evidence pull`"))
    if META in documents.blind:
        # Another clock is another judgement: this machine's may not stand in for the folder's.
        raise WrongCommand(f"{evidence}: {documents.blind[META]}")
    folder = Folder(documents)
    rules = _rules_beside_evidence(config)
    return Source(folder, rules, documents.now or now, untold=folder.untold())


def _rules_beside_evidence(config: Path | None) -> Rules:
    """A folder needs no settings; thresholds are taken from a file only if one is named."""
    from scans.dead_events import DeadEventSettings
    from scans.event_health import EventHealthSettings
    from scans.stale_flags import StaleFlagSettings

    if config is None:
        return Rules(StaleFlagSettings(), DeadEventSettings(), EventHealthSettings())
    import settings

    return rules_of_settings(settings.load(config))


def rules_of_settings(loaded: "Settings") -> Rules:
    """Return the thresholds of every scan."""
    scans = loaded.scans
    return Rules(scans.stale_flags.rule(), scans.dead_events.rule(), scans.event_health.rule())


def rules_of(project: "Project") -> Rules:
    """Return the same for a project that is asked."""
    return Rules(project.stale_flags, project.dead_events, project.event_health)


class Live:
    """A project that is asked, once for each thing: what one scan has read serves the next."""

    def __init__(self, project: "Project", now: datetime) -> None:
        self._project = project
        self._now = now
        self.documents = Documents({})

    def for_flags(self) -> Documents:
        """Read what the scan of flags judges."""
        from activities.evidence import read_for_flags

        project = self._project
        return self._read(
            read_for_flags(project.open_posthog, project.stale_flags, self._now, self.documents)
        )

    def for_events(self, captured: Sequence[CapturedNames]) -> Documents:
        """Read what the scan of dead events judges."""
        from activities.evidence import read_for_events

        project = self._project
        return self._read(
            read_for_events(
                project.open_posthog, captured, project.dead_events, self._now, self.documents
            )
        )

    def for_health(self) -> Documents:
        """Read what the scan of event health judges."""
        from activities.evidence import read_for_health

        project = self._project
        return self._read(
            read_for_health(
                project.open_posthog, (), project.event_health, self._now, self.documents
            )
        )

    def for_folder(self) -> Documents:
        """Read what is left of the lists: a folder is complete by declaration."""
        from activities.evidence import read_the_rest

        return self._read(read_the_rest(self._project.open_posthog, self._now, self.documents))

    def _read(self, reading: Coroutine[None, None, Documents]) -> Documents:
        tell_of_waits()
        self.documents = asyncio.run(reading)
        return self.documents

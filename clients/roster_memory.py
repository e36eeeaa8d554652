"""The flags of a project as they were last read whole, so that they need not be read every time.

Each page of the list of flags that a personal key reads is billed like a request for evaluation.
What is kept is what the scan reads: no payload values, no personal data. A file that is not exactly
what was written is not there, like every document of `clients.index_memory`.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from clients.index_memory import IndexMemory
from scans.model import Json

_KIND = "roster"
_FORMAT = "roster 1"
"""Changes whenever other fields of a flag are kept than before."""


@dataclass(frozen=True)
class Roster:
    """Every flag of a project that is not deleted, archived ones too."""

    read_at: datetime
    """When reading them began."""
    flags: list[Json]
    remembered: bool = False
    """Whether they come out of the memory."""


class RosterMemory:
    """Keeps one roster per project in a folder, readable by this user alone."""

    def __init__(self, folder: Path) -> None:
        self._documents = IndexMemory(folder, _FORMAT)

    def recall(self, host: str, project_id: int | str) -> Roster | None:
        """Return the roster that was kept last; None if there is none that can be used."""
        content = self._documents.recall(_KIND, _key(host, project_id))
        if content is None:
            return None
        try:
            kept = cast("Json", json.loads(content))
            return Roster(datetime.fromisoformat(kept["read_at"]), kept["flags"], remembered=True)
        except (KeyError, TypeError, ValueError):
            return None

    def keep(self, host: str, project_id: int | str, roster: Roster) -> None:
        """Keep a roster that was read whole. Raises nothing: what is lost is read again."""
        kept: dict[str, Any] = {"read_at": roster.read_at.isoformat(), "flags": roster.flags}
        self._documents.keep(_KIND, _key(host, project_id), json.dumps(kept).encode())


def _key(host: str, project_id: int | str) -> str:
    return f"{host.rstrip('/')} {project_id}"

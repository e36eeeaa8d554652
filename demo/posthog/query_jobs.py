"""Queries that were answered before, or are answered later."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import uuid4

from demo.posthog.shapes import Json

CACHE_TIME = timedelta(minutes=5)


@dataclass
class Job:
    """An asynchronous query: its whole answer, and how often a poll still says "running"."""

    id: str
    answer: Json
    started: datetime
    polls_left: int
    outcome: str
    ended: bool = False


@dataclass
class QueryJobs:
    """Cached answers by query, and asynchronous queries by id."""

    _cached: dict[str, tuple[datetime, Json]] = field(
        default_factory=dict[str, tuple[datetime, Json]]
    )
    _jobs: dict[str, Job] = field(default_factory=dict[str, Job])

    def forget(self) -> None:
        """Drop cached answers, because what they were made from changed."""
        self._cached.clear()

    def cached(self, query: Json, now: datetime) -> Json | None:
        """The answer to the identical query, while it is younger than five minutes."""
        found = self._cached.get(json.dumps(query, sort_keys=True))
        if found is None or now - found[0] >= CACHE_TIME:
            return None
        return found[1]

    def remember(self, query: Json, now: datetime, answer: Json) -> None:
        """Keep an answer for the next identical query."""
        self._cached[json.dumps(query, sort_keys=True)] = (now, answer)

    @property
    def unfinished(self) -> int:
        """Asynchronous queries that were neither polled to their end nor cancelled."""
        return sum(not job.ended for job in self._jobs.values())

    def start(self, answer: Json, now: datetime, *, polls: int, outcome: str) -> Job:
        """Begin an asynchronous query that is done after `polls` more polls."""
        job = Job(uuid4().hex, answer, now, polls, outcome)
        self._jobs[job.id] = job
        return job

    def get(self, job_id: str) -> Job | None:
        """A started query."""
        return self._jobs.get(job_id)

    def cancel(self, job_id: str) -> bool:
        """Forget a query; whether there was one."""
        return self._jobs.pop(job_id, None) is not None

"""Hours of the past, counted backwards from the moment at which they end."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from clients.errors import ClientError
from clients.posthog.usage_rows import DAY, HOUR, Run, is_too_large, unusable, whole
from scans.model import Json

WEEK = 7 * DAY
MONTH = 28 * DAY


@dataclass(frozen=True)
class Span:
    """Whole hours between two moments in Unix seconds."""

    since: int
    until: int

    @property
    def hours(self) -> int:
        """How many they are."""
        return (self.until - self.since) // HOUR

    @property
    def values(self) -> Json:
        """What bounds a text, and what it counts hours from."""
        return {"since": self.since, "until": self.until, "before": self.until - 1}

    def pieces(self, length: int) -> Iterator[Json]:
        """The values for pieces of so many seconds, the newest first; hours count from its end."""
        for end in range(self.until, self.since, -length):
            yield self.values | {"since": max(end - length, self.since), "until": end}

    async def read(self, run: Run, text: str, more: Json, name: str, limit: int) -> list[Json]:
        """Return the rows of a text that groups by the hour; of too many, week by week.

        Weeks do not split an hour, so that their rows together are those of the whole.
        """
        try:
            return await run(text, self.values | more, name, limit)
        except ClientError as error:
            if not is_too_large(error):
                raise
        weeks = [await run(text, week | more, name, limit) for week in self.pieces(WEEK)]
        return [row for week in weeks for row in week]

    def spread(self, rows: Iterable[Json], column: str, name: str) -> list[int]:
        """Return a column by the hour, oldest first; hours without a row are zero."""
        counts = [0] * self.hours
        for row in rows:
            counts[self.place(row, name)] = whole(row, column, name)
        return counts

    def place(self, row: Json, name: str) -> int:
        """Return the place of a row's hour. Raises `AnswerUnusable` for one outside."""
        back = whole(row, "hours_back", name)
        if back >= self.hours:
            raise unusable(name, "an hour that was not asked for")
        return self.hours - 1 - back

"""Each delivery handed over once, and not too many at a time."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import replace

from listener.answers import Answer, Refused
from listener.doors import Unavailable
from listener.metrics import Metrics

REMEMBERED = 10_000
"""Deliveries whose answer is kept: a few minutes under load. Temporal remembers the others."""


class HandOvers:
    """Deliveries on their way to Temporal, and the answers of those that arrived."""

    def __init__(self, most_at_once: int, metrics: Metrics) -> None:
        self._most = most_at_once
        self._metrics = metrics
        self._under_way: dict[str, asyncio.Future[Answer]] = {}
        self._answered: OrderedDict[str, Answer] = OrderedDict()

    async def once(self, delivery: str, hand_over: Callable[[], Awaitable[Answer]]) -> Answer:
        """Return the answer of `hand_over`, which is not run again for the same delivery.

        Raises:
            Refused: 503 where too many are under way, or Temporal is away. It may come again.
        """
        if known := self._answered.get(delivery):
            self._answered.move_to_end(delivery)
            return _replayed(known)
        if same := self._under_way.get(delivery):
            return _replayed(await asyncio.shield(same))
        if len(self._under_way) >= self._most:
            raise Refused(503, "busy", "too many deliveries at once; send the same again")
        # Whoever asked may leave before it is done; what has begun is brought to its end.
        return await asyncio.shield(self._begin(delivery, hand_over))

    def _begin(
        self, delivery: str, hand_over: Callable[[], Awaitable[Answer]]
    ) -> asyncio.Future[Answer]:
        task = asyncio.ensure_future(_translated(hand_over))
        self._under_way[delivery] = task
        self._metrics.in_flight.inc()
        task.add_done_callback(lambda done: self._end(delivery, done))
        return task

    def _end(self, delivery: str, done: asyncio.Future[Answer]) -> None:
        del self._under_way[delivery]
        self._metrics.in_flight.dec()
        if done.cancelled() or done.exception():
            return
        # What is left to do is done for the first alone, and holds on to its request.
        self._answered[delivery] = replace(done.result(), after=None)
        if len(self._answered) > REMEMBERED:
            self._answered.popitem(last=False)


async def _translated(hand_over: Callable[[], Awaitable[Answer]]) -> Answer:
    try:
        return await hand_over()
    except Unavailable as error:
        raise Refused(
            503, "unavailable", "Temporal is away; send the same request again later"
        ) from error


def _replayed(answer: Answer) -> Answer:
    return replace(answer, outcome="replayed", after=None)

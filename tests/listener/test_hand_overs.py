"""Many deliveries at once: each handed over once, and never too many at a time."""

import asyncio

import pytest

from listener import hand_overs
from listener.answers import Answer, Refused
from listener.hand_overs import HandOvers
from listener.metrics import Metrics
from tests.listener.callers import (
    PretendWatches,
    as_json,
    by_pipeline,
    calling,
    deploy_told,
)

TAKEN = Answer(202, {}, "handed_over")


async def test_beyond_the_limit_the_answer_is_503_at_once() -> None:
    """What is under way is brought to its end; what was refused is taken when it comes again."""
    watches = PretendWatches(open=asyncio.Event())
    bodies = [as_json(deploy_told(sha=f"{number:040x}")) for number in range(5)]
    async with calling(watches, most_handed_over_at_once=2) as client:

        async def send(body: bytes) -> int:
            answer = await client.post("/deploys", content=body, headers=by_pipeline(body))
            return answer.status_code

        first = [asyncio.create_task(send(body)) for body in bodies[:2]]
        while watches.waiting < len(first):
            await asyncio.sleep(0)
        assert [await send(body) for body in bodies[2:]] == [503] * 3
        assert watches.open
        watches.open.set()
        assert await asyncio.gather(*first) == [202, 202]
        assert [await send(body) for body in bodies[2:]] == [202] * 3
    assert len(watches.heard) == 5


async def test_the_same_delivery_at_the_same_time_is_one() -> None:
    """Whoever comes while the first is under way waits for it and hears the same."""
    begun, opened = 0, asyncio.Event()

    async def hand_over() -> Answer:
        nonlocal begun
        begun += 1
        await opened.wait()
        return TAKEN

    overs = HandOvers(1, Metrics())
    waiting = [asyncio.create_task(overs.once("d", hand_over)) for _ in range(5)]
    await asyncio.sleep(0)
    opened.set()
    answers = await asyncio.gather(*waiting)
    assert [answer.outcome for answer in answers] == ["handed_over"] + ["replayed"] * 4
    assert begun == 1


async def test_a_caller_that_leaves_does_not_undo_its_delivery() -> None:
    """What has begun is brought to its end, and answered when the sender comes again."""
    opened = asyncio.Event()

    async def hand_over() -> Answer:
        await opened.wait()
        return TAKEN

    overs = HandOvers(1, Metrics())
    leaving = asyncio.create_task(overs.once("d", hand_over))
    await asyncio.sleep(0)
    leaving.cancel()
    await asyncio.gather(leaving, return_exceptions=True)
    opened.set()
    assert (await overs.once("d", hand_over)).outcome == "replayed"


async def test_a_failure_is_not_remembered() -> None:
    """A delivery that was refused is tried anew."""
    overs = HandOvers(1, Metrics())

    async def refuse() -> Answer:
        raise Refused(503, "unavailable", "away")

    async def take() -> Answer:
        return TAKEN

    with pytest.raises(Refused):
        await overs.once("d", refuse)
    assert (await overs.once("d", take)).outcome == "handed_over"


async def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest answers are forgotten, those that are asked for are not."""
    monkeypatch.setattr(hand_overs, "REMEMBERED", 3)
    overs, begun = HandOvers(1, Metrics()), list[str]()

    async def send(delivery: str) -> None:
        async def take() -> Answer:
            begun.append(delivery)
            return TAKEN

        await overs.once(delivery, take)

    for delivery in ("a", "b", "c", "a", "d", "a", "b"):
        await send(delivery)
    assert begun == ["a", "b", "c", "d", "b"]

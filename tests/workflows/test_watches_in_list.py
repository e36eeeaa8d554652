"""Watches as Temporal lists them: who looks how often, who takes over, who may be told."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from temporalio.client import Client, WorkflowHandle
from temporalio.common import SearchAttributePair, TypedSearchAttributes

from activities.watch_payloads import AskPlace, AskToAlert, MayAlert, WatchPlace
from activities.watch_record import WatchRules, may_alert, place_of_watch
from scans.deploy_watch.incoming import DeployWatchRequest, HeardDeploy, Press
from scans.deploy_watch.report import DeployWatchReport
from scans.deploy_watch.settings import DeployWatchSettings
from scans.deploy_watch.telling import QuietTime, TellingRules
from scans.deploy_watch.verdicts import Verdict
from scans.model import BlockedBy, Deploy, ScanRequest
from tests.workflows.bench import dev_server, working
from tests.workflows.pretend_watch import PretendWatch, Script, always, deploy, incident
from workflows import names
from workflows.placebo_replay import PlaceboReplay

pytestmark = pytest.mark.requires_server

NOW = datetime.now(UTC).replace(second=0, microsecond=0)
RULES = WatchRules(
    settings=DeployWatchSettings(),
    telling=TellingRules(alerts="on", slack="on", quiet=QuietTime(enabled=False)),
    channel="incidents",
    queries_an_hour=2400,
    reserve=20,
    ui="http://127.0.0.1:8233/namespaces/default/workflows",
)


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    """A client of a server of this test's own, which suggests a new run early."""
    async with dev_server(
        "--dynamic-config-value", "limit.historyCount.suggestContinueAsNew=60"
    ) as found:
        yield found


def at(minutes_ago: int, number: int, sha: str = "") -> Deploy:
    """A deploy some minutes ago."""
    return deploy(
        sha or f"{number:040x}", at=NOW - timedelta(minutes=minutes_ago), number=str(number)
    )


async def start(
    client: Client, found: Deploy, watch: str = ""
) -> WorkflowHandle[object, DeployWatchReport]:
    """Start a watch by its name, with the one argument that the listener gives."""
    return await client.start_workflow(
        names.DEPLOY_WATCH,
        DeployWatchRequest(project="shop", deploy=found),
        id=watch or f"watch-{found.id}",
        task_queue=names.CORE,
        result_type=DeployWatchReport,
    )


async def tell(
    handle: WorkflowHandle[object, DeployWatchReport], update: str, said: HeardDeploy | Press
) -> str:
    """Say something to a watch; returns what it answers."""
    return await handle.execute_update(update, said, result_type=str)  # pyright: ignore[reportUnknownMemberType]


async def place(client: Client, found: Deploy, rules: WatchRules, shown: int) -> WatchPlace:
    """Return the place of a watch, once the server lists `shown` cards."""
    async with asyncio.timeout(30):
        while True:
            listed = [each async for each in client.list_workflows("WorkflowType = 'DeployWatch'")]
            cards = [each for each in listed if await each.memo()]
            if len(cards) >= shown:
                break
            await asyncio.sleep(0.05)
    order = AskPlace(project="shop", workflow_id=f"watch-{found.id}", deploy=found, at=NOW)
    return await place_of_watch(client, order, rules)


def broken_until(last: int) -> Script:
    """Broken from the first look on, and over from look `last` on."""
    return lambda look: Verdict.REGRESSION if look < last else "recovered"


async def test_twenty_watches_stay_within_what_may_be_asked(client: Client) -> None:
    """With 2,400 queries an hour all look at full pace; with 120, three look, the others wait."""
    pretend = PretendWatch()
    pretend.place = lambda _: {"waiting": True, "pace_minutes": 30.0}
    deploys = [
        deploy(
            f"{number:040x}",
            at=NOW - timedelta(minutes=number),
            number=str(number),
            environment=f"eu-{number}",
        )
        for number in range(1, 21)
    ]
    async with working(client, pretend):
        for each in deploys:
            await start(client, each)
        await place(client, deploys[0], RULES, 20)
        roomy = [await place(client, each, RULES, 20) for each in deploys]
        assert {(each.pace_minutes, each.waiting, each.said) for each in roomy} == {
            (3.0, False, "")
        }
        tight = replace(RULES, queries_an_hour=120)
        found = [await place(client, each, tight, 20) for each in deploys]
        assert [each.waiting for each in found] == [False] * 3 + [True] * 17
        assert [each.pace_minutes for each in found[:4]] == [6.0, 6.0, 9.0, 9.0]
        assert found[0].said == (
            "looks every 6 minutes, not every 3: 120 queries an hour for 20 watched deploys."
        )
        assert found[-1].said == (
            "waits: 120 queries an hour for 20 watched deploys; newer deploys come first."
        )


async def test_deploys_of_one_environment_follow_each_other(client: Client) -> None:
    """The newest takes over, and shares its verdict with what is less than two hours older."""
    pretend = PretendWatch()
    pretend.place = lambda _: {"waiting": True, "pace_minutes": 30.0}
    ended, older, newer = at(100, 1), at(40, 2), at(10, 3)
    async with working(client, pretend):
        first = await start(client, ended)
        await start(client, older)
        await start(client, newer)
        await first.signal("superseded", older)
        await first.result()
        seen = await place(client, newer, RULES, 3)
        assert (seen.newer, seen.older, seen.same) == (None, ("watch-2",), "")
        assert seen.sharing == (older, ended)
        assert (await place(client, older, RULES, 3)).newer == newer
        again = at(5, 4, newer.sha)
        assert (await place(client, again, RULES, 3)).same == "watch-3"


async def test_what_was_told_keeps_the_next_alert_back(client: Client) -> None:
    """The facts of one alert come from the cards of the others, and from the last replay."""
    pretend = PretendWatch()
    pretend.script = always(Verdict.REGRESSION)
    pretend.place = lambda _: {"pace_minutes": 0.002}
    told = at(30, 1)
    order = AskToAlert(project="shop", incident=incident(told, key="another"), at=NOW)
    async with working(client, pretend):
        assert (await may_alert(client, order, RULES)).blocked_by is BlockedBy.PLACEBO
        await client.execute_workflow(
            PlaceboReplay.run,
            ScanRequest(project="shop"),
            id="placebo:shop",
            task_queue=names.CORE,
            search_attributes=TypedSearchAttributes([SearchAttributePair(names.PROJECT, "shop")]),
        )
        allowed = await allowed_to(client, order, None)
        assert (allowed.channel, allowed.may_mention) == ("incidents", ("robin-hazel",))
        assert allowed.workflow_url == f"{RULES.ui}/another"
        await start(client, told)
        held = await allowed_to(client, order, BlockedBy.COOLING_DOWN)
        assert "has not become much worse" in held.detail


async def allowed_to(client: Client, order: AskToAlert, wanted: BlockedBy | None) -> MayAlert:
    """Ask until the record says what has just happened: Temporal lists it a moment later."""
    async with asyncio.timeout(30):
        while (found := await may_alert(client, order, RULES)).blocked_by is not wanted:
            await asyncio.sleep(0.05)
    return found


async def test_wrong_answers_ask_for_more_of_the_next_ones(client: Client) -> None:
    """More than two alerts that people called wrong double the spread of later watches."""
    pretend = PretendWatch()
    pretend.place = lambda _: {"pace_minutes": 0.002}
    begins = AskPlace(project="shop", workflow_id="next", deploy=at(1, 9), at=NOW, begins=True)
    async with working(client, pretend):
        for number in (1, 2, 3):
            assert (await place_of_watch(client, begins, RULES)).tau_scale == 1
            pretend.asked.clear()
            pretend.script = always(Verdict.REGRESSION)
            handle = await start(client, at(30, number))
            async with asyncio.timeout(30):
                while "comment" not in pretend.asked:
                    await asyncio.sleep(0.01)
            await tell(handle, "press", Press(action="not_ours", user="U7", trigger=str(number)))
            pretend.script = broken_until(0)
            assert (await handle.result()).marked_wrong
        async with asyncio.timeout(30):
            while (await place_of_watch(client, begins, RULES)).tau_scale != 2:
                await asyncio.sleep(0.05)


async def test_a_long_watch_goes_on_in_a_new_run(client: Client) -> None:
    """What it knows goes along: looks, deliveries that were heard, the message that was sent."""
    pretend = PretendWatch()
    pretend.script = broken_until(12)
    pretend.place = lambda _: {"pace_minutes": 0.0005}
    found = at(30, 1)
    heard = HeardDeploy(delivery="d1", deploy=found)
    async with working(client, pretend):
        handle = await start(client, found)
        assert await tell(handle, "heard", heard) == "begun"
        async with asyncio.timeout(60):
            while len(pretend.looks) < 8:
                await asyncio.sleep(0.01)
        latest = client.get_workflow_handle("watch-1", result_type=DeployWatchReport)
        assert (await latest.describe()).run_id != handle.first_execution_run_id
        assert await tell(latest, "heard", heard) == "known"
        report = await latest.result()
    assert (report.ended, report.looks) == ("resolved", 13)
    assert len([order for order in pretend.told if not order.told.ts]) == 1
    assert pretend.asked.count("mark") == pretend.asked.count("begin") == 1

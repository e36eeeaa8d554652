"""`schedules`: what runs when, and what a person may do about it."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.config import ConfigPath
from cli.output import print_json, print_text, say

if TYPE_CHECKING:
    from temporalio.client import Client, ScheduleDescription, ScheduleHandle

app = typer.Typer(
    no_args_is_help=True,
    help="What runs when; pause, resume, run now.\n\nExample: groundskeeper schedules list",
)

ScheduleId = Annotated[
    str, typer.Argument(metavar="ID", help="As `schedules list` prints it.", show_default=False)
]
Note = Annotated[
    str, typer.Option(metavar="TEXT", help="Why; stands in the list and in Temporal's pages.")
]


@app.command("list")
def list_schedules(
    config: ConfigPath = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Show every schedule: next run, last run, whether it is paused.

    \b
    Example: groundskeeper schedules list
    """
    from runtime.schedules import describe_all

    rows = [_row(found, there) for found, there in _with_client(config, describe_all)]
    if as_json:
        print_json({"schema": "schedules/1", "schedules": rows})
        return
    from messages.table import schedules_table

    print_text(schedules_table(rows))


def _row(schedule_id: str, described: "ScheduleDescription") -> dict[str, Any]:
    info, state = described.info, described.schedule.state
    return {
        "id": schedule_id,
        "paused": state.paused,
        "note": state.note or "",
        "next": _time(info.next_action_times[0]) if info.next_action_times else None,
        "last": _time(info.recent_actions[-1].started_at) if info.recent_actions else None,
    }


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


@app.command()
def apply(config: ConfigPath = None) -> None:
    """Make the schedules be as declared; a person's pause stays.

    \b
    Example: groundskeeper schedules apply
    """
    import settings
    import worker
    from runtime.schedules import reconcile

    declared = worker.declared_schedules(settings.load(config))
    _with_client(config, lambda client: reconcile(client, declared))
    say(f"{len(declared)} schedules are as the settings want them")


@app.command()
def pause(
    schedule_id: ScheduleId, config: ConfigPath = None, note: Note = "paused by hand"
) -> None:
    """Stop a schedule until `resume`, whatever restarts meanwhile.

    \b
    Example: groundskeeper schedules pause groundskeeper:stale_flags:shop
    """
    _on(config, schedule_id, lambda handle: handle.pause(note=note))
    say(f"paused {schedule_id}; `groundskeeper schedules resume {schedule_id}` ends it")


@app.command()
def resume(
    schedule_id: ScheduleId, config: ConfigPath = None, note: Note = "resumed by hand"
) -> None:
    """Let a paused schedule run again.

    \b
    Example: groundskeeper schedules resume groundskeeper:stale_flags:shop
    """
    _on(config, schedule_id, lambda handle: handle.unpause(note=note))
    say(f"resumed {schedule_id}")


@app.command()
def trigger(schedule_id: ScheduleId, config: ConfigPath = None) -> None:
    """Run a schedule now, behind a run that is under way.

    \b
    Example: groundskeeper schedules trigger groundskeeper:stale_flags:shop
    """
    from temporalio.client import ScheduleOverlapPolicy

    _on(
        config,
        schedule_id,
        lambda handle: handle.trigger(overlap=ScheduleOverlapPolicy.BUFFER_ONE),
    )
    say(f"asked for a run of {schedule_id}; a worker carries it out")


def _on(config: Any, schedule_id: str, do: "Callable[[ScheduleHandle], Awaitable[None]]") -> None:
    from runtime.schedules import existing

    async def run(client: "Client") -> None:
        await do(await existing(client, schedule_id))

    _with_client(config, run)


def _with_client(config: Any, do: "Callable[[Client], Awaitable[Any]]") -> Any:
    import asyncio

    import settings
    import worker

    async def run() -> Any:
        return await do(await worker.connect(settings.load(config)))

    return asyncio.run(run())

"""`capture`: what preview mode would have sent."""

import json
from typing import Annotated

import typer

from cli.config import ConfigPath
from cli.output import console, print_json

app = typer.Typer(no_args_is_help=True, help="What preview mode would have sent.")


@app.command()
def show(
    config: ConfigPath = None,
    last: Annotated[int, typer.Option(min=1, help="How many records, newest last.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Print the payloads that were captured instead of being delivered.

    Example: groundskeeper capture show --last 5
    """
    import settings
    import worker
    from messages.escape import terminal

    file = worker.capture_file(settings.load(config))
    reading = file.read()
    records = list(reading.records)[-last:]
    if as_json:
        print_json({"schema": "captures/1", "records": records, "torn": reading.torn})
        return
    out = console()
    for record in records:
        out.rule(terminal(f"{record['output']} · {record['operation']} · {record['target']}"))
        out.print(terminal(json.dumps(record["payload"], indent=2), keep_lines=True), markup=False)
    if not records:
        out.print(f"nothing was captured in {file.path}", markup=False)
    if reading.torn:
        out.print("the last line is incomplete: a writer was stopped in the middle of it")

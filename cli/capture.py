"""`capture`: what preview mode would have sent."""

import json
from typing import Annotated, Any

import typer

from cli.config import ConfigPath
from cli.failures import complain
from cli.output import print_json, print_text

app = typer.Typer(
    no_args_is_help=True,
    help="What preview mode would have sent.\n\nExample: groundskeeper capture show",
)


@app.command()
def show(
    config: ConfigPath = None,
    last: Annotated[
        int, typer.Option(min=1, metavar="N", help="How many records, newest last.")
    ] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Print the payloads that were captured instead of being delivered.

    \b
    Example: groundskeeper capture show --last 5
    """
    from rich.rule import Rule
    from rich.text import Text

    import settings
    import worker
    from messages.escape import terminal

    file = worker.capture_file(settings.load(config))
    captured = file.read()
    records = captured.records[-last:]
    if as_json:
        print_json(
            {
                "schema": "captures/1",
                "records": [each.model_dump(mode="json", by_alias=True) for each in records],
                "unreadable_lines": list(captured.unreadable_lines),
            }
        )
        return
    for record in records:
        title = f"{record.output} · {record.operation} · {record.target} · {record.at:%F %R}"
        print_text(Rule(Text(terminal(title))))
        print_text(Text(_readable(record.payload)))
    if not records:
        complain("nothing was captured yet")
    for line in captured.unreadable_lines:
        complain(f"line {line} cannot be read: a writer was stopped in the middle of it")


def _readable(payload: dict[str, Any]) -> str:
    """Return a payload as people read it: long texts as lines, the rest as JSON."""
    from messages.escape import terminal

    parts: list[str] = []
    for name, value in payload.items():
        text = value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False)
        shown = terminal(text, keep_lines=True)
        parts.append(f"{name}:\n{shown}\n" if "\n" in shown else f"{name}: {shown}")
    return "\n".join(parts)

"""`config`: check, print and start the settings file."""

from pathlib import Path
from typing import Annotated

import typer

from cli.failures import WRONG_CONFIGURATION, WrongCommand, complain
from cli.output import print_json, say

app = typer.Typer(
    no_args_is_help=True,
    help="Check, describe or start the settings file.\n\nExample: groundskeeper config check",
)

ConfigPath = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="The settings file; else GROUNDSKEEPER_CONFIG, else ./groundskeeper.toml.",
    ),
]

ProjectName = Annotated[
    str | None, typer.Option("--project", metavar="NAME", help="Which project; else the only one.")
]


@app.command()
def check(
    path: Annotated[Path | None, typer.Argument(metavar="FILE", help="The settings file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Say everything that is wrong with the settings.

    The exit status is 3 if anything is.

    \b
    Example: groundskeeper config check groundskeeper.toml
    """
    import dataclasses

    import settings

    problems = settings.check(path)
    if as_json:
        print_json({"schema": "config-check/1", "problems": [*map(dataclasses.asdict, problems)]})
    else:
        for problem in problems:
            complain(problem)
        if not problems:
            say("the settings are fine")
    if problems:
        raise typer.Exit(WRONG_CONFIGURATION)


@app.command()
def schema() -> None:
    """Print the JSON Schema of the settings file.

    \b
    Example: groundskeeper config schema > groundskeeper.schema.json
    """
    import settings

    print_json(settings.json_schema())


@app.command()
def init(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it.")] = Path(
        "groundskeeper.toml"
    ),
) -> None:
    """Write a commented starter file, and its schema.

    A file that is there already is never overwritten.

    \b
    Example: groundskeeper config init
    """
    import json

    import settings

    schema_path = path.with_name(settings.SCHEMA_FILE)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(settings.starter())
        schema_text = json.dumps(settings.json_schema(), indent=2) + "\n"
        schema_path.write_text(schema_text, encoding="utf-8")
    except FileExistsError:
        raise WrongCommand(f"{path} is already there; nothing was written") from None
    except OSError as error:
        raise WrongCommand(f"{error.filename} cannot be written: {error.strerror}") from None
    say(f"wrote {path} and {schema_path}")
    say(f"fill in the project, then: groundskeeper config check {path}")

"""`scan`: one look at one checkout, with the rules that the scheduled scans use."""

import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.config import ConfigPath, ProjectName
from cli.failures import BLIND, WrongCommand, complain
from cli.output import Checkout, checked_folder, print_json, print_text, working

if TYPE_CHECKING:
    from messages.sarif import LineOf
    from scans.model import ScanResult, SourceTree

FAIL_ON_MATCHED = 1

Only = Annotated[
    str | None, typer.Option(metavar="SCANS", help="Names of scans, with commas between them.")
]
Evidence = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="A folder of `evidence pull`, instead of PostHog; where its meta.json "
        "names no `now`, the clock does.",
    ),
]
Sarif = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write the findings there too, for code scanning."),
]
FailOn = Annotated[
    str | None,
    typer.Option(
        metavar="WORDS",
        help="Verdicts or readiness words, with commas, that make the exit status 1.",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("scan")(scan)


def scan(
    path: Checkout,
    only: Only = None,
    evidence: Evidence = None,
    sarif: Sarif = None,
    fail_on: FailOn = None,
    config: ConfigPath = None,
    project: ProjectName = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Look at one checkout and print what is stale, dead or broken. Changes nothing.

    \b
    Example: groundskeeper scan . --evidence ./evidence
    """
    root = checked_folder(path)
    asked = _asked(only)
    failing = _fail_on(fail_on)
    from cli import look
    from cli.look_source import opened

    started = time.perf_counter()
    source = opened(evidence, config, project, datetime.now(UTC))
    untold = source.untold
    # What was asked for by name is run, and says itself what it lacks.
    wanted = asked or [scan for scan in source.enabled if scan not in untold]
    with working(f"reading {root}") as shown:
        checkout = look.Checkout(root, shown)
        results = look.look(checkout, source.said, source.rules, source.now, wanted)
    result = look.joined(results)
    # An evidence folder always gives the same bytes, so no clock may be in them.
    seconds = 0.0 if evidence else round(time.perf_counter() - started, 3)
    result = result.model_copy(
        update={"stats": result.stats.model_copy(update={"seconds": seconds})}
    )
    if sarif is not None:
        _write_sarif(sarif, result, checkout.tree)
    _print(results, result, untold if asked is None else {}, as_json=as_json)
    if blind := look.too_little(results):
        for name, unread in blind.items():
            for each in unread:
                complain(f"{name}: nothing was concluded: {each.source}: {each.reason}")
        raise typer.Exit(BLIND)
    if any(failing & {finding.verdict, finding.readiness} for finding in result.findings):
        raise typer.Exit(FAIL_ON_MATCHED)


def _asked(only: str | None) -> list[str] | None:
    """Return the scans that were named, in the order of scans; None if none was."""
    from scans import SCANS

    if only is None:
        return None
    known = [scan.name for scan in SCANS]
    named = _words("--only", only, known)
    return [name for name in known if name in named]


def _fail_on(words: str | None) -> set[str]:
    from scans import SCANS
    from scans.model import Readiness

    if words is None:
        return set()
    reported = dict.fromkeys(verdict for scan in SCANS for verdict in scan.reported)
    return _words("--fail-on", words, [*reported, *Readiness])


def _words(option: str, given: str, allowed: list[str]) -> set[str]:
    wanted = [word.strip() for word in given.split(",")]
    for word in wanted:
        if word not in allowed:
            raise WrongCommand(f"{option}: {word!r} is none of: {', '.join(allowed)}")
    return set(wanted)


def _print(
    results: "Mapping[str, ScanResult]",
    result: "ScanResult",
    untold: Mapping[str, str],
    *,
    as_json: bool,
) -> None:
    if as_json:
        print_json({"schema": "findings/1"} | result.model_dump(mode="json"))
        return
    from messages.table import scan_report

    print_text(scan_report(results, untold))


def _write_sarif(file: Path, result: "ScanResult", tree: "SourceTree") -> None:
    """Write what code scanning reads, whole or not at all.

    Raises:
        WrongCommand: The file cannot be written.
    """
    from importlib.metadata import version

    from messages.sarif import homeless, sarif
    from scans import SCANS

    titles = {scan.name: scan.title for scan in SCANS}
    document = sarif(
        result, version=version("groundskeeper"), titles=titles, line_of=lines_of(tree)
    )
    beside = file.with_name(f".{file.name}.new")
    try:
        beside.write_text(json.dumps(document, indent=1), encoding="utf-8")
        beside.replace(file)
    except OSError as error:
        raise WrongCommand(f"--sarif: {file}: {error.strerror or error}") from None
    if without := homeless(result.findings):
        complain(
            f"{file}: {without} of {len(result.findings)} findings have no place in this checkout; "
            "code scanning shows them nowhere"
        )


def lines_of(tree: "SourceTree") -> "LineOf":
    """Return what gives a line of a tree; files are read once."""
    read = lru_cache(maxsize=64)(tree.read)

    def line_of(file: str, number: int) -> bytes:
        try:
            lines = read(file).split(b"\n")
        except OSError:
            return b""
        return lines[number - 1] if number <= len(lines) else b""

    return line_of

"""`scan`: one look at one checkout, with the rules that the scheduled scan uses."""

import asyncio
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.config import ConfigPath
from cli.failures import BLIND, WrongCommand
from cli.output import checked_folder, console, print_json, working

if TYPE_CHECKING:
    from scans.model import Documents, ScanResult
    from scans.stale_flags import StaleFlagSettings

FAIL_ON_MATCHED = 1


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("scan")(scan)


def scan(
    path: Annotated[Path, typer.Argument(help="A checkout.", show_default=False)],
    only: Annotated[
        str | None, typer.Option(help="Names of scans, with commas between them.")
    ] = None,
    evidence: Annotated[
        Path | None, typer.Option(help="A folder of `evidence pull`, instead of PostHog.")
    ] = None,
    fail_on: Annotated[
        str | None,
        typer.Option(help="Verdicts or readiness words that make the exit status 1."),
    ] = None,
    config: ConfigPath = None,
    project: Annotated[str | None, typer.Option(help="Which project; else the only one.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Look at one checkout and print what is stale. Writes nothing.

    Example: groundskeeper scan . --evidence ./evidence
    """
    root = checked_folder(path)
    _check_scans(only)
    failing = _fail_on(fail_on)
    started = time.perf_counter()
    documents, rules, now = _what_posthog_says(evidence, config, project)
    with working(f"reading {root}"):
        result = judge(root, documents, rules, now)
    # An evidence folder always gives the same bytes, so no clock may be in them.
    seconds = 0.0 if evidence else round(time.perf_counter() - started, 3)
    result = result.model_copy(
        update={"stats": result.stats.model_copy(update={"seconds": seconds})}
    )
    _print(result, as_json=as_json)
    if is_blind(result):
        raise typer.Exit(BLIND)
    if any(failing & {finding.verdict, finding.readiness} for finding in result.findings):
        raise typer.Exit(FAIL_ON_MATCHED)


def judge(
    root: Path, documents: "Documents", rules: "StaleFlagSettings", now: datetime
) -> "ScanResult":
    """Judge one checkout by the functions that the scheduled scan calls."""
    from activities.repository import locate_flags
    from clients.checkout import FolderTree
    from scans.stale_flags import assess, conclude

    assessment = assess(documents, rules, now)
    code = locate_flags(
        FolderTree(root), ".", "", wanted=assessment.candidate_keys, known=assessment.known_keys
    )
    return conclude(assessment, (code,), rules, now)


def is_blind(result: "ScanResult") -> bool:
    """Whether nothing could be concluded: a source was missing and no subject was judged."""
    judged = result.stats.subjects - len(result.abstained)
    return bool(result.blind) and not result.findings and judged <= 0


def _what_posthog_says(
    evidence: Path | None, config: Path | None, project: str | None
) -> "tuple[Documents, StaleFlagSettings, datetime]":
    now = datetime.now(UTC)
    if evidence is not None:
        from clients.evidence_folder import read_folder

        documents = read_folder(evidence)
        return documents, _rules_beside_evidence(config), documents.now or now
    import settings
    import worker

    loaded = settings.load(config)
    chosen = worker.project(loaded, project)
    with working("reading PostHog"):
        documents = asyncio.run(worker.read_project(chosen, now))
    return documents, chosen.stale_flags, now


def _rules_beside_evidence(config: Path | None) -> "StaleFlagSettings":
    """A folder needs no settings; thresholds are taken from a file only if one is named."""
    from scans.stale_flags import StaleFlagSettings

    if config is None:
        return StaleFlagSettings()
    import settings

    return settings.load(config).scans.stale_flags.rule()


def _check_scans(only: str | None) -> None:
    from scans import SCANS

    known = [scan.name for scan in SCANS]
    for name in (only or "").split(","):
        if only is not None and name.strip() not in known:
            raise WrongCommand(f"--only: no scan {name!r}; there are: {', '.join(known)}")


def _fail_on(words: str | None) -> set[Any]:
    from scans.model import Readiness
    from scans.stale_flags import Verdict

    if words is None:
        return set()
    allowed = [str(word) for word in (*Verdict, *Readiness)]
    wanted = {word.strip() for word in words.split(",")}
    for word in sorted(wanted - set(allowed)):
        raise WrongCommand(f"--fail-on: {word!r} is none of: {', '.join(allowed)}")
    return set(wanted)


def _print(result: "ScanResult", *, as_json: bool) -> None:
    if as_json:
        print_json({"schema": "findings/1"} | result.model_dump(mode="json"))
        return
    from messages.table import scan_report

    console().print(scan_report(result))

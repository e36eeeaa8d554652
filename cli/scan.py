"""`scan`: one look at one checkout, with the rules that the scheduled scan uses."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.config import ConfigPath, ProjectName
from cli.failures import BLIND, WrongCommand, complain
from cli.live import chosen_project, read
from cli.output import Checkout, checked_folder, print_json, print_text, working

if TYPE_CHECKING:
    from scans.model import Documents, ScanResult
    from scans.stale_flags import StaleFlagSettings

FAIL_ON_MATCHED = 1


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("scan")(scan)


def scan(
    path: Checkout,
    only: Annotated[
        str | None, typer.Option(metavar="SCANS", help="Names of scans, with commas between them.")
    ] = None,
    evidence: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="A folder of `evidence pull`, instead of PostHog; where its meta.json "
            "names no `now`, the clock does.",
        ),
    ] = None,
    fail_on: Annotated[
        str | None,
        typer.Option(
            metavar="WORDS",
            help="Verdicts or readiness words, with commas, that make the exit status 1.",
        ),
    ] = None,
    config: ConfigPath = None,
    project: ProjectName = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Look at one checkout and print what is stale. Writes nothing.

    \b
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
        for each in result.blind:
            complain(f"nothing was concluded: {each.source}: {each.reason}")
        raise typer.Exit(BLIND)
    if any(failing & {finding.verdict, finding.readiness} for finding in result.findings):
        raise typer.Exit(FAIL_ON_MATCHED)


def judge(
    root: Path, documents: "Documents", rules: "StaleFlagSettings", now: datetime
) -> "ScanResult":
    """Judge one checkout by the functions that the scheduled scan calls."""
    from activities.call_sites import locate_flags
    from clients.checkout import FolderTree
    from scans.stale_flags import assess, conclude

    assessment = assess(documents, rules, now)
    tree = FolderTree(root)
    code = locate_flags(
        tree, ".", "", wanted=assessment.candidate_keys, known=assessment.known_keys
    )
    # A folder that cannot be listed leaves the same doubt as a file that cannot be read.
    code = code.model_copy(update={"unread_files": max(code.unread_files, len({*tree.unreadable}))})
    return conclude(assessment, (code,), rules, now)


def is_blind(result: "ScanResult") -> bool:
    """Whether too much was unread to judge: no flags, or too few of them, and nothing concluded.

    A source that only some verdicts need is listed as blind, and the other verdicts stand.
    """
    from clients.evidence_folder import FLAGS
    from scans import SCANS

    decisive = {FLAGS, *(scan.name for scan in SCANS)}
    return not result.findings and any(each.source in decisive for each in result.blind)


def _what_posthog_says(
    evidence: Path | None, config: Path | None, project: str | None
) -> "tuple[Documents, StaleFlagSettings, datetime]":
    now = datetime.now(UTC)
    if evidence is not None:
        from clients.evidence_folder import META, read_folder

        documents = read_folder(checked_folder(evidence, "a folder of `evidence pull`"))
        if META in documents.blind:
            # Another clock is another judgement: this machine's may not stand in for the folder's.
            raise WrongCommand(f"{evidence}: {documents.blind[META]}")
        return documents, _rules_beside_evidence(config), documents.now or now
    chosen = chosen_project(config, project)
    return read(chosen, now), chosen.stale_flags, now


def _rules_beside_evidence(config: Path | None) -> "StaleFlagSettings":
    """A folder needs no settings; thresholds are taken from a file only if one is named."""
    from scans.stale_flags import StaleFlagSettings

    if config is None:
        return StaleFlagSettings()
    import settings

    return settings.load(config).scans.stale_flags.rule()


def _check_scans(only: str | None) -> None:
    from scans import SCANS

    if only is not None:
        _words("--only", only, [scan.name for scan in SCANS])


def _fail_on(words: str | None) -> set[str]:
    from scans.model import Readiness
    from scans.stale_flags import Verdict
    from scans.stale_flags.assess import NEVER_FINDINGS

    if words is None:
        return set()
    reported = [verdict for verdict in Verdict if verdict not in NEVER_FINDINGS]
    return _words("--fail-on", words, [str(word) for word in (*reported, *Readiness)])


def _words(option: str, given: str, allowed: list[str]) -> set[str]:
    wanted = [word.strip() for word in given.split(",")]
    for word in wanted:
        if word not in allowed:
            raise WrongCommand(f"{option}: {word!r} is none of: {', '.join(allowed)}")
    return set(wanted)


def _print(result: "ScanResult", *, as_json: bool) -> None:
    if as_json:
        print_json({"schema": "findings/1"} | result.model_dump(mode="json"))
        return
    from messages.table import scan_report

    print_text(scan_report(result))

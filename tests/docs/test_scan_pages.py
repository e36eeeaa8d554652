"""Each scan has its page, and the page says what the scan really has."""

import json
import re
from collections.abc import Iterator
from enum import StrEnum
from importlib import import_module

import pytest

import settings
from scans import SCANS, Scan
from scans.model import BlockedBy, Readiness
from settings import Settings
from tests.docs.pages import ROOT, Page

FOLDER = ROOT / "docs" / "scans"
HEADINGS = (
    *("Why", "Verdicts", "Examples", "Thresholds", "Readiness", "Blind spots"),
    "How to silence it",
)


def between(first: BlockedBy, last: BlockedBy) -> tuple[str, ...]:
    """Return the reasons from one to another, as the model groups them, and that of blindness."""
    values = [str(reason) for reason in BlockedBy]
    return (*values[values.index(first) : values.index(last) + 1], BlockedBy.BLIND)


BLOCKING = {
    "stale_flags": between(BlockedBy.DEPENDENT_FLAG, BlockedBy.PROJECTS_DISAGREE),
    "dead_events": between(BlockedBy.INSIGHT, BlockedBy.ALERT),
}
"""What can stand in the way of a removal, by the scan that proposes it."""


def page_of(scan: str) -> Page:
    """Return the page of a scan."""
    path = FOLDER / f"{scan}.md"
    return Page(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))


def missing(scan: Scan, text: str) -> Iterator[str]:
    """Yield what a scan's page does not say: a heading, a setting, a setting's default."""
    for heading in HEADINGS:
        if f"\n## {heading}\n" not in text:
            yield f"no section {heading}"
    section = getattr(settings.Scans(), scan.name)
    for name, value in section.model_dump(mode="json").items():
        if f"| `{name}` | `{json.dumps(value)}` |" not in text:
            yield f"no row for {name} = {json.dumps(value)}"


@pytest.mark.parametrize("scan", SCANS, ids=lambda scan: scan.name)
def test_every_scan_has_a_page_that_is_whole(scan: Scan) -> None:
    """Every section is there, and every setting of the scan with its default."""
    assert list(missing(scan, page_of(scan.name).text)) == []
    assert set(scan.settings.model_fields) <= set(_rows(page_of(scan.name).text))


WATCH = {"deploy_watch", "deploy_watch_suspects"}
"""Pages of what no clock starts: deploys do."""


def test_every_page_has_a_scan() -> None:
    """A page that is left over from a scan is noticed."""
    assert {path.stem for path in FOLDER.glob("*.md")} - WATCH == {scan.name for scan in SCANS}
    assert {scan.name for scan in SCANS} <= set(settings.Scans.model_fields)


@pytest.mark.parametrize(
    ("from_", "to", "complaint"),
    [
        ("## Thresholds", "## Numbers", "no section Thresholds"),
        ("| `stale_after_days` | `30` |", "| `stale_after_days` | `31` |", "stale_after_days"),
        ("| `keep` |", "| keep |", "keep"),
    ],
)
def test_a_page_that_is_wrong_is_noticed(from_: str, to: str, complaint: str) -> None:
    """A missing section, another default and a missing setting are told."""
    text = page_of("stale_flags").text
    assert from_ in text
    found = list(missing(SCANS[0], text.replace(from_, to)))
    assert any(complaint in each for each in found)


@pytest.mark.parametrize("scan", SCANS, ids=lambda scan: scan.name)
def test_every_page_has_the_verdicts_of_its_scan(scan: Scan) -> None:
    """Each verdict has its row, and nothing else has; each readiness, where a scan has any."""
    verdicts: type[StrEnum] = import_module(f"scans.{scan.name}").Verdict
    text = page_of(scan.name).text
    assert set(_rows(_section(text, "Verdicts"))) - {"verdict", "---"} == {*map(str, verdicts)}
    readiness = {str(one) for one in Readiness if scan.name in BLOCKING}
    assert readiness <= set(_rows(_section(text, "Readiness")))


@pytest.mark.parametrize("scan", SCANS, ids=lambda scan: scan.name)
def test_every_page_names_the_reasons_that_there_are(scan: Scan) -> None:
    """Everything in PostHog that can stand in the way has its row, in the words of the model."""
    blocking = page_of(scan.name).text.partition("What blocks:")[2].partition("What asks")[0]
    assert set(_rows(blocking)) - {"reason", "---"} == set(BLOCKING.get(scan.name, ()))


def test_the_decisions_are_whole() -> None:
    """At least ten decisions, numbered, each with its context, reason and cost."""
    text = (ROOT / "docs" / "decisions.md").read_text("utf-8")
    _, *sections = re.split(r"^## (?=\d+\. )", text, flags=re.MULTILINE)
    assert [int(section.split(".")[0]) for section in sections] == [*range(1, len(sections) + 1)]
    assert len(sections) >= 10
    for section in sections:
        words = re.findall(r"^\*\*(\w+)\.\*\*", section, re.MULTILINE)
        assert words == ["Context", "Decision", "Why", "Cost"], section.splitlines()[0]


def test_the_table_of_secrets_names_them_all() -> None:
    """Whoever reads about operations learns of every secret that an output or source needs."""
    text = (ROOT / "docs" / "operations.md").read_text("utf-8")
    needed = [name.partition("_<")[0] for name in settings.SECRETS]
    assert [name for name in needed if name not in text] == []


def _section(text: str, heading: str) -> str:
    return text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def _rows(text: str) -> list[str]:
    """Return the first cell of every table row, without its code marks."""
    return [cell.strip("` ") for cell in re.findall(r"^\|([^|]+)\|", text, re.MULTILINE)]


def test_the_settings_have_a_section_per_scan() -> None:
    """A scan that nobody can switch off is noticed."""
    section = Settings(projects={"shop": settings.Project(project_id=1)}).scans
    assert all(hasattr(getattr(section, scan.name), "enabled") for scan in SCANS)

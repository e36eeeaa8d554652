"""`scan --sarif`: what code scanning reads, as a file."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.cli.command import EVIDENCE, SHOP, Run, refused

Flags = Callable[..., Path]
Checkout = Callable[[Mapping[str, str | bytes]], Path]


def results(file: Path) -> list[dict[str, Any]]:
    """Return the results of a SARIF file."""
    return json.loads(file.read_text())["runs"][0]["results"]


def test_every_place_of_the_findings_is_a_result(run: Run, tmp_path: Path) -> None:
    """Beside the table the file holds one result for each call site of a finding."""
    file = tmp_path / "out.sarif"
    words = ("scan", SHOP, "--evidence", EVIDENCE)
    outcome = run(*words, "--sarif", file)
    assert outcome.status == 0
    assert "new-checkout" in outcome.out
    findings = run(*words, "--json").document["findings"]
    assert len(results(file)) == sum(len(each["call_sites"]) for each in findings) > 0
    homeless = sum(not each["call_sites"] for each in findings)
    assert f"{homeless} of {len(findings)} findings have no place" in outcome.err


def test_columns_count_characters(run: Run, flags: Flags, checkout: Checkout) -> None:
    """A letter of two bytes before the call moves it by one column."""
    code = "import posthog from 'posthog-js'\nconst ä = posthog.isFeatureEnabled('new-nav')\n"
    root = checkout({"src/a.ts": code})
    file = root.parent / "out.sarif"
    assert run("scan", root, "--evidence", flags("new-nav"), "--sarif", file).status == 0
    (result,) = results(file)
    region = result["locations"][0]["physicalLocation"]["region"]
    line = code.splitlines()[1]
    assert (region["startLine"], region["startColumn"]) == (2, line.index("posthog.") + 1)


def test_a_file_that_cannot_be_written_is_a_wrong_command(run: Run, tmp_path: Path) -> None:
    """Status 2 names the option and the file, and nothing half is left behind."""
    file = tmp_path / "nowhere" / "out.sarif"
    refused(run("scan", SHOP, "--evidence", EVIDENCE, "--sarif", file), 2, "--sarif", str(file))
    assert list(tmp_path.iterdir()) == []


def test_the_file_is_written_before_a_match_ends_the_command(run: Run, tmp_path: Path) -> None:
    """`--fail-on` and `--sarif` go together: status 1, and the file is there."""
    file = tmp_path / "out.sarif"
    words = ("scan", SHOP, "--evidence", EVIDENCE, "--sarif", file, "--fail-on", "safe")
    assert run(*words).status == 1
    assert results(file)

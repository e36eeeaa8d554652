"""The whole course: what PostHog says becomes pull requests and a message, once."""

import ast
import difflib
from pathlib import Path
from typing import Any

import pytest
import tree_sitter_typescript
from tree_sitter import Language, Parser

from demo.shop import DEFAULT_BRANCH
from messages.marker import read_marker
from messages.words import BLOCKED_BY
from scans.model import BlockedBy, CleanupOutcome, DigestReport, ScanReport
from tests.e2e.sights import (
    EXPECTED,
    REMOVABLE,
    Sights,
    assert_everything_once,
    branch_of,
    digest_text,
    occurrences,
)
from tests.e2e.stage import Stage

pytestmark = [
    pytest.mark.requires_server,
    pytest.mark.timeout(180),
    pytest.mark.xdist_group("e2e-course"),
]

Course = tuple[ScanReport, dict[str, CleanupOutcome], DigestReport]


@pytest.fixture(scope="module")
def course(shared_stage: Stage) -> Course:
    """One scan to its end, and one digest."""
    shared_stage.start()
    report, outcomes = shared_stage.finish(shared_stage.request_scan())
    return report, outcomes, shared_stage.digest()


@pytest.fixture(scope="module")
def base(course: Course, sights: Sights) -> dict[str, bytes]:
    """The shop as it is on its default branch."""
    return sights.tree(DEFAULT_BRANCH)


@pytest.fixture(scope="module")
def pulls(course: Course, sights: Sights) -> dict[str, dict[str, Any]]:
    """The pull requests by flag."""
    found = sights.pull_requests()
    return {key: found[branch_of(key)] for key in REMOVABLE}


def test_everything_happens_once(course: Course, sights: Sights) -> None:
    """One draft per removable flag, none for any other, one message, nothing the doors refuse."""
    assert_everything_once(sights)


def test_findings_are_those_of_the_table(course: Course) -> None:
    """Each flag of the story gets the verdict, the value and the reason that the table states."""
    report, outcomes, _ = course
    findings = {finding.subject: finding for finding in report.result.findings}
    quiet = {"active", "permanent", "inconclusive"}
    assert set(findings) == {k for k, flag in EXPECTED.flags.items() if flag.verdict not in quiet}
    for key, finding in findings.items():
        flag = EXPECTED.flags[key]
        assert (finding.verdict, finding.fixed_value) == (flag.verdict, flag.fixed_value), key
    why = {each.subject: each.blocked_by for each in report.skipped}
    why |= {key: each.blocked_by for key, each in outcomes.items() if each.blocked_by}
    expected = {key: flag.blocked_by for key, flag in EXPECTED.flags.items() if flag.blocked_by}
    assert {key: str(by) for key, by in why.items()} == expected


@pytest.mark.parametrize("key", sorted(REMOVABLE))
def test_a_pull_request_is_a_draft_that_says_what_it_is(
    key: str, course: Course, pulls: dict[str, dict[str, Any]]
) -> None:
    """A person sees a draft with our labels, and a later run sees whose finding it is."""
    pull, (_, outcomes, _) = pulls[key], course
    assert pull["draft"]
    assert pull["base"]["ref"] == DEFAULT_BRANCH
    assert {label["name"] for label in pull["labels"]} == {"groundskeeper", "stale_flags"}
    marker = read_marker(pull["body"])
    assert marker is not None
    assert (marker.subject, marker.fingerprint) == (key, outcomes[key].fingerprint)
    assert marker.fixed_value == EXPECTED.flags[key].fixed_value
    assert outcomes[key].number == pull["number"]


@pytest.mark.parametrize("key", sorted(REMOVABLE))
def test_a_pull_request_changes_what_it_should_and_applies(
    key: str, pulls: dict[str, dict[str, Any]], sights: Sights, tmp_path: Path
) -> None:
    """The diff applies to the default branch with git itself, and touches the expected files."""
    branch = branch_of(key)
    changed = sights.git("diff", "--name-only", DEFAULT_BRANCH, branch).decode().split()
    assert tuple(changed) == EXPECTED.flags[key].changed
    diff = sights.git("diff", "--binary", f"{DEFAULT_BRANCH}...{branch}")
    sights.git("clone", "-q", "-b", DEFAULT_BRANCH, str(sights.bare), str(tmp_path / "clone"))
    sights.git("apply", "--check", "--whitespace=error-all", cwd=tmp_path / "clone", stdin=diff)
    assert sights.branches()[branch] == pulls[key]["head"]["sha"]


@pytest.mark.parametrize("key", sorted(REMOVABLE))
def test_a_pull_request_leaves_files_that_parse(
    key: str, course: Course, base: dict[str, bytes], sights: Sights
) -> None:
    """Every changed file is still a program of its language."""
    for name, content in sights.tree(branch_of(key)).items():
        if content == base[name]:
            continue
        if name.endswith(".py"):
            ast.parse(content, filename=name)
        else:
            assert not _has_errors(name, base[name]), f"{name} was broken before"
            assert not _has_errors(name, content), _unified(name, base[name], content)


@pytest.mark.parametrize("key", sorted(REMOVABLE))
def test_a_pull_request_takes_out_one_flag_and_no_other(
    key: str, course: Course, base: dict[str, bytes], sights: Sights
) -> None:
    """The flag's key is gone from the code, and every other key stands where it stood."""
    code = {name: text for name, text in base.items() if not name.endswith(".md")}
    after = {name: text for name, text in sights.tree(branch_of(key)).items() if name in code}
    assert occurrences(after, EXPECTED.flags) == {**occurrences(code, EXPECTED.flags), key: 0}


def test_the_digest_says_why_nothing_was_done(course: Course, sights: Sights) -> None:
    """Whoever reads the channel learns of each flag that stays, and for which reason."""
    (message,) = sights.messages()
    said = digest_text(message)
    for key, flag in EXPECTED.flags.items():
        if flag.blocked_by is None:
            continue
        reason = BLOCKED_BY[BlockedBy(flag.blocked_by)]
        (line,) = [each for each in said.splitlines() if each.lower().startswith(f"• {reason}")]
        assert f"`{key}`" in line
    assert "`legacy-rules`" in said
    assert "Could not read" not in said


def test_nothing_happens_twice(course: Course, shared_stage: Stage, sights: Sights) -> None:
    """More scans and digests, also by a worker that was started anew, write nothing at all."""
    before, branches, pulls = sights.writes(), sights.branches(), sights.pull_requests()
    report, outcomes, digest = course
    for start in (lambda: None, shared_stage.restart):
        start()
        again, same = shared_stage.scan()
        assert [each.fingerprint for each in again.result.findings] == [
            each.fingerprint for each in report.result.findings
        ]
        assert {key: each.number for key, each in same.items()} == {
            key: each.number for key, each in outcomes.items()
        }
        assert shared_stage.digest().ts == digest.ts
    assert sights.writes() == before
    assert sights.branches() == branches
    assert sights.pull_requests() == pulls
    assert_everything_once(sights)


def _has_errors(name: str, content: bytes) -> bool:
    grammar = (
        tree_sitter_typescript.language_tsx()
        if name.endswith("x")
        else tree_sitter_typescript.language_typescript()
    )
    return Parser(Language(grammar)).parse(content).root_node.has_error


def _unified(name: str, before: bytes, after: bytes) -> str:
    lines = (text.decode().splitlines() for text in (before, after))
    return "\n".join(difflib.unified_diff(*lines, fromfile=name, tofile=name, lineterm=""))

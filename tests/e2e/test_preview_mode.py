"""Preview mode: the whole way up to the last call, written down word by word, nothing delivered."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from demo.shop import DEFAULT_BRANCH
from scans.model import BlockedBy, ScanReport
from tests.e2e.sights import (
    BY_HAND,
    REMOVABLE,
    Sights,
    assert_everything_once,
    branch_of,
    digest_text,
)
from tests.e2e.stage import Stage

pytestmark = [
    pytest.mark.requires_server,
    pytest.mark.timeout(180),
    pytest.mark.xdist_group("e2e-preview"),
]


def _captured(stage: Stage) -> list[dict[str, Any]]:
    lines = (stage.data / "capture.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def _proposals(records: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {
        each["payload"]["branch"]: each["payload"]
        for each in records
        if each["output"] == "pull_requests"
    }


def test_a_preview_is_word_by_word_what_is_delivered_afterwards(
    stage: Stage, sights: Sights, tmp_path: Path
) -> None:
    """Nothing leaves the machine; switched on, the same worker delivers exactly what it showed."""
    stage.start(mode="preview")
    _, outcomes = stage.scan()
    assert {each.blocked_by for key, each in outcomes.items() if key in REMOVABLE} == {
        BlockedBy.PREVIEW
    }
    assert stage.digest().blocked_by is BlockedBy.PREVIEW
    assert not sights.writes()
    records = _captured(stage)
    shown = _proposals(records)
    assert set(shown) == {branch_of(key) for key in REMOVABLE}
    (message,) = [each["payload"] for each in records if each["output"] == "slack"]
    (issue,) = [each["payload"] for each in records if each["output"] == "issues"]
    assert issue["title"].startswith(f"Remove flag {BY_HAND} by hand")
    assert len(records) == len(shown) + 2
    assert "`gift-cards`" in digest_text(message)

    stage.scan()
    stage.digest()
    assert _captured(stage) == records
    assert not sights.writes()

    stage.stop()
    stage.start(mode="on")
    stage.scan()
    stage.digest()
    assert_everything_once(sights)
    for branch, pull in sights.pull_requests().items():
        preview = shown[branch]
        assert (pull["title"], pull["draft"]) == (preview["title"], preview["draft"])
        assert _untimed(pull["body"]) == _untimed(preview["body"])
        assert [label["name"] for label in pull["labels"]] == preview["labels"]
        clone = tmp_path / branch.rpartition("/")[2]
        sights.git("clone", "-q", "-b", DEFAULT_BRANCH, str(sights.bare), str(clone))
        sights.git("apply", "--index", cwd=clone, stdin=preview["diff"].encode())
        tree = sights.git("write-tree", cwd=clone)
        assert tree == sights.git("rev-parse", f"{branch}^{{tree}}")
    assert _captured(stage) == records


def _untimed(body: str) -> str:
    """Return a body without the minutes at which its evidence was read."""
    return re.sub(r"\d\d:\d\d UTC", "", body)


def test_a_preview_that_cannot_be_written_is_no_preview(stage: Stage, sights: Sights) -> None:
    """An unwritable capture file fails what wanted to write, by name, and nothing is delivered."""
    (stage.data / "capture.jsonl").mkdir(parents=True)
    stage.start(mode="preview")
    report = stage.result(stage.trigger("stale_flags"), ScanReport)
    for cleanup in report.cleanups[:1]:
        assert "capture file" in stage.failure(cleanup)
    assert "capture file" in stage.failure(stage.trigger("digest"))
    assert not sights.writes()

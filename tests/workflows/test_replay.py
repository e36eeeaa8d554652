"""Runs in flight must survive a deployment: recorded histories replay on today's workflows.

A path that changes on purpose gets `workflow.patched`, and a new history beside the old one:
`python -m tests.workflows.record`.
"""

import json
from pathlib import Path

import pytest
from temporalio.client import WorkflowHistory
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Replayer
from temporalio.workflow import NondeterminismError

from tests.workflows.record import FOLDER
from workflows.registry import WORKFLOWS, sandbox

GOOD = sorted(path for path in FOLDER.glob("*.json") if not path.name.startswith("bad_"))
BAD = sorted(FOLDER.glob("bad_*.json"))


def replayer() -> Replayer:
    """A replayer that sees what a worker sees."""
    return Replayer(
        workflows=WORKFLOWS,
        data_converter=pydantic_data_converter,
        workflow_runner=sandbox(),
    )


def history(path: Path) -> WorkflowHistory:
    """Read one recorded history."""
    return WorkflowHistory.from_json(path.stem, path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
async def test_a_recorded_history_replays(path: Path) -> None:
    """Today's workflow makes the same commands that the recorded run made."""
    await replayer().replay_workflow(history(path))


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
async def test_a_history_of_another_order_is_refused(path: Path) -> None:
    """The replay really compares: a run of other code under the same name does not pass."""
    with pytest.raises(NondeterminismError):
        await replayer().replay_workflow(history(path))


@pytest.mark.parametrize("path", [*GOOD, *BAD], ids=lambda path: path.stem)
def test_a_history_was_recorded_and_not_written(path: Path) -> None:
    """Only a history with the SDK's own marks is compared strictly; each one here has them."""
    events = json.loads(path.read_text(encoding="utf-8"))["events"]
    completed = [
        event["workflowTaskCompletedEventAttributes"]
        for event in events
        if "workflowTaskCompletedEventAttributes" in event
    ]
    assert completed
    assert any("sdkMetadata" in attributes for attributes in completed)


def test_every_workflow_has_both_kinds() -> None:
    """Each workflow has a history that must pass and one that must fail."""
    names = {getattr(each, "__temporal_workflow_definition").name for each in WORKFLOWS}
    assert {_kind(path) for path in GOOD} == names
    assert {_kind(path) for path in BAD} == names


def _kind(path: Path) -> str:
    started = json.loads(path.read_text(encoding="utf-8"))["events"][0]
    return started["workflowExecutionStartedEventAttributes"]["workflowType"]["name"]

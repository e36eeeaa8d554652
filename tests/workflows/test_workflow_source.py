"""What the sandbox no longer catches in passed-through code is caught by reading the source."""

import ast
import json
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "workflows"
BASELINE = Path(__file__).with_name("command_order.json")
SOURCES = sorted(FOLDER.glob("*.py"))

ALLOWED_IMPORTS = {
    "temporalio",
    "activities",
    "scans",
    "workflows",
    "asyncio",
    "collections",
    "datetime",
    "typing",
}
BANNED = {
    "datetime.now",
    "datetime.utcnow",
    "date.today",
    "time.time",
    "time.sleep",
    "random.random",
    "uuid.uuid4",
    "uuid4",
    "open",
    "print",
    "asyncio.wait",
    "asyncio.as_completed",
    "asyncio.to_thread",
    "os.getenv",
}
COMMANDS = {
    "execute_activity",
    "execute_activity_method",
    "execute_child_workflow",
    "start_child_workflow",
    "start_activity",
    "start_activity_method",
    "sleep",
    "wait_condition",
    "patched",
    "signal",
    "continue_as_new",
    "upsert_memo",
    "upsert_search_attributes",
}


def offences(source: str) -> list[str]:
    """Return what workflow code may not say, with its line."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for name in _imported(node):
                if name.partition(".")[0] not in ALLOWED_IMPORTS:
                    found.append(f"{node.lineno}: imports {name}")
        elif isinstance(node, ast.Call):
            found += _call_offences(node)
        elif isinstance(node, ast.ExceptHandler) and _catches_everything(node):
            found.append(f"{node.lineno}: catches everything")
    return found


def _imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return [alias.name for alias in node.names]


def _call_offences(call: ast.Call) -> list[str]:
    name = ast.unparse(call.func)
    if name in BANNED:
        return [f"{call.lineno}: calls {name}"]
    keywords = {keyword.arg for keyword in call.keywords}
    if name.startswith("workflow.execute_activity") and not keywords & {
        None,
        "start_to_close_timeout",
        "schedule_to_close_timeout",
    }:
        return [f"{call.lineno}: an activity without a time-out"]
    if name in {"workflow.defn", "activity.defn"} and "name" not in keywords:
        return [f"{call.lineno}: {name} without a name of its own"]
    return []


def _catches_everything(handler: ast.ExceptHandler) -> bool:
    names = {"Exception", "BaseException", "CancelledError", "asyncio.CancelledError"}
    return handler.type is None or ast.unparse(handler.type) in names


SHARED = {
    *("in_each", "hand_over", "observe"),
    *("place_of_watch", "mark_deploy", "read_change", "begin_watch", "look_at_deploy"),
    *("describe_issues", "rank_suspects", "may_alert", "tell_incident", "reply_in_thread"),
    "comment_on_suspect",
}
"""Functions of `workflows._steps` and `workflows._watch_steps`: what one of them does is listed
once, under its own name."""


def command_order() -> dict[str, list[str]]:
    """Return the commands of each class, and of each shared step, in the order of the source."""
    order: dict[str, list[str]] = {}
    for path in SOURCES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            step = isinstance(node, ast.AsyncFunctionDef) and node.name in SHARED
            if isinstance(node, ast.ClassDef) or (isinstance(node, ast.AsyncFunctionDef) and step):
                calls = [
                    call
                    for call in ast.walk(node)
                    if isinstance(call, ast.Call) and _is_command(call.func)
                ]
                calls.sort(key=lambda call: (call.lineno, call.col_offset))
                order[node.name] = [
                    " ".join([ast.unparse(call.func), *map(ast.unparse, call.args[:1])])
                    for call in calls
                ]
    return {name: calls for name, calls in order.items() if calls}


def _is_command(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute):
        # A decorator with a name says what is heard, and commands nothing.
        return function.attr in COMMANDS and ast.unparse(function) != "workflow.signal"
    return isinstance(function, ast.Name) and function.id in SHARED


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_workflow_code_is_deterministic(path: Path) -> None:
    """No clock, no randomness, no I/O, no unnamed or endless activity in workflow code."""
    assert offences(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "offence"),
    [
        ("import httpx", "imports httpx"),
        ("from settings import load", "imports settings"),
        ("from datetime import datetime\nx = datetime.now()", "calls datetime.now"),
        ("import asyncio\nawait asyncio.to_thread(f)", "calls asyncio.to_thread"),
        ("workflow.execute_activity('a', 1)", "without a time-out"),
        ("@workflow.defn()\nclass A: ...", "without a name"),
        ("try:\n    f()\nexcept Exception:\n    g()", "catches everything"),
        ("try:\n    f()\nexcept:\n    g()", "catches everything"),
    ],
)
def test_each_offence_is_seen(source: str, offence: str) -> None:
    """The guard trips on every kind of offence it is there for."""
    assert any(offence in found for found in offences(source))


def test_the_order_of_commands_is_the_committed_one() -> None:
    """A changed order is a decision: patch it, record a history, then update the baseline.

    Catches paths that no recorded history covers. The baseline is `command_order.json`, beside
    this file; its content is what `command_order()` returns.
    """
    assert command_order() == json.loads(BASELINE.read_text(encoding="utf-8"))

"""What Slack refuses about the blocks of a message. Emulate accepts anything.

The limits are those of Slack's Block Kit reference. slack_sdk's own models check most of them;
what they let through is checked here.
"""

import json
from collections import Counter
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block

MAX_BLOCKS = 50
MAX_ID_CHARACTERS = 255
MAX_TEXT_CHARACTERS = 13_200
"""Undocumented: all text of a message together. Slack answered `msg_blocks_too_long` just above."""

Blocks = list[dict[str, Any]]


def problems(blocks: Blocks) -> list[str]:
    """Everything Slack would refuse, one sentence each; empty when it would accept."""
    found = list[str]()
    if len(blocks) > MAX_BLOCKS:
        found.append(f"no more than {MAX_BLOCKS} items allowed, {len(blocks)} given")
    found += _repeated("block_id", [block.get("block_id") for block in blocks])
    found += _repeated("action_id", [action.get("action_id") for action in _actions(blocks)])
    for number, block in enumerate(blocks):
        found += [f"blocks/{number}: {reason}" for reason in _of_one(block)]
    return found


def is_too_long(blocks: Blocks) -> bool:
    """Is there more text than Slack takes in one message?"""
    return len(json.dumps(blocks)) > MAX_TEXT_CHARACTERS


def _of_one(block: dict[str, Any]) -> list[str]:
    if block.get("type") == "header" and block.get("text", {}).get("type") != "plain_text":
        return ["a header takes plain_text"]
    # slack_sdk turns a type it does not know into None instead of raising.
    parsed = Block.parse(block)  # pyright: ignore[reportUnknownMemberType]
    if parsed is None:
        return [f"unknown type {block.get('type')!r}"]
    try:
        parsed.validate_json()
    except SlackObjectFormationError as error:
        return [str(error)]
    return []


def _repeated(name: str, ids: list[Any]) -> list[str]:
    given = Counter(str(value) for value in ids if value is not None)
    too_long = [value for value in given if len(value) > MAX_ID_CHARACTERS]
    return [
        f"{name} {value!r} is given {times} times" for value, times in given.items() if times > 1
    ] + [
        f"{name} {value[:20]!r}… has more than {MAX_ID_CHARACTERS} characters" for value in too_long
    ]


def _actions(blocks: Blocks) -> Blocks:
    """Interactive elements: an `action_id` is unique within a message."""
    actions = list[dict[str, Any]]()
    for block in blocks:
        actions += block.get("elements", []) if block.get("type") == "actions" else []
        actions += [block["accessory"]] if "accessory" in block else []
    return actions

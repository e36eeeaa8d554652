"""What a person sees of a message, and what is true of every one."""

import json
import re
from functools import partial
from textwrap import fill as _fill
from typing import Any

from clients import slack_blocks
from messages.digest import SlackMessage
from tests.messages.incident.incidents import SHA

_ALLOWED = re.compile(r"<(?:https?://[^|>\s]+\|[^<>]*|@[UW][A-Z0-9]+)>")
"""What markup of ours looks like: links to plain addresses, and mentions."""
_CODE = re.compile(r"```[^`]*```|`[^`\n]*`")

fill = partial(_fill, break_long_words=False, break_on_hyphens=False)


def shown(message: SlackMessage) -> str:
    """Return what a person sees, block by block."""
    return "\n".join(map(wrapped, _lines(message)))


def wrapped(text: str) -> str:
    """Return lines that fit this file."""
    lines = text.replace(SHA, "SHA").split("\n")
    return "\n".join(fill(line, 88, subsequent_indent="    ") for line in lines)


def _lines(message: SlackMessage) -> list[str]:
    lines = [f"({message.text})"]
    for block in message.blocks:
        if block["type"] == "actions":
            lines.append(" ".join(f"[{label(each)}]" for each in block["elements"]))
        elif block["type"] == "context":
            lines += [f"~ {each['text']}" for each in block["elements"]]
        else:
            lines.append(block["text"]["text"])
    return lines


def label(element: dict[str, Any]) -> str:
    """Return what is written on a button."""
    return (element.get("text") or element["placeholder"])["text"]


def elements(message: SlackMessage) -> dict[str, dict[str, Any]]:
    """Return everything that can be pressed, by its action id."""
    return {
        each["action_id"]: each
        for block in message.blocks
        if block["type"] == "actions"
        for each in block["elements"]
    }


def mrkdwn(message: SlackMessage) -> list[str]:
    """Return every text in which Slack looks for markup."""
    found = [message.text]
    for block in message.blocks:
        parts: list[dict[str, Any]] = [block.get("text") or {}, *block.get("elements", ())]
        found += [each["text"] for each in parts if each.get("type") == "mrkdwn"]
    return found


def assert_sound(message: SlackMessage) -> None:
    """Hold what is true of every message, whatever is in it."""
    slack_blocks.check("message", message.text, message.blocks)
    json.dumps(message.model_dump()).encode()
    for text in mrkdwn(message):
        rest = _ALLOWED.sub("", text)
        assert "<" not in rest
        assert ">" not in rest
        # Verbatim text makes no mention of it, and a code span none in any case.
        assert "@everyone" not in _CODE.sub("", text)
        assert "\u202e" not in text

"""Refuses a message that Slack would refuse, or might, before anything is sent.

slack_sdk knows the limits of single blocks; what a whole message may hold is checked here. Slack
documents no limit for all blocks together and begins to refuse somewhere above 11,000 characters
(slackapi/bolt-js, issues 2509 and 2867), so ours is lower.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, cast

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block

from clients import errors

MAX_BLOCKS = 45
"""Slack's own limit is 50."""
MAX_CHARACTERS = 10_000
"""Of all blocks as JSON, structure included."""
MAX_TEXT = 300
"""Of the text that notifications show; Slack's own limit is 40,000."""

JsonBlock = Mapping[str, Any]

_blocks: Any = Block
_parse: Callable[[dict[str, Any]], Block | None] = _blocks.parse


def check(request: str, text: str, blocks: Sequence[JsonBlock]) -> None:
    """Raise `OurFault` with the first thing that is wrong with a message."""
    if wrong := _wrong(text, blocks):
        raise errors.OurFault("Slack", request, wrong)


def _wrong(text: str, blocks: Sequence[JsonBlock]) -> str | None:
    if not text.strip() or len(text) > MAX_TEXT:
        return f"text of {len(text)} characters, 1 to {MAX_TEXT} are allowed"
    if len(blocks) > MAX_BLOCKS:
        return f"{len(blocks)} blocks, {MAX_BLOCKS} are allowed"
    characters = len(json.dumps(blocks, ensure_ascii=False))
    if characters > MAX_CHARACTERS:
        return f"blocks of {characters} characters, {MAX_CHARACTERS} are allowed"
    return _wrong_block(blocks) or _repeated(blocks)


def _wrong_block(blocks: Sequence[JsonBlock]) -> str | None:
    for number, block in enumerate(blocks, 1):
        try:
            # An unknown type is no error for slack_sdk: it returns None.
            parsed = _parse(dict(block))
            if parsed is None:
                return f"block {number}: type {block.get('type')!r} is unknown"
            parsed.validate_json()
        except (SlackObjectFormationError, TypeError) as error:
            return f"block {number}: {error}"
        if block["type"] == "header" and _text_type(block) != "plain_text":
            return f"block {number}: a header is plain_text"
    return None


def _text_type(block: JsonBlock) -> object:
    text = block.get("text")
    return cast("JsonBlock", text).get("type") if isinstance(text, Mapping) else None


def _repeated(blocks: Sequence[JsonBlock]) -> str | None:
    for name in ("block_id", "action_id"):
        counted = Counter(_values(name, blocks))
        if again := [value for value, times in counted.items() if times > 1]:
            return f"{name} {again[0]!r} is there twice"
    return None


def _values(name: str, part: object) -> Iterator[str]:
    if isinstance(part, Mapping):
        members = cast("JsonBlock", part)
        if isinstance(value := members.get(name), str):
            yield value
        for member in members.values():
            yield from _values(name, member)
    elif isinstance(part, Sequence) and not isinstance(part, str):
        for member in cast("Sequence[object]", part):
            yield from _values(name, member)

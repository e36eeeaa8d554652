"""What the variants of an enum are called as texts, where attributes say so."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from codebase.languages.tables.selecting import text_of
from codebase.syntax import TEXTLESS

if TYPE_CHECKING:
    from tree_sitter import Node

_OWN = re.compile(r'\b(?:to_string|serialize|rename)\s*=\s*"([^"]+)"')

_ALL = re.compile(r'\b(?:serialize_all|rename_all)\s*=\s*"([^"]+)"')

_SHOWN = re.compile(r"\bderive\b.*\b(?:Display|AsRefStr|IntoStaticStr)\b", re.DOTALL)

_STORED = "#[serde"

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z0-9]*|[a-z0-9]+")

_STYLES: Mapping[str, Callable[[list[str]], str]] = {
    "snake_case": lambda words: "_".join(words).lower(),
    "kebab-case": lambda words: "-".join(words).lower(),
    "kebab_case": lambda words: "-".join(words).lower(),
    "lowercase": lambda words: "".join(words).lower(),
    "UPPERCASE": lambda words: "".join(words).upper(),
    "SCREAMING_SNAKE_CASE": lambda words: "_".join(words).upper(),
    "shouty_snake_case": lambda words: "_".join(words).upper(),
    "SCREAMING-KEBAB-CASE": lambda words: "-".join(words).upper(),
    "camelCase": lambda words: words[0].lower() + "".join(words[1:]),
    "title_case": lambda words: " ".join(words),
}
"""The styles that strum and serde know, on the words of a variant's name."""


def variant_text(node: "Node", label: "Node") -> str:
    """Return the text of a variant: what its attributes or those of the enum say.

    Its name only where a derived trait shows it; otherwise code of its own makes a text of it.
    """
    name = text_of(label)
    enum = node.parent.parent if node.parent is not None else None
    listed = list(_attributes(enum)) if enum is not None else []
    shown = any(_SHOWN.search(each) for each in listed)
    if shown:
        # What it is when shown is derived: how it is stored says nothing about that.
        listed = [each for each in listed if not each.startswith(_STORED)]
        own = [each for each in _attributes(node) if not each.startswith(_STORED)]
    else:
        own = list(_attributes(node))
    told = next((match[1] for each in own if (match := _OWN.search(each))), None)
    if told is not None:
        return told
    style = next((match[1] for each in listed if (match := _ALL.search(each))), "")
    if style in _STYLES:
        return _STYLES[style](_WORD.findall(name))
    return name if shown else f"{TEXTLESS}{name}"


def _attributes(node: "Node") -> Iterator[str]:
    """Yield the attributes in front of an item, the nearest first."""
    before = node.prev_named_sibling
    while before is not None and before.type in ("attribute_item", "line_comment"):
        yield text_of(before)
        before = before.prev_named_sibling

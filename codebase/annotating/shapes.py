"""Small questions about nodes: what is a comment, and what must no comment be written into?"""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

_TEXTS = re.compile(
    r"""(?:.*_)?(?:string|heredoc|nowdoc|sigil|regex|charlist|interpolation|interpolated|encapsed
        |subshell|comment|uninterpreted|quoted)(?:_.*)?
    | template_(?:string|substitution|literal_type|type) | symbol_array | shell_command_expression
    """,
    re.VERBOSE,
)
_NO_TEXTS = frozenset({"concatenated_string"})
"""Literals beside each other: between them stands code."""

CHILDREN = frozenset({"jsx_element", "jsx_fragment", "jsx_text"})
TAGS = frozenset({"jsx_opening_element", "jsx_self_closing_element", "jsx_attribute"})
RENDERED = frozenset({"jsx_text", "html_character_reference"})


def is_text(node: "Node") -> bool:
    """Whether lines inside of the node are text, or code that stands in some."""
    return _TEXTS.fullmatch(node.type) is not None and node.type not in _NO_TEXTS


def is_comment(node: "Node") -> bool:
    """Whether the node is nothing but a comment; one in braces is what children of JSX have."""
    return "comment" in node.type or (
        node.type == "jsx_expression"
        and node.parent is not None
        and node.parent.type in CHILDREN
        and node.named_child_count > 0
        and all("comment" in child.type for child in node.named_children)
    )

"""What stands among rendered elements: there, blanks are content and line ends are not."""

from typing import TYPE_CHECKING

from codebase.removal.languages.javascript.kinds import ELEMENTS
from codebase.removal.nodes import is_comment

if TYPE_CHECKING:
    from tree_sitter import Node


def is_child(braces: "Node") -> bool:
    """Tell whether `{…}` is a child of an element, not an attribute's value."""
    parent = braces.parent
    return parent is not None and parent.type in ("jsx_element", "jsx_fragment")


def is_rendered(place: "Node") -> bool:
    """Tell whether a place is all of a `{…}` that is a child of an element."""
    braces = place.parent
    return braces is not None and braces.type == "jsx_expression" and is_child(braces)


def braces_around(place: "Node", inner: "Node") -> "Node | None":
    """Return the braces that an element does not need among others: `{<A/>}` is `<A/>`."""
    braces = place.parent
    if braces is None or not is_rendered(place) or inner.type not in ELEMENTS:
        return None
    return None if any(is_comment(child) for child in braces.children) else braces

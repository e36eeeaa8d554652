"""`<PostHogFeature flag=… match=… fallback=…>`: an element that shows one of two things.

It shows its children while the flag has the value that `match` names, else its fallback, and
tracks whether they were seen. React renders without effects, so what is not shown may go.
"""

from typing import TYPE_CHECKING

from codebase.removal.languages.javascript.kinds import ELEMENTS, TEXTS
from codebase.removal.languages.javascript.reading import text_literal
from codebase.removal.nodes import is_comment
from codebase.removal.reasons import PAYLOAD, RESULT
from codebase.removal.rendering import shown
from codebase.removal.shapes import Gate, Literal, Refused, Shown

if TYPE_CHECKING:
    from tree_sitter import Node

_GATE = b"PostHogFeature"
_TAGS = frozenset({"jsx_opening_element", "jsx_self_closing_element"})
_KNOWN = frozenset(
    {"flag", "match", "fallback", "trackInteraction", "trackView", "visibilityObserverOptions"}
)
"""What else is given is given to a box around the children."""
_DISSOLVING = frozenset({"jsx_element", "jsx_attribute", *_TAGS})


def key_of(tag: "Node") -> "Node | None":
    """Return what a tag is given as the key, None if it is no tag of the SDK."""
    return _value(_attributes(tag).get("flag")) if _is_gate(tag) else None


def gate(key: "Node") -> Gate | Refused | None:
    """Read the element whose key is the placeholder."""
    attribute = _attribute_around(key)
    tag = attribute.parent if attribute is not None else None
    if attribute is None or tag is None or not _is_gate(tag) or _name(attribute) != "flag":
        return None
    attributes = _attributes(tag)
    if not _KNOWN.issuperset(attributes) or len(attributes) != len(tag.named_children) - 1:
        return Refused(RESULT)
    element = tag.parent if tag.type == "jsx_opening_element" else tag
    assert element is not None
    match = _match(attributes.get("match"))
    if "match" in attributes and match is None:
        return Refused(RESULT)
    return Gate(element, match, _children(element), _fallback(element, attributes.get("fallback")))


def _is_gate(tag: "Node") -> bool:
    """Tell whether a tag is the SDK's."""
    name = tag.child_by_field_name("name") if tag.type in _TAGS else None
    return name is not None and name.text == _GATE


def is_part_of_gate(node: "Node") -> bool:
    """Tell whether a node is such an element, its tag or one of its attributes."""
    if node.type not in _DISSOLVING:
        return False
    tag: Node | None = node
    if node.type == "jsx_element":
        tag = node.child_by_field_name("open_tag")
    elif node.type == "jsx_attribute":
        tag = node.parent
    return tag is not None and _is_gate(tag)


def _attribute_around(key: "Node") -> "Node | None":
    node = key.parent
    while node is not None and node.type in ("string", "jsx_expression"):
        node = node.parent
    return node if node is not None and node.type == "jsx_attribute" else None


def _attributes(tag: "Node") -> "dict[str, Node]":
    return {_name(each): each for each in tag.named_children if each.type == "jsx_attribute"}


def _name(attribute: "Node") -> str:
    return (attribute.named_children[0].text or b"").decode("utf-8", "replace")


def _value(attribute: "Node | None") -> "Node | None":
    """Return what an attribute is given, without braces."""
    if attribute is None or attribute.named_child_count != 2:
        return None
    value = attribute.named_children[1]
    return _inside(value) if value.type == "jsx_expression" else value


def _inside(expression: "Node") -> "Node | None":
    inside = expression.named_children
    return inside[0] if len(inside) == 1 and not is_comment(inside[0]) else None


def _match(attribute: "Node | None") -> Literal | None:
    if attribute is not None and attribute.named_child_count == 1:
        return Literal(value=True)
    value = _value(attribute)
    if value is None or value.type not in ("true", "false", "string"):
        return None
    return text_literal(value) if value.type == "string" else Literal(value.type == "true")


def _among_children(element: "Node") -> bool:
    return element.parent is not None and element.parent.type == "jsx_element"


def _fallback(element: "Node", attribute: "Node | None") -> Shown | Refused:
    rendered = _among_children(element)
    value = _value(attribute)
    if value is None:
        # Where no element is around, null would have to be written.
        return Shown(()) if rendered and attribute is None else Refused(RESULT)
    if rendered and value.type in ("null", "undefined"):
        return Shown(())
    if not rendered or value.type in ELEMENTS:
        return Shown((value,))
    around = value.parent
    assert around is not None
    return Shown((around,)) if around.type == "jsx_expression" else Refused(RESULT)


def _children(element: "Node") -> Shown | Refused:
    tags = element.child_by_field_name("open_tag"), element.child_by_field_name("close_tag")
    inside = [each for each in element.named_children if tags[0] and each not in tags]
    while inside and _is_layout(inside[0]):
        inside.pop(0)
    while inside and _is_layout(inside[-1]):
        inside.pop()
    if len(inside) == 1 and inside[0].type == "jsx_expression":
        return _only_expression(element, inside[0])
    if any(each.type in TEXTS for each in (*inside[:1], *inside[-1:])):
        return Refused(RESULT)
    if _among_children(element):
        return Shown(tuple(inside))
    return Shown((inside[0],)) if len(inside) == 1 else Refused(RESULT)


def _is_layout(text: "Node") -> bool:
    return text.type == "jsx_text" and not shown(text.text or b"")


def _only_expression(element: "Node", braces: "Node") -> Shown | Refused:
    """A function would be called with the payload; a name may stand for one."""
    value = _inside(braces)
    if value is None:
        return Refused(RESULT)
    if "function" in value.type or value.type in ("identifier", "member_expression"):
        name = value.child_by_field_name("property") or value
        if name.text != b"children":
            return Refused(PAYLOAD)
    return Shown((braces if _among_children(element) else value,))

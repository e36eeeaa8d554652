"""Where two versions of one file differ, as runs of syntax nodes.

The proofs ask about what changed, so they need not look at the rest of a long file. What is left
out is the same on both sides, to the byte and to the node, whatever made the change.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node, Tree


_LARGE = 10_000
"""Nodes in a tree beyond which it is compared child by child: writing one down is recursive."""


class Difference(NamedTuple):
    """Neighbours among the children of one node, and what became of them."""

    old: "tuple[Node, ...]"
    new: "tuple[Node, ...]"
    inside: "Node"
    """What they are children of now."""
    around: tuple[str, ...]
    """The types of the nodes around both, outermost first."""


def differences(
    before: "Tree", after: "Tree", origin: Callable[[int], int | None]
) -> Iterator[Difference]:
    """Yield what differs, in no order.

    `origin` says where a byte of the new version stood in the old one, None if nowhere. It only
    says which nodes to compare: a wrong answer makes a difference larger, never smaller.
    """
    roots = before.root_node, after.root_node
    stack: list[tuple[Node, Node, tuple[str, ...]]] = []
    if not _are_same(*roots):
        stack.append((*roots, (roots[0].type,)))
    while stack:
        old, new, around = stack.pop()
        lost: list[Node] = []
        came: list[Node] = []
        for was, now in _aligned(old, new, origin):
            if was is None or now is None:
                lost += [was] if was is not None else []
                came += [now] if now is not None else []
                continue
            if lost or came:
                yield Difference(tuple(lost), tuple(came), new, around)
                lost, came = [], []
            if not _are_same(was, now):
                stack.append((was, now, (*around, was.type)))
        if lost or came:
            yield Difference(tuple(lost), tuple(came), new, around)


def _aligned(
    old: "Node", new: "Node", origin: Callable[[int], int | None]
) -> "Iterator[tuple[Node | None, Node | None]]":
    """Pair the children of two nodes; None stands for the partner that a child has not got."""
    olds, news, place = old.children, new.children, 0
    starts = {child.start_byte: number for number, child in enumerate(olds)}
    origins = [origin(child.start_byte) for child in news]

    def holds_more(partner: "Node", number: int) -> bool:
        """Tell whether the next child came out of the partner of this one too."""
        following = origins[number + 1] if number + 1 < len(origins) else None
        return following is not None and following < partner.end_byte

    for number, child in enumerate(news):
        was = starts.get(start, -1) if (start := origins[number]) is not None else -1
        if was < place or not _can_be_compared(olds[was], child) or holds_more(olds[was], number):
            yield None, child
            continue
        for gone in olds[place:was]:
            yield gone, None
        yield olds[was], child
        place = was + 1
    for gone in olds[place:]:
        yield gone, None


def _can_be_compared(old: "Node", new: "Node") -> bool:
    if old.type != new.type:
        return False
    return bool(old.child_count and new.child_count) or old.text == new.text


def _are_same(old: "Node", new: "Node") -> bool:
    if old.descendant_count != new.descendant_count or old.text != new.text:
        return False
    return not old.child_count or (old.descendant_count < _LARGE and str(old) == str(new))

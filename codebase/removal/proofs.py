"""Is the result right? Asked of the bytes before and after, without the rules that made them."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from codebase.parsing import parse
from codebase.removal.differences import Difference
from codebase.removal.draft import Draft
from codebase.removal.languages.base import Sides
from codebase.removal.lines import mixes_line_ends
from codebase.removal.nodes import is_comment, walk
from codebase.removal.reasons import BROKEN, JOINED, LINE_ENDS, RESULT

if TYPE_CHECKING:
    from tree_sitter import Node, Tree

    from codebase.removal.languages.base import Rules

Token = tuple[bytes, tuple[str, ...]]
"""A leaf's text and the types of the nodes around it, outermost first."""

_PUNCTUATION = frozenset({b";", b",", b"(", b")", b"{", b"}"})
"""What may go with the code it separates."""


def objection(draft: Draft, rules: "Rules") -> str:
    """Return why the draft must not be written, empty if every proof holds."""
    before, after = parse(draft.language, draft.original), parse(draft.language, draft.source)
    sides = Sides(draft, rules, before, after)
    problems = (proof(sides) for proof in PROOFS)
    return next((problem for problem in problems if problem), "")


def same_errors(sides: Sides) -> str:
    """What the parser could not read is the same as before: nothing, or the same text.

    Where less is unread than before, code went that nobody had understood.
    """
    if not (sides.before.root_node.has_error or sides.after.root_node.has_error):
        return ""
    return "" if _errors(sides.before) == _errors(sides.after) else BROKEN


def _errors(tree: "Tree") -> list[bytes | None]:
    nodes = walk(tree.root_node)
    return [node.text for node in nodes if node.type == "ERROR" or node.is_missing]


def only_deletes(sides: Sides) -> str:
    """Every token that is left stood there before, in this order and inside the same things.

    Types that folding dissolves do not count as something around a token.
    """
    return "" if all(_only_deletes(each, sides.rules) for each in sides.differences) else JOINED


def _only_deletes(difference: Difference, rules: "Rules") -> bool:
    around = tuple(kind for kind in difference.around if kind not in rules.dissolving)
    old = iter(tokens(difference.old, around, rules))
    return all(token in old for token in tokens(difference.new, around, rules))


def tokens(nodes: "tuple[Node, ...]", around: tuple[str, ...], rules: "Rules") -> Iterator[Token]:
    """Yield the leaves below some neighbours that carry meaning."""
    stack = [(node, around) for node in reversed(nodes)]
    while stack:
        node, around = stack.pop()
        if is_comment(node):
            continue
        if node.child_count:
            inside = around if rules.dissolves(node) else (*around, node.type)
            stack.extend((child, inside) for child in reversed(node.children))
        else:
            for text in _words(node, rules):
                if text and text not in _PUNCTUATION and text not in rules.writes:
                    yield text, around


def _words(node: "Node", rules: "Rules") -> list[bytes]:
    """Rendered text is cut into words: its line breaks and indentation are layout."""
    text = node.text or b""
    return text.split() if node.type in rules.rendered_texts else [text]


def no_new_comment(sides: Sides) -> str:
    """Nothing became a comment: a division before a regular expression would."""
    was, now = (Counter(_comments(sides, new=new)) for new in (False, True))
    return RESULT if now - was else ""


def _comments(sides: Sides, *, new: bool) -> "Iterator[bytes]":
    nodes = (node for each in sides.differences for node in (each.new if new else each.old))
    for top in nodes:
        # Lines of a comment move with the code around them.
        yield from (b" ".join((n.text or b"").split()) for n in walk(top) if is_comment(n))


def not_longer(sides: Sides) -> str:
    """A removal never brings more lines than it takes."""
    longer = sides.draft.source.count(b"\n") > sides.draft.original.count(b"\n")
    return RESULT if longer else ""


def same_line_ends(sides: Sides) -> str:
    """No line end was cut in half, and none doubled."""
    return LINE_ENDS if mixes_line_ends(sides.draft.source) else ""


def second_parser(sides: Sides) -> str:
    """A parser that shares nothing with the first takes the result too."""
    return sides.rules.second_parser(sides)


def same_names(sides: Sides) -> str:
    """Every name that is left means what it meant."""
    return sides.rules.names_differ(sides)


PROOFS: tuple[Callable[[Sides], str], ...] = (
    same_errors,
    only_deletes,
    no_new_comment,
    not_longer,
    same_line_ends,
    second_parser,
    same_names,
)

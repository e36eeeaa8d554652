"""One file: completed, or returned byte for byte with a reason for every check in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codebase.parsing import Language
from codebase.removal.draft import Draft
from codebase.removal.folding import Fold, Value
from codebase.removal.languages import RULES
from codebase.removal.leftovers import without_leftovers
from codebase.removal.lines import mixes_line_ends
from codebase.removal.nodes import covering
from codebase.removal.proofs import objection
from codebase.removal.reasons import ANOTHER, EFFECT, LINE_ENDS, PASSED_ON, WRAPPED
from codebase.removal.statements import has_effect

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.removal.languages.base import Rules

_CHECKS = frozenset({"call_expression", "call"})


@dataclass(frozen=True)
class Site:
    """One check of the flag in a file."""

    start: int
    """Offset of its first byte."""
    end: int
    line: int
    """1-based."""
    value: Value
    """What it answers once the flag is settled."""
    reason: str = ""
    """Why it cannot go, if that is known before anything is folded."""
    is_key: bool = False
    """The range is the key that an element is given, not a call."""


@dataclass(frozen=True)
class Completed:
    """What a file becomes, or why it stays."""

    source: bytes | None
    """The new bytes, None if the file stays."""
    reasons: tuple[tuple[int, str], ...] = ()
    """Line and reason of every check, if the file stays."""


def complete(
    path: str,
    language: Language,
    source: bytes,
    sites: Sequence[Site],
    constants: Iterable[tuple[int, int]],
) -> Completed:
    """Take every check out of one file.

    `constants` are the ranges of this file's own definitions of the key, as far as nothing outside
    the file can see them: they go when nothing uses them any more.
    """
    rules, draft = RULES[language], Draft(path, language, source)
    calls = [_call(draft, site) for site in sites]
    known = _known_reasons(draft, rules, sites, calls)
    if known:
        return _left(sites, known, ANOTHER)
    fold = Fold(draft, rules)
    fold.settle([call for call in calls if call is not None], [site.value for site in sites])
    fold.run()
    if fold.refusals:
        return _left(sites, fold.refusals, ANOTHER)
    problem = rules.interface_differs(draft)
    without_leftovers(draft, rules, constants)
    problem = problem or objection(draft, rules)
    if problem:
        return _left(sites, {}, problem)
    return Completed(draft.source)


def _call(draft: Draft, site: Site) -> "Node | None":
    if site.is_key:
        return draft.node_at(site.start, site.end)
    return covering(draft.tree.root_node, site.start, site.end, _CHECKS)


def _known_reasons(
    draft: Draft, rules: "Rules", sites: Sequence[Site], calls: "list[Node | None]"
) -> dict[int, str]:
    found: dict[int, str] = {}
    for number, (site, call) in enumerate(zip(sites, calls, strict=True)):
        if site.reason:
            found[number] = site.reason
        elif call is None:
            found[number] = PASSED_ON
        elif mixes_line_ends(draft.source):
            found[number] = LINE_ENDS
        elif _has_effect_inside(rules, call):
            found[number] = EFFECT
        elif any(_is_inside(other, call) for other in calls):
            # A function that is called where it is written has the check inside.
            found[number] = WRAPPED
    return found


def _is_inside(inner: "Node | None", outer: "Node") -> bool:
    if inner is None or inner == outer:
        return False
    return outer.start_byte <= inner.start_byte and inner.end_byte <= outer.end_byte


def _has_effect_inside(rules: "Rules", call: "Node") -> bool:
    """The check itself may go; a call among its arguments may do something else."""
    arguments = call.child_by_field_name("arguments")
    return arguments is not None and has_effect(rules, arguments)


def _left(sites: Sequence[Site], reasons: dict[int, str], otherwise: str) -> Completed:
    return Completed(
        None,
        tuple((site.line, reasons.get(number, otherwise)) for number, site in enumerate(sites)),
    )

"""One file: every capture of the event goes, or the file is returned byte for byte."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codebase.parsing import Language
from codebase.removal.draft import Draft
from codebase.removal.events.reasons import ANOTHER_CAPTURE
from codebase.removal.events.statements import Surroundings
from codebase.removal.events.words import WORDS
from codebase.removal.languages import RULES
from codebase.removal.leftovers import without_leftovers
from codebase.removal.lines import mixes_line_ends
from codebase.removal.nodes import covering
from codebase.removal.proofs import objection
from codebase.removal.reasons import LINE_ENDS, PASSED_ON
from codebase.removal.shapes import Refused
from codebase.removal.transaction import Completed

if TYPE_CHECKING:
    from tree_sitter import Node


@dataclass(frozen=True, order=True)
class Capture:
    """One call that captures the event, or that calls what does."""

    start: int
    """Offset of its first byte."""
    end: int
    line: int
    """1-based."""
    reason: str = ""
    """Why it cannot go, if that is known before anything is tried."""


def complete(
    path: str,
    language: Language,
    source: bytes,
    captures: Sequence[Capture],
    constants: Iterable[tuple[int, int]],
) -> Completed:
    """Take every capture out of one file, and what only they used.

    `constants` are the ranges of this file's own definitions of the name and of its helpers, as far
    as nothing outside the file can see them: they go when nothing uses them any more.
    """
    draft = Draft(path, language, source, (capture.start for capture in captures))
    reasons = {capture: reason for capture in captures if (reason := _known(draft, capture))}
    around = Surroundings(draft, RULES[language], WORDS[language])
    if not reasons:
        # From the end: what goes never moves what stands before it.
        for capture in sorted(captures, reverse=True):
            refused = _take(around, capture)
            reasons |= {capture: refused} if refused else {}
    if reasons:
        return _left(captures, reasons, ANOTHER_CAPTURE)
    problem = around.rules.interface_differs(draft)
    without_leftovers(draft, around.rules, constants)
    problem = problem or objection(draft, around.rules)
    return _left(captures, {}, problem) if problem else Completed(draft.source)


def _call_at(draft: Draft, capture: Capture) -> "Node | None":
    """Return the call a capture is."""
    calls = WORDS[draft.language].calls
    return covering(draft.tree.root_node, capture.start, capture.end, calls)


def _known(draft: Draft, capture: Capture) -> str:
    if capture.reason:
        return capture.reason
    if mixes_line_ends(draft.source):
        return LINE_ENDS
    return PASSED_ON if _call_at(draft, capture) is None else ""


def _take(around: Surroundings, capture: Capture) -> str:
    """Take one capture out; return why it cannot go, empty if it went."""
    call = _call_at(around.draft, capture)
    edits = around.without(call) if call is not None else Refused(PASSED_ON)
    if isinstance(edits, Refused):
        return edits.reason
    around.draft.apply(edits)
    return ""


def _left(captures: Sequence[Capture], reasons: dict[Capture, str], otherwise: str) -> Completed:
    return Completed(None, tuple((each.line, reasons.get(each, otherwise)) for each in captures))

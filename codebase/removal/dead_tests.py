"""Tests that only exercised the branch that is gone: whole ones, and only when that is certain."""

import re
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from codebase.parsing import Entangled, Language, language_of
from codebase.removal.draft import Draft
from codebase.removal.folding import Value
from codebase.removal.languages import RULES
from codebase.removal.languages.suites import SUITES
from codebase.removal.leftovers import names_used, rarer_words, without_leftovers
from codebase.removal.mentions import key_pattern
from codebase.removal.mocks import Dead, is_given_dead
from codebase.removal.nodes import is_comment
from codebase.removal.places import left_because_of_its_place
from codebase.removal.proofs import objection
from codebase.removal.reasons import IN_TEST
from codebase.removal.statements import without_statement

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.removal.languages.base import Rules

_INSIDE = ("_content", "_fragment", "string_start", "string_end")
"""How the parts of a text are called, in whichever grammar."""

_SNAPSHOT = b"napshot"
"""A test with a recorded picture would leave a file behind that belongs to nobody."""


def without_dead_tests(
    files: Iterable[tuple[str, bytes]], flag: str, value: Value, names: Collection[str]
) -> dict[str, bytes]:
    """Return the new bytes of every test file that loses a test.

    A test goes when all it says about the flag is that a mock of its own answers the dead value.
    `names` are the constants and functions that stood for the key: a test that has one is left.
    """
    changed: dict[str, bytes] = {}
    for path, source in files:
        language = language_of(path)
        if left_because_of_its_place(path) != IN_TEST or flag.encode() not in source:
            continue
        if language is not None and language in RULES and language in SUITES:
            after = _without(path, language, source, flag, value, names)
            changed |= {} if after is None else {path: after}
    return changed


def _without(
    path: str, language: Language, source: bytes, flag: str, value: Value, names: Collection[str]
) -> bytes | None:
    """Return what a file becomes; None if no test goes, or if one leaves something behind."""
    try:
        draft = Draft(path, language, source)
    except Entangled:
        return None
    rules, known = RULES[language], {name.encode() for name in names}
    dead = [
        test
        for test in _tests(draft, language)
        if not known.intersection(re.findall(rb"[\w$]+", test.text or b""))
        and _only_exercises(test, flag, Dead(rules, value))
    ]
    if not dead or _leaves_empty(dead, _tests(draft, language)):
        return None
    draft.apply(edit for test in dead for edit in without_statement(draft, rules, test))
    without_leftovers(draft, rules, ())
    if _leaves_unused(draft, rules) or objection(draft, rules):
        return None
    return draft.source


def _tests(draft: Draft, language: Language) -> "list[Node]":
    return list(SUITES[language](draft.tree.root_node))


def _only_exercises(test: "Node", flag: str, dead: Dead) -> bool:
    """Tell whether the key stands in the test only to be answered by what it never answers."""
    source = test.text or b""
    if _SNAPSHOT in source:
        return False
    found = [_word(test, hit) for hit in key_pattern(flag).finditer(source)]
    given = [key is not None and is_given_dead(key, test, dead) for key in found]
    return any(given) and all(
        said or (key is not None and _is_prose(key, test))
        for said, key in zip(given, found, strict=True)
    )


def _word(test: "Node", hit: re.Match[bytes]) -> "Node | None":
    """Return the text that a key stands in, with its quotes; a key without quotes is a comment."""
    start, end = (test.start_byte + place for place in hit.span())
    node = test.descendant_for_byte_range(start, end)
    while node is not None and node.type.endswith(_INSIDE) and node.parent is not None:
        node = node.parent
    return node


def _is_prose(node: "Node", test: "Node") -> bool:
    """Tell whether a text is for people: a comment, the test's title, its documentation."""
    outer = node.parent
    if is_comment(node) or outer is None:
        return True
    if outer.type == "expression_statement":
        return True
    title = outer.type in ("arguments", "argument_list") and outer.named_children[0] == node
    call = outer.parent
    return title and call is not None and test in (call, call.parent)


def _leaves_empty(dead: "list[Node]", tests: "list[Node]") -> bool:
    """Tell whether a group of tests would have none left."""
    gone = {test.id for test in dead}
    stays = {_group(test) for test in tests if test.id not in gone}
    return any(_group(test) not in stays for test in dead)


def _group(test: "Node") -> int:
    return test.parent.id if test.parent is not None else 0


def _leaves_unused(draft: Draft, rules: "Rules") -> bool:
    """Tell whether something that the test used is only declared now."""
    words = rarer_words(draft.original, draft.source)
    for found in names_used(rules, draft.tree, draft.source, words).values():
        named = [node for node in found if node.type in rules.names]
        if len(named) == 1 and _declares(named[0]):
            return True
    return False


def _declares(name: "Node") -> bool:
    """Tell whether a name is given here; a parameter cannot have been used by another function."""
    outer = name.parent
    return outer is not None and any(
        outer.child_by_field_name(field) == name for field in ("name", "left", "alias")
    )

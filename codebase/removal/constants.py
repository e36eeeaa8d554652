"""What carried the key and other files can see: constants, members, functions fall last of all."""

import re
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from codebase.keys import Definition
from codebase.modules import Project
from codebase.removal.draft import Draft
from codebase.removal.languages import RULES
from codebase.removal.leftovers import stores_more, without_leftovers
from codebase.removal.mentions import sources
from codebase.removal.places import left_because_of_its_place
from codebase.removal.proofs import objection
from codebase.removal.statements import without_declaration
from codebase.removal.users import Users
from scans.model import SourceTree

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.removal.languages.base import Rules


def without_constants(
    tree: SourceTree,
    project: Project,
    definitions: Iterable[Definition],
    contents: dict[str, bytes],
    left: Collection[str],
) -> None:
    """Delete every constant, member or function that no file names any more.

    Changes `contents`; the files of `left`, tests and stories stay as they are. What falls may have
    been the last to name something else, so it is looked again until nothing more falls.
    """
    editable = (each for each in definitions if not left_because_of_its_place(each.path))
    todo = sorted((each for each in editable if each.path not in left), reverse=True)
    if not todo:
        return
    users = Users(dict(sources(tree, contents)), project.resolve)
    if tree.unreadable:
        # What nobody can read may name all of them.
        return
    while any(_falls(each, project, users, contents) for each in todo):
        pass


def _falls(
    definition: Definition, project: Project, users: Users, contents: dict[str, bytes]
) -> bool:
    module, path = project.module(definition.path), definition.path
    if module is None or module.language not in RULES:
        return False
    draft, rules = (
        Draft(path, module.language, contents.get(path, module.source)),
        RULES[module.language],
    )
    node = _declaration(draft, rules, definition, module.source)
    if node is None or stores_more(rules, node):
        return False
    if users.need(path, definition.name.encode(), node, rules):
        return False
    was_module = rules.is_module(draft.tree.root_node)
    draft.apply(without_declaration(draft, rules, node))
    without_leftovers(draft, rules, ())
    if was_module and not rules.is_module(draft.tree.root_node):
        # Its names would become everybody's, and whoever imports it would find no module.
        return False
    if objection(draft, rules):
        return False
    contents[path] = draft.source
    users.write(path, draft.source)
    return True


def _declaration(
    draft: Draft, rules: "Rules", definition: Definition, original: bytes
) -> "Node | None":
    """Find the definition again in a file that may have changed: by its text, if it is unique."""
    text = original[definition.start_byte : definition.end_byte]
    found = [hit.start() for hit in re.finditer(rb"(?<![\w$])" + re.escape(text), draft.source)]
    if draft.source == original:
        found = [definition.start_byte]
    if len(found) != 1:
        return None
    return rules.constant(draft.node_at(found[0], found[0] + len(text)))

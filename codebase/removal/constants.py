"""Constants that carry the key and that other files can see: they fall last, after all files."""

import re
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from codebase.keys import Definition
from codebase.modules import Project
from codebase.parsing import language_of, parse
from codebase.removal.draft import Draft
from codebase.removal.languages import RULES
from codebase.removal.leftovers import without_leftovers
from codebase.removal.mentions import sources
from codebase.removal.proofs import objection
from codebase.removal.statements import without_declaration
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

    Changes `contents`; the files of `left` stay as they are.
    """
    todo = sorted((each for each in definitions if each.path not in left), reverse=True)
    if not todo:
        return
    files = [(path, source) for path, source in sources(tree, contents) if language_of(path)]
    for definition in todo:
        module = project.module(definition.path)
        if module is None or module.language not in RULES:
            continue
        now = contents.get(definition.path, module.source)
        draft = Draft(definition.path, module.language, now)
        rules = RULES[module.language]
        node = _declaration(draft, rules, definition, module.source)
        if node is None or _is_named_elsewhere(definition, files, draft, node):
            continue
        draft.apply(without_declaration(draft, rules, node))
        without_leftovers(draft, rules, ())
        if not objection(draft, rules):
            contents[definition.path] = draft.source


def _declaration(
    draft: Draft, rules: "Rules", definition: Definition, original: bytes
) -> "Node | None":
    """Find the definition again in a file that may have changed: by its text, if it is unique."""
    text = original[definition.start_byte : definition.end_byte]
    found = [hit.start() for hit in re.finditer(re.escape(text), draft.source)]
    if len(found) != 1:
        return None
    node = draft.node_at(found[0], found[0] + len(text))
    return rules.constant(node)


def _is_named_elsewhere(
    definition: Definition, files: list[tuple[str, bytes]], draft: Draft, node: "Node"
) -> bool:
    """Tell whether a file mentions the name, or looks at all members of what it stands in."""
    rules = RULES[draft.language]
    name, container = _word(definition.name.encode()), rules.container(node)
    own = draft.source[: node.start_byte] + draft.source[node.end_byte :]
    others = [(path, source) for path, source in files if path != definition.path]
    if any(name.search(source) for source in (own, *(source for _, source in others))):
        return True
    if container is None:
        return False
    here = (definition.path, draft.source)
    return any(_looks_at_all(path, source, container) for path, source in (here, *others))


def _looks_at_all(path: str, source: bytes, container: bytes) -> bool:
    language = language_of(path)
    if language is None or not _word(container).search(source):
        return False
    # What is only read may look at anything.
    rules = RULES.get(language)
    tree = parse(language, source)
    return rules is None or not rules.reads_members_only(tree.root_node, container)


def _word(name: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"(?<![\w$])" + re.escape(name) + rb"(?![\w$])")

"""What only the flag used: imports, private constants, hooks. What was unused before stays."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from codebase.removal.draft import Draft, Edit
from codebase.removal.lines import begins_line, comment_behind, line_end, line_start, without_lines
from codebase.removal.nodes import code_end, walk
from codebase.removal.statements import without_declaration, without_listed

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.removal.languages.base import Imported, Rules


def names_used(rules: "Rules", root: "Node") -> Counter[bytes]:
    """Count how often every name is written, declarations included."""
    found: Counter[bytes] = Counter()
    for node in walk(root):
        if node.child_count == 0 and node.text is not None:
            if node.type in rules.names or node.type in rules.shorthands:
                if rules.is_variable(node):
                    found[node.text] += 1
            elif node.type in rules.other_names:
                found.update(rules.names_in(node))
    return found


def without_leftovers(draft: Draft, rules: "Rules", constants: Iterable[tuple[int, int]]) -> None:
    """Delete what had a use in the original and has none now, until nothing more falls."""
    before = _names_before(draft, rules)
    ranges = frozenset(constants)
    while _drop_one(draft, rules, before, ranges):
        pass


def _names_before(draft: Draft, rules: "Rules") -> Counter[bytes]:
    original = Draft(draft.path, draft.language, draft.original)
    return names_used(rules, original.tree.root_node)


def _drop_one(
    draft: Draft,
    rules: "Rules",
    before: Counter[bytes],
    constants: frozenset[tuple[int, int]],
) -> bool:
    root = draft.tree.root_node
    now = names_used(rules, root)
    for name, declaration in rules.locals(root):
        fell = now[name.text or b""] == 1 < before[name.text or b""]
        if fell and (rules.is_hook(declaration) or _is_constant(draft, declaration, constants)):
            draft.apply(without_declaration(draft, rules, declaration))
            return True
    for statement, imported in rules.imports(root):
        unused = [
            each
            for each in imported
            if now[each.name] == 1 < before[each.name] and not rules.is_implicit(draft, each.name)
        ]
        if unused:
            draft.apply(_without_imports(draft, rules, statement, imported, unused))
            return True
    return False


def _is_constant(draft: Draft, declaration: "Node", constants: frozenset[tuple[int, int]]) -> bool:
    return any(
        (start := draft.origin(node.start_byte)) is not None
        and (start, start + node.end_byte - node.start_byte) in constants
        for node in (declaration, *declaration.named_children)
    )


def _without_imports(
    draft: Draft,
    rules: "Rules",
    statement: "Node",
    imported: "list[Imported]",
    unused: "list[Imported]",
) -> list[Edit]:
    if len(unused) == len(imported):
        return [_without_import(draft, rules, statement)]
    return [without_imported(unused[0].node)]


def _without_import(draft: Draft, rules: "Rules", statement: "Node") -> Edit:
    """Comments above an import stay: they may be a licence."""
    source = draft.source
    if rules.only_statement(statement):
        return Edit(statement.start_byte, statement.end_byte, rules.empty_body)
    start, end = statement.start_byte, code_end(statement)
    behind = comment_behind(draft.tree.root_node, source, end)
    if begins_line(source, start) and not source[behind : line_end(source, behind)].strip():
        return without_lines(source, line_start(source, start), line_end(source, behind))
    return Edit(start, end)


def without_imported(node: "Node") -> Edit:
    """Return the edit that takes one name out of an import; empty braces go with the last."""
    parent = node.parent
    if parent is not None and parent.type == "named_imports" and parent.named_child_count == 1:
        return without_listed(parent)
    return without_listed(node)

"""What only the flag used: imports, private constants, hooks. What was unused before stays."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from codebase.parsing import parse
from codebase.removal.draft import Draft, Edit
from codebase.removal.lines import begins_line, comment_behind, line_end, line_start, without_lines
from codebase.removal.nodes import code_end
from codebase.removal.spelling import WORD
from codebase.removal.statements import without_declaration, without_listed, without_member

if TYPE_CHECKING:
    from tree_sitter import Node, Tree

    from codebase.removal.languages.base import Imported, Rules

_STORES = frozenset(
    {
        "assignment",
        "assignment_expression",
        "augmented_assignment_expression",
        "named_expression",
        "operator_assignment",
    }
)


def rarer_words(before: bytes, now: bytes) -> frozenset[bytes]:
    """Return the words that are written less often than they were."""
    left = Counter(WORD.findall(now))
    return frozenset(
        word for word, count in Counter(WORD.findall(before)).items() if left[word] < count
    )


def names_used(
    rules: "Rules", tree: "Tree", source: bytes, words: frozenset[bytes]
) -> "dict[bytes, list[Node]]":
    """Return where each of these words is written as a name, declarations included."""
    found: defaultdict[bytes, list[Node]] = defaultdict(list)
    for hit in WORD.finditer(source):
        if hit.group() not in words:
            continue
        node = tree.root_node.descendant_for_byte_range(*hit.span())
        if node is None or node.child_count or node.text is None:
            continue
        if node.type in rules.names or node.type in rules.shorthands:
            if rules.is_variable(node):
                found[node.text].append(node)
        elif node.type in rules.other_names and hit.group() in rules.names_in(node):
            found[hit.group()].append(node)
    return found


def without_leftovers(draft: Draft, rules: "Rules", constants: Iterable[tuple[int, int]]) -> None:
    """Delete what had a use in the original and has none now, until nothing more falls."""
    _drop_all(draft, rules, frozenset(constants))
    while blanks := rules.closed_up(draft):
        draft.apply(blanks)


def _drop_all(draft: Draft, rules: "Rules", ranges: frozenset[tuple[int, int]]) -> None:
    original = parse(draft.language, draft.original)
    while words := rarer_words(draft.original, draft.source):
        if _drop_fallen(draft, rules, ranges):
            continue
        before = names_used(rules, original, draft.original, words)
        now = names_used(rules, draft.tree, draft.source, words)
        fell = {name for name, found in now.items() if len(found) == 1 < len(before[name])}
        last = sorted((now[name][0] for name in fell), key=lambda node: node.start_byte)
        if not (
            any(_drop_local(draft, rules, name, ranges) for name in last)
            or any(_drop_imports(draft, rules, name, fell) for name in last)
        ):
            return


def _drop_fallen(draft: Draft, rules: "Rules", constants: frozenset[tuple[int, int]]) -> bool:
    """Delete a declaration that does not compile without a reader."""
    node = rules.fallen(draft, constants)
    if node is None:
        return False
    if node.type.startswith("import"):
        draft.apply([_without_import(draft, rules, node)])
    else:
        draft.apply(without_declaration(draft, rules, node))
    return True


def _drop_local(
    draft: Draft, rules: "Rules", last: "Node", constants: frozenset[tuple[int, int]]
) -> bool:
    """Delete the variable whose declaration is the last place that has its name."""
    for name, declaration in rules.locals(_statement(rules, last)):
        gone = rules.holds_client(declaration) or _is_constant(draft, declaration, constants)
        if name == last and gone and not stores_more(rules, declaration):
            draft.apply(without_declaration(draft, rules, declaration))
            return True
    return False


def _drop_imports(draft: Draft, rules: "Rules", last: "Node", fell: set[bytes]) -> bool:
    """Delete what an import brings and nobody names any more."""
    for statement, imported in rules.imports_in(_statement(rules, last)):
        unused = [
            each
            for each in imported
            if each.name in fell and not rules.is_implicit(draft, each.name)
        ]
        if unused:
            draft.apply(_without_imports(draft, rules, statement, imported, unused))
            return True
    return False


def stores_more(rules: "Rules", declaration: "Node") -> bool:
    """Tell whether a value is also given to something else: `key = user.last = "new-nav"`."""
    stack = [(declaration, False)]
    while stack:
        node, is_value = stack.pop()
        if is_value and node.type in _STORES:
            return True
        if node.type not in rules.functions:
            values = (node.child_by_field_name(name) for name in ("value", "right"))
            given = [value for value in values if value is not None]
            stack += [(each, is_value or each in given) for each in node.children]
    return False


def _statement(rules: "Rules", node: "Node") -> "Node":
    """Return the innermost statement of a list of statements that a node stands in."""
    while not rules.in_list(node) and node.parent is not None:
        node = node.parent
    return node


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
    return _without_imported(draft, unused[0].node)


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


def _without_imported(draft: Draft, node: "Node") -> list[Edit]:
    """Return the edits that take one name out of an import; empty braces go with the last."""
    parent = node.parent
    if parent is not None and parent.type == "named_imports" and parent.named_child_count == 1:
        return [without_listed(parent)]
    return without_member(draft, node)

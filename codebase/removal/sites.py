"""Where the flag is asked for: the finder's call sites, judged for removal."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codebase.index import find_usages
from codebase.keys import Definition, resolve
from codebase.modules import Module, Project
from codebase.removal.folding import Value
from codebase.removal.languages import RULES
from codebase.removal.places import left_because_of_its_place
from codebase.removal.reasons import COMPUTED, PASSED_ON, PAYLOAD, READ_ONLY, UNPARSED, WRAPPED
from codebase.removal.transaction import Site
from scans.model import CallSite, LeftSite, SourceTree

if TYPE_CHECKING:
    from tree_sitter import Node

_BOOLEAN = frozenset({"isFeatureEnabled", "useFeatureFlagEnabled", "feature_enabled"})
_VARIANT = frozenset({"getFeatureFlag", "useFeatureFlagVariantKey", "get_feature_flag"})


@dataclass(frozen=True)
class Found:
    """Every check of one flag, and the constants that carry its key."""

    by_file: Mapping[str, tuple[Site, ...]]
    definitions: frozenset[Definition]
    left: tuple[LeftSite, ...]
    """Places that no edit is tried for: computed keys that may be this one, unread languages."""


def find_sites(tree: SourceTree, project: Project, flag: str, value: Value) -> Found:
    """Return every place that asks for `flag`."""
    usages = find_usages(tree, keys={flag}, any_receiver=True)
    by_file: defaultdict[str, list[Site]] = defaultdict(list)
    definitions: set[Definition] = set()
    left = [
        LeftSite(file=site.file, line=site.line, reason=COMPUTED)
        for site in usages.dynamic
        if site.kind == "flag" and site.prefix and flag.startswith(site.prefix)
    ]
    for usage in usages.usages:
        if usage.kind != "flag" or usage.name != flag:
            continue
        module = project.module(usage.file)
        if module is None or module.language not in RULES:
            reason = READ_ONLY if module is None else UNPARSED
            left.append(LeftSite(file=usage.file, line=usage.line, reason=reason))
            continue
        site, constants = _site(usage, module, project, value)
        by_file[usage.file].append(site)
        definitions |= constants
    return Found({k: tuple(v) for k, v in by_file.items()}, frozenset(definitions), tuple(left))


def _site(
    usage: CallSite, module: Module, project: Project, value: Value
) -> tuple[Site, set[Definition]]:
    start = _offset(module.source, usage.line, usage.column)
    end = _offset(module.source, usage.end_line, usage.end_column)
    settled = bool(value) if usage.method in _BOOLEAN else value
    reason = left_because_of_its_place(usage.file) or _method_reason(usage)
    if reason:
        return Site(start, end, usage.line, settled, reason), set()
    argument = _key_argument(module, start, end)
    if argument is None:
        return Site(start, end, usage.line, settled, PASSED_ON), set()
    key = resolve(argument, module, project)
    reason = "" if key.exact and key.values == (usage.name,) else COMPUTED
    return Site(start, end, usage.line, settled, reason), set(key.definitions)


def _method_reason(usage: CallSite) -> str:
    if usage.via:
        return WRAPPED
    if usage.method in _BOOLEAN or usage.method in _VARIANT:
        return ""
    name = usage.method.lower()
    return PAYLOAD if "payload" in name or "result" in name else PASSED_ON


def _offset(source: bytes, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = source.index(b"\n", start) + 1
    return start + column


def _key_argument(module: Module, start: int, end: int) -> "Node | None":
    """Return the key: the argument `key=`, else the first one."""
    node = module.tree.root_node.descendant_for_byte_range(start, end)
    arguments = node.child_by_field_name("arguments") if node is not None else None
    if arguments is None:
        return None
    given = [each for each in arguments.named_children if "comment" not in each.type]
    for each in given:
        name = each.child_by_field_name("name") if each.type == "keyword_argument" else None
        if name is not None and name.text == b"key":
            return each.child_by_field_name("value")
    return given[0] if given and given[0].type != "keyword_argument" else None

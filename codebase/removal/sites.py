"""Where the flag is asked for: the finder's call sites, judged for removal."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from codebase.finding.crew import Crew
from codebase.index import usages_of
from codebase.keys import Resolution, resolve
from codebase.meaning.evaluation import Evaluator
from codebase.meaning.values import Definition
from codebase.modules import Module, Project
from codebase.removal.folding import Value
from codebase.removal.languages import RULES
from codebase.removal.nodes import is_comment, walk
from codebase.removal.places import left_because_of_its_place
from codebase.removal.reasons import (
    COMPUTED,
    PASSED_ON,
    PAYLOAD,
    READ_ONLY,
    REASSIGNED,
    RESULT,
    UNPARSED,
    WRAPPED,
)
from codebase.removal.setters import set_elsewhere
from codebase.removal.transaction import Site
from codebase.removal.wrappers import Hop, Way, way_of
from scans.model import CallSite, LeftSite

if TYPE_CHECKING:
    from tree_sitter import Node

_BOOLEAN = frozenset(
    {
        "isFeatureEnabled",
        "useFeatureFlagEnabled",
        "feature_enabled",
        "is_feature_enabled",
        "IsFeatureEnabled",
    }
)
_HOOKS = frozenset({"useFeatureFlag"})
"""React Native's hook, and the name of many people's own: it has to be proven to be the SDK's."""

_VARIANT = _HOOKS | {
    "getFeatureFlag",
    "useFeatureFlagVariantKey",
    "get_feature_flag",
    "GetFeatureFlag",
}
_ELEMENTS = frozenset({"PostHogFeature"})
_CHECKS = _BOOLEAN | _VARIANT | _ELEMENTS
_NAMES = frozenset({"identifier", "property_identifier", "private_property_identifier", "constant"})


@dataclass(frozen=True)
class Found:
    """Every check of one flag, and the constants that carry its key."""

    by_file: Mapping[str, tuple[Site, ...]]
    inner: Mapping[str, tuple[Site, ...]]
    """Checks that are all a function on the way does: they go with it, or stay with it."""
    definitions: frozenset[Definition]
    left: tuple[LeftSite, ...]
    """Places that no edit is tried for: computed keys that may be this one, unread languages."""


def find_sites(project: Project, flag: str, value: Value, *, crew: Crew | None = None) -> Found:
    """Return every place that asks for `flag`."""
    usages = usages_of(project, keys={flag}, any_receiver=True, crew=crew)
    engine = Evaluator(project)
    by_file: defaultdict[str, list[_Judged]] = defaultdict(list)
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
            reason = UNPARSED if module is None else READ_ONLY
            left.append(LeftSite(file=usage.file, line=usage.line, reason=reason))
            continue
        judged = _site(usage, module, engine, value)
        by_file[usage.file].append(judged)
        definitions |= judged.definitions
    moved = set_elsewhere(project, definitions)
    for judged_here in by_file.values():
        judged_here[:] = [each.unless_moved(moved) for each in judged_here]
    return _sorted_out(by_file, frozenset(definitions) - moved, tuple(left))


def _sorted_out(
    judged: "Mapping[str, list[_Judged]]",
    definitions: frozenset[Definition],
    left: tuple[LeftSite, ...],
) -> Found:
    """Keep apart what is folded where it stands and what goes with the function around it."""
    everywhere = {path: [each.site for each in listed] for path, listed in judged.items()}
    by_file: defaultdict[str, list[Site]] = defaultdict(list)
    inner: defaultdict[str, list[Site]] = defaultdict(list)
    for path, listed in judged.items():
        for each in listed:
            if _is_inside(path, each.site, definitions):
                inner[path].append(each.site)
            elif not _asks_itself(each.stopped_in, everywhere):
                by_file[path].append(each.site)
    return Found(
        {path: tuple(sites) for path, sites in by_file.items()},
        {path: tuple(sites) for path, sites in inner.items()},
        definitions,
        left,
    )


def _is_inside(path: str, site: Site, definitions: Collection[Definition]) -> bool:
    """Tell whether a check is all that a function on the way does: it goes with the function."""
    return any(
        each.path == path and each.start_byte <= site.start and site.end <= each.end_byte
        for each in definitions
    )


def _asks_itself(function: Definition | None, sites: Mapping[str, list[Site]]) -> bool:
    """Tell whether a function that does more has the check inside: then callers ask for more."""
    return function is not None and any(
        function.start_byte <= site.start and site.end <= function.end_byte
        for site in sites.get(function.path, ())
    )


class _Judged(NamedTuple):
    """One call of the finder, as far as it can be judged without folding."""

    site: Site
    definitions: frozenset[Definition] = frozenset()
    stopped_in: Definition | None = None

    def unless_moved(self, moved: frozenset[Definition]) -> "_Judged":
        """Refuse a check that depends on what is set somewhere else."""
        if self.site.reason or moved.isdisjoint(self.definitions):
            return self
        return _Judged(replace(self.site, reason=REASSIGNED))


class _Key(NamedTuple):
    """How a call comes by its key."""

    reason: str = ""
    """Why that is not certain, empty if it is."""
    definitions: frozenset[Definition] = frozenset()
    """What the key was read from, and the functions on the way."""
    way: Way | None = None


def _site(usage: CallSite, module: Module, engine: Evaluator, value: Value) -> _Judged:
    root = module.tree.root_node
    node = root.descendant_for_point_range(
        (usage.line - 1, usage.column), (usage.end_line - 1, usage.end_column)
    )
    at = node if node is not None else root
    settled = bool(value) if usage.method in _BOOLEAN else value
    site = Site(at.start_byte, at.end_byte, usage.line, settled)
    reason = left_because_of_its_place(usage.file) or _method_reason(usage)
    call = _whole_call(node)
    if reason or call is None:
        return _Judged(replace(site, reason=reason or PASSED_ON))
    if usage.method in _ELEMENTS:
        return _element(usage, call, module, engine, value)
    key = _key(usage, call, module, engine)
    arrived = key.way.answer(settled) if key.way is not None and not key.reason else settled
    if arrived is None:
        return _Judged(replace(site, reason=WRAPPED))
    site = replace(site, reason=key.reason, value=arrived)
    return _Judged(site, key.definitions, key.way.stopped_in if key.way else None)


def _element(
    usage: CallSite, tag: "Node", module: Module, engine: Evaluator, value: Value
) -> _Judged:
    """Judge `<PostHogFeature flag=…>`: what is settled is the key it is given."""
    key = RULES[module.language].key_of(tag)
    if key is None or usage.via:
        reason = WRAPPED if usage.via else COMPUTED
        return _Judged(Site(tag.start_byte, tag.end_byte, usage.line, value, reason))
    definitions = _exact(usage.name, [key], module, engine)
    inside = key.named_children if key.type == "string" else [key]
    reason = COMPUTED if definitions is None or len(inside) != 1 else ""
    start, end = inside[0].start_byte, inside[-1].end_byte
    site = Site(start, end, usage.line, value, reason, is_key=True)
    return _Judged(site, definitions or frozenset())


def _whole_call(node: "Node | None") -> "Node | None":
    """Return the call that a bare word is: Ruby's `on?` has no arguments and no receiver."""
    parent = node.parent if node is not None and node.type == "identifier" else None
    if node is None or parent is None or parent.type != "call" or parent.child_count > 1:
        return node
    return parent


def _method_reason(usage: CallSite) -> str:
    if usage.method in _CHECKS and (usage.method not in _HOOKS or usage.confidence == "certain"):
        return ""
    name = usage.method.lower()
    return PAYLOAD if "payload" in name or "result" in name else PASSED_ON


def _key(usage: CallSite, call: "Node", module: Module, engine: Evaluator) -> _Key:
    if not usage.via:
        given = _key_argument(call, module)
        definitions = _exact(usage.name, given, module, engine)
        reason = COMPUTED if given else PASSED_ON
        return _Key(reason) if definitions is None else _Key("", definitions)
    way = way_of(call, module, engine, _CHECKS)
    if way.method != usage.method:
        return _Key(WRAPPED, way=way)
    read = (_exact(usage.name, _given(hop), hop.module, engine) for hop in way.hops)
    definitions = next((each for each in read if each is not None), None)
    if definitions is None:
        return _Key(COMPUTED)
    if way.awaits and not _is_awaited(call):
        return _Key(RESULT)
    return _Key("", definitions.union(way.functions), way)


def _given(hop: Hop) -> "list[Node]":
    key = RULES[hop.module.language].key_of(hop.call)
    return [key] if key is not None else _arguments(hop.call)


def _is_awaited(call: "Node") -> bool:
    return call.parent is not None and call.parent.type in ("await", "await_expression")


def _exact(
    key: str, given: "list[Node]", module: Module, engine: Evaluator
) -> frozenset[Definition] | None:
    """Return what the key was read from, None if no argument is this key and nothing else."""
    for each in given:
        known = resolve(each, module, engine.project, engine=engine)
        if known.exact and known.values == (key,) and not _may_vary(each, known):
            return frozenset(known.definitions)
    return None


def _may_vary(key: "Node", known: Resolution) -> bool:
    """Tell whether another class may say something else: what a method gives back has no place."""
    if b"self.class" in (key.text or b""):
        return True
    return not known.definitions and any(node.type in _NAMES for node in walk(key))


def _arguments(call: "Node") -> "list[Node]":
    arguments = call.child_by_field_name("arguments")
    inside = arguments.named_children if arguments is not None else []
    return [
        (each.child_by_field_name("value") or each) if each.type == "keyword_argument" else each
        for each in inside
        if not is_comment(each)
    ]


def _key_argument(call: "Node", module: Module) -> "list[Node]":
    """Return the key: the argument `key=`, else the first one; empty if there is none."""
    key = RULES[module.language].key_of(call)
    if key is not None:
        return [key]
    given = _arguments(call)
    for each in given:
        named = each.parent.child_by_field_name("name") if each.parent is not None else None
        if named is not None and named.text == b"key":
            return [each]
    first = given[0].parent if given else None
    return [] if first is None or first.type == "keyword_argument" else given[:1]

"""Where the event is captured: the finder's call sites, judged for removal."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codebase.finding.wrappers import sdk_key
from codebase.keys import of_value, resolve
from codebase.meaning.calls import actuals_of
from codebase.meaning.evaluation import Evaluator
from codebase.meaning.values import Definition, SdkCall
from codebase.modules import Module, Project
from codebase.removal.events.effects import has_effect
from codebase.removal.events.file import Capture
from codebase.removal.events.hooks import giving
from codebase.removal.events.quiet import arguments_do_something, called_by
from codebase.removal.events.reasons import (
    BEFORE,
    DOES_MORE,
    IN_ARGUMENTS,
    NAME_COMPUTED,
    UNFOLLOWED,
)
from codebase.removal.events.words import WORDS
from codebase.removal.events.wrappers import does_nothing_else, is_capture
from codebase.removal.languages import RULES
from codebase.removal.nodes import covering
from codebase.removal.places import left_because_of_its_place
from codebase.removal.reasons import PASSED_ON, READ_ONLY, UNPARSED
from codebase.syntax import Call, Record
from scans.model import CallSite, LeftSite, Usages

if TYPE_CHECKING:
    from tree_sitter import Node


@dataclass(frozen=True)
class Captures:
    """Every capture of one event, and what its name went through."""

    by_file: Mapping[str, tuple[Capture, ...]]
    definitions: frozenset[Definition]
    """Constants of the name, and wrappers."""
    left: tuple[LeftSite, ...]
    """Places that no edit is tried for: computed names that may be this one, unread languages."""


def find_captures(project: Project, engine: Evaluator, found: Usages, event: str) -> Captures:
    """Return every place that captures `event`, out of all that were found with any receiver."""
    by_file: defaultdict[str, list[Capture]] = defaultdict(list)
    definitions: set[Definition] = set()
    left = [
        LeftSite(file=site.file, line=site.line, reason=NAME_COMPUTED)
        for site in found.dynamic
        if site.kind == "event" and site.prefix and event.startswith(site.prefix)
    ]
    for usage in found.usages:
        if usage.kind != "event" or usage.name != event:
            continue
        module = project.module(usage.file)
        if module is None or not is_edited(module):
            reason = UNPARSED if module is None else READ_ONLY
            left.append(LeftSite(file=usage.file, line=usage.line, reason=reason))
            continue
        capture, through = _capture(usage, module, engine)
        by_file[usage.file].append(capture)
        definitions |= through
    return Captures(
        {path: tuple(captures) for path, captures in by_file.items()},
        frozenset(definitions),
        tuple(left),
    )


def is_edited(module: Module) -> bool:
    """Tell whether a file's language is one that can be edited."""
    return module.language in RULES and module.language in WORDS


def _capture(usage: CallSite, module: Module, engine: Evaluator) -> tuple[Capture, set[Definition]]:
    start = _offset(module.source, usage.line, usage.column)
    end = _offset(module.source, usage.end_line, usage.end_column)
    reason = left_because_of_its_place(usage.file)
    call = None if reason else call_in(module, start, end)
    if call is None:
        return Capture(start, end, usage.line, reason or PASSED_ON), set()
    reason, definitions = _judged(usage, call, module, engine)
    return Capture(start, end, usage.line, reason), definitions


def call_in(module: Module, start: int, end: int) -> "Node | None":
    """Return the call that covers exactly a range."""
    return covering(module.tree.root_node, start, end, WORDS[module.language].calls)


def _judged(
    usage: CallSite, call: "Node", module: Module, engine: Evaluator
) -> tuple[str, set[Definition]]:
    """Return why a capture cannot go, empty if it can, and the definitions its name came from."""
    form = module.reader.form(call)
    if not isinstance(form, Call):
        return PASSED_ON, set()
    definitions = _exact(usage, form, module, engine)
    if definitions is None:
        return NAME_COMPUTED, set()
    rules, words = RULES[module.language], WORDS[module.language]
    if has_effect(rules, words, form.callee) and not is_capture(
        engine, module, call, resolved=True
    ):
        return BEFORE, set()
    if arguments_do_something(engine, module, call):
        return IN_ARGUMENTS, set()
    if not usage.via:
        return ("", definitions) if is_capture(engine, module, call) else (UNFOLLOWED, set())
    function = called_by(engine, module, call)
    if function is None:
        return UNFOLLOWED, set()
    through = does_nothing_else(engine, function)
    if through is None:
        return DOES_MORE, set()
    return "", definitions | set(through) | giving(engine, module, call)


def _exact(
    usage: CallSite, form: Call, module: Module, engine: Evaluator
) -> set[Definition] | None:
    """Return what the name was read from, None if it may be another one too."""
    if not usage.via:
        method = module.reader.surface.methods.get(usage.method)
        if method is None:
            return None
        actuals = actuals_of(engine, module, form, None)
        value = sdk_key(engine, SdkCall(usage.method, method), actuals, usage.method)
        known = [of_value(value)] if value is not None else []
    else:
        given = [node for each in form.arguments for node in _said(each.value, module)]
        known = [resolve(each, module, engine.project, engine=engine) for each in given]
    for each in known:
        if each.exact and each.values == (usage.name,):
            return set(each.definitions)
    return None


def _said(argument: "Node", module: Module) -> "Iterator[Node]":
    """Yield an argument, and the fields of a message that is written down there."""
    form = module.reader.form(argument)
    yield argument
    if isinstance(form, Record):
        yield from (entry.value for entry in form.entries)


def _offset(source: bytes, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = source.index(b"\n", start) + 1
    return start + column

"""Functions that are nothing but one capture: they go when every call of them can go too.

`function trackSignup() { posthog.capture('signup') }` is emptied only where its callers cannot all
be taken out: a call that something else depends on, a mention in a test, a function handed over.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from codebase.meaning.evaluation import Evaluator
from codebase.meaning.values import Definition
from codebase.modules import Module, Project
from codebase.removal.draft import Draft
from codebase.removal.events.file import Capture
from codebase.removal.events.finding import call_in, is_edited
from codebase.removal.events.quiet import arguments_do_something, called_by
from codebase.removal.events.reasons import IN_ARGUMENTS
from codebase.removal.events.statements import Surroundings
from codebase.removal.events.words import WORDS
from codebase.removal.events.wrappers import definition_of
from codebase.removal.languages import RULES


@dataclass(frozen=True)
class Helper:
    """A function that does nothing but capture the event."""

    definition: Definition
    capture: Capture
    """The capture in it."""
    calls: Mapping[str, tuple[Capture, ...]]
    """Its callers, by file; never empty."""


def helpers(
    project: Project, engine: Evaluator, by_file: Mapping[str, tuple[Capture, ...]]
) -> Iterator[Helper]:
    """Yield the functions that do nothing but capture and that somebody calls."""
    for path, captures in sorted(by_file.items()):
        module = project.module(path)
        if module is None:
            continue
        draft = Draft(path, module.language, module.source)
        for capture in captures:
            helper = None if capture.reason else _helper(project, engine, module, draft, capture)
            if helper is not None:
                yield helper


def _helper(
    project: Project, engine: Evaluator, module: Module, draft: Draft, capture: Capture
) -> Helper | None:
    call = call_in(module, capture.start, capture.end)
    around = Surroundings(draft, RULES[module.language], WORDS[module.language])
    function = around.is_all_of(call) if call is not None else None
    if function is None:
        return None
    key = (module.path, function.start_byte)
    for definition in definition_of(module, function):
        calls = dict(_calls(project, engine, definition.name, key))
        if calls:
            return Helper(definition, capture, calls)
    return None


def _calls(
    project: Project, engine: Evaluator, name: str, key: tuple[str, int]
) -> Iterator[tuple[str, tuple[Capture, ...]]]:
    for path in project.survey.containing({name}):
        module = project.module(path)
        if module is None or not is_edited(module):
            continue
        found: list[Capture] = []
        for call in module.calls_of(name):
            function = called_by(engine, module, call)
            if function is not None and function.key == key:
                busy = arguments_do_something(engine, module, call)
                row, reason = call.start_point[0] + 1, IN_ARGUMENTS if busy else ""
                found.append(Capture(call.start_byte, call.end_byte, row, reason))
        if found:
            yield path, tuple(found)

"""From calls to usages: where a key becomes known, whatever lies between it and the SDK."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from codebase.finding.callings import Calling, Waiting, handed_back, plain
from codebase.finding.guard import Guard
from codebase.finding.handing import handed as handed_on
from codebase.finding.reads import flag_reads
from codebase.finding.report import Report
from codebase.finding.strangers import asked_of_stranger, is_stranger
from codebase.finding.unused import Candidate, candidate
from codebase.finding.wrappers import (
    LONGEST,
    Passage,
    around,
    callable_of,
    callee_value,
    key_through,
    leaves_out,
    returns_value_of,
    sdk_call,
    sdk_key,
    sent_by,
    sent_through,
    texts,
)
from codebase.languages import reader_of
from codebase.meaning.arrivals import Parameter, arriving, collecting, concerned, hands_client
from codebase.meaning.calls import actuals_of
from codebase.meaning.evaluation import Evaluator
from codebase.meaning.names import LISTENED, handed
from codebase.meaning.openings import call_form
from codebase.meaning.properties import UNTOLD, Sent, may_change
from codebase.meaning.reading import read_by
from codebase.meaning.sites import named_beside
from codebase.meaning.values import (
    OTHER,
    UNKNOWN,
    Actuals,
    ClientClass,
    Doubt,
    Flags,
    Frame,
    Function,
    FunctionKey,
    Open,
    SdkCall,
    SdkComponent,
    Text,
    Value,
    alternatives,
    callers_of,
    settled,
    union,
)
from codebase.modules import Module, Project, Spot
from codebase.parsing import language_of
from codebase.surface import Method
from codebase.syntax import Call
from scans.model import UsageKind

if TYPE_CHECKING:
    from tree_sitter import Node


def _everything(_: str) -> bool:
    return True


@dataclass
class Finder:
    """Collects the usages of files that are handed to it, and the wrappers they define."""

    project: Project
    any_receiver: bool = False
    owns: Callable[[str], bool] = _everything
    """Says which files this finder looks at; others may do the rest."""
    bridged: frozenset[str] = frozenset()
    """Files that may ask PostHog through another SDK."""
    report: Report = field(default_factory=Report)
    passages: dict[FunctionKey, list[Passage]] = field(
        default_factory=dict[FunctionKey, list[Passage]]
    )

    fresh: list[Passage] = field(default_factory=list[Passage])
    """Passages nobody has followed to their callers yet."""

    def __post_init__(self) -> None:
        self.engine = Evaluator(self.project)
        sizes = self.project.listing.sizes
        self.guard = Guard(lambda: self.engine.steps, lambda path: sizes.get(path, 0))
        self._calls: dict[FunctionKey, list[Calling]] = {}
        self._waiting: list[Waiting] = []
        self.helpers: set[Candidate] = set()
        """Functions that capture an event, to be asked whether anybody calls them."""
        self.called: set[Passage] = set()
        """Wrappers that somebody calls."""
        self.arrivals: list[tuple[Parameter, Value]] = []
        """Parameters that are given the values of all flags."""
        self.read: set[tuple[str, int]] = set()
        """Calls for all flags out of which somebody reads one."""
        self._everything: list[tuple[Spot, str, Doubt]] = []
        self._arrived: list[Parameter] = []
        self._queue: list[tuple[Passage, Calling]] = []
        self._seen: set[tuple[str, int, int, str, Passage | None]] = set()

    def reads(self, module: Module) -> None:
        """Look at what one file reads out of the values of all flags."""
        for read in flag_reads(self.engine, module):
            self.read.add(read.origin)
            self._found(module, read.node, "flag", read.method, read.value, likely=read.likely)

    def settle(self) -> None:
        """Follow passages outwards, and flags inwards, until nothing new is reached."""
        while self._queue or self._arrived:
            while self._queue:
                # File by file: a tree that was dropped has to be parsed again.
                waiting = sorted(self._queue, key=lambda item: item[1].spot.path)
                self._queue.clear()
                for passage, calling in waiting:
                    if self.guard.lets(calling.spot.path):
                        with self.guard.over(calling.spot.path):
                            self._through(passage, calling)
            arrived, self._arrived = self._arrived, []
            for parameter in arrived:
                with self.guard.over(parameter.path):
                    self._look_again(parameter)

    @cached_property
    def _collects(self) -> bool:
        """Say whether anybody asks for all flags: most repositories do not."""
        mentions = self.project.survey.mentions
        languages = {language for path in mentions if (language := language_of(path))}
        words = collecting(map(reader_of, languages))
        return bool(self.project.survey.containing(words, mentions))

    def _look_again(self, parameter: Parameter) -> None:
        """Look at what a function does with all flags, now that it is known to get them."""
        module = self.project.module(parameter.path)
        if module is not None:
            for node in concerned(module, parameter.function):
                self.call(module, node)
            self.reads(module)

    def _arrive(self, module: Module, form: Call) -> None:
        """Note the parameters that this call gives a client or the values of all flags."""
        if not self._collects and not hands_client(module, form):
            return
        for function, actuals in self._own(module, form):
            for parameter, value in arriving(self.engine, function, actuals):
                if self.arrive(parameter, value):
                    self.arrivals.append((parameter, value))

    def arrive(self, parameter: Parameter, value: Value) -> bool:
        """Note that a parameter is given the values of all flags; False if that is no news."""
        news = self.engine.arrive(parameter, value)
        if news and self.owns(parameter.path):
            self._arrived.append(parameter)
        return news

    def finish(self) -> None:
        """Report the keys that nobody decides, and all flags where nobody says which."""
        for spot, method, likely in self._everything:
            with self.guard.over(spot.path):
                place = self.project.at(spot)
                seen = (spot.path, spot.span[0]) in self.read
                if place is not None and (not seen or handed_back(self.engine, *place)):
                    self.report.add(*place, "flag", method, UNKNOWN, likely=likely)
        for waiting in self._waiting:
            if not any(passage in self.called for passage in waiting.passages):
                known = {text for p in waiting.passages for text in p.known}
                left = [o for o in alternatives(waiting.value) if not _in(o, known)]
                if left:
                    self._write(waiting, union(left))

    def _write(self, waiting: Waiting, value: Value) -> None:
        place = self.project.at(waiting.spot)
        if place is not None:
            self.report.add(
                *place,
                waiting.kind,
                waiting.method,
                value,
                via=waiting.via,
                likely=waiting.likely or len(alternatives(value)) > 1,
                sent=waiting.sent,
            )

    def call(self, module: Module, node: "Node") -> None:
        """Look at one call."""
        form = call_form(module, node)
        if form is None:
            return
        given = handed_on(self.engine, module, form, None)
        for option in alternatives(settled(given[0])) if given is not None else ():
            self._handed_on(module, node, option, given[1] if given is not None else Actuals())
        target, followed = callee_value(self.engine, module, form, None), False
        for option in alternatives(settled(target)):
            actuals = actuals_of(self.engine, module, form, None)
            direct = sdk_call(self.engine, option, actuals)
            if direct is not None:
                self._sdk(module, node, *direct)
            elif isinstance(option, SdkComponent):
                self._component(module, node, option, actuals)
            elif isinstance(option, ClientClass):
                self._construction(module, node, form, option)
            else:
                called = callable_of(self.engine, option, Actuals())
                if called is not None:
                    calling = Calling(module.spot(node), likely=called[0].likely)
                    self._record(called[0], calling)
                    # This looks at all that the call may run: an interface has many that fit.
                    if not followed:
                        self._arrive(module, form)
                    followed = True
        if self.any_receiver and is_stranger(target):
            self._stranger(module, node, form)

    def _sdk(self, module: Module, node: "Node", target: SdkCall, actuals: Actuals) -> None:
        kind, likely = target.method.kind, target.likely
        if target.method.bridge:
            if module.path not in self.bridged:
                return
            self.report.possible.add(target.name)
        value = sdk_key(self.engine, target, actuals, target.name) if kind is not None else None
        if kind is not None and value is not None:
            sent = sent_by(self.engine, module, target, actuals) if kind == "event" else None
            self._found(module, node, kind, target.name, value, likely=likely, sent=sent)
        others = list(named_beside(self.engine, module, node, target, actuals))
        for other in others:
            self._found(module, other.node, "flag", other.method, other.value, likely=likely)
        if target.method.listener:
            self._listen(module, node, target, actuals)
        if target.method.gives in ("flags", "bundle", "keys") and not others:
            self._everything.append((module.spot(node), target.name, likely))

    def _listen(self, module: Module, node: "Node", target: SdkCall, actuals: Actuals) -> None:
        """Note what a function is given that is handed over by its name."""
        given = self.engine.force(actuals.positional[0]) if actuals.positional else UNKNOWN
        origin = (module.path, node.start_byte)
        for option in alternatives(settled(given)):
            if not isinstance(option, Function) or handed(
                self.engine, option.module, option.node, 0
            ):
                continue
            for at, shape in enumerate(LISTENED):
                parameter = Parameter(*option.key, at)
                if self.engine.arrive(parameter, Flags(shape, origin, target.likely)):
                    self._arrived.append(parameter)

    def _component(
        self, module: Module, node: "Node", target: SdkComponent, actuals: Actuals
    ) -> None:
        component = target.component
        value = sdk_key(self.engine, target, actuals, target.name)
        if value is not None:
            self._found(module, node, component.kind, target.name, value)
        writes = SdkCall(target.name, Method(writes=component.writes))
        for other in named_beside(self.engine, module, node, writes, actuals):
            self._found(module, other.node, "flag", other.method, other.value)

    def _construction(self, module: Module, node: "Node", form: Call, target: ClientClass) -> None:
        if not target.constructs:
            return
        actuals = actuals_of(self.engine, module, form, None)
        method = target.surface.construction
        self._sdk_like(module, node, SdkCall(module.text(form.callee), method), actuals)

    def _sdk_like(self, module: Module, node: "Node", call: SdkCall, actuals: Actuals) -> None:
        value = sdk_key(self.engine, call, actuals, call.name)
        if value is not None:
            self._found(module, node, "init", call.name, value, likely=False)
        for other in named_beside(self.engine, module, node, call, actuals):
            self._found(module, other.node, "flag", other.method, other.value, likely=False)

    def _stranger(self, module: Module, node: "Node", form: Call) -> None:
        asked = asked_of_stranger(self.engine, module, form)
        if asked is not None:
            kind, method, value = asked
            sent = UNTOLD if kind == "event" else None
            self._found(module, node, kind, method, value, likely=True, sent=sent)

    def _own(self, module: Module, form: Call) -> Iterator[tuple[Function, Actuals]]:
        """Yield the functions of the tree that a call runs, with their arguments."""
        actuals = actuals_of(self.engine, module, form, None)
        for option in alternatives(settled(callee_value(self.engine, module, form, None))):
            called = callable_of(self.engine, option, actuals)
            if called is not None:
                yield called

    def _handed_on(self, module: Module, node: "Node", value: Value, actuals: Actuals) -> None:
        """Look at what a call hands to something that calls it: the SDK, or a function."""
        direct = sdk_call(self.engine, value, actuals)
        called = callable_of(self.engine, value, actuals)
        if direct is not None:
            self._sdk(module, node, *direct)
        elif called is not None:
            self._record(called[0], Calling(module.spot(node), handed_over=True))

    def _later(self, module: Module, form: Call) -> Iterator[tuple[Function, Actuals]]:
        """Yield the functions that a call hands on, with the arguments they will get."""
        given = handed_on(self.engine, module, form, None)
        for option in alternatives(settled(given[0])) if given is not None else ():
            called = callable_of(self.engine, option, given[1]) if given is not None else None
            if called is not None:
                yield called

    def getter(self, module: Module, node: "Node") -> None:
        """Look at an attribute, or a bare name, that a getter may stand behind."""
        for function, _ in read_by(self.engine, module, node):
            self._record(function, Calling(module.spot(node)))

    def _record(self, function: Function, calling: Calling) -> None:
        self._calls.setdefault(function.key, []).append(calling)
        self._queue.extend((passage, calling) for passage in self.passages.get(function.key, ()))

    def _through(self, passage: Passage, calling: Calling) -> None:
        """Look at one call of a wrapper: is the key known here?"""
        place = self.project.at(calling.spot)
        form = call_form(*place) if place is not None else None
        if place is None:
            return
        module, node = place
        likely = passage.likely or calling.likely
        if passage.fixed:
            if not isinstance(form, Call) or form.attributes is None or calling.handed_over:
                value = union([Text(text) for text in sorted(passage.known)])
                self._wrapped(module, node, value, passage, likely=likely)
            return
        handed = calling.handed_over
        if isinstance(form, Call):
            looked = self._later(module, form) if handed else self._own(module, form)
        else:
            looked = read_by(self.engine, module, node)
        for function, actuals in looked:
            frame = self.engine.enter(function, actuals)
            mine = function.key == passage.function
            value = key_through(self.engine, passage, frame) if mine else None
            options = alternatives(value) if value is not None else ()
            left = [option for option in options if not _in(option, set(passage.known))]
            nothing = all(option == OTHER for option in left)
            # Where the way leads to no key at all, the message says nothing about it.
            given = actuals if options else Actuals()
            if mine and nothing and leaves_out(self.engine, form, given):
                self.called.add(passage)
            elif left and not (passage.known and nothing):
                sent = self._sent(passage, frame, actuals)
                self._wrapped(module, node, union(left), passage, likely=likely, sent=sent)

    def _sent(self, passage: Passage, frame: Frame, actuals: Actuals) -> Sent | None:
        """Return what goes with an event that reaches the SDK through a wrapper."""
        if passage.kind != "event":
            return None
        given = (*actuals.positional, *(value for _, value in actuals.keywords))
        return sent_through(self.engine, passage, frame) | Sent(more=may_change(given))

    def _wrapped(
        self,
        module: Module,
        node: "Node",
        value: Value,
        passage: Passage,
        *,
        likely: Doubt,
        sent: Sent | None = None,
    ) -> None:
        """Report a key that reaches the SDK through a wrapper."""
        kind, method = passage.kind, passage.method
        self._found(module, node, kind, method, value, likely=likely, passage=passage, sent=sent)

    def _found(
        self,
        module: Module,
        node: "Node",
        kind: UsageKind,
        method: str,
        value: Value,
        *,
        likely: Doubt = False,
        passage: Passage | None = None,
        sent: Sent | None = None,
    ) -> None:
        """Report what is known here, and hand on what callers decide."""
        seen = (module.path, node.start_byte, node.end_byte, f"{kind} {method}", passage)
        if passage is not None and seen in self._seen:
            return
        self._seen.add(seen)
        via = passage.via() if passage else ()
        own = around(self.engine, module, node)
        deciders = callers_of(value)
        mine = [key for key in own if key in deciders]
        closed = [o for o in alternatives(value) if not isinstance(o, Open)]
        if deciders:
            # What is nothing where nobody decides is no key that anybody misses.
            closed = [option for option in closed if option != OTHER]
        if passage is not None and (not deciders or mine):
            self.called.add(passage)
        several = len(closed) > 1
        if closed:
            joined = union(closed)
            self.report.add(
                module, node, kind, method, joined, via=via, likely=likely or several, sent=sent
            )
        if kind == "event" and passage is None:
            helper = candidate(module, node)
            self.helpers.update([helper] if helper is not None else [])
        if kind == "flag" and texts(value):
            self._returned(module, node, method, value, passage, likely=likely)
        if deciders and (mine or passage is None):
            self._open(module, node, kind, method, value, mine, passage, likely=likely, sent=sent)

    def _open(
        self,
        module: Module,
        node: "Node",
        kind: UsageKind,
        method: str,
        value: Value,
        deciders: list[FunctionKey],
        passage: Passage | None,
        *,
        likely: Doubt,
        sent: Sent | None,
    ) -> None:
        """Note that callers of the functions around decide a key."""
        own = around(self.engine, module, node)
        known = frozenset(text.text for text in texts(value))
        found: list[Passage] = []
        for key in deciders:
            if passage is not None and (passage.passes(key) or len(passage.via()) >= LONGEST):
                continue
            name = own[key][0]
            found.append(
                Passage(key, name, module.spot(node), kind, method, passage, known, likely)
            )
        via = passage.via() if passage else ()
        if found or passage is None or not passage.passes(deciders[0]):
            spot, known_here = module.spot(node), plain(value)
            self._waiting.append(
                Waiting(tuple(found), spot, kind, method, known_here, via, likely, sent)
            )
        for item in found:
            self._add(item)

    def _returned(
        self,
        module: Module,
        node: "Node",
        method: str,
        value: Value,
        passage: Passage | None,
        *,
        likely: Doubt,
    ) -> None:
        """Note that the function around returns this flag's value to its callers."""
        functions = module.outline.enclosing(node, module.outline.functions)
        if not functions or not returns_value_of(self.engine, module, functions[0], node):
            return
        key = (module.path, functions[0].start_byte)
        if passage is not None and (passage.passes(key) or len(passage.via()) >= LONGEST):
            return
        name = around(self.engine, module, node)[key][0]
        known = frozenset(text.text for text in texts(value))
        spot = module.spot(node)
        self._add(Passage(key, name, spot, "flag", method, passage, known, likely, fixed=True))

    def receive(self, passages: Iterable[Passage]) -> None:
        """Take over wrappers that were found elsewhere."""
        for passage in passages:
            self._keep(passage)

    def fresh_passages(self) -> list[Passage]:
        """Return the ways to the SDK that were found since the last time somebody asked."""
        fresh, self.fresh = self.fresh, []
        return fresh

    def _add(self, passage: Passage) -> None:
        self.fresh.append(passage)
        self._keep(passage)

    def _keep(self, passage: Passage) -> None:
        self.passages.setdefault(passage.function, []).append(passage)
        self._queue.extend((passage, calling) for calling in self._calls.get(passage.function, ()))


def _in(value: Value, known: set[str]) -> bool:
    return isinstance(value, Text) and value.text in known

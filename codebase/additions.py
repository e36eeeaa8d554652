"""What a series of changes added: events and properties that no state before them sends."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from codebase.removal.places import is_rehearsed
from scans.model import AddedProperty, Usages

MOST_STATES = 64
"""States of a tree that are looked at; each may take a second."""


@dataclass(frozen=True)
class Sending:
    """What one state of a tree sends."""

    events: frozenset[str]
    """Captured for certain, outside of tests; without PostHog's own."""
    mentioned: frozenset[str]
    """Captured anywhere, by anything that may be PostHog."""
    properties: frozenset[AddedProperty]
    open: frozenset[str]
    """Events with which more is sent than is written down."""
    prefixes: tuple[str, ...]
    """Literal beginnings of computed names."""

    @classmethod
    def of(cls, usages: Usages) -> "Sending":
        """Read it out of the call sites of a tree."""
        sites = [s for s in usages.usages if s.kind == "event" and not s.name.startswith("$")]
        real = [s for s in sites if s.confidence != "possible" and not is_rehearsed(s.file)]
        computed = [s for s in usages.dynamic if s.kind == "event"]
        return cls(
            events=frozenset(s.name for s in real),
            mentioned=frozenset(s.name for s in sites),
            properties=frozenset(
                AddedProperty(event=s.name, name=name) for s in real for name in s.properties
            ),
            open=frozenset(s.name for s in sites if s.properties_open),
            prefixes=tuple(sorted({s.prefix for s in computed} - {""})),
        )

    def may_send(self, event: str) -> bool:
        """Tell whether an event may be sent, by whatever name it is put together."""
        return event in self.mentioned or event.startswith(self.prefixes)

    def new_since(self, before: "Sending") -> "Added":
        """Return what this state sends and an earlier one did not."""
        events = frozenset(name for name in self.events if not before.may_send(name))
        sent = self.properties - before.properties
        return Added(
            events,
            frozenset(each for each in sent if _is_news(each.event, events, before)),
        )


def _is_news(event: str, new: Collection[str], before: Sending) -> bool:
    """Tell whether a property is news: that of a new event, or of one that was known whole."""
    return event in new or (event in before.events and event not in before.open)


@dataclass(frozen=True)
class Added:
    """Events and properties that are new."""

    events: frozenset[str] = frozenset()
    properties: frozenset[AddedProperty] = frozenset()

    def __bool__(self) -> bool:
        """Tell whether there are any."""
        return bool(self.events or self.properties)

    def __or__(self, other: "Added") -> "Added":
        """Return both."""
        return Added(self.events | other.events, self.properties | other.properties)

    def sent_by(self, state: Sending) -> "Added":
        """Return those that a state sends."""
        return Added(self.events & state.events, self.properties & state.properties)

    def without(self, other: "Added") -> "Added":
        """Return those that are not among others."""
        return Added(self.events - other.events, self.properties - other.properties)


@dataclass
class Additions:
    """Finds which change of a series added what the last state sends and the first did not.

    Of what came and went in between nothing is said. The states are looked at only where something
    is new, in the way one looks for a word in a dictionary, opened where it may be.
    """

    look: Callable[[int], Sending]
    """Returns a state by its number; 0 is the one before all changes."""
    guess: Callable[[str], Iterable[int]] = lambda _: ()
    """Returns the changes that seem to have touched a word; no more than a place to begin."""
    found: dict[int, Added] = field(default_factory=dict[int, Added])
    """By number of the change; change 1 leads from state 0 to state 1."""
    unplaced: Added = field(default_factory=Added)
    """What was added by a change that was not looked for any more."""
    _guesses: dict[str, tuple[int, ...]] = field(default_factory=dict[str, tuple[int, ...]])
    _states: dict[int, Sending] = field(default_factory=dict[int, Sending])

    def search(self, last: int) -> None:
        """Look for everything that is new between the states 0 and `last`."""
        if last > 0:
            self._split(0, last, self._state(last).new_since(self._state(0)))

    def _split(self, low: int, high: int, added: Added) -> None:
        if not added:
            return
        if high - low == 1:
            self.found[high] = added
        elif len(self._states) >= MOST_STATES:
            self.unplaced |= added
        else:
            between = self._between(low, high, added)
            early = added.sent_by(self._state(between))
            self._split(low, between, early)
            self._split(between, high, added.without(early))

    def _between(self, low: int, high: int, added: Added) -> int:
        """Return the state to look at next: one beside a guess, else the one in the middle."""
        word = min(added.events, default="") or min(each.name for each in added.properties)
        if word not in self._guesses:
            self._guesses[word] = tuple(self.guess(word))
        beside = [state for change in self._guesses[word] for state in (change, change - 1)]
        return next((state for state in beside if low < state < high), (low + high) // 2)

    def _state(self, number: int) -> Sending:
        if number not in self._states:
            self._states[number] = self.look(number)
        return self._states[number]


def in_order(added: Iterable[AddedProperty]) -> tuple[AddedProperty, ...]:
    """Return properties by event and name."""
    return tuple(sorted(added, key=lambda each: (each.event, each.name)))

"""The shape of an SDK table: which names of a package do what. Data, one table per language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from scans.model import UsageKind

Gives = Literal["", "flag", "flags", "bundle", "keys", "snapshot", "client", "properties", "config"]
"""What a call returns: one flag's value, a mapping of flags, both mappings, the list of active
keys, a snapshot with methods of its own, the client again, an event's properties,
settings that carry the token."""


@dataclass(frozen=True)
class Method:
    """One callable of the SDK, and which of its arguments is the key."""

    kind: UsageKind | None = None
    """What a call is a usage of; None if only its result or its options are."""
    position: int = 0
    """0-based position of the key."""
    keyword: str = ""
    """The keyword argument that may carry the key instead."""
    field: str = ""
    """The field that carries the key when the argument at `position` is an object."""
    id_first: bool = False
    """With two or more positional arguments, the key is the second."""
    gives: Gives = ""
    writes: tuple[str, ...] = ()
    """Fields of the argument whose record keys or items name flags; `` is the argument itself."""
    requested: tuple[str, ...] = ()
    """Keyword arguments, or fields of an object argument, that list flag keys; a digit
    is the argument at that position itself."""
    records: frozenset[str] = frozenset()
    """Types of the SDK whose `field` is the key; an object of another type has none."""
    sets: bool = False
    """Puts one property into an event: its key comes first."""
    context: bool = False
    """Its argument holds properties of every event to come."""
    bridge: bool = False
    """Asks another SDK, and counts only where that one asks PostHog."""
    listener: bool = False
    """Takes a callback that is given the active keys and all values."""
    optional: int = 0
    """How many arguments it takes, where one more may stand in front: an instance of the SDK, by
    name. 0 if there is no such."""
    many: bool = False
    """Its argument is a list of messages, each with a key."""


@dataclass(frozen=True)
class Component:
    """A component whose attribute names a flag or a token."""

    kind: UsageKind
    attribute: str
    writes: tuple[str, ...] = ()
    """Attributes whose record keys name flags."""


@dataclass(frozen=True)
class Surface:
    """Everything of one language's SDKs that matters here."""

    packages: frozenset[str]
    """Package names; what lies under them counts."""
    clients: frozenset[str] = frozenset()
    """Exported names that are a client."""
    classes: frozenset[str] = frozenset()
    """Exported names whose construction is a client, and whose type says client."""
    snapshots: frozenset[str] = frozenset()
    """Exported names of the type that an evaluation of all flags has."""
    factories: frozenset[str] = frozenset()
    """Exported functions that return a client."""
    methods: Mapping[str, Method] = field(default_factory=dict[str, Method])
    snapshot: Mapping[str, Method] = field(default_factory=dict[str, Method])
    functions: Mapping[str, Method] = field(default_factory=dict[str, Method])
    components: Mapping[str, Component] = field(default_factory=dict[str, Component])
    construction: Method = field(default_factory=lambda: Method("init"))
    parts: frozenset[str] = frozenset()
    """Attributes of a client, or of its class, that are the client again."""
    constructors: frozenset[str] = frozenset()
    """Attributes of a client's class whose call makes one: `new`."""
    static: bool = False
    """True where the client's methods may be called on its class."""
    records: frozenset[str] = frozenset()
    """Exported types of messages: a literal of one keeps its type's name."""
    configs: Mapping[str, Method] = field(default_factory=dict[str, Method])
    """Exported types of settings, `Method(gives="config")`: which argument is the token."""
    setters: Mapping[str, Method] = field(default_factory=dict[str, Method])
    """Methods of a collection of properties that is made by a call."""
    global_objects: frozenset[str] = frozenset()
    """Objects of the platform whose attribute `posthog` is the client."""
    ambient: Mapping[str, str] = field(default_factory=dict[str, str])
    """Functions a framework imports by itself, and the package they come out of."""
    properties: tuple[str, ...] = ()
    """Arguments and fields of an event that carry its properties."""
    sends: tuple[str, ...] = ()
    """Where exactly a capture's properties are: a field of its message, else a keyword argument, or
    the argument at a position; empty where that is not known."""

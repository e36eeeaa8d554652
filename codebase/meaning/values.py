"""What an expression may be, as far as anybody can tell without running it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from codebase.surface import Component, Method, Surface

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.modules import Module
    from codebase.parsing import Language

Doubt = bool | Literal["possible"]
"""Whether a receiver is only likely to be PostHog's: by its name. `possible` is less: it is what a
framework imports by itself, if it does."""

FunctionKey = tuple[str, int]
"""Path and first byte of a function: its identity in a tree."""


@dataclass(frozen=True, order=True, slots=True)
class Definition:
    """A constant, object member or enum member that a key was read from.

    The bytes are the whole definition: `KEY = 'x'` (the declarator, without `const`), the pair
    `Side: 'x'`, the enum member, the Python assignment, the static field.
    """

    path: str
    name: str
    start_byte: int
    end_byte: int


@dataclass(frozen=True, slots=True)
class Text:
    """A known string, and the constants it was read from."""

    text: str
    definitions: tuple[Definition, ...] = ()


@dataclass(frozen=True, slots=True)
class Digit:
    """A known integer."""

    value: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """Anything. `prefix` is the literal beginning, if it is a string."""

    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Other:
    """Known not to be of interest: a number, a boolean, an object of a foreign type."""


@dataclass(frozen=True, slots=True)
class Open:
    """Decided by whoever calls these functions; `fallback` is what is known if nobody does."""

    functions: frozenset[FunctionKey]
    fallback: "Value"


@dataclass(frozen=True, slots=True)
class Union:
    """One of several."""

    members: "tuple[Value, ...]"


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """The arguments one function was called with, and what surrounds its definition."""

    function: FunctionKey
    actuals: "Actuals"
    outer: "Frame | None" = None
    this: "Value | None" = None


@dataclass(frozen=True, slots=True, eq=False)
class Lazy:
    """An expression nobody has looked at yet."""

    module: "Module"
    node: "Node"
    frame: Frame | None


@dataclass(frozen=True, slots=True, eq=False)
class Actuals:
    """Arguments of a call. `rest` stands for positions, `fields` for keywords nobody can count."""

    positional: "tuple[Value, ...]" = ()
    keywords: "tuple[tuple[str, Value], ...]" = ()
    rest: "Value | None" = None
    fields: "Value | None" = None


@dataclass(frozen=True, slots=True, eq=False)
class Fields:
    """An object: keys to values, in order; a key of None spreads a value."""

    entries: "tuple[tuple[str | Lazy | None, Value, Definition | None], ...]"
    type: str = ""
    """The SDK's name for objects like this one; empty for any other."""


@dataclass(frozen=True, slots=True, eq=False)
class Items:
    """A list of known items; `rest` stands for more that nobody can count."""

    items: "tuple[Value, ...]"
    rest: "Value | None" = None


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function with what surrounds it. `this` is the instance of a bound method."""

    module: "Module"
    node: "Node"
    frame: Frame | None = None
    this: "Value | None" = None
    given: "Actuals | None" = None
    """Arguments fixed beforehand (`partial`)."""
    likely: bool = False
    """Reached through an interface: another class may stand there."""

    @property
    def key(self) -> FunctionKey:
        """Return its identity."""
        return self.module.path, self.node.start_byte


@dataclass(frozen=True, slots=True, eq=False)
class Class:
    """A class, enum or interface of the tree."""

    module: "Module"
    node: "Node"
    frame: Frame | None = None

    @property
    def key(self) -> FunctionKey:
        """Return its identity."""
        return self.module.path, self.node.start_byte


@dataclass(frozen=True, slots=True, eq=False)
class Instance:
    """An object of a class; `actuals` are the constructor's, None where they are not known."""

    cls: Class
    actuals: Actuals | None = None
    given: frozenset[FunctionKey] = frozenset()
    """The functions whose callers hand the object over, and so decide about its fields."""
    text: "Text | None" = None
    """What an object that is a member of an enumeration stands for."""
    told: "Lazy | None" = None
    """The type it was made for: its first type argument."""


@dataclass(frozen=True, slots=True)
class Namespace:
    """A file of the tree as an object."""

    path: str


@dataclass(frozen=True, slots=True)
class Package:
    """A folder: of Python modules without an `__init__` of its own, or of one package's files."""

    path: str
    language: "Language" = "python"


@dataclass(frozen=True, slots=True)
class Foreign:
    """Something out of a package that is not in the tree."""

    package: str
    surface: Surface
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Client:
    """The SDK's client."""

    surface: Surface
    likely: Doubt = False
    part: str = ""
    """`snapshot` for the result of an evaluation, which has methods of its own."""


@dataclass(frozen=True, slots=True)
class ClientClass:
    """What is constructed or called to get a client."""

    surface: Surface
    constructs: bool = True
    """False for a function that hands out a client somebody else made."""
    likely: Doubt = False


@dataclass(frozen=True, slots=True, eq=False)
class Config:
    """The SDK's settings, or what builds them, of which only the token matters."""

    token: "Value"
    surface: Surface | None = None
    """The SDK whose setters it has."""


@dataclass(frozen=True, slots=True)
class SdkCall:
    """A callable of the SDK, not called yet."""

    name: str
    method: Method
    likely: Doubt = False
    given: Actuals | None = None


@dataclass(frozen=True, slots=True)
class SdkComponent:
    """A component of the SDK."""

    name: str
    component: Component


@dataclass(frozen=True, slots=True)
class Flags:
    """Values of all flags, or the list of active keys: reading one is asking for it."""

    shape: Literal["flags", "bundle", "keys"]
    origin: "tuple[str, int]"
    likely: Doubt = False


@dataclass(frozen=True, slots=True, eq=False)
class FlagRead:
    """The value of one flag; `call` is where the SDK is asked for it."""

    module: "Module"
    call: "Node"


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """A function of the language or a library whose effect on values is known by its name."""

    name: str
    target: "Value | None" = None


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """A React context, and the value it has where nobody provides another."""

    module: "Module"
    node: "Node"
    default: "Value"


@dataclass(frozen=True, slots=True, eq=False)
class Typed:
    """A value of which only an object type is known."""

    module: "Module"
    node: "Node"
    fields: "tuple[tuple[str, Node], ...]" = field(default=())


Value = (
    Text
    | Digit
    | Unknown
    | Other
    | Open
    | Union
    | Lazy
    | Fields
    | Items
    | Function
    | Class
    | Instance
    | Namespace
    | Package
    | Foreign
    | Client
    | ClientClass
    | SdkCall
    | Config
    | SdkComponent
    | Flags
    | FlagRead
    | Known
    | Context
    | Typed
)

UNKNOWN = Unknown()
OTHER = Other()

_MOST = 200
"""More alternatives than this are no closed set that a person would recognise."""


def union(values: "Sequence[Value]") -> Value:
    """Join alternatives, flat and without repetition."""
    flat: list[Value] = []
    stack = list(reversed(values))
    while stack:
        value = stack.pop()
        if isinstance(value, Union):
            stack.extend(reversed(value.members))
        elif value not in flat:
            flat.append(value)
        if len(flat) > _MOST:
            return UNKNOWN
    return flat[0] if len(flat) == 1 else Union(tuple(flat)) if flat else UNKNOWN


def alternatives(value: Value) -> tuple[Value, ...]:
    """Return what a value may be, as a list."""
    return value.members if isinstance(value, Union) else (value,)


def settled(value: Value) -> Value:
    """Return what is known if nobody calls the functions a value is open for."""
    if isinstance(value, Open):
        return settled(value.fallback)
    if isinstance(value, Union):
        return union([settled(member) for member in value.members])
    return value


def unresolved(value: Value) -> bool:
    """Say whether nothing at all is known about a value."""
    return all(isinstance(member, Unknown) for member in alternatives(settled(value)))


def blank(value: Value) -> bool:
    """Say whether a value tells less than its type does: nothing, or a list still to be filled."""
    empty = isinstance(value, Items) and not value.items and value.rest is None
    return empty or value == OTHER or unresolved(value)


def callers_of(value: Value) -> frozenset[FunctionKey]:
    """Return the functions whose callers decide a value."""
    found: frozenset[FunctionKey] = frozenset()
    for member in alternatives(value):
        if isinstance(member, Open):
            found |= member.functions | callers_of(member.fallback)
    return found

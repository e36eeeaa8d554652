"""The few forms every language's nodes are read into, one level at a time.

A form holds the nodes below it unread: what nobody evaluates costs nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from tree_sitter import Node


TEXTLESS = "\ufdd0"
"""Stands before the name of what has no text of its own, an enum's variant that nothing shows: a
character that Unicode keeps free. Whatever holds it is no key."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A string literal, decoded."""

    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """An integer literal: an index, never a key."""

    value: int


@dataclass(frozen=True, slots=True)
class Name:
    """An identifier in an expression."""

    text: str


@dataclass(frozen=True, slots=True)
class Member:
    """`object.name`."""

    object: "Node"
    name: str


@dataclass(frozen=True, slots=True)
class Index:
    """`object[key]`."""

    object: "Node"
    key: "Node"


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a call or item of a sequence; `spread` is `*`, `**` or empty."""

    value: "Node"
    name: str = ""
    spread: Literal["", "*", "**"] = ""
    text: str | None = None
    """What it says, where no node stands for it alone: `~w(a b)`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a record. `key` is text, a computed node, or None for a spread value."""

    key: "str | Node | None"
    value: "Node"
    node: "Node"


@dataclass(frozen=True, slots=True)
class Call:
    """A call, a construction, a component's tag (whose attributes are `attributes`)."""

    callee: "Node"
    arguments: tuple[Argument, ...] = ()
    new: bool = False
    type: "Node | None" = None
    """The first type argument."""
    attributes: tuple[Entry, ...] | None = None


@dataclass(frozen=True, slots=True)
class Concat:
    """Strings joined: text stands for itself, nodes and names are evaluated."""

    parts: "tuple[str | Node | Name, ...]"


@dataclass(frozen=True, slots=True)
class Either:
    """One of several expressions: a conditional, `a ?? b`, `a or b`."""

    options: "tuple[Node, ...]"
    first: bool = False
    """True if one that is certainly there leaves the others out."""


@dataclass(frozen=True, slots=True)
class Guarded:
    """`condition && value`: the value, unless the condition is the point."""

    condition: "Node"
    value: "Node"


@dataclass(frozen=True, slots=True)
class Truth:
    """A negation or comparison: only whose truth it is survives."""

    inner: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Through:
    """Parentheses, casts, `await`: transparent. A cast's type counts where nothing else does."""

    inner: "Node"
    type: "Node | None" = None


@dataclass(frozen=True, slots=True)
class Record:
    """An object or dictionary literal."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Sequence:
    """An array, list or tuple literal."""

    items: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class FunctionExpression:
    """A function as a value. `getter` is true if its result stands in its place."""

    node: "Node"
    getter: bool = False


@dataclass(frozen=True, slots=True)
class ClassExpression:
    """A class as a value."""

    node: "Node"


@dataclass(frozen=True, slots=True)
class Imported:
    """`require('x')`, `import('x')`; with `name` one thing out of it, by its whole namespace."""

    specifier: str
    name: str = "*"


@dataclass(frozen=True, slots=True)
class This:
    """The instance a method runs on; `super_class` reaches for its bases."""

    super_class: bool = False


@dataclass(frozen=True, slots=True)
class Implied:
    """`.name`: a member of whatever type is expected here."""

    name: str


@dataclass(frozen=True, slots=True)
class Option:
    """One branch: the members or texts it is for, none of them if it is for all others."""

    labels: tuple[str, ...]
    value: "Node"


@dataclass(frozen=True, slots=True)
class Choice:
    """A `switch` as a value, or an `if`, which has no subject."""

    subject: "Node | None"
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Opaque:
    """Anything else. `known` says that it cannot be an object of interest: a number, a boolean."""

    known: bool = False


Form = (
    Constant
    | Number
    | Name
    | Member
    | Index
    | Call
    | Concat
    | Either
    | Guarded
    | Truth
    | Through
    | Record
    | Sequence
    | FunctionExpression
    | ClassExpression
    | Imported
    | This
    | Implied
    | Choice
    | Opaque
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter. `pattern` is its name or the pattern it is taken apart with."""

    name: str
    pattern: "Node"
    default: "Node | None" = None
    type: "Node | None" = None
    rest: Literal["", "*", "**"] = ""
    keyword_only: bool = False


@dataclass(frozen=True, slots=True)
class FunctionShape:
    """A function's outside. `body` is set only if it is an expression that is returned."""

    name: str
    parameters: tuple[Parameter, ...]
    body: "Node | None" = None
    returns: "Node | None" = None
    decorators: "tuple[Node, ...]" = ()


@dataclass(frozen=True, slots=True)
class ClassMember:
    """One member of a class: a function, a value, or only a type."""

    name: str
    node: "Node"
    kind: Literal["method", "getter", "field", "class"]
    value: "Node | None" = None
    type: "Node | None" = None
    static: bool = False
    text: str | None = None
    """Its value where the class makes that out of its name."""
    others: "tuple[Node, ...]" = ()
    """Further methods of the same name, with other parameters."""


@dataclass(frozen=True, slots=True)
class ClassShape:
    """A class, enum or interface."""

    name: str
    node: "Node"
    bases: "tuple[Node, ...]" = ()
    members: Mapping[str, ClassMember] = field(default_factory=dict[str, ClassMember])
    constructor: "Node | None" = None
    enumeration: bool = False
    demands: tuple[str, ...] = ()
    """Methods of an interface that whatever has them all implements."""
    exact: bool = False
    """True where no value of this type is ever one of another, whatever takes it over."""


@dataclass(frozen=True, slots=True)
class TypeNames:
    """A type given by name; several for a union of named types. `f()` is what `f` returns."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TypeTexts:
    """A union of string literals."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TypeKeysOf:
    """`keyof typeof TABLE`, or its values: `(typeof TABLE)[keyof typeof TABLE]`."""

    table: str
    values: bool = False


@dataclass(frozen=True, slots=True)
class TypeObject:
    """An object type: field names to their types; several for a union of object types."""

    fields: "tuple[tuple[str, Node], ...]"


@dataclass(frozen=True, slots=True)
class TypeList:
    """A list, a set or the like: the type of its items."""

    item: "Node"


TypeShape = TypeNames | TypeTexts | TypeKeysOf | TypeObject | TypeList | None
"""None: says nothing (`any`, `string`, a generic)."""


def first_of(node: "Node") -> "Node":
    """Return the first named child; in broken code, where it may be missing, the node itself."""
    return node.named_children[0] if node.named_children else node

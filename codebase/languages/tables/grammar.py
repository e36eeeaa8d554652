"""The description of one language: which node means what. Data; `reader` makes it work."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from codebase.languages.tables.forms import Rule, Spread
from codebase.outline import STARS
from codebase.syntax import ClassMember, TypeShape

if TYPE_CHECKING:
    from tree_sitter import Node

    Pick = str | Callable[[Node], Node | None]

Handler = Callable[..., None]
"""Says what one node binds, given the `Visitor`, the node and its `Place`; `binding` makes the
usual ones."""

Members = Callable[["Node"], Iterable[ClassMember]]
"""Reads one node of a class's body; `members` makes the usual ones."""

TypeRule = Callable[["Node", Callable[["Node"], TypeShape]], TypeShape]
"""Reads a type, given what reads the types inside it; `types` makes the usual ones."""


@dataclass(frozen=True)
class Callee:
    """A call that has no node for `object.name`: selectors of both, in the call."""

    object: "Pick"
    name: "Pick"


@dataclass(frozen=True)
class ParameterRule:
    """One parameter. `names` may select several (`a, b string`)."""

    names: "Pick" = "name"
    type: "Pick" = "type"
    default: "Pick" = ""
    rest: "Spread | Callable[[Node], Spread]" = ""
    keyword_only: "bool | Callable[[Node], bool]" = False
    label: "Pick" = ""
    """What callers call it, where that is not its name."""


@dataclass(frozen=True)
class FunctionRule:
    """A node that is a function: its scope begins with it."""

    name: "Pick" = "name"
    parameters: "Pick" = "parameters"
    """The node whose children are the parameters."""
    body: "Pick" = ""
    """The expression that is returned; empty if only `return` statements say it."""
    returns: "Pick" = ""
    """The type of what it returns."""
    owner: "Callable[[Node], str] | None" = None
    """For a method that stands outside of its class: the class's name, or nothing."""
    receiver: "tuple[Pick, Pick] | None" = None
    """The name a method gives its object, and a node whose form is `this`."""
    binds: bool = True
    """False if the name is not bound where the function stands."""
    extends: "Pick" = ""
    """The type an extension is for, where none of its parameters says so: its `this`."""
    unwritten: str = ""
    """The name of the one parameter of a function that is written without any."""
    when: "Callable[[Node], bool] | None" = None
    """Says which nodes of this type are functions; None for all."""


@dataclass(frozen=True)
class ClassRule:
    """A node that is a class, a struct, an enum, an interface, a module."""

    name: "Pick" = "name"
    body: "Pick" = "body"
    """The node whose children are the members."""
    bases: "str | Callable[[Node], list[Node]]" = ""
    """All that it extends, implements, embeds, mixes in: their names as expressions."""
    heads: "Pick" = ""
    """Nodes outside the body that declare members, too: a primary constructor's parameters."""
    enumeration: "bool | Callable[[Node], bool]" = False
    """True if its constants are plain strings: what a type says is then a closed set."""
    demands: "Callable[[Node], tuple[str, ...]] | None" = None
    """The methods of an interface that whatever has them all implements, unasked."""
    exact: "Callable[[Node], bool] | None" = None
    """Says of which nodes no value is ever one of another class, though some may embed it."""
    when: "Callable[[Node], bool] | None" = None
    """Says which nodes of this type are classes; None for all."""
    visible: bool = False
    """True if what it declares is seen in its functions without its name: a module."""
    extends: "Callable[[Node], str] | None" = None
    """For what adds to a class that stands elsewhere: that class's name, or nothing."""
    partial: "Callable[[Node], bool] | None" = None
    """Says which nodes are only a part of their class, of which there may be others elsewhere."""


@dataclass(frozen=True)
class Import:
    """One name that an import binds. `path` leads on from the imported name."""

    local: str
    specifier: str
    name: str = "*"
    path: tuple[str, ...] = ()


@dataclass(frozen=True)
class Star:
    """An import that makes all names of a package visible."""

    specifier: str


def is_class(grammar: "Grammar", node: "Node") -> bool:
    """Say whether a node is a class by a grammar."""
    rule = grammar.classes.get(node.type)
    return rule is not None and (rule.when is None or rule.when(node))


def is_function(grammar: "Grammar", node: "Node") -> bool:
    """Say whether a node is a function by a grammar."""
    rule = grammar.functions.get(node.type)
    return rule is not None and (rule.when is None or rule.when(node))


@dataclass(frozen=True)
class Grammar:
    """Everything that tells one language from another. Keys are types of tree-sitter nodes."""

    names: frozenset[str]
    """Identifiers in expressions."""
    forms: Mapping[str, Rule]
    """Expressions: see `forms`. What stands in no table is opaque."""
    calls: frozenset[str]
    """Nodes that call: candidates for a usage."""
    functions: Mapping[str, FunctionRule]
    parameters: Mapping[str, ParameterRule]
    classes: Mapping[str, ClassRule] = field(default_factory=dict[str, ClassRule])
    members: Mapping[str, Members] = field(default_factory=dict[str, Members])
    """What the nodes of a class's body declare."""
    inside: frozenset[str] = frozenset()
    """Nodes that only hold members of a class, or parameters."""
    constructors: frozenset[str] = frozenset()
    """Names of methods that run on construction; node types of constructors and heads."""
    binds: Mapping[str, Handler] = field(default_factory=dict[str, Handler])
    """What binds a name: see `binding`."""
    targets: frozenset[str] = frozenset()
    """Lists and patterns on the left side of an assignment."""
    blocks: frozenset[str] = frozenset()
    """Nodes with names of their own that are no functions."""
    lists: frozenset[str] = frozenset()
    """Statement lists: in one, a later assignment replaces an earlier one."""
    returns: frozenset[str] = frozenset({"return_statement"})
    words: tuple[bytes, ...] = (b"return",)
    """Words that every node of `returns` begins with."""
    imports: "Mapping[str, Callable[[Node], Iterable[Import | Star]]]" = field(
        default_factory=dict[str, "Callable[[Node], Iterable[Import | Star]]"]
    )
    stars: re.Pattern[bytes] = STARS
    """Finds imports that give a `Star`; a match ends inside the import."""
    types: Mapping[str, TypeRule] = field(default_factory=dict[str, TypeRule])
    callees: Mapping[str, Callee] = field(default_factory=dict[str, Callee])
    reads: frozenset[str] = frozenset()
    """Nodes that may read one flag out of all: members and items."""
    static: frozenset[str] = frozenset({"static"})
    """Modifiers that make a member one of the class."""
    own: frozenset[str] = frozenset()
    """Names that are fields of the object around, whoever asks: `@x`."""
    sides: bool = False
    """True where a class and its objects have methods of one name: a class's is `self.name`."""
    assignment_declares: bool = False
    """True where a first assignment makes a name, visible in the whole function."""
    assignment_hides: bool = False
    """True where it does so whatever the names around are."""

    @cached_property
    def visited(self) -> frozenset[str]:
        """Nodes that declare something, or around whose children something is another."""
        tables = (self.binds, self.imports, self.functions, self.classes)
        return self.returns.union(self.lists, self.blocks, *tables)

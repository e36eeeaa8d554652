"""What the core has to be told about a language."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

from codebase.removal.differences import Difference, differences
from codebase.removal.shapes import Literal, LiteralValue, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node, Tree

    from codebase.removal.draft import Draft, Edit
    from codebase.removal.shapes import Chain, Junction, Refused, Shape


@dataclass(frozen=True)
class Kept:
    """A statement is replaced by what stands in `span`."""

    statement: "Node"
    span: Span
    """From the first to the last thing that stays, comments included; empty if nothing stays."""
    last: "Node | None"
    """The last statement that stays."""
    body: "Node | None" = None
    """The branch with its braces, for places that take one statement only."""
    leading: bytes = b""
    """Comments that stood above the branch and stay above what is left of it."""
    only: "Node | None" = None
    """The expression that is all of the branch, where the statement is an expression itself."""


class Imported(NamedTuple):
    """One name that an import brings in."""

    name: bytes
    node: "Node"
    """What goes with it, as long as the statement keeps another name."""


class Import(NamedTuple):
    """A module that a file can see as a whole."""

    module: bytes
    """Its last part, as its file is called; empty for the folder the import stands in."""
    specifier: bytes
    """All of it, as the import says it."""
    names: tuple[bytes, ...] = ()
    """What it is called in the file, empty if it has no name there."""
    handed_on: bool = False
    """Whoever imports the file sees the module's names too."""
    default: bool = False
    """Not the module but what it exports without a name."""


@dataclass(frozen=True)
class Sides:
    """A file before and after."""

    draft: "Draft"
    rules: "Rules"
    before: "Tree"
    after: "Tree"

    @cached_property
    def differences(self) -> "tuple[Difference, ...]":
        """What is not the same on both sides."""
        return tuple(differences(self.before, self.after, self.draft.origin))


class Rules(Protocol):
    """One language: how its nodes are read, and where its rules differ from the others'."""

    dissolving: frozenset[str]
    """Node types that folding may take away around what stays."""
    writes: frozenset[bytes]
    """Tokens that folding may write."""
    empty_body: bytes
    """How a body is written in which nothing is left."""
    texts: frozenset[str]
    """Node types whose lines are content and keep their indentation."""
    reflection: frozenset[bytes]
    """Functions that see every variable around them without naming one."""
    names: frozenset[str]
    """Node types that are names of variables."""
    shorthands: frozenset[str]
    """Node types that are a name and something else at once."""
    other_names: frozenset[str]
    """Node types that may mention variables in another way: types, quoted annotations."""
    functions: frozenset[str]
    """Node types that have variables of their own."""

    def dissolves(self, node: "Node", /) -> bool:
        """Tell whether folding may take this very node away around what stays."""
        ...

    def joins(self, draft: "Draft", edits: "list[Edit]", /) -> bool:
        """Tell whether edits would make one statement of two."""
        ...

    def shape(self, node: "Node") -> "Shape | None":
        """Return what stands around a placeholder, None if nothing that is known."""
        ...

    def junction(self, node: "Node") -> "Junction | None":
        """Read a node as `and` or `or`, None if it is neither."""
        ...

    def reason(self, node: "Node") -> str:
        """Say why a placeholder cannot go from where it stands."""
        ...

    def chain(
        self, chain: "Chain", draft: "Draft", *, holds: bool
    ) -> "Kept | list[Edit] | Refused":
        """Return what a chain becomes when one of its conditions is settled."""
        ...

    def literal(self, node: "Node") -> Literal | None:
        """Return the literal a node is, None if it is none."""
        ...

    def members(self, node: "Node", /) -> tuple[Literal, ...] | None:
        """Return the literals of a list, None if it is no list or holds anything else."""
        ...

    def equals(self, value: bool | str, other: LiteralValue, *, strict: bool) -> bool | None:
        """Compare as the language would, None where the answer is not obvious."""
        ...

    def is_boolean(self, node: "Node") -> bool:
        """Tell whether an expression can only be true or false."""
        ...

    def is_condition(self, node: "Node") -> bool:
        """Tell whether only the truth of an expression matters where it stands."""
        ...

    def is_call(self, node: "Node") -> bool:
        """Tell whether evaluating this very node may do something."""
        ...

    def is_conversion(self, call: "Node") -> bool:
        """Tell whether a call only turns its argument into text."""
        ...

    def is_variable(self, name: "Node") -> bool:
        """Tell whether a name node names a variable, not an attribute or an argument."""
        ...

    def grouping(self, node: "Node") -> bool:
        """Tell whether a node is parentheses that only group."""
        ...

    def needs_parentheses(self, inner: "Node", place: "Node", text: bytes) -> bool:
        """Tell whether `inner` means something else in `place` without parentheses."""
        ...

    def is_plain(self, inner: "Node", place: "Node", /) -> bool:
        """Tell whether nobody writes parentheses around `inner` in `place`: a name, a call."""
        ...

    def has_operator_outside(self, place: "Node") -> bool:
        """Tell whether `place` is an operand."""
        ...

    def is_rendered(self, place: "Node", /) -> bool:
        """Tell whether `place` is shown where it stands, so that null, true and false vanish."""
        ...

    def rendered(self, place: "Node", inner: "Node", /) -> "Node | None":
        """Return the braces that go with `place` when the element `inner` stays."""
        ...

    def in_list(self, statement: "Node") -> bool:
        """Tell whether a statement stands among others, not as the only body of something."""
        ...

    def emptied_else(self, statement: "Node", /) -> "Node | None":
        """Return the `else` in which nothing but comments is left without this statement."""
        ...

    def only_statement(self, statement: "Node", /) -> bool:
        """Tell whether the language does not allow a body without this statement."""
        ...

    def statement_end(self, statement: "Node") -> int:
        """Return where a statement ends, with the comments that belong to its last part."""
        ...

    def ends_flow(self, statement: "Node") -> bool:
        """Tell whether nothing after `statement` in its block is ever reached."""
        ...

    def declares(self, statement: "Node") -> bool:
        """Tell whether a statement declares something even if it is never reached."""
        ...

    def is_docstring(self, statement: "Node", /) -> bool:
        """Tell whether a statement is nothing but documentation."""
        ...

    def names_in(self, node: "Node") -> list[bytes]:
        """Return the variables that a node of `other_names` mentions."""
        ...

    def locals(self, root: "Node") -> "Iterator[tuple[Node, Node]]":
        """Yield name and declaration of every variable in `root` that no other file can see."""
        ...

    def is_hook(self, declaration: "Node", /) -> bool:
        """Tell whether a variable only holds the client that a hook gave it."""
        ...

    def imports(self, root: "Node", /) -> "Iterator[tuple[Node, list[Imported]]]":
        """Yield the imports in `root`, a statement or a whole file, with the names they bring."""
        ...

    def is_implicit(self, draft: "Draft", name: bytes, /) -> bool:
        """Tell whether an import is used without being mentioned."""
        ...

    def constant(self, node: "Node") -> "Node | None":
        """Return what goes when the constant at `node` has no user any more."""
        ...

    def closed_up(self, draft: "Draft", /) -> "list[Edit]":
        """Return what has to go for columns of lines to fit again, where a formatter insists."""
        ...

    def second_parser(self, sides: "Sides") -> str:
        """Return why a second look at the result fails, empty if it does not."""
        ...

    def names_differ(self, sides: "Sides") -> str:
        """Return why a name may mean something else now, empty if none does."""
        ...

    def interface_differs(self, draft: "Draft", /) -> str:
        """Return why other files may miss something, empty if they cannot."""
        ...

    def container(self, constant: "Node", /) -> tuple[bytes, ...]:
        """Return the names of the enum, object or classes a constant is a member of."""
        ...

    def reads_members_only(self, root: "Node", container: tuple[bytes, ...], /) -> bool:
        """Tell whether a file never looks at all members of `container` at once."""
        ...

    def imports_at_once(self, source: bytes, /) -> "Iterator[Import]":
        """Yield the modules of which a file may see everything, whatever it names."""
        ...

    def is_default(self, constant: "Node", /) -> bool:
        """Tell whether other files import a constant, or its container, under any name."""
        ...

    def is_private(self, constant: "Node", /) -> bool:
        """Tell whether no other file can name a constant."""
        ...

    def is_module(self, root: "Node", /) -> bool:
        """Tell whether a file is a module by what stands in it; most languages always say so."""
        ...

    def returned(self, function: "Node") -> "Node | None":
        """Return the expression that is all a function does, None if it does anything else."""
        ...

    def may_see(self, other: str, path: str, name: bytes, /) -> bool:
        """Tell whether the file `other` can name a constant or function of the file `path`."""
        ...

    def fallen(self, draft: "Draft", constants: frozenset[tuple[int, int]], /) -> "Node | None":
        """Return a declaration, or a name in a list, that goes because nothing needs it any more.

        For languages whose compiler insists, and whose names mean what their blocks say.
        """
        ...

    def checks_in(self, function: "Node", /) -> "list[Node]":
        """Return the calls whose answer a function may hand on in more than one statement."""
        ...

    def results(self, root: "Node", /) -> "list[Node] | None":
        """Return what the only function of `root` gives back, None if it does anything else."""
        ...

    def key(self, call: "Node", /) -> "Node | None":
        """Return the key of a check that is asked with a struct, None if it is an argument."""
        ...

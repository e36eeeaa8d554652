"""What the core has to be told about a language."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from codebase.removal.differences import Difference, differences
from codebase.removal.shapes import Literal, LiteralValue, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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


class Rules(ABC):
    """One language: how its nodes are read, and where its rules differ from the others'.

    A language inherits from this and puts the functions of its own modules under these names, by
    `staticmethod` and in this order. What is not abstract need not be said: most languages lack the
    thing, or nothing goes wrong without.
    """

    dissolving: frozenset[str]
    """Node types that folding may take away around what stays."""
    empty_body: bytes
    """How a body is written in which nothing is left."""
    texts: frozenset[str]
    """Node types whose lines are content and keep their indentation."""
    functions: frozenset[str]
    """Node types that have variables of their own."""
    names: frozenset[str] = frozenset({"identifier"})
    """Node types that are names of variables."""
    other_names: frozenset[str]
    """Node types that may mention variables in another way: types, quoted annotations."""
    shorthands: frozenset[str] = frozenset()
    """Node types that are a name and something else at once."""
    reflection: frozenset[bytes] = frozenset()
    """Functions that see every variable around them without naming one."""
    items: frozenset[str] = frozenset({"identifier"})
    """Node types of declarations that are one of several in a statement, between commas."""
    entries: frozenset[str] = frozenset()
    """Node types of declarations that people give a line and a comma each: members, pairs."""
    class_members: frozenset[str] = frozenset()
    """Node types of declarations that stand in a class and are no statements."""
    rendered_texts: frozenset[str] = frozenset()
    """Node types of text that is shown where it stands: its line ends are layout."""
    writes: frozenset[bytes] = frozenset()
    """Tokens that folding may write."""

    # A placeholder and what is around it.

    @staticmethod
    @abstractmethod
    def shape(node: "Node", /) -> "Shape | None":
        """Return what stands around a placeholder, None if nothing that is known."""

    @staticmethod
    @abstractmethod
    def junction(node: "Node", /) -> "Junction | None":
        """Read a node as `and` or `or`, None if it is neither."""

    @staticmethod
    @abstractmethod
    def chain(chain: "Chain", draft: "Draft", /, *, holds: bool) -> "Kept | list[Edit] | Refused":
        """Return what a chain becomes when one of its conditions is settled."""

    @staticmethod
    @abstractmethod
    def reason(node: "Node", /) -> str:
        """Say why a placeholder cannot go from where it stands."""

    # Values.

    @staticmethod
    @abstractmethod
    def literal(node: "Node", /) -> Literal | None:
        """Return the literal a node is, None if it is none."""

    @staticmethod
    @abstractmethod
    def is_boolean(node: "Node", /) -> bool:
        """Tell whether an expression can only be true or false."""

    @staticmethod
    @abstractmethod
    def is_condition(node: "Node", /) -> bool:
        """Tell whether only the truth of an expression matters where it stands."""

    @staticmethod
    @abstractmethod
    def is_call(node: "Node", /) -> bool:
        """Tell whether evaluating this very node may do something."""

    @staticmethod
    @abstractmethod
    def is_conversion(call: "Node", /) -> bool:
        """Tell whether a call only computes something out of what it is given, like a text."""

    @staticmethod
    @abstractmethod
    def is_variable(name: "Node", /) -> bool:
        """Tell whether a name node names a variable, not an attribute or an argument."""

    @staticmethod
    def members(_node: "Node", /) -> tuple[Literal, ...] | None:
        """Return the literals of a list, None if it is no list or holds anything else."""
        return None

    @staticmethod
    def equals(value: bool | str, other: LiteralValue, /, *, strict: bool) -> bool | None:
        """Compare as the language would, None where the answer is not obvious.

        `==` never converts; whether two equal texts are one object is nobody's promise.
        """
        if type(value) is not type(other):
            return False
        if strict and isinstance(value, str):
            return None
        return value == other

    # Expressions.

    @staticmethod
    @abstractmethod
    def is_grouping(node: "Node", /) -> bool:
        """Tell whether a node is parentheses that only group."""

    @staticmethod
    @abstractmethod
    def needs_parentheses(inner: "Node", place: "Node", text: bytes, /) -> bool:
        """Tell whether `inner`, written `text`, means something else in `place` without them."""

    @staticmethod
    @abstractmethod
    def is_plain(inner: "Node", place: "Node", /) -> bool:
        """Tell whether nobody writes parentheses around `inner` in `place`: a name, a call."""

    @staticmethod
    @abstractmethod
    def has_operator_outside(place: "Node", /) -> bool:
        """Tell whether `place` is an operand."""

    @staticmethod
    def is_rendered(_place: "Node", /) -> bool:
        """Tell whether a place is shown where it stands, so that null, true and false vanish."""
        return False

    @staticmethod
    def braces_around(_place: "Node", _inner: "Node", /) -> "Node | None":
        """Return the braces that go with a place where the element inside is all that stays."""
        return None

    # Statements.

    @staticmethod
    @abstractmethod
    def in_list(statement: "Node", /) -> bool:
        """Tell whether a statement stands among others, not as the only body of something."""

    @staticmethod
    @abstractmethod
    def statement_end(statement: "Node", /) -> int:
        """Return where a statement ends, with the comments that belong to its last part."""

    @staticmethod
    @abstractmethod
    def ends_flow(statement: "Node", /) -> bool:
        """Tell whether nothing after `statement` in its block is ever reached."""

    @staticmethod
    @abstractmethod
    def declares(statement: "Node", /) -> bool:
        """Tell whether a statement declares something even if it is never reached."""

    @staticmethod
    def emptied_else(_statement: "Node", /) -> "Node | None":
        """Return the `else` in which nothing but comments is left without this statement."""
        return None

    @staticmethod
    def only_statement(_statement: "Node", /) -> bool:
        """Tell whether the language does not allow a body without this statement."""
        return False

    @staticmethod
    def is_docstring(_statement: "Node", /) -> bool:
        """Tell whether a statement is nothing but documentation; most write that as comments."""
        return False

    @staticmethod
    def is_result(_statement: "Node", /) -> bool:
        """Tell whether something else would be returned without it, where no word returns it."""
        return False

    @staticmethod
    def joins(_draft: "Draft", _edits: "list[Edit]", /) -> bool:
        """Tell whether edits would make one statement of two: no line end or word is between."""
        return False

    # Functions on the way to a check.

    @staticmethod
    @abstractmethod
    def checks_in(function: "Node", /) -> "list[Node]":
        """Return the calls whose answer a function may hand on in more than one statement."""

    @staticmethod
    @abstractmethod
    def results(root: "Node", /) -> "list[Node] | None":
        """Return what the only function of `root` gives back, None if it does anything else."""

    @staticmethod
    def key_of(_check: "Node", /) -> "Node | None":
        """Return the key of a check that is given it beside or inside its arguments, else None."""
        return None

    @staticmethod
    def returned(_function: "Node", /) -> "Node | None":
        """Return the expression that is all a function does, None if it does anything else."""
        return None

    # What falls.

    @staticmethod
    @abstractmethod
    def constant(node: "Node", /) -> "Node | None":
        """Return what goes when the constant or function at `node` has no user any more.

        None if it must stay, whoever uses it.
        """

    @staticmethod
    def locals(_root: "Node", /) -> "Iterator[tuple[Node, Node]]":
        """Yield name and declaration of every variable of a part that no other file can see."""
        return iter(())

    @staticmethod
    def holds_client(_declaration: "Node", /) -> bool:
        """Tell whether a variable only holds the client that a hook gave it."""
        return False

    @staticmethod
    def imports_in(_root: "Node", /) -> "Iterator[tuple[Node, list[Imported]]]":
        """Yield the imports of a statement or a whole file, with the names they bring."""
        return iter(())

    @staticmethod
    def is_implicit(_draft: "Draft", _name: bytes, /) -> bool:
        """Tell whether an import is used without being mentioned."""
        return False

    @staticmethod
    def names_in(node: "Node", /) -> list[bytes]:
        """Return the variables that a node of `other_names` mentions."""
        return [node.text or b""]

    @staticmethod
    def fallen(_draft: "Draft", _constants: frozenset[tuple[int, int]], /) -> "Node | None":
        """Return a declaration, or a name in a list, that goes because nothing needs it any more.

        For what a name alone does not tell: a variable that its compiler insists somebody reads, an
        entry in what a hook watches. `constants` are ranges of the original. Asked until None.
        """
        return None

    @staticmethod
    def closed_up(_draft: "Draft", /) -> "list[Edit]":
        """Return what has to go for columns of lines to fit again, where a formatter insists."""
        return []

    # Who else may see it.

    @staticmethod
    def may_see(_other: str, _path: str, _name: bytes, /) -> bool:
        """Tell whether one file can name a constant or function of another, the second `path`."""
        return True

    @staticmethod
    def container(_constant: "Node", /) -> tuple[bytes, ...]:
        """Return the names of the enum, object or classes a constant is a member of."""
        return ()

    @staticmethod
    def reads_members_only(_root: "Node", _container: tuple[bytes, ...], /) -> bool:
        """Tell whether a file never looks at all members of a container at once."""
        return True

    @staticmethod
    def imports_at_once(_source: bytes, /) -> "Iterable[Import]":
        """Return the modules of which a file may see everything, whatever it names."""
        return ()

    @staticmethod
    def is_default(_constant: "Node", /) -> bool:
        """Tell whether other files import a constant, or its container, under any name."""
        return False

    @staticmethod
    def is_private(_constant: "Node", /) -> bool:
        """Tell whether no other file can name a constant."""
        return False

    @staticmethod
    def is_module(_root: "Node", /) -> bool:
        """Tell whether a file is a module by what stands in it; most languages always say so."""
        return True

    # Proofs.

    @staticmethod
    @abstractmethod
    def dissolves(node: "Node", /) -> bool:
        """Tell whether folding may take this very node away around what stays."""

    @staticmethod
    @abstractmethod
    def names_differ(sides: "Sides", /) -> str:
        """Return why a name may mean something else now, empty if none does."""

    @staticmethod
    def second_parser(_sides: "Sides", /) -> str:
        """Return why a second look at the result fails, empty if it does not."""
        return ""

    @staticmethod
    def interface_differs(_draft: "Draft", /) -> str:
        """Return why other files may miss something, empty if they cannot."""
        return ""

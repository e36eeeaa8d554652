"""What may stand around a settled check, in words that no language owns.

A language reads the parent of a placeholder into one of these; `folding` and `statements` decide
what becomes of it. `node` is always the whole that would be replaced.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from typing import Literal as OneOf

if TYPE_CHECKING:
    from tree_sitter import Node

LiteralValue = bool | str | None
"""None stands for null, undefined, None."""


class Literal(NamedTuple):
    """A literal of the code."""

    value: LiteralValue


class Span(NamedTuple):
    """A range of bytes, the end exclusive."""

    start: int
    end: int


@dataclass(frozen=True)
class Same:
    """The same value in other clothes: `(x)`, `await x`, `x as T`, `x ?? y`."""

    node: "Node"


@dataclass(frozen=True)
class Truth:
    """Only whether it is true: `Boolean(x)`, `bool(x)`."""

    node: "Node"


@dataclass(frozen=True)
class Negation:
    """`!x`, `not x`."""

    node: "Node"


@dataclass(frozen=True)
class Junction:
    """`left && right` (`stops_at` false) or `left || right` (`stops_at` true)."""

    node: "Node"
    left: "Node"
    right: "Node"
    stops_at: bool
    """The truth of the left side with which the right side is never evaluated."""


@dataclass(frozen=True)
class Comparison:
    """The placeholder against a literal or a list of literals."""

    node: "Node"
    other: "Node"
    negated: bool
    kind: OneOf["loose", "strict", "member"]


@dataclass(frozen=True)
class Absent:
    """Asks whether there is no value: `x.nil?`. A settled flag always has one."""

    node: "Node"


@dataclass(frozen=True)
class Choice:
    """`x ? yes : no`. None where no expression is at hand that could take the place of it all."""

    node: "Node"
    yes: "Node | None"
    no: "Node | None"


@dataclass(frozen=True)
class Entry:
    """One entry of a table of variants."""

    key: Literal | None
    """None if the key is computed."""
    value: "Node"


@dataclass(frozen=True)
class Lookup:
    """`{"test": a, "control": b}[x]`, `{…}.get(x, otherwise)`."""

    node: "Node"
    entries: tuple[Entry, ...]
    otherwise: "Node | None" = None
    """What a value without an entry gives, None if nobody wrote it."""
    waits: bool = False
    """`otherwise` is evaluated only if there is no entry."""


@dataclass(frozen=True)
class Shown:
    """What an element shows: neighbours, from the first to the last one; nothing if empty."""

    nodes: "tuple[Node, ...]"


@dataclass(frozen=True)
class Gate:
    """An element that shows `yes` while the placeholder is what `match` says, else `no`."""

    node: "Node"
    match: Literal | None
    """None if nobody wrote which value is asked for."""
    yes: "Shown | Refused"
    no: "Shown | Refused"


@dataclass(frozen=True)
class Binding:
    """`const v = x`: `node` is what goes, `scope` where the name may be used."""

    node: "Node"
    name: "Node"
    scope: "Node"
    """The block in which the name is known."""
    function: "Node"
    """The function around it, inner functions included."""


@dataclass(frozen=True)
class Settlement:
    """A statement that binds one name to the placeholder, or two: Go's `on, err := x`.

    The second one says how the first came about: whether an error came with it, whether a type
    fitted. Which places read either of them is known, so nothing is looked for by name.
    """

    node: "Node"
    until: int | None
    """Where the statement goes on that `node` begins, `if on, err := x; on {`; None if it is
    a statement of its own."""
    values: "tuple[Node, ...]"
    seconds: "tuple[Node, ...]"


@dataclass(frozen=True)
class Assertion:
    """`x.(bool)`: the same value if it is of this kind."""

    node: "Node"
    kind: type[bool] | type[str]
    is_asked: bool
    """`v, ok := x.(bool)`: whether it is of the kind is a second value. Otherwise it has to be."""


@dataclass(frozen=True)
class Discarded:
    """A whole statement whose value nobody reads."""

    node: "Node"


@dataclass(frozen=True)
class Listed:
    """An element of a list in which it has no meaning without the flag: a hook's dependencies."""

    node: "Node"


@dataclass(frozen=True)
class Child:
    """A value that is rendered where it stands, and shows nothing if it is a truth value."""

    node: "Node"


@dataclass(frozen=True)
class Filter:
    """A condition that filters a comprehension: nothing without it if it holds."""

    node: "Node"


@dataclass(frozen=True)
class Chain:
    """`if … else if … else …`, one of whose conditions is the placeholder."""

    node: "Node"
    """The statement or clause that has the condition."""


@dataclass(frozen=True)
class Loop:
    """A loop that runs while the placeholder holds and has no other part."""

    node: "Node"
    until: bool = False
    """It runs while the placeholder does not hold."""


@dataclass(frozen=True)
class Case:
    """One arm of a selection."""

    node: "Node"
    labels: "tuple[Node, ...]"
    default: bool
    span: "Span"
    """Its contents with their comments, a closing `break` left out."""
    last: "Node | None"
    """Its last statement, a closing `break` left out."""
    falls_through: bool = False
    """The next arm is entered from this one."""
    guarded: bool = False
    """Whether it is taken depends on more than its labels."""
    refused: bool = False
    """It cannot be taken out of the selection: a second `break` inside."""
    only: "Node | None" = None
    """The expression that is all of it, where the selection itself is an expression."""


@dataclass(frozen=True)
class Selection:
    """`switch`, `match`: the first case whose label equals the placeholder is taken."""

    node: "Node"
    cases: tuple[Case, ...]
    strict: bool
    """Whether labels are compared for identity."""
    may_vanish: bool = True
    """Whether nothing has to stand in its place where no case is taken."""


@dataclass(frozen=True)
class Refused:
    """Nothing may be folded here, for a reason a person understands."""

    reason: str


Shape = (
    Same
    | Truth
    | Negation
    | Junction
    | Comparison
    | Absent
    | Choice
    | Lookup
    | Gate
    | Binding
    | Settlement
    | Assertion
    | Discarded
    | Listed
    | Child
    | Filter
    | Chain
    | Loop
    | Selection
    | Refused
)

"""What the parts of the evaluation ask of each other."""

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

from codebase.meaning.values import Actuals, Class, Frame, Function, FunctionKey, Value
from codebase.modules import Module, Project

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.meaning.offerings import Neighbours


class Engine(Protocol):
    """Follows values through expressions; implemented by `evaluation.Evaluator`."""

    project: Project
    neighbours: "Neighbours"

    def evaluate(self, module: Module, node: "Node", frame: Frame | None) -> Value:
        """Return what an expression may be, seen from inside `frame`."""
        ...

    def force(self, value: Value) -> Value:
        """Return a value that nobody has looked at yet."""
        ...

    def object_of(self, module: Module, node: "Node", frame: Frame | None) -> Value:
        """Return an expression's value, taken for a client if only its name says so."""
        ...

    def member(self, value: Value, name: str) -> Value:
        """Return an attribute."""
        ...

    def call(self, value: Value, actuals: Actuals, module: Module, node: "Node") -> Value:
        """Return what calling a value with these arguments returns."""
        ...

    def arrived(self, path: str, function: int, position: int) -> Value | None:
        """Return the values of all flags that a parameter is known to be given."""
        ...

    def enter(self, function: Function, actuals: Actuals) -> Frame:
        """Return the frame in which a function runs when it is called with these arguments."""
        ...

    def typed(self, module: Module, node: "Node") -> Value | None:
        """Return what a type says about values; None if it says nothing."""
        ...

    def exported(self, path: str, name: str) -> Value | None:
        """Return what a file offers under a name; None if nothing."""
        ...

    def constructor(self, cls: Class) -> Function | None:
        """Return a class's constructor, its own or inherited."""
        ...

    def implementors(self, cls: Class) -> list[Class]:
        """Return the classes known so far that extend or implement another directly."""
        ...

    def named(self, module: Module, node: "Node", name: str) -> Value:
        """Return what a name stands for at one place, whoever calls."""
        ...

    def running(self, key: FunctionKey) -> bool:
        """Say whether a function must not be followed any further."""
        ...

    def inside(self, key: FunctionKey) -> AbstractContextManager[None]:
        """Note that a function is being followed."""
        ...

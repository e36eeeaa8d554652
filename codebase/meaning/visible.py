"""What a bare name means beside what its scopes bind: members of a class around, star imports."""

from typing import TYPE_CHECKING

from codebase.meaning.engine import Engine
from codebase.meaning.enumerations import whoever
from codebase.meaning.namesakes import with_namesakes
from codebase.meaning.neighbours import of_package, spaced
from codebase.meaning.openings import on_class
from codebase.meaning.receivers import foreign, is_record, surface_by
from codebase.meaning.stars import offered
from codebase.meaning.values import (
    UNKNOWN,
    Class,
    Client,
    Foreign,
    Frame,
    Instance,
    Value,
    unresolved,
)
from codebase.modules import Module
from codebase.outline import ImportRef, Scope
from codebase.syntax import ClassMember

if TYPE_CHECKING:
    from tree_sitter import Node


def starred(engine: Engine, module: Module, specifier: str, name: str) -> Value | None:
    """Return what `import *` brings in under a name."""
    path = engine.project.resolve(module.path, module.language, specifier)
    if path is not None and engine.project.has(path):
        hidden = module.reader.first_is_self and not offered(engine, path, name)
        return None if hidden else engine.exported(path, name)
    if path is not None and module.reader.shared is not None:
        value = of_package(engine, module.language, path, name)
        return None if unresolved(value) else value
    if module.reader.roots and path is None:
        if any(f"{other}.".startswith(f"{name}.") for other in module.outline.stars()):
            return None
        holder = engine.named(module, module.tree.root_node, specifier)
        return _offered(engine, holder, name)
    # The SDK is what it is, also where a copy of it stands in the tree.
    surface = surface_by(module.reader, specifier) if path is None else None
    if surface is not None:
        outside = Foreign(specifier, surface, (name,))
        meant = foreign(outside)
        if meant != outside or is_record(outside):
            return meant
    holder = _nested(engine, module, specifier) if path is None else None
    holder = holder or spaced(engine, module, ImportRef(specifier, "*"))
    value = engine.member(holder, name) if holder is not None else UNKNOWN
    return None if unresolved(value) else value


def _offered(engine: Engine, holder: Value, name: str) -> Value | None:
    """Return what a module offers to those who import all of it."""
    if isinstance(holder, Client) and name not in holder.surface.methods:
        return None
    known = isinstance(holder, Class | Client | Foreign)
    value = engine.member(holder, name) if known else UNKNOWN
    nothing = isinstance(value, Foreign) and not is_record(value)
    return None if unresolved(value) or nothing else value


def of_own_class(
    engine: Engine,
    module: Module,
    node: "Node",
    name: str,
    scope: Scope | None,
    frame: Frame | None,
) -> Value | None:
    """Return the member of a class around that a bare name means, where that is how it is said."""
    if not module.reader.implicit_this:
        return None
    owners = module.outline.enclosing(node, module.outline.classes)
    constant = module.reader.opens is not None and name[:1].isupper()
    # Constants are looked for in all that stands around, methods only in the object's own class.
    around = owners if module.reader.opens is None or constant else owners[:1]
    for owner in around:
        if scope is not None and owner.start_byte < scope.start and scope.end <= owner.end_byte:
            return None
        cls = Class(module, owner)
        own = module.class_(owner).members.get(name)
        if own is not None and own.kind == "class":
            return engine.member(cls, name)
        if own is not None and _in_type(own, node):
            # `public Money Money { get; }`: what stands there is the type.
            continue
        declared = own is not None or module.outline.assigned(owner, name)
        inside = module.outline.enclosing(node, module.outline.functions)
        runs = bool(inside) or constant or module.reader.runs(node)
        if not declared and (scope is not None or not runs):
            continue
        if constant and _in_head(module, owner, node):
            continue
        static = module.reader.opens is not None and on_class(node)
        this = (
            cls
            if constant
            else _this(cls, frame) or (cls if static else whoever(engine, module, node, cls))
        )
        value = with_namesakes(engine, this, name, engine.member(this, name))
        if declared or not unresolved(value):
            return value
    return None


def _in_type(member: ClassMember, node: "Node") -> bool:
    """Say whether a name stands in a member's own type."""
    kind = member.type
    return kind is not None and kind.start_byte <= node.start_byte < kind.end_byte


def _in_head(module: Module, owner: "Node", node: "Node") -> bool:
    """Say whether a name stands in what a class takes over, which its own names do not decide."""
    bases = module.class_(owner).bases
    return any(base.start_byte <= node.start_byte < base.end_byte for base in bases)


def _this(cls: Class, frame: Frame | None) -> Value | None:
    """Return the object of a class that code runs on; None if nobody says which."""
    while frame is not None:
        this = frame.this
        if isinstance(this, Instance) or (isinstance(this, Class) and this.key == cls.key):
            return this
        frame = frame.outer
    return None


def _nested(engine: Engine, module: Module, specifier: str) -> Class | None:
    """Return the class of the tree that `using static` means: its namespace, and maybe classes."""
    space, inner = specifier, list[str]()
    while space and engine.neighbours.space(module.language, space) is None:
        space, _, last = space.rpartition(".")
        inner.insert(0, last)
    value = spaced(engine, module, ImportRef(space, "*")) if space and inner else None
    for name in inner:
        value = engine.member(value, name) if value is not None else None
    return value if isinstance(value, Class) else None

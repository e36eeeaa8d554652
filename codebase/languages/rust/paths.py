"""Rust's paths: what a `use` binds, which file a module is, where a crate begins."""

import posixpath
import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from codebase.languages.reader import Files
from codebase.languages.rust import macros
from codebase.languages.tables.forms import Read
from codebase.languages.tables.grammar import Star
from codebase.languages.tables.selecting import children_of, pick, text_of
from codebase.outline import Place
from codebase.syntax import Form, Imported, Member, Name, Opaque, This, Through

if TYPE_CHECKING:
    from tree_sitter import Node

    from codebase.languages.tables.visitor import Visitor

_PATHS = ("scoped_identifier", "scoped_type_identifier", "scoped_use_list", "use_wildcard")

_OUTSIDE = frozenset({"std", "core", "alloc"})


def name(node: "Node", _: Read) -> Form:
    """A name; in a `use` it may go on from a path before its braces, or name a crate."""
    label = text_of(node).removeprefix("r#")
    if node.parent is not None and node.parent.type == "token_tree":
        return macros.name(node)
    if label == "Self":
        return _own_type(node)
    path = _used(node)
    if path is None:
        return Name(f"::{label}" if _is_module(node, label) else label)
    if path != node:
        return Member(path, label)
    return Name(label) if _declared_beside(node, label) else Imported(label)


def _is_module(node: "Node", label: str) -> bool:
    """Say whether a name in front of `::` is a module the file knows, whatever is called alike."""
    holder = node.parent
    if holder is None or holder.type != "scoped_identifier" or pick(holder, "path") != node:
        return False
    while holder.parent is not None:
        holder = holder.parent
    word = re.compile(rf"\b{re.escape(label)}\b")
    items = [item for item in children_of(holder) if item.type in ("mod_item", "use_declaration")]
    heads = [pick(item, "name, argument") for item in items]
    return any(head is not None and word.search(text_of(head)) for head in heads)


def _own_type(node: "Node") -> Form:
    """`Self`: the type that the methods around are of."""
    owner = node.parent
    while owner is not None and owner.type not in ("impl_item", "trait_item"):
        owner = owner.parent
    kind = pick(owner, "type, name") if owner is not None else None
    return Through(kind) if kind is not None and kind != node else Opaque()


def _used(node: "Node") -> "Node | None":
    """Return what the first name of a path in a `use` goes on from: itself, if nothing."""
    start = node
    while node.parent is not None and node.parent.type in ("scoped_identifier", "use_as_clause"):
        if pick(node.parent, "path") != node:
            return None
        node = node.parent
    holder = node.parent
    if holder is not None and holder.type == "scoped_use_list" and pick(holder, "path") == node:
        node, holder = holder, holder.parent
    while holder is not None and holder.type in ("use_list", "use_wildcard"):
        holder = holder.parent
    if holder is None or holder.type not in ("scoped_use_list", "use_declaration"):
        return None
    return pick(holder, "path") or start if holder.type == "scoped_use_list" else start


def _declared_beside(node: "Node", label: str) -> bool:
    """Say whether a name in a `use` is one of the items beside it, and no crate's."""
    use = node
    while use.parent is not None and use.type != "use_declaration":
        use = use.parent
    items = children_of(use.parent) if use.parent is not None else []
    names = [name for item in items if item != use and (name := pick(item, "name")) is not None]
    return any(text_of(name) == label for name in names)


def upwards(node: "Node", _: Read) -> Form:
    """`crate`, `self::`, `super::`; inside an inline module, `super` is the file itself."""
    word, holder = node.type, node.parent
    if word == "self" and (holder is None or holder.type not in _PATHS):
        base = _used(node)
        return Through(base) if base is not None and base != node else This()
    while holder is not None and holder.type != "mod_item":
        holder = holder.parent
    return Imported("self" if word == "super" and holder is not None else word)


def scoped(node: "Node", _: Read) -> Form:
    """`path::name`."""
    path, label = pick(node, "path"), pick(node, "name")
    if label is None:
        return Opaque()
    if label.type == "super":
        return Imported(text_of(node).replace("::", "."))
    while path is not None and path.type in ("bracketed_type", "qualified_type"):
        path = pick(path, "type, #0")
    return Member(path, text_of(label)) if path is not None else Name(text_of(label))


def use(visitor: "Visitor", node: "Node", place: Place) -> None:
    """Bind the names of a `use`: each is the value of its path."""
    stack = [child for child in children_of(node) if child.type != "visibility_modifier"]
    while stack:
        item = stack.pop()
        if item.type in ("use_list", "scoped_use_list"):
            stack.extend(children_of(pick(item, "list") or item))
            continue
        path = pick(item, "path") if item.type == "use_as_clause" else item
        label = pick(item, "alias, name") or item
        if item.type == "self":
            path = _used(item)
            label = pick(path, "name") or path if path is not None else item
        if item.type == "use_wildcard" or path is None:
            continue
        if not _declared_beside(item, text_of(label)):
            visitor.add(text_of(label), "value", path, node, place)


def star(node: "Node") -> Iterator[Star]:
    """`use a::b::*`; inside an inline module, `super::*` is seen anyway."""
    path = pick(node, "#0")
    first = path
    while first is not None and pick(first, "path") is not None:
        first = pick(first, "path")
    base = _used(first) if first is not None else None
    if path is None or first is None:
        return
    whole = text_of(path)
    if base is not None and base != first:
        whole = f"{text_of(base)}::{whole}"
    inline = node.parent
    while inline is not None and inline.type != "mod_item":
        inline = inline.parent
    if inline is None or not whole.startswith("super"):
        yield Star(whole.replace("::", "."))


def module(visitor: "Visitor", node: "Node", place: Place) -> None:
    """`mod x;`: another file."""
    label = pick(node, "name")
    if label is not None and pick(node, "body") is None:
        visitor.add(text_of(label), "value", node, node, place)


def module_file(node: "Node", _: Read) -> Form:
    """`mod x;` as a value: the file."""
    label = pick(node, "name")
    return Imported(f"self.{text_of(label)}") if label is not None else Opaque()


_TOPS = ("lib.rs", "main.rs", "mod.rs")

_CRATE = re.compile(r'(?ms)^\[package\].*?^name\s*=\s*"([\w-]+)"')


class Resolver:
    """Finds the file that a path means, its names joined by dots."""

    def __init__(self, files: Files) -> None:
        self._files = files

    def __call__(self, importer: str, specifier: str) -> str | None:
        """Return the module's file; None for what is no file, or not in the tree."""
        head, *rest = specifier.split(".")
        if head == "crate":
            return self._below(self._top(importer), rest)
        if head == "self":
            return self._below(importer, rest)
        current: str | None = importer
        while head == "super" and current is not None:
            current = self._parent(current)
            head = rest.pop(0) if rest else ""
        if current != importer:
            return self._below(current, [head, *rest] if head else [])
        top = self._crates.get(head)
        if top is not None:
            return self._below(top, rest)
        return None if head in _OUTSIDE else self._below(importer, [head, *rest])

    def _below(self, path: str | None, names: list[str]) -> str | None:
        """Return the file of a module inside the module of another file."""
        for label in names:
            found = self._child(path, label) if path is not None else None
            path = found
        return path

    def _child(self, path: str, label: str) -> str | None:
        base = _home(path)
        options = (posixpath.join(base, end) for end in (f"{label}.rs", f"{label}/mod.rs"))
        return next((option for option in options if self._files.has(option)), None)

    def _parent(self, path: str) -> str | None:
        folder, file = posixpath.split(path)
        if file in _TOPS:
            folder, label = posixpath.split(folder)
            return self._named(folder) if label else None
        return self._named(folder)

    def _named(self, folder: str) -> str | None:
        """Return the file of the module whose inner modules stand in a folder."""
        options = [posixpath.join(folder, top) for top in _TOPS]
        return next((path for path in (f"{folder}.rs", *options) if self._files.has(path)), None)

    def _top(self, path: str) -> str | None:
        """Return the file a crate begins with; a test or an example is one by itself."""
        folder = posixpath.dirname(path)
        while True:
            for top in _TOPS[:2]:
                file = posixpath.join(folder, top)
                if self._files.has(file):
                    return file
            if not folder or posixpath.basename(folder) in ("src", "tests", "examples"):
                return path
            folder = posixpath.dirname(folder)

    @cached_property
    def _crates(self) -> dict[str, str]:
        """The crates of the tree, as code calls them, and the files they begin with."""
        found: dict[str, str] = {}
        for path in self._files.named("Cargo.toml"):
            match = _CRATE.search(self._files.text(path))
            top = posixpath.join(posixpath.dirname(path), "src/lib.rs")
            if match is not None and self._files.has(top):
                found[match[1].replace("-", "_")] = top
        return found


def _home(path: str) -> str:
    """Return the folder of the modules inside a file's module."""
    folder, file = posixpath.split(path)
    return folder if file in _TOPS else posixpath.join(folder, file.removesuffix(".rs"))


def crate_of(path: str) -> str:
    """Return the folder of the crate that a file belongs to."""
    parts = path.split("/")[:-1]
    for word in ("src", "tests", "examples", "benches"):
        if word in parts:
            return "/".join(parts[: parts.index(word)]) or "."
    return "/".join(parts) or "."

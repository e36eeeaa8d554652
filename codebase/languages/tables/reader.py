"""A `LanguageReader` out of a `Grammar`."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from codebase.languages.reader import Files, LanguageReader, Shared
from codebase.languages.tables.grammar import Grammar, is_class, is_function
from codebase.languages.tables.selecting import pick, text_of
from codebase.languages.tables.shapes import class_by, function_by, type_by
from codebase.languages.tables.visitor import outline_by
from codebase.surface import Surface
from codebase.syntax import ClassExpression, Form, FunctionExpression, Member, Name, Opaque

if TYPE_CHECKING:
    from tree_sitter import Node


def reader_by(
    grammar: Grammar,
    surface: Surface,
    *,
    specifiers: Callable[[bytes], Iterable[str]],
    resolver: Callable[[Files], Callable[[str, str], str | None]],
    shared: Shared | None = None,
    surfaces: tuple[Surface, ...] = (),
    converters: frozenset[str] = frozenset(),
    library: Mapping[str, str] | None = None,
    capitals_construct: bool = True,
    implicit_this: bool = False,
    by_import: bool = False,
    beside: "Callable[[Node], Iterable[Node]] | None" = None,
    expected: "Callable[[Node], Node | None] | None" = None,
    begins: "Callable[[Node], Node] | None" = None,
    runs: "Callable[[Node], bool] | None" = None,
    opens: "Callable[[Node], str] | None" = None,
    receives: bool = False,
    accessors: Callable[[str], tuple[str, ...]] | None = None,
    roots: bool = False,
) -> LanguageReader:
    """Return what reads a language.

    `specifiers` yields what a file imports, out of its bytes; `resolver` finds the files meant.
    `shared` says which names need no import. `surfaces` are further SDKs, one of which is chosen by
    what a file imports. `converters` are functions that return their argument as text; `library`
    maps further functions by name to what they do, in the words of `wording`. With
    `implicit_this` a bare name may be a member of the class around. With `by_import` only files
    that lead to PostHog along their imports are looked at; `beside` is for trees in which a call
    does not hold its callee: `begins` says where such a one begins. `expected` gives the type that
    is written for a value.
    `runs` says which names run what they stand for, `opens` gives the whole name of a class that
    any file may open again. `receives` is for extensions that name their object as a parameter.
    With `roots` packages are known by their names, without an import.
    """
    read = _form_by(grammar)
    return LanguageReader(
        surface=surface,
        outline=outline_by(grammar, read),
        form=read,
        function=lambda node: function_by(grammar, node),
        class_=lambda node: class_by(grammar, node),
        type=lambda node: type_by(grammar, node),
        specifiers=lambda source: _each(specifiers(source)),
        resolver=resolver,
        calls=grammar.calls,
        classes=frozenset(grammar.classes),
        reads=grammar.reads,
        shared=shared,
        surfaces=surfaces,
        converters=converters,
        library=library or {},
        tabular=True,
        capitals_construct=capitals_construct,
        implicit_this=implicit_this,
        owner=lambda node: _owner(grammar, node),
        by_import=by_import,
        beside=beside or _nothing,
        expected=expected or _untyped,
        begins=begins or _itself,
        runs=runs or _never,
        opens=opens,
        receives=receives,
        roots=roots,
        accessors=accessors,
        extends=any(rule.extends or rule.partial for rule in grammar.classes.values()),
    )


def _never(_: "Node") -> bool:
    return False


def _nothing(_: "Node") -> "tuple[Node, ...]":
    return ()


def _itself(node: "Node") -> "Node":
    return node


def _untyped(_: "Node") -> "Node | None":
    return None


def _each(found: Iterable[str]) -> Iterator[str]:
    yield from found


def _owner(grammar: Grammar, node: "Node") -> str:
    rule = grammar.functions.get(node.type)
    return rule.owner(node) if rule is not None and rule.owner is not None else ""


def _form_by(grammar: Grammar) -> "Callable[[Node], Form]":
    def read(node: "Node") -> Form:
        kind = node.type
        rule = grammar.forms.get(kind)
        if rule is not None:
            return rule(node, read)
        if kind in grammar.names:
            return _named(grammar, node)
        if is_function(grammar, node):
            return FunctionExpression(node)
        return ClassExpression(node) if is_class(grammar, node) else Opaque()

    return read


def _named(grammar: Grammar, node: "Node") -> Form:
    """A name; one that a call's own node names a method by is a member of its object."""
    holder = node.parent if grammar.callees else None
    rule = grammar.callees.get(holder.type) if holder is not None else None
    if holder is not None and rule is not None and pick(holder, rule.name) == node:
        target = pick(holder, rule.object)
        if target is not None and target != node:
            return Member(target, text_of(node))
    return Name(text_of(node))

"""Bytes to syntax trees. Grammars come out of installed packages and load on first use."""

import codecs
import re
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from tree_sitter import Parser, Tree

Language = Literal[
    "javascript",
    "typescript",
    "tsx",
    "vue",
    "svelte",
    "python",
    "go",
    "ruby",
    "java",
    "kotlin",
    "swift",
    "php",
    "dart",
    "csharp",
    "elixir",
    "rust",
]

_EXTENSIONS: dict[Language, tuple[str, ...]] = {
    "javascript": (".js", ".mjs", ".cjs", ".jsx"),
    "typescript": (".ts", ".mts", ".cts"),
    "tsx": (".tsx",),
    "vue": (".vue",),
    "svelte": (".svelte",),
    "python": (".py",),
    "go": (".go",),
    "ruby": (".rb", ".rake", ".ru"),
    "java": (".java",),
    "kotlin": (".kt", ".kts"),
    "swift": (".swift",),
    "dart": (".dart",),
    "php": (".php", ".phtml"),
    "elixir": (".ex", ".exs"),
    "rust": (".rs",),
    "csharp": (".cs",),
}
"""What each language's files are called. A language is read from the moment it stands here."""

_GRAMMARS: dict[Language, tuple[str, str]] = {
    "javascript": ("tree_sitter_typescript", "language_tsx"),
    "typescript": ("tree_sitter_typescript", "language_typescript"),
    "tsx": ("tree_sitter_typescript", "language_tsx"),
    "python": ("tree_sitter_python", "language"),
    "go": ("tree_sitter_go", "language"),
    "ruby": ("tree_sitter_ruby", "language"),
    "java": ("tree_sitter_java", "language"),
    "kotlin": ("tree_sitter_kotlin", "language"),
    "swift": ("tree_sitter_swift", "language"),
    "php": ("tree_sitter_php", "language_php"),
    "dart": ("tree_sitter_dart", "language"),
    "csharp": ("tree_sitter_c_sharp", "language"),
    "elixir": ("tree_sitter_elixir", "language"),
    "rust": ("tree_sitter_rust", "language"),
}
"""The package of each grammar and what it calls it. JavaScript is read as TSX: its files carry JSX
and, in practice, type annotations."""

_BY_EXTENSION: dict[str, Language] = {
    extension: language for language, listed in _EXTENSIONS.items() for extension in listed
}

COMPONENTS: frozenset[Language] = frozenset({"vue", "svelte"})
"""Languages whose files are markup around scripts."""

_DECLARATIONS = (".d.ts", ".d.mts", ".d.cts")
"""Declaration files hold types, never calls."""

_MASK = "groundskeeper.mask"


def _mask(error: UnicodeError) -> tuple[str, int]:
    """Replace undecodable bytes one for one, so that every offset still counts file bytes."""
    assert isinstance(error, UnicodeDecodeError)
    return "?" * (error.end - error.start), error.end


codecs.register_error(_MASK, _mask)


def language_of(path: str) -> Language | None:
    """Return the language of a file by its name, or None if no grammar here reads it."""
    name = path.rpartition("/")[2]
    if name.endswith(_DECLARATIONS):
        return None
    dot = name.rfind(".")
    return _BY_EXTENSION.get(name[dot:].lower()) if dot >= 0 else None


def readable(source: bytes) -> bytes:
    """Return source as valid UTF-8 of the same length: bad bytes and the mark become blanks."""
    if source.startswith(codecs.BOM_UTF8):
        source = b"   " + source[3:]
    try:
        source.decode()
    except UnicodeDecodeError:
        return source.decode("utf-8", _MASK).encode()
    return source


_CHUNK = 1 << 16

_RUN = re.compile(rb"[()\[\]{}<>#$&|?!:;,@^%'\"`\\]{24}")
"""So much punctuation in a row is no program. Some grammars read it in more and more ways."""

_STEADY: frozenset[Language] = frozenset({"javascript", "typescript", "tsx", "python"})
"""Languages whose grammars tens of thousands of broken files have not slowed down."""


class Entangled(ValueError):
    """A text that a grammar could read in more and more ways, the further it gets."""


_STEPS = 1_000
"""Times a parser reports that it is at work, about a hundred operations each, in any file; and one
more for every five bytes. What people write takes a tenth of that, in every language here."""


def parse(language: Language, source: bytes, edited: "Tree | None" = None) -> "Tree":
    """Return the syntax tree; broken regions stand in it as error nodes, the rest is whole.

    Offsets are those of `source`, whatever its encoding. `edited` is the tree of an earlier state,
    told about every change since: what did not change is not read again.
    Raises `Entangled` for what would take a parser minutes and gigabytes.
    """
    text = readable(source)
    if language in COMPONENTS:
        from codebase.scripts import scripts

        text, tags = scripts(text)
        language = "tsx" if tags else "typescript"
    parser = _parser(language)
    if language not in _STEADY and _RUN.search(text):
        _try(parser, text)
    return parser.parse(text) if edited is None else parser.parse(text, edited)


def _try(parser: "Parser", text: bytes) -> None:
    """Parse a text and give up in time. Nodes of such a tree have no text, so nobody gets it."""
    view, steps = memoryview(text), _STEPS + len(text) // 5
    left = steps

    def read(start: int, _: object) -> memoryview:
        return view[start : start + _CHUNK]

    def stop(_: int, __: bool) -> bool:
        nonlocal left
        left -= 1
        return left < 0

    try:
        parser.parse(read, progress_callback=stop)
    except ValueError as error:
        raise Entangled(f"not read within {steps} steps") from error
    finally:
        parser.reset()


@cache
def _parser(language: Language) -> "Parser":
    from tree_sitter import Language as Grammar
    from tree_sitter import Parser

    package, name = _GRAMMARS[language]
    grammar: Callable[[], object] = getattr(import_module(package), name)
    return Parser(Grammar(grammar()))

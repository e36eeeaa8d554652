"""Every line that still names the flag after the removal: nothing is called clean too early."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from codebase.parsing import Entangled, language_of, parse
from codebase.removal.nodes import is_comment
from codebase.removal.places import left_because_of_its_place
from codebase.removal.reasons import IN_COMMENT, IN_FIXTURE, NOT_A_CHECK, READ_ONLY, UNREAD
from codebase.tree.skipping import enter, reason_by_content, reason_by_name
from scans.model import LeftSite, SourceTree

if TYPE_CHECKING:
    from tree_sitter import Tree

_READ_ONLY = re.compile(
    r"\.(java|kts?|swift|php|cs|rs|exs?|dart|vue|svelte|erb|m|mm|scala|groovy)$", re.I
)
_DATA = re.compile(r"\.(json|ya?ml|toml|ini|env|csv|xml|properties|snap)$", re.I)
_NO_CODE = re.compile(r"\.(css|scss|sass|less|svg)$", re.I)


def mentions(tree: SourceTree, flag: str, contents: Mapping[str, bytes]) -> Iterator[LeftSite]:
    """Yield every line that names the exact key, reading changed files as they will be."""
    pattern = key_pattern(flag)
    for path, source in sources(tree, contents):
        if flag.encode() not in source or _NO_CODE.search(path):
            continue
        hits = list(pattern.finditer(source))
        syntax = _syntax(path, source) if hits else None
        said = [hit for hit in hits if syntax is None or not _is_name(syntax, hit)]
        lines = [source.count(b"\n", 0, hit.start()) + 1 for hit in said]
        for line in dict.fromkeys(lines):
            yield LeftSite(file=path, line=line, reason=_reason(path, source, syntax, line))


def _is_name(syntax: "Tree", hit: re.Match[bytes]) -> bool:
    """Tell whether a word is a name of the code: a function may be called like a flag.

    A name that is the key of a table, as in `{new_nav: true}`, may be the flag's.
    """
    node = syntax.root_node.descendant_for_byte_range(*hit.span())
    if node is None or "identifier" not in node.type:
        return False
    outer = node.parent
    return outer is None or "pair" not in outer.type or outer.named_children[0] != node


def sources(tree: SourceTree, contents: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield every file that people wrote, as it will be after the removal."""
    for file in tree.files(enter):
        if reason_by_name(file.path, file.size):
            continue
        try:
            source = contents[file.path] if file.path in contents else tree.read(file.path)
        except OSError:
            continue
        if not reason_by_content(source):
            yield file.path, source


def unread(tree: SourceTree) -> Iterator[LeftSite]:
    """Yield what could not be read so far: whether it names anything is not known."""
    for path in dict.fromkeys(tree.unreadable):
        yield LeftSite(file=path, line=1, reason=UNREAD)


def key_pattern(flag: str) -> re.Pattern[bytes]:
    """Whole keys only: `nav` is not in `nav-mobile`, and a path or file name is not a key.

    A key that is an ordinary word counts only where code or data would write a key.
    """
    key = re.escape(flag.encode())
    whole = rb"(?<![\w-])(?<!\w\.)(?<!(?<!\$feature)/)" + key + rb"(?![\w-])(?!\.\w)(?!/)"
    if re.search(r"[^A-Za-z]", flag):
        return re.compile(whole)
    return re.compile(
        rb"(?<=['\"`])" + key + rb"(?=['\"`])|(?<=[\s({,]:)" + key + rb"\b|\$feature/" + key
    )


def _syntax(path: str, source: bytes) -> "Tree | None":
    language = language_of(path)
    try:
        return parse(language, source) if language else None
    except Entangled:
        return None


def _reason(path: str, source: bytes, syntax: "Tree | None", line: int) -> str:
    place = left_because_of_its_place(path)
    if place:
        return place
    if _READ_ONLY.search(path):
        return READ_ONLY
    if _DATA.search(path):
        return IN_FIXTURE
    text = source.split(b"\n", line)[line - 1]
    column = len(text) - len(text.lstrip())
    if syntax is not None:
        node = syntax.root_node.descendant_for_point_range((line - 1, column), (line - 1, column))
        if node is not None and is_comment(node):
            return IN_COMMENT
    return NOT_A_CHECK

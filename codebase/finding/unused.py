"""Functions that capture an event and that nobody calls: instrumentation that never runs.

A name says nothing about who may call it by other means, so this only speaks where the name of a
function at the top of a file is written nowhere else in the tree: in no source, no template, no
configuration.
"""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codebase.finding.trails import exported
from codebase.finding.wrappers import name_of
from codebase.modules import Module, Project
from codebase.tree.skipping import LARGEST
from codebase.tree.words import Words
from scans.model import UnusedHelper

if TYPE_CHECKING:
    from tree_sitter import Node

_ENTRIES = frozenset(
    {
        "DELETE",
        "ErrorBoundary",
        "GET",
        "HEAD",
        "HydrateFallback",
        "OPTIONS",
        "PATCH",
        "POST",
        "PUT",
        "action",
        "backwards",
        "bootstrap",
        "config",
        "default",
        "down",
        "entry",
        "execute",
        "forwards",
        "generateMetadata",
        "generateStaticParams",
        "getServerSideProps",
        "getStaticPaths",
        "getStaticProps",
        "handle",
        "handleError",
        "handler",
        "headers",
        "init",
        "lambda_handler",
        "links",
        "load",
        "loader",
        "main",
        "meta",
        "middleware",
        "onRequest",
        "prerender",
        "proxy",
        "register",
        "run",
        "setup",
        "teardown",
        "up",
    }
)
"""Names by which frameworks and runtimes call what a file offers, in no line of the repository."""

_TESTS = re.compile(r"(?:^|[/_.-])(?:tests?|specs?|__tests__|stories|fixtures|mocks?)(?:[/_.-]|$)")

_TEXTS = (
    *(".html", ".htm", ".erb", ".haml", ".slim", ".ejs", ".hbs", ".njk", ".jinja", ".jinja2"),
    *(".j2", ".tmpl", ".gohtml", ".twig", ".liquid", ".mustache", ".pug", ".heex", ".cshtml"),
    *(".razor", ".xml", ".yml", ".yaml", ".toml", ".json", ".cfg", ".ini", ".mdx", ".astro", ".sh"),
)
"""Files beside the sources in which a function may be named: templates and configuration."""


@dataclass(frozen=True, order=True)
class Candidate:
    """A function at the top of a file that captures an event."""

    file: str
    line: int
    end_line: int
    name: str
    exported: bool


def candidate(module: Module, call: "Node") -> Candidate | None:
    """Return the function at the top of a file that a call stands in, if it could go unused."""
    outline = module.outline
    functions = outline.enclosing(call, outline.functions)
    if not functions or _TESTS.search(module.path) or outline.enclosing(call, outline.classes):
        return None
    function = functions[-1]
    name = name_of(module, function)
    holder = function.parent
    called_as_file = holder is not None and module.reader.whole(holder, function)
    entry = name in _ENTRIES or name.lower().startswith(("test", "pytest_", "__"))
    plain = len(name) > 2 and name.isascii() and not entry
    if not plain or called_as_file or module.function(function).decorators:
        return None
    line, end = function.start_point[0] + 1, function.end_point[0] + 1
    return Candidate(module.path, line, end, name, exported(module, name))


def unused(project: Project, candidates: Collection[Candidate]) -> tuple[UnusedHelper, ...]:
    """Return the functions whose name is written just once in the whole tree."""
    names = {each.name for each in candidates}
    written = _written(project, names) if names else Counter[str]()
    return tuple(
        UnusedHelper(
            file=each.file,
            line=each.line,
            end_line=each.end_line,
            name=each.name,
            exported=each.exported,
        )
        for each in sorted(candidates)
        if written[each.name] == 1
    )


def _written(project: Project, names: Collection[str]) -> Counter[str]:
    """Count where names are written as a whole, in every text of the tree."""
    wanted, found = Words(names), Counter[str]()
    for path in [*project.survey.containing(names), *_texts(project)]:
        found.update(wanted.every(_read(project, path)))
    return found


def _texts(project: Project) -> list[str]:
    sources, sizes = set(project.survey.sources), project.listing.sizes
    texts = [path for path in sizes if path.endswith(_TEXTS)]
    return [path for path in texts if path not in sources and sizes[path] <= LARGEST]


def _read(project: Project, path: str) -> bytes:
    try:
        return project.tree.read(path)
    except OSError:  # it was there a moment ago
        return b""

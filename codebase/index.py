"""The entry: every call site of a tree."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from codebase.finder import Finder
from codebase.languages import reader_of
from codebase.modules import Project
from codebase.parsing import language_of
from codebase.reach import Importers, Survey, survey
from scans.model import Skipped, SourceTree, Usages, UsageStats


def find_usages(
    tree: SourceTree, *, keys: Collection[str] | None = None, any_receiver: bool = False
) -> Usages:
    """Return every place of `tree` that evaluates a flag or captures an event.

    `keys` keeps named sites of these keys only (dynamic ones are always listed). `any_receiver`
    also accepts a call on an object nobody can identify, if its method is one of the SDK's and its
    key is exact: what a removal must not overlook. The result is in the order file, line, column.
    """
    return usages_of(Project(tree), keys=keys, any_receiver=any_receiver)


def usages_of(
    project: Project, *, keys: Collection[str] | None = None, any_receiver: bool = False
) -> Usages:
    """Do the same for a project whose modules the caller goes on to use."""
    found = survey(project)
    importers = Importers(project, found.imports)
    relevant = frozenset(found.mentions) | frozenset(importers.all(found.mentions))
    finder = Finder(project, any_receiver=any_receiver, relevant=relevant)
    seen = set[str]()
    for path in found.mentions:
        # Whoever implements an interface has to be known before somebody asks for it.
        project.module(path)
    for batch in _batches(project, found, importers, finder, any_receiver=any_receiver):
        for path in batch:
            if path not in seen:
                seen.add(path)
                _scan(finder, path, found)
        finder.settle()
    finder.finish()
    sites = sorted(finder.report.sites.items())
    return Usages(
        usages=tuple(site for _, site in sites if keys is None or site.name in keys),
        dynamic=tuple(site for _, site in sorted(finder.report.dynamic.items())),
        skipped=tuple(sorted(found.skipped, key=lambda item: item.file)),
        stats=UsageStats(files=found.files, bytes=found.bytes, parsed=len(project.paths)),
    )


def _scan(finder: Finder, path: str, found: Survey) -> None:
    """Look at one file; one that is beyond us is named, and costs no other."""
    try:
        finder.scan(path)
    except RecursionError:
        found.skipped.append(Skipped(file=path, reason="nested too deeply"))


def _batches(
    project: Project, found: Survey, importers: Importers, finder: Finder, *, any_receiver: bool
) -> Iterator[list[str]]:
    """Yield the files to look at, wave after wave, until wrappers lead nowhere new."""
    methods = _Words.of({name for path in found.imports for name in _methods(path)})
    done = set(found.mentions)
    aliases = dict[str, tuple[str, ...]]()
    yield list(found.mentions)
    everywhere = list(found.imports) if any_receiver else importers.all(found.mentions)
    wave = [path for path in everywhere if path not in done and _mentions(project, path, methods)]
    while wave:
        done.update(wave)
        yield sorted(wave)
        wave = _callers(project, importers, finder, done, aliases)
    wave = _callers(project, importers, finder, done, aliases)
    while wave:
        done.update(wave)
        yield sorted(wave)
        wave = _callers(project, importers, finder, done, aliases)


def _callers(
    project: Project,
    importers: Importers,
    finder: Finder,
    done: set[str],
    aliases: dict[str, tuple[str, ...]],
) -> list[str]:
    """Return the files that import a wrapper's file, at any distance, and use its name.

    `aliases` remembers what was read before, for every wave asks for nearly the same files.
    """
    carriers = {path for path, _ in finder.passages}
    names = {p.name for listed in finder.passages.values() for p in listed if p.name}
    direct = {path for carrier in carriers for path in importers.direct(carrier)}
    for path in sorted(direct | carriers):
        if path not in aliases:
            aliases[path] = tuple(_aliases(project, path))
        names.update(aliases[path])
    pattern = _Words.of(names)
    reached = set(importers.all(carriers)) - done
    return [path for path in reached if path in direct or _mentions(project, path, pattern)]


def _aliases(project: Project, path: str) -> Iterator[str]:
    """Yield the names under which a file hands on what has another name inside."""
    module = project.module(path)
    for name, export in module.outline.all_exports().items() if module else ():
        if export.local != name and name not in ("default", "="):
            yield name


def _methods(path: str) -> Collection[str]:
    language = language_of(path)
    if language is None:
        return ()
    methods = {**reader_of(language).surface.methods, **reader_of(language).surface.functions}
    # Names like `init` or `override` say nothing in a file that does not mention PostHog.
    return [name for name, method in methods.items() if method.kind in ("flag", "event")]


@dataclass(frozen=True)
class _Words:
    """A set of names to look for in bytes: the plain search first, it is far quicker."""

    plain: tuple[bytes, ...]
    pattern: re.Pattern[bytes]

    @classmethod
    def of(cls, names: Collection[str]) -> "_Words":
        plain = tuple(sorted(name.encode() for name in names if name))
        joined = b"|".join(map(re.escape, plain)) or rb"(?!)"
        return cls(plain, re.compile(rb"(?<![\w$])(?:" + joined + rb")(?![\w$])"))

    def found_in(self, source: bytes) -> bool:
        some = any(word in source for word in self.plain)
        return some and self.pattern.search(source) is not None


def _mentions(project: Project, path: str, words: _Words) -> bool:
    try:
        return words.found_in(project.tree.read(path))
    except OSError:
        return False

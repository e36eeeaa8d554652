"""One file with what production knows beside its call sites: for people and for programs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cli.production import Production
from clients.second_parsers import LocalParsers
from codebase.annotating import Note, annotate, neutral
from codebase.parsing import Language, language_of
from messages.annotation import computed_lines, event_lines, flag_lines
from scans.model import CallSite, DynamicSite, Usages
from scans.model.rewritten import Rewritten

NO_LANGUAGE = "no language that call sites are looked for in"

Site = CallSite | DynamicSite


@dataclass(frozen=True)
class NamedFile:
    """A file of the command line."""

    word: str
    """As it was typed."""
    root: Path
    """The tree that is searched for what it uses."""
    name: str
    """Its path in that tree, with `/`."""
    content: bytes


class AnnotatedFile:
    """A file and its call sites, out of those of its tree."""

    def __init__(self, file: NamedFile, usages: Usages) -> None:
        self.file = file
        self._skipped = usages.skipped
        self._language: Language | None = language_of(file.name)
        sites: list[Site] = [
            site
            for site in (*usages.usages, *usages.dynamic)
            if site.file == file.name and site.kind != "init"
        ]
        self._sites = sorted(sites, key=lambda one: (one.line, one.column, one.kind, _name(one)))

    def keys(self, kind: str) -> Iterator[str]:
        """Yield the keys of one kind that the file names."""
        return (one.name for one in self._sites if isinstance(one, CallSite) and one.kind == kind)

    def why_skipped(self) -> str:
        """Return why nobody looked for call sites in the file; empty if somebody did."""
        if self._language is None:
            return NO_LANGUAGE
        name = self.file.name
        return next(
            (one.reason for one in self._skipped if f"{name}/".startswith(f"{one.file}/")), ""
        )

    def document(self, production: Production) -> dict[str, Any]:
        """Return the file's part of `annotate --json`."""
        return {
            "file": self.file.word,
            "annotations": [_annotation(site, production) for site in self._sites],
        }

    def printed(self, production: Production) -> "Printed":
        """Return the file with its comments."""
        notes = [Note(one.line, one.column, _lines(one, production)) for one in self._sites]
        if self._language is None or not notes:
            return Printed(self, self.file.content)
        done = annotate(self.file.content, self._language, notes)
        return Printed(self, done.content, tuple(sorted({note.line for note in done.unplaced})))

    def as_it_is(self) -> "Printed":
        """Return the file without any comment."""
        return Printed(self, self.file.content, tuple(sorted({one.line for one in self._sites})))

    def rewritten(self, content: bytes) -> Rewritten | None:
        """Return what another parser is asked about.

        The one for Go minds the layout too, and nobody keeps a file with these comments.
        """
        if self._language in (None, "go") or content == self.file.content:
            return None
        return Rewritten(self.file.name, self._language, self.file.content, content)


@dataclass(frozen=True)
class Printed:
    """A file as it is printed."""

    file: AnnotatedFile
    content: bytes
    left: tuple[int, ...] = ()
    """Lines about which no comment could be placed. 1-based."""


def printed(files: Sequence[AnnotatedFile], production: Production) -> list[Printed]:
    """Return every file with its comments, in their order.

    One that a parser of this machine took before and does not take with them stays as it is.
    """
    written = [file.printed(production) for file in files]
    asked = [one.file.rewritten(one.content) for one in written]
    verdicts = iter(LocalParsers().verdicts([each for each in asked if each is not None]))
    return [
        one.file.as_it_is() if each is not None and next(verdicts) == "refused it" else one
        for one, each in zip(written, asked, strict=True)
    ]


def _name(site: Site) -> str:
    return site.name if isinstance(site, CallSite) else ""


def _lines(site: Site, production: Production) -> tuple[str, ...]:
    if isinstance(site, DynamicSite):
        return computed_lines(site)
    if site.kind == "flag":
        return flag_lines(production.flags[site.name])
    return event_lines(production.events[site.name])


def _annotation(site: Site, production: Production) -> dict[str, Any]:
    computed = isinstance(site, DynamicSite)
    return {
        "line": site.line,
        "column": site.column,
        "end_line": None if computed else site.end_line,
        "end_column": None if computed else site.end_column,
        "kind": site.kind,
        "name": None if computed else site.name,
        "comment": "\n".join(map(neutral, _lines(site, production))),
        "facts": _facts(site, production),
    }


def _facts(site: Site, production: Production) -> dict[str, Any]:
    if isinstance(site, DynamicSite):
        return {"expression": site.expression, "prefix": site.prefix}
    known = production.flags if site.kind == "flag" else production.events
    return known[site.name].model_dump(mode="json")

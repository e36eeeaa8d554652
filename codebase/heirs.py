"""Which files extend a class of a file that mentions PostHog, found without parsing any."""

import re

from codebase.modules import Project
from codebase.parsing import language_of

_CLASS = re.compile(rb"^[ \t]*class[ \t]+(\w+)[ \t]*(\([^:]*)?", re.M)

_NAME = re.compile(rb"\w+")

_GENERATIONS = 4
"""Heirs of heirs that are looked for."""


def heirs(project: Project) -> list[str]:
    """Return the Python files that extend classes of those that mention PostHog, at any distance.

    Classes go by their names alone: a file too many is only parsed in vain.
    """
    sources = [path for path in project.survey.sources if language_of(path) == "python"]
    fresh = [path for path in project.survey.mentions if language_of(path) == "python"]
    found = list[str]()
    known = set[str]()
    for _ in range(_GENERATIONS):
        names = {name for path in fresh for name, _ in _classes(project, path)} - known
        known |= names
        holders = project.survey.containing(names, sources) if names else {}
        here = set(found) | set(project.survey.mentions)
        fresh = [p for p in holders if p not in here and _extends(project, p, known)]
        found.extend(fresh)
        if not fresh:
            break
    return found


def _classes(project: Project, path: str) -> list[tuple[str, set[str]]]:
    """Return the classes of a file and the names their bases are written with."""
    try:
        source = project.tree.read(path)
    except OSError:
        return []
    return [
        (match[1].decode(), {word.decode() for word in _NAME.findall(match[2] or b"")})
        for match in _CLASS.finditer(source)
    ]


def _extends(project: Project, path: str, names: set[str]) -> bool:
    return any(bases & names for _, bases in _classes(project, path))

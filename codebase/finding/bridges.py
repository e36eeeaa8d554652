"""Other SDKs that ask PostHog: OpenFeature, where its provider is PostHog's."""

import re

from codebase.languages import reader_of
from codebase.languages.reader import LanguageReader
from codebase.modules import Project
from codebase.parsing import language_of

_PROVIDER = re.compile(rb"posthog\w*provider\w*\s*[({.]", re.I)

_MANAGED = b"UseFeatureManagement"
"""What tells .NET's feature management to ask PostHog: an option of `AddPostHog`."""


def bridge_methods(reader: LanguageReader) -> frozenset[str]:
    """Return the methods by which a language asks PostHog through another SDK."""
    surfaces = (reader.surface, *reader.surfaces)
    return frozenset(
        name for surface in surfaces for name, known in surface.methods.items() if known.bridge
    )


def bridged(project: Project) -> frozenset[str]:
    """Return the files that may ask through another SDK, of languages that make the provider."""
    readers = {
        id(reader): reader
        for path in project.survey.mentions
        for reader in [_reader(path)]
        if reader is not None and bridge_methods(reader) and _makes(project, path)
    }
    paths = [path for path in project.survey.sources if id(_reader(path)) in readers]
    words = {name for reader in readers.values() for name in bridge_methods(reader)}
    return frozenset(project.survey.containing(words, paths)) if words else frozenset()


def _reader(path: str) -> LanguageReader | None:
    language = language_of(path)
    return reader_of(language) if language is not None else None


def _makes(project: Project, path: str) -> bool:
    try:
        source = project.tree.read(path)
    except OSError:
        return False
    if _MANAGED in source:
        return True
    return b"openfeature" in source.lower() and _PROVIDER.search(source) is not None

"""Which of several SDKs is meant where a file imports none: the one of its neighbours."""

from collections import Counter

from codebase.languages import family_of
from codebase.languages.reader import LanguageReader
from codebase.meaning.receivers import is_bridge, surface_by
from codebase.modules import Module, Project
from codebase.parsing import language_of
from codebase.surface import Surface


class Dialects:
    """Answers for files of languages with several SDKs, whose methods have keys elsewhere."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._own: dict[str, Surface] = {}
        self._usual: dict[str, Surface] = {}

    def of(self, module: Module) -> Surface:
        """Return the SDK that a file imports, else the one most files of its family do."""
        reader = module.reader
        if all(is_bridge(surface) for surface in reader.surfaces):
            return reader.surface
        if module.path not in self._own:
            here = _imported(reader, module.source)
            self._own[module.path] = here or self._most(module)
        return self._own[module.path]

    def _most(self, module: Module) -> Surface:
        family = family_of(module.language)
        if family not in self._usual:
            found = Counter(self._named(module.reader, family))
            first = module.reader.surface
            most = max(found.values(), default=0)
            usual = [s for s in (first, *module.reader.surfaces) if found[id(s)] == most]
            self._usual[family] = usual[0] if most else first
        return self._usual[family]

    def _named(self, reader: LanguageReader, family: str) -> list[int]:
        found: list[int] = []
        for path in self._project.survey.mentions:
            language = language_of(path)
            if language is None or family_of(language) != family:
                continue
            try:
                surface = _imported(reader, self._project.tree.read(path))
            except OSError:
                continue
            found.extend([id(surface)] if surface is not None else [])
        return found


def _imported(reader: LanguageReader, source: bytes) -> Surface | None:
    named = (surface_by(reader, specifier) for specifier in reader.specifiers(source))
    return next((each for each in named if each is not None and not is_bridge(each)), None)

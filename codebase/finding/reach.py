"""Can a file get hold of what another one defines? Along its imports, as far as they lead."""

from collections.abc import Collection

from codebase.languages import reader_of
from codebase.modules import Project
from codebase.parsing import language_of


class Reach:
    """Answers for files that nobody has parsed: imports are read as text."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self.fresh = set[str]()
        """Roots that were added since somebody emptied this."""
        self._roots = set[str]()
        self._imports: dict[str, tuple[str, ...]] = {}
        self._leading: dict[str, bool] = {}

    def root(self, paths: Collection[str]) -> None:
        """Note files that are worth reaching."""
        fresh = set(paths) - self._roots
        if fresh:
            self._roots |= fresh
            self.fresh |= fresh
            self._leading = {path: True for path, leads in self._leading.items() if leads}

    def leads(self, path: str) -> bool:
        """Say whether a file is worth reaching, or imports one that is, at any distance."""
        before: dict[str, str] = {path: ""}
        queue = [path]
        while queue:
            here = queue.pop()
            if here in self._roots or self._leading.get(here):
                self._note(here, before)
                return True
            for target in self.targets(here):
                if target not in before and self._leading.get(target, True):
                    before[target] = here
                    queue.append(target)
        self._leading.update(dict.fromkeys(before, False))
        return False

    def _note(self, path: str, before: dict[str, str]) -> None:
        while path:
            self._leading[path] = True
            path = before[path]

    def targets(self, path: str) -> tuple[str, ...]:
        """Return the files that one imports."""
        if path not in self._imports:
            self._imports[path] = tuple(self._read(path))
        return self._imports[path]

    def _read(self, path: str) -> list[str]:
        language = language_of(path)
        if language is None or not self._project.has(path):
            return []
        try:
            source = self._project.tree.read(path)
        except OSError:
            return []
        found = dict.fromkeys(reader_of(language).specifiers(source))
        targets = (self._project.resolve(path, language, specifier) for specifier in found)
        return [target for target in targets if target is not None]

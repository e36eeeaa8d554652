"""How JavaScript and TypeScript files find each other."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from codebase.languages.reader import Files

_EXTENSIONS = (
    ".ts",
    ".tsx",
    ".js",
    ".jsx",
    ".mts",
    ".cts",
    ".mjs",
    ".cjs",
    ".json",
    ".vue",
    ".svelte",
)

_WRITTEN_AS = {
    ".js": (".ts", ".tsx"),
    ".jsx": (".tsx",),
    ".mjs": (".mts",),
    ".cjs": (".cts",),
}
"""TypeScript imports name the file that will be compiled, not the one that is written."""

_SPECIFIER = re.compile(
    rb"""(?:\bfrom|\bimport|\brequire\s*\(|\bimport\s*\()\s*(['"])([^'"\n]{1,300})\1"""
)

_USUAL = {
    "$lib": ("src/lib",),
    "@": ("src", "app", "."),
    "~": ("src", "app", "."),
    "@@": (".",),
    "~~": (".",),
}
"""First part of a specifier, and the folders it stands for in one or other framework, in a folder
around the importer. Only a file that is there is found."""

_CONDITIONS = ("import", "source", "default", "node", "browser", "require", "types")


def specifiers(source: bytes) -> Iterator[str]:
    """Yield what a file imports, read without a parser: a superset of the truth."""
    for match in _SPECIFIER.finditer(source):
        yield match[2].decode("utf-8", "replace")


@dataclass(frozen=True)
class _Options:
    """What a compiler configuration says about imports, `extends` included."""

    base_url: str | None = None
    paths: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Patterns and their targets, the most specific pattern first."""
    home: str = ""
    """The folder targets are relative to."""


@dataclass
class Resolver:
    """Finds the file of the tree that a specifier means; configuration is read once."""

    files: Files
    _nearest: dict[tuple[str, str], str | None] = field(
        default_factory=dict[tuple[str, str], str | None]
    )
    _options: dict[str, _Options] = field(default_factory=dict[str, _Options])
    _bare: dict[tuple[str | None, str], str | None] = field(
        default_factory=dict[tuple[str | None, str], str | None]
    )

    def __call__(self, importer: str, specifier: str) -> str | None:
        """Return the file a specifier means, or None if it lies outside the tree."""
        folder = posixpath.dirname(importer)
        if specifier.startswith("."):
            return self._file(posixpath.join(folder, specifier))
        if specifier.startswith("#"):
            found = self._own_imports(folder, specifier)
            if found:
                return found
        config = self._up(folder, "tsconfig.json") or self._up(folder, "jsconfig.json")
        key = (config, specifier)
        if key not in self._bare:
            self._bare[key] = self._configured(config, specifier) or self._workspace(specifier)
        return self._bare[key] or self._usual(folder, specifier)

    def _usual(self, folder: str, specifier: str) -> str | None:
        """Apply the aliases that frameworks have without being told: Nuxt, SvelteKit, Vite."""
        alias, _, rest = specifier.partition("/")
        places = _USUAL.get(alias, ()) if rest else ()
        while places:
            tried = (self._file(posixpath.join(folder, place, rest)) for place in places)
            found = next((path for path in tried if path), None)
            if found or not folder:
                return found
            folder = posixpath.dirname(folder)
        return None

    def _file(self, base: str) -> str | None:
        """Try a path as it is, with each extension, and as a folder."""
        base = posixpath.normpath(base)
        if base.startswith(".."):
            return None
        stem, extension = posixpath.splitext(base)
        if extension in _EXTENSIONS and self.files.has(base):
            return base
        for other in (*(stem + other for other in _WRITTEN_AS.get(extension, ())),):
            if self.files.has(other):
                return other
        for other in _EXTENSIONS:
            if self.files.has(base + other):
                return base + other
        if not self.files.has_folder(base) and base != ".":
            return None
        index = posixpath.normpath(posixpath.join(base, "index"))
        return next((index + e for e in _EXTENSIONS if self.files.has(index + e)), None)

    def _up(self, folder: str, name: str) -> str | None:
        """Return the nearest file of a name, in a folder or around it."""
        key = (folder, name)
        if key not in self._nearest:
            path = f"{folder}/{name}" if folder else name
            if self.files.has(path):
                self._nearest[key] = path
            else:
                outer = posixpath.dirname(folder)
                self._nearest[key] = self._up(outer, name) if folder else None
        return self._nearest[key]

    def _configured(self, config: str | None, specifier: str) -> str | None:
        """Apply `paths` and `baseUrl` of a compiler configuration."""
        if config is None:
            return None
        if config not in self._options:
            self._options[config] = self._read_options(config)
        options = self._options[config]
        for pattern, targets in options.paths:
            rest = _matched(pattern, specifier)
            for target in targets if rest is not None else ():
                path = posixpath.join(options.home, target.replace("*", rest or "", 1))
                found = self._file(path)
                if found:
                    return found
        if options.base_url is None:
            return None
        return self._file(posixpath.join(options.base_url, specifier))

    def _read_options(self, config: str | None) -> _Options:
        """Read a configuration with all it extends, or refers to where it says nothing itself."""
        base_url: str | None = None
        paths: dict[str, Any] = {}
        home = ""
        seen = set[str]()
        queue = [config] if config else []
        while queue:
            config = queue.pop(0)
            if config in seen:
                continue
            seen.add(config)
            folder, data = posixpath.dirname(config), self.files.config(config)
            options = _table(data.get("compilerOptions"))
            own = options.get("baseUrl")
            if base_url is None and isinstance(own, str):
                base_url = posixpath.normpath(posixpath.join(folder, own))
            if not paths and options.get("paths"):
                paths = _table(options["paths"])
                home = posixpath.join(folder, own) if isinstance(own, str) else folder
            queue[:0] = self._extended(folder, data.get("extends"))
            queue.extend(self._referred(folder, data.get("references")))
        return _Options(base_url, _by_length(paths), home or (base_url or ""))

    def _extended(self, folder: str, extends: object) -> list[str]:
        """Return the configurations one is built on, the strongest first: the last one named."""
        listed = cast("list[object]", extends) if isinstance(extends, list) else [extends]
        names = [name for name in reversed(listed) if isinstance(name, str)]
        found = [self._config_file(folder, name) for name in names]
        return [path for path in found if path]

    def _config_file(self, folder: str, name: str) -> str | None:
        base = posixpath.normpath(posixpath.join(folder, name))
        if not name.startswith("."):
            package, inside = _package(name)
            home = self.files.workspaces().get(package)
            if home is None:
                return None
            base = posixpath.normpath(posixpath.join(home, inside or "tsconfig.json"))
        return next((path for path in (base, base + ".json") if self.files.has(path)), None)

    def _referred(self, folder: str, references: object) -> list[str]:
        """Return the configurations that share a project's files between them."""
        listed = cast("list[object]", references) if isinstance(references, list) else []
        paths = [_table(item).get("path") for item in listed]
        bases = [posixpath.normpath(posixpath.join(folder, p)) for p in paths if isinstance(p, str)]
        tried = [path for base in bases for path in (base, f"{base}/tsconfig.json")]
        return [path for path in tried if path.endswith(".json") and self.files.has(path)]

    def _own_imports(self, folder: str, specifier: str) -> str | None:
        config = self._up(folder, "package.json")
        if config is None:
            return None
        table = _table(self.files.config(config).get("imports"))
        return self._mapped(posixpath.dirname(config), table, specifier)

    def _mapped(self, home: str, table: dict[str, Any], specifier: str) -> str | None:
        """Apply one `imports` or `exports` table."""
        for pattern in sorted(table, key=lambda key: -len(key.partition("*")[0])):
            rest = _matched(pattern, specifier)
            for target in _targets(table[pattern]) if rest is not None else ():
                found = self._file(posixpath.join(home, target.replace("*", rest or "")))
                if found:
                    return found
        return None

    def _workspace(self, specifier: str) -> str | None:
        """Resolve a package of the same repository."""
        package, rest = _package(specifier)
        home = self.files.workspaces().get(package)
        if home is None:
            return None
        data = self.files.config(posixpath.join(home, "package.json"))
        exports = data.get("exports")
        table = _table(exports)
        if any(key.startswith(".") for key in table):
            found = self._mapped(home, table, f"./{rest}" if rest else ".")
            if found:
                return found
        if rest:
            inner = (posixpath.join(home, rest), posixpath.join(home, "src", rest))
            return self._file(inner[0]) or self._file(inner[1])
        named = [*_targets(exports), *map(data.get, ("source", "main", "module", "types"))]
        tried = [target for target in named if isinstance(target, str)] + ["src/index", "index"]
        found_files = (self._file(posixpath.join(home, target)) for target in tried)
        return next((path for path in found_files if path), None)


def _package(specifier: str) -> tuple[str, str]:
    """Split a bare specifier into the package's name and what is asked for inside of it."""
    parts = specifier.split("/")
    size = 2 if specifier.startswith("@") else 1
    return "/".join(parts[:size]), "/".join(parts[size:])


def _table(value: object) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _by_length(paths: dict[str, Any]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    listed = [
        (pattern, tuple(str(target) for target in cast("list[object]", targets)))
        for pattern, targets in paths.items()
        if isinstance(targets, list)
    ]
    return tuple(sorted(listed, key=lambda item: -len(item[0].partition("*")[0])))


def _matched(pattern: str, specifier: str) -> str | None:
    """Return what `*` stands for, empty if the pattern has none; None if it does not match."""
    head, star, tail = pattern.partition("*")
    if not star:
        return "" if pattern == specifier else None
    long_enough = len(specifier) >= len(head) + len(tail)
    if not long_enough or not specifier.startswith(head) or not specifier.endswith(tail):
        return None
    return specifier[len(head) : len(specifier) - len(tail)]


def _targets(value: object) -> list[str]:
    """Return the paths of a conditional target, the source first."""
    if isinstance(value, str):
        return [value]
    table = _table(value)
    return [t for name in _CONDITIONS if name in table for t in _targets(table[name])]

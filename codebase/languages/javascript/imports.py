"""How JavaScript and TypeScript files find each other."""

import posixpath
import re
from collections.abc import Iterator
from typing import Any, Protocol, cast

_EXTENSIONS = (".ts", ".tsx", ".js", ".jsx", ".mts", ".cts", ".mjs", ".cjs", ".json")

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

_CONDITIONS = ("import", "source", "default", "node", "browser", "require", "types")


class Files(Protocol):
    """What import resolution asks of a tree."""

    def has(self, path: str) -> bool:
        """Say whether there is such a file."""
        ...

    def config(self, path: str) -> dict[str, Any]:
        """Return a JSON file's object; empty if there is none."""
        ...

    def workspaces(self) -> dict[str, str]:
        """Return the name of every package in the tree and its folder."""
        ...


def specifiers(source: bytes) -> Iterator[str]:
    """Yield what a file imports, read without a parser: a superset of the truth."""
    for match in _SPECIFIER.finditer(source):
        yield match[2].decode("utf-8", "replace")


def resolve(files: Files, importer: str, specifier: str) -> str | None:
    """Return the file of the tree that a specifier means, or None if it lies outside."""
    folder = posixpath.dirname(importer)
    if specifier.startswith("."):
        return _file(files, posixpath.join(folder, specifier))
    if specifier.startswith("#"):
        found = _own_imports(files, folder, specifier)
        if found:
            return found
    return _configured(files, folder, specifier) or _workspace(files, specifier)


def _file(files: Files, base: str) -> str | None:
    """Try a path as it is, with each extension, and as a folder."""
    base = posixpath.normpath(base)
    if base.startswith(".."):
        return None
    stem, extension = posixpath.splitext(base)
    if extension in _EXTENSIONS and files.has(base):
        return base
    swapped = [stem + other for other in _WRITTEN_AS.get(extension, ())]
    added = [base + other for other in _EXTENSIONS]
    indexed = [posixpath.join(base, "index") + other for other in _EXTENSIONS]
    return next((path for path in (*swapped, *added, *indexed) if files.has(path)), None)


def _up(folder: str) -> Iterator[str]:
    """Yield a folder and all around it, innermost first."""
    yield folder
    while folder:
        folder = posixpath.dirname(folder)
        yield folder


def _nearest(files: Files, folder: str, names: tuple[str, ...]) -> str | None:
    paths = (posixpath.join(around, name) for around in _up(folder) for name in names)
    return next((path for path in paths if files.has(path)), None)


def _configured(files: Files, folder: str, specifier: str) -> str | None:
    """Apply `paths` and `baseUrl` of the nearest compiler configuration."""
    config = _nearest(files, folder, ("tsconfig.json", "jsconfig.json"))
    base_url, paths, home = _compiler_options(files, config)
    for pattern, targets in _by_length(paths):
        rest = _matched(pattern, specifier)
        for target in targets if rest is not None else ():
            found = _file(files, posixpath.join(home, str(target).replace("*", rest or "", 1)))
            if found:
                return found
    return _file(files, posixpath.join(base_url, specifier)) if base_url is not None else None


def _compiler_options(
    files: Files, config: str | None
) -> tuple[str | None, dict[str, Any], str]:
    """Return the base folder, the path patterns and the folder those are relative to."""
    base_url: str | None = None
    paths: dict[str, Any] = {}
    home = ""
    seen = set[str]()
    while config and config not in seen:
        seen.add(config)
        folder, data = posixpath.dirname(config), files.config(config)
        options = data.get("compilerOptions")
        options = cast("dict[str, Any]", options) if isinstance(options, dict) else {}
        if base_url is None and isinstance(options.get("baseUrl"), str):
            base_url = posixpath.normpath(posixpath.join(folder, options["baseUrl"]))
        if not paths and isinstance(options.get("paths"), dict):
            paths = options["paths"]
            own = options.get("baseUrl")
            home = posixpath.join(folder, own) if isinstance(own, str) else folder
        config = _extended(files, folder, data.get("extends"))
    return base_url, paths, home or (base_url or "")


def _extended(files: Files, folder: str, extends: object) -> str | None:
    if not isinstance(extends, str) or not extends.startswith("."):
        return None
    base = posixpath.normpath(posixpath.join(folder, extends))
    return next((path for path in (base, base + ".json") if files.has(path)), None)


def _by_length(paths: dict[str, Any]) -> list[tuple[str, list[Any]]]:
    """Return patterns, the most specific first."""
    listed = [(key, targets) for key, targets in paths.items() if isinstance(targets, list)]
    return sorted(listed, key=lambda item: -len(item[0].partition("*")[0]))


def _matched(pattern: str, specifier: str) -> str | None:
    """Return what `*` stands for, empty if the pattern has none; None if it does not match."""
    head, star, tail = pattern.partition("*")
    if not star:
        return "" if pattern == specifier else None
    long_enough = len(specifier) >= len(head) + len(tail)
    if not long_enough or not specifier.startswith(head) or not specifier.endswith(tail):
        return None
    return specifier[len(head) : len(specifier) - len(tail)]


def _own_imports(files: Files, folder: str, specifier: str) -> str | None:
    config = _nearest(files, folder, ("package.json",))
    if config is None:
        return None
    return _mapped(files, posixpath.dirname(config), files.config(config).get("imports"), specifier)


def _mapped(files: Files, home: str, table: object, specifier: str) -> str | None:
    """Apply one `imports` or `exports` table."""
    if not isinstance(table, dict):
        return None
    entries = cast("dict[str, Any]", table)
    for pattern in sorted(entries, key=lambda key: -len(key.partition("*")[0])):
        rest = _matched(pattern, specifier)
        for target in _targets(entries[pattern]) if rest is not None else ():
            found = _file(files, posixpath.join(home, target.replace("*", rest or "")))
            if found:
                return found
    return None


def _targets(value: object) -> list[str]:
    """Return the paths of a conditional target, the source first."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        table = cast("dict[str, object]", value)
        return [t for name in _CONDITIONS if name in table for t in _targets(table[name])]
    return []


def _workspace(files: Files, specifier: str) -> str | None:
    """Resolve a package of the same repository."""
    parts = specifier.split("/")
    size = 2 if specifier.startswith("@") else 1
    name, rest = "/".join(parts[:size]), "/".join(parts[size:])
    home = files.workspaces().get(name)
    if home is None:
        return None
    data = files.config(posixpath.join(home, "package.json"))
    exports = data.get("exports")
    if isinstance(exports, dict) and any(str(key).startswith(".") for key in exports):
        return _mapped(files, home, exports, f"./{rest}" if rest else ".")
    if rest:
        return _file(files, posixpath.join(home, rest)) or _file(
            files, posixpath.join(home, "src", rest)
        )
    named = [*_targets(exports), *(data.get(key) for key in ("source", "main", "module", "types"))]
    tried = [target for target in named if isinstance(target, str)] + ["src/index", "index"]
    found = (_file(files, posixpath.join(home, target)) for target in tried)
    return next((path for path in found if path), None)

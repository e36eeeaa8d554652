"""How Python files find each other."""

import posixpath
import re
from collections.abc import Iterator
from typing import Protocol

_STATEMENT = re.compile(
    rb"^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import[ \t]*(\([^)]*\)|[^\n]*)|import[ \t]+([^\n#]+))",
    re.M,
)

_WORD = re.compile(r"[A-Za-z_]\w*")

_SDK = frozenset({"posthog", "posthoganalytics"})
"""Names that mean the SDK unless the repository's own root has them."""


class Files(Protocol):
    """What import resolution asks of a tree."""

    def has(self, path: str) -> bool:
        """Say whether there is such a file."""
        ...

    def has_folder(self, path: str) -> bool:
        """Say whether there is such a folder."""
        ...


def specifiers(source: bytes) -> Iterator[str]:
    """Yield the modules a file may import, read without a parser: a superset of the truth."""
    for match in _STATEMENT.finditer(source):
        if match[1] is None:
            for item in match[3].decode("utf-8", "replace").split(","):
                yield item.split()[0] if item.split() else ""
            continue
        base = match[1].decode("utf-8", "replace")
        yield base
        joint = "" if base.endswith(".") else "."
        for name in _WORD.findall(match[2].decode("utf-8", "replace")):
            yield f"{base}{joint}{name}"


def resolve(files: Files, importer: str, specifier: str) -> str | None:
    """Return the file or the folder without `__init__` that a module name means."""
    rest = specifier.lstrip(".")
    dots = len(specifier) - len(rest)
    path = rest.replace(".", "/")
    if dots:
        base = posixpath.dirname(importer)
        for _ in range(dots - 1):
            base = posixpath.dirname(base)
        return _module(files, posixpath.join(base, path) if path else base)
    roots = ["", "src"]
    if rest.partition(".")[0] not in _SDK:
        roots.extend(_around(importer))
    found = (_module(files, posixpath.join(root, path)) for root in roots)
    return next((item for item in found if item is not None), None)


def _module(files: Files, base: str) -> str | None:
    for path in (f"{base}.py", posixpath.join(base, "__init__.py")):
        if files.has(path):
            return path
    return base if base and files.has_folder(base) else None


def _around(importer: str) -> Iterator[str]:
    """Yield the folders around a file: each may be what is on the path when it runs."""
    folder = posixpath.dirname(importer)
    while folder:
        yield folder
        yield posixpath.join(folder, "src")
        folder = posixpath.dirname(folder)

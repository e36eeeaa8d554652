"""How Python files find each other."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from codebase.languages.reader import Files

_STATEMENT = re.compile(
    rb"^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import[ \t]*(\([^)]*\)|[^\n]*)|import[ \t]+([^\n#]+))",
    re.M,
)

_WORD = re.compile(r"[A-Za-z_]\w*")

_SDK = frozenset({"posthog", "posthoganalytics"})
"""Names that mean the SDK unless the repository's own root has them."""


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


@dataclass(frozen=True)
class Resolver:
    """Finds the file of the tree that a module name means."""

    files: Files

    def __call__(self, importer: str, specifier: str) -> str | None:
        """Return the file, or the folder without `__init__`; None if it lies outside the tree."""
        rest = specifier.lstrip(".")
        dots = len(specifier) - len(rest)
        path = rest.replace(".", "/")
        last = rest.rpartition(".")[2]
        if last and not self.files.is_name(last):
            # Most imports lead out of the tree, or name a function: nothing is called like that.
            return None
        if dots:
            base = posixpath.dirname(importer)
            for _ in range(dots - 1):
                base = posixpath.dirname(base)
            return self._module(posixpath.join(base, path) if path else base)
        roots = ["", "src"]
        if rest.partition(".")[0] not in _SDK:
            roots.extend(_around(importer))
        found = (self._module(posixpath.join(root, path)) for root in roots)
        return next((item for item in found if item is not None), None)

    def _module(self, base: str) -> str | None:
        for path in (f"{base}.py", posixpath.join(base, "__init__.py")):
            if self.files.has(path):
                return path
        return base if base and self.files.has_folder(base) else None


def _around(importer: str) -> Iterator[str]:
    """Yield the folders around a file: each may be what is on the path when it runs."""
    folder = posixpath.dirname(importer)
    while folder:
        yield folder
        yield posixpath.join(folder, "src")
        folder = posixpath.dirname(folder)

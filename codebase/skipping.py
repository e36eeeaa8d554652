"""What in a tree is no source of its own, and why."""

import posixpath
from collections.abc import Mapping

from pathspec import GitIgnoreSpec

LARGEST = 1024 * 1024
"""Bytes. A larger file was written by a program."""

LONGEST_LINE = 5_000
"""Bytes. A longer line was written by a program."""

FOLDERS = frozenset(
    {
        ".git",
        "node_modules",
        "bower_components",
        "vendor",
        "third_party",
        "dist",
        ".next",
        ".nuxt",
        ".svelte-kit",
        ".venv",
        "venv",
        "site-packages",
        "__pycache__",
        "Pods",
        "Carthage",
        "DerivedData",
    }
)
"""Folders of code that is not the repository's own; exact names."""

_HEAD_LINES = 10

_MARKS = (b"@generated", b"DO NOT EDIT")


def enter(folder: str) -> bool:
    """Say whether a folder holds source of its own."""
    return posixpath.basename(folder) not in FOLDERS


def reason_by_name(path: str, size: int) -> str | None:
    """Return why a file need not even be read, or None."""
    name = posixpath.basename(path)
    if name.endswith(".map"):
        return "source map"
    if ".min." in name:
        return "minified"
    return f"larger than {LARGEST} bytes" if size > LARGEST else None


def reason_by_content(source: bytes) -> str | None:
    """Return why a file's bytes are no source, or None."""
    if b"\0" in source:
        return "binary"
    head = b"\n".join(source[:20_000].split(b"\n", _HEAD_LINES)[:_HEAD_LINES])
    if any(mark in head for mark in _MARKS):
        return "generated"
    if len(source) > LONGEST_LINE and max(map(len, source.split(b"\n"))) > LONGEST_LINE:
        return "minified"
    return None


class Attributes:
    """`linguist-generated` of the `.gitattributes` files of a tree."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        specs = {posixpath.dirname(path): _generated(source) for path, source in files.items()}
        self._specs = {folder: spec for folder, spec in specs.items() if len(spec)}

    def generated(self, path: str) -> bool:
        """Say whether the repository itself declares a file to be generated."""
        for folder, spec in self._specs.items():
            inside = not folder or path.startswith(folder + "/")
            if inside and spec.match_file(path[len(folder) + 1 :] if folder else path):
                return True
        return False


def _generated(source: bytes) -> GitIgnoreSpec:
    patterns: list[str] = []
    for line in source.decode("utf-8", "replace").splitlines():
        words = line.split()
        if len(words) > 1 and not line.startswith("#"):
            marks = {"linguist-generated", "linguist-generated=true"} & set(words[1:])
            patterns.extend(words[:1] if marks else [])
    return GitIgnoreSpec.from_lines(patterns)

"""What in a tree is no source of its own, and why."""

from collections.abc import Collection, Mapping

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

_SETS = frozenset({"linguist-generated", "linguist-generated=true"})

_UNSETS = frozenset({"-linguist-generated", "!linguist-generated", "linguist-generated=false"})

_HEAD_LINES = 10

_HEAD = 20_000
"""Bytes in which the first lines are looked for."""

_MARKS = (b"@generated", b"DO NOT EDIT")


def enter(folder: str) -> bool:
    """Say whether a folder holds source of its own."""
    return folder.rpartition("/")[2] not in FOLDERS


def reason_by_name(path: str, size: int) -> str | None:
    """Return why a file need not even be read, or None."""
    name = path.rpartition("/")[2]
    if name.endswith(".map"):
        return "source map"
    if ".min." in name:
        return "minified"
    return f"larger than {LARGEST} bytes" if size > LARGEST else None


def reason_by_content(source: bytes) -> str | None:
    """Return why a file's bytes are no source, or None."""
    if len(source) > LARGEST:  # it has grown since it was listed
        return f"larger than {LARGEST} bytes"
    if b"\0" in source:
        return "binary"
    head = _head(source)
    if any(mark in head for mark in _MARKS):
        return "generated"
    return "minified" if _has_long_line(source) else None


def _head(source: bytes) -> bytes:
    end = -1
    for _ in range(_HEAD_LINES):
        end = source.find(b"\n", end + 1, _HEAD)
        if end < 0:
            return source[:_HEAD]
    return source[:end]


def _has_long_line(source: bytes) -> bool:
    """Step from line break to line break, each the last one that a permitted line may end at."""
    start, size = 0, len(source)
    while size - start > LONGEST_LINE:
        end = start + LONGEST_LINE + 1
        last = source.rfind(b"\n", start, end)
        if last < 0:
            last = source.rfind(b"\r", start, end)
        if last < 0:
            return True
        start = last + 1
    return False


def is_pattern(text: str) -> bool:
    """Say whether a text is one pattern of a `.gitignore`: no comment, not empty, not broken."""
    try:
        spec = GitIgnoreSpec.from_lines(text.splitlines())
    except ValueError:
        return False
    return [pattern.include is not None for pattern in spec.patterns] == [True]


class Ignored:
    """What the operator does not want to be looked at, in the syntax of `.gitignore`."""

    def __init__(self, patterns: Collection[str]) -> None:
        """Raises `ValueError` if a pattern cannot be read."""
        self._spec = GitIgnoreSpec.from_lines(patterns)

    def __bool__(self) -> bool:
        return len(self._spec) > 0

    def folder(self, path: str) -> bool:
        """Say whether nothing below a folder is to be looked at."""
        return bool(self) and self._spec.match_file(path + "/")

    def file(self, path: str) -> bool:
        """Say whether a file is not to be looked at."""
        return self._spec.match_file(path)


class Attributes:
    """`linguist-generated` of the `.gitattributes` files of a tree."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        specs = {path.rpartition("/")[0]: _generated(files[path]) for path in files}
        nearest = sorted(specs, key=len, reverse=True)
        self._specs = {folder: specs[folder] for folder in nearest if len(specs[folder])}

    def generated(self, path: str) -> bool:
        """Say whether the repository itself declares a file to be generated."""
        for folder, spec in self._specs.items():
            if not folder or path.startswith(folder + "/"):
                declared = spec.check_file(path[len(folder) + 1 :] if folder else path).include
                if declared is not None:
                    return declared
        return False


def _generated(source: bytes) -> GitIgnoreSpec:
    """Return the patterns that set the attribute; negated where they take it back."""
    patterns: list[str] = []
    for line in source.decode("utf-8", "replace").splitlines():
        pattern, *words = line.split() or [""]
        if pattern.startswith(("#", "!", "[attr]")):
            continue
        if not _SETS.isdisjoint(words):
            patterns.append(pattern)
        elif not _UNSETS.isdisjoint(words):
            patterns.append("!" + pattern)
    return GitIgnoreSpec.from_lines(filter(is_pattern, patterns))

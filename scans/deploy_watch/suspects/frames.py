"""From the lines of a stack to the files of a repository.

A frame names its file as the build, the container or the browser saw it. What the repository calls
it is found by the longest common end of both paths: two segments at least, or a base name that is
there only once. A path that fits several files equally well fits none, unless the other frames of
the same stack say which of several packages they run in.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple
from urllib.parse import unquote

from scans.deploy_watch.incident import Frame

MOST_FRAMES = 8
"""In-app frames of a stack that are looked at, the crash first: the reference rule's number."""

_LIBRARY = re.compile(
    r"(?:^|/)node_modules/|(?:^|/)(?:site|dist)-packages/|(?:^|/)gems/|(?:^|/)pkg/mod/"
    r"|(?:^|/)\.pnpm/|(?:^|/)\.yarn/|(?:^|/)go/src/(?:runtime|net|reflect|sync|context|fmt)/"
    r"|(?:^|/)usr/(?:local/)?(?:lib|go)/|(?:^|/)lib/(?:python|ruby)[\d.]*/|(?:^|/)vendor/(?:bundle/"
    r"|[\w.-]+\.[a-z]+/)|(?:^|/)rubies/|^[\w.-]+\.[a-z]+/[^@]+@v\d"
    r"|^(?:node|internal|native|chrome-extension|moz-extension|safari-web-extension):"
    r"|^<|^\[native code\]|^(?:native|anonymous|eval)$|(?:^|/)webpack/(?:bootstrap|runtime)"
)
"""Code of other people, wherever it lies: `in_app` is often wrong about it."""

_JVM_LIBRARY = re.compile(
    r"^(?:java|javax|jdk|sun|com\.sun|kotlin|kotlinx|scala|groovy|android|androidx|dalvik"
    r"|jakarta|org\.(?:springframework|apache|hibernate|junit|eclipse|jetbrains|slf4j)|io\.(?:netty"
    r"|reactivex|micronaut|ktor|grpc|micrometer)|reactor|com\.(?:google|fasterxml|android)"
    r"|okhttp3|retrofit2)\."
)

_SCHEME = re.compile(r"^(?:async )?(?:rsc://\w+/\w+/)?([a-z][a-z0-9+.-]*):(?://)?", re.IGNORECASE)
_DRIVE = re.compile(r"^[A-Za-z]:/")
_GROUP = re.compile(r"(?:^|/)\((?:app-pages-browser|rsc|ssr|action-browser|middleware|api"
                    r"|pages-dir-(?:browser|node)|instrument)\)(?=/)")  # fmt: skip
_TURBOPACK = re.compile(r"\s+\[[\w -]+\]\s*\([\w ,/-]+\)(?:\s*<[\w -]+>)?$|\s*\[[\w-]+\]$")
_HASHED = re.compile(
    r"(?<=\w)[-.](?=[\w-]*\d)(?:[0-9a-f]{8,}|[A-Za-z0-9_-]{8})(?=(?:\.chunk|\.min|\.bundle)?\.[cm]?js$)"
)
_JVM_FILE = re.compile(r"[\w$]+\.(?:java|kt|scala|groovy)")

_NUMBERED = re.compile(r"func\d+|\d+")

_STEM = re.compile(r"\.(?:[cm]?[jt]sx?|vue|svelte|astro)$")
_COMPILED = re.compile(r"\.[cm]?js$")
_BUILT = frozenset({"dist", "build", "out", "output", "lib", ".next", ".output", ".nuxt"})
"""Folders that builds write to, next to what they read."""
_SERVED = frozenset({"_next", "static", "chunks", "assets", "server", "client"})
"""Folders from which bundlers serve."""
_WITH_HOST = frozenset({"http", "https", "webpack", "turbopack"})
"""Schemes behind which a host or the name of a build stands."""
_LONGEST = 1_000
"""Characters of a path."""
_MOST_SCHEMES = 3
"""`rsc://React/Server/webpack-internal:///` is two."""
_LEAST_COMMON = 2
"""Segments of two paths that have to be the same, unless the base name is there only once."""


@dataclass(frozen=True)
class Place:
    """A file of the repository that a frame runs in."""

    path: str
    exact: bool
    """False where the frame is of a compiled file: its line says nothing about the source's."""


@dataclass(frozen=True)
class PlacedFrame:
    """One frame of ours, and where it is in the repository."""

    frame: Frame
    distance: int
    """From the crash, in frames of ours: 0 is where it crashed."""
    place: Place | None
    """None where no file, or more than one, fits."""

    @property
    def weight(self) -> float:
        """How much this frame counts: 1 at the crash, less the further from it."""
        return 1 / (1 + self.distance)


class Spelling(NamedTuple):
    """A path that a frame may mean."""

    path: str
    lines: bool
    """Whether the frame's line is one of this file, not of something made out of it."""


class SourceFiles:
    """The files of a repository, by the ends of their paths."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._by_stem: defaultdict[str, list[str]] = defaultdict(list)
        for path in sorted(set(paths)):
            self._by_stem[_stem(_name(path))].append(path)

    def place(self, frame: Frame, roots: frozenset[str] = frozenset()) -> Place | None:
        """Return the file of a frame; `roots` are folders that its stack is known to run in."""
        for wanted in spellings(frame):
            found = self._fitting(wanted.path)
            if len(found) > 1:
                found = [each for each in found if _root(each, wanted.path) in roots]
            if len(found) == 1:
                same = _name(found[0]) == _name(wanted.path)
                return Place(found[0], exact=same and wanted.lines and frame.resolved)
        return None

    def roots(self, frames: Iterable[Frame]) -> frozenset[str]:
        """Return the folders in front of what frames name, of those that fit one file only."""
        found: set[str] = set()
        for frame in frames:
            fitting = [(self._fitting(wanted.path), wanted.path) for wanted in spellings(frame)]
            sure = next(((only[0], path) for only, path in fitting if len(only) == 1), None)
            if sure is not None:
                found.add(_root(*sure))
        return frozenset(found)

    def _fitting(self, wanted: str) -> list[str]:
        """Return the files whose paths have the longest end in common with this one."""
        name = _name(wanted)
        same = self._by_stem.get(_stem(name), [])
        if not _COMPILED.search(name):
            same = [path for path in same if _name(path) == name]
        if len(same) <= 1:
            return same
        longest = max(_common(path, wanted) for path in same)
        best = [path for path in same if _common(path, wanted) == longest]
        whole = [path for path in best if path.count("/") + 1 == longest]
        if longest < _LEAST_COMMON and not (whole and "/" not in wanted):
            return []
        best = whole or best
        return [path for path in best if _name(path) == name] or best


def is_ours(frame: Frame) -> bool:
    """Whether a frame may be of the repository; other people's code never is."""
    file = frame.file.replace("\\", "/")
    if not file or _LIBRARY.search(file):
        return False
    if _JVM_FILE.fullmatch(file.rpartition("/")[2]):
        return frame.in_app and not _JVM_LIBRARY.match(frame.function)
    return frame.in_app


def placed(frames: Sequence[Frame], files: SourceFiles) -> tuple[PlacedFrame, ...]:
    """Return the frames of ours, the crash first, each with its file where one fits."""
    ours = [frame for frame in frames if is_ours(frame)][:MOST_FRAMES]
    roots = files.roots(ours)
    return tuple(
        PlacedFrame(frame, distance, files.place(frame, roots))
        for distance, frame in enumerate(ours)
    )


def host_of(frame: Frame) -> str:
    """Return the host that a frame's file was loaded from; empty where it names none."""
    found = re.match(r"(?:async )?https?://([^/:?#]+)", frame.file)
    return found[1].lower() if found else ""


def function_name(function: str) -> str:
    """Return the last name of what a runtime calls a function: `pay` of `Cart.pay` or `(*T).pay`.

    Go numbers the functions in a function, Ruby says `block in`, the JVM `lambda$pay$0`.
    """
    text = function.strip().removeprefix("async ").removeprefix("new ")
    text = text.rpartition(" in ")[2].partition(" [as ")[0]
    parts = [part for part in re.split(r"[.#]|::", text) if part]
    while parts and _NUMBERED.fullmatch(parts[-1]):
        parts.pop()
    last = parts[-1] if parts else ""
    if last.startswith("lambda$"):
        return last.split("$")[1]
    return last.strip("'`()<>")


def spellings(frame: Frame) -> tuple[Spelling, ...]:
    """Return the paths that a frame may mean, the likeliest first."""
    path = normalised(frame.file)
    if not path:
        return ()
    if _JVM_FILE.fullmatch(path):
        return (Spelling(_in_package(path, frame.function), lines=True),)
    if not _COMPILED.search(path):
        return (Spelling(path, lines=True),)
    if (bundled := _HASHED.sub("", path)) == path:
        source = "/".join(part for part in path.split("/") if part not in _BUILT)
        return Spelling(path, lines=True), Spelling(source, lines=False)
    # A page's own bundle is called as the page is.
    page = "/".join(part for part in bundled.split("/") if part not in _SERVED | _BUILT)
    return (
        Spelling(page, lines=False),
        Spelling(_COMPILED.sub("/index.js", page), lines=False),
    )


def normalised(file: str) -> str:
    """Return a frame's file as a plain path: without scheme, host, query and `./`.

    Empty for what is longer than any path: it was made to keep us busy.
    """
    if len(file) > _LONGEST:
        return ""
    text = _TURBOPACK.sub("", unquote(file.strip()).replace("\\", "/"))
    for _ in range(_MOST_SCHEMES):
        found = None if _DRIVE.match(text) else _SCHEME.match(text)
        if found is None:
            break
        text = text[found.end() :]
        if found[1].lower() in _WITH_HOST and found[0].endswith("//"):
            text = text.partition("/")[2]
    text = re.sub(r"[?#].*$", "", text)
    text = _GROUP.sub("", "/" + _DRIVE.sub("", text))
    text = text.replace("/@fs/", "/").replace("[project]/", "")
    return "/".join(part for part in text.split("/") if part not in {"", ".", ".."})


def _in_package(name: str, function: str) -> str:
    """Return `com/acme/Shop.java` for `Shop.java` of `com.acme.Shop$Cart.pay`."""
    parts = function.rpartition("/")[2].split(".")
    first_type = next((at for at, part in enumerate(parts) if part[:1].isupper()), 0)
    return "/".join([*parts[:first_type], name])


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _stem(name: str) -> str:
    return _STEM.sub("", name)


def _common(path: str, wanted: str) -> int:
    """Return how many segments two paths have in common at their ends.

    The base names are the same, but for the ending that a compiler gives.
    """
    above = zip(path.split("/")[-2::-1], wanted.split("/")[-2::-1], strict=False)
    return 1 + sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], above))


def _root(path: str, wanted: str) -> str:
    """Return what stands in a repository's path before what a frame has in common with it."""
    return "/".join(path.split("/")[: -_common(path, wanted)])

"""Packages: whose version a change moved, and whose code a stack went through."""

import re
from collections.abc import Iterable, Iterator, Mapping

from scans.deploy_watch.incident import Frame
from scans.deploy_watch.suspects.changes import FilePatch
from scans.deploy_watch.suspects.kinds import is_package_list

_VERSIONED = (
    # "name": "^1.2.3", of package.json and lock files
    re.compile(r"^\s*\"((?:@[\w.-]+/)?[\w.-]+)\":\s*\"[^\"]*\d[^\"]*\""),
    # "node_modules/name": {, '@scope/name@1.2.3':, name@^1.2:, of lock files
    re.compile(r"^\s*\"?(?:[\w./@-]*node_modules/)((?:@[\w.-]+/)?[\w.-]+)\":"),
    re.compile(r"^\s*['\"/]*((?:@[\w.-]+/)?[A-Za-z][\w.-]*)@[\w^~.:-]*\d"),
    # name==1.2, name>=1, "name>=1.2", of Python
    re.compile(r"^\s*[\"']?([A-Za-z][\w.-]*)(?:\[[\w,-]+\])?\s*(?:[=<>~!]=|@)\s*[\w\"']"),
    # name = "^1.2", name = {version = …}, of TOML
    re.compile(r"^\s*([A-Za-z][\w.-]*)\s*=\s*(?:\"[\^~]?\d|\{)"),
    # github.com/owner/name v1.2.3, of go.mod
    re.compile(r"^\s*(?:require\s+)?([\w.-]+\.[a-z]+/[\w./-]+)\s+v\d"),
    # gem "name", name (1.2.3), of Ruby
    re.compile(r"^\s*gem\s+[\"']([\w-]+)[\"']"),
    re.compile(r"^\s+([a-z][\w-]*) \([\d.]+"),
    # group:name:1.2, <artifactId>name</artifactId>, of the JVM
    re.compile(r"[\"']([\w.-]+:[\w.-]+):[\w.$-]+"),
    re.compile(r"<artifactId>([\w.-]+)</artifactId>"),
)

_IN_PATH = (
    re.compile(r"node_modules/(?:\.pnpm/[^/]+/node_modules/)?((?:@[\w.-]+/)?[\w.-]+)/"),
    re.compile(r"(?:site|dist)-packages/([\w.-]+?)(?:\.py$|/)"),
    re.compile(r"/gems/([\w-]+?)-\d[\w.]*/"),
    re.compile(r"pkg/mod/([\w./!-]+?)@v?\d"),
    re.compile(r"(?:^|/)vendor/([\w.-]+\.[a-z]+/[\w.-]+/[\w.-]+)/"),
    re.compile(r"^([\w.-]+\.[a-z]+/[\w./!-]+?)@v?\d"),
)


def changed(patches: Iterable[FilePatch]) -> frozenset[str]:
    """Return the packages that a change names in its lists of packages, as `plain` spells them."""
    found: set[str] = set()
    for patch in patches:
        if is_package_list(patch.path):
            for line in (*patch.added, *patch.removed):
                found.update(match[1] for rule in _VERSIONED if (match := rule.search(line)))
    return frozenset(map(plain, found))


def in_stack(frames: Iterable[Frame]) -> dict[str, int]:
    """Return the packages whose code a stack goes through, as `plain` spells them.

    With the distance of each from the crash: 0 for the one that it crashes in. A framework is in
    every stack, far from most crashes.
    """
    found: dict[str, int] = {}
    for distance, frame in enumerate(frames):
        for name in _named(frame):
            found.setdefault(plain(name), distance)
    return found


def _named(frame: Frame) -> Iterator[str]:
    file = frame.file.replace("\\", "/")
    yield from (match[1] for rule in _IN_PATH if (match := rule.search(file)))
    if re.fullmatch(r"[\w$]+\.(?:java|kt)", file) and frame.function.count(".") >= 2:
        # The JVM names no archive: the group of an artefact begins most of its packages.
        yield ".".join(frame.function.split(".")[:3])


def shared(changed_ones: frozenset[str], stacked: Mapping[str, int]) -> tuple[str, int] | None:
    """Return the package in both that is nearest to the crash, and its distance."""
    both = [
        (distance, name)
        for name in changed_ones
        for stack, distance in stacked.items()
        if stack == name or _leads(name.partition(":"), stack)
    ]
    distance, name = min(both, default=(0, ""))
    return (name, distance) if name else None


def _leads(artefact: tuple[str, str, str], stacked: str) -> bool:
    group, colon, _ = artefact
    return bool(colon) and f"{stacked}.".startswith(f"{group}.")


def plain(name: str) -> str:
    """Return a package's name as its import and its list entry both could spell it."""
    return name.lower().replace("_", "-")

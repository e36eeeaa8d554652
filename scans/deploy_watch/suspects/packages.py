"""Packages: whose version a change moved, and whose code a stack went through."""

import re
from collections.abc import Iterable

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


def in_stack(frames: Iterable[Frame]) -> frozenset[str]:
    """Return the packages whose code a stack goes through, as `plain` spells them."""
    found: set[str] = set()
    for frame in frames:
        file = frame.file.replace("\\", "/")
        found.update(match[1] for rule in _IN_PATH if (match := rule.search(file)))
        if re.fullmatch(r"[\w$]+\.(?:java|kt)", file) and frame.function.count(".") >= 2:
            # The JVM names no archive: the group of an artefact begins most of its packages.
            found.add(".".join(frame.function.split(".")[:3]))
    return frozenset(map(plain, found))


def shared(changed_ones: frozenset[str], stacked: frozenset[str]) -> str:
    """Return the first package, by name, that is in both; empty if none is."""
    groups = {name.partition(":")[0]: name for name in changed_ones if ":" in name}
    both = sorted(changed_ones & stacked)
    both += [name for group, name in sorted(groups.items()) if _leads(group, stacked)]
    return both[0] if both else ""


def _leads(group: str, stacked: frozenset[str]) -> bool:
    return any(name == group or name.startswith(f"{group}.") for name in stacked)


def plain(name: str) -> str:
    """Return a package's name as its import and its list entry both could spell it."""
    return name.lower().replace("_", "-")

"""Real repositories, asked by plain git and text search: nothing here knows how suspects are found.

What an incident needs of a repository: windows of merges, lines that one of them added and that are
still there, functions that a line calls and that call a function.
"""

import random
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

MERGED = re.compile(r"\(#(\d+)\)\s*$|^Merge pull request #(\d+) ")

ENDINGS = {
    ".ts": "JavaScript", ".tsx": "JavaScript", ".js": "JavaScript", ".jsx": "JavaScript",
    ".py": "Python", ".go": "Go", ".rb": "Ruby", ".java": "Java", ".kt": "Kotlin",
}  # fmt: skip

ELSEWHERE = re.compile(
    r"(?:^|/)(?:tests?|__tests__|spec|e2e|docs?|examples?|vendor|node_modules|migrations?|db"
    r"|generated|gen|testdata|testing|stories|fixtures|scripts?|\.github|androidTest|mocks?)/|_test\.|\.test\.|\.spec\."
    r"|test_|_spec\.|\.stories\.|\.d\.ts$|\.pb\.|\.gen\.|_pb2|\.min\.js$|config\.[jt]s$|Test\.(?:java|kt)$",
    re.IGNORECASE,
)
"""Files whose code does not run where people are, or that no person wrote."""

_DEFINED = {
    "JavaScript": r"^\s*(export\s+)?(default\s+)?(async\s+)?function\s+{0}\b"
    r"|^\s*(export\s+)?const\s+{0}\s*=\s*(async\s*)?\("
    r"|^\s+(public |private |async |static )*{0}\([^)]*\)[^;]*\{{\s*$",
    "Python": r"^\s*(async\s+)?def\s+{0}\b",
    "Go": r"^func\s+(\([^)]*\)\s*)?{0}\(",
    "Ruby": r"^\s*def\s+(self\.)?{0}\b",
    "Java": r"^\s+(public|private|protected)[^=;(]*\s{0}\(",
    "Kotlin": r"^\s*([a-z]+\s+)*fun\s+([\w<>.]+\.)?{0}\(",
}
_CALLED = re.compile(r"(?<![\w.])(?:[\w.]*\.)?([A-Za-z_]\w{3,})\(")
_RUBY_CALLED = re.compile(r"(?:\.|\b)([a-z_]\w{4,})\b")
_NOTHING = re.compile(
    r"^\s*(?://|#|\*|/\*|import\b|from\b|package\b|require\b|export \*|@|\}|\)|\]|end\b|else|<"
    r"|\"|'|`)"
)
_STATEMENT = re.compile(r"[\w)\]]\s*(?:\(|=(?!=)|\.\w)")
_WORDS = frozenset(
    {
        "if",
        "for",
        "while",
        "switch",
        "return",
        "function",
        "catch",
        "super",
        "print",
        "range",
        "append",
        "make",
        "String",
        "require",
        "Error",
        "panic",
        "string",
        "len",
    }
)


@dataclass(frozen=True)
class Merge:
    """One commit of the main branch."""

    sha: str
    number: int | None
    subject: str


class Change(NamedTuple):
    """One changed place of one file."""

    path: str
    first: int
    """New line; of a removal, the one before it."""
    lines: int
    """How many new ones."""
    removed: list[str]
    added: list[str]


@dataclass(frozen=True)
class Spot:
    """One line of one file of the deployed commit."""

    path: str
    line: int
    text: str
    function: str = ""

    @property
    def language(self) -> str:
        """As the incident is counted under."""
        return language(self.path)


@dataclass
class Repository:
    """One repository on this machine, without a checkout."""

    folder: Path
    _files: dict[tuple[str, str], list[str]] = field(default_factory=dict[Any, Any])
    _patches: dict[str, list[Change]] = field(default_factory=dict[Any, Any])

    @property
    def name(self) -> str:
        """As it is printed."""
        return self.folder.parent.name if self.folder.name in {"repo", ".git"} else self.folder.name

    def git(self, *arguments: str) -> str:
        """Return what git says; nothing where it refuses, or takes too long."""
        try:
            done = subprocess.run(
                ["git", "-C", str(self.folder), "-c", "core.quotePath=false", *arguments],
                capture_output=True, check=False, timeout=60,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return ""
        return done.stdout.decode(errors="replace")

    @cached_property
    def chain(self) -> list[Merge]:
        """The main branch, newest first."""
        said = self.git("log", "--first-parent", "--format=%H %s", "-n", "1200", "HEAD")
        return [_merge(*line.split(" ", 1)) for line in said.splitlines() if " " in line]

    def windows(self, chance: random.Random) -> Iterator[list[Merge]]:
        """Yield deploys of 3 to 25 merges, newest first, nearly all of them pull requests."""
        while True:
            size = chance.randint(3, 25)
            start = chance.randrange(max(1, len(self.chain) - size - 1))
            found = self.chain[start : start + size]
            if len(found) == size and sum(each.number is None for each in found) <= size // 5:
                yield found

    def before(self, merge: Merge) -> str:
        """Return the commit that was there before a merge."""
        return self.git("rev-parse", f"{merge.sha}^1").strip()

    def lines(self, sha: str, path: str) -> list[str]:
        """Return a file's lines at a commit."""
        if (sha, path) not in self._files:
            self._files[sha, path] = self.git("show", f"{sha}:{path}").split("\n")
        return self._files[sha, path]

    def patch(self, merge: Merge) -> Sequence[Change]:
        """Return what a merge changed."""
        if merge.sha not in self._patches:
            self._patches[merge.sha] = list(self._patch(merge))
        return self._patches[merge.sha]

    def _patch(self, merge: Merge) -> Iterator[Change]:
        said = self.git("diff", "--unified=0", "--no-renames", f"{merge.sha}^1", merge.sha)
        path = ""
        for part in re.split(r"^(?=diff --git |@@ )", said, flags=re.MULTILINE):
            if part.startswith("diff --git "):
                named = re.search(r"^\+\+\+ b/(.*?)\t?$", part, re.MULTILINE)
                path = named[1] if named else ""
            elif path and (found := re.match(r"@@ \S+ \+(\d+)(?:,(\d+))? @@", part)):
                rows = part.split("\n")[1:]
                removed = [row[1:] for row in rows if row.startswith("-")]
                added = [row[1:] for row in rows if row.startswith("+")]
                yield Change(path, int(found[1]), int(found[2] or 1), removed, added)

    def definition(self, sha: str, name: str, kind: str) -> Spot | None:
        """Return where a function of this name is defined, if one place is the only one."""
        found = list(self._grep(sha, _DEFINED[kind].format(re.escape(name)), kind))
        return found[0] if len(found) == 1 else None

    def callers(self, sha: str, name: str, kind: str) -> list[Spot]:
        """Return lines that call a function of this name."""
        ending = r"\b" if kind == "Ruby" else r"\("
        found = self._grep(sha, rf"\b{re.escape(name)}{ending}", kind)
        return [
            each
            for each in found
            if not re.search(_DEFINED[kind].format(name), each.text) and is_statement(each.text)
        ]

    def _grep(self, sha: str, pattern: str, kind: str) -> Iterator[Spot]:
        endings = [f"*{ending}" for ending, named in ENDINGS.items() if named == kind]
        said = self.git("grep", "-nP", "-e", pattern, sha, "--", *endings)
        for row in said.splitlines()[:200]:
            parts = row.removeprefix(f"{sha}:").split(":", 2)
            if len(parts) == 3 and parts[1].isdigit() and runs(parts[0]):
                yield Spot(parts[0], int(parts[1]), parts[2])

    def sources(self, sha: str) -> list[str]:
        """Return the files whose code runs where people are."""
        listed = self.git("ls-tree", "-r", "--name-only", sha).splitlines()
        return [path for path in listed if runs(path)]


def _merge(sha: str, subject: str) -> Merge:
    found = MERGED.search(subject)
    return Merge(sha, int(found[1] or found[2]) if found else None, subject)


def language(path: str) -> str:
    """Return what a file's incidents are counted under; empty for a file that is not code."""
    return ENDINGS.get(path[path.rfind(".") :], "")


def runs(path: str) -> bool:
    """Whether a file is code that runs where people are."""
    return bool(language(path)) and not ELSEWHERE.search(path)


def is_statement(text: str) -> bool:
    """Whether a line is one that can throw."""
    return bool(_STATEMENT.search(text)) and not _NOTHING.match(text) and len(text.strip()) > 9


def called_by(text: str, kind: str) -> Sequence[str]:
    """Return the functions that a line seems to call."""
    pattern = _RUBY_CALLED if kind == "Ruby" else _CALLED
    return [name for name in pattern.findall(text) if name not in _WORDS]

"""Makes a real git repository of the shop: the same commits, and so the same SHAs, every time."""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

FILES = Path(__file__).with_name("repository")
"""The files of the newest commit."""

DEFAULT_BRANCH = "main"


@dataclass(frozen=True)
class _Step:
    """One commit of the story. `paths` are prefixes; a file belongs to the first step it fits."""

    author: str
    email: str
    when: datetime
    subject: str
    paths: tuple[str, ...]


# In UTC throughout: the emulated API reads a commit's time back in UTC, and an offset would give
# another SHA there.
_STORY = (
    _Step(
        "Robin Hazel",
        "robin@hazelnut.example",
        datetime(2025, 3, 3, 9, 0, tzinfo=UTC),
        "Open the shop",
        ("README.md", ".git", "web/package.json", "web/tsconfig.json", "web/vite.config.ts"),
    ),
    _Step(
        "Robin Hazel",
        "robin@hazelnut.example",
        datetime(2025, 3, 4, 15, 30, tzinfo=UTC),
        "Show products, a cart and a checkout",
        ("web/",),
    ),
    _Step(
        "Sam Walnut",
        "sam@hazelnut.example",
        datetime(2025, 3, 6, 10, 45, tzinfo=UTC),
        "Take orders and write invoices",
        ("api/",),
    ),
)


def create_repository(target: Path, *, bare: bool) -> str:
    """Writes the repository to `target` and returns the SHA of its default branch.

    `target` is created; with `bare` it is the git directory itself, otherwise a work tree with
    everything checked out. Raises `subprocess.CalledProcessError` when git refuses.
    """
    target.mkdir(parents=True, exist_ok=True)
    shape = ["--bare"] if bare else []
    _git(target, "init", "--quiet", "--initial-branch", DEFAULT_BRANCH, *shape)
    _git(target, "fast-import", "--quiet", stdin=b"".join(_stream()))
    if not bare:
        _git(target, "reset", "--quiet", "--hard", DEFAULT_BRANCH)
    return _git(target, "rev-parse", DEFAULT_BRANCH).decode().strip()


def _stream() -> Iterator[bytes]:
    """The history in the language of `git fast-import`."""
    waiting = sorted(_source_files())
    for step in _STORY:
        taken = [path for path in waiting if path.startswith(step.paths)]
        waiting = [path for path in waiting if path not in taken]
        yield _commit_header(step)
        for path in taken:
            content = (FILES / path).read_bytes()
            yield f"M 100644 inline {path}\n".encode() + _data(content)
    if waiting:
        raise ValueError(f"no commit of the story takes {', '.join(waiting)}: add a prefix")


def _source_files() -> Iterator[str]:
    for path in FILES.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(FILES).as_posix()


def _commit_header(step: _Step) -> bytes:
    person = f"{step.author} <{step.email}> {int(step.when.timestamp())} +0000"
    message = _data(f"{step.subject}\n".encode())
    head = f"commit refs/heads/{DEFAULT_BRANCH}\nauthor {person}\ncommitter {person}\n"
    return head.encode() + message


def _data(content: bytes) -> bytes:
    return b"data %d\n" % len(content) + content + b"\n"


def _git(cwd: Path, *arguments: str, stdin: bytes | None = None) -> bytes:
    """Runs git without anybody's configuration, so that no setting can change a SHA."""
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith("GIT_")
    } | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(
        ["git", *arguments],
        cwd=cwd,
        env=environment,
        input=stdin,
        stdout=subprocess.PIPE,
        check=True,
    )
    return done.stdout

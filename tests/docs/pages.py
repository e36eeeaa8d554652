"""What the documents name, taken out of their Markdown."""

import re
import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]

_FENCE = re.compile(r"^(?:> ?)?```(\w*)\n(.*?)^(?:> ?)?```", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
_NAMED = re.compile(r"(?://|#) (\S+/\S+\.\w+)\n")
_ENDS_COMMAND = re.compile(r"\s(?:#|\||>|&&|;)(?:\s|$).*")
_PROGRAM = re.compile(r"(?:^|[\s/])(groundskeeper)(?=\s)")


@dataclass(frozen=True)
class Page:
    """One document; `path` is relative to the repository."""

    path: str
    text: str

    @property
    def blocks(self) -> list[tuple[str, str]]:
        """Return every fenced block with the name of its language."""
        return [(found[1], found[2]) for found in _FENCE.finditer(self.text)]

    @property
    def files(self) -> dict[str, str]:
        """Return the blocks that are whole files: their first line is a comment with a path."""
        texts = [text for _, text in self.blocks]
        return {found[1]: text for text in texts if (found := _NAMED.match(text))}

    @property
    def spans(self) -> list[str]:
        """Return every piece of inline code."""
        return _SPAN.findall(_FENCE.sub("", self.text))

    @property
    def links(self) -> list[str]:
        """Return the target of every link."""
        return _LINK.findall(_FENCE.sub("", self.text))

    @property
    def commands(self) -> Iterator[str]:
        """Yield every line of a shell block, continued lines joined."""
        for language, block in self.blocks:
            if language in {"sh", "shell", "bash", "console", ""}:
                lines = block.replace("\\\n", " ").splitlines()
                yield from (line.strip().removeprefix("$ ") for line in lines)


def pages() -> list[Page]:
    """Return every document that speaks about commands, settings and files."""
    found = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]
    found += sorted((ROOT / "docs").rglob("*.md"))
    return [Page(path.relative_to(ROOT).as_posix(), path.read_text("utf-8")) for path in found]


def page_at(path: str) -> Page:
    """Return the document of this path."""
    return Page(path, (ROOT / path).read_text("utf-8"))


def program_calls(lines: Iterable[str]) -> Iterator[list[str]]:
    """Yield the words behind `groundskeeper` wherever a command line calls it."""
    for line in lines:
        call = _ENDS_COMMAND.sub("", line)
        if found := _PROGRAM.search(call):
            yield shlex.split(call[found.end(1) :])


def compose_calls(lines: Iterable[str]) -> Iterator[list[str]]:
    """Yield the words that `docker compose run` hands to our entry point."""
    for line in lines:
        words = shlex.split(_ENDS_COMMAND.sub("", line), comments=True)
        if words[:3] == ["docker", "compose", "run"]:
            # The first word that is no option names the service.
            rest = [word for word in words[3:] if not word.startswith("--") or word == "--role"]
            yield rest[1:]

"""The proof: it refuses whatever is more than a comment."""

import pytest

from codebase.annotating.page import Page
from codebase.annotating.proof import holds
from codebase.parsing import Language


def proved(language: Language, before: str, at: int, line: str) -> bool:
    """Ask about a file that gets one more line in front of the line `at`, which counts from 0."""
    lines = before.splitlines(keepends=True)
    start = len("".join(lines[:at]).encode())
    after = "".join((*lines[:at], line, *lines[at:]))
    added = [(start, start + len(line.encode()))]
    return holds(Page(before.encode(), language), Page(after.encode(), language), added)


JSX = "const a = <p>\n  some text\n  more {b} text\n</p>\n"


@pytest.mark.parametrize(
    ("language", "before", "at", "line"),
    [
        ("typescript", "f(1)\ng(2)\n", 1, "// c\n"),
        ("tsx", JSX, 1, "{/* c */}\n"),
        ("tsx", "const a = <B\n  c={d}\n/>\n", 1, "/* c */\n"),
        ("python", "if a:\n    b()\nelse:\n    c()\n", 2, "# c\n"),
        ("php", "<p>\n<?= $a ?>\n", 1, "<?php /* c */ ?>\n"),
        ("vue", "<template>\n</template>\n<script>f(1)</script>\n", 2, "<!-- c -->\n"),
    ],
)
def test_a_comment_is_proved(language: Language, before: str, at: int, line: str) -> None:
    """Each where its language takes one."""
    assert proved(language, before, at, line)


@pytest.mark.parametrize(
    ("language", "before", "at", "line"),
    [
        ("typescript", "f(1)\ng(2)\n", 1, "h(3)\n"),
        ("typescript", "f(1)\ng(2)\n", 1, "\n"),
        ("typescript", "const a = `b\nc`\n", 1, "// c\n"),
        ("typescript", "/*\n*/ f(1)\n", 1, "// c\n"),
        ("typescript", "f(1)\ng(2)\n", 1, "/* c\n"),
        ("typescript", "f(1)\ng(2)\n", 1, "/* c */ ;\n"),
        ("tsx", JSX, 1, "// c\n"),
        ("tsx", JSX, 2, "{/* c */}\n"),
        ("tsx", "const a = <B\n  c={d}\n/>\n", 1, "{/* c */}\n"),
        ("python", "a = b \\\n    + c\n", 1, "# c\n"),
        ("python", "a = '''\nb'''\n", 1, "# c\n"),
        ("ruby", "a = <<~B\n  c\nB\n", 1, "# c\n"),
        ("ruby", "a = %w[\n  c\n]\n", 1, "# c\n"),
        ("elixir", 'a = """\nb\n"""\n', 1, "# c\n"),
        ("php", "<?php\nf(1);\n", 1, "// c ?>\n"),
        ("php", "<p>\n<?= $a ?>\n", 1, "// c\n"),
        ("vue", "<template>\n</template>\n<script>f(1)</script>\n", 2, "<script>f(2)</script>\n"),
    ],
)
def test_anything_else_is_refused(language: Language, before: str, at: int, line: str) -> None:
    """Code, text, a comment that takes code along, and a space that JSX would lose."""
    assert not proved(language, before, at, line)


def test_a_range_that_was_not_added_is_refused() -> None:
    """The rest has to be the file of before, byte by byte."""
    before, after = Page(b"f(1)\n", "go"), Page(b"// c\nf(2)\n", "go")
    assert not holds(before, after, [(0, 5)])

"""Single-file components are read as the scripts in them, at the positions of the whole file."""

from collections.abc import Callable
from typing import Any

import pytest

from codebase.index import find_usages
from codebase.scripts import scripts

Trees = Callable[[dict[str, "str | bytes"]], Any]


def _kept(source: str) -> list[str]:
    masked, _ = scripts(source.encode())
    return masked.decode().split()


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("<script>a</script>", ["a;"]),
        ("<script>a</script>\n<script setup lang='ts'>b</script>", ["a;", "b;"]),
        ("<!-- <script>a</script> --><script>b</script>", ["b;"]),
        ("<template><script>a</script></template><script>b</script>", ["b;"]),
        ("<style>a > b { content: '<script>' }</style><script>b</script>", ["b;"]),
        ("<script type='application/ld+json'>a</script>", []),
        ("<script lang='coffee'>a</script>", []),
        ("<script type='text/typescript'>a</script>", ["a;"]),
        ("<script src='./a.js' />\n<script>b</script>", ["b;"]),
        ("<br><input value={x > '<script>'}><script>b</script>", ["b;"]),
        ("<Row on:click={() => x > 3} /><script>b</script><Row>c</Row>", ["b;"]),
        ("<script-loader>a</script-loader>", []),
        ("<SCRIPT>a</SCRIPT>", ["a;"]),
        ("<script>a", ["a"]),
        ("no markup", []),
    ],
)
def test_only_a_components_own_scripts_are_left(source: str, left: list[str]) -> None:
    """Markup, styles, comments, data blocks and scripts inside of elements become blank."""
    assert _kept(source) == left


@pytest.mark.parametrize(
    ("attributes", "tags"),
    [("", True), ("lang='ts'", False), ("lang='tsx'", True), ("lang='jsx'", True)],
)
def test_the_language_decides_whether_tags_are_read(attributes: str, tags: bool) -> None:
    """TypeScript has type assertions where everything else has tags."""
    assert scripts(f"<script {attributes}>a</script>".encode())[1] is tags


def test_length_and_line_ends_stay() -> None:
    """Positions in what is left are positions in the file, whatever its line ends."""
    source = "<template>\r\n  é\n</template>\r\n<script>\r\nx\r\n</script>\n".encode()
    masked, _ = scripts(source)
    assert len(masked) == len(source)
    assert [at for at, byte in enumerate(masked) if byte in b"\r\n"] == [
        at for at, byte in enumerate(source) if byte in b"\r\n"
    ]
    assert masked.index(b"x") == source.index(b"x")


def test_a_component_is_a_language_of_its_own(tree_of: Trees) -> None:
    """Usages name `vue` or `svelte`, and the line and column of the whole file."""
    script = "<p>é</p>\n<script>\n  window.posthog.capture('seen')\n</script>\n"
    usages = find_usages(
        tree_of({"a.vue": script, "b.svelte": script, "c.jsx": "window.posthog.capture('seen')"})
    )
    assert [(site.language, site.line, site.column) for site in usages.usages] == [
        ("vue", 3, 2),
        ("svelte", 3, 2),
        ("javascript", 1, 0),
    ]


@pytest.mark.parametrize(
    ("call", "confidence"),
    [
        ("useFeatureFlagEnabled('x')", "possible"),
        ("usePostHog().capture('x')", "possible"),
        ("useNuxtApp().$posthog().capture('x')", "likely"),
        ("const useFeatureFlagEnabled = (key) => key\nuseFeatureFlagEnabled('x')", ""),
        ("import { usePostHog } from './mine'\nusePostHog().capture('x')", ""),
    ],
)
def test_what_a_framework_imports_by_itself_is_possible(
    tree_of: Trees, call: str, confidence: str
) -> None:
    """A bare composable counts where nothing in scope has its name."""
    files: dict[str, str | bytes] = {
        "a.vue": f"<script setup>\n{call}\n</script>\n",
        "mine.js": "export const usePostHog = () => ({ capture() {} })\n",
    }
    found = find_usages(tree_of(files)).usages
    assert [site.confidence for site in found] == ([confidence] if confidence else [])


def test_many_unclosed_tags_cost_no_time_worth_mentioning() -> None:
    """Broken markup is read once, however much of it there is."""
    masked, _ = scripts(b"<a {" * 100_000 + b"<!-- " * 100_000)
    assert not masked.strip()

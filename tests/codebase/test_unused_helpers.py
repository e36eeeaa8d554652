"""Which functions capture an event and are never called, and when nobody can say so."""

from collections.abc import Callable, Mapping

import pytest

from codebase.index import find_usages
from scans.model import SourceTree, Surrounding

Trees = Callable[[Mapping[str, str]], SourceTree]

HELPER = """import posthog from 'posthog-js'
export function trackOpened() {
  posthog.capture('opened')
}
"""


def _unused(tree: SourceTree) -> list[str]:
    return [helper.name for helper in find_usages(tree).unused]


def test_a_helper_whose_name_is_written_once_is_unused(tree_of: Trees) -> None:
    """It captures, it stands at the top of a file, and nothing anywhere names it."""
    (helper,) = find_usages(tree_of({"src/a.ts": HELPER})).unused
    place = (helper.file, helper.line, helper.end_line, helper.name, helper.exported)
    assert place == ("src/a.ts", 2, 4, "trackOpened", True)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("src/b.ts", "import { trackOpened } from './a'\ntrackOpened()\n"),
        ("src/b.ts", "// see trackOpened\n"),
        ("src/b.ts", "const names = ['trackOpened']\n"),
        ("templates/page.html", "<button onclick='trackOpened()'>open</button>\n"),
        ("app.yml", "hook: trackOpened\n"),
    ],
)
def test_a_name_that_is_written_anywhere_else_proves_nothing(
    tree_of: Trees, path: str, text: str
) -> None:
    """A call, a comment, a text, a template: somebody may call it by that name."""
    assert _unused(tree_of({"src/a.ts": HELPER, path: text})) == []


def test_another_word_with_the_name_in_it_is_no_mention(tree_of: Trees) -> None:
    """`trackOpenedLater` is not `trackOpened`."""
    assert _unused(tree_of({"src/a.ts": HELPER, "b.ts": "trackOpenedLater()\n"})) == ["trackOpened"]


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("src/a.test.ts", HELPER),
        ("src/a.ts", HELPER.replace("export function", "export default function")),
        ("src/a.ts", HELPER.replace("trackOpened", "loader")),
        (
            "src/a.ts",
            "import posthog from 'posthog-js'\nclass A { m() { posthog.capture('m') } }\n",
        ),
        ("src/a.ts", "import posthog from 'posthog-js'\nposthog.capture('top')\n"),
        ("a.py", "import posthog\n\n@task\ndef send():\n    posthog.capture('u', 'sent')\n"),
        (
            "a.py",
            "import posthog\n\ndef test_it(tree_of: Trees):\n    posthog.capture('u', 'sent')\n",
        ),
    ],
)
def test_what_a_framework_may_call_is_left_alone(tree_of: Trees, path: str, source: str) -> None:
    """Tests, default exports, names of frameworks, methods, decorated functions."""
    assert _unused(tree_of({path: source})) == []


def test_a_call_site_says_which_function_it_stands_in(tree_of: Trees) -> None:
    """The outermost one, with its lines; none at the top of a file."""
    source = HELPER + "posthog.capture('top')\n"
    opened, top = find_usages(tree_of({"a.ts": source})).usages
    assert opened.function == Surrounding(name="trackOpened", line=2, end_line=4)
    assert top.function is None

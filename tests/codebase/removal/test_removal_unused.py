"""Variables that only what is gone has used: they stay, and are named."""

import pytest

from codebase.parsing import Language
from codebase.removal.unused import unused_names


@pytest.mark.parametrize(
    ("language", "before", "after", "expected"),
    [
        pytest.param(
            "tsx",
            "function A() {\n  const late = useLate()\n  if (on) return late\n  return 1\n}\n",
            "function A() {\n  const late = useLate()\n  return 1\n}\n",
            [("late", 2)],
            id="what a hook gave",
        ),
        pytest.param(
            "tsx",
            "function A() {\n  const { id } = useParams()\n  if (on) return id\n  return 1\n}\n",
            "function A() {\n  const { id } = useParams()\n  return 1\n}\n",
            [("id", 2)],
            id="what was taken out of an object",
        ),
        pytest.param(
            "tsx",
            "function A() {\n  const [seen, see] = useSeen()\n  if (on) f(seen)\n  see(2)\n}\n",
            "function A() {\n  const [seen, see] = useSeen()\n  see(2)\n}\n",
            [("seen", 2)],
            id="one of a pair",
        ),
        pytest.param(
            "python",
            "def f(u):\n    a, b = load(u)\n    if on:\n        return a\n    return b\n",
            "def f(u):\n    a, b = load(u)\n    return b\n",
            [("a", 2)],
            id="one of several",
        ),
        pytest.param(
            "python",
            "def f(u):\n    late = load(u)\n    if on:\n        return late\n    return 1\n",
            "def f(u):\n    late = load(u)\n    return 1\n",
            [("late", 2)],
            id="a variable of a function",
        ),
        pytest.param(
            "ruby",
            "def f(u)\n  late = load(u)\n  return late if on\n  1\nend\n",
            "def f(u)\n  late = load(u)\n  1\nend\n",
            [("late", 2)],
            id="a variable of a method",
        ),
        pytest.param(
            "typescript",
            "function f(a, { b }) {\n  if (on) return a + b\n  return 1\n}\n",
            "function f(a, { b }) {\n  return 1\n}\n",
            [],
            id="parameters are somebody else's",
        ),
        pytest.param(
            "typescript",
            "export const late = load()\nif (on) show(late)\n",
            "export const late = load()\n",
            [],
            id="what other files can see",
        ),
        pytest.param(
            "typescript",
            "export const { late } = load()\nif (on) show(late)\n",
            "export const { late } = load()\n",
            [],
            id="what other files can see of several",
        ),
        pytest.param(
            "typescript",
            "function f() {\n  const a = g()\n  h()\n  return a\n}\nh()\n",
            "function f() {\n  const a = g()\n  return a\n}\nh()\n",
            [],
            id="a name that is used once now",
        ),
        pytest.param(
            "typescript",
            "function f() {\n  const a = g()\n  if (on) h()\n}\n",
            "function f() {\n  const a = g()\n}\n",
            [],
            id="what was unused before",
        ),
    ],
)
def test_only_what_lost_its_last_use_is_named(
    language: Language, before: str, after: str, expected: list[tuple[str, int]]
) -> None:
    """Names come with their line in the file as it is now; nothing else is mentioned."""
    found = unused_names(language, before.encode(), after.encode())
    assert [(each.name, each.line) for each in found] == expected

"""Whatever a file looks like, it costs at most itself."""

from collections.abc import Callable
from typing import Any

import pytest

from codebase.index import find_usages
from codebase.parsing import language_of, parse, readable

Trees = Callable[[dict[str, "str | bytes"]], Any]

DEEP = 3_000


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("a.js", "javascript"),
        ("a.MJS", "javascript"),
        ("a/b.tsx", "tsx"),
        ("a.cts", "typescript"),
        ("a.d.ts", None),
        ("a.py", "python"),
        ("Makefile", None),
        ("a.zig", None),
    ],
)
def test_the_extension_decides_the_language(path: str, language: str | None) -> None:
    """Declaration files and unknown extensions have no language."""
    assert language_of(path) == language


def test_bad_bytes_keep_their_offsets() -> None:
    """Undecodable bytes become one blank each, so that positions count the file's bytes."""
    source = b"\xef\xbb\xbfx = '\xff\xfe\xe9'"
    assert len(readable(source)) == len(source)
    assert readable(source).decode().endswith("x = '???'")


def test_javascript_may_carry_tags_and_types() -> None:
    """A `.js` file is read as TSX."""
    tree = parse("javascript", b"const a: string = <b>x</b>\n")
    assert not tree.root_node.has_error


@pytest.mark.parametrize(
    "nested",
    [
        "const x = " + "[\n" * DEEP + "]\n" * DEEP,
        "p.capture(" + "(\n" * DEEP + "'inner'" + ")\n" * DEEP + ")",
        "p.capture(" + "+\n".join(["'a'"] * DEEP) + ")",
        "const { " + "a: {\n" * DEEP + "b" + "}\n" * DEEP + "} = z\np.capture(b)",
        "const x = " + "f(\n" * DEEP + "1" + ")\n" * DEEP,
    ],
    ids=["brackets", "parentheses", "sum", "pattern", "calls"],
)
def test_deep_nesting_does_not_end_the_process(tree_of: Trees, nested: str) -> None:
    """3,000 levels of anything cost at most their own expression."""
    source = f"import p from 'posthog-js'\np.capture('before')\n{nested}\np.capture('after')\n"
    names = {site.name for site in find_usages(tree_of({"a.ts": source})).usages}
    assert {"before", "after"} <= names


def test_only_files_that_may_matter_are_parsed(tree_of: Trees) -> None:
    """A file that neither mentions PostHog nor reaches a wrapper is never parsed."""
    files: dict[str, str | bytes] = {f"src/f{n}.ts": "export const a = 1\n" for n in range(20)}
    files["src/p.ts"] = "import p from 'posthog-js'\np.capture('x')\n"
    stats = find_usages(tree_of(files)).stats
    assert (stats.files, stats.parsed) == (21, 1)


def test_recursion_between_wrappers_ends(tree_of: Trees) -> None:
    """Two wrappers that call each other are followed once around."""
    source = (
        "import p from 'posthog-js'\n"
        "function a(n, d) { if (d) p.capture(n); else b(n, d) }\n"
        "function b(n, d) { a(n, d) }\n"
        "b('round', 1)\n"
    )
    usages = find_usages(tree_of({"a.ts": source}))
    assert [site.name for site in usages.usages] == ["round"]
    assert usages.dynamic == ()


def test_classes_that_extend_each_other_end(tree_of: Trees) -> None:
    """A cycle of inheritance is broken code, not an endless loop."""
    source = (
        "import p from 'posthog-js'\n"
        "class A extends B { go() { this.lost('x') } }\n"
        "class B extends A { run() { p.capture('seen') } }\n"
    )
    assert [site.name for site in find_usages(tree_of({"a.ts": source})).usages] == ["seen"]


def test_a_name_that_two_files_import_from_each_other_ends(tree_of: Trees) -> None:
    """Packages that hand one name to and fro cost no file its usages."""
    tree = tree_of(
        {
            "shop/__init__.py": "from shop.cart import total\n",
            "shop/cart.py": "from shop import total\n",
            "shop/web.py": "import posthog\nfrom shop import total\n"
            "total.of('x')\nposthog.capture('you', 'sold')\n",
        }
    )
    found = find_usages(tree)
    assert [usage.name for usage in found.usages] == ["sold"]
    assert found.skipped == ()


def test_an_object_spread_into_itself_ends(tree_of: Trees) -> None:
    """`table = {**table, …}` is an ordinary line, and what follows it is read."""
    source = (
        "import posthog\n\ndef f(table):\n    table = {**table, 'a': 1}\n"
        "    for _ in table:\n        table = {**table, 'b': table.missing}\n"
        "    table.other('x')\n    posthog.capture('you', 'sold')\n"
    )
    found = find_usages(tree_of({"a.py": source}))
    assert [usage.name for usage in found.usages] == ["sold"]
    assert found.skipped == ()


@pytest.mark.parametrize("depth", [200, 400])
def test_ordinary_depth_is_read_whole(tree_of: Trees, depth: int) -> None:
    """Elements and objects nested as deep as people and generators write them are no trouble."""
    tags = "<i>" * depth + "{posthog.capture('inner')}" + "</i>" * depth
    table = "{'a': " * depth + "posthog.capture('you', 'inner')" + "}" * depth
    tree = tree_of(
        {
            "a.tsx": f"import posthog from 'posthog-js'\nexport const A = () => {tags}\n",
            "b.py": f"import posthog\nT = {table}\n",
        }
    )
    found = find_usages(tree)
    assert [(usage.file, usage.name) for usage in found.usages] == [
        ("a.tsx", "inner"),
        ("b.py", "inner"),
    ]
    assert found.skipped == ()

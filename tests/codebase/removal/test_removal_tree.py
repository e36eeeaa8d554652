"""One flag in a whole tree: constants, other languages, mentions, outcomes."""

from collections.abc import Callable

import pytest

from codebase.removal import RemovalResult, remove_event, remove_flag
from scans.model import LeftSite
from tests.codebase.removal.conftest import MemoryTree

Remove = Callable[..., RemovalResult]

CLIENT = "import posthog from 'posthog-js'\n"
USER = CLIENT + "import { Flag } from './flags'\n\nif (posthog.isFeatureEnabled(Flag.NewNav)) a()\n"
ENUM = "export enum Flag {\n  BulkEdit = 'bulk-edit',\n  NewNav = 'new-nav',\n}\n"


def _left(result: RemovalResult) -> list[tuple[str, int, str]]:
    return [(entry.file, entry.line, entry.reason) for entry in result.removal.left]


def test_nothing_to_remove_is_already_clean(remove: Remove) -> None:
    """A tree that does not name the flag is clean, without files and without anything left."""
    result = remove({"src/a.ts": CLIENT + "posthog.capture('x')\n"})
    assert (result.removal.outcome, result.removal.files, result.contents) == ("removed", (), {})


def test_account_counts_sites_and_lines(remove: Remove) -> None:
    """Every changed file is listed with its sites and with the lines a diff would show."""
    result = remove({"src/a.ts": USER, "src/flags.ts": ENUM})
    counts = [
        (f.file, f.removed_sites, f.removed_lines, f.added_lines) for f in result.removal.files
    ]
    assert counts == [("src/a.ts", 1, 4, 1), ("src/flags.ts", 0, 1, 0)]
    assert result.removal.checks.second_parser == "not_run"
    assert result.contents["src/a.ts"] == b"a()\n"


@pytest.mark.parametrize(
    "other",
    [
        "import { Flag } from './flags'\n\nexport const x = log(Flag.NewNav)\n",
        "import { Flag } from './flags'\n\nexport const all = Object.values(Flag)\n",
        "import * as flags from './flags'\n\nexport const x = flags['Flag']['NewNav']\n",
    ],
)
def test_member_that_somebody_may_still_read_stays(remove: Remove, other: str) -> None:
    """An enum member stays while a file names it or looks at all members at once."""
    result = remove({"src/a.ts": USER, "src/flags.ts": ENUM, "src/b.ts": other})
    assert "src/flags.ts" not in result.contents
    assert result.removal.outcome == "partial"
    assert ("src/flags.ts", 3, "key is used outside a check") in _left(result)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (
            "export const FLAGS = {\n  bulk: 'bulk-edit',\n  NewNav: 'new-nav',\n} as const\n",
            "export const FLAGS = {\n  bulk: 'bulk-edit',\n} as const\n",
        ),
        (
            "export const FLAGS = Object.freeze({ NewNav: 'new-nav', bulk: 'bulk-edit' })\n",
            "export const FLAGS = Object.freeze({ bulk: 'bulk-edit' })\n",
        ),
    ],
)
def test_member_of_an_object_goes(remove: Remove, before: str, expected: str) -> None:
    """A key in a constant object goes with its line or its comma."""
    user = (
        CLIENT
        + "import { FLAGS } from './flags'\n\nif (posthog.isFeatureEnabled(FLAGS.NewNav)) a()\n"
    )
    result = remove({"src/a.ts": user, "src/flags.ts": before})
    assert result.contents["src/flags.ts"] == expected.encode()
    assert result.removal.outcome == "removed"


def test_constants_fall_after_all_files(remove: Remove) -> None:
    """A constant stays while a file that uses it was left as it was."""
    flags = "export const NEW_NAV = 'new-nav'\n"
    head = CLIENT + "import { NEW_NAV } from './flags'\n\n"
    result = remove(
        {
            "src/a.ts": head + "if (posthog.isFeatureEnabled(NEW_NAV)) a()\n",
            "src/b.ts": head + "use(posthog.isFeatureEnabled(NEW_NAV))\n",
            "src/flags.ts": flags,
        }
    )
    assert sorted(result.contents) == ["src/a.ts"]
    assert _left(result) == [
        ("src/b.ts", 4, "value is passed on"),
        ("src/flags.ts", 1, "key is used outside a check"),
    ]


def test_python_constant_of_another_module_goes(remove: Remove) -> None:
    """A constant that was imported only for the check goes with its import."""
    result = remove(
        {
            "shop/flags.py": 'NEW_NAV = "new-nav"\nOTHER = "other"\n',
            "shop/a.py": (
                "import posthog\n\nfrom shop.flags import NEW_NAV, OTHER\n\n\n"
                "def f(u):\n    if posthog.feature_enabled(NEW_NAV, u.id):\n        a()\n"
                "    return posthog.feature_enabled(OTHER, u.id)\n"
            ),
        }
    )
    assert result.contents["shop/flags.py"] == b'OTHER = "other"\n'
    assert b"import OTHER\n" in (result.contents["shop/a.py"] or b"")
    assert result.removal.outcome == "removed"


@pytest.mark.parametrize(
    ("path", "content", "reason"),
    [
        ("src/a.test.ts", "mock('new-nav')\n", "mentioned in a test"),
        ("tests/test_a.py", 'KEY = "new-nav"\n', "mentioned in a test"),
        ("src/A.stories.tsx", "const key = 'new-nav'\n", "mentioned in a story"),
        ("docs/flags.md", "The `new-nav` flag.\n", "mentioned in a document"),
        ("data/flags.json", '{"new-nav": true}\n', "mentioned in a fixture"),
        ("api/Main.kt", 'val on = PostHog.isFeatureEnabled("new-nav")\n', "language is only read"),
        ("api/Main.java", "on = c.is_feature_enabled('new-nav', 1)\n", "language is only read"),
        ("src/b.ts", "// new-nav comes later\n", "mentioned in a comment"),
        ("src/b.ts", "const list = ['new-nav', 'x']\n", "key is used outside a check"),
        ("src/b.ts", "capture('x', { '$feature/new-nav': true })\n", "key is used outside a check"),
    ],
)
def test_line_that_still_names_the_key_is_listed(
    remove: Remove, path: str, content: str, reason: str
) -> None:
    """Wherever the exact key stands after the removal, its line is listed with the reason."""
    result = remove(
        {"src/a.ts": CLIENT + "if (posthog.isFeatureEnabled('new-nav')) a()\n", path: content}
    )
    assert result.removal.outcome == "partial"
    assert result.removal.left == (LeftSite(file=path, line=1, reason=reason),)


@pytest.mark.parametrize(
    "content",
    [
        "const key = 'new-nav-mobile'\n",
        "const key = 'brand-new-nav'\n",
        "import { a } from './new-nav'\n",
        "import { a } from './new-nav/a'\n",
        "const file = 'new-nav.css'\n",
    ],
)
def test_what_only_looks_like_the_key_is_no_mention(remove: Remove, content: str) -> None:
    """Longer keys, paths and file names are something else."""
    assert remove({"src/b.ts": content}).removal.outcome == "removed"


def test_key_that_is_an_ordinary_word_counts_where_a_key_is_written(remove: Remove) -> None:
    """A word in prose, in a style or a tag is no key; a string of its own is one."""
    files = {"docs/a.md": "The nav is new.\n", "src/b.tsx": "const a = <nav/>\nconst k = ['nav']\n"}
    result = remove(files, flag="nav")
    assert _left(result) == [("src/b.tsx", 2, "key is used outside a check")]


def test_name_of_code_is_no_mention(remove: Remove) -> None:
    """A function or property may be called like a flag; a text and the key of a table may be it."""
    lines = [
        "export function new_nav() { return rows.new_nav }",
        "const { new_nav } = rows",
        "const flags = { new_nav: true }",
        "use('new_nav')",
    ]
    result = remove({"src/a.ts": "\n".join(lines) + "\n"}, flag="new_nav")
    assert [line for _, line, _ in _left(result)] == [3, 4]


def test_computed_key_that_may_be_this_one_is_listed(remove: Remove) -> None:
    """A template whose beginning fits the key may ask for the flag."""
    source = CLIENT + "export const f = (n: string) => posthog.isFeatureEnabled(`new-${n}`)\n"
    assert _left(remove({"src/a.ts": source})) == [("src/a.ts", 2, "key is computed")]


def test_tests_are_never_edited(remove: Remove) -> None:
    """A check in a test file stays, whatever it decides."""
    source = CLIENT + "test('x', () => { if (posthog.isFeatureEnabled('new-nav')) a() })\n"
    result = remove({"src/a.test.ts": source})
    assert result.contents == {}
    assert _left(result) == [("src/a.test.ts", 2, "mentioned in a test")]


def test_import_that_others_take_from_a_package_stays(remove: Remove) -> None:
    """What `__init__.py` imports is the package's interface."""
    source = (
        "import posthog\nfrom shop.new import pay\n\n\n"
        'def f(u):\n    if posthog.feature_enabled("new-nav", u.id):\n        pay(u)\n'
    )
    result = remove({"shop/__init__.py": source}, value=False)
    assert b"from shop.new import pay\n" in (result.contents["shop/__init__.py"] or b"")


def test_import_that_was_unused_before_stays(after: Callable[..., str]) -> None:
    """What nobody used before the removal is not ours to delete."""
    source = (
        CLIENT + "import { odd } from './odd'\n\nif (posthog.isFeatureEnabled('new-nav')) a()\n"
    )
    assert after(source, path="src/a.ts") == "import { odd } from './odd'\n\na()\n"


class _Closed(MemoryTree):
    """A tree with one file that nobody may read."""

    def read(self, path: str) -> bytes:
        """Return one file's bytes, but not those of the closed one."""
        if path in self.unreadable:
            raise PermissionError(path)
        return super().read(path)


def test_nothing_falls_that_an_unread_file_may_name() -> None:
    """The constant stays, the file is listed, and nothing is called clean."""
    user = b"import posthog from 'posthog-js'\nimport { F } from './flags'\n"
    content = {
        "src/a.ts": user + b"\nif (posthog.isFeatureEnabled(F.NewNav)) a()\n",
        "src/closed.ts": user + b"show(F.NewNav)\n",
        "src/flags.ts": b"export enum F {\n  Bulk = 'bulk-edit',\n  NewNav = 'new-nav',\n}\n",
    }
    result = remove_flag(_Closed(content, ("src/closed.ts",)), "new-nav", value=True)
    assert list(result.contents) == ["src/a.ts"]
    assert result.removal.outcome == "partial"
    assert [(each.file, each.reason) for each in result.removal.left] == [
        ("src/closed.ts", "cannot be read, so nobody knows what stands there"),
        ("src/flags.ts", "key is used outside a check"),
    ]


def test_an_event_is_not_called_gone_from_an_unread_file() -> None:
    """What nobody could read is listed for an event too."""
    capture = b"import posthog from 'posthog-js'\nposthog.capture('seen')\na()\n"
    tree = _Closed({"src/a.ts": capture, "src/closed.ts": capture}, ("src/closed.ts",))
    result = remove_event(tree, "seen")
    assert list(result.contents) == ["src/a.ts"]
    assert [each.file for each in result.removal.left] == ["src/closed.ts"]

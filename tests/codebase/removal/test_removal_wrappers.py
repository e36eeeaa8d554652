"""Checks that go through the repository's own functions."""

from collections.abc import Callable

from codebase.removal import RemovalResult

Remove = Callable[..., RemovalResult]

CLIENT = "import posthog from 'posthog-js'\n\n"
USER = "import { isOn } from './on'\n\nif (isOn('new-nav')) a()\n"


def test_function_that_hands_its_key_on_is_a_check(remove: Remove) -> None:
    """Its caller is folded; the function stays while another flag uses it."""
    wrapper = (
        CLIENT + "export function isOn(key: string) {\n  return posthog.isFeatureEnabled(key)\n}\n"
    )
    user = USER + "if (isOn('other')) b()\n"
    result = remove({"src/on.ts": wrapper, "src/a.ts": user})
    assert result.contents == {
        "src/a.ts": b"import { isOn } from './on'\n\na()\nif (isOn('other')) b()\n"
    }
    assert result.removal.outcome == "removed"


def test_function_that_lost_its_last_caller_goes(remove: Remove) -> None:
    """When no file mentions it any more, it goes with its comment and its import."""
    wrapper = (
        CLIENT
        + "/** Is it on? */\nexport const isOn = (key: string) => posthog.isFeatureEnabled(key)\n\n"
        + "export const x = 1\n"
    )
    result = remove({"src/on.ts": wrapper, "src/a.ts": USER})
    assert result.contents == {"src/on.ts": b"export const x = 1\n", "src/a.ts": b"a()\n"}


def test_function_with_a_key_of_its_own_goes_with_its_callers(remove: Remove) -> None:
    """The check inside goes with the function, which goes because nobody calls it any more."""
    hook = (
        "import { useFeatureFlagEnabled } from 'posthog-js/react'\n\n"
        "export function useNav() {\n  return useFeatureFlagEnabled('new-nav')\n}\n\n"
        "export const x = 1\n"
    )
    user = (
        "import { useNav } from './nav'\n\n"
        "export function P() {\n  const on = useNav()\n  return on ? <A/> : <B/>\n}\n"
    )
    result = remove({"src/nav.ts": hook, "src/P.tsx": user})
    assert result.contents == {
        "src/nav.ts": b"export const x = 1\n",
        "src/P.tsx": b"export function P() {\n  return <A/>\n}\n",
    }
    assert result.removal.outcome == "removed"


def test_function_with_a_key_of_its_own_stays_with_a_caller(remove: Remove) -> None:
    """While one caller is left, the function stays and its line is listed."""
    hook = (
        "import posthog from 'posthog-js'\n\n"
        "export function nav() {\n  return posthog.isFeatureEnabled('new-nav')\n}\n"
    )
    head = "import { nav } from './nav'\n\n"
    files = {
        "src/nav.ts": hook,
        "src/a.ts": head + "use(nav())\n",
        "src/b.ts": head + "nav() && b()\n",
    }
    result = remove(files)
    assert result.contents == {"src/b.ts": b"b()\n"}
    assert [(e.file, e.line, e.reason) for e in result.removal.left] == [
        ("src/a.ts", 3, "value is passed on"),
        ("src/nav.ts", 4, "key is used outside a check"),
    ]


def test_function_that_does_more_is_no_check(remove: Remove) -> None:
    """A function that turns the value into something else keeps its callers."""
    wrapper = (
        CLIENT + "export const isOn = (key: string) => posthog.getFeatureFlag(key) === 'test'\n"
    )
    result = remove({"src/on.ts": wrapper, "src/a.ts": USER}, value="test")
    assert result.contents == {}
    assert [entry.reason for entry in result.removal.left] == [
        "check goes through another function"
    ]


def test_python_function_is_followed_under_its_docstring(remove: Remove) -> None:
    """A key that is imported by the caller falls with the function."""
    flags = (
        '"""Flags."""\n\nimport posthog\n\nNEW_NAV = "new-nav"\n\n\n'
        'def is_on(user, key):\n    """Ask."""\n'
        "    return posthog.feature_enabled(key, user.id)\n"
    )
    user = (
        "from shop.flags import NEW_NAV, is_on\n\n\n"
        "def f(u):\n    if is_on(u, NEW_NAV):\n        return 1\n    return 2\n"
    )
    result = remove({"shop/flags.py": flags, "shop/a.py": user})
    assert result.contents == {
        "shop/flags.py": b'"""Flags."""\n',
        "shop/a.py": b"def f(u):\n    return 1\n",
    }

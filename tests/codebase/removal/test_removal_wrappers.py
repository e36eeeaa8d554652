"""Checks that go through the repository's own functions."""

from collections.abc import Callable

import pytest

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
        ("src/nav.ts", 4, "value is returned"),
    ]


@pytest.mark.parametrize(
    "answer",
    [
        "!!posthog.isFeatureEnabled(key)",
        "Boolean(posthog.isFeatureEnabled(key))",
        "posthog.isFeatureEnabled(key) ?? false",
        "posthog.isFeatureEnabled(key) === true",
        "posthog.getFeatureFlag(key) as boolean",
    ],
)
def test_function_that_dresses_the_answer_is_a_check(remove: Remove, answer: str) -> None:
    """What a caller hears is folded in the function first."""
    wrapper = CLIENT + f"export const isOn = (key: string) => {answer}\nexport const x = 1\n"
    result = remove({"src/on.ts": wrapper, "src/a.ts": USER})
    assert result.contents == {"src/on.ts": b"export const x = 1\n", "src/a.ts": b"a()\n"}


def test_function_that_compares_the_variant_is_a_check(remove: Remove) -> None:
    """Its callers hear whether the flag is that variant."""
    wrapper = (
        CLIENT + "export const isTest = (key: string) => posthog.getFeatureFlag(key) === 'b'\n"
    )
    user = "import { isTest } from './on'\n\nif (isTest('new-nav')) a()\nelse b()\n"
    files = {"src/on.ts": wrapper, "src/a.ts": user}
    assert remove(files, value="b").contents["src/a.ts"] == b"a()\n"
    assert remove(files, value="c").contents["src/a.ts"] == b"b()\n"


@pytest.mark.parametrize(
    "body",
    [
        "if (!posthog) return false\n  return posthog.isFeatureEnabled(key)",
        "if (!POSTHOG_KEY || posthog == null) { return }\n  return posthog.isFeatureEnabled(key)",
        "try { return posthog.isFeatureEnabled(key) } catch (e) { log(e); return false }",
        "const { staff } = user\n  return posthog.isFeatureEnabled(key, { staff }) ?? false",
    ],
)
def test_function_that_minds_its_client_is_a_check(remove: Remove, body: str) -> None:
    """A client that is not set up or fails says nothing about a settled flag."""
    wrapper = CLIENT + f"export function isOn(key: string) {{\n  {body}\n}}\n"
    user = USER + "export const other = () => isOn('other')\n"
    result = remove({"src/on.ts": wrapper, "src/a.ts": user})
    assert result.removal.outcome == "removed"
    assert b"if" not in (result.contents["src/a.ts"] or b"")


@pytest.mark.parametrize(
    "body",
    [
        "if (!user.staff) return false\n  return posthog.isFeatureEnabled(key)",
        "if (typeof window === 'undefined') return false\n  return posthog.isFeatureEnabled(key)",
        "if (!posthog) return true\n  return posthog.isFeatureEnabled(key)",
        "track(key)\n  return posthog.isFeatureEnabled(key)",
        "const id = next()\n  return posthog.isFeatureEnabled(key, id)",
        "return posthog.isFeatureEnabled(key) && user.staff",
        "return env.PREVIEW || posthog.isFeatureEnabled(key)",
        "try { return posthog.isFeatureEnabled(key) } catch (e) { throw new Failure(e) }",
        "try { return posthog.isFeatureEnabled(key) } finally { done() }",
    ],
)
def test_function_that_does_more_is_no_check(remove: Remove, body: str) -> None:
    """A function that asks for more than the flag, or does more, keeps its callers."""
    wrapper = CLIENT + f"export function isOn(key: string) {{\n  {body}\n}}\n"
    result = remove({"src/on.ts": wrapper, "src/a.ts": USER})
    assert result.contents == {}
    assert [entry.reason for entry in result.removal.left] == [
        "check goes through another function"
    ]


def test_function_whose_client_is_a_parameter_is_no_check(remove: Remove) -> None:
    """A parameter called `client` may be anybody: a customer without one is another case."""
    wrapper = (
        CLIENT + "export function isOn(key: string, client?: Customer) {\n"
        "  if (!client) return false\n  return posthog.isFeatureEnabled(key)\n}\n"
    )
    result = remove({"src/on.ts": wrapper, "src/a.ts": USER})
    assert result.contents == {}


@pytest.mark.parametrize(
    ("body", "is_check"),
    [
        ("    if not posthog.api_key:\n        return False\n    return {}", True),
        ("    try:\n        return {}\n    except OSError:\n        return False", True),
        ("    on = {}\n    return bool(on)", True),
        ("    if not user.staff:\n        return False\n    return {}", False),
        ("    log(key)\n    return {}", False),
        (
            "    try:\n        return {}\n    except OSError as e:\n        raise Failed from e",
            False,
        ),
    ],
)
def test_python_function_is_folded_first(remove: Remove, body: str, is_check: bool) -> None:
    """What callers hear counts, and what else is done; a missing client says nothing."""
    check = "posthog.feature_enabled(key, user.id)"
    flags = "import posthog\n\n\ndef is_on(key, user):\n" + body.format(check) + "\n"
    user = (
        "from shop.flags import is_on\n\n\n"
        'def f(u):\n    if is_on("new-nav", u):\n        return 1\n    return 2\n'
    )
    result = remove({"shop/flags.py": flags, "shop/a.py": user})
    assert ("shop/a.py" in result.contents) == is_check


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

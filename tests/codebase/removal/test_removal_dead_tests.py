"""Tests that only exercised the dead branch: which mocks say so, and which do not."""

from collections.abc import Callable

import pytest

from codebase.removal import RemovalResult

Remove = Callable[..., RemovalResult]

CHECK = "import posthog from 'posthog-js'\n\nif (posthog.isFeatureEnabled('new-nav')) a()\n"
LIVE = "it('works', () => {\n  expect(run()).toBe(1)\n})\n"


def _keeps(remove: Remove, mock: str, value: bool | str, check: str = CHECK) -> bool:
    test = f"it('is another one', () => {{\n  {mock}\n  expect(run()).toBe(2)\n}})\n"
    result = remove({"src/a.ts": check, "src/a.test.ts": LIVE + "\n" + test}, value)
    assert "src/a.ts" in result.contents
    after = result.contents.get("src/a.test.ts")
    assert after in (None, LIVE.encode())
    return after is None


@pytest.mark.parametrize(
    "mock",
    [
        "mockFlag('new-nav', false)",
        "mockFlags({ 'new-nav': false })",
        "renderWithFlags(nav, { 'new-nav': false })",
        "when(on).calledWith('new-nav').mockReturnValue(false)",
        "sinon.stub(posthog, 'isFeatureEnabled').withArgs('new-nav').returns(false)",
    ],
)
def test_mock_that_names_key_and_dead_value_is_proof(remove: Remove, mock: str) -> None:
    """The test goes when the flag is on for good, and stays when it is off for good."""
    assert not _keeps(remove, mock, value=True)
    assert _keeps(remove, mock, value=False)


@pytest.mark.parametrize(
    "mock",
    [
        "on.mockReturnValue(false) // new-nav",
        "mockFlags({ 'new-nav': false, other: true })",
        "mockFlags({ 'new-nav': off })",
        "mockFlags({ ...base, 'new-nav': false })",
        "mockFlag('new-nav', false); mockFlag('other', false)",
        "const flags = { 'new-nav': false }; mockFlags(flags)",
        "on.mockImplementation((key) => key === 'new-nav')",
        "on.mockImplementation((key) => (key === 'new-nav' ? false : true))",
        "on.mockImplementation((key) => key === 'new-nav' ? false : true)",
        "on.mockImplementation(function (key) { return key !== 'new-nav' })",
        "vi.spyOn(posthog, 'isFeatureEnabled').mockImplementation((key) => 'new-nav' !== key)",
        "on.mockImplementation((key) => key !== 'new-nav' && key !== 'other')",
        "on.mockImplementation((key) => { seen.push(key); return key !== 'new-nav' })",
        "expect(read({ 'new-nav': false })).toBe(1)",
        "expect(on).toHaveBeenCalledWith('new-nav', false)",
        "send('new-nav', false)",
        "mockFlag('new-nav', false); expect(seen).toEqual(['new-nav'])",
        "mockFlag('new-nav', false); expect(view).toMatchSnapshot()",
    ],
)
def test_mock_that_says_anything_else_is_none(remove: Remove, mock: str) -> None:
    """Whatever is not only this key with the dead value leaves the test where it is."""
    assert _keeps(remove, mock, value=True)


def test_mock_of_another_variant_is_proof(remove: Remove) -> None:
    """A flag fixed to one variant never answers another one, nor false."""
    check = CHECK.replace("isFeatureEnabled('new-nav')", "getFeatureFlag('new-nav') === 'b'")
    assert not _keeps(remove, "mockFlag('new-nav', 'control')", "b", check)
    assert not _keeps(remove, "mockFlag('new-nav', false)", "b", check)
    assert _keeps(remove, "mockFlag('new-nav', 'b')", "b", check)
    assert _keeps(remove, "mockFlag('new-nav', true)", "b", check)


@pytest.mark.parametrize("name", ["it.only", "it.skip", "it.each([1])", "describe", "test.failing"])
def test_only_plain_tests_go(remove: Remove, name: str) -> None:
    """What a focused, skipped or repeated test does to the others is nobody's guess."""
    test = f"{name}('is another one', () => {{\n  mockFlag('new-nav', false)\n}})\n"
    result = remove({"src/a.ts": CHECK, "src/a.test.ts": LIVE + "\n" + test})
    assert "src/a.test.ts" not in result.contents
    assert [entry.reason for entry in result.removal.left] == ["mentioned in a test"]


def test_test_file_that_asks_for_the_flag_itself_stays(remove: Remove) -> None:
    """A check in a test is left, and so is the whole file."""
    test = LIVE + "\nit('b', () => {\n  mockFlag('new-nav', false)\n})\n\n"
    asks = "it('c', () => {\n  expect(posthog.isFeatureEnabled('new-nav')).toBe(true)\n})\n"
    result = remove(
        {"src/a.ts": CHECK, "src/a.test.ts": CHECK.splitlines()[0] + "\n" + test + asks}
    )
    assert "src/a.test.ts" not in result.contents


def test_test_that_knows_the_constant_stays(remove: Remove) -> None:
    """A test that also reads the key from where the code read it says more than its mock."""
    check = (
        "import posthog from 'posthog-js'\nimport { NEW_NAV, OTHER } from './flags'\n\n"
        "if (posthog.isFeatureEnabled(NEW_NAV)) a(OTHER)\n"
    )
    flags = "export const NEW_NAV = 'new-nav'\nexport const OTHER = 'other'\n"
    test = "it('b', () => {\n  mockFlag('new-nav', false)\n  expect(NEW_NAV).toBeDefined()\n})\n"
    result = remove({"src/a.ts": check, "src/flags.ts": flags, "src/a.test.ts": LIVE + "\n" + test})
    assert sorted(result.contents) == ["src/a.ts"]

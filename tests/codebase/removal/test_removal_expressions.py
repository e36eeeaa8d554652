"""What a settled check makes of the expression around it."""

from collections.abc import Callable

import pytest

ON = "posthog.isFeatureEnabled('new-nav')"
VARIANT = "posthog.getFeatureFlag('new-nav')"
PY_ON = 'posthog.feature_enabled("new-nav", u.id)'
PY_VARIANT = 'posthog.get_feature_flag("new-nav", u.id)'


def _ts(expression: str) -> str:
    return f"import posthog from 'posthog-js'\n\nexport const f = (a: A) => use({expression})\n"


def _py(expression: str) -> str:
    return f"import posthog\n\n\ndef f(a, u):\n    return use({expression})\n"


@pytest.mark.parametrize(
    ("before", "value", "expected"),
    [
        (f"{ON} ? a.x : a.y", True, "a.x"),
        (f"{ON} ? a.x : a.y", False, "a.y"),
        (f"!{ON} ? a.x : a.y", True, "a.y"),
        (f"!!{ON} ? a.x : a.y", True, "a.x"),
        (f"Boolean({ON}) ? a.x : a.y", True, "a.x"),
        (f"({ON} ?? false) ? a.x : a.y", True, "a.x"),
        (f"({ON} as boolean) ? a.x : a.y", True, "a.x"),
        (f"(await {ON}) ? a.x : a.y", True, "a.x"),
        (f"{ON} && a.x", True, "a.x"),
        (f"{ON} || a.x", False, "a.x"),
        (f"a.x && {ON} && a.y", True, "a.x && a.y"),
        (f"a.x > 1 && {ON}", True, "a.x > 1"),
        (f"{ON} === true && a.x", True, "a.x"),
        (f"{ON} == null ? 1 : a.x", True, "a.x"),
        (f"{VARIANT} === 'test' ? a.x : a.y", "test", "a.x"),
        (f"{VARIANT} === 'test' ? a.x : a.y", "control", "a.y"),
        (f"{VARIANT} !== 'test' ? a.x : a.y", "control", "a.x"),
        (f"{VARIANT} === true ? a.x : a.y", "test", "a.y"),
        (f"{VARIANT} ? a.x : a.y", "test", "a.x"),
        (f"{ON} ? a.x : a.y", "test", "a.x"),
        (f"2 * ({ON} ? a.x + 1 : 0)", True, "2 * (a.x + 1)"),
        (f"!({ON} && a.x === 1)", True, "!(a.x === 1)"),
        (f"a.w && ({ON} && a.x)", True, "a.w && a.x"),
        (f"({ON} && (a.x || a.y)) && a.z", True, "(a.x || a.y) && a.z"),
        (f"{ON} && (a.x || a.y)", True, "a.x || a.y"),
        (f"{ON} ? true : a.x", True, "true"),
    ],
)
def test_expression_folds_in_typescript(
    after: Callable[..., str], before: str, value: bool | str, expected: str
) -> None:
    """An expression becomes what is left of it, with the parentheses it needs and no others."""
    assert after(_ts(before), value) == f"export const f = (a: A) => use({expected})\n"


@pytest.mark.parametrize(
    ("before", "value", "expected"),
    [
        (f"a.x if {PY_ON} else a.y", True, "a.x"),
        (f"a.x if not {PY_ON} else a.y", True, "a.y"),
        (f"a.x if bool({PY_ON}) else a.y", True, "a.x"),
        (f"a.x if {PY_ON} is True else a.y", True, "a.x"),
        (f"a.x if {PY_ON} is None else a.y", True, "a.y"),
        (f"{PY_ON} and a.x", True, "a.x"),
        (f"{PY_ON} or a.x", False, "a.x"),
        (f"a.x > 1 and {PY_ON}", True, "a.x > 1"),
        (f"2 * (a.x + 1 if {PY_ON} else 0)", True, "2 * (a.x + 1)"),
        (f"not ({PY_ON} and a.x)", True, "not a.x"),
        (f"a.x if {PY_VARIANT} == 'b' else a.y", "b", "a.x"),
        (f"a.x if {PY_VARIANT} != 'b' else a.y", "b", "a.y"),
        (f"a.x if {PY_VARIANT} in ('a', 'b') else a.y", "b", "a.x"),
        (f"a.x if {PY_VARIANT} not in ['a'] else a.y", "b", "a.x"),
        (f"a.x if {PY_VARIANT} == True else a.y", "b", "a.y"),
        (f"[x for x in a if {PY_ON}]", True, "[x for x in a]"),
    ],
)
def test_expression_folds_in_python(
    after: Callable[..., str], before: str, value: bool | str, expected: str
) -> None:
    """An expression becomes what is left of it, with the parentheses it needs and no others."""
    done = after(_py(before), value, path="a.py")
    assert done == f"def f(a, u):\n    return use({expected})\n"


@pytest.mark.parametrize(
    ("before", "reason"),
    [
        (f"{ON}", "value is passed on"),
        (f"[{ON}]", "value is passed on"),
        (f"`on: ${{{ON}}}`", "result would change"),
        (f"a.x && {ON}", "result would change"),
        (f"log(a) && !{ON}", "result would change"),
        (f"log(a) > 1 && !{ON}", "effect before the check"),
        (f"{VARIANT} == 1", "value is passed on"),
        ("posthog.isFeatureEnabled('new-nav', load()) ? 1 : 2", "effect before the check"),
        (f"{{ on: {ON} }}", "value is passed on"),
    ],
)
def test_expression_that_is_no_decision_is_left(
    reasons: Callable[..., list[str]], before: str, reason: str
) -> None:
    """A value that goes anywhere but into a decision stays, and the reason says where it goes."""
    assert reasons(_ts(before)) == [reason]


@pytest.mark.parametrize(
    ("before", "reason"),
    [
        (f"{PY_ON}", "value is passed on"),
        (f"on={PY_ON}", "value is passed on"),
        (f"f'{{{PY_ON}}}'", "result would change"),
        (f"(on := {PY_ON})", "value is reassigned"),
        (f"[x for x in a if not {PY_ON}]", "value is passed on"),
        (f"1 if {PY_VARIANT} is 'b' else 2", "result would change"),
        ('1 if posthog.feature_enabled("new-nav", u.load()) else 2', "effect before the check"),
    ],
)
def test_python_expression_that_is_no_decision_is_left(
    reasons: Callable[..., list[str]], before: str, reason: str
) -> None:
    """A value that goes anywhere but into a decision stays, and the reason says where it goes."""
    assert reasons(_py(before), "b", path="a.py") == [reason]


def test_plain_text_conversion_of_an_argument_is_no_effect(after: Callable[..., str]) -> None:
    """A check whose argument is only turned into text may go."""
    check = 'posthog.feature_enabled("new-nav", str(u.id))'
    source = f"import posthog\n\n\ndef f(u):\n    if {check}:\n        a()\n"
    assert after(source, path="a.py") == "def f(u):\n    a()\n"


def test_literal_people_wrote_is_never_folded(after: Callable[..., str]) -> None:
    """Only the check is settled: `true` in the code next to it stays a literal."""
    source = _ts(f"[true ? 1 : 2, {ON} ? 3 : 4, DEBUG && false]")
    assert after(source) == "export const f = (a: A) => use([true ? 1 : 2, 3, DEBUG && false])\n"


def test_object_in_the_body_of_an_arrow_keeps_its_parentheses(after: Callable[..., str]) -> None:
    """Without parentheses, an object after `=>` would be a block."""
    source = f"export const f = () => {ON} ? ({{ a: 1 }}) : ({{ a: 2 }})\n"
    assert after(source) == "export const f = () => ({ a: 1 })\n"

"""Code that looks removable and is not."""

from collections.abc import Callable

import pytest

ON = "posthog.isFeatureEnabled('new-nav')"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        pytest.param(
            f"foo()\n  if (!{ON}) {{ a() }}\n  [1, 2].forEach(g)",
            "lines would join",
            id="a bracket after a line without semicolon",
        ),
        pytest.param(
            f"foo()\n  if (!{ON}) {{ a() }}\n  (function () {{}})()",
            "lines would join",
            id="a parenthesis after a line without semicolon",
        ),
        pytest.param(
            f"const on = {ON}\n  const seen = a.x ? on : a.y\n  return g(seen)",
            "value is passed on",
            id="a value kept under another name",
        ),
        pytest.param(
            f"const on = {ON}\n  return rows.map((on) => on && g(on))",
            "name exists twice",
            id="a parameter of the same name",
        ),
        pytest.param(
            f"const on = {ON}\n  if (a.x) {{\n    const on = a.y\n    if (on) g()\n  }}\n"
            "  return on ? 1 : 2",
            "name exists twice",
            id="a second variable of the name",
        ),
        pytest.param(
            f"let on = {ON}\n  if (a.o) on = true\n  return on ? 1 : 2",
            "value is reassigned",
            id="assigned again",
        ),
        pytest.param(
            f"let on = {ON}\n  on ||= g()\n  return on ? 1 : 2",
            "value is reassigned",
            id="assigned again by an operator",
        ),
        pytest.param(
            f"let on = {ON}\n  for (on of a.rows) g()\n  return on ? 1 : 2",
            "value is reassigned",
            id="assigned by a loop",
        ),
        pytest.param(
            f"const on = {ON}\n  return {{ on }}", "value is passed on", id="name and key at once"
        ),
        pytest.param(f"const on = {ON}\n  return on", "value is returned", id="returned"),
        pytest.param(
            f"if ({ON}) {{\n    return 1\n  }}\n  function g() {{}}\n  return g",
            "result would change",
            id="a hoisted function in the unreachable part",
        ),
        pytest.param(
            f"g()\n  if (!{ON}) {{\n    var x = 1\n  }}\n  return x",
            "would not compile",
            id="a hoisted variable in the dead part",
        ),
        pytest.param(
            "for (;;) {\n    switch (posthog.getFeatureFlag('new-nav')) {\n"
            "      case true:\n        if (a.x) break\n        g()\n    }\n  }",
            "result would change",
            id="a break that would leave the loop",
        ),
        pytest.param(
            "switch (posthog.getFeatureFlag('new-nav')) {\n"
            "    case true:\n      g()\n    default:\n      h()\n  }",
            "result would change",
            id="an arm that runs into the next",
        ),
        pytest.param(
            f"const t = 1\n  if ({ON}) {{\n    const t = 2\n    g(t)\n  }}\n  return t",
            "name exists twice",
            id="a constant of the same name outside the block",
        ),
        pytest.param(
            f"if ({ON}) {{\n    const t = 2\n    g(t)\n  }}\n  for (const r of a.rows) {{\n"
            "    const t = r\n    g(t)\n  }",
            "name exists twice",
            id="a constant of the same name in another block",
        ),
        pytest.param(f"while ({ON}) g()", "result would change", id="a loop without end"),
        pytest.param(f"do g()\n  while (!{ON})", "result would change", id="a loop that runs once"),
        pytest.param(
            "return posthog.getFeatureFlagPayload('new-nav').x", "payload is read", id="payload"
        ),
    ],
)
def test_trap_in_typescript_is_left(
    reasons: Callable[..., list[str]], body: str, reason: str
) -> None:
    """A place where removing would change the program stays, and the reason says why."""
    source = f"import posthog from 'posthog-js'\n\nexport function f(a: A) {{\n  {body}\n}}\n"
    assert reasons(source, path="src/a.ts") == [reason]


PY_ON = 'posthog.feature_enabled("new-nav", u.id)'


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        pytest.param(
            f"def f(u):\n    if {PY_ON}:\n        return [1]\n    yield 2\n",
            "result would change",
            id="the only yield of a function",
        ),
        pytest.param(
            f"def f(u):\n    if {PY_ON}:\n        return x\n    x = 2\n    return x\n",
            "result would change",
            id="the assignment that makes a name local",
        ),
        pytest.param(
            f"if {PY_ON}:\n    A = 1\nelse:\n    B = 1\n",
            "result would change",
            id="a name other modules may import",
        ),
        pytest.param(f"ON = {PY_ON}\n", "value is passed on", id="a name of the module"),
        pytest.param(
            f"class A:\n    on = {PY_ON}\n", "value is passed on", id="an attribute of a class"
        ),
        pytest.param(
            f"def f(u):\n    for on in u.rows:\n        on = {PY_ON}\n        g(1 if on else 2)\n",
            "value is reassigned",
            id="the variable of a loop",
        ),
        pytest.param(
            f"def f(u):\n    on = {PY_ON}\n    del on\n", "value is reassigned", id="deleted"
        ),
        pytest.param(
            f"def f(u):\n    on = {PY_ON}\n    return g(locals()) if on else None\n",
            "value is passed on",
            id="handed on without its name",
        ),
        pytest.param(
            f"def f(u):\n    on = {PY_ON}\n    return [on for on in u.rows]\n",
            "value is passed on",
            id="the variable of a comprehension",
        ),
        pytest.param(
            f"def f(u):\n    while {PY_ON}:\n        g()\n    else:\n        h()\n",
            "result would change",
            id="a loop with an else",
        ),
        pytest.param(
            "def f(u):\n"
            '    match posthog.get_feature_flag("new-nav", u.id):\n'
            "        case x if x:\n            g()\n",
            "result would change",
            id="an arm with a guard",
        ),
        pytest.param(
            f"def f(u):\n    if {PY_ON}:\n        g()\n    print 'two'\n",
            "file is written for another Python than the one here",
            id="a file for another Python",
        ),
    ],
)
def test_trap_in_python_is_left(
    reasons: Callable[..., list[str]], source: str, reason: str
) -> None:
    """A place where removing would change the program stays, and the reason says why."""
    assert reasons(f"import posthog\n\n\n{source}", "while" not in source, "a.py") == [reason]


def test_one_check_that_stays_keeps_the_whole_file(
    reasons: Callable[..., list[str]],
) -> None:
    """A file is completed or left; what could have gone says that another check stays."""
    source = f"export function f(a: A) {{\n  if ({ON}) a.x()\n  return {ON}\n}}\n"
    assert reasons(source) == ["another check in this file is left", "value is returned"]


def test_mixed_line_ends_are_left(reasons: Callable[..., list[str]]) -> None:
    """A file with two kinds of line ends is not touched."""
    assert reasons(f"if ({ON}) {{\r\n  a()\n}}\r\n") == ["line ends are mixed"]


def test_effect_in_a_condition_stays(after: Callable[..., str]) -> None:
    """What is called before the check is still called."""
    source = f"export function f(u: U) {{\n  if (logExposure(u) && {ON}) a()\n}}\n"
    assert after(source) == "export function f(u: U) {\n  if (logExposure(u)) a()\n}\n"


def test_deeply_nested_code_does_not_end_the_process(after: Callable[..., str]) -> None:
    """Three thousand nested brackets are walked without recursion."""
    deep = "[\n" * 3_000 + "]" * 3_000
    source = f"const x = {deep}\nif ({ON}) a()\n"
    assert after(source) == f"const x = {deep}\na()\n"


@pytest.mark.parametrize(
    "children",
    [
        pytest.param(f"\n  a\n  {{{ON} && <b />}}\n  c\n", id="words on the lines around"),
        pytest.param(f"{{a}} {{{ON} && <b />}}\n  {{c}}", id="a space before the end of a line"),
        pytest.param(f"\n  a\n  {{/* b */}}\n  {{{ON} && <b />}}\n  c\n", id="a comment above"),
        pytest.param(f"\n  a&nbsp;\n  {{{ON} && <b />}}c\n", id="a character reference"),
    ],
)
def test_element_that_keeps_words_apart_is_left(
    reasons: Callable[..., list[str]], children: str
) -> None:
    """A line end between two words shows as a space, and next to an element as nothing."""
    source = f"export const A = () => <p>{children}</p>\n"
    assert reasons(source, value=False, path="src/a.tsx") == ["result would change"]


@pytest.mark.parametrize(
    ("children", "expected"),
    [
        (f" a {{{ON} && <b />}} c ", " a  c "),
        (f"\n  a\n  {{{ON} && <b />}}\n  <i />\n", "\n  a\n  <i />\n"),
        (f"\n  <i />\n  {{{ON} && <b />}}\n  c\n", "\n  <i />\n  c\n"),
        (f"{{a}}{{' '}}\n  {{{ON} && <b />}}\n  {{c}}", "{a}{' '}\n  {c}"),
    ],
)
def test_element_goes_where_the_text_around_shows_the_same(
    after: Callable[..., str], children: str, expected: str
) -> None:
    """Blanks between words stay, and blanks around line ends mean nothing."""
    source = f"export const A = () => <p>{children}</p>\n"
    assert after(source, value=False) == f"export const A = () => <p>{expected}</p>\n"

"""What becomes of statements, elements, comments and blank lines."""

from collections.abc import Callable
from textwrap import dedent, indent

import pytest

ON = "posthog.isFeatureEnabled('new-nav')"


def _function(body: str) -> str:
    return "function f(a: A) {\n" + indent(dedent(body), "  ") + "}\n"


@pytest.mark.parametrize(
    ("before", "value", "expected"),
    [
        pytest.param(
            f"""\
              a()
              if ({ON}) {{
                b()
              }}
              c()
            """,
            False,
            "  a()\n  c()\n",
            id="a dead branch without else goes",
        ),
        pytest.param(
            f"""\
              // about it
              if ({ON}) {{
                b()
              }} // end
              // why not
              else {{
                c() // why
                // last
              }}
              d()
            """,
            False,
            "  // about it\n  // why not\n  c() // why\n  // last\n  d()\n",
            id="comments stay with the arm they belong to",
        ),
        pytest.param(
            f"""\
              if (a.x) {{
                b()
              }} else if ({ON}) {{
                const c = 1
                use(c)
              }} else {{
                d()
              }}
            """,
            True,
            "  if (a.x) {\n    b()\n  } else {\n    const c = 1\n    use(c)\n  }\n",
            id="a true else-if becomes the else with its braces",
        ),
        pytest.param(
            f"""\
              if (a.x) {{
                b()
              }} else if ({ON}) {{
                c()
              }}
            """,
            False,
            "  if (a.x) {\n    b()\n  }\n",
            id="a dead last else-if goes",
        ),
        pytest.param(
            f"""\
              if ({ON}) {{
                b()
              }} else if (a.x) {{
                c()
              }}
            """,
            False,
            "  if (a.x) {\n    c()\n  }\n",
            id="the first else-if becomes the if",
        ),
        pytest.param(
            f"  for (const r of a.rows) if ({ON}) {{ b(r) }} else c(r)\n",
            False,
            "  for (const r of a.rows) c(r)\n",
            id="a body that is one statement stays one",
        ),
        pytest.param(
            f"  for (const r of a.rows) if ({ON}) b(r)\n",
            False,
            "  for (const r of a.rows) {}\n",
            id="an empty body is written as braces",
        ),
        pytest.param(
            f"""\
              const b = 1, on = {ON}, c = 2
              if (on) use(b, c)
            """,
            True,
            "  const b = 1, c = 2\n  use(b, c)\n",
            id="one of several declarators goes",
        ),
        pytest.param(
            f"""\
              let on = {ON}
              const both = on && a.ready
              return both
            """,
            True,
            "  const both = a.ready\n  return both\n",
            id="a variable that holds more than the flag stays",
        ),
        pytest.param(
            """\
              switch (posthog.getFeatureFlag('new-nav')) {
                case 'control':
                  b()
                  break
                // the new one
                case 'test':
                  c()
                  d()
                  break
                default:
                  e()
              }
              g()
            """,
            "test",
            "  // the new one\n  c()\n  d()\n  g()\n",
            id="a switch becomes its arm without the break",
        ),
        pytest.param(
            """\
              switch (posthog.getFeatureFlag('new-nav')) {
                case 'a':
                case 'b':
                  c()
                  break
              }
              g()
            """,
            "a",
            "  c()\n  g()\n",
            id="labels that share an arm",
        ),
        pytest.param(
            f"""\
              b()

              while ({ON} && a.more) {{
                c()
              }}

              d()
            """,
            False,
            "  b()\n\n  d()\n",
            id="of two blank lines one stays",
        ),
    ],
)
def test_statement_folds_in_typescript(
    after: Callable[..., str], before: str, value: bool | str, expected: str
) -> None:
    """A statement becomes the branch that is taken, or nothing."""
    assert after(_function(before), value, path="src/a.ts") == _function(expected)


@pytest.mark.parametrize(
    ("before", "value", "expected"),
    [
        pytest.param("Hello {on && <b>x</b>} you", False, "Hello  you", id="blanks are content"),
        pytest.param("Hello {on && <b>x</b>} you", True, "Hello <b>x</b> you", id="no braces"),
        pytest.param("<i/>{on ? <b/> : null}", False, "<i/>", id="null shows nothing"),
        pytest.param("{on && 'text'}", True, "{'text'}", id="a string needs its braces"),
        pytest.param("{on && <><b/><i/></>}", True, "<><b/><i/></>", id="a fragment"),
        pytest.param("<b on={a.x && on}/>{on && a.y}", None, "", id="an attribute is a value"),
    ],
)
def test_element_folds(
    after: Callable[..., str],
    reasons: Callable[..., list[str]],
    before: str,
    value: bool | None,
    expected: str,
) -> None:
    """Among elements an element needs no braces, and what shows nothing goes."""
    head = "import { useFeatureFlagEnabled } from 'posthog-js/react'\n"
    hook = "  const on = useFeatureFlagEnabled('new-nav')\n"
    body = f"export function P() {{\n{hook}  return <p>{before}</p>\n}}\n"
    if value is None:
        assert reasons(head + body) == ["result would change"]
    else:
        assert (
            after(head + body, value) == f"export function P() {{\n  return <p>{expected}</p>\n}}\n"
        )


def test_element_between_lines_of_text_is_left(reasons: Callable[..., list[str]]) -> None:
    """Two lines of text with nothing between them would get a blank that was not there."""
    source = f"const p = (\n  <p>\n    Hello\n    {{{ON} && <b/>}}\n    you\n  </p>\n)\n"
    assert reasons(source, value=False) == ["result would change"]


def test_element_of_several_lines_keeps_the_parentheses_of_a_return(
    after: Callable[..., str],
) -> None:
    """What spans lines stays between its parentheses, on its own lines."""
    source = (
        "export function P() {\n"
        f"  return {ON} ? (\n"
        "    <New\n      a={1}\n    />\n"
        "  ) : (\n    <Old />\n  )\n}\n"
    )
    expected = "export function P() {\n  return (\n    <New\n      a={1}\n    />\n  )\n}\n"
    assert after(source) == expected
    assert after(source, value=False) == "export function P() {\n  return <Old />\n}\n"


def _method(body: str) -> str:
    return "def f(posthog, u):\n" + indent(dedent(body), "    ")


PY_ON = 'posthog.feature_enabled("new-nav", u.id)'


@pytest.mark.parametrize(
    ("before", "value", "expected"),
    [
        pytest.param(
            f"""\
                \"\"\"What it does.\"\"\"
                if not {PY_ON}:
                    return []

                x = 1
                return x
            """,
            True,
            '    """What it does."""\n    x = 1\n    return x\n',
            id="the blank line after a guard goes with it under a docstring",
        ),
        pytest.param(
            f"""\
                if u.a:
                    a()
                # new
                elif {PY_ON}:
                    b()
                    # tail
                # more
                elif u.c:
                    c()
                else:
                    d()
                    # last
                e()
            """,
            True,
            "    if u.a:\n        a()\n    # new\n    else:\n"
            "        b()\n        # tail\n    e()\n",
            id="a true elif becomes the else",
        ),
        pytest.param(
            f"""\
                if u.a:
                    a()
                # new
                elif {PY_ON}:
                    b()
                    # tail
                # more
                elif u.c:
                    c()
                e()
            """,
            False,
            "    if u.a:\n        a()\n    # more\n    elif u.c:\n        c()\n    e()\n",
            id="a dead elif goes with its comments",
        ),
        pytest.param(
            f"""\
                # about it
                if {PY_ON}:
                    a()
                    # tail
                # why not
                else:
                    b()
                    # last
                c()
            """,
            False,
            "    # about it\n    # why not\n    b()\n    # last\n    c()\n",
            id="comments stay with the arm they belong to",
        ),
        pytest.param(
            """\
                match posthog.get_feature_flag("new-nav", u.id):
                    case "a" | "b":
                        a()
                    case "c":
                        b()

                        c()
                    case _:
                        d()
                e()
            """,
            "c",
            "    b()\n\n    c()\n    e()\n",
            id="a match becomes its arm",
        ),
        pytest.param(
            f"""\
                for x in u.rows:
                    if {PY_ON}:
                        continue
                    a(x)
                    # done
                b()
            """,
            True,
            "    for x in u.rows:\n        continue\n    b()\n",
            id="what follows a continue goes up to the end of the block",
        ),
        pytest.param(
            f"""\
                if {PY_ON}: return a()  # now
                else: return b()  # then
            """,
            False,
            "    return b()  # then\n",
            id="bodies on the line of their condition",
        ),
        pytest.param(
            f"    x = 1; on = {PY_ON}; y = 2\n    return y if on else x\n",
            False,
            "    x = 1; y = 2\n    return x\n",
            id="one of several statements of a line",
        ),
        pytest.param(
            f"""\
                if {PY_ON}:
                    x = \"\"\"
                    text
                  \"\"\"
                    a(x,
                      1)
            """,
            True,
            '    x = """\n        text\n      """\n    a(x,\n      1)\n',
            id="lines inside a string keep their indentation",
        ),
        pytest.param(
            f"""\
                if (
                    {PY_ON}
                    and u.ready
                ):
                    a()
            """,
            True,
            "    if u.ready:\n        a()\n",
            id="parentheses of a condition that fits on a line go",
        ),
    ],
)
def test_statement_folds_in_python(
    after: Callable[..., str], before: str, value: bool | str, expected: str
) -> None:
    """A statement becomes the branch that is taken, or nothing."""
    assert after(_method(before), value, path="a.py") == "def f(posthog, u):\n" + expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"if ({ON}) return 1; g(); h()\n", "return 1;\n"),
        (f"if ({ON}) return a.x\n;[1].forEach(g)\n", "return a.x\n;\n"),
        (f"g(); if (!{ON}) {{ h() }} else {{ return a }} i()\n", "g(); return a\n"),
    ],
)
def test_branch_that_ends_the_flow_stays_on_a_shared_line(
    after: Callable[..., str], body: str, expected: str
) -> None:
    """What can never be reached goes without what stands before it on the same line."""
    expected = "function f(a: A) {\n" + indent(expected, "  ") + "}\n"
    assert after(_function(body)) == expected


@pytest.mark.parametrize("value", [True, False])
@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            f"""\
                a()
                # about it
                if {PY_ON}:
                    # in
                    b()  # b
                    # last
                # why not
                else:
                    c()  # c
                d()
            """,
            id="comments of a chain",
        ),
        pytest.param(
            f"""\
                a()
                # about it
                if not {PY_ON}:
                    return b()  # b
                # about the rest
                c(); d()  # c
                # the end
            """,
            id="comments of a guard",
        ),
        pytest.param(
            f"""\
                # about it
                if {PY_ON}: a()  # a
            """,
            id="comments of the only statement",
        ),
    ],
)
def test_windows_line_ends_make_no_difference_in_python(
    after: Callable[..., str], body: str, value: bool
) -> None:
    """No line end is cut in half or doubled behind a comment, and comments go as they would."""
    source = _method(body)
    windows = after(source.replace("\n", "\r\n"), value, path="a.py")
    assert windows == after(source, value, path="a.py").replace("\n", "\r\n")

"""What holds for every program: it does the same, it parses, and a second run changes nothing."""

import ast
from collections.abc import Callable
from itertools import product
from textwrap import indent

from hypothesis import given, settings
from hypothesis import strategies as st

from codebase.parsing import parse
from codebase.removal import RemovalResult

Remove = Callable[..., RemovalResult]

FLAG = 'posthog.feature_enabled("new-nav", u.id)'
OTHER = 'posthog.feature_enabled("other", u.id)'
VARIANT = 'posthog.get_feature_flag("new-nav", u.id)'


def _both(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("({} and {})".format, children, children),
        st.builds("({} or {})".format, children, children),
        st.builds("(not {})".format, children),
        st.builds("({} if {} else {})".format, children, children, children),
    )


CONDITION = st.recursive(
    st.sampled_from(["u.a", "u.b", "u.a == u.b", OTHER, FLAG, f'{VARIANT} == "test"']),
    _both,
    max_leaves=4,
)
CALL = st.integers(0, 99).map("log({})\n".format)
LEAF = st.one_of(
    CALL,
    CALL,
    st.just("\n"),
    st.just("# a note\n"),
    st.just("return 1\n"),
    CONDITION.map("log({})\n".format),
    CONDITION.map("return {}\n".format),
    st.just(f"on = {FLAG}\nif on and u.a:\n    log('on')\n"),
)


def _body(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    lines = st.lists(children, min_size=1, max_size=3).map("".join)
    return lines.map(lambda text: indent(text, "    ") + "    log('end')\n")


def _compound(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    body = _body(children)
    return st.one_of(
        st.builds("if {}:\n{}".format, CONDITION, body),
        st.builds("if {}:\n{}else:\n{}".format, CONDITION, body, body),
        st.builds("if {}:\n{}elif {}:\n{}".format, CONDITION, body, CONDITION, body),
        st.builds(
            "if {}:\n{}# why\nelif {}:\n{}else:\n{}".format, CONDITION, body, CONDITION, body, body
        ),
        st.builds("for x in u.rows:\n{}".format, body),
        st.builds("for x in u.rows:\n    if {}:\n        continue\n{}".format, CONDITION, body),
    )


PROGRAM = st.lists(st.recursive(LEAF, _compound, max_leaves=6), min_size=1, max_size=4).map(
    lambda parts: "def f(posthog, u, log):\n" + indent("".join(parts) + "log('last')\n", "    ")
)


class _Client:
    def __init__(self, value: bool | str, other: bool) -> None:
        self._value, self._other = value, other

    def feature_enabled(self, key: str, _: int) -> bool:
        return bool(self._value) if key == "new-nav" else self._other

    def get_feature_flag(self, _key: str, _: int) -> bool | str:
        return self._value


class _User:
    id, rows = 1, (1, 2)

    def __init__(self, a: bool, b: bool) -> None:
        self.a, self.b = a, b


def _behaviour(source: str, value: bool | str) -> list[object]:
    """Run the program for every user and other flag, and write down what it does."""
    scope: dict[str, Callable[..., object]] = {}
    exec(compile(source, "<program>", "exec"), scope)
    seen: list[object] = []
    for a, b, other in product((True, False), repeat=3):
        seen.append(("returned", scope["f"](_Client(value, other), _User(a, b), seen.append)))
    return seen


@settings(max_examples=150, deadline=None)
@given(source=PROGRAM, value=st.sampled_from([True, False, "test", "control"]))
def test_python_program_does_the_same(remove: Remove, source: str, value: bool | str) -> None:
    """Whatever is taken out, every call and every result is the same as with the flag settled."""
    result = remove({"src/a.py": source}, value)
    content = result.contents.get("src/a.py")
    if content is None:
        assert ("new-nav" in source) == bool(result.removal.left)
        return
    after = content.decode()
    ast.parse(after)
    assert _behaviour(source, value) == _behaviour(after, value)
    assert "new-nav" not in after
    assert remove({"src/a.py": after}, value).contents == {}


TS_CONDITION = st.sampled_from(
    [
        "posthog.isFeatureEnabled('new-nav')",
        "!posthog.isFeatureEnabled('new-nav')",
        "posthog.isFeatureEnabled('new-nav') && a.x",
        "a.x || posthog.isFeatureEnabled('new-nav')",
        "posthog.getFeatureFlag('new-nav') === 'test'",
        "posthog.isFeatureEnabled('other')",
        "a.x",
    ]
)
TS_LEAF = st.one_of(
    st.integers(0, 99).map("log({})\n".format),
    st.just("// a note\n"),
    st.just("\n"),
    st.just("return a.y\n"),
    st.just("return <p>{posthog.isFeatureEnabled('new-nav') && <b/>}</p>\n"),
    TS_CONDITION.map("log({} ? 1 : 2)\n".format),
)


def _ts_compound(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    body = st.lists(children, max_size=3).map(lambda parts: indent("".join(parts), "  "))
    return st.one_of(
        st.builds("if ({}) {{\n{}}}\n".format, TS_CONDITION, body),
        st.builds("if ({}) {{\n{}}} else {{\n{}}}\n".format, TS_CONDITION, body, body),
        st.builds(
            "if ({}) {{\n{}}} else if ({}) {{\n{}}} else {{\n{}}}\n".format,
            TS_CONDITION,
            body,
            TS_CONDITION,
            body,
            body,
        ),
        st.builds("for (const r of a.rows) {{\n{}}}\n".format, body),
    )


TS_PROGRAM = st.lists(
    st.recursive(TS_LEAF, _ts_compound, max_leaves=6), min_size=1, max_size=4
).map(lambda parts: "export function f(a: A) {\n" + indent("".join(parts), "  ") + "}\n")


@settings(max_examples=100, deadline=None)
@given(source=TS_PROGRAM, value=st.sampled_from([True, False, "test"]))
def test_tsx_program_parses_and_keeps_other_flags(
    remove: Remove, source: str, value: bool | str
) -> None:
    """The result parses, names the flag no more, and every line that is left stood there before."""
    result = remove({"src/a.tsx": source}, value)
    content = result.contents.get("src/a.tsx")
    if content is None:
        assert ("new-nav" in source) == bool(result.removal.left)
        return
    after = content.decode()
    assert not parse("tsx", content).root_node.has_error
    assert "new-nav" not in after
    assert after.count("'other'") <= source.count("'other'")
    assert remove({"src/a.tsx": after}, value).contents == {}

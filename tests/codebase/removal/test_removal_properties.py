"""What holds for every TSX program: it parses, lost the flag, and a second run changes nothing."""

from collections.abc import Callable
from textwrap import indent

from hypothesis import given, settings
from hypothesis import strategies as st

from codebase.parsing import parse
from codebase.removal import RemovalResult

Remove = Callable[..., RemovalResult]

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

"""What an expression may be, and which constants it was read from."""

from collections.abc import Callable
from typing import Any

import pytest

from codebase.keys import Resolution, resolve
from codebase.modules import Project

Trees = Callable[[dict[str, str]], Any]


def _argument(tree_of: Trees, files: dict[str, str], path: str) -> Resolution:
    """Resolve what the last call of `f` in a file is given."""
    project = Project(tree_of(files))
    module = project.module(path)
    assert module is not None
    calls = [call for call in module.calls() if module.text(call).startswith("f(")]
    arguments = calls[-1].child_by_field_name("arguments")
    assert arguments is not None
    return resolve(arguments.named_children[0], module, project)


@pytest.mark.parametrize(
    ("path", "expression", "value"),
    [
        ("a.ts", "'it\\'s'", "it's"),
        ("a.ts", "`plain`", "plain"),
        ("a.ts", "('cast' as string)!", "cast"),
        ("a.ts", "'a' + `b${'c'}`", "abc"),
        ("a.ts", "['a', 'b'].join('-')", "a-b"),
        ("a.ts", "({ a: { b: 'deep' } }).a['b']", "deep"),
        ("a.ts", "'\\u{1F600}'", "\U0001f600"),
        ("a.py", '"a" "b"', "ab"),
        ("a.py", 'r"a\\d"', "a\\d"),
        ("a.py", "f\"a{{}}{'b'}\"", "a{}b"),
        ("a.py", '"a_%s" % "b"', "a_b"),
        ("a.py", '"a_{}".format("b")', "a_b"),
        ("a.py", '"-".join(["a", "b"])', "a-b"),
        ("a.py", '{"a": ("x", "y")}["a"][1]', "y"),
    ],
)
def test_constant_expressions_have_one_exact_value(
    tree_of: Trees, path: str, expression: str, value: str
) -> None:
    """A constant expression is evaluated the way its language would."""
    found = _argument(tree_of, {path: f"f({expression})\n"}, path)
    assert (found.values, found.exact) == ((value,), True)


@pytest.mark.parametrize(
    ("path", "source", "prefix"),
    [
        ("a.ts", "f(`page_${x}`)", "page_"),
        ("a.ts", "const A = 'area_'; f(A + x)", "area_"),
        ("a.py", 'f(f"page_{x}")', "page_"),
        ("a.py", 'f("page_%s" % x)', "page_"),
        ("a.py", 'f(f"page_{x!r}")', "page_"),
    ],
)
def test_a_computed_string_gives_its_beginning_and_no_key(
    tree_of: Trees, path: str, source: str, prefix: str
) -> None:
    """The literal beginning of an unknown string is a hint and never a value."""
    found = _argument(tree_of, {path: source + "\n"}, path)
    assert (found.values, found.exact, found.prefix) == ((), False, prefix)


def test_definitions_name_every_constant_on_the_way(tree_of: Trees) -> None:
    """A removal learns the bytes of each constant and object member a key came through."""
    keys = "export const FLAGS = { Side: 'side-rail', Top: 'top' } as const\n"
    use = "import { FLAGS } from './keys'\nconst KEY = FLAGS.Side\nf(KEY)\n"
    found = _argument(tree_of, {"keys.ts": keys, "use.ts": use}, "use.ts")
    sources = {"keys.ts": keys, "use.ts": use}
    cut = [sources[d.path][d.start_byte : d.end_byte] for d in found.definitions]
    assert [d.name for d in found.definitions] == ["Side", "KEY"]
    assert cut == ["Side: 'side-rail'", "KEY = FLAGS.Side"]


def test_an_enum_member_is_a_definition(tree_of: Trees) -> None:
    """The member, not the whole enum, is what a key was read from."""
    source = "from enum import Enum\nclass K(Enum):\n    A = 'a'\n    B = 'b'\nf(K.A.value)\n"
    found = _argument(tree_of, {"a.py": source}, "a.py")
    assert found.values == ("a",)
    assert [source[d.start_byte : d.end_byte] for d in found.definitions] == ["A = 'a'"]


def test_a_parameter_is_not_exact(tree_of: Trees) -> None:
    """A parameter named like a constant is the parameter."""
    source = "const KEY = 'outer'\nfunction g(KEY) { f(KEY) }\n"
    found = _argument(tree_of, {"a.ts": source}, "a.ts")
    assert found == Resolution()


def test_a_parameter_with_a_closed_type_has_values_and_is_not_exact(tree_of: Trees) -> None:
    """A union of literals bounds a parameter; which one it is, callers decide."""
    source = "function g(key: 'a' | 'b') { f(key) }\n"
    found = _argument(tree_of, {"a.ts": source}, "a.ts")
    assert (found.values, found.exact) == (("a", "b"), False)


def test_the_last_certain_assignment_wins(tree_of: Trees) -> None:
    """What is overwritten before the use is no candidate."""
    found = _argument(tree_of, {"a.ts": "let k = 'one'\nk = 'two'\nf(k)\n"}, "a.ts")
    assert found.values == ("two",)


def test_both_branches_are_candidates(tree_of: Trees) -> None:
    """Assignments in branches that may or may not run all count."""
    source = "k = 'x'\nif y:\n    k = 'a'\nf(k)\n"
    found = _argument(tree_of, {"a.py": source}, "a.py")
    assert (found.values, found.exact) == (("a", "x"), True)


def test_import_cycles_end(tree_of: Trees) -> None:
    """Two files that read each other's constants are unknown, not endless."""
    files = {
        "a.ts": "import { B } from './b'\nexport const A = B\nf(A)\n",
        "b.ts": "import { A } from './a'\nexport const B = A\n",
    }
    assert _argument(tree_of, files, "a.ts").values == ()

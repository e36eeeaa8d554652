"""Ruby's own proofs are tripped by what they must refuse, and what stands between the cases."""

from collections.abc import Callable
from difflib import SequenceMatcher

import pytest

from codebase.parsing import parse
from codebase.removal import RemovalResult, proofs
from codebase.removal.draft import Draft, Edit
from codebase.removal.languages import RULES
from codebase.removal.languages.ruby.names import variables
from codebase.removal.languages.ruby.operators import needs_parentheses
from codebase.removal.languages.ruby.values import is_used, may_go, statements

PATH = "app/a.rb"
CHECK = "$posthog.is_feature_enabled('new-nav', user.id)"
VARIANT = "$posthog.get_feature_flag('new-nav', user.id)"


def _objection(proof: Callable[[proofs.Sides], str], source: str, change: tuple[str, str]) -> str:
    """Replace one piece of text, byte by byte where it differs, and ask one proof."""
    content, old, new = source.encode(), change[0].encode(), change[1].encode()
    draft = Draft("a.rb", "ruby", content)
    start = content.index(old)
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    draft.apply(Edit(start + a, start + b, new[c:d]) for tag, a, b, c, d in codes if tag != "equal")
    before, after = parse("ruby", content), parse("ruby", draft.source)
    return proof(proofs.Sides(draft, RULES["ruby"], before, after))


@pytest.mark.parametrize(
    ("proof", "source", "change", "reason"),
    [
        pytest.param(
            proofs.same_names,
            "def f\n  x = 1\n  use(x)\nend\n",
            ("  x = 1\n", ""),
            "would not compile",
            id="a variable that became a call",
        ),
        pytest.param(
            proofs.same_names,
            "def f\n  use(x)\n  y = 1\n  y\nend\n",
            ("y = 1\n  y", "x = 1\n  x"),
            "would not compile",
            id="a word that was never there",
        ),
        pytest.param(
            proofs.same_names,
            "def f\n  a\n  b if x\nend\n",
            ("  b if x\n", ""),
            "result would change",
            id="another value of a method",
        ),
        pytest.param(
            proofs.same_names,
            "rows.map { |r| a(r); b(r) if x }\n",
            ("; b(r) if x", ""),
            "result would change",
            id="another value of a block",
        ),
        pytest.param(
            proofs.same_names,
            "f = -> do\n  a\n  b if x\nend\n",
            ("  b if x\n", ""),
            "result would change",
            id="another value of a lambda",
        ),
        pytest.param(
            proofs.same_names,
            "x = begin\n  a\n  b if y\nend\n",
            ("  b if y\n", ""),
            "result would change",
            id="another value of a variable",
        ),
        pytest.param(
            proofs.same_names,
            "def f\n  a\n  if x\n    b\n    c\n  end\nend\n",
            ("    c\n", ""),
            "result would change",
            id="another value of a branch that is a value",
        ),
        pytest.param(
            proofs.same_names,
            "def f(z)\n  defined?(x && z)\nend\n",
            ("(x && z)", "z"),
            "result would change",
            id="another expression to be defined",
        ),
        pytest.param(
            proofs.only_deletes,
            "a(<<~X) if b\n  text here\nX\n",
            ("a(<<~X) if b\n", "a()\n"),
            "lines would join",
            id="a text that became code",
        ),
        pytest.param(
            proofs.second_parser,
            "render x ? { a: 1 } : 2\n",
            ("x ? { a: 1 } : 2", "{ a: 1 }"),
            "would not compile",
            id="a table that became a block",
        ),
        pytest.param(
            proofs.second_parser,
            "def f\n  x = a ? (return 1) : 2\n  x\nend\n",
            ("a ? (return 1) : 2", "(return 1)"),
            "would not compile",
            id="the value of a return",
        ),
    ],
)
def test_proof_refuses(
    proof: Callable[[proofs.Sides], str], source: str, change: tuple[str, str], reason: str
) -> None:
    """Each proof names its reason when an edit breaks what it watches."""
    assert _objection(proof, source, change) == reason


@pytest.mark.parametrize("proof", proofs.PROOFS)
@pytest.mark.parametrize(
    ("source", "change"),
    [
        (
            "def f\n  if a\n    b\n  else\n    c\n  end\nend\n",
            ("if a\n    b\n  else\n    c\n  end", "b"),
        ),
        ("def f\n  b if a\nend\n", ("  b if a\n", "")),
        ("def f\n  return b if a\n  c\nend\n", (" if a\n  c", "")),
        ("def f\n  case a\n  when 1 then b\n  end\nend\n", ("case a\n  when 1 then b\n  end", "b")),
        ("x = { 'a' => b, 'c' => d }['a']\n", ("{ 'a' => b, 'c' => d }['a']", "b")),
        ("x = { 'a' => b }.fetch(y, o)\n", ("{ 'a' => b }.fetch(y, o)", "o")),
        ("f do |x|\n  x = a rescue b\n  x\nend\n", (" rescue b", "")),
        ("def f\n  a\nrescue E => e\n  g(e) if b\nend\n", (" if b", "")),
    ],
)
def test_proof_accepts_a_plain_removal(
    proof: Callable[[proofs.Sides], str], source: str, change: tuple[str, str]
) -> None:
    """No proof stands in the way of an edit that only takes something away."""
    assert _objection(proof, source, change) == ""


@pytest.mark.parametrize(
    ("source", "known"),
    [
        ("x\nx = 1\nx\n", [False, True, True]),
        ("a = 1\ndef f(b = 2, c: 3, *d, **e, &g)\n  b; c; d; e; g; a\nend\n", None),
        ("a = 1\nf { |b; c| a; b; c }\nb\n", [True, True, True, True, True, True, False]),
        ("x if x = 1\n", [False, True]),
        ("begin\n  a\nrescue => e\n  e\nend\n", [False, True, True]),
        ("a, (b, *c) = d\na; b; c\n", [True, True, True, False, True, True, True]),
        ("case v\nin { on:, x: y }\n  on; y\nend\n", [False, True, True, True, True]),
        ("x = 1\nf(x:)\n", [True, True]),
        ("for i in rows do\n  i\nend\n", [True, False, True]),
        ("o.x = 1\nx\n", [False, False]),
    ],
)
def test_word_is_a_variable_after_its_assignment(source: str, known: list[bool] | None) -> None:
    """A word is a variable from where it is bound to the end of its method, block or class."""
    found = [known for _, known in variables(parse("ruby", source.encode()).root_node)]
    assert found == (known if known is not None else [True] * (len(found) - 1) + [False])


@pytest.mark.parametrize(
    ("source", "used"),
    [
        ("def f\n  a\n  X\nend\n", True),
        ("def f\n  X\n  a\nend\n", False),
        ("def f\n  X\nrescue\n  a\nend\n", True),
        ("def f\n  a\nrescue\n  X\nend\n", True),
        ("def f\n  a\nensure\n  X\nend\n", False),
        ("def f\n  while a\n    X\n  end\nend\n", False),
        ("def f\n  if a then X end\nend\n", True),
        ("def f\n  if a then X end\n  b\nend\n", False),
        ("def f\n  case a\n  when 1 then X\n  end\nend\n", True),
        ("x = begin\n  X\nend\n", True),
        ("f { a; X }\n", True),
        ("f(-> { X })\n", True),
        ("class A\n  X\nend\n", False),
        ("X\n", False),
        ("a and X\n", False),
        ("X and a\n", True),
        ("def f\n  a ? X : b\nend\n", True),
        ('"#{X}"\n', True),
        ("if begin; a; X; end\n  b\nend\n", True),
        ("begin\n  X\nend while a\n", False),
        ("X rescue a\nb\n", False),
    ],
)
def test_value_is_used_where_ruby_reads_it(source: str, used: bool) -> None:
    """The last statement of nearly everything is its value, as far as somebody reads that."""
    root = parse("ruby", source.encode()).root_node
    start = source.index("X")
    node = root.descendant_for_byte_range(start, start + 1)
    assert node is not None
    assert is_used(node) is used


def test_only_statement_may_go_also_as_a_value() -> None:
    """An empty body gives nil, as the statement that went did."""
    root = parse("ruby", b"def f\n  a if b\nend\ndef g\n  c\n  a if b\nend\n").root_node
    lists = [body for method in root.named_children if (body := method.child_by_field_name("body"))]
    assert [may_go(statements(body)[-1]) for body in lists] == [True, False]


@pytest.mark.parametrize(
    ("outer", "inner", "needed"),
    [
        ("X && b", "a || c", True),
        ("X || b", "a && c", False),
        ("!X", "a == b", True),
        ("f(X)", "a || b", False),
        ("f X, b", "a ? b : c", False),
        ("f X", "{ a: 1 }", True),
        ("f(X)", "{ a: 1 }", False),
        ("f X", "-a", True),
        ("x = X", "f a, b", False),
        ("[X]", "f a", True),
        ("x = X", "a if b", True),
        ("x = X", "a and b", True),
        ("x = X", "not a", True),
        ("X.b", "a + c", True),
        ("X ? b : c", "a ? d : e", True),
        ("b if X", "a and c", False),
        ("return X", "f a", False),
        ("X", "a if b", False),
        ("a - X", "b - c", True),
        ("X - a", "b - c", False),
        ("f X, 1", "a.map do |b| b end", True),
        ("while X do b end", "a.any? do |c| c end", True),
    ],
)
def test_parentheses_are_needed_where_meaning_would_change(
    outer: str,
    inner: str,
    needed: bool,
) -> None:
    """What takes a place has to hold together as strongly as the place asks for."""
    root = parse("ruby", outer.replace("X", "X ", 1).encode()).root_node
    start = outer.index("X")
    place = root.descendant_for_byte_range(start, start + 1)
    node = parse("ruby", inner.encode()).root_node.named_children[0]
    assert place is not None
    assert needs_parentheses(node, place, inner.encode()) is needed


@pytest.mark.parametrize(
    ("source", "value", "expected"),
    [
        (f"a if({CHECK} && b)\nc\n", True, "a if(b)\nc\n"),
        (f"a unless({CHECK})\nc\n", False, "a\nc\n"),
        (f"return({CHECK} ? a : b)\n", True, "return(a)\n"),
        (f"a if not({CHECK}) or b\nc\n", True, "a if b\nc\n"),
        (f"on = {CHECK} rescue false\na if on\nc\n", True, "a\nc\n"),
        (f"x = ({CHECK} ? a : b).c\n", True, "x = a.c\n"),
        (f"x = ({CHECK} ? a + d : b).c\n", True, "x = (a + d).c\n"),
        (f"f(\n  a\n) if {CHECK} # why\n", True, "f(\n  a\n) # why\n"),
        (f"f {{ |x| a if {CHECK} }}\n", False, "f { |x| }\n"),
        (f"a || ({CHECK} && !b)\nc\n", True, "a || !b\nc\n"),
        (f"f(a || ({CHECK} && b > 1))\n", True, "f(a || b > 1)\n"),
        (f"f((a && {CHECK} && b) || c)\n", True, "f((a && b) || c)\n"),
        (
            f"x = if {CHECK}\n      true\n    else\n      a\n    end\nf(x)\n",
            True,
            "x = true\nf(x)\n",
        ),
        (f"a if %w[x y].include?({VARIANT})\nb\n", "x", "a\nb\n"),
        (f"a if {VARIANT}.nil?\nb\n", "x", "b\n"),
        (f"a\nreturn if {CHECK}\nb\n__END__\nc\n", True, "a\nreturn\n__END__\nc\n"),
        (f"# typed: true\na if {CHECK}\nb\n", False, "# typed: true\nb\n"),
    ],
)
def test_code_becomes(
    after: Callable[..., str],
    source: str,
    value: bool | str,
    expected: str,
) -> None:
    """Small shapes of Ruby and what is left of them."""
    assert after(source, value, PATH) == expected


@pytest.mark.parametrize(
    ("source", "value", "reason"),
    [
        (f"x = [{CHECK}]\n", True, "value is passed on"),
        (f"def f = {CHECK}\n", True, "value is returned"),
        (f"return {CHECK}\n", True, "value is returned"),
        (f"on = {CHECK}\non += 1\n", True, "value is reassigned"),
        (f"on = {CHECK}\nfor on in a do b end\n", True, "value is reassigned"),
        (f"on = {CHECK}\ndef f\n  on\nend\n", True, "name exists twice"),
        (f"on = {CHECK}\neval('on')\n", True, "value is passed on"),
        (f'a("x #{{{CHECK}}}")\n', True, "result would change"),
        (f"a if b << c && {CHECK}\nd\n", False, "effect before the check"),
        (f"a if b =~ /c/ && {CHECK}\nd\n", False, "effect before the check"),
        (f"f {{ 'x' => a }}.fetch({VARIANT}, b)\n", "x", "value is passed on"),
        (f"a if {VARIANT}.present?\n", "x", "value is passed on"),
        (f"case {VARIANT}\nwhen String then a\nend\n", "x", "result would change"),
    ],
)
def test_check_is_left(
    reasons: Callable[..., list[str]],
    source: str,
    value: bool | str,
    reason: str,
) -> None:
    """What cannot be proven stays, with the reason."""
    assert reasons(source, value, PATH) == [reason]


def test_local_variable_that_held_the_key_goes(after: Callable[..., str]) -> None:
    """A key in a variable is a constant of its method, unless the variable is read otherwise."""
    asked = CHECK.replace("'new-nav'", "key")
    source = f"def f(user)\n  key = 'new-nav'\n  a if {asked}\n  b\nend\n"
    assert after(source, path=PATH) == "def f(user)\n  a\n  b\nend\n"


def test_method_that_only_asks_is_followed_without_arguments(
    remove: Callable[..., RemovalResult],
) -> None:
    """A bare word, `self.word` and a call on the class all ask the same."""
    method = "  def self.nav?\n    PostHog.is_feature_enabled('new-nav', 1)\n  end\n"
    user = "  def f\n    a if A.nav?\n    b if self.class.nav?\n    c\n  end\n"
    source = f"class A\n{method}\n{user}end\n"
    result = remove({PATH: source})
    assert result.contents == {
        PATH: b"class A\n  def f\n    a\n    b\n    c\n  end\nend\n",
    }
    assert result.removal.outcome == "removed"

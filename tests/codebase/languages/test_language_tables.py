"""Languages as tables: selectors, registration, and what Go needs beside its cases."""

from collections.abc import Callable
from typing import TYPE_CHECKING, get_args

import pytest

from codebase.index import find_usages
from codebase.languages import READERS, reader_of
from codebase.languages.tables.selecting import pick, pick_all, text_of
from codebase.languages.tables.text import escape, pieces_between, unquoted
from codebase.parsing import Language, language_of, parse
from scans.model import SourceTree

if TYPE_CHECKING:
    from tree_sitter import Node

Trees = Callable[[dict[str, str | bytes]], SourceTree]

HEAD = 'package a\n\nimport "github.com/posthog/posthog-go"\n\n'


def _first(source: str, kind: str, language: Language = "go") -> "Node":
    root = parse(language, source.encode()).root_node
    stack = [root]
    while stack:
        node = stack.pop()
        if node.type == kind:
            return node
        stack.extend(reversed(node.children))
    raise AssertionError(kind)


def _text(node: "Node | None") -> str:
    return text_of(node) if node is not None else ""


def test_a_selector_walks_fields_types_and_positions() -> None:
    """A field, a type, a position, a path of these and the first of two ways all find a node."""
    call = _first("package a\nvar x = f(1, /* c */ 2)\n", "call_expression")
    assert _text(pick(call, "function")) == "f"
    assert _text(pick(call, ":argument_list>#0")) == "1"
    assert _text(pick(call, "arguments>#-1")) == "2"
    assert _text(pick(call, "nothing, function")) == "f"
    assert pick(call, "nothing") is None
    assert pick(call, "") is None


def test_a_selector_for_all_leaves_out_what_stands_between() -> None:
    """Names in a list come without the commas that share their field, values without comments."""
    spec = _first("package a\nconst a, b = 1, /* c */ 2\n", "const_spec")
    assert [text_of(node) for node in pick_all(spec, "name")] == ["a", "b"]
    assert [text_of(node) for node in pick_all(spec, "value>#*")] == ["1", "2"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("\\n", "\n"),
        ("\\u00e9", "é"),
        ("\\u{e9}", "é"),
        ("\\x41", "A"),
        ("\\101", "A"),
        ("\\q", "q"),
    ],
)
def test_an_escape_is_decoded(written: str, meant: str) -> None:
    """Letters, codes of every length and characters that stand for themselves are decoded."""
    assert escape(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [('"a\\"b"', 'a"b'), ("'it''s'", "it''s"), ('"""x\ny"""', "x\ny"), ('r"a"', "a")],
)
def test_a_literal_loses_its_quotes_only(written: str, meant: str) -> None:
    """A quote inside a literal does not cut it."""
    assert unquoted(written) == meant


def test_text_that_is_no_node_stands_between_holes_and_escapes() -> None:
    """A string whose grammar names only its holes and escapes keeps all of its text."""
    source = 'defmodule A do\n  def f(x), do: "ä#{x} \\"b\\" c"\nend\n'
    node = _first(source, "string", "elixir")
    pieces = pieces_between()(node) or []
    assert [each if isinstance(each, str) else text_of(each) for each in pieces] == [
        *("ä", "x", " ", '"', "b", '"', " c")
    ]


def test_every_language_has_a_reader_to_load() -> None:
    """The table of readers names each language once, and JSX is JavaScript."""
    assert set(READERS) == set(get_args(Language))
    assert language_of("src/a.jsx") == "javascript"
    assert reader_of("tsx") is reader_of("vue")
    assert reader_of("go") is not reader_of("python")


def test_names_of_a_package_are_one_namespace(tree_of: Trees) -> None:
    """A constant, a method and a variable of another file in the folder are seen; of others not."""
    tree = tree_of(
        {
            "a/a.go": HEAD + "func run() { client.Enqueue(posthog.Capture{Event: name}) }\n",
            "a/b.go": 'package a\n\nconst name = "here"\n',
            "a/c.go": HEAD + 'var client = posthog.New("phc")\n',
            "b/b.go": 'package b\n\nconst name = "elsewhere"\n',
        }
    )
    found = [(site.kind, site.name) for site in find_usages(tree).usages]
    assert ("event", "here") in found
    assert ("event", "elsewhere") not in found


def test_a_message_of_another_type_has_no_key(tree_of: Trees) -> None:
    """Only the SDK's own `Capture` is an event, whatever a type of that name looks like."""
    body = (
        "type Capture struct{ Event string }\n\n"
        "func run(c posthog.Client) {\n"
        '\tc.Enqueue(Capture{Event: "own"})\n'
        '\tc.Enqueue(posthog.Alias{DistinctId: "alias"})\n'
        '\tc.Enqueue(posthog.Capture{Event: "kept"})\n}\n'
    )
    found = find_usages(tree_of({"a.go": HEAD + body}))
    assert [site.name for site in found.usages] == ["kept"]
    assert found.dynamic == ()


def test_a_field_set_later_replaces_the_literals(tree_of: Trees) -> None:
    """An assignment in the same block wins over the literal; one in a branch joins it."""
    body = (
        "func run(c posthog.Client, big bool) {\n"
        '\tone := posthog.Capture{Event: "old"}\n\tone.Event = "new"\n\tc.Enqueue(one)\n'
        '\ttwo := posthog.Capture{Event: "left"}\n'
        '\tif big {\n\t\ttwo.Event = "right"\n\t}\n\tc.Enqueue(two)\n}\n'
    )
    found = find_usages(tree_of({"a.go": HEAD + body}))
    assert sorted(site.name for site in found.usages) == ["left", "new", "right"]


def test_deep_and_broken_code_costs_nothing_else(tree_of: Trees) -> None:
    """Thousands of brackets and a torn function leave the calls around them."""
    call = 'func {name}(c posthog.Client) {{ c.Enqueue(posthog.Capture{{Event: "{name}"}}) }}\n'
    deep = "var deep = " + "(\n" * 3000 + "1" + ")\n" * 3000
    torn = "func torn( {\n\n"
    tree = tree_of(
        {
            "a.go": HEAD + call.format(name="before") + deep + call.format(name="after"),
            "b.go": HEAD + call.format(name="whole") + torn,
        }
    )
    names = {site.name for site in find_usages(tree).usages}
    assert {"before", "after", "whole"} <= names

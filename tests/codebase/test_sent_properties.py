"""Which properties a capture is known to send, and where more may go with it."""

from collections.abc import Callable

import pytest

from codebase.index import find_usages
from scans.model import CallSite, SourceTree

Trees = Callable[[dict[str, str | bytes]], SourceTree]

JS = "import posthog from 'posthog-js'\n"
NODE = "import { PostHog } from 'posthog-node'\nconst ph = new PostHog('k')\n"
PYTHON = "import posthog\n"
GO = 'package a\nimport "github.com/posthog/posthog-go"\n'


def the_site(tree_of: Trees, files: dict[str, str]) -> CallSite:
    """Return the one capture there is."""
    (site,) = [s for s in find_usages(tree_of(dict(files))).usages if s.kind == "event"]
    return site


def sent(tree_of: Trees, files: dict[str, str]) -> tuple[tuple[str, ...], bool]:
    """Return what it sends, and whether more may go with it."""
    site = the_site(tree_of, files)
    return site.properties, site.properties_open


@pytest.mark.parametrize(
    ("code", "names", "more"),
    [
        ("posthog.capture('e')", (), False),
        ("posthog.capture('e', {})", (), False),
        ("posthog.capture('e', { b: 1, a, 'c d': 2 })", ("a", "b", "c d"), False),
        ("posthog.capture('e', { a: 1 } as Props)", ("a",), False),
        ("posthog.capture('e', { a: { deep: 1 } })", ("a",), False),
        ("posthog.capture('e', { a: 1 }, { send_instantly: true })", ("a",), False),
        ("posthog.capture('e', { properties: 1 })", ("properties",), False),
        ("posthog.capture('e', { $set: {}, '$feature/x': 1, a: 1 })", ("a",), False),
        ("posthog.capture('e', { a: 1, ...rest() })", ("a",), True),
        ("posthog.capture('e', { a: 1, ...window.props })", ("a",), True),
        ("posthog.capture('e', { a: 1, [window.name]: 1 })", ("a",), True),
        ("const K = 'k'\nposthog.capture('e', { [K]: 1 })", ("k",), False),
        ("const base = { a: 1 }\nposthog.capture('e', { ...base, b: 1 })", ("a", "b"), False),
        ("const p = { a: 1 }\nposthog.capture('e', p)", ("a",), False),
        ("const p: any = { a: 1 }\np.b = 2\nposthog.capture('e', p)", ("a", "b"), True),
        ("const p: any = { a: 1 }\np['b'] = 2\nposthog.capture('e', { ...p })", ("a",), True),
        ("const p = { a: 1 }\nObject.assign(p, x)\nposthog.capture('e', p)", ("a",), True),
        ("posthog.capture('e', window.x ? { a: 1 } : { b: 1 })", ("a", "b"), False),
        ("posthog.capture('e', props())", (), True),
        ("posthog.capture('e', ...args)", (), True),
        ("posthog.capture('e', undefined)", (), False),
        ("posthog.capture('e', { ...null, a: 1 })", ("a",), False),
        ("posthog.capture('e', new Order())", (), True),
        ("const f = (n: 'e') => posthog.capture(n, { a: 1 })", ("a",), False),
        ("const f = (n: 'e', p?: P) => posthog.capture(n, { ...p, a: 1 })", ("a",), True),
        ("function f(p) { posthog.capture('e', p) }\nf(1)", (), True),
        ("const f = (e, p?) => posthog.capture(e, { ...p, v: 1 })\nf('e')", ("v",), False),
    ],
)
def test_a_browser_names_its_properties(
    tree_of: Trees, code: str, names: tuple[str, ...], more: bool
) -> None:
    """Literal keys are told; what is computed, spread or changed later may be more."""
    assert sent(tree_of, {"a.ts": JS + code}) == (names, more)


@pytest.mark.parametrize(
    ("code", "names", "more"),
    [
        ("ph.capture({ distinctId: 'u', event: 'e' })", (), False),
        ("ph.capture({ distinctId: 'u', event: 'e', properties: { a: 1 } })", ("a",), False),
        ("ph.capture({ event: 'e', properties: { a: 1, ...x() } })", ("a",), True),
        ("ph.capture({ ...message(), event: 'e' })", (), True),
        ("const m = { event: 'e', properties: { a: 1 } }\nph.capture(m)", ("a",), False),
    ],
)
def test_a_server_names_them_in_its_message(
    tree_of: Trees, code: str, names: tuple[str, ...], more: bool
) -> None:
    """`properties` of the message, and nothing else of it."""
    assert sent(tree_of, {"a.ts": NODE + code}) == (names, more)


@pytest.mark.parametrize(
    ("code", "names", "more"),
    [
        ("posthog.capture('u', 'e')", (), False),
        ("posthog.capture('u', 'e', {'a': 1})", ("a",), False),
        ("posthog.capture('u', 'e', properties={'a': 1, 'b': 2})", ("a", "b"), False),
        ("posthog.capture('e', distinct_id='u', properties={'a': 1})", ("a",), False),
        ("posthog.capture('e', properties=dict(a=1))", ("a",), False),
        ("posthog.capture('e', properties={'a': 1, **more()})", ("a",), True),
        ("posthog.capture('e', properties={name(): 1})", (), True),
        ("posthog.capture('e', **{'properties': {'a': 1}})", ("a",), False),
        ("posthog.capture('e', **options())", (), True),
        ("def f(p=None):\n  posthog.capture('e', properties=p or {})\nf()", (), True),
        ("def f(e, p=None):\n  posthog.capture(e, properties=p or {})\nf('e')", (), False),
        ("p = {'a': 1}\np['b'] = 2\nposthog.capture('e', properties=p)", ("a",), True),
        ("p = {'a': 1}\np.update(b=2)\nposthog.capture('e', properties=p)", ("a",), True),
        ("p = {'a': 1}\nposthog.capture('e', properties=p)", ("a",), False),
    ],
)
def test_python_names_them_in_either_place(
    tree_of: Trees, code: str, names: tuple[str, ...], more: bool
) -> None:
    """By position in the old majors, by keyword in all."""
    assert sent(tree_of, {"a.py": PYTHON + code}) == (names, more)


OTHERS = {
    "a.go": (
        "func f(c posthog.Client) {\n"
        '  c.Enqueue(posthog.Capture{Event: "e", Properties: posthog.Properties{"a": 1}}) }'
    ),
    "built.go": (
        'func f(c posthog.Client) {\n  c.Enqueue(posthog.Capture{Event: "e",'
        ' Properties: posthog.NewProperties().Set("a", 1)}) }'
    ),
    "bare.go": 'func f(c posthog.Client) { c.Enqueue(posthog.Capture{Event: "e"}) }',
    "a.rb": (
        "require 'posthog'\nposthog = PostHog::Client.new(api_key: 'k')\n"
        "posthog.capture(distinct_id: 'u', event: 'e', properties: { a: 1, 'b' => 2 })\n"
    ),
    "a.php": (
        "<?php\nuse PostHog\\PostHog;\n"
        "PostHog::capture(['distinctId' => 'u', 'event' => 'e', 'properties' => ['a' => 1]]);\n"
    ),
    "a.dart": (
        "import 'package:posthog_flutter/posthog_flutter.dart';\n"
        "void f() { Posthog().capture(eventName: 'e', properties: {'a': 1}); }\n"
    ),
    "a.swift": (
        'import PostHog\nfunc f() { PostHogSDK.shared.capture("e", properties: ["a": 1]) }\n'
    ),
    "a.cs": (
        "using PostHog;\nclass A { void F(IPostHogClient ph) {\n"
        'ph.Capture("u", "e", properties: new() { ["a"] = 1 }); } }\n'
    ),
    "A.kt": (
        "import com.posthog.PostHog\n"
        'fun f() { PostHog.capture("e", properties = mapOf("a" to 1)) }\n'
    ),
    "a.ex": ('defmodule A do\n  def f, do: PostHog.capture("e", %{distinct_id: "u", a: 1})\nend\n'),
}


@pytest.mark.parametrize(
    ("file", "names", "more"),
    [
        ("a.go", ("a",), False),
        ("built.go", (), True),
        ("bare.go", (), False),
        ("a.rb", ("a", "b"), False),
        ("a.php", ("a",), False),
        ("a.dart", ("a",), False),
        ("a.swift", ("a",), False),
        ("a.cs", ("a",), False),
        ("A.kt", (), True),
        ("a.ex", (), True),
    ],
)
def test_other_languages_tell_them_or_say_that_they_do_not(
    tree_of: Trees, file: str, names: tuple[str, ...], more: bool
) -> None:
    """A language whose objects are not understood never claims to know all of them."""
    code = (GO if file.endswith(".go") else "") + OTHERS[file]
    assert sent(tree_of, {file: code}) == (names, more)


def test_a_wrapper_hands_them_on(tree_of: Trees) -> None:
    """What the caller writes down and what the wrapper adds."""
    files = {
        "track.ts": JS + "export const track = (event: string, props = {}) =>\n"
        "  posthog.capture(event, { app: 'web', ...props })\n",
        "a.ts": "import { track } from './track'\ntrack('e', { a: 1 })\n",
    }
    assert sent(tree_of, files) == (("a", "app"), False)


def test_a_wrapper_that_is_given_none_sends_its_own(tree_of: Trees) -> None:
    """A default counts where the caller leaves it out."""
    files = {
        "track.py": PYTHON + "def track(event, user, props={}):\n"
        "    posthog.capture(event, distinct_id=user, properties={'app': 1, **props})\n",
        "a.py": "from track import track\ntrack('e', 'u')\n",
    }
    assert sent(tree_of, files) == (("app",), False)


def test_what_a_caller_builds_step_by_step_is_open(tree_of: Trees) -> None:
    """Also where the steps are made beside a call of a wrapper."""
    files = {
        "track.ts": JS + "export const track = (event: string, props) =>\n"
        "  posthog.capture(event, props)\n",
        "a.ts": "import { track } from './track'\nconst p: any = { a: 1 }\n"
        "if (p) p.b = 1\ntrack('e', p)\n",
    }
    assert sent(tree_of, files) == (("a", "b"), True)


def test_two_ways_to_one_capture_are_joined(tree_of: Trees) -> None:
    """A call that may run one of two wrappers may send what either does."""
    files = {
        "a.ts": JS + "const one = (e: string) => posthog.capture(e, { a: 1 })\n"
        "const two = (e: string) => posthog.capture(e, { b: 1 })\n"
        "const either = window.x ? one : two\neither('e')\n",
    }
    assert sent(tree_of, files)[0] == ("a", "b")


def test_flags_send_nothing(tree_of: Trees) -> None:
    """Only captures have properties."""
    usages = find_usages(tree_of({"a.ts": JS + "posthog.isFeatureEnabled('f', { a: 1 })\n"}))
    assert [(s.properties, s.properties_open) for s in usages.usages] == [((), False)]

"""Whose method is called, and which name is meant."""

from collections.abc import Callable
from typing import Any

import pytest

from codebase.index import find_usages
from scans.model import Usages

Trees = Callable[[dict[str, str]], Any]


def _names(usages: Usages) -> list[str]:
    return [site.name for site in usages.usages if site.kind != "init"]


@pytest.mark.parametrize(
    "source",
    [
        "class Logger { capture(x) {} }\nconst posthog = new Logger()\nposthog.capture('x')",
        "const ph = { capture(x) {} }\nph.capture('x')",
        "function f(posthog: { capture(s: string): void }) { posthog.capture('x') }",
        "const client = elsewhere()\nclient.capture('x') // posthog",
        "import { capture } from './posthog'\ncapture('x')",
        "addEventListener('posthog', f, { capture: true })",
        "// posthog\nfunction capture(x) {}\ncapture('x')",
    ],
)
def test_a_resolved_type_beats_a_name(tree_of: Trees, source: str) -> None:
    """Objects and functions that are known to be something else are left alone."""
    usages = find_usages(tree_of({"a.ts": source + "\n"}))
    assert (usages.usages, usages.dynamic) == ((), ())


@pytest.mark.parametrize(
    ("source", "confidence"),
    [
        ("import hog from 'posthog-js'\nhog.capture('x')", "certain"),
        ("window.posthog?.capture('x')", "certain"),
        ("ctx.services.posthog.capture('x')", "likely"),
        ("this._posthogClient.capture('x')", "likely"),
        ("req.ph.capture('x')", "likely"),
    ],
)
def test_a_name_is_the_fallback(tree_of: Trees, source: str, confidence: str) -> None:
    """An object nobody can resolve is taken by its name, and the site says so."""
    usages = find_usages(tree_of({"a.ts": source + "\n"}))
    assert [(site.name, site.confidence) for site in usages.usages] == [("x", confidence)]


def test_a_local_class_shadows_the_module(tree_of: Trees) -> None:
    """A local name hides the SDK's module in its function and nowhere else."""
    source = (
        "import posthog\n\n\nclass T:\n    def capture(self, a, b): ...\n\n\n"
        "def f():\n    posthog = T()\n    posthog.capture('u', 'hidden')\n\n\n"
        "posthog.capture('u', 'seen')\n"
    )
    assert _names(find_usages(tree_of({"a.py": source}))) == ["seen"]


def test_any_receiver_accepts_exact_keys_only(tree_of: Trees) -> None:
    """A removal also sees calls on objects nobody can identify, if method and key are exact."""
    source = "svc.isFeatureEnabled('k')\nsvc.isFeatureEnabled(`k-${x}`)\nsvc.other('k')\n"
    tree = tree_of({"a.ts": source})
    assert _names(find_usages(tree)) == []
    strict = find_usages(tree, any_receiver=True)
    assert (_names(strict), strict.dynamic) == (["k"], ())


def test_keys_narrow_the_named_sites(tree_of: Trees) -> None:
    """A question about some keys is answered with these keys and everything dynamic."""
    source = "import p from 'posthog-js'\np.capture('a')\np.capture('b')\np.capture(x())\n"
    usages = find_usages(tree_of({"a.ts": source}), keys={"b"})
    assert _names(usages) == ["b"]
    assert len(usages.dynamic) == 1


def test_positions_are_bytes_and_ends_are_exclusive(tree_of: Trees) -> None:
    """Columns count bytes of UTF-8 from the start of the receiver to behind the call."""
    source = "import p from 'posthog-js'\nconst é = 1; p\n  .capture('k')\n"
    (site,) = find_usages(tree_of({"a.ts": source})).usages
    assert (site.line, site.column, site.end_line, site.end_column) == (2, 14, 3, 15)


def test_a_wrapper_is_named_on_the_way(tree_of: Trees) -> None:
    """A call through two wrappers is reported where its key is known, outermost name first."""
    files = {
        "a.ts": "import p from 'posthog-js'\nexport const send = (n) => p.capture(n)\n",
        "b.ts": "import { send } from './a'\nexport const log = (n) => send('b_' + n)\n",
        "c.ts": "import { log } from './b'\nlog('c')\n",
    }
    (site,) = find_usages(tree_of(files)).usages
    assert (site.file, site.name, site.via) == ("c.ts", "b_c", ("log", "send"))


def test_a_component_that_shows_a_flag_is_no_wrapper_of_it(tree_of: Trees) -> None:
    """The tag of a component that asks for a fixed flag is not another usage of it."""
    source = (
        "import { useFeatureFlagEnabled } from 'posthog-js/react'\n"
        "const Gate = () => useFeatureFlagEnabled('k')\n"
        "const Page = () => <Gate />\n"
    )
    usages = find_usages(tree_of({"a.tsx": source})).usages
    assert [(site.line, site.name) for site in usages] == [(2, "k")]


def test_the_same_tree_gives_the_same_answer(tree_of: Trees) -> None:
    """Usages come in the order of file, line and column, every time."""
    files = {
        "b.ts": "import p from 'posthog-js'\np.capture('z'); p.capture('a')\n",
        "a.py": "import posthog\nposthog.capture('u', 'm')\n",
    }
    first, second = find_usages(tree_of(files)), find_usages(tree_of(files))
    assert first == second
    assert _names(first) == ["m", "z", "a"]


def test_all_flags_handed_on_are_one_dynamic_flag(tree_of: Trees) -> None:
    """Where every flag is returned to callers, nobody can say that one is not read."""
    source = (
        "import { PostHog } from 'posthog-node'\nconst hog = new PostHog('t')\n"
        "export const all = (id: string) => hog.getAllFlags(id)\n"
    )
    usages = find_usages(tree_of({"a.ts": source}))
    assert [(site.line, site.kind, site.method) for site in usages.dynamic] == [
        (3, "flag", "getAllFlags")
    ]


def test_known_reads_of_all_flags_are_the_usages(tree_of: Trees) -> None:
    """If every read names its flag, the call that fetched them is no usage."""
    source = (
        "from posthog import Posthog\nhog = Posthog('t')\n"
        "flags = hog.get_all_flags('u')\nif flags.get('a') or 'b' in flags:\n    pass\n"
    )
    usages = find_usages(tree_of({"a.py": source}))
    assert (_names(usages), usages.dynamic) == (["a", "b"], ())


def test_binding_a_wrapper_is_not_calling_it(tree_of: Trees) -> None:
    """`bind` hands a function on; `call` calls it, its first argument is the object."""
    source = (
        "import p from 'posthog-js'\nexport function track(n) { p.capture(n) }\n"
        "const other = track.bind(null)\ntrack.call(null, 'called')\nother('bound')\n"
    )
    usages = find_usages(tree_of({"a.ts": source}))
    assert (_names(usages), usages.dynamic) == (["called", "bound"], ())


@pytest.mark.parametrize(
    "key",
    [
        "Object.values(T).forEach((v) => p.capture(v))",
        "Object.entries(T).map(([k, v]) => p.capture(v))",
        "export const f = (k: keyof typeof T) => p.capture(T[k])",
        "type V = (typeof T)[keyof typeof T]\nexport const f = (v: V) => p.capture(v)",
        "for (const { e } of [{ e: 'a' }, { e: 'b' }]) p.capture(e)",
    ],
)
def test_a_closed_set_gives_every_member(tree_of: Trees, key: str) -> None:
    """Loops, table types and table values name each key, and say that it is one of several."""
    source = f"import p from 'posthog-js'\nconst T = {{ x: 'a', y: 'b' }} as const\n{key}\n"
    usages = find_usages(tree_of({"a.ts": source}))
    assert [(site.name, site.confidence) for site in usages.usages] == [
        ("a", "likely"),
        ("b", "likely"),
    ]
    assert usages.dynamic == ()


def test_no_key_at_all_is_not_a_computed_one(tree_of: Trees) -> None:
    """A call that is given a name or nothing names its one key."""
    source = 'import posthog\nposthog.capture("u", "x" if y else None)\n'
    usages = find_usages(tree_of({"a.py": source}))
    assert (_names(usages), usages.dynamic) == (["x"], ())

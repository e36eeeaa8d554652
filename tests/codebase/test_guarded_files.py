"""A mistake of ours in one file: that file is named, the others are read."""

from collections.abc import Callable, Mapping

import pytest

from codebase.finding import finder
from codebase.finding.guard import is_doubt
from codebase.index import find_usages
from codebase.modules import Module
from scans.model import Skipped, SourceTree

Trees = Callable[[Mapping[str, str]], SourceTree]


def test_a_file_that_we_fail_on_costs_no_other(
    tree_of: Trees, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is listed with the kind of the error, and what stands in the others is found."""
    ours = finder.flag_reads

    def failing(engine: finder.Evaluator, module: Module) -> object:
        if module.path == "b.ts":
            raise ZeroDivisionError("a mistake")
        return ours(engine, module)

    monkeypatch.setattr(finder, "flag_reads", failing)
    call = "import posthog from 'posthog-js'\nposthog.capture('seen')\n"
    found = find_usages(tree_of({"a.ts": call, "b.ts": call, "c.ts": call}))
    reason = "not understood, by a mistake in Groundskeeper: ZeroDivisionError"
    assert found.skipped == (Skipped(file="b.ts", reason=reason),)
    assert {site.file for site in found.usages} >= {"a.ts", "c.ts"}


@pytest.mark.parametrize(
    ("reason", "doubt"),
    [
        ("unreadable", True),
        ("nested too deeply", True),
        ("not understood, by a mistake in Groundskeeper: KeyError", True),
        ("generated", False),
        ("foreign code", False),
        ("larger than 1048576 bytes", False),
    ],
)
def test_what_we_fail_on_leaves_a_doubt(reason: str, doubt: bool) -> None:
    """Nothing may be concluded from a file that could hold call sites and was not understood."""
    assert is_doubt(reason) is doubt


def test_a_file_that_costs_too_much_is_cut_short_and_named(tree_of: Trees) -> None:
    """Every function calls all the others: it ends, and a person learns that it did."""
    names = [f"f{at}" for at in range(24)]
    calls = "\n".join(f"  {name}(a, b)" for name in names)
    functions = "\n".join(f"export function {name}(a, b) {{\n{calls}\n}}" for name in names)
    source = (
        f"import posthog from 'posthog-js'\n{functions}\nfunction f0b(a) {{ posthog.capture(a) }}\n"
    )
    source = source.replace("f3(a, b)", "f0b(b)")
    found = find_usages(
        tree_of({"a.ts": source, "b.ts": "import { f1 } from './a'\nf1('x', 'y')\n"})
    )
    reason = "more wrappers around wrappers than are followed"
    assert Skipped(file="a.ts", reason=reason) in found.skipped

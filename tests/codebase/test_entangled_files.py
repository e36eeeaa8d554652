"""Texts that a grammar could read in ever more ways: given up in time, and named."""

from collections.abc import Callable, Mapping

import pytest

from codebase.finding.guard import is_doubt
from codebase.index import find_usages
from codebase.parsing import Entangled, parse
from scans.model import Skipped, SourceTree

Trees = Callable[[Mapping[str, str]], SourceTree]


ENTANGLED = (
    b"""class A(private val provider: Provider<P>, val all: List<P>, val maybe: Maybe<P>) {
    private val client = P.Builder(KEY).host("x").build()

    fun run(id: String) {
        client.capture(id, "a")
        val local = provider.get() ?: return
       """
    + b"#{" * 300
    + b"""
        maybe.ifPresent { it.capture(id, "b") }
        provider.ifAvailable { one -> one.capture(id, "c") }
    }
}

const val KEY = "k"
"""
)


def test_a_parser_is_stopped_before_it_takes_gigabytes() -> None:
    """Garbage that is read in more and more ways is an error, not minutes of work."""
    with pytest.raises(Entangled):
        parse("kotlin", ENTANGLED)


def test_the_next_file_is_parsed_as_if_nothing_had_happened() -> None:
    """A parser that was stopped begins anew."""
    with pytest.raises(Entangled):
        parse("kotlin", ENTANGLED)
    assert not parse("kotlin", b"fun f() { x() }").root_node.has_error


def test_such_a_file_is_named_and_costs_no_other(tree_of: Trees) -> None:
    """It may hold call sites, so it leaves a doubt; the others are read."""
    call = 'import com.posthog.PostHog\nfun g() { PostHog.capture("seen") }\n'
    found = find_usages(tree_of({"a.kt": ENTANGLED.decode(), "b.kt": call}))
    assert found.skipped == (Skipped(file="a.kt", reason="could be read in too many ways"),)
    assert is_doubt(found.skipped[0].reason)
    assert [site.name for site in found.usages] == ["seen"]

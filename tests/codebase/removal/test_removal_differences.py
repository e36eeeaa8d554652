"""What the proofs look at: everything that is not the same on both sides, and little else."""

import pytest

from codebase.parsing import Language, parse
from codebase.removal.differences import Difference, differences
from codebase.removal.draft import Draft, Edit
from codebase.removal.languages import RULES
from codebase.removal.languages.base import Sides


def changed(language: Language, source: str, *changes: tuple[str, str]) -> Draft:
    """Return a draft in which every text was replaced by another one."""
    draft = Draft("file", language, source.encode())
    for old, new in changes:
        start = draft.source.index(old.encode())
        draft.apply([Edit(start, start + len(old.encode()), new.encode())])
    return draft


def found(draft: Draft) -> list[Difference]:
    """Return what differs between a draft and its original."""
    before, after = parse(draft.language, draft.original), parse(draft.language, draft.source)
    return list(differences(before, after, draft.origin))


def texts(draft: Draft) -> list[tuple[list[bytes | None], list[bytes | None]]]:
    """Return the texts of both sides of every difference."""
    return [([n.text for n in each.old], [n.text for n in each.new]) for each in found(draft)]


def test_equal_files_do_not_differ() -> None:
    """Nothing is reported where nothing changed."""
    assert found(changed("typescript", "f(a)\ng(b)\n")) == []


def test_only_the_statement_that_went_is_reported() -> None:
    """The statements around a deleted one are not looked at."""
    draft = changed("typescript", "function f() {\n  a()\n  b()\n  c()\n}\n", ("  b()\n", ""))
    assert texts(draft) == [([b"b()"], [])]


def test_changes_in_two_functions_are_two_differences() -> None:
    """What lies between two changes is left out."""
    draft = changed(
        "python",
        "def f():\n    a()\n    b(1)\n\n\ndef g():\n    c()\n    d(2)\n",
        ("    b(1)\n", ""),
        ("    d(2)\n", ""),
    )
    assert sorted(texts(draft)) == [([b"b(1)"], []), ([b"d(2)"], [])]


def test_what_was_written_anew_is_reported() -> None:
    """An inserted token never hides among equal neighbours."""
    draft = changed("typescript", "f(a)\n", ("a)", "a, b)"))
    new = b" ".join(text or b"" for _, now in texts(draft) for text in now)
    assert b"b" in new


def test_a_changed_leaf_is_reported() -> None:
    """Two names of one length and place are not the same."""
    assert texts(changed("python", "total = old\n", ("old", "new"))) == [([b"old"], [b"new"])]


@pytest.mark.parametrize("language", ["typescript", "python"])
def test_nothing_is_lost_when_no_byte_can_be_traced(language: Language) -> None:
    """Without origins everything counts as different: a proof can only become stricter."""
    draft = changed(language, "f(a)\ng(b)\n", ("g(b)\n", ""))
    before, after = parse(language, draft.original), parse(language, draft.source)
    all_of_it = list(differences(before, after, lambda _: None))
    assert [node.text for each in all_of_it for node in each.old] == [b"f(a)", b"g(b)"]
    assert [node.text for each in all_of_it for node in each.new] == [b"f(a)"]


def test_deep_files_are_compared_without_recursion() -> None:
    """An expression that is nested thousands of times over is no danger."""
    deep = "a" + " + a" * 6_000
    draft = changed("typescript", f"x = {deep}\nf()\ny = {deep}\n", ("f()\n", ""))
    assert ([b"f()"], []) in texts(draft)


def test_types_around_a_difference_lead_from_the_root_to_it() -> None:
    """A token's way is as long as it would be when read from the top of the file."""
    draft = changed("python", "def f():\n    a()\n    b()\n", ("    b()\n", ""))
    (difference,) = found(draft)
    assert difference.around == ("module", "function_definition", "block")


@pytest.mark.parametrize(
    ("language", "source", "change"),
    [
        ("typescript", "let a = 1\nif (on) {\n  let a = 2\n  f(a)\n}\ng(a)\n", ("if (on) {", "")),
        ("python", "import x\n\n\ndef f():\n    return x.y\n", ("import x\n", "")),
    ],
)
def test_names_outside_the_differences_are_proved_too(
    language: Language, source: str, change: tuple[str, str]
) -> None:
    """A use that stands far from a change is refused when its declaration went or moved."""
    changes = [change, ("}\n", "")] if language == "typescript" else [change]
    draft = changed(language, source, *changes)
    rules = RULES[language]
    before, after = parse(language, draft.original), parse(language, draft.source)
    assert rules.names_differ(Sides(draft, rules, before, after))


def test_a_node_is_not_compared_with_one_that_later_nodes_came_out_of() -> None:
    """Of two operators inside each other, the inner one is no partner of the outer one."""
    draft = changed("typescript", "x = a > 1 && !b && on\n", (" && on", ""))
    (difference,) = found(draft)
    assert [node.text for node in difference.old] == [b"a > 1 && !b", b"&&", b"on"]
    assert [node.text for node in difference.new] == [b"a > 1", b"&&", b"!b"]

"""Whose methods a value may have: classes that extend another, or fit an interface."""

from collections.abc import Callable

from codebase.index import find_usages
from codebase.meaning.offerings import Neighbours
from codebase.modules import Project
from scans.model import SourceTree

TreeOf = Callable[[dict[str, str]], SourceTree]

_CLIENT = """package flags

import "github.com/posthog/posthog-go"

type Asking struct {
	client posthog.Client
}

func (a *Asking) On(key string) bool {
	on, _ := a.client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: key, DistinctId: "1"})
	return on == true
}
"""

_DOORS = """package flags

type Doors interface {
	On(key string) bool
	Off(key string) bool
}

type Lamps interface {
	On(key string) bool
}

func Light(lamps Lamps, doors Doors) {
	lamps.On("lamps-are-led")
	doors.On("main-entrance")
}
"""


def _named(tree: SourceTree) -> list[str | None]:
    return [usage.name for usage in find_usages(tree).usages]


def test_what_has_all_methods_of_an_interface_is_behind_it(tree_of: TreeOf) -> None:
    """An object with one of two methods is no door, and one with the only method is a lamp."""
    tree = tree_of({"flags/asking.go": _CLIENT, "flags/doors.go": _DOORS})
    assert _named(tree) == ["lamps-are-led"]


def test_methods_of_one_type_may_stand_in_several_files(tree_of: TreeOf) -> None:
    """A method in a file around the type's counts as if it stood beside it."""
    other = "package flags\n\nfunc (a *Asking) Off(key string) bool { return !a.On(key) }\n"
    tree = tree_of({"flags/asking.go": _CLIENT, "flags/doors.go": _DOORS, "flags/other.go": other})
    assert sorted(map(str, _named(tree))) == ["lamps-are-led", "main-entrance"]


def test_what_embeds_an_implementation_may_replace_its_methods(tree_of: TreeOf) -> None:
    """A struct that takes one of two methods over, and writes the other anew, fits as well."""
    off = "\nfunc (a *Asking) Off(key string) bool { return !a.On(key) }\n"
    other = _CLIENT.replace("Asking", "Loud").replace("Key: key", 'Key: "loud-" + key') + off
    other = other.replace("client posthog.Client", "*Asking")
    tree = tree_of({"flags/asking.go": _CLIENT, "flags/doors.go": _DOORS, "flags/other.go": other})
    found = ["lamps-are-led", "loud-lamps-are-led", "loud-main-entrance", "main-entrance"]
    assert sorted(map(str, _named(tree))) == found


def test_a_field_is_no_method_of_an_interface(tree_of: TreeOf) -> None:
    """A struct whose field is called like the method does not fit the interface."""
    other = "package flags\n\ntype Off struct {\n\tAsking\n\tOff func(string) bool\n}\n"
    tree = tree_of({"flags/asking.go": _CLIENT, "flags/doors.go": _DOORS, "flags/other.go": other})
    assert _named(tree) == ["lamps-are-led"]


def test_a_struct_is_not_what_embeds_it(tree_of: TreeOf) -> None:
    """A method runs on its own struct, whatever other structs take that over."""
    base = """package flags

type Base struct {
	check func(string) bool
}

func (b *Base) Run() bool { return b.check("no-flag-at-all") }
"""
    asking = _CLIENT.replace("struct {", "struct {\n\tBase").replace(") On(", ") check(")
    caller = '\nfunc Use(a *Asking) bool { return a.check("a-flag") }\n'
    assert _named(tree_of({"flags/asking.go": asking + caller, "flags/base.go": base})) == [
        "a-flag"
    ]


def test_who_may_declare_a_method_is_read_without_a_parser(tree_of: TreeOf) -> None:
    """A method counts in its own file and its package, and nowhere else."""
    project = Project(tree_of({"flags/asking.go": _CLIENT, "flags/doors.go": _DOORS, "a.go": "x"}))
    neighbours = Neighbours(project)
    assert neighbours.may_declare("flags/asking.go", "Asking.On")
    assert neighbours.may_declare("flags/doors.go", "Asking.On")
    assert not neighbours.may_declare("flags/asking.go", "Asking.Off")
    assert not neighbours.may_declare("a.go", "Asking.On")
    assert not neighbours.may_declare("README", "Asking.On")
    assert project.paths == []

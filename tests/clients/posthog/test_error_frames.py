"""Stacks of errors in the forms that servers and SDKs gave them, the crash first."""

import json
from collections.abc import Callable

import pytest

from clients.posthog.error_frames import CRASH_FIRST, MOST_FRAMES, frames, top_file
from scans.deploy_watch.incident import Frame
from scans.model import Json


def raw(file: str, function: str = "f", **more: object) -> Json:
    """A frame as an SDK sends it."""
    return {"platform": "python", "filename": file, "function": function, "lineno": 7, **more}


def processed(file: str, function: str = "f", **more: object) -> Json:
    """A frame as a server stores it."""
    return {
        "raw_id": "a/0",
        "mangled_name": "r",
        "source": file,
        "resolved_name": function,
        "line": 7,
        "in_app": True,
        "resolved": True,
        **more,
    }


def thrown(*stack: Json, type_: str = "TypeError") -> Json:
    """One exception with its stack."""
    return {"type": type_, "value": "x", "stacktrace": {"type": "raw", "frames": list(stack)}}


@pytest.mark.parametrize("frame", [raw, processed])
def test_the_crash_comes_first_whatever_the_form(frame: Callable[..., Json]) -> None:
    """Stored stacks end with the crash; both forms name file, function and line."""
    found = frames([thrown(frame("main.py", "start"), frame("cart.py", "total"))])
    assert found == (
        Frame(file="cart.py", line=7, function="total"),
        Frame(file="main.py", line=7, function="start"),
    )


def test_a_list_may_come_as_text() -> None:
    """A property that is a list reaches a query as its JSON."""
    given = [thrown(raw("a.py"), raw("b.py"))]
    assert frames(json.dumps(given)) == frames(given)


def test_the_root_cause_comes_before_what_wrapped_it() -> None:
    """The outermost exception stands first in the list, and says least of where it began."""
    given = [thrown(raw("api.py"), type_="Wrapped"), thrown(raw("db.py"), type_="Root")]
    assert [frame.file for frame in frames(given)] == ["db.py", "api.py"]


@pytest.mark.parametrize(
    ("lib", "stack", "first"),
    [
        ("posthog-go", ("cart.total", "runtime.goexit"), "cart.total"),
        ("posthog-go", ("runtime.goexit", "cart.total"), "cart.total"),
        ("posthog-php", ("total", "{main}"), "total"),
        ("posthog-android", ("total", "java.lang.Thread.run"), "total"),
        ("posthog-go", ("handler", "cart.total"), "cart.total"),
        ("web", ("total", "main"), "main"),
        (None, ("handler", "cart.total"), "cart.total"),
    ],
)
def test_an_older_server_kept_the_order_of_the_sdk(
    lib: str | None, stack: tuple[str, ...], first: str
) -> None:
    """Where the SDK may have sent the crash first, what begins a program tells which end it is."""
    found = frames([thrown(*(raw("a.go", function) for function in stack))], lib)
    assert found[0].function == first


def test_every_sdk_that_sent_the_crash_first_is_told_by_its_own_name() -> None:
    """The name is that of `$lib`, as events carry it."""
    assert all(name.startswith("posthog-") for name in CRASH_FIRST)


def test_names_of_a_bundle_are_not_taken_for_names_of_the_code() -> None:
    """A frame whose source map was missing, or that nobody has processed, is not resolved."""
    failed = processed("https://shop/app.js", "r", resolved=False, resolve_failure="no map")
    browser = raw("https://shop/app.js", platform="web:javascript")
    found = frames([thrown(failed), thrown(browser), thrown(raw("a.py"))])
    assert [frame.resolved for frame in found] == [True, False, False]


def test_the_top_file_is_the_projects_own() -> None:
    """Libraries crash on behalf of whoever called them; a stack without code of ours names none."""
    library = raw("site-packages/db.py", in_app=False)
    assert top_file([thrown(raw("main.py"), raw("cart.py"), library)]) == "cart.py"
    assert top_file([thrown(library)]) == ""


@pytest.mark.parametrize(
    "value",
    [None, "", "{", 7, {}, [], ["x"], [{}], [{"stacktrace": "x"}], [{"stacktrace": {"frames": 1}}]],
)
def test_a_stack_of_another_shape_is_an_empty_one(value: object) -> None:
    """Events are what customers send: nothing in them is an error of ours."""
    assert frames(value) == ()
    assert top_file(value) == ""


def test_a_recursion_is_cut() -> None:
    """What crosses to the ranking stays small, and the crash is in it."""
    stack = [raw("a.py", f"f{number}", lineno=True) for number in range(500)]
    found = frames([thrown(*stack, raw("x" * 900))])
    assert len(found) == MOST_FRAMES
    assert len(found[0].file) == 300
    assert found[1].line is None

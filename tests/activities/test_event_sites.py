"""What a checkout says about events: which are captured, where, and whether they could go."""

from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

import pytest

from activities.event_sites import (
    MOST_TRIED,
    NOT_TRIED,
    aged,
    captured_in_folder,
    event_sites_in_folder,
)
from clients.index_memory import IndexMemory
from codebase.tree.memory import Memory
from scans.model import CapturedNames, EventCode, EventSite, Usages
from tests.clients.ordinary_user import folder_of_an_ordinary_user

HEAD = "import posthog from 'posthog-js'\n"


def write(root: Path, files: dict[str, str]) -> None:
    """Write source files below a folder, each with PostHog's client at hand."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(HEAD + text)


def captured(root: Path, memory: Memory | None = None) -> CapturedNames:
    """Ask for the names alone."""
    return captured_in_folder(root, "o/r", "sha", memory=memory)


def sites(root: Path, *wanted: str, ignore: Collection[str] = ()) -> EventCode:
    """Ask where some events are captured."""
    return event_sites_in_folder(root, "o/r", "sha", wanted=wanted, ignore=ignore)


def only(code: EventCode) -> EventSite:
    """Return the one site there is."""
    (site,) = code.sites
    return site


def test_names_are_known_or_possible(tmp_path: Path) -> None:
    """A capture through an object that may be something else proves nothing."""
    write(tmp_path, {"a.ts": "posthog.capture('paid')\n"})
    (tmp_path / "package.json").write_text('{"dependencies": {"@posthog/nuxt": "1"}}')
    (tmp_path / "b.vue").write_text("<script>\nusePostHog().capture('maybe')\n</script>\n")
    found = captured(tmp_path)
    assert (found.names, found.possible) == (("paid",), ("maybe",))
    assert (found.repository, found.sha) == ("o/r", "sha")


def test_what_only_tests_capture_proves_nothing(tmp_path: Path) -> None:
    """It need not ever arrive; what runs for people too counts."""
    text = "posthog.capture('tested')\nposthog.capture('both')\n"
    write(tmp_path, {"a.test.ts": text, "b.ts": "posthog.capture('both')\n"})
    found = captured(tmp_path)
    assert (found.names, found.possible) == (("both",), ("tested",))


def test_what_posthog_names_itself_is_left_out(tmp_path: Path) -> None:
    """`$pageview` sent by hand is PostHog's event, and setting a client up is no capture."""
    write(
        tmp_path,
        {
            "a.ts": "posthog.init('phc_x')\nposthog.capture('$pageview')\nposthog.capture('b')\n"
            "posthog.capture(`$auto_${x}`)\n"
        },
    )
    found = captured(tmp_path)
    assert (found.names, found.possible, found.prefixes) == (("b",), (), ())


def test_an_event_is_uncalled_if_every_capture_is(tmp_path: Path) -> None:
    """One capture that runs is enough for an event that lives."""
    write(
        tmp_path,
        {
            "a.ts": "function trackOld() {\n  posthog.capture('old')\n"
            "  posthog.capture('both')\n}\n",
            "b.ts": "posthog.capture('both')\n",
        },
    )
    found = captured(tmp_path)
    assert (found.names, found.uncalled) == (("both", "old"), ("old",))


def test_computed_names_are_told_by_their_beginning(tmp_path: Path) -> None:
    """A scan that misses an event has to know that its name may be put together."""
    write(
        tmp_path,
        {"a.ts": "posthog.capture(`page:${name}`)\nposthog.capture(window.name)\n"},
    )
    assert captured(tmp_path).prefixes == ("", "page:")


def test_a_computed_name_that_never_runs_is_no_doubt(tmp_path: Path) -> None:
    """Only a helper that another repository could call may still send something."""
    text = "function trackAll() {{\n  posthog.capture(`{}:${{window.name}}`)\n}}\n"
    write(
        tmp_path,
        {"a.ts": text.format("one"), "b.ts": "export " + text.format("two").replace("All", "Any")},
    )
    assert captured(tmp_path).prefixes == ("two:",)


def test_unread_files_are_counted() -> None:
    """What nobody can read may capture anything."""
    with folder_of_an_ordinary_user() as root:
        write(root, {"a.ts": "posthog.capture('a')\n"})
        (root / "a.ts").chmod(0)
        assert captured(root).unread_files == 1
        assert sites(root, "a").unread_files == 1


def test_a_capture_that_does_nothing_else_is_removable(tmp_path: Path) -> None:
    """The removal itself is asked, with all its proofs; sites come in the order of files."""
    write(
        tmp_path,
        {
            "b.ts": "export function pay() {\n  posthog.capture('paid')\n  return 1\n}\n",
            "a.ts": "export const pay = () => posthog.capture('paid', { id: next() })\n",
        },
    )
    found = sites(tmp_path, "paid")
    assert [(each.site.file, each.removable) for each in found.sites] == [
        ("a.ts", False),
        ("b.ts", True),
    ]
    assert found.sites[0].why_not
    assert not found.sites[1].why_not


def test_a_file_is_removable_as_a_whole(tmp_path: Path) -> None:
    """An edit is made to all captures of a file or to none."""
    write(
        tmp_path,
        {"a.ts": "posthog.capture('paid')\nexport const sent = posthog.capture('paid')\n"},
    )
    found = sites(tmp_path, "paid")
    assert [each.removable for each in found.sites] == [False, False]
    assert "another capture in this file is left" in {each.why_not for each in found.sites}


def test_the_helper_that_nothing_calls_is_named(tmp_path: Path) -> None:
    """Whoever reads the finding looks for the function."""
    write(tmp_path, {"a.ts": "function trackOld() {\n  posthog.capture('old')\n}\n"})
    assert only(sites(tmp_path, "old")).helper == "trackOld"


def test_an_event_that_helpers_carry_can_go_with_its_callers(tmp_path: Path) -> None:
    """A helper whose calls all go falls with them, whichever file it stands in."""
    write(
        tmp_path,
        {
            "a.ts": "export function trackPaid() {\n  posthog.capture('paid')\n}\n",
            "b.ts": "import { trackPaid } from './a'\nexport function pay() {\n"
            "  trackPaid()\n  return 1\n}\n",
        },
    )
    assert only(sites(tmp_path, "paid")).removable


def test_only_computed_names_that_fit_are_listed(tmp_path: Path) -> None:
    """`page:…` can never be the event in question."""
    write(tmp_path, {"a.ts": "posthog.capture(`page:${x}`)\nposthog.capture(`pa${x}`)\n"})
    assert [site.prefix for site in sites(tmp_path, "paid").dynamic] == ["pa"]


def test_files_that_nobody_wants_searched_have_no_sites(tmp_path: Path) -> None:
    """The settings of a repository name them."""
    write(tmp_path, {"gen/a.ts": "posthog.capture('paid')\n"})
    assert sites(tmp_path, "paid", ignore=["gen/"]).sites == ()


def test_too_many_events_are_not_tried(tmp_path: Path) -> None:
    """Where they stand is told all the same."""
    names = [f"e{number:03}" for number in range(MOST_TRIED + 1)]
    write(tmp_path, {"a.ts": "".join(f"posthog.capture('{name}')\n" for name in names)})
    found = sites(tmp_path, *names)
    assert [each.why_not for each in found.sites] == [""] * MOST_TRIED + [NOT_TRIED]


def test_ages_are_joined_by_line(tmp_path: Path) -> None:
    """Where no history tells, nobody says since when."""
    write(tmp_path, {"a.ts": "posthog.capture('paid')\n", "b.ts": "posthog.capture('paid')\n"})
    then = datetime(2026, 1, 1, tzinfo=UTC)
    found = aged(sites(tmp_path, "paid"), {("a.ts", 2): then})
    assert [each.since for each in found.sites] == [then, None]


def test_names_are_remembered_between_checkouts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same tree is not searched again."""
    memory = IndexMemory(tmp_path / "index", "engine")
    for name in ("first", "second"):
        write(tmp_path / name, {"a.ts": "posthog.capture('paid')\n"})
    expected = captured(tmp_path / "first", memory)

    def find_usages(*_: object, **__: object) -> Usages:
        pytest.fail("searched again")

    monkeypatch.setattr("activities.call_sites.find_usages", find_usages)
    assert captured(tmp_path / "second", memory) == expected

"""Every reason for which a capture is left has an example that trips it."""

from collections.abc import Callable, Mapping

import pytest

from codebase.removal import EventRemovalResult, remove_event
from tests.codebase.removal.conftest import MemoryTree

CLIENT = "import posthog from 'posthog-js'\n"
PYTHON = "import posthog\n\n"
GO = 'package shop\n\nimport "github.com/posthog/posthog-go"\n\n'


def _remove(files: Mapping[str, str], event: str = "seat added") -> EventRemovalResult:
    return remove_event(MemoryTree({path: text.encode() for path, text in files.items()}), event)


@pytest.fixture
def reasons() -> Callable[..., list[str]]:
    """Return why nothing of a tree is changed."""

    def run(files: Mapping[str, str]) -> list[str]:
        result = _remove(files)
        assert result.contents == {}
        assert result.removal.outcome == "left"
        return [each.reason for each in result.removal.left]

    return run


@pytest.fixture
def after() -> Callable[..., str]:
    """Return the first file's text after the event was taken out of all files."""

    def run(files: Mapping[str, str]) -> str:
        result = _remove(files)
        assert result.removal.left == ()
        path = next(iter(files))
        content = result.contents.get(path, files[path].encode())
        assert content is not None
        return content.decode()

    return run


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("const sent = posthog.capture('seat added')", "value is passed on"),
        ("export const tell = () => posthog.capture('seat added')", "value is returned"),
        ("posthog.capture('seat added').then(next)", "value is passed on"),
        ("show(posthog.capture('seat added'))", "value is passed on"),
        ("posthog.capture('seat added'), show()", "value is passed on"),
        ("open ? posthog.capture('seat added') : show()", "value is passed on"),
        ("posthog.capture('seat added') && show()", "value is passed on"),
        ("ask() && posthog.capture('seat added')", "effect before the capture"),
        ("make().posthog.capture('seat added')", "effect before the capture"),
        ("posthog.capture('seat added', { id: create() })", "effect in the arguments"),
        ("posthog.capture('seat added', { id: count++ })", "effect in the arguments"),
        ("posthog.capture('seat added', { id: (last = 1) })", "effect in the arguments"),
        ("posthog.capture('seat added', { id: new Seat() })", "effect in the arguments"),
        ("if (ask()) posthog.capture('seat added')", "a block would be empty"),
        ("if (a) posthog.capture('seat added')\nelse show()", "a block would be empty"),
        ("while (a) posthog.capture('seat added')", "a block would be empty"),
        ("do { posthog.capture('seat added') } while (a)", "a block would be empty"),
        ("try { show() } finally { posthog.capture('seat added') }", "a block would be empty"),
        ("posthog.capture(open ? 'seat added' : 'seat kept')", "name is computed"),
        ("posthog.capture('seat ' + verb)", "name is computed"),
        ("show()\nposthog.capture('seat added');\n(show)()", "lines would join"),
    ],
)
def test_a_capture_is_left(reasons: Callable[..., list[str]], statement: str, reason: str) -> None:
    """What cannot be proved is left, with the one reason that fits."""
    assert reasons({"src/a.ts": CLIENT + statement + "\n"}) == [reason]


@pytest.mark.parametrize(
    "statement",
    [
        "class Tracked:\n    posthog.capture('me', 'seat added')\n",
        "for seat in seats:\n    posthog.capture('me', 'seat added')\n",
        "with seat:\n    posthog.capture('me', 'seat added')\n",
        "for a in b:\n    show()\nelse:\n    posthog.capture('me', 'seat added')\n",
        "try:\n    posthog.capture('me', 'seat added')\nexcept A:\n    pass\nelse:\n    show()\n",
    ],
)
def test_no_empty_block_is_left_behind(reasons: Callable[..., list[str]], statement: str) -> None:
    """What would hold nothing any more, and cannot go itself, keeps its capture."""
    assert reasons({"app/a.py": PYTHON + statement}) == ["a block would be empty"]


@pytest.mark.parametrize(
    ("wrapper", "why"),
    [
        ("posthog.capture(name)\n  other.send(name)", "another receiver"),
        ("posthog.capture(name)\n  posthog.capture('any')", "another event"),
        ("if (!name) throw new Error()\n  posthog.capture(name)", "an error"),
        ("count += 1\n  posthog.capture(name)", "a counter"),
        ("state.last = name\n  posthog.capture(name)", "shared state"),
        ("queue.push(() => posthog.capture(name))", "a function for later"),
        ("posthog.identify(next())\n  posthog.capture(name)", "an identity"),
        ("ready().then(save)\n  posthog.capture(name)", "a function somebody else wrote"),
    ],
)
def test_a_wrapper_that_does_more_keeps_its_callers(
    reasons: Callable[..., list[str]], wrapper: str, why: str
) -> None:
    """Whatever else a wrapper does would not be done any more."""
    track = f"{CLIENT}let count = 0\nexport function track(name: string) {{\n  {wrapper}\n}}\n"
    use = "import { track } from './track'\n\ntrack('seat added')\n"
    left = reasons({"src/track.ts": track, "src/use.ts": use})
    assert left == ["the function it goes through does more"], why


@pytest.mark.parametrize(
    "wrapper",
    [
        "if (!name) return\n  posthog.capture(name)",
        "try {\n    posthog.capture(name)\n  } catch (error) {\n    report(error)\n  }",
        "const all: Props = { app: 'x' }\n  all.at = Date.now()\n  posthog.capture(name, all)",
        "console.debug(name)\n  posthog.capture(name)",
        "return posthog.capture(name)",
        "let key = name\n  key = key ?? 'x'\n  posthog.capture(name, { key })",
        "void posthog.capture(name).catch((error) => {\n    console.warn(error)\n  })",
    ],
)
def test_a_wrapper_may_prepare_the_capture(after: Callable[..., str], wrapper: str) -> None:
    """Conditions, logs, what it makes for itself and what it does on failure are the capture's."""
    track = f"{CLIENT}export function track(name: string) {{\n  {wrapper}\n}}\n"
    use = "import { track } from './track'\n\ntrack('seat added')\nshow()\n"
    assert after({"src/use.ts": use, "src/track.ts": track}) == "show()\n"


def test_a_wrapper_behind_an_interface_is_not_guessed(reasons: Callable[..., list[str]]) -> None:
    """Another class may stand where the interface is asked for."""
    source = (
        f"{CLIENT}interface Tracker {{ track(name: string): void }}\n"
        "class Real implements Tracker {\n"
        "  track(name: string) {\n    posthog.capture(name)\n  }\n}\n"
        "export function add(tracker: Tracker) {\n  tracker.track('seat added')\n}\n"
    )
    assert reasons({"src/a.ts": source}) == ["capture goes through another function"]


KEPT = "export const kept = 1\n"
HELPER = f"{CLIENT}\n{KEPT}\nexport function tell() {{\n  posthog.capture('seat added')\n}}\n"
EMPTIED = f"{KEPT}\nexport function tell() {{\n}}\n"
CALL = "import { tell } from './tell'\n\ntell()\nshow()\n"


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ("import { tell } from './tell'\n\nbus.on('seat', tell)\n", "handed over"),
        ("import { tell } from './tell'\n\nconst told = tell()\n", "its value is used"),
        ("export { tell } from './tell'\n", "handed on to other packages"),
        ("import { tell as told } from './tell'\n\ntold()\n", "called by another name"),
        ("import * as all from './tell'\n\nall[verb]()\n", "called by a computed name"),
    ],
)
def test_a_helper_that_is_needed_is_emptied(other: str, why: str) -> None:
    """Where one call or mention has to stay, all calls stay, and the helper does nothing."""
    result = _remove({"src/tell.ts": HELPER, "src/use.ts": CALL, "src/other.ts": other})
    assert result.removal.outcome == "removed"
    assert result.contents == {"src/tell.ts": EMPTIED.encode()}, why


def test_a_helper_nobody_called_keeps_its_name(after: Callable[..., str]) -> None:
    """What was unused before is not ours: only the statement goes."""
    assert after({"src/tell.ts": HELPER}) == EMPTIED


def test_a_helper_with_an_argument_that_does_something_is_emptied() -> None:
    """The caller's `create()` has to run, so the call stays."""
    call = "import { tell } from './tell'\n\ntell(create())\n"
    helper = HELPER.replace("tell()", "tell(id: string)")
    result = _remove({"src/tell.ts": helper, "src/use.ts": call})
    assert list(result.contents) == ["src/tell.ts"]


def test_a_helper_falls_with_its_calls(after: Callable[..., str]) -> None:
    """If every call is a statement that can go, nothing of the helper is left."""
    assert after({"src/tell.ts": HELPER, "src/use.ts": CALL}) == KEPT


def test_a_file_that_was_nothing_but_the_helper_stays_a_module(after: Callable[..., str]) -> None:
    """Files are never deleted, and one without an export would be no module any more."""
    alone = HELPER.replace(f"{KEPT}\n", "")
    assert after({"src/tell.ts": alone, "src/use.ts": CALL}) == "export function tell() {\n}\n"


def test_helpers_of_helpers_lose_their_calls(after: Callable[..., str]) -> None:
    """A function whose only statement is the call of a helper that falls does nothing then."""
    outer = "import { tell } from './tell'\n\nexport function both() {\n  tell()\n}\n"
    use = "import { both } from './outer'\n\nboth()\n"
    files = {"src/outer.ts": outer, "src/tell.ts": HELPER, "src/use.ts": use}
    assert after(files) == "export function both() {\n}\n"


def test_a_file_with_mixed_line_ends_is_left(reasons: Callable[..., list[str]]) -> None:
    """No edit can be told from a changed line end there."""
    source = "import posthog from 'posthog-js'\r\nposthog.capture('seat added')\n"
    assert reasons({"src/a.ts": source}) == ["line ends are mixed"]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("src/a.test.ts", "mentioned in a test"),
        ("src/a.stories.ts", "mentioned in a story"),
        ("src/fixtures/a.ts", "mentioned in a fixture"),
    ],
)
def test_some_places_are_never_edited(
    reasons: Callable[..., list[str]], path: str, reason: str
) -> None:
    """Tests, stories and fixtures are listed, whatever they capture."""
    assert reasons({path: CLIENT + "posthog.capture('seat added')\n"}) == [reason]


def test_a_language_that_is_only_read_is_listed(reasons: Callable[..., list[str]]) -> None:
    """Kotlin is searched, never edited."""
    source = 'import com.posthog.PostHog\n\nfun add() {\n    PostHog.capture("seat added")\n}\n'
    assert reasons({"src/A.kt": source}) == ["language is only read"]


def test_a_name_on_another_line_of_a_capture_is_listed_once(
    reasons: Callable[..., list[str]],
) -> None:
    """The place is where the call begins; the line with the name is no second place."""
    source = CLIENT + "const sent = posthog.capture(\n  'seat added',\n  { id: 1 },\n)\n"
    assert reasons({"src/a.ts": source}) == ["value is passed on"]


def test_what_a_second_parser_refuses_is_left() -> None:
    """A parser of the machine has the last word, for every capture of the file."""

    class Refusing:
        def verdicts(self, files: object, /) -> list[str]:
            return ["refused it"]

    tree = MemoryTree({"src/a.ts": f"{CLIENT}posthog.capture('seat added')\n".encode()})
    result = remove_event(tree, "seat added", parsers=Refusing())  # type: ignore[arg-type]
    assert result.contents == {}
    assert [each.reason for each in result.removal.left] == ["would not compile"]


def test_a_goroutine_that_is_given_something_made_stays(
    reasons: Callable[..., list[str]],
) -> None:
    """The argument of the started function has to be made still."""
    source = (
        f"{GO}func Add(client posthog.Client, seat Seat) {{\n"
        "\tgo func(id string) {\n"
        '\t\tclient.Enqueue(posthog.Capture{DistinctId: id, Event: "seat added"})\n'
        "\t}(seat.Create())\n}\n"
    )
    result = _remove({"shop/a.go": source})
    content = result.contents["shop/a.go"]
    assert content is not None
    assert b"seat.Create()" in content
    assert b"Capture" not in content


def test_flags_and_events_of_one_name_are_told_apart(after: Callable[..., str]) -> None:
    """A flag that is called like the event is none of its captures."""
    result = _remove(
        {
            "src/a.ts": f"{CLIENT}posthog.capture('seat added')\n"
            "if (posthog.isFeatureEnabled('seat added')) show()\n"
        }
    )
    content = result.contents["src/a.ts"]
    assert content is not None
    assert b"isFeatureEnabled('seat added')" in content
    assert [each.reason for each in result.removal.left] == ["name is used outside a capture"]

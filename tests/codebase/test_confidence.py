"""How sure a call site is, and what makes it less so."""

from collections.abc import Callable, Mapping

import pytest

from codebase.index import find_usages
from scans.model import SourceTree

Trees = Callable[[Mapping[str, str]], SourceTree]

INTERFACE = """
import posthog from 'posthog-js'
interface Tracker { track(name: string): void }
class PostHogTracker implements Tracker { track(name: string) { posthog.capture(name) } }
class Cart { constructor(private tracker: Tracker) {} open() { this.tracker.track('opened') } }
const own = new PostHogTracker()
own.track('owned')
"""

PROTOCOL = """
from typing import Protocol
from posthog import Posthog

class Tracker(Protocol):
    def track(self, name: str) -> None: ...

class Own:
    def __init__(self, client: Posthog) -> None:
        self.client = client

    def track(self, name: str) -> None:
        self.client.capture(name)

def opened(tracker: Tracker) -> None:
    tracker.track("opened")

def owned(tracker: Own) -> None:
    tracker.track("owned")
"""


@pytest.mark.parametrize(("path", "source"), [("a.ts", INTERFACE), ("a.py", PROTOCOL)])
def test_what_an_interface_stands_between_is_likely(tree_of: Trees, path: str, source: str) -> None:
    """Another class may implement it; a class of one's own is what it is."""
    found = find_usages(tree_of({path: source})).usages
    assert {(site.name, site.confidence) for site in found} == {
        ("opened", "likely"),
        ("owned", "certain"),
    }


def test_a_doubt_about_the_client_reaches_the_callers(tree_of: Trees) -> None:
    """A wrapper around an object that only its name says is PostHog is likely for everybody."""
    source = "export const track = (name: string) => ctx.posthog.capture(name)\ntrack('seen')\n"
    (site,) = find_usages(tree_of({"a.ts": source})).usages
    assert (site.name, site.confidence) == ("seen", "likely")

"""Half-written code is read as far as it goes; it never stops the run."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from codebase.index import find_usages
from tests.codebase.conftest import MemoryTree

CASES = Path(__file__).parent / "cases"
SUFFIXES = {".py", ".ts", ".tsx", ".js", ".jsx"}
SOURCES = sorted(
    path for path in CASES.rglob("*") if path.suffix in SUFFIXES and path.stat().st_size < 5_000
)
PIECES = (
    *(b"{", b"}", b"(", b")", b"[", b"]", b"<", b">", b"/>", b"${", b"`", b"'", b'"'),
    *(b"...", b"**", b"=", b"=>", b",", b"@", b":"),
    *(b"class ", b"import ", b"from ", b"export "),
)

edits = st.lists(
    st.tuples(st.integers(0, 5_000), st.integers(0, 40), st.sampled_from([b"", *PIECES])),
    min_size=1,
    max_size=6,
)


@settings(max_examples=200, deadline=None)
@given(path=st.sampled_from(SOURCES), edits=edits)
def test_broken_code_never_stops_the_run(path: Path, edits: list[tuple[int, int, bytes]]) -> None:
    """Whatever is cut out of a file or put into it, the neighbour's site is still found."""
    source = path.read_bytes()
    for place, length, piece in edits:
        start = place % (len(source) + 1)
        source = source[:start] + piece + source[start + length :]
    neighbour = b"import posthog from 'posthog-js'\nposthog.capture('still here')\n"
    found = find_usages(MemoryTree({path.name: source, "neighbour.js": neighbour}))
    assert ("neighbour.js", "still here") in {(use.file, use.name) for use in found.usages}

"""The hidden line by which a pull request is recognised."""

import base64

import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from messages.marker import Marker, read_marker, write_marker
from tests.messages.hostile import FOREIGN


def marker(text: str = "new-checkout", value: bool | str | None = "test") -> Marker:
    """Return a marker whose free fields are `text`."""
    return Marker(
        scan="stale_flags",
        subject=text,
        repository="my-org/shop",
        fingerprint=f"stale_flags:{text}:3f9a12bc",
        fixed_value=value,
        head_sha="a" * 40,
        workflow_id=f"cleanup:my-org/shop:stale_flags:{text}",
    )


def line_of(payload: bytes) -> str:
    """Return a line that looks like a marker and holds `payload`."""
    return f"<!-- groundskeeper:v1 {base64.urlsafe_b64encode(payload).decode().rstrip('=')} -->"


@given(FOREIGN)
def test_a_marker_comes_back_as_it_was(text: str) -> None:
    """Reading a body gives what was written into it, types included."""
    for kept in (True, False, text, None):
        body = f"Some text\n\n{write_marker(marker(text, kept))}\n"
        assert read_marker(body) == marker(text, kept)


@given(FOREIGN)
def test_a_marker_is_one_comment(text: str) -> None:
    """No text inside can end the comment: two hyphens never meet in it."""
    line = write_marker(marker(text))
    assert "--" not in line.removeprefix("<!--").removesuffix("-->")
    (block,) = MarkdownIt("commonmark").parse(line)
    assert (block.type, block.content) == ("html_block", line)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "no marker here",
        "<!-- groundskeeper:v1 -->",
        "<!-- groundskeeper:v1 !!! -->",
        "<!-- groundskeeper:v1 AAAAA -->",
        "<!-- groundskeeper:v2 e30 -->",
        "x " + write_marker(marker()),
        write_marker(marker())[:-10],
        line_of(b"{}"),
        line_of(b"[]"),
        line_of(b"null"),
        line_of(b"\xff\xfe"),
        line_of(b'{"scan": 3}'),
        line_of(b"[" * 5000),
    ],
)
def test_garbage_is_no_marker(body: str) -> None:
    """Whatever people or programs wrote there, the answer is `None`, never an error."""
    assert read_marker(body) is None


def test_the_last_marker_counts_and_may_know_more() -> None:
    """A quoted marker above does not matter, nor does a field of a later release."""
    later = marker().model_dump_json().replace("{", '{"later": 1, ', 1).encode()
    body = f"{write_marker(marker('quoted'))}\n\n{line_of(later)}\r\n"
    assert read_marker(body) == marker()

"""Foreign text on each surface: it reads the same, and does nothing."""

import re

import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from markdown_it.token import Token

from messages import escape
from tests.messages.hostile import FOREIGN, HOSTILE

GITHUB = MarkdownIt("commonmark").enable(["table", "strikethrough"])

RECOGNISED = re.compile(
    r"@\w|#\d|\bGH-\d|://|\bwww\.|\b[0-9a-f]{7,40}\b|:[a-z0-9_+-]+:", re.IGNORECASE
)
"""What GitHub would make a mention, reference, link or picture of, in text that is no code."""


def leaves(markdown: str) -> list[Token]:
    """Return the tokens that hold text, and whatever else is in them."""
    return [
        leaf
        for token in GITHUB.parse(markdown)
        for leaf in (token.children or ([token] if not token.type.startswith("paragraph") else []))
    ]


@given(FOREIGN)
def test_markdown_is_text_and_nothing_else(text: str) -> None:
    """However it is built, foreign text parses as one run of plain text on one line."""
    escaped = escape.markdown(text)
    assert {leaf.type for leaf in leaves(f"x {escaped} y")} <= {"text"}
    assert {leaf.type for leaf in leaves(escaped)} <= {"text"}
    assert "\n" not in escaped


@given(FOREIGN)
def test_markdown_gives_github_nothing_to_recognise(text: str) -> None:
    """What is shown holds no mention, issue reference, commit or address."""
    shown = "".join(leaf.content for leaf in leaves(f"x {escape.markdown(text)} y"))
    assert RECOGNISED.search(shown) is None


@given(FOREIGN)
def test_markdown_shows_what_was_there(text: str) -> None:
    """Nothing is lost: the shown text is the foreign one, control characters spelled out."""
    shown = "".join(leaf.content for leaf in leaves(f"x {escape.markdown(text)} y"))
    expected = " ".join(escape.terminal(text).split(" ")).strip()
    assert shown.replace("\u200b", "") == f"x {expected} y"


@given(FOREIGN)
def test_a_code_span_is_one_code_span(text: str) -> None:
    """Whatever backticks it holds, the text stays inside the span."""
    types = [leaf.type for leaf in leaves(f"x {escape.code(text)} y")]
    spans = [leaf.content for leaf in leaves(f"x {escape.code(text)} y") if leaf.markup]
    if escape.terminal(text).strip(" "):
        assert types == ["text", "code_inline", "text"]
        assert spans == [escape.terminal(text)]
    else:
        assert spans == []


@given(FOREIGN)
def test_a_table_keeps_its_columns(text: str) -> None:
    """A cell of foreign text never opens another cell or row."""
    cell, span = escape.markdown(text), escape.code(text, table=True)
    tokens = GITHUB.parse(f"| a | b |\n|---|---|\n| {cell} | {span} |\n")
    assert [token.type for token in tokens].count("td_open") == 2
    assert [token.type for token in tokens].count("tr_open") == 2


@given(FOREIGN)
def test_slack_has_no_markup_of_foreign_origin(text: str) -> None:
    """No control sequence `<…>`, no formatting, no mention and no address is left."""
    for escaped in (escape.slack(text), escape.slack_code(text)[1:-1]):
        assert not set("<>`\n") & set(escaped)
        assert re.search(r"&(?!amp;|lt;|gt;)", escaped) is None
    assert not set("*~") & set(escape.slack(text))
    assert re.search(r"(?<![^\W_])_|_(?![^\W_])", escape.slack(text)) is None
    assert RECOGNISED.search(escape.slack(text)) is None


@given(FOREIGN)
def test_a_terminal_gets_only_what_can_be_seen(text: str) -> None:
    """Control characters, escapes and bidirectional overrides are spelled out."""
    shown = escape.terminal(text)
    assert shown.isprintable()
    assert "\n" in escape.terminal(f"a\n{text}", keep_lines=True)


@given(FOREIGN)
def test_a_commit_message_closes_no_issue(text: str) -> None:
    """Titles and commit messages, where nothing can be escaped, hold nothing to recognise."""
    assert RECOGNISED.search(escape.plain(text)) is None
    assert "\n" not in escape.plain(text)


@pytest.mark.parametrize("key", ["new-checkout", "bulk_invoicing", "beta.2", "a_b_c", "v2:x"])
def test_ordinary_keys_stay_as_they_are(key: str) -> None:
    """Escaping costs an ordinary key nothing where it is read most."""
    assert escape.slack(key) == escape.plain(key) == escape.terminal(key) == key
    assert escape.code(key) == escape.slack_code(key) == f"`{key}`"


@pytest.mark.parametrize("text", HOSTILE)
def test_only_plain_addresses_are_linked(text: str) -> None:
    """A link's address is an ordinary HTTP one, or there is no link."""
    assert escape.markdown_link("run", f"javascript:{text}") == "run"
    assert escape.slack_link("run", f"https://x.example/ {text}") == "run"
    assert escape.slack_link("a|b", "https://x.example/?a=1&b=2").startswith(
        "<https://x.example/?a=1&amp;b=2|"
    )
    (link,) = GITHUB.parse(escape.markdown_link(text or "x", "https://x.example/a"))[1:2]
    assert [leaf.type for leaf in link.children or []].count("link_open") == 1


def test_half_a_character_is_spelled_out() -> None:
    """A lone surrogate, which no encoder takes, reads as what it is."""
    assert escape.terminal("a\ud800") == r"a\ud800"
    assert escape.markdown("a\ud800").encode()


def test_cut_says_that_it_cut() -> None:
    """A shortened text ends with an ellipsis and has the length that was asked for."""
    assert escape.cut("abcdef", 4) == "abc…"
    assert escape.cut("abcd", 4) == "abcd"

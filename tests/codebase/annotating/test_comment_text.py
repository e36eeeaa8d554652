"""What may stand in a comment: text that nothing acts on, and that people can still read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codebase.annotating import Note, annotate, neutral
from codebase.parsing import Language
from tests.messages.hostile import HOSTILE

ENDS = ("*/", "/*", "-->", "--!>", "<!--", "?>", "<?", "%>", "<%", "</", "\\", "\n", "\r", "\x00")
ORDERS = ("coding:", "coding =", "-*-", "vim:", "@ts-ignore", "# noqa", "#type: ignore", "#!")

SOURCES: dict[Language, str] = {
    "typescript": "f(1)\n",
    "tsx": "const a = <p>\n  <B />\n</p>\n",
    "vue": "<script>f(1)</script>\n",
    "svelte": "<script>\nf(1)\n</script>\n",
    "python": "f(1)\n",
    "ruby": "f(1)\n",
    "java": "class A {\n  int a = 1;\n}\n",
    "php": "<p>\n<?= $a ?>\n</p>\n",
    "swift": "f(1)\n",
    "rust": "fn a() {\n    f(1);\n}\n",
}


@pytest.mark.parametrize(
    "text", ["Cart #3 viewed", "page/view: 50 % (a-b)", "caf\u00e9 <b>", "a@b"]
)
def test_ordinary_names_stay_readable(text: str) -> None:
    """What acts on nothing is shown as it is; an address loses its sign, not its letters."""
    assert neutral(text).replace("[U+0040]", "@") == text


@given(st.lists(st.sampled_from((*ENDS, *ORDERS, "a", " ", "*", "/", "-", ">", "<")), max_size=8))
def test_no_ending_and_no_order_gets_through(parts: list[str]) -> None:
    """However they are put together."""
    shown = neutral("".join(parts))
    assert shown.isprintable()
    assert not [each for each in ENDS if each in shown]
    assert not re.search(r"coding\s*[:=]|-\*-|#\s*[A-Za-z!]|@[A-Za-z]|vim:", shown)


@given(st.text(max_size=40))
def test_any_text_is_one_printable_line(text: str) -> None:
    """Also of letters that no other encoding than UTF-8 has."""
    assert neutral(text).isprintable()
    assert neutral(text, ascii_only=True).isascii()


@pytest.mark.parametrize("language", SOURCES)
@given(text=st.one_of(st.sampled_from(HOSTILE), st.text(max_size=20)))
def test_every_text_can_stand_in_every_language(language: Language, text: str) -> None:
    """No text, whatever it is, makes a place unusable: each has its comment at its line."""
    source = SOURCES[language].encode()
    row = min(2, source.count(b"\n"))
    column = 2 if language in ("tsx", "java") else 0
    done = annotate(source, language, [Note(row, column, (text,))])
    assert done.unplaced == ()
    assert b"(line " not in done.content or "(line " in text
    assert done.content.count(b"\n") == source.count(b"\n") + 1

"""Files as they are printed: each case is one, and without its comments it is what goes in."""

from collections.abc import Callable
from pathlib import Path

import pytest

from codebase.annotating import Note, annotate
from codebase.parsing import Language, language_of

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))

Strip = Callable[[bytes], bytes]
Notes = Callable[[Path], dict[str, list[Note]]]
Refused = Callable[[list[tuple[str, bytes, bytes]]], list[str]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_file_is_annotated_like_this(
    case: Path, tmp_path: Path, without_comments: Strip, notes_in: Notes
) -> None:
    """Every call site has its comment, where the language takes one."""
    expected, name = case.read_bytes(), case.stem
    source = without_comments(expected)
    assert source != expected
    (tmp_path / name).write_bytes(source)
    language = language_of(name)
    assert language is not None
    done = annotate(source, language, notes_in(tmp_path)[name])
    assert done.content.decode() == expected.decode()
    assert done.unplaced == ()


def test_other_parsers_take_every_case(without_comments: Strip, refused_by_others: Refused) -> None:
    """What this machine has of node, ruby and the like reads the annotated files, too."""
    files = [(case.stem, without_comments(case.read_bytes()), case.read_bytes()) for case in CASES]
    assert refused_by_others(files) == []


def test_every_language_has_a_case() -> None:
    """A language that is read without a case here would be annotated on trust."""
    from codebase.parsing import _BY_EXTENSION  # pyright: ignore[reportPrivateUsage]

    assert {language_of(case.stem) for case in CASES} == set(_BY_EXTENSION.values())


def test_line_ends_marks_and_a_missing_last_line_end_stay() -> None:
    """Comments end as the lines around them do, and no other byte moves."""
    source = b"\xef\xbb\xbfposthog.capture('a')\r\nposthog.capture('b')"
    notes = [Note(1, 0, ("one",)), Note(2, 0, ("two",))]
    assert annotate(source, "typescript", notes).content == (
        b"\xef\xbb\xbf// groundskeeper: one\r\nposthog.capture('a')\r\n"
        b"// groundskeeper: two\r\nposthog.capture('b')"
    )


def test_a_file_in_another_encoding_gets_plain_letters_only() -> None:
    """Where UTF-8 would be noise, a letter is named by its number; the file's bytes stay."""
    source = "# coding: latin-1\nx = 'caf\u00e9'\nposthog.capture('caf\u00e9')\n".encode("latin-1")
    content = annotate(source, "python", [Note(3, 0, ("event caf\u00e9 \u2026",))]).content
    assert b"# groundskeeper: event caf[U+00E9] [U+2026]\n" in content
    assert content.replace(b"# groundskeeper: event caf[U+00E9] [U+2026]\n", b"") == source


HEADS: list[tuple[Language, bytes, bytes]] = [
    ("python", b"#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n", b"f(1)\n"),
    ("ruby", b"#!/usr/bin/env ruby\n# frozen_string_literal: true\n", b"f(1)\n"),
    ("javascript", b"#!/usr/bin/env node\n/** @jest-environment jsdom */\n", b"f(1)\n"),
    ("php", b"<?php\n", b"f(1);\n"),
    ("go", b"//go:build linux\n\npackage a\n", b"var a = f(1)\n"),
]


@pytest.mark.parametrize(("language", "head", "code"), HEADS)
@pytest.mark.parametrize("between", [b"", b"\n"])
def test_nothing_comes_before_what_has_to_be_first(
    language: Language, head: bytes, code: bytes, between: bytes
) -> None:
    """Shebang, encoding, `<?php`, a package clause and a block on top keep their place."""
    source = head + between
    done = annotate(source + code, language, [Note(source.count(b"\n") + 1, 0, ("x",))])
    assert done.content.startswith(head)
    assert done.content != source + code
    assert not done.unplaced


def test_where_nothing_fits_the_file_stays_as_it_is() -> None:
    """A note without a place is given back, never forced into the file."""
    source = b"package a; var b = f(1)"
    done = annotate(source, "go", [Note(1, 11, ("x",))])
    assert (done.content, done.unplaced) == (source, (Note(1, 11, ("x",)),))
    beyond = annotate(b"f(1)\n", "javascript", [Note(7, 0, ("x",))])
    assert beyond.content == b"f(1)\n"
    assert len(beyond.unplaced) == 1


def test_broken_files_do_not_break_further() -> None:
    """Of a file that does not parse only the readable part may get comments."""
    source = b"function (\nposthog.capture('a')\n<<<<<<< HEAD\nposthog.capture('b')\n"
    done = annotate(source, "javascript", [Note(2, 0, ("a",)), Note(4, 0, ("b",))])
    kept = [line for line in done.content.splitlines() if b"groundskeeper" not in line]
    assert kept == source.splitlines()


def test_the_same_notes_give_the_same_file_in_any_order() -> None:
    """Comments follow the code, and two that say the same above one line are one."""
    source = b"f(1); f(1)\ng(2)\n"
    notes = [Note(2, 0, ("b",)), Note(1, 6, ("a",)), Note(1, 0, ("a",))]
    expected = b"// groundskeeper: a\nf(1); f(1)\n// groundskeeper: b\ng(2)\n"
    assert annotate(source, "javascript", notes).content == expected
    assert annotate(source, "javascript", notes[::-1]).content == expected

"""Every proof is tripped by an edit it must refuse."""

from collections.abc import Callable
from difflib import SequenceMatcher

import pytest

from codebase.parsing import Language, parse
from codebase.removal import proofs
from codebase.removal.draft import Draft, Edit
from codebase.removal.languages import RULES


def _objection(
    proof: Callable[[proofs.Sides], str], language: Language, source: str, change: tuple[str, str]
) -> str:
    """Replace one piece of text in a file, byte by byte where it differs, and ask one proof."""
    content, old, new = source.encode(), change[0].encode(), change[1].encode()
    draft = Draft("a", language, content)
    start = content.index(old)
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    draft.apply(Edit(start + a, start + b, new[c:d]) for tag, a, b, c, d in codes if tag != "equal")
    after = parse(language, draft.source)
    return proof(proofs.Sides(draft, RULES[language], parse(language, content), after))


@pytest.mark.parametrize(
    ("proof", "language", "source", "change", "reason"),
    [
        pytest.param(
            proofs.same_errors,
            "typescript",
            "f(1)\ng(2)\n",
            ("(1)", "(1"),
            "would not compile",
            id="an error that was not there",
        ),
        pytest.param(
            proofs.same_errors,
            "typescript",
            "f(1)\nif (a) { g( }\nh()\n",
            ("if (a) { g( }\n", ""),
            "would not compile",
            id="an error that was there and is gone",
        ),
        pytest.param(
            proofs.same_line_ends,
            "python",
            "f(1)\r\ng(2)\r\n",
            ("(1)\r", "(1)"),
            "line ends are mixed",
            id="half a line end",
        ),
        pytest.param(
            proofs.only_deletes,
            "typescript",
            "f(1)\ng(2)\n",
            ("2", "3"),
            "lines would join",
            id="a token that was not there",
        ),
        pytest.param(
            proofs.only_deletes,
            "typescript",
            "f()\nx()\n[1, 2].forEach(g)\n",
            ("x()\n", ""),
            "lines would join",
            id="two lines that became one expression",
        ),
        pytest.param(
            proofs.only_deletes,
            "typescript",
            "const x = f(g(a))\n",
            ("g(a)", "a"),
            "lines would join",
            id="a token that moved into something else",
        ),
        pytest.param(
            proofs.only_deletes,
            "python",
            "def f():\n    a()\n    b()\n",
            ("    b()", "b()"),
            "lines would join",
            id="a line that left its function",
        ),
        pytest.param(
            proofs.no_new_comment,
            "typescript",
            "const x = a / (on ? /b/ : c)\n",
            ("/ (on ? /b/ : c)", "//b/"),
            "result would change",
            id="a division before a regular expression",
        ),
        pytest.param(
            proofs.not_longer,
            "python",
            "a()\nb()\n",
            ("b()", "b\n(\n)"),
            "result would change",
            id="more lines than before",
        ),
        pytest.param(
            proofs.second_parser,
            "typescript",
            "if (a) b()\nelse { const x = 1 }\n",
            ("{ const x = 1 }", "const x = 1"),
            "would not compile",
            id="a declaration where only a statement may stand",
        ),
        pytest.param(
            proofs.second_parser,
            "python",
            "def f():\n    a()\n",
            ("    a()\n", ""),
            "would not compile",
            id="a block without a statement",
        ),
        pytest.param(
            proofs.second_parser,
            "python",
            "print 'x'\na()\n",
            ("a()\n", ""),
            "file is written for another Python than the one here",
            id="a file that Python never read",
        ),
        pytest.param(
            proofs.same_names,
            "typescript",
            "const a = 1\nuse(a)\n",
            ("const a = 1\n", ""),
            "would not compile",
            id="a name without its declaration",
        ),
        pytest.param(
            proofs.same_names,
            "typescript",
            "const a = 1\nfunction f(a) {\n  use(a)\n}\n",
            ("f(a)", "f()"),
            "name exists twice",
            id="a name that means another declaration",
        ),
        pytest.param(
            proofs.same_names,
            "typescript",
            "const a = 1\nif (x) { const a = 2; use(a) }\n",
            ("if (x) { const a = 2; use(a) }", "const a = 2; use(a)"),
            "name exists twice",
            id="a name that is declared twice",
        ),
        pytest.param(
            proofs.same_names,
            "python",
            "x = 1\n\n\ndef f():\n    x = 2\n    return x\n",
            ("    x = 2\n", ""),
            "result would change",
            id="a local name that became global",
        ),
        pytest.param(
            proofs.same_names,
            "python",
            "import a\n\n\ndef f():\n    return a\n",
            ("import a\n", ""),
            "result would change",
            id="a module name without its import",
        ),
        pytest.param(
            proofs.same_names,
            "python",
            "def f():\n    return 1\n    yield 2\n",
            ("    yield 2\n", ""),
            "result would change",
            id="a function that stopped being a generator",
        ),
    ],
)
def test_proof_refuses(
    proof: Callable[[proofs.Sides], str],
    language: Language,
    source: str,
    change: tuple[str, str],
    reason: str,
) -> None:
    """Each proof names its reason when an edit breaks what it watches."""
    assert _objection(proof, language, source, change) == reason


@pytest.mark.parametrize("proof", proofs.PROOFS)
@pytest.mark.parametrize(
    ("language", "source", "change"),
    [
        ("typescript", "if (a) { b() }\nc()\n", ("if (a) { b() }", "b()")),
        ("tsx", "const x = a && <b>{c} &amp; d</b>\n", ("a && ", "")),
        ("tsx", "const x = <p>a & b</p>\ng()\n", ("g()\n", "")),
        ("python", "def f():\n    if a:\n        b()\n", ("if a:\n        b()", "b()")),
    ],
)
def test_proof_accepts_a_plain_removal(
    proof: Callable[[proofs.Sides], str], language: Language, source: str, change: tuple[str, str]
) -> None:
    """No proof stands in the way of an edit that only takes something away."""
    assert _objection(proof, language, source, change) == ""


def _refuse(_: proofs.Sides) -> str:
    return "no"


def test_objection_of_a_proof_is_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """One objection of one proof is enough to leave a file."""
    monkeypatch.setattr(proofs, "PROOFS", (_refuse,))
    draft = Draft("a", "python", b"a()\n")
    assert proofs.objection(draft, RULES["python"]) == "no"


def test_origin_of_every_byte_is_known() -> None:
    """After edits, what stays is traced to where it stood and what was written to nowhere."""
    draft = Draft("a", "python", b"abc def ghi\n")
    draft.apply([Edit(0, 4), Edit(8, 9, b"XY")])
    assert draft.source == b"def XYhi\n"
    assert [draft.origin(offset) for offset in range(8)] == [4, 5, 6, 7, None, None, 9, 10]
    draft.apply([Edit(1, 3)])
    assert draft.source == b"d XYhi\n"
    assert [draft.origin(offset) for offset in range(6)] == [4, 7, None, None, 9, 10]

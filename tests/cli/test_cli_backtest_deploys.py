"""`backtest deploy-watch --cases`: recorded deploys, replayed."""

import gzip
import io
import json
import os
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from cli import replay_cases
from clients.forks import Forks
from scans.deploy_watch.settings import DeployWatchSettings
from tests.cli.command import Run, refused
from tests.scans.deploy_watch.recorded import recorded

WORDS = ("backtest", "deploy-watch", "--cases")
Cases = Sequence[Mapping[str, Any] | str]
Write = Callable[..., Path]

needs_forks = pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux")


def lines(cases: Cases) -> bytes:
    """Return a file of cases; a text stands for itself."""
    texts = (each if isinstance(each, str) else json.dumps(each) for each in cases)
    return "".join(f"{text}\n" for text in texts).encode()


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes a file of cases."""

    def write(*cases: Mapping[str, Any] | str, name: str = "cases.jsonl") -> Path:
        file = tmp_path / name
        file.write_bytes(lines(cases))
        return file

    return write


def answers(run: Run, file: Path | str, *more: str | Path) -> list[dict[str, Any]]:
    """Return what the command says of a file, in the order of ids."""
    outcome = run(*WORDS, file, "--json", *more)
    assert outcome.status == 0, outcome.err
    told: Any = outcome.document
    return sorted(told, key=lambda each: each["id"])


QUIET, RISE = recorded("quiet"), recorded("rise", times=8.0)


def test_every_case_is_answered_once_with_the_look_of_its_alarm(run: Run, write: Write) -> None:
    """A rise alerts at one of the looks and names its series; a quiet deploy is clear."""
    quiet, rise = answers(run, write(QUIET, RISE))
    assert quiet == {"id": "quiet", "alarm_minute": None, "verdict": "clear", "series": None}
    assert rise["verdict"] == "regression"
    assert rise["series"] in {"total", "7"}
    assert rise["alarm_minute"] in {look["minute"] for look in RISE["looks"]}


def test_labels_are_not_read_to_answer(run: Run, write: Write) -> None:
    """Blind or labelled, the answer is the same."""
    blind = recorded("rise", times=8.0, labelled=False)
    assert answers(run, write(RISE)) == answers(run, write(blind))


def test_nothing_is_read_ahead(run: Run, write: Write) -> None:
    """A case that was cut after its alarm has the same alarm, and one cut before it has none."""
    (whole,) = answers(run, write(RISE))
    place = [look["minute"] for look in RISE["looks"]].index(whole["alarm_minute"])
    after = RISE | {"id": "after", "looks": RISE["looks"][: place + 1]}
    before = RISE | {"id": "before", "looks": RISE["looks"][:place]}
    told, not_yet = answers(run, write(after, before))
    assert told | {"id": "rise"} == whole
    assert not_yet["alarm_minute"] is None


def test_a_case_without_looks_says_that_it_does_not_know(run: Run, write: Write) -> None:
    """Nothing was seen, so nothing is clear."""
    (told,) = answers(run, write(recorded("none", looks=0)))
    assert told["verdict"] == "not_enough_evidence"


def test_a_compressed_file_is_known_by_its_content(run: Run, tmp_path: Path) -> None:
    """Whatever it is called."""
    file = tmp_path / "cases"
    file.write_bytes(gzip.compress(lines([QUIET, RISE])))
    assert [each["id"] for each in answers(run, file)] == ["quiet", "rise"]


def test_cases_may_come_from_standard_input(
    run: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`-` reads what another program makes."""
    stdin = io.TextIOWrapper(io.BufferedReader(io.BytesIO(lines([QUIET, RISE]))))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert answers(run, "-") == answers(run, write(QUIET, RISE))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_read_once(run: Run, write: Write, tmp_path: Path) -> None:
    """Several processes that open one pipe would each see half of it."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(lines([QUIET, RISE]),))
    writer.start()
    told = answers(run, pipe)
    writer.join()
    assert told == answers(run, write(QUIET, RISE))


def test_empty_lines_are_no_cases(run: Run, write: Write) -> None:
    """A file may end with one, or have none but those."""
    assert len(answers(run, write("", QUIET, " ", ""))) == 1
    assert answers(run, write("")) == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{nonsense", "no JSON"),
        ('{"id": "é', "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("[]", "an object, found a list"),
        ("{}", "history: an object, found nothing"),
        (json.dumps(QUIET | {"looks": [{"minute": "4"}]}), "looks[0].minute"),
        (json.dumps(QUIET | {"id": None}), "id: a text, found nothing"),
    ],
    ids=["no JSON", "half a text", "too deep", "no object", "no history", "minute", "id"],
)
def test_a_line_that_is_no_case_is_named(run: Run, write: Write, line: str, said: str) -> None:
    """Its number and what is wrong; nothing is printed as if it were whole."""
    refused(run(*WORDS, write(QUIET, "", line, RISE), "--json"), 2, "line 3", said)


def test_bytes_that_are_no_text_are_named(run: Run, tmp_path: Path) -> None:
    """A file of another encoding is no stack trace."""
    file = tmp_path / "cases.jsonl"
    file.write_bytes(b'{"id": "\xff"}\n')
    refused(run(*WORDS, file, "--json"), 2, "line 1", "UTF-8")


def test_a_line_without_an_end_is_not_read_whole(
    run: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is no list of cases may not fill the memory."""
    monkeypatch.setattr(replay_cases, "LONGEST", 1000)
    refused(run(*WORDS, write("x" * 5000), "--json"), 2, "line 1", "longer than")


def test_half_a_compressed_file_is_refused(run: Run, tmp_path: Path) -> None:
    """What came before the damage is not the whole."""
    file = tmp_path / "cases.gz"
    file.write_bytes(gzip.compress(lines([QUIET, RISE]))[:-20])
    refused(run(*WORDS, file, "--json"), 2, "damaged")


def test_a_file_that_is_not_there_is_a_wrong_command(run: Run, tmp_path: Path) -> None:
    """So is a folder."""
    refused(run(*WORDS, tmp_path / "none.jsonl"), 2, "No such file")
    refused(run(*WORDS, tmp_path), 2, "directory")


@pytest.mark.parametrize("option", ["--days", "--picture"])
def test_options_of_the_own_past_do_not_go_with_cases(run: Run, write: Write, option: str) -> None:
    """Cases have a past of their own."""
    refused(run(*WORDS, write(QUIET), option, "14"), 2, option)


def test_people_get_false_alarms_and_what_was_found(run: Run, write: Write) -> None:
    """Quiet deploys and rises in a table each, and how many verdicts of which kind."""
    outcome = run(*WORDS, write(QUIET, RISE, recorded("unknown", labelled=False)))
    assert outcome.status == 0
    assert "3 cases: 2 clear, 1 regression" in outcome.out
    assert "all but outages" in outcome.out
    assert "100 % / " in outcome.out
    assert "1 case without a label" in outcome.out


def test_thresholds_come_from_a_file_that_was_named(
    run: Run, write: Write, settings_file: Callable[..., Path]
) -> None:
    """Sixteen times the spread hides what the default finds."""
    weak = recorded("weak", times=3.0, seed=5)
    settings = settings_file(more="[scans.deploy_watch]\ntau_scale = 16\n")
    (usual,) = answers(run, write(weak))
    (loose,) = answers(run, write(weak), "--config", settings)
    assert usual["alarm_minute"] is not None
    assert loose["alarm_minute"] is None


@needs_forks
def test_processes_share_the_lines_and_answer_each_once(write: Write) -> None:
    """Three processes say of seven cases what one says."""
    cases = [recorded(f"case {number}", seed=number, times=4.0) for number in range(7)]
    file, settings = write(*cases), DeployWatchSettings()
    alone = replay_cases.replayed(file, settings, None)
    together = replay_cases.replayed(file, settings, Forks(3))
    assert sorted(said.id for said, _ in together) == [f"case {number}" for number in range(7)]
    assert {said.id: said for said, _ in together} == {said.id: said for said, _ in alone}


@needs_forks
@pytest.mark.parametrize("wrong", [2, 3], ids=["in the copy", "in the first process"])
def test_the_first_wrong_line_is_named_whoever_meets_it(
    write: Write, wrong: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nobody goes on to the end of the file."""
    monkeypatch.setattr(replay_cases, "ROUND", 4)
    cases: list[Any] = [QUIET] * 12
    cases[wrong] = cases[9] = "{}"
    with pytest.raises(replay_cases.WrongCommand, match=f"line {wrong + 1}:"):
        replay_cases.replayed(write(*cases), DeployWatchSettings(), Forks(2))


@needs_forks
def test_a_process_that_dies_costs_time_and_no_case(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first process then does everything itself."""
    first, answer = os.getpid(), replay_cases.answer

    def dying(*args: Any) -> Any:
        if os.getpid() != first:
            os._exit(9)
        return answer(*args)

    monkeypatch.setattr(replay_cases, "answer", dying)
    told = replay_cases.replayed(write(QUIET, RISE), DeployWatchSettings(), Forks(2))
    assert [said.id for said, _ in told] == ["quiet", "rise"]

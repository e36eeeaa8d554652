"""How fast recorded deploys are replayed, and how much memory that takes.

    python benchmarks/replay_cases.py cases.jsonl

Runs `groundskeeper backtest deploy-watch --cases FILE --json` as a person would, and once more only
parses every line, in this process. `ratio` compares seconds of the processor, so it can be compared
between machines and between busy hours. Memory is the highest sum over the command and all its
processes, what they share counted for each. The goal: 6,000 cases within 100 s on two cores and
300 MiB. Nothing here passes or fails.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EVERY_SECONDS = 0.1


def main() -> None:
    """Print one JSON document with times in seconds and memory in MiB."""
    file = Path(sys.argv[1]).resolve()
    parse, cases = parsed(file)
    before = of_children()
    started = time.monotonic()
    peak, answers = replayed(file)
    seconds, processor = time.monotonic() - started, of_children() - before
    document = {
        "cases": cases,
        "answers": answers,
        "file, MiB": round(file.stat().st_size / 2**20, 1),
        "seconds": round(seconds, 1),
        "cases per second": round(cases / seconds, 1),
        "processor, seconds": round(processor, 1),
        "processor, seconds per core": round(processor / (os.cpu_count() or 1), 1),
        "parse alone, seconds": round(parse, 1),
        "ratio": round(processor / parse, 2),
        "peak, MiB": round(peak, 1),
    }
    sys.stdout.write(json.dumps(document, indent=2) + "\n")


def parsed(file: Path) -> tuple[float, int]:
    """Return the seconds of the processor that reading every line as JSON takes, and the lines."""
    started, cases = time.process_time(), 0
    with file.open("rb") as lines:
        for line in lines:
            json.loads(line)
            cases += 1
    return time.process_time() - started, cases


def replayed(file: Path) -> tuple[float, int]:
    """Return the peak of the command's memory in MiB, and how many answers it gave."""
    command = [sys.executable, "-m", "cli", "backtest", "deploy-watch", "--cases", file, "--json"]
    with tempfile.TemporaryFile() as out:
        peak = 0.0
        with subprocess.Popen(command, cwd=ROOT, stdout=out) as process:
            while process.poll() is None:
                peak = max(peak, sum(resident(each) for each in family(process.pid)))
                time.sleep(EVERY_SECONDS)
        out.seek(0)
        return peak, len(json.loads(out.read()))


def family(process: int) -> Iterator[int]:
    """Yield a process and everything it has started."""
    yield process
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from family(int(child))


def resident(process: int) -> float:
    """Return the memory of one process in MiB; 0 once it is gone."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * resource.getpagesize() / 2**20


def of_children() -> float:
    """Return the seconds of the processor that ended children of this process have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()

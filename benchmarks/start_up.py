"""How long `groundskeeper` takes to answer without doing anything, in seconds of CPU time.

    python benchmarks/start_up.py [RUNS]

CPU time of the whole process, its start included; the ratio is against `python -c pass` on the same
machine. The target is 0.150 s on an idle machine.
"""

import json
import resource
import statistics
import subprocess
import sys

TARGET_SECONDS = 0.150

COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "groundskeeper --version": ["-m", "cli", "--version"],
    "groundskeeper --help": ["-m", "cli", "--help"],
    "groundskeeper scan --help": ["-m", "cli", "scan", "--help"],
}


def main() -> None:
    """Print one JSON document with the median, the smallest and the ratio of each command."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    times = {name: [cpu_seconds(words) for _ in range(runs)] for name, words in COMMANDS.items()}
    base = statistics.median(times["python -c pass"])
    figures = {
        name: {
            "median_seconds": round(statistics.median(taken), 4),
            "smallest_seconds": round(min(taken), 4),
            "ratio": round(statistics.median(taken) / base, 1),
        }
        for name, taken in times.items()
    }
    document = {"runs": runs, "target_seconds": TARGET_SECONDS, "commands": figures}
    sys.stdout.write(json.dumps(document, indent=2) + "\n")


def cpu_seconds(words: list[str]) -> float:
    """Run one command of this Python and return its user and system time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *words], capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


if __name__ == "__main__":
    main()

"""How fast call sites are found in a tree, and how much memory that takes.

    python benchmarks/find_usages.py [SIZE …]      sizes are multiples of 2,500 files; 1 4 16

Writes a tree of each size into a temporary folder and prints a table, one column per size; beside
a figure stands its ratio to that of the first size. Every figure is the best of a few runs, taken
inside a process that has its libraries loaded, with the files in the system's cache. `command` is
the time of the whole program, its start included. Memory is the peak of a process that does
nothing else; `flat` measures it once more, on 50,000 files. Nothing here passes or fails.
"""

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.source_trees import path_of, write_tree
from clients.checkout import FolderTree
from clients.forks import forks_of_this_machine
from clients.index_memory import IndexMemory, engine_of
from codebase.index import find_usages
from codebase.remembered import remembered_usages
from codebase.tree.survey import Survey
from scans.model import Usages

ROOT = Path(__file__).resolve().parent.parent

FILES = 2_500

FLAT = 50_000

KEY = "seen_12"

Figures = dict[str, float]


def main() -> None:
    """Measure trees of the sizes that were asked for."""
    if sys.argv[1:2] == ["--measure"]:
        sys.stdout.write(json.dumps(measured(Path(sys.argv[2]), Path(sys.argv[3]))))
        return
    if sys.argv[1:2] == ["--peak"]:
        find(Path(sys.argv[2]), None)
        sys.stdout.write(json.dumps({"MiB, peak": peak()}))
        return
    sizes = [int(word) for word in sys.argv[1:]] or [1, 4, 16]
    columns = {f"{size}x": figures(size * FILES) for size in sizes}
    columns["flat"] = figures(FLAT, mean=6_000, only_peak=True)
    sys.stdout.write(table(columns))


def figures(files: int, mean: int = 12_000, *, only_peak: bool = False) -> Figures:
    """Return what one tree costs; it is removed afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        root, cache = Path(folder) / "tree", Path(folder) / "cache"
        found: Figures = {"files": files, "MB": write_tree(root, files, mean) / 1e6}
        if not only_peak:
            found |= of_a_process("--measure", root, cache)
        return found | of_a_process("--peak", root)


def of_a_process(*words: str | Path) -> Figures:
    """Return what a fresh process of this program measures."""
    command = [sys.executable, __file__, *map(str, words)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def measured(root: Path, cache: Path) -> Figures:
    """Return the seconds that each kind of work takes on a tree."""
    usages = find(root, None)  # loads what is loaded once, and warms the file cache
    found = {"call sites": float(len(usages.usages))}
    found["s, survey"] = best(lambda: Survey(FolderTree(root)))
    found["s, index"] = best(partial(find, root, cache), before=partial(forget, cache))
    time.sleep(2.1)  # files that have just changed are not believed to be unchanged
    find(root, cache)
    found["s, unchanged"] = best(partial(find, root, cache), times=5)
    found["s, one changed"] = best(partial(find, root, cache), before=partial(change, root))
    found["s, one key"] = best(lambda: [use for use in usages.usages if use.name == KEY], times=5)
    grep = ["git", "grep", "--no-index", "-F", KEY]
    found["s, git grep"] = best(lambda: subprocess.run(grep, cwd=root, capture_output=True))
    command = [sys.executable, "-m", "cli", "usages", str(root), "--json", "--cache", str(cache)]
    run = partial(subprocess.run, command, cwd=ROOT, capture_output=True, check=True)
    found["s, command"] = best(run, before=partial(forget, cache))
    found["s, command again"] = best(run)
    return found


def find(root: Path, cache: Path | None) -> Usages:
    """Do the work of the command."""
    memory = IndexMemory(cache, engine_of("codebase", "scans.model")) if cache else None
    together = partial(find_usages, crew=forks_of_this_machine())
    return remembered_usages(FolderTree(root), memory, together, place=str(root))


def best(run: Callable[[], object], *, times: int = 3, before: Callable[[], object] = int) -> float:
    """Return the seconds of the quickest run; `before` each one something may be done."""
    seconds: list[float] = []
    for _ in range(times):
        before()
        started = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def forget(cache: Path) -> None:
    """Begin with an empty memory."""
    shutil.rmtree(cache, ignore_errors=True)


def change(root: Path) -> None:
    """Change a file that captures an event."""
    with (root / path_of(12, ".ts")).open("a") as file:
        file.write(f"// {time.time_ns()}\n")


def peak() -> float:
    """Return the most memory that this process, or the largest of its forks, has held, in MiB."""
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    most = max(resource.getrusage(who).ru_maxrss for who in whose)
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


def table(columns: dict[str, Figures]) -> str:
    """Return the figures, and what they are of the first column's."""
    first = next(iter(columns.values()))
    names = list(dict.fromkeys(name for column in columns.values() for name in column))
    lines = ["".join([f"{'':18}", *(f"{name:>20}" for name in columns)])]
    for name in names:
        cells = [_cell(column.get(name), first.get(name)) for column in columns.values()]
        lines.append("".join([f"{name:18}", *cells]))
    return "\n".join(lines) + "\n"


def _cell(value: float | None, first: float | None) -> str:
    if value is None:
        return f"{'-':>20}"
    shown = f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.4f}"
    ratio = f" {value / first:6.2f}x" if first else ""
    return f"{shown + ratio:>20}"


if __name__ == "__main__":
    main()

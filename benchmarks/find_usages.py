"""How fast call sites are found in a tree, and how much memory that takes.

    python benchmarks/find_usages.py [FILES [WRAPPERS]]

Writes a TypeScript tree of FILES files into a temporary folder: WRAPPERS of them define a function
around the SDK, one in ten calls one of these, the rest has nothing to do with PostHog. `ratio` is
the CPU time against that of reading every file and searching its bytes for one word, in the same
run. Memory is the peak of the whole process; it must stay flat while FILES grows.
"""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from clients.checkout import FolderTree
from codebase.index import find_usages

_FILLER = """
export function total{n}_{i}(lines: {{ price: number; count: number }}[]): number {{
  const sums = lines.map((line) => line.price * line.count)
  return sums.reduce((left, right) => left + right, {i})
}}
"""


def main() -> None:
    """Print one JSON document with the figures of one run."""
    files = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    wrappers = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        megabytes = write_tree(root, files, wrappers) / 1e6
        search, _ = cpu_seconds(lambda: byte_search(root, b"posthog"))
        seconds, usages = cpu_seconds(lambda: len(find_usages(FolderTree(root)).usages))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    document = {
        "files": files,
        "megabytes": round(megabytes, 1),
        "usages": usages,
        "seconds": round(seconds, 3),
        "megabytes_per_second": round(megabytes / seconds, 1),
        "peak_rss_mebibytes": round(peak, 1),
        "byte_search_seconds": round(search, 3),
        "ratio": round(seconds / search, 1),
    }
    sys.stdout.write(json.dumps(document, indent=2) + "\n")


def write_tree(root: Path, files: int, wrappers: int) -> int:
    """Write the tree and return its size in bytes."""
    size = 0
    for number in range(files):
        text = source(number, wrappers)
        path = root / f"part{number // 100}" / f"file{number}.ts"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        size += len(text)
    return size


def source(number: int, wrappers: int) -> str:
    """Return one file: a wrapper, a caller of one, or neither."""
    filler = "".join(_FILLER.format(n=number, i=i) for i in range(30))
    if number < wrappers:
        head = "import posthog from 'posthog-js'\n"
        body = "(name: string) {\n  posthog.capture(name)\n}\n"
        return f"{head}export function track{number}{body}{filler}"
    if number % 10 or not wrappers:
        return filler
    other = number % wrappers
    head = f"import {{ track{other} }} from '../part{other // 100}/file{other}'\n"
    return f"{head}{filler}export const done = () => track{other}('done_{number}')\n"


def byte_search(root: Path, word: bytes) -> int:
    """Count the files that contain a word."""
    return sum(word in path.read_bytes() for path in sorted(root.rglob("*.ts")))


def cpu_seconds(run: Callable[[], int]) -> tuple[float, int]:
    """Return the CPU time of one run, and its result."""
    before = time.process_time()
    result = run()
    return time.process_time() - before, result


if __name__ == "__main__":
    main()

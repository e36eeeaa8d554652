"""How long it takes to take a flag out of one long file, and out of a whole tree.

    python benchmarks/remove_flag.py [RUNS]

Prints two tables. The first: files of 150 to 3,500 lines with a check every 160 lines, in seconds
and as a multiple of what parsing the same file once costs. The second: a tree of 2,500 files and
30 MB in which 12 files ask for the flag 50 times: finding the checks, and the whole removal, as a
multiple of reading every file once; `command` is the time of the whole program, its start and the
parsers of the machine included. Every figure is the best of a few runs, with the files in the
system's cache. The targets are 0.3 s for 3,500 lines and 1.5 s for the tree; nothing here passes
or fails.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.source_trees import write_tree
from clients.checkout import FolderTree
from clients.forks import forks_of_this_machine
from codebase.modules import Project
from codebase.parsing import language_of, parse
from codebase.removal import remove_flag
from codebase.removal.sites import find_sites
from codebase.tree.skipping import enter

HOME = Path(__file__).resolve().parent.parent

FLAG = "new-checkout"

LINES = (150, 700, 1_750, 3_500)

FILES = 2_500

_EVERY = 160
"""Lines between two checks."""

_SCRIPT = """
export function step{n}(cart: Cart, user: User): number {{
  const isNew = posthog.isFeatureEnabled('new-checkout')
  // What the cart costs before anything is taken off.
  const base = cart.items.reduce((sum, item) => sum + item.price * item.count, {n})
  if (isNew && user.active) {{
    return newTotal{n}(base, cart.discounts.filter((each) => each.until > {n}))
  }} else {{
    legacy.push(base)
  }}
  return base
}}
"""

_PLAIN_SCRIPT = """
export function total{n}(rows: Row[], limit = {n}): Map<string, number> {{
  const found = new Map<string, number>()
  for (const [index, row] of rows.entries()) {{
    if (row.label === null || found.has(row.label)) continue
    found.set(row.label, (row.amount ?? limit) + index)
  }}
  return found
}}
"""

_PYTHON = """
def step_{n}(cart, user):
    is_new = posthog.feature_enabled("new-checkout", user.id)
    # What the cart costs before anything is taken off.
    base = sum(item.price * item.count for item in cart.items) + {n}
    if is_new and user.active:
        return new_total_{n}(base, [each for each in cart.discounts if each.until > {n}])
    else:
        legacy.append(base)
    return base
"""

_PLAIN_PYTHON = '''
def total_{n}(rows, limit={n}):
    """Count what the rows hold."""
    found = {{}}
    for index, row in enumerate(rows):
        if row.label is None or row.label in found:
            continue
        found[row.label] = (row.amount or limit) + index
    return found
'''

_GO_HEAD = """package shop

import "github.com/posthog/posthog-go"

var client posthog.Client
"""

_GO = """
func Step{n}(cart Cart, user User) (int, error) {{
	isNew, err := client.IsFeatureEnabled(posthog.FeatureFlagPayload{{Key: "new-checkout", DistinctId: user.ID}})
	if err != nil {{
		return 0, err
	}}
	// What the cart costs before anything is taken off.
	base := {n}
	for _, item := range cart.Items {{
		base += item.Price * item.Count
	}}
	if isNew == true && user.Active {{
		return newTotal(base, cart.Discounts), nil
	}}
	return base, nil
}}
"""  # noqa: E501  code as people write it

_PLAIN_GO = """
func Total{n}(rows []Row, limit int) map[string]int {{
	found := map[string]int{{}}
	for index, row := range rows {{
		if _, known := found[row.Label]; known || row.Amount > limit {{
			continue
		}}
		found[row.Label] = row.Amount + index + {n}
	}}
	return found
}}
"""

_RUBY = """
def step_{n}(cart, user)
  is_new = $posthog.is_feature_enabled('new-checkout', user.id)
  # What the cart costs before anything is taken off.
  base = cart.items.sum {{ |item| item.price * item.count }} + {n}
  if is_new && user.active
    return new_total_{n}(base, cart.discounts.select {{ |each| each.until > {n} }})
  else
    legacy << base
  end
  base
end
"""

_PLAIN_RUBY = """
def total_{n}(rows, limit = {n})
  found = {{}}
  rows.each_with_index do |row, index|
    next if row.label.nil? || found.key?(row.label)

    found[row.label] = (row.amount || limit) + index
  end
  found
end
"""

_KINDS = {
    "ts": ("import posthog from 'posthog-js'\n", _SCRIPT, _PLAIN_SCRIPT),
    "py": ("import posthog\n", _PYTHON, _PLAIN_PYTHON),
    "go": (_GO_HEAD, _GO, _PLAIN_GO),
    "rb": ("require 'posthog'\n", _RUBY, _PLAIN_RUBY),
}


def main() -> None:
    """Print both tables."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    print_row("one file", "lines", "sites", "seconds", "parses")
    for kind in _KINDS:
        for lines in LINES:
            with tempfile.TemporaryDirectory() as folder:
                long_files(Path(folder), kind, lines, runs)
    with tempfile.TemporaryDirectory() as folder:
        whole_tree(Path(folder), runs)


def long_files(root: Path, kind: str, lines: int, runs: int) -> None:
    """Measure one file of so many lines."""
    path = root / f"long.{kind}"
    path.write_bytes(source := long_file(kind, lines, _EVERY))
    tree, language = FolderTree(root), language_of(path.name)
    assert language is not None
    taken = best(runs, lambda: remove_flag(tree, FLAG, value=True))
    parsed = best(runs, lambda: parse(language, source))
    print_row(kind, source.count(b"\n"), sites_of(tree), f"{taken:.3f}", f"{taken / parsed:.1f}")


def whole_tree(root: Path, runs: int) -> None:
    """Measure a tree of 30 MB in which 50 checks stand."""
    size = write_tree(root, FILES)
    for number in range(12):
        kind = "ts" if number % 2 else "py"
        path = root / f"packages/team{number}/src/flagged{number}.{kind}"
        path.write_bytes(long_file(kind, (5 if number < 2 else 4) * 60, 60))
    tree, crew = FolderTree(root), forks_of_this_machine()
    reading = best(runs, lambda: sum(len(tree.read(each.path)) for each in tree.files(enter)))
    finding = best(runs, lambda: find_sites(Project(tree), FLAG, value=True, crew=crew))
    removing = best(runs, lambda: remove_flag(tree, FLAG, value=True, crew=crew))
    command = best(runs, lambda: run_command(root))
    sites = sites_of(tree)
    print_row()
    print_row(f"{size / 1e6:.0f} MB", "files", "sites", "seconds", "readings")
    print_row("reading", FILES + 12, "", f"{reading:.3f}", "1.0")
    print_row("finding", "", sites, f"{finding:.3f}", f"{finding / reading:.1f}")
    print_row("removing", "", sites, f"{removing:.3f}", f"{removing / reading:.1f}")
    print_row("command", "", sites, f"{command:.3f}", f"{command / reading:.1f}")


def run_command(root: Path) -> None:
    """Run `groundskeeper clean` as people do."""
    words = ["clean", str(root), "--flag", FLAG, "--value", "true", "--json"]
    subprocess.run([sys.executable, "-m", "cli", *words], capture_output=True, check=True, cwd=HOME)


def sites_of(tree: FolderTree) -> int:
    """Return how many checks go: figures of a removal that leaves everything mean nothing."""
    removal = remove_flag(tree, FLAG, value=True).removal
    assert removal.outcome == "removed", removal.left
    return sum(file.removed_sites for file in removal.files)


def long_file(kind: str, lines: int, every: int) -> bytes:
    """Return a file of about `lines` lines with one check in each `every` lines."""
    head, checked, plain = _KINDS[kind]
    parts, number = [head], 0
    while (written := sum(part.count("\n") for part in parts)) < lines:
        template = checked if written >= number * every else plain
        number += template is checked
        parts.append(template.format(n=len(parts)))
    return "".join(parts).encode()


def best(runs: int, work: Callable[[], object]) -> float:
    """Return the shortest of several runs, in seconds."""
    taken: list[float] = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return min(taken)


def print_row(*cells: object) -> None:
    """Print one row of a table."""
    sys.stdout.write("".join(f"{cell!s:>13}" for cell in cells).rstrip() + "\n")


if __name__ == "__main__":
    main()

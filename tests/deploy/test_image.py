"""The image, held to its rules without an engine to build it: what goes in, and as whom it runs."""

import asyncio
import json
import re
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from listener.app import create_app
from listener.doors import Doors
from runtime.processes import free_port
from runtime.serving import serving

ROOT = Path(__file__).parents[2]
DOCKERFILE = ROOT / "deploy" / "Dockerfile"
IGNORED = ROOT / ".dockerignore"
HASHED = re.compile("--require-hashes|--no-deps --no-index")
"""What was built a moment ago has no hash, and takes nothing from elsewhere."""
OUTSIDE = ("demo", "tests", "benchmarks", "docs", ".git", "node_modules")


def instructions(text: str) -> list[tuple[str, str]]:
    """Return a Dockerfile's instructions, continued lines joined, comments left out."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [(line.split()[0], line.partition(" ")[2]) for line in joined.splitlines() if line]


def complaints(text: str) -> Iterator[str]:
    """Yield every rule that a Dockerfile breaks."""
    found = instructions(text)
    stages: set[str] = set()
    for word, rest in found:
        if word == "FROM":
            image, _, stage = rest.partition(" AS ")
            if image not in stages and not re.fullmatch(r"[\w./-]+:\d+\.\d+\.\d+[\w.-]*", image):
                yield f"not pinned by version: {image}"
            stages.add(stage)
        if word == "RUN" and rest.startswith("pip ") and not HASHED.search(rest):
            yield f"installs without hashes: {rest}"
        if word in {"COPY", "ADD"}:
            sources = [part for part in rest.split()[:-1] if not part.startswith("--")]
            yield from (f"copies {one}" for one in sources if one in {".", "./", *OUTSIDE})
        if word == "ADD":
            yield "ADD fetches and unpacks; COPY does not"
    last = max(index for index, (word, _) in enumerate(found) if word == "FROM")
    final = dict(found[last:])
    if not re.fullmatch(r"[1-9]\d*:[1-9]\d*", final.get("USER", "")):
        yield "the final stage runs as root, or as a user that has no number"
    if not final.get("ENTRYPOINT", "").startswith('["tini"'):
        yield "nobody reaps what a stopped process leaves behind"
    if re.search(r"gcc|build-essential|hatchling", " ".join(rest for _, rest in found[last:])):
        yield "the final stage has build tools"


def test_the_image_keeps_its_rules() -> None:
    """Pinned, hashed, without root, without build tools, without the demo."""
    assert list(complaints(DOCKERFILE.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("from_", "to", "complaint"),
    [
        ("python:3.11.16-slim-trixie", "python:latest", "not pinned"),
        ("python:3.11.16-slim-trixie", "python:3-slim", "not pinned"),
        ("--require-hashes --only-binary", "--only-binary", "installs without hashes"),
        ("COPY cli cli", "COPY demo demo", "copies demo"),
        ("COPY cli cli", "COPY . .", "copies ."),
        ("COPY cli cli", "ADD https://example.com/x.tar.gz cli", "ADD fetches"),
        ("USER 10001:10001", "USER groundskeeper", "as root"),
        ("USER 10001:10001", "", "as root"),
        ('["tini", "--", ', "[", "nobody reaps"),
        ("ca-certificates git tini", "build-essential git tini", "build tools"),
    ],
)
def test_a_broken_rule_is_noticed(from_: str, to: str, complaint: str) -> None:
    """Each rule of the image fails for a Dockerfile that breaks it."""
    text = DOCKERFILE.read_text("utf-8")
    assert from_ in text
    assert any(complaint in found for found in complaints(text.replace(from_, to)))


def test_the_build_gets_what_it_copies_and_nothing_else() -> None:
    """The ignore file names exactly the sources of the image; everything else stays outside."""
    lines = IGNORED.read_text("utf-8").splitlines()
    assert lines[1] == "*"
    allowed = {line[1:] for line in lines if line.startswith("!")}
    copied = {
        source
        for word, rest in instructions(DOCKERFILE.read_text("utf-8"))
        if word == "COPY" and "--from" not in rest
        for source in rest.split()[:-1]
    }
    assert allowed == copied
    assert all((ROOT / source).exists() for source in copied)
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
    assert set(wheel["targets"]["wheel"]["only-include"]) <= copied


def test_the_builder_is_pinned_as_for_developers() -> None:
    """What builds the wheel has the versions and hashes of the development requirements."""
    build, dev = (
        _pins(ROOT / name) for name in ("deploy/build-requirements.txt", "requirements/dev.txt")
    )
    assert "hatchling" in build
    assert build == {name: dev.get(name) for name in build}


def _pins(file: Path) -> dict[str, tuple[str, ...]]:
    blocks = re.split(r"\n(?=[a-z0-9])", "\n" + file.read_text("utf-8"))
    kept = [re.findall(r"==\S+|--hash=\S+", block) for block in blocks]
    names = [block.strip().split("==")[0] for block in blocks]
    return {name: tuple(pins) for name, pins in zip(names, kept, strict=True) if pins}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as the image does."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_has_no_demo_and_no_tests(wheel: Path) -> None:
    """A worker's installation carries what a worker needs."""
    names = zipfile.ZipFile(wheel).namelist()
    assert "worker.py" in names
    assert "scans/stale_flags/rule.py" in names
    assert not [name for name in names if name.split("/")[0] in OUTSIDE]


def test_the_wheel_is_whole(wheel: Path, tmp_path: Path) -> None:
    """The worker and every command import from the wheel alone, without the checkout."""
    zipfile.ZipFile(wheel).extractall(tmp_path)
    script = """
import json, pkgutil, sys
sys.path[:0] = sys.argv[1:]
import worker, cli.main, cli
of_the_demo = {"cli.demonstration", "cli.demo_incident", "cli.demo_stage"}
for module in pkgutil.walk_packages(cli.__path__, "cli."):
    if module.name not in {"cli.__main__", *of_the_demo}:
        __import__(module.name)
files = (getattr(module, "__file__", None) for module in sys.modules.values())
print(json.dumps(sorted(filter(None, files))))
"""
    # -S: an editable installation would put the checkout on the path.
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", script, str(tmp_path), sysconfig.get_path("purelib")],
        check=False,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    files = [Path(name) for name in json.loads(done.stdout)]
    ours = {file.relative_to(tmp_path).parts[0] for file in files if tmp_path in file.parents}
    assert {"worker.py", "activities", "clients", "codebase", "workflows"} <= ours
    assert not [file for file in files if file.parent == ROOT or ROOT / "demo" in file.parents]


async def test_the_health_check_asks_the_listener() -> None:
    """The image's own check passes while the listener answers, and fails when nobody does."""
    (check,) = (
        rest for word, rest in instructions(DOCKERFILE.read_text("utf-8")) if word == "HEALTHCHECK"
    )
    words: list[str] = json.loads(check.partition("CMD ")[2])
    assert words[0] == "python"
    port = free_port()
    script = words[2].replace("8787", str(port))
    assert script != words[2]

    async def never(scan: str, project: str, *, delivery: str) -> str:
        raise AssertionError(scan)

    async def ready() -> str:
        return ""

    doors = Doors(projects=frozenset(), secrets={}, start_scan=never, ready=ready)
    assert await _status(script) != 0
    async with serving(create_app(doors), "127.0.0.1", port):
        assert await _status(script) == 0


async def _status(script: str) -> int:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-I", "-c", script, stderr=asyncio.subprocess.DEVNULL
    )
    return await process.wait()

"""The command line as a person meets it: words in; status, answer and complaints out."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
import stamina
import stamina.instrumentation

from cli.main import run as run_command
from demo.posthog.keys import READ_KEY
from demo.posthog.running import serving
from demo.posthog.server import create_app
from demo.posthog.story import hazelnut
from tests.cli.command import Outcome, PostHogServer, Run


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Run]:
    """Return a function that runs one command here, in an empty folder and environment."""
    for name in [name for name in os.environ if name.startswith(("GROUNDSKEEPER_", "TEMPORAL_"))]:
        monkeypatch.delenv(name)
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setenv("GROUNDSKEEPER_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
    monkeypatch.chdir(tmp_path)
    # Logs would go on to this test's standard error when it is long gone.
    monkeypatch.setattr("runtime.logs.configure", lambda: None)

    def run(*words: str | Path) -> Outcome:
        capsys.readouterr()
        status = run_command([str(word) for word in words])
        said = capsys.readouterr()
        return Outcome(status, said.out, said.err)

    yield run
    stamina.instrumentation.set_on_retry_hooks(None)


@pytest.fixture
def program(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Return a function that runs the program in a process of its own."""

    cache = tmp_path_factory.mktemp("cache")

    def run(
        *words: str | Path, cwd: Path = tmp_path, **environment: str
    ) -> subprocess.CompletedProcess[bytes]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        kept["GROUNDSKEEPER_CACHE_DIR"] = str(cache)
        command = [sys.executable, "-m", "cli", *map(str, words)]
        return subprocess.run(
            command, cwd=cwd, env=kept | environment, capture_output=True, timeout=60, check=False
        )

    return run


@pytest.fixture
def checkout(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes files into a new checkout: `checkout(path=text)`."""

    def write(files: Mapping[str, str | bytes]) -> Path:
        root = tmp_path / "checkout"
        root.mkdir(exist_ok=True)
        for name, text in files.items():
            file = root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return root

    return write


@pytest.fixture
def flags(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes an evidence folder of flags that are on for everyone."""

    def write(*keys: str, now: str | None = "2026-11-20T09:00:00Z", **more: Any) -> Path:
        folder = tmp_path / "evidence"
        folder.mkdir(exist_ok=True)
        rows = [_on_for_everyone(number, key) for number, key in enumerate(keys, 1)]
        documents = {"feature_flags": {"count": len(rows), "next": None, "results": rows}, **more}
        if now is not None:
            documents["meta"] = {"now": now}
        for name, document in documents.items():
            text = document if isinstance(document, str) else json.dumps(document)
            (folder / f"{name}.json").write_text(text, encoding="utf-8")
        return folder

    return write


def _on_for_everyone(number: int, key: str) -> dict[str, Any]:
    return {
        "id": number,
        "key": key,
        "name": "",
        "active": True,
        "deleted": False,
        "archived": False,
        "tags": [],
        "filters": {"groups": [{"properties": [], "rollout_percentage": 100}]},
        "experiment_set": [],
        "surveys": [],
        "features": [],
        "created_at": "2026-01-01T00:00:00Z",
        "updated_at": "2026-01-01T00:00:00Z",
    }


@pytest.fixture(scope="session")
def _server() -> Iterator[str]:
    now = datetime.now(UTC)
    with serving(create_app(lambda: hazelnut(now), with_control=True)) as address:
        yield address


@pytest.fixture
def posthog(_server: str) -> Iterator[PostHogServer]:
    """Return the pretend company's PostHog without faults; nobody waits between two attempts."""
    stamina.set_testing(True, attempts=2)
    with httpx.Client(base_url=f"{_server}/_control", trust_env=False) as control:
        yield PostHogServer(_server, control)
        control.delete("/faults/").raise_for_status()
    stamina.set_testing(False)


@pytest.fixture
def settings_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Return a function that writes settings for one project, with the key in the environment."""

    def write(
        host: str = "http://127.0.0.1:9", *, key: str | None = READ_KEY, more: str = ""
    ) -> Path:
        if key is not None:
            monkeypatch.setenv("GROUNDSKEEPER_POSTHOG_API_KEY", key)
        file = tmp_path / "settings.toml"
        file.write_text(
            f'[projects.shop]\nhost = "{host}"\nproject_id = 1\n'
            f'[storage]\ndata_dir = "{tmp_path}/data"\n{more}'
        )
        return file

    return write

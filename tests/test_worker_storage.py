"""The data folder: made before anything runs, for this user alone."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

import settings
import worker
from settings import ConfigurationError, Settings


@pytest.fixture(autouse=True)
def permissive() -> Iterator[None]:
    """A process whose new files everybody may read, as most are."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def _settings(tmp_path: Path, data: Path) -> Settings:
    file = tmp_path / "groundskeeper.toml"
    file.write_text(
        "version = 1\n[projects.shop]\nproject_id = 1\n"
        f"[storage]\ndata_dir = {str(data)!r}\n"
        "[temporal]\naddress = '127.0.0.1:1'\n"
    )
    return settings.load(file, {"GROUNDSKEEPER_POSTHOG_API_KEY": "phx_made_up"})


async def _start(loaded: Settings) -> None:
    # Nothing answers at that address: it ends after the folder was made.
    with pytest.raises(ConnectionError):
        await worker.work(loaded, ("posthog",))


async def test_what_a_worker_keeps_is_for_its_user_alone(tmp_path: Path) -> None:
    """Clones of private code and histories of runs: no other user of the machine reads them."""
    data = tmp_path / "share" / "groundskeeper"
    await _start(_settings(tmp_path, data))
    written = data / "temporal.db"
    written.touch()
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    assert [each.name for each in data.iterdir()] == ["temporal.db"]


async def test_a_folder_that_is_there_keeps_its_permissions(tmp_path: Path) -> None:
    """A folder may be a mount with rights that somebody chose; the files in it are private."""
    data = tmp_path / "data"
    data.mkdir(mode=0o755)
    await _start(_settings(tmp_path, data))
    assert stat.S_IMODE(data.stat().st_mode) == 0o755


async def test_a_folder_that_cannot_be_used_is_said_at_once(tmp_path: Path) -> None:
    """No folder there, or no room in it: the setting, what was found and what to do."""
    data = tmp_path / "data"
    data.touch()
    for role in ("posthog", "checkout"):
        with pytest.raises(ConfigurationError, match=r"storage\.data_dir: found File exists"):
            await worker.work(_settings(tmp_path, data), (role,))
    with pytest.raises(ConfigurationError, match=r"storage\.data_dir: found File exists"):
        await worker.up(_settings(tmp_path, data))

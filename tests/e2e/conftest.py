"""The pretend company, one per test process, as it was at its start for every test or module."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from demo.company import Company, open_company
from demo.emulators.credentials import FULL_NAME
from tests.e2e.sights import Sights
from tests.e2e.stage import PATIENCE_SECONDS, Stage


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Generator[Company]:
    """PostHog, GitHub, Slack and git, with their control doors open."""
    with open_company(tmp_path_factory.mktemp("company"), control=True) as opened:
        yield opened


@contextmanager
def _fresh(company: Company, folder: Path) -> Generator[Stage]:
    company.emulators.reset()
    # It tells half a year of events anew.
    url = f"{company.posthog}/_control/reset/"
    httpx.post(url, trust_env=False, timeout=PATIENCE_SECONDS).raise_for_status()
    stage = Stage(company, folder)
    try:
        yield stage
    finally:
        company.emulators.forget_faults()
        company.emulators.release()
        stage.stop()


@pytest.fixture
def stage(company: Company, tmp_path: Path) -> Generator[Stage]:
    """A worker that is not started yet, on a company that nobody has touched."""
    with _fresh(company, tmp_path) as opened:
        yield opened


@pytest.fixture(scope="module")
def shared_stage(company: Company, tmp_path_factory: pytest.TempPathFactory) -> Generator[Stage]:
    """The same for a whole module whose tests only look."""
    with _fresh(company, tmp_path_factory.mktemp("shared")) as opened:
        yield opened


@pytest.fixture(scope="session")
def sights(company: Company) -> Sights:
    """The company as people see it."""
    folder = company.emulators.process.log.parent
    return Sights(company, folder / "git" / f"{FULL_NAME}.git")

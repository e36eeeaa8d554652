"""The page about annotated files: its example is real, its fields are those of the code."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from codebase.annotating.comments import FORMS
from scans.production import EventFacts, FlagFacts
from tests.docs.pages import ROOT, page_at

PAGE = page_at("docs/annotate.md")
FILE = "src/Basket.tsx"
BLOCKS = [text for language, text in PAGE.blocks if language == "tsx"]
NOW = "2026-11-20T09:00:00Z"


def _list(*rows: dict[str, Any]) -> dict[str, Any]:
    return {"count": len(rows), "next": None, "results": rows}


def _flag(number: int, key: str, filters: dict[str, Any], changed: str) -> dict[str, Any]:
    common = {"id": number, "key": key, "active": True, "filters": filters, "updated_at": changed}
    return {**common, "created_at": "2026-03-02T10:00:00Z", "experiment_set": []}


def _evidence() -> dict[str, dict[str, Any]]:
    """Return what PostHog says in the example."""
    all_of_them: dict[str, Any] = {"groups": [{"properties": [], "rollout_percentage": 100}]}
    shares = [{"key": key, "rollout_percentage": 50} for key in ("control", "test")]
    split = {**all_of_them, "multivariate": {"variants": shares}}
    experiment = {
        "id": 5,
        "name": "Round prices",
        "feature_flag_key": "price-format",
        "start_date": "2026-11-02T08:00:00Z",
    }
    insight = {
        "id": 9,
        "name": "Cart to checkout",
        "saved": True,
        "query": {"series": [{"kind": "EventsNode", "event": "basket opened"}]},
    }
    calls = {"count": 1204, "users": 310, "last_seen": "2026-11-20T08:40:00Z"}
    arrived = {
        "count": 12034,
        "users": 312,
        "last_seen": "2026-11-20T08:59:00Z",
        "active_days": 175,
    }
    return {
        "meta": {"now": NOW},
        "feature_flags": _list(
            _flag(1, "new-basket", all_of_them, "2026-08-01T12:00:00Z"),
            _flag(2, "price-format", split, "2026-11-02T08:00:00Z"),
        ),
        "experiments": _list(experiment),
        "insights": _list(insight),
        "flag_usage": {
            "as_of": NOW,
            "window_days": 7,
            "rows": {
                "new-basket": {**calls, "responses": {"true": 1204}},
                "price-format": {**calls, "responses": {"control": 600, "test": 604}},
            },
        },
        "event_usage": {"as_of": NOW, "window_days": 180, "rows": {"basket opened": arrived}},
    }


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Return the example's checkout, with its evidence."""
    (tmp_path / "src").mkdir()
    (tmp_path / FILE).write_text(BLOCKS[0], encoding="utf-8")
    (tmp_path / "evidence").mkdir()
    for name, document in _evidence().items():
        (tmp_path / "evidence" / f"{name}.json").write_text(json.dumps(document))
    return tmp_path


def annotated(shop: Path, *words: str) -> str:
    """Return what the program prints about the example."""
    command = [sys.executable, "-m", "cli", "annotate", FILE, "--evidence", "evidence", *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "GROUNDSKEEPER_CACHE_DIR": str(shop)}
    done = subprocess.run(
        command, cwd=shop, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return done.stdout


def test_the_example_is_what_is_printed(shop: Path) -> None:
    """The second block of the page is the first one, annotated."""
    assert BLOCKS[1:] == [annotated(shop)]


def test_the_document_is_what_is_printed(shop: Path) -> None:
    """The page shows one annotation of the document as it is."""
    (shown,) = [text for language, text in PAGE.blocks if language == "json"]
    document = json.loads(annotated(shop, "--json"))
    assert json.loads(shown) in document["files"][0]["annotations"]
    assert {f"`{name}`" for name in document} <= {f"`{span}`" for span in PAGE.spans}


def test_the_page_names_every_fact() -> None:
    """A field that an editor may use is explained."""
    fields = {*FlagFacts.model_fields, *EventFacts.model_fields}
    assert fields - {*PAGE.spans} == set()


def test_the_page_shows_every_form_of_a_comment() -> None:
    """The table has each, as it is written."""
    for form in FORMS:
        assert any(span.startswith(form.opening.strip()) for span in PAGE.spans), form

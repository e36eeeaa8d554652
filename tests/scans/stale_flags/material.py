"""What the tests of this scan are made of: one evidence folder, and flags built for one purpose."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from scans.model import CallSite, Documents, DynamicSite, RepositoryCode
from scans.stale_flags import FlagAssessment, FlagCandidate, StaleFlagSettings, assess
from scans.stale_flags.signals import FlagSignals, read

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SETTINGS = StaleFlagSettings(keep=("kept-by-operator",))
EVERYONE: dict[str, Any] = {"groups": [{"properties": [], "rollout_percentage": 100}]}
TARGETED: dict[str, Any] = {
    "groups": [{"properties": [{"key": "email", "type": "person", "value": "x"}]}]
}


def load(name: str) -> Any:
    """Return one committed JSON file."""
    return json.loads((HERE / name).read_text("utf-8"))


def evidence_folder() -> Documents:
    """Return the committed folder, read the plain way."""
    files = {path.stem: load(f"evidence/{path.name}") for path in HERE.glob("evidence/*.json")}
    now = datetime.fromisoformat(files.pop("meta")["now"])
    return Documents(files, complete_by_declaration=True, now=now)


def committed_code() -> list[RepositoryCode]:
    """Return the call sites that belong to the folder."""
    return [RepositoryCode.model_validate(one) for one in load("code.json")]


def ago(days: float) -> str:
    """Return the time so many days before `NOW`, as PostHog writes it."""
    return (NOW - timedelta(days=days)).isoformat()


def flag(key: str = "new-nav", number: int = 1, **fields: Any) -> dict[str, Any]:
    """Return a flag that is at 100 % and old enough to be stale."""
    item: dict[str, Any] = {
        "id": number,
        "key": key,
        "filters": EVERYONE,
        "active": True,
        "archived": False,
        "deleted": False,
        "created_at": ago(100),
        "experiment_set": [],
        "surveys": [],
        "features": [],
        "tags": [],
    }
    return item | fields


def listing(*items: object) -> dict[str, Any]:
    """Return a list response."""
    return {"count": len(items), "next": None, "previous": None, "results": list(items)}


def usage(**rows: Mapping[str, Any]) -> dict[str, Any]:
    """Return usage rows; a project with no calls at all would have unknown usage."""
    elsewhere = {"count": 3, "users": 1, "last_seen": ago(1), "responses": {"true": 3}}
    return {"as_of": ago(0), "window_days": 7, "rows": {"elsewhere": elsewhere, **rows}}


def folder(*flags: object, **documents: Any) -> Documents:
    """Return a folder with these flags and some usage."""
    files = {"feature_flags": listing(*flags), "flag_usage": usage(), **documents}
    return Documents(files, complete_by_declaration=True)


def live(*flags: object, blind: Mapping[str, str] | None = None, **documents: Any) -> Documents:
    """Return what a live project answered; every list it did not give is empty, not absent."""
    lists = ("experiments", "activity_log", "scheduled_changes", "early_access_features", "surveys")
    files = {name: listing() for name in lists}
    files |= {"feature_flags": listing(*flags), "flag_usage": usage(), **documents}
    read = {name: one for name, one in files.items() if name not in (blind or {})}
    return Documents(read, blind=blind or {})


def judge_all(documents: Documents, now: datetime = NOW) -> FlagAssessment:
    """Assess with the settings of these tests."""
    return assess(documents, SETTINGS, now)


def candidate(documents: Documents, now: datetime = NOW) -> FlagCandidate:
    """Return the only candidate."""
    (one,) = judge_all(documents, now).candidates
    return one


def signals_of(documents: Documents, key: str = "new-nav") -> FlagSignals:
    """Return what is known about one flag."""
    (one,) = (one for one in read(documents).flags if one.flag.key == key)
    return one


def site(name: str = "new-nav", file: str = "src/nav.ts", **fields: Any) -> CallSite:
    """Return one place that asks for a flag."""
    base: dict[str, Any] = {
        "line": 3,
        "column": 4,
        "end_line": 3,
        "end_column": 40,
        "kind": "flag",
        "method": "isFeatureEnabled",
        "language": "typescript",
    }
    return CallSite.model_validate({"name": name, "file": file, **base, **fields})


def computed(prefix: str, **fields: Any) -> DynamicSite:
    """Return one place that computes a key."""
    base: dict[str, Any] = {
        "file": "src/theme.ts",
        "line": 1,
        "column": 0,
        "kind": "flag",
        "method": "isFeatureEnabled",
        "language": "typescript",
        "expression": "key",
    }
    return DynamicSite.model_validate({"prefix": prefix, **base, **fields})


def repository(
    *sites: CallSite, dynamic: Iterable[DynamicSite] = (), unread_files: int = 0
) -> RepositoryCode:
    """Return what one repository says."""
    return RepositoryCode(
        repository="my-org/shop", sites=sites, dynamic=tuple(dynamic), unread_files=unread_files
    )

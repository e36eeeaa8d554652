"""Nouns shared by all scans, and by every room that talks about them."""

from scans.model.base import Foreign, Model
from scans.model.call_site import (
    CallSite,
    Confidence,
    DynamicSite,
    Skipped,
    Surrounding,
    UnusedHelper,
    UsageKind,
    Usages,
    UsageStats,
)
from scans.model.code import RepositoryCode
from scans.model.documents import LISTS, USAGE, Documents, Json
from scans.model.finding import (
    Abstention,
    Blind,
    BlockedBy,
    Evidence,
    Finding,
    FixedValue,
    Readiness,
    ScanResult,
    ScanStats,
    Severity,
    SuggestedAction,
)
from scans.model.removal import Checks, CleanedFile, EventRemoval, LeftSite, Outcome, Removal
from scans.model.runs import (
    CleanupOutcome,
    CleanupRequest,
    DigestReport,
    DigestRequest,
    ScanReport,
    ScanRequest,
)
from scans.model.source_tree import SourceFile, SourceTree, Stamp

__all__ = [
    "LISTS",
    "USAGE",
    "Abstention",
    "Blind",
    "BlockedBy",
    "CallSite",
    "Checks",
    "CleanedFile",
    "CleanupOutcome",
    "CleanupRequest",
    "Confidence",
    "DigestReport",
    "DigestRequest",
    "Documents",
    "DynamicSite",
    "EventRemoval",
    "Evidence",
    "Finding",
    "FixedValue",
    "Foreign",
    "Json",
    "LeftSite",
    "Model",
    "Outcome",
    "Readiness",
    "Removal",
    "RepositoryCode",
    "ScanReport",
    "ScanRequest",
    "ScanResult",
    "ScanStats",
    "Severity",
    "Skipped",
    "SourceFile",
    "SourceTree",
    "Stamp",
    "SuggestedAction",
    "Surrounding",
    "UnusedHelper",
    "UsageKind",
    "UsageStats",
    "Usages",
]

"""GitHub: repositories, commits made through its API, and pull requests."""

from clients.github.client import GitHub
from clients.github.connection import AppCredentials, TokenCredentials
from clients.github.model import (
    BranchTaken,
    Comment,
    Competitor,
    Issue,
    PullRequest,
    RepositoryInfo,
    Responsible,
)

__all__ = [
    "AppCredentials",
    "BranchTaken",
    "Comment",
    "Competitor",
    "GitHub",
    "Issue",
    "PullRequest",
    "RepositoryInfo",
    "Responsible",
    "TokenCredentials",
]

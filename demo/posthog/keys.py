"""Personal API keys of the pretend project, and what each may do.

They are constants, obviously fake, and good for nothing but this server.
"""

from dataclasses import dataclass

from demo.posthog.replies import ApiError

READ_KEY = "phx_demo_hazelnut"
"""Every read scope, project 1 only: what a worker should be given."""
WRITE_KEY = "phx_demo_hazelnut_marks"
"""What a worker is given to mark deploys: every read scope, and annotations."""
ADMIN_KEY = "phx_demo_hazelnut_admin"
"""Every scope, every project."""
SECRET_KEY = "phs_demo_hazelnut"  # noqa: S105 - made up
"""A project secret key, which cannot list flags."""
PROJECT_TOKEN = "phc_demo_hazelnut"  # noqa: S105 - made up
"""The public token; good for capture, never for the private API."""

PROJECT_ID = 1
READ_SCOPES = frozenset(
    f"{thing}:read"
    for thing in (
        "action", "activity_log", "alert", "annotation", "cohort", "early_access_feature",
        "error_tracking", "event_definition", "experiment", "feature_flag", "insight", "project",
        "property_definition", "query", "survey", "user",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Key:
    """`projects` is `None` when the key is good for every project."""

    scopes: frozenset[str]
    projects: frozenset[int] | None = None

    def require(self, scope: str) -> None:
        """Raise 403 unless the key carries `scope`; writing includes reading."""
        thing, _, verb = scope.partition(":")
        granted = {"*", scope} | ({f"{thing}:write"} if verb == "read" else set[str]())
        if not granted & self.scopes:
            raise denied(f"API key missing required scope '{scope}'")

    def require_project(self, project: str) -> None:
        """Raise 403 for a project the key is not good for, 404 for one that does not exist."""
        if self.projects is not None and project not in {str(one) for one in self.projects}:
            raise denied(f"API key does not have access to the requested project: ID {project}.")
        if project != str(PROJECT_ID):
            raise ApiError(404, "invalid_request", "not_found", "Project not found.")


def default_keys() -> dict[str, Key]:
    """The keys a fresh server knows."""
    return {
        READ_KEY: Key(READ_SCOPES, frozenset({PROJECT_ID})),
        WRITE_KEY: Key(READ_SCOPES | {"annotation:write"}, frozenset({PROJECT_ID})),
        ADMIN_KEY: Key(frozenset({"*"})),
    }


def authenticate(header: str | None, keys: dict[str, Key]) -> Key:
    """The key of an `Authorization` header; raises 401 or, for a secret key, 403."""
    scheme, _, token = (header or "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise unauthenticated("not_authenticated", "Authentication credentials were not provided.")
    if token.strip() == SECRET_KEY:
        raise denied("This action does not support project secret API key access")
    key = keys.get(token.strip())
    if key is None:
        detail = "Personal API key found in request Authorization header is invalid."
        raise unauthenticated("authentication_failed", detail)
    return key


def unauthenticated(code: str, detail: str) -> ApiError:
    """401."""
    return ApiError(401, "authentication_error", code, detail)


def denied(detail: str) -> ApiError:
    """403, in the sentence PostHog uses."""
    return ApiError(403, "authentication_error", "permission_denied", detail)

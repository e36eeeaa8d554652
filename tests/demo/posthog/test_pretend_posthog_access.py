"""Who may come in, and in which words the others are turned away."""

import httpx
import pytest

from demo.posthog.keys import ADMIN_KEY, PROJECT_TOKEN, READ_KEY, SECRET_KEY

pytestmark = pytest.mark.requires_server
FLAGS = "/api/projects/1/feature_flags/"


def _as(client: httpx.Client, key: str | None, path: str = FLAGS) -> httpx.Response:
    headers = {"Authorization": f"Bearer {key}" if key else ""}
    return client.get(path, headers=headers)


@pytest.mark.parametrize("key", ["phx_somebody_else", PROJECT_TOKEN])
def test_unknown_key_and_project_token_are_refused_alike(company: httpx.Client, key: str):
    """A public token on the private API gets the sentence of an invalid personal key."""
    answer = _as(company, key)
    assert answer.status_code == 401
    assert answer.json() == {
        "type": "authentication_error",
        "code": "authentication_failed",
        "detail": "Personal API key found in request Authorization header is invalid.",
        "attr": None,
    }


def test_no_key_is_not_authenticated(company: httpx.Client):
    """Without credentials the code differs from that of a wrong key."""
    answer = _as(company, None)
    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")


def test_secret_key_cannot_list_flags(company: httpx.Client):
    """A project secret key is known and still refused."""
    answer = _as(company, SECRET_KEY)
    assert answer.status_code == 403
    assert "project secret API key" in answer.json()["detail"]


def test_key_of_one_project_cannot_read_another(company: httpx.Client):
    """The refusal names the project that was asked for."""
    answer = _as(company, READ_KEY, "/api/projects/42/feature_flags/")
    assert answer.status_code == 403
    detail = "API key does not have access to the requested project: ID 42."
    assert answer.json()["detail"] == detail


def test_unlimited_key_finds_no_such_project(company: httpx.Client):
    """A project that does not exist is 404 for a key that may read all."""
    assert _as(company, ADMIN_KEY, "/api/projects/42/feature_flags/").status_code == 404


def test_missing_scope_is_named_for_one_resource_only(playground: httpx.Client):
    """A key without one scope reads everything else."""
    order = {"key": "phx_flags_only", "scopes": ["feature_flag:write"]}
    playground.post("/_control/keys", json=order).raise_for_status()
    refused = _as(playground, "phx_flags_only", "/api/projects/1/experiments/")
    assert refused.status_code == 403
    assert refused.json()["detail"] == "API key missing required scope 'experiment:read'"
    assert _as(playground, "phx_flags_only").status_code == 200


def test_account_says_which_project_the_key_is_for(company: httpx.Client):
    """The user behind the key, the project list and the project agree."""
    me = company.get("/api/users/@me/").json()
    listed = company.get("/api/projects/").json()["results"]
    assert me["team"] == listed[0] == company.get("/api/projects/1/").json()


def test_what_is_not_served_is_refused_loudly(company: httpx.Client):
    """A route or a parameter we lack gets a code that PostHog never sends."""
    route = company.get("/api/projects/1/session_recordings/")
    parameter = company.get(FLAGS, params={"evaluation_runtime": "all"})
    assert (route.status_code, parameter.status_code) == (501, 400)
    assert {route.json()["code"], parameter.json()["code"]} == {"test_server_gap"}


def test_wrong_method_is_405(company: httpx.Client):
    """Deleting a flag is not a thing; PostHog soft-deletes by PATCH."""
    answer = company.delete(f"{FLAGS}1001/")
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")


def test_health_needs_no_key(company: httpx.Client):
    """The process can be waited for without credentials."""
    assert _as(company, None, "/healthz").text == "ok"


def test_control_door_is_closed_unless_asked_for(company: httpx.Client):
    """A server started without the door does not even know the address."""
    assert company.post("/_control/reset").status_code == 501

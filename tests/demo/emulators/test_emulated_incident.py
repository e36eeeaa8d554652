"""The afternoon on which the checkout breaks: merges with a past, deployments, webhooks."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import github
import httpx
import pytest
from github import Auth
from github.Repository import Repository
from pydantic import ValidationError

from demo.emulators import Emulators, credentials
from demo.emulators.webhooks import HookOrder
from demo.shop.incident import MERGES, edited
from tests.demo.emulators.listening import Listener, listening

AT = "2026-11-20T12:00:00+00:00"


@pytest.fixture(scope="module")
def played(company: Emulators) -> dict[str, Any]:
    """The five merges, pushed once for the module."""
    return company.play("incident", at=AT)


@pytest.fixture
def listener(company: Emulators) -> Iterator[Listener]:
    """A listener at the App's webhook address."""
    with listening() as one:
        company.play("hook", url=one.url)
        yield one
    httpx.delete(f"{company.addresses.control}/hook").raise_for_status()


@pytest.fixture(scope="module")
def app(company: Emulators) -> github.GithubIntegration:
    """The App with its own key."""
    key = Path(company.addresses.private_key_file).read_text("utf-8")
    auth = Auth.AppAuth(credentials.APP_ID, key)
    return github.GithubIntegration(
        auth=auth, base_url=company.addresses.github_api, seconds_between_requests=0, retry=None
    )


def test_changes_that_do_not_fit_any_more_are_refused() -> None:
    """A merge is never applied to lines that somebody else has changed."""
    with pytest.raises(ValueError, match="are not there once"):
        edited(MERGES[0], lambda _: "{}")


@pytest.mark.requires_server
def test_every_merge_leads_to_its_pull_request(shop: Repository, played: dict[str, Any]) -> None:
    """A commit names one pull request, with author, merger, approval and files of its own."""
    for merge in played["merges"]:
        (pull,) = shop.get_commit(merge["sha"]).get_pulls()
        whole = shop.get_pull(merge["number"])
        assert pull.number == merge["number"]
        assert (whole.user.login, whole.merged_by.login) == (merge["author"], merge["merged_by"])
        assert (whole.merged, whole.merge_commit_sha) == (True, merge["sha"])
        assert sorted(file.filename for file in whole.get_files()) == merge["files"]
        reviews = [each.user.login for each in whole.get_reviews() if each.state == "APPROVED"]
        assert reviews == merge["approved_by"]


@pytest.mark.requires_server
def test_merges_lie_in_the_past_that_was_ordered(shop: Repository, played: dict[str, Any]) -> None:
    """The newest merge is ten minutes older than the order's moment, in the API and in git."""
    newest = shop.get_pull(played["merges"][-1]["number"])
    assert f"{newest.merged_at:%H:%M}" == "11:50"
    commit = shop.get_commit(played["after"]).commit
    assert f"{commit.committer.date:%H:%M}" == "11:50"
    assert commit.author.email == played["merges"][-1]["email"]


@pytest.mark.requires_server
def test_two_deployed_commits_compare_with_every_merge_between(
    shop: Repository, played: dict[str, Any]
) -> None:
    """The range between two deploys holds each merge once, and each file once."""
    compared = shop.compare(played["before"], played["after"])
    assert [each.sha for each in compared.commits] == [each["sha"] for each in played["merges"]]
    files = {file for merge in played["merges"] for file in merge["files"]}
    assert {file.filename for file in compared.files} == files
    assert all(file.patch for file in compared.files)


@pytest.mark.requires_server
def test_the_stack_names_lines_of_the_newest_commit(
    shop: Repository, played: dict[str, Any]
) -> None:
    """The crash stands in a line that the bad merge brought."""
    crash = played["bad"]["frames"][0]
    content: Any = shop.get_contents(crash["source"], ref=played["after"])
    lines: list[str] = base64.b64decode(content.content).decode().splitlines()
    assert "cart.giftNote!.trim()" in lines[crash["line"] - 1]
    patch = {
        file.filename: file.patch for file in shop.get_pull(played["bad"]["number"]).get_files()
    }
    assert f"+{lines[crash['line'] - 1]}" in patch[crash["source"]]


@pytest.mark.requires_server
def test_a_second_incident_is_refused(company: Emulators, played: dict[str, Any]) -> None:
    """The checkout breaks once; another order comes in vain and says so."""
    del played
    with pytest.raises(httpx.HTTPStatusError) as refusal:
        company.play("incident")
    assert refusal.value.response.status_code == httpx.codes.CONFLICT


@pytest.mark.requires_server
def test_the_page_of_a_merged_pull_request_says_so(
    company: Emulators, played: dict[str, Any]
) -> None:
    """People see the author and the state, as the API tells them."""
    number = played["bad"]["number"]
    page = httpx.get(f"{company.addresses.site}/github/my-org/shop/pull/{number}").text
    assert 'class="pill merged"' in page
    assert "sam-walnut" in page


@pytest.mark.requires_server
def test_a_deployment_of_the_past_is_listed_newest_first(
    company: Emulators, shop: Repository, played: dict[str, Any]
) -> None:
    """Order of creation does not matter: the previous deploy is the older one."""
    company.play(
        "deployments", ref=played["after"], at="2026-11-20T12:00:00Z", creator="sam-walnut"
    )
    company.play("deployments", ref=played["before"], at="2026-11-19T12:00:00Z")
    found = list(shop.get_deployments(environment="production"))
    assert [each.sha for each in found] == [played["after"], played["before"]]
    assert found[0].creator.login == "sam-walnut"
    (status,) = found[0].get_statuses()
    assert (status.state, f"{status.created_at:%H:%M}") == ("success", "12:00")


@pytest.mark.requires_server
def test_a_status_over_the_api_is_told_by_a_signed_webhook(
    company: Emulators, shop: Repository, listener: Listener
) -> None:
    """`deployment_status` comes by itself, with GitHub's headers and a signature over the bytes."""
    del company
    shop.create_deployment("main", environment="production").create_status("success")
    ((headers, body),) = listener.wait()
    payload = json.loads(body)
    key = credentials.GITHUB_WEBHOOK_SECRET.encode()
    assert (
        headers["x-hub-signature-256"]
        == f"sha256={hmac.new(key, body, hashlib.sha256).hexdigest()}"
    )
    assert headers["x-github-event"] == "deployment_status"
    assert headers["user-agent"].startswith("GitHub-Hookshot/")
    assert payload["deployment_status"]["state"] == "success"
    deployment = payload["deployment"]
    assert deployment["sha"] == shop.get_branch("main").commit.sha
    assert deployment["creator"]["login"] == credentials.BOT_LOGIN
    assert (deployment["production_environment"], deployment["transient_environment"]) == (
        True,
        False,
    )
    assert payload["repository"]["full_name"] == credentials.FULL_NAME
    assert payload["installation"]["id"] == credentials.INSTALLATION_ID


@pytest.mark.requires_server
@pytest.mark.parametrize(
    "event",
    ["ping", "push", "release", "pull_request", "check_suite", "check_run", "issue_comment"],
)
def test_other_events_come_on_order(
    company: Emulators, played: dict[str, Any], listener: Listener, event: str
) -> None:
    """Each names the repository and its own subject."""
    about = {"number": played["bad"]["number"], "before": played["before"], "sha": played["after"]}
    sent = company.play("hook/deliver", event=event, **about)
    assert sent["status_codes"] == [202]
    ((headers, body),) = listener.wait()
    payload = json.loads(body)
    assert (headers["x-github-event"], headers["x-github-delivery"]) == (event, sent["guid"])
    assert payload["repository"]["full_name"] == credentials.FULL_NAME
    if event == "push":
        assert [each["id"] for each in payload["commits"]] == [m["sha"] for m in played["merges"]]
    if event == "pull_request":
        assert payload["pull_request"]["merged"] is True


@pytest.mark.requires_server
def test_deliveries_repeat_under_one_guid_or_with_a_bad_signature(
    company: Emulators, listener: Listener
) -> None:
    """What a listener has to take for one, and what it has to refuse."""
    sent = company.play("hook/deliver", event="ping", times=2, signature="wrong")
    first, second = listener.wait(2)
    assert first[0]["x-github-delivery"] == second[0]["x-github-delivery"] == sent["guid"]
    key = credentials.GITHUB_WEBHOOK_SECRET.encode()
    right = hmac.new(key, first[1], hashlib.sha256).hexdigest()
    assert first[0]["x-hub-signature-256"] != f"sha256={right}"


@pytest.mark.requires_server
def test_deliveries_overtake_each_other(company: Emulators, listener: Listener) -> None:
    """Two that are held arrive newest first when they are let go."""
    company.play("hook/disturb", kind="hold", event="check_*", times=2)
    guids = [
        company.play("hook/deliver", event=event)["guid"] for event in ("check_suite", "check_run")
    ]
    assert company.play("hook/release", newest_first=True) == {"released": 2}
    assert [headers["x-github-delivery"] for headers, _ in listener.wait(2)] == guids[::-1]


@pytest.mark.requires_server
def test_a_dropped_delivery_is_found_and_sent_again(
    company: Emulators, app: github.GithubIntegration, listener: Listener
) -> None:
    """The App lists what failed, reads it whole, and gets it again under the same GUID."""
    company.play("hook/disturb", kind="drop")
    lost = company.play("hook/deliver", event="push")["guid"]
    assert listener.received == []
    asked = app.requester.requestJsonAndCheck
    _, failed = asked("GET", "/app/hook/deliveries", {"status": "failure", "per_page": "1"})
    assert [each["guid"] for each in failed] == [lost]
    _, whole = asked("GET", f"/app/hook/deliveries/{failed[0]['id']}")
    assert whole["request"]["payload"]["ref"] == "refs/heads/main"
    asked("POST", f"/app/hook/deliveries/{failed[0]['id']}/attempts")
    ((headers, _),) = listener.wait()
    assert headers["x-github-delivery"] == lost
    _, listed = asked("GET", "/app/hook/deliveries")
    assert [(each["guid"], each["redelivery"]) for each in listed[:2]] == [
        (lost, True),
        (lost, False),
    ]


@pytest.mark.requires_server
def test_deliveries_are_the_apps_own_affair(company: Emulators, shop: Repository) -> None:
    """A user's token reads none of them."""
    del company
    with pytest.raises(github.GithubException) as refusal:
        shop.requester.requestJsonAndCheck("GET", "/app/hook/deliveries")
    assert refusal.value.status == httpx.codes.UNAUTHORIZED


def test_webhooks_stay_on_the_machine() -> None:
    """No address outside of the loopback is taken."""
    with pytest.raises(ValidationError):
        HookOrder(url="http://hooks.example.com/github")

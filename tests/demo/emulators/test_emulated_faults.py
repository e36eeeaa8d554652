"""Faults on order, requests that stand still, and the ledger that counts them."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import urlsplit

import httpx
import pytest
from github.GitRef import GitRef
from github.Repository import Repository
from slack_sdk.errors import SlackApiError

from demo.emulators import Emulators, credentials
from demo.emulators.faults import Fault, FaultKind

pytestmark = pytest.mark.requires_server

Propose = Callable[[str], GitRef]

PULLS = f"/repos/{credentials.FULL_NAME}/pulls"
HEADERS = {"authorization": f"token {credentials.GITHUB_TOKEN}"}


@pytest.fixture(autouse=True)
def _nothing_is_left_over(company: Emulators) -> Iterator[None]:
    yield
    company.forget_faults()
    company.release()


def _get(company: Emulators, path: str = "/user") -> httpx.Response:
    return httpx.get(company.addresses.github_api + path, headers=HEADERS)


def _open_pull_and_wait(company: Emulators, branch: str) -> socket.socket:
    """Sends the request that opens a pull request and does not read the answer."""
    address = urlsplit(company.addresses.github_api)
    body = json.dumps({"title": branch, "head": branch, "base": "main", "draft": True})
    head = [
        f"POST {address.path}{PULLS} HTTP/1.1",
        f"Host: {address.netloc}",
        f"Authorization: {HEADERS['authorization']}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
    ]
    connection = socket.create_connection((address.hostname, address.port))
    connection.sendall("\r\n".join([*head, "", body]).encode())
    return connection


def _branches_with_pulls(shop: Repository) -> set[str]:
    return {pull.head.ref for pull in shop.get_pulls(state="all")}


def test_a_status_is_answered_as_often_as_ordered(company: Emulators) -> None:
    """The fault counts down and is gone."""
    company.order(Fault(service="github", path="/user", kind="status", status=502, times=2))
    assert [_get(company).status_code for _ in range(3)] == [502, 502, 200]


def test_a_fault_can_wait_for_the_nth_request(company: Emulators) -> None:
    """`skip` lets requests pass first, to hit a later page or a second write."""
    company.order(Fault(service="github", path="/user", kind="status", skip=1))
    assert [_get(company).status_code for _ in range(3)] == [200, 500, 200]


def test_a_fault_meets_only_what_it_names(company: Emulators) -> None:
    """Method and path are globs."""
    company.order(Fault(service="github", method="POST", path="/user*", kind="status"))
    company.order(Fault(service="slack", kind="status"))
    assert _get(company).status_code == HTTPStatus.OK


def test_github_limits_carry_retry_after(company: Emulators) -> None:
    """Both kinds of limit say how long to wait."""
    company.order(Fault(service="github", kind="429", seconds=7))
    company.order(Fault(service="github", kind="403_secondary", seconds=60))
    limited, secondary = _get(company), _get(company)
    assert (limited.status_code, limited.headers["retry-after"]) == (429, "7")
    assert (secondary.status_code, secondary.headers["retry-after"]) == (403, "60")
    assert "secondary rate limit" in secondary.json()["message"]


def test_slack_limits_carry_retry_after(company: Emulators, slack: Any) -> None:
    """slack_sdk sees `ratelimited` and the header."""
    company.order(Fault(service="slack", path="/api/chat.postMessage", kind="429", seconds=3))
    with pytest.raises(SlackApiError) as error:
        slack.chat_postMessage(channel="flags", text="x")
    response = cast("Any", error.value).response
    assert (response["error"], response.headers["Retry-After"]) == ("ratelimited", "3")


@pytest.mark.parametrize(
    ("kind", "expected"), [("reset", httpx.ReadError), ("half_body", httpx.RemoteProtocolError)]
)
def test_a_connection_breaks_on_order(
    company: Emulators, kind: FaultKind, expected: type[Exception]
) -> None:
    """Once without an answer, once in the middle of it."""
    company.order(Fault(service="github", kind=kind))
    with pytest.raises(expected):
        _get(company)
    assert _get(company).status_code == HTTPStatus.OK


def test_a_slow_answer_is_still_an_answer(company: Emulators) -> None:
    """Slowness delays and changes nothing else."""
    company.order(Fault(service="github", kind="slow", seconds=0.01))
    assert _get(company).status_code == HTTPStatus.OK
    assert company.requests(service="github")[-1]["fault"] == "slow"


def test_held_before_has_no_effect_when_the_client_dies(
    company: Emulators, shop: Repository, propose: Propose
) -> None:
    """A worker killed before the effect leaves nothing behind."""
    propose("held-before")
    company.order(Fault(service="github", method="POST", path=PULLS, kind="hold_before"))
    with _open_pull_and_wait(company, "held-before"):
        held = company.wait_for_hold()
        assert (held["path"], held["forwarded"]) == (PULLS, False)
    company.process.wait_for(lambda: True if not company.holds() else None)
    company.release()
    assert "held-before" not in _branches_with_pulls(shop)
    assert company.requests(method="POST", path=PULLS)[-1]["status"] is None


def test_held_after_has_had_its_effect_when_the_client_dies(
    company: Emulators, shop: Repository, propose: Propose
) -> None:
    """A worker killed after the effect never learns of it."""
    propose("held-after")
    company.order(Fault(service="github", method="POST", path=PULLS, kind="hold_after"))
    with _open_pull_and_wait(company, "held-after"):
        held = company.wait_for_hold()
        assert (held["kind"], held["forwarded"], held["status"]) == ("hold_after", True, None)
        assert "held-after" in _branches_with_pulls(shop)
    company.process.wait_for(lambda: True if not company.holds() else None)


@pytest.mark.parametrize("kind", ["hold_before", "hold_after"])
def test_a_released_request_is_answered(company: Emulators, kind: FaultKind) -> None:
    """Nobody has to die: a hold ends with `release`."""
    company.order(Fault(service="github", path="/user", kind=kind))
    answers = list[int]()
    waiting = threading.Thread(target=lambda: answers.append(_get(company).status_code))
    waiting.start()
    company.wait_for_hold()
    assert answers == []
    assert company.release() == 1
    waiting.join()
    assert answers == [HTTPStatus.OK]


def test_git_can_be_refused_too(company: Emulators) -> None:
    """The git server stands behind the same gate."""
    company.order(Fault(service="git", kind="status", status=503))
    refs = f"{company.addresses.clone_url}/info/refs?service=git-upload-pack"
    assert httpx.get(refs).status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert httpx.get(refs).status_code == HTTPStatus.UNAUTHORIZED


def test_an_order_that_makes_no_sense_is_refused(company: Emulators) -> None:
    """A typo in a test must not look like a passed one."""
    control = company.addresses.control
    answer = httpx.post(f"{control}/faults", json={"service": "github", "kind": "explode"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    stream = {"service": "git", "kind": "half_body"}
    assert httpx.post(f"{control}/faults", json=stream).status_code == 422


def test_every_exchange_is_noted_without_secrets(company: Emulators, slack: Any) -> None:
    """Body, path and status can be asserted on; tokens never show."""
    slack.chat_postMessage(channel="flags", text=f"leaked {credentials.GITHUB_TOKEN}")
    noted = company.requests(service="slack", path="/api/chat.postMessage")[-1]
    assert (noted["method"], noted["status"]) == ("POST", HTTPStatus.OK)
    assert noted["request"]["text"] == "leaked [removed]"
    assert credentials.SLACK_TOKEN not in json.dumps(company.requests())


def test_a_reset_forgets_everything(
    company: Emulators, shop: Repository, slack: Any, propose: Propose
) -> None:
    """Pull requests, branches, messages and the ledger are as at the start."""
    propose("forgotten")
    shop.create_pull("main", "forgotten", title="Forgotten", body="")
    slack.chat_postMessage(channel="flags", text="forgotten")
    company.reset()
    assert company.requests() == []
    assert shop.get_pulls(state="all").totalCount == 0
    assert [branch.name for branch in shop.get_branches()] == ["main"]
    channels = slack.conversations_list()["channels"]
    flags = next(one["id"] for one in channels if one["name"] == "flags")
    assert slack.conversations_history(channel=flags)["messages"] == []

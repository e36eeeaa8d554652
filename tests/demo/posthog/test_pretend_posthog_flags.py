"""Flags as the API lists, orders, pages and judges them."""

from typing import Any

import httpx
import pytest

from demo.posthog.keys import ADMIN_KEY
from demo.posthog.story import Story

pytestmark = pytest.mark.requires_server
FLAGS = "/api/projects/1/feature_flags/"
WRITER = {"Authorization": f"Bearer {ADMIN_KEY}"}


def _keys(client: httpx.Client, **params: Any) -> list[str]:
    answer = client.get(FLAGS, params=params)
    answer.raise_for_status()
    return [flag["key"] for flag in answer.json()["results"]]


def _status(client: httpx.Client, flag: dict[str, Any]) -> str:
    return client.get(f"{FLAGS}{flag['id']}/status/").json()["status"]


def test_list_hides_archived_and_deleted_flags(company: httpx.Client):
    """Archived flags show on request, soft-deleted ones never, except by id."""
    listed = _keys(company)
    assert "new-checkout" in listed
    assert not {"old-homepage", "tmp-debug-panel"} & set(listed)
    assert _keys(company, archived="true") == ["old-homepage"]
    assert company.get(f"{FLAGS}1118/").json()["deleted"] is True
    assert company.get(f"{FLAGS}1118/status/").json()["status"] == "deleted"


def test_filters_of_the_list(company: httpx.Client):
    """Key is exact whatever its case; search looks into the description too."""
    assert _keys(company, key="New-Checkout") == ["new-checkout"]
    assert _keys(company, search="banner above") == ["free-shipping-banner"]
    assert set(_keys(company, active="false")) == {"bulk-invoicing", "stock-forecast"}


def test_default_order_is_newest_first(company: httpx.Client):
    """Paging by the default order moves when flags are added; `order=id` does not."""
    created = [flag["created_at"] for flag in company.get(FLAGS).json()["results"]]
    assert created == sorted(created, reverse=True)
    by_id = [flag["id"] for flag in company.get(FLAGS, params={"order": "id"}).json()["results"]]
    assert by_id == sorted(by_id)


def test_pages_cover_everything_once(company: httpx.Client):
    """`next` is absolute and null only on the last page."""
    seen: list[str] = []
    page = company.get(f"{FLAGS}?limit=10&order=id").json()
    while page["next"] is not None:
        assert len(page["results"]) == 10
        seen += [flag["key"] for flag in page["results"]]
        page = company.get(page["next"]).json()
    seen += [flag["key"] for flag in page["results"]]
    assert sorted(seen) == sorted(_keys(company))
    assert page["count"] == len(seen)
    assert company.get(page["previous"]).json()["results"][0]["key"] in seen


def test_page_never_exceeds_one_hundred(playground: httpx.Client):
    """A larger limit is cut without a word, so a client must follow `next`."""
    flags = [{"key": f"flag-{number}"} for number in range(120)]
    playground.post("/_control/flags", json={"replace": flags}).raise_for_status()
    page = playground.get(FLAGS, params={"limit": 500}).json()
    assert (page["count"], len(page["results"])) == (120, 100)
    assert len(playground.get(page["next"]).json()["results"]) == 20


def test_fully_rolled_out_flag_that_is_called_stays_active(company: httpx.Client):
    """PostHog's own rule is blind to flags at 100 percent that code still asks for."""
    (flag,) = company.get(FLAGS, params={"key": "free-shipping-banner"}).json()["results"]
    assert flag["status"] == "ACTIVE"
    assert _status(company, flag) == "active"


def test_posthog_calls_only_the_uncalled_stale(company: httpx.Client):
    """The list's own stale filter finds what was not called for thirty days."""
    assert set(_keys(company, active="STALE")) == {"old-gift-wrap", "eu-vat-rules"}


def test_flag_without_groups_is_stale_by_id_only(playground: httpx.Client):
    """The list and the status endpoint disagree, as PostHog admits they do."""
    flag: dict[str, Any] = {"key": "no-groups", "filters": {"groups": []}}
    playground.post("/_control/flags", json={"add": [flag]}).raise_for_status()
    (listed,) = playground.get(FLAGS).json()["results"]
    assert _status(playground, listed) == "stale"
    assert _keys(playground, active="STALE") == []


def test_dependents_leave_out_disabled_flags(playground: httpx.Client):
    """A disabled flag depends too, but this endpoint does not say so."""
    needs = {"key": "7000", "type": "flag", "value": True, "operator": "flag_evaluates_to"}
    filters = {"groups": [{"properties": [needs], "rollout_percentage": 100}]}
    flags: list[dict[str, Any]] = [
        {"id": 7000, "key": "base"},
        {"id": 7001, "key": "on-top", "filters": filters},
        {"id": 7002, "key": "asleep", "filters": filters, "active": False},
    ]
    playground.post("/_control/flags", json={"replace": flags}).raise_for_status()
    dependents = playground.get(f"{FLAGS}7000/dependent_flags/").json()
    assert dependents == [{"id": 7001, "key": "on-top", "name": ""}]


def test_story_has_the_dependency_that_blocks_loyalty_points(company: httpx.Client):
    """The condition names the other flag by its id as text."""
    dependents = company.get(f"{FLAGS}1007/dependent_flags/").json()
    assert [flag["key"] for flag in dependents] == ["loyalty-tiers"]


@pytest.mark.parametrize(
    "filters",
    [
        None,
        {},
        {"groups": "all", "multivariate": {}},
        {"version": "2"},
        {"version": True},
        {"version": 3, "anything": 1},
        {"version": 2, "return_type": "json", "rules": []},
        {"groups": [{"properties": None, "variant": "gone"}]},
        {"groups": [{"rollout_percentage": 12.5}], "multivariate": {"variants": []}},
    ],
)
def test_odd_filters_pass_unchanged(playground: httpx.Client, filters: Any):
    """Every odd shape of release conditions a real project holds can be put in."""
    flags = [{"key": "odd", "filters": filters}]
    playground.post("/_control/flags", json={"replace": flags}).raise_for_status()
    (flag,) = playground.get(FLAGS).json()["results"]
    assert flag["filters"] == filters
    assert playground.get(f"{FLAGS}{flag['id']}/status/").status_code == 200


def test_status_words_of_other_versions_can_be_set(playground: httpx.Client):
    """A status given with the flag wins over the computed one."""
    flags = [{"key": "new-word", "status": "HIBERNATING"}]
    playground.post("/_control/flags", json={"replace": flags}).raise_for_status()
    assert playground.get(FLAGS).json()["results"][0]["status"] == "HIBERNATING"


def test_archive_switches_off_and_is_idempotent(playground: httpx.Client):
    """Archiving twice changes the flag once, and the log says what changed."""
    playground.post("/_control/flags", json={"replace": [{"id": 9, "key": "old"}]})
    first = playground.post(f"{FLAGS}9/archive/", headers=WRITER).json()
    second = playground.post(f"{FLAGS}9/archive/", headers=WRITER).json()
    assert (first["archived"], first["active"]) == (True, False)
    assert second["version"] == first["version"] == 2
    (entry,) = playground.get(f"{FLAGS}9/activity/").json()["results"]
    assert {change["field"] for change in entry["detail"]["changes"]} == {"active", "archived"}


def test_flag_that_others_need_cannot_be_disabled(playground: httpx.Client):
    """400 while an active flag has a condition on it."""
    needs = {"key": "1", "type": "flag", "value": True, "operator": "flag_evaluates_to"}
    filters = {"groups": [{"properties": [needs], "rollout_percentage": 50}]}
    flags = [{"id": 1, "key": "base"}, {"id": 2, "key": "top", "filters": filters}]
    playground.post("/_control/flags", json={"replace": flags})
    assert playground.post(f"{FLAGS}1/disable/", headers=WRITER).status_code == 400


def test_reading_key_cannot_write(playground: httpx.Client):
    """The key a worker gets for reading is refused by name of the scope."""
    playground.post("/_control/flags", json={"replace": [{"id": 9, "key": "old"}]})
    answer = playground.patch(f"{FLAGS}9/", json={"active": False})
    assert answer.json()["detail"] == "API key missing required scope 'feature_flag:write'"


def test_every_flag_of_the_story_can_be_read_by_id(company: httpx.Client, story: Story):
    """The item is the same as in the list."""
    listed = {flag["id"]: flag for flag in company.get(FLAGS).json()["results"]}
    assert len(story.flags) == len(listed) + 2
    for number, flag in listed.items():
        assert company.get(f"{FLAGS}{number}/").json() == flag

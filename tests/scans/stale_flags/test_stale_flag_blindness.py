"""What is not known is never taken for nothing."""

from typing import Any

import pytest

from scans.model import BlockedBy, Documents
from scans.stale_flags import StaleFlagSettings, conclude
from tests.scans.stale_flags.material import (
    EVERYONE,
    NOW,
    TARGETED,
    ago,
    candidate,
    computed,
    flag,
    folder,
    judge_all,
    listing,
    live,
    repository,
    site,
    usage,
)


@pytest.mark.parametrize(
    "documents",
    [
        Documents({}, complete_by_declaration=True),
        Documents({}),
        Documents({}, blind={"feature_flags": "403: key lacks feature_flag:read"}),
        Documents({"feature_flags": {"detail": "Not found."}}),
        Documents({"feature_flags": {"results": {}}}, complete_by_declaration=True),
    ],
)
def test_without_the_list_of_flags_nothing_is_concluded(documents: Documents) -> None:
    """No findings, not even for keys that only code knows; the blindness is the result."""
    assessment = judge_all(documents)
    result = conclude(assessment, [repository(site("summer-sale"))], StaleFlagSettings(), NOW)
    assert result.findings == ()
    assert "feature_flags" in {one.source for one in result.blind}
    assert not assessment.roster_complete


def test_a_list_that_announces_more_is_not_the_roster() -> None:
    """Flags that depend on a stale one may be among the missing, and no key is called missing."""
    cut = {"count": 2, "next": "https://x/?offset=1", "results": [flag()]}
    result = conclude(
        judge_all(folder(feature_flags=cut)),
        [repository(site(), site("summer-sale"))],
        StaleFlagSettings(),
        NOW,
    )
    (finding,) = result.findings
    assert (finding.readiness, finding.blocked_by) == ("blocked", (BlockedBy.BLIND,))


def test_joined_pages_may_keep_the_first_link() -> None:
    """The count tells that the list is whole although it still names a next page."""
    joined = listing(flag()) | {"next": "https://proxy.example/?offset=100"}
    assert judge_all(folder(feature_flags=joined)).roster_complete


@pytest.mark.parametrize(
    ("source", "field"),
    [
        ("early_access_features", "features"),
        ("surveys", "surveys"),
        ("scheduled_changes", None),
    ],
)
def test_a_source_that_could_hold_an_obstacle_is_one(source: str, field: str | None) -> None:
    """A flag is never safe while nobody knows what hangs on it, unless its record rules it out."""
    fields: dict[str, Any] = {} if field is None else {field: None}
    hidden = candidate(live(flag(**fields), blind={source: "403"}))
    assert [one.blocked_by for one in hidden.obstacles] == [BlockedBy.BLIND]
    if field:
        assert candidate(live(flag(), blind={source: "403"})).obstacles == ()


def test_unread_experiments_hide_the_verdict_of_flags_that_have_some() -> None:
    """A flag whose record names no experiment is judged; one that may have some is not."""
    flags = [flag(f"plain-{n}", n) for n in range(1, 20)]
    linked = flag("linked", 50, experiment_set=[7])
    old_server = flag("old-server", 51)
    del old_server["experiment_set"]
    assessment = judge_all(live(*flags, linked, old_server, blind={"experiments": "403"}))
    assert {one.subject for one in assessment.abstained} == {"linked", "old-server"}
    assert len(assessment.candidates) == len(flags)


@pytest.mark.parametrize(
    ("broken", "active", "abstained"),
    [
        pytest.param({"id": 8, "start_date": 5}, 1, [], id="one of another flag"),
        pytest.param(
            {"id": 8, "feature_flag_key": "tried", "start_date": 5}, 1, [], id="a second one"
        ),
        pytest.param(
            {"id": 8, "feature_flag_key": "plain-1", "start_date": 5},
            1,
            ["plain-1"],
            id="the only one of a flag whose record names none",
        ),
    ],
)
def test_an_experiment_that_cannot_be_read_hides_no_other(
    broken: dict[str, Any], active: int, abstained: list[str]
) -> None:
    """What the readable ones say still counts, and only its own flag is left unjudged."""
    flags = [flag("tried", 50), *(flag(f"plain-{n}", n) for n in range(1, 20))]
    running = {"id": 7, "feature_flag_key": "tried", "start_date": ago(20), "end_date": None}
    assessment = judge_all(folder(*flags, experiments=listing(running, broken)))
    assert assessment.active == active
    assert [one.subject for one in assessment.abstained] == abstained
    assert [one.source for one in assessment.blind] == ["experiments"]


def test_an_ended_experiment_beside_an_unreadable_one_proves_nothing() -> None:
    """The unreadable one may be running on the same flag."""
    ended = {"id": 7, "feature_flag_key": "tried", "start_date": ago(90), "end_date": ago(30)}
    flags = [flag("tried", 50), *(flag(f"plain-{n}", n) for n in range(1, 20))]
    assessment = judge_all(folder(*flags, experiments=listing(ended, {"start_date": 5})))
    assert [one.subject for one in assessment.abstained] == ["tried"]


def test_a_log_with_an_unreadable_entry_dates_no_change() -> None:
    """The entry that cannot be read may be the last change, and `updated_at` is never too early."""
    old = {
        "item_id": "1",
        "created_at": ago(90),
        "detail": {"changes": [{"field": "filters"}]},
    }
    log = listing(old, {"item_id": "1", "created_at": "today"})
    assert judge_all(folder(flag(updated_at=ago(2)), activity_log=log)).active == 1


def test_nothing_dates_a_flag_whose_log_is_blind_and_whose_row_names_no_edit() -> None:
    """When it was made says nothing of what was changed since; a young flag is active anyway."""
    blind = {"activity_log": "403"}
    assessment = judge_all(live(flag(updated_at=None), blind=blind))
    assert [one.subject for one in assessment.abstained] == ["new-nav"]
    assert judge_all(live(flag(updated_at=None, created_at=ago(9)), blind=blind)).active == 1


def test_a_row_that_names_no_flag_may_be_of_any() -> None:
    """Rows of another kind in the list must not free a flag; a feature without a flag is fine."""
    foreign = folder(
        flag(features=None), early_access_features=listing({"id": "1", "name": "new-nav"})
    )
    assert [one.blocked_by for one in candidate(foreign).obstacles] == [BlockedBy.BLIND]
    for source in ("scheduled_changes", "surveys"):
        foreign = folder(flag(surveys=None), **{source: listing({"id": 1, "key": "new-nav"})})
        assert [one.blocked_by for one in candidate(foreign).obstacles] == [BlockedBy.BLIND]
    foreign = folder(flag(experiment_set=None), experiments=listing({"id": 1, "key": "new-nav"}))
    assert "experiments" in {one.source for one in judge_all(foreign).blind}
    unswitched = folder(flag(), early_access_features=listing({"id": "1", "feature_flag": None}))
    assert candidate(unswitched).obstacles == ()


def test_calls_without_a_time_are_calls() -> None:
    """A row that counts calls and does not say when is not silence."""
    row = {"count": 7, "users": 2, "last_seen": None, "responses": {"true": 7}}
    quiet = {"count": 0, "users": 0, "last_seen": None}
    called = usage(**{"new-nav": row})
    assert judge_all(folder(flag(filters=TARGETED), flag_usage=called)).active == 1
    silent = usage(**{"new-nav": quiet})
    uncalled = flag(filters=TARGETED, last_called_at=None)
    assert candidate(folder(uncalled, flag_usage=silent)).verdict == "not_evaluated"


def test_a_week_without_calls_is_no_month() -> None:
    """An older server dates no call, so only rows of the whole period show that nobody asked."""
    week = usage()
    month = {**week, "window_days": 30}
    assert judge_all(folder(flag(filters=TARGETED), flag_usage=week)).active == 1
    assert candidate(folder(flag(filters=TARGETED), flag_usage=month)).verdict == "not_evaluated"


def test_a_live_project_never_is_complete() -> None:
    """A document that nobody read is unknown there, and none of its kind in a folder."""
    documents = {
        "feature_flags": listing(flag(surveys=None, updated_at=ago(45))),
        "flag_usage": usage(),
    }
    declared = candidate(Documents(documents, complete_by_declaration=True))
    unread = candidate(Documents(documents))
    assert declared.obstacles == ()
    assert {one.blocked_by for one in unread.obstacles} == {BlockedBy.BLIND}


@pytest.mark.parametrize(
    "rows",
    [
        {},
        {"elsewhere": {"count": 0, "last_seen": None}},
        {"elsewhere": "many"},
    ],
)
def test_a_project_without_calls_has_unknown_usage(rows: dict[str, Any]) -> None:
    """No calls at all means that evaluation is local; a person looks before code is removed."""
    documents = folder(flag(), flag_usage={"as_of": ago(0), "window_days": 7, "rows": rows})
    assert len(candidate(documents).cautions) == 1
    silent = folder(flag(filters=TARGETED), flag_usage={"rows": rows})
    assert judge_all(silent).active == 1


def test_unread_calls_leave_a_conditional_flag_open() -> None:
    """Silence that nobody looked for is not silence, but a recent call is a call."""
    many = [flag(f"decided-{n}", n) for n in range(10, 20)]
    silent = flag("silent", 1, filters=TARGETED)
    called = flag("called", 2, filters=TARGETED, last_called_at=ago(2))
    assessment = judge_all(live(*many, silent, called, blind={"flag_usage": "403: query:read"}))
    assert [one.subject for one in assessment.abstained] == ["silent"]
    assert assessment.active == 1
    assert all(one.cautions for one in assessment.candidates)


def test_one_cause_that_hides_more_than_a_tenth_is_reported_once() -> None:
    """Up to a tenth is tolerated; above, the scan says that it saw too little."""
    known = [flag(f"known-{n}", n) for n in range(18)]
    unknown = [flag(f"odd-{n}", 100 + n, filters={"version": 2}) for n in range(3)]
    tolerated = judge_all(folder(*known, *unknown[:2]))
    (blind,) = judge_all(folder(*known, *unknown)).blind
    assert tolerated.blind == ()
    assert blind.source == "stale_flags"
    assert blind.reason.startswith("3 of 21 flags could not be judged")


def test_a_row_that_moved_between_two_pages_is_one_flag() -> None:
    """The same row twice is judged once; two rows that differ are not judged at all."""
    same = judge_all(folder(flag(), flag()))
    different = judge_all(folder(flag(), flag(active=False), *(flag(f"k{n}") for n in range(20))))
    assert same.candidate_keys == ("new-nav",)
    assert [one.subject for one in different.abstained] == ["new-nav"]


def test_payload_values_do_not_pass() -> None:
    """With a personal key encrypted payloads arrive in clear text; only their presence is kept."""
    secret = "sk_live_do_not_keep"
    payloads = EVERYONE | {"payloads": {"true": secret}}
    documents = folder(
        flag(filters=payloads), flag("odd", 2, filters=EVERYONE | {"payloads": [secret]})
    )
    assert secret not in judge_all(documents).model_dump_json()


def test_no_call_site_is_a_claim_that_has_to_be_proved() -> None:
    """Unread files, keys computed with a fitting prefix, or no search at all: no suggestion."""
    assessment = judge_all(folder(flag("theme-dark")))
    searches = {
        "archive_flag": [repository()],
        "unread": [repository(unread_files=1)],
        "computed": [repository(dynamic=[computed("theme-")])],
        "nothing": [],
    }
    for name, code in searches.items():
        (finding,) = conclude(assessment, code, StaleFlagSettings(), NOW).findings
        proved = name == "archive_flag"
        assert finding.suggested_action == ("archive_flag" if proved else "none")
        assert finding.blocked_by == (() if proved else (BlockedBy.NOT_PROVABLE,))


@pytest.mark.parametrize(
    "dynamic",
    [computed(""), computed("light-"), computed("Theme-"), computed("theme-", kind="event")],
)
def test_a_computed_key_that_cannot_be_this_one_does_not_count(dynamic: Any) -> None:
    """Another prefix, another case or an event is no use; a wholly computed key is mentioned."""
    code = [repository(dynamic=[dynamic])]
    (finding,) = conclude(
        judge_all(folder(flag("theme-dark"))), code, StaleFlagSettings(), NOW
    ).findings
    assert finding.suggested_action == "archive_flag"
    mentioned = any("compute their whole key" in one for one in finding.blind_spots)
    assert mentioned == (dynamic.prefix == "")


def test_a_key_is_missing_only_if_the_code_surely_asks_posthog() -> None:
    """Doubtful receivers, kept keys, events and archived or deleted flags are not missing."""
    code = repository(
        site("doubtful", confidence="possible"),
        site("kept"),
        site("an_event", kind="event"),
        site("archived"),
        site("deleted"),
        site("summer-sale"),
    )
    documents = folder(
        flag("archived", 1, archived=True, created_at=ago(2)), flag("deleted", 2, deleted=True)
    )
    settings = StaleFlagSettings(keep=("kept",))
    result = conclude(judge_all(documents), [code], settings, NOW)
    assert [(one.subject, one.verdict) for one in result.findings] == [
        ("summer-sale", "missing_in_posthog")
    ]


def test_nothing_is_concluded_from_an_empty_list() -> None:
    """A key that opens the wrong project gives an empty list: no key of the code is missing."""
    assessment = judge_all(folder())
    assert [one.source for one in assessment.blind] == ["feature_flags"]
    result = conclude(assessment, [repository(site("asked-for"))], StaleFlagSettings(), NOW)
    assert result.findings == ()

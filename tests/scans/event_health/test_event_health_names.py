"""Which names say the same, and which only look as if they did."""

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scans.event_health.duplicates import duplicates
from scans.event_health.learn import pairs, stems
from scans.event_health.names import foldings, prefix, sketch, words
from scans.event_health.tense import IRREGULAR, THINGS, infinitives

SAME = [
    ("page_view", "page_viewed"),
    ("page_viewing", "page_viewed"),
    ("order_paid", "order_pay"),
    ("email_sent", "email_send"),
    ("order_completed", "orderCompleted"),
    ("order_completed", "Order Completed"),
    ("order_completed", "order-complete"),
    ("order_completed", "ordercompleted"),
    ("order.completed", "order/completed"),
    ("order:completed", "ORDER_COMPLETED"),
    ("HTTPRequestSent", "http_request_send"),
    ("user_signed_up", "user_sign_up"),
    ("user_signed_up", "user_signup"),
    ("logged_in", "login"),
    ("import_cancelled", "import_canceled"),
    ("import_cancelled", "import_cancel"),
    ("timer_stopped", "timer_stop"),
    ("form_submitted", "form_submit"),
    ("query_tried", "query_try"),
    ("step1_done", "step_1_done"),
    ("file_synced", "file_sync"),
    ("terms_agreed", "terms_agree"),
    ("cart_item_added", "cartItemAdded"),
    ("größe_geändert", "Größe geändert"),
    ("export_began", "export_begun"),
]

DIFFERENT = [
    ("item_added", "items_added"),
    ("bus_stopped", "bust_opped"),
    ("bus_top", "bust_op"),
    ("now_here", "no_where"),
    ("ads_hown", "ad_shown"),
    ("user_set", "user_setting"),
    ("user_met", "user_meeting"),
    ("app_build", "app_building"),
    ("order_shipped", "order_shipping"),
    ("app_rated", "app_rating"),
    ("plan_1.1", "plan_11"),
    ("plan_1_1", "plan_1"),
    ("step_12_done", "step_1_2_done"),
    ("swipe_left", "swipe_leave"),
    ("banner_ad", "banner_added"),
    ("hoped", "hopped"),
    ("file_filed", "file_filled"),
    ("price_planed", "price_planned"),
    ("image_taped", "image_tapped"),
    ("user_starred", "user_stared"),
    ("activity_feed", "activity_fee"),
    ("login", "logging"),
    ("C++ opened", "C opened"),
    ("cart+", "cart"),
    ("rate<5", "rate>5"),
    ("completed_order", "order_completed"),
    ("user_created", "user_creator"),
    ("order_complete", "order_incomplete"),
    ("paid", "play"),
    ("sign_up", "sign_in"),
    ("user_seen", "user_sent"),
    ("need", "ne"),
    ("бронь_создана", "бронь_создан"),
]


def say_the_same(one: str, other: str) -> bool:
    """Return what the rule says of two arriving names."""
    return bool(duplicates({one: 5, other: 4}))


@pytest.mark.parametrize(("one", "other"), SAME)
def test_case_separators_and_tense_are_folded(one: str, other: str) -> None:
    """Two spellings or two tenses of one name, whichever comes more often."""
    assert say_the_same(one, other)
    assert say_the_same(other, one)
    assert duplicates({one: 5, other: 4}) == {other: one}


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_everything_else_tells_names_apart(one: str, other: str) -> None:
    """Plurals, things, numbers, symbols, word order and verbs that only look alike."""
    assert not say_the_same(one, other)
    assert not say_the_same(other, one)


VERBS = (
    *("add", "agree", "cancel", "choose", "click", "close", "complete", "copy", "create", "delete"),
    *("drop", "embed", "enter", "error", "expire", "fail", "hop", "hope", "install", "invite"),
    *("load", "log", "open", "pay", "pin", "pine", "plan", "plane", "play", "refer", "refund"),
    *("save", "scan", "see", "share", "ship", "sign", "star", "stare", "start", "stop", "submit"),
    *("sync", "tag", "take", "tap", "tape", "toggle", "try", "tune", "type", "update", "upgrade"),
    *("upload", "use", "verify", "view", "visit", "write"),
)

SPELLED = (
    *("added", "agreed", "cancelled", "copied", "dropped", "embedded", "entered", "errored"),
    *("hopped", "hoped", "logged", "pinned", "pined", "planned", "planed", "referred", "scanned"),
    *("shipped", "starred", "stared", "stopped", "submitted", "tagged", "tapped", "taped", "tried"),
    *("verified", "synced", "played"),
)
SPELLED_OF = (
    *("add", "agree", "cancel", "copy", "drop", "embed", "enter", "error", "hop", "hope", "log"),
    *("pin", "pine", "plan", "plane", "refer", "scan", "ship", "star", "stare", "stop", "submit"),
    *("tag", "tap", "tape", "try", "verify", "sync", "play"),
)
PAST = {
    **dict(zip(SPELLED_OF, SPELLED, strict=True)),
    **{verb: forms[-1] for verb, forms in IRREGULAR.items()},
}


def past(verb: str) -> str:
    """Return the past of one of the verbs, by hand where its spelling changes."""
    return PAST.get(verb, f"{verb}d" if verb.endswith("e") else f"{verb}ed")


@pytest.mark.parametrize("verb", VERBS)
def test_the_past_of_a_verb_is_that_verbs_alone(verb: str) -> None:
    """Each verb's past belongs to it, and to no other verb of the list."""
    assert verb in infinitives(past(verb))
    assert infinitives(past(verb)) & set(VERBS) == {verb}


@pytest.mark.parametrize("thing", sorted(THINGS))
def test_a_thing_is_no_form_of_a_verb(thing: str) -> None:
    """A word that names a thing stays what it is."""
    assert infinitives(thing) == {thing}


def test_words_are_found_however_they_are_put_together() -> None:
    """Separators and humps, digits and other alphabets."""
    assert words("HTTPServerStarted") == ("http", "server", "started")
    assert words("Step1Done now") == ("step1", "done", "now")
    assert words("iOS.app-opened") == ("i", "os", "app", "opened")
    assert words("ÜberweisungGesendet") == ("überweisung", "gesendet")
    assert words(" __ ") == ()
    assert (prefix("checkout_paid"), prefix("checkoutPaid"), prefix("paid")) == (
        *("checkout", "checkout"),
        "",
    )


LETTERS = st.sampled_from(["order", "user", "cart", "a", "page", "plan2", "3", "up", "in", "C+"])
FORMS = st.sampled_from([*VERBS, *map(past, VERBS), *sorted(THINGS)])


@st.composite
def likely_names(draw: st.DrawFn) -> str:
    """Return a name of words, a verb, and perhaps what belongs to the verb."""
    parts = [*draw(st.lists(LETTERS, max_size=3)), draw(FORMS)]
    tail = draw(st.sampled_from(["", "up", "in"]))
    return draw(st.sampled_from(["_", " ", "-", ".", ""])).join([*parts, *([tail] if tail else [])])


NAMES = likely_names()


@given(st.lists(NAMES | st.text(max_size=12), unique=True, min_size=2, max_size=8))
def test_looking_alike_never_hides_a_duplicate(names: list[str]) -> None:
    """Names that share a reading share the quick sketch, so comparing only those loses nothing."""
    for one, other in combinations(names, 2):
        if any(a.same(b) for a in foldings(one) for b in foldings(other)):
            assert sketch(one) == sketch(other)


@given(st.dictionaries(NAMES, st.integers(1, 9), max_size=8), st.randoms(use_true_random=False))
def test_who_is_the_rarer_one_does_not_depend_on_the_order(
    volumes: dict[str, int], order: random.Random
) -> None:
    """The same volumes give the same pairs, the more frequent never points at the rarer."""
    names = list(volumes)
    order.shuffle(names)
    found = duplicates(volumes)
    assert duplicates({name: volumes[name] for name in names}) == found
    for name, other in found.items():
        assert (-volumes[other], other) < (-volumes[name], name)


@given(st.text(max_size=20), st.text(max_size=20))
def test_different_letters_are_different_names(one: str, other: str) -> None:
    """What shares no reading is never called the same; any text has words or none."""
    if not {each.text for each in foldings(one)} & {each.text for each in foldings(other)}:
        assert not say_the_same(one, other)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["export_started", "export_finished"], ["export_started -> export_finished"]),
        (["Export Started", "exportFailed"], ["Export Started -> exportFailed"]),
        (["start_trial", "cancel_trial"], ["start_trial -> cancel_trial"]),
        (
            ["import_created", "import_failed", "import_completed", "import_cancelled"],
            ["import_created -> import_cancelled | import_completed | import_failed"],
        ),
        (
            ["door_opened", "door_started", "door_closed"],
            ["door_opened -> door_closed", "door_started -> door_closed"],
        ),
        (["started", "finished"], []),
        (["export_started", "import_finished"], []),
        (["open_door", "door_closed"], []),
        (["export_started", "export_viewed"], []),
        (["exports_started", "export_finished"], []),
    ],
)
def test_pairs_are_learnt_from_names(names: list[str], expected: list[str]) -> None:
    """The same words around a verb that begins and one that ends, whatever the tense."""
    assert [one.key for one in pairs(names)] == expected
    assert all(one.source == "learnt" for one in pairs(names))


def test_the_verb_stands_first_or_last() -> None:
    """In the middle of a name it may be anything."""
    assert list(stems("trial_started_email", frozenset({"start"}))) == []
    assert list(stems("trial_started", frozenset({"start"}))) == [("trial", "")]
    assert list(stems("started_trial", frozenset({"start"}))) == [("", "trial")]

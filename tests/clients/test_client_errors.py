"""The error tree, and what an error may say."""

import pytest

from clients import errors
from clients.errors import ClientError

GROUPS = (
    errors.OperatorMustAct,
    errors.RepositoryOwnerMustAct,
    errors.ServiceTrouble,
    errors.OurFault,
    errors.BudgetSpent,
)
LEAVES = sorted(
    (leaf for group in GROUPS for leaf in group.__subclasses__() or (group,)),
    key=lambda leaf: leaf.__name__,
)


def _drawn(group: type[errors.ClientError]) -> list[type[errors.ClientError]]:
    """The group's errors of the tree itself; a client may add one of its own to a group."""
    return [kind for kind in group.__subclasses__() if kind.__module__ == errors.__name__]


def test_the_drawing_names_every_error_in_its_place() -> None:
    """The tree drawn at the top of the module is the tree of the classes."""
    lines = [line for line in (errors.__doc__ or "").splitlines() if "── " in line]
    drawn = [line.partition("── ")[2].split()[0] for line in lines]
    real = [name for group in GROUPS for name in (group, *_drawn(group))]
    assert drawn == [each.__name__ for each in real]


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: leaf.__name__)
def test_every_error_says_who_what_and_what_to_do_in_one_line(leaf: type[ClientError]) -> None:
    """The text of an error names service, request, detail and advice, on one line."""
    error = leaf("PostHog", "GET /api/projects/1/", "first\nsecond")
    assert "\n" not in str(error)
    for part in ("PostHog", "GET /api/projects/1/", "first second", error.advice):
        assert part in str(error)


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: leaf.__name__)
def test_only_trouble_of_the_service_is_temporary(leaf: type[ClientError]) -> None:
    """Waiting helps exactly when nobody has to act."""
    assert leaf.temporary is issubclass(leaf, errors.ServiceTrouble)


@pytest.mark.parametrize(
    "secret",
    [
        "phx_abcDEF123",
        "phc_abcDEF123",
        "ghp_abcDEF123",
        "ghs_abcDEF123",
        "github_pat_11ABC_def",
        "xoxb-1-2-abc",
        "xapp-1-A-2-abc",
    ],
)
def test_a_credential_never_survives_in_an_error(secret: str) -> None:
    """A service that echoes a credential back does not make us print it."""
    error = errors.RequestRefused("PostHog", f"GET /?key={secret}", f"bad token {secret}!")
    assert secret not in str(error)
    assert secret not in repr(error)


def test_user_and_password_of_an_address_are_removed() -> None:
    """Git prints the remote's URL in its errors; the credentials in it are cut out."""
    text = errors.printable("fatal: https://x-access-token:abc@git.example/o/r and Bearer q.w.e")
    assert text == "fatal: https://[removed]@git.example/o/r and Bearer [removed]"


def test_a_long_answer_is_cut_and_control_characters_are_gone() -> None:
    """An HTML page or terminal escapes cannot flood or steer a terminal."""
    text = errors.printable("\x1b[31m" + "a" * 1000)
    assert len(text) == errors.DETAIL_LIMIT
    assert "\x1b" not in text


def test_advice_of_the_place_beats_the_general_one() -> None:
    """Whoever raises may know better what to do."""
    error = errors.NotFound("Slack", "POST chat.postMessage", "no #flags", advice="invite the bot")
    assert str(error).endswith("; invite the bot")


def test_a_rate_limit_carries_its_wait() -> None:
    """A scheduler can wait exactly as long as the service asked for."""
    assert errors.RateLimited("PostHog", "GET /", "slow", retry_after=37.0).retry_after == 37.0

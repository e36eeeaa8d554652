"""Who answers for a change that a program wrote."""

from scans.deploy_watch.incident import Reason, Suspect


def is_bot(login: str) -> bool:
    """Whether a GitHub login is that of a program."""
    return login.endswith("[bot]") or login in {"dependabot", "renovate-bot", "web-flow"}


def answered(suspect: Suspect, login: str, did: str) -> Suspect:
    """Return a program's suspect change with the person who let it in, and how they did."""
    reason = Reason(points=0.0, text=f"{suspect.author} wrote it, {login} {did}")
    return suspect.model_copy(
        update={"author": login, "email": "", "reasons": (*suspect.reasons, reason)}
    )


def unanswered(suspect: Suspect) -> Suspect:
    """Return a program's suspect change for which nobody answers."""
    return suspect.model_copy(update={"author": "", "email": ""})

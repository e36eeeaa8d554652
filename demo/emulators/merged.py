"""Pull requests that were merged before anybody looked: what emulate cannot be told about them.

Emulate merges as whoever asks, now, and with a commit of its own. A history has authors, reviewers
and a past. These facts are laid over what emulate says of the pull request.
"""

from typing import Any, cast

Json = dict[str, Any]


class MergedPulls:
    """Facts by number. Empty until the incident is played."""

    def __init__(self) -> None:
        self._facts = dict[int, Json]()
        self._reviews = dict[int, list[Json]]()

    def note(self, number: int, facts: Json, reviews: list[Json]) -> None:
        """Keep what is true of a pull request from now on."""
        self._facts[number] = facts
        self._reviews[number] = reviews

    def told(self, pull: Json) -> Json:
        """Return a pull request as GitHub would say it; `base.sha` and `head.sha` among it."""
        facts = self._facts.get(cast("int", pull.get("number")))
        if facts is None:
            return pull
        tips = {
            side: {**pull[side], "sha": facts[f"{side}_sha"]}
            for side in ("base", "head")
            if side in pull
        }
        known = {
            name: value
            for name, value in facts.items()
            # A list says less about each of them.
            if name in pull or name == "merged_at"
        }
        return {**pull, **known, **tips}

    def reviews(self, number: int) -> list[Json] | None:
        """Return who approved it; None for one that is not among these."""
        return self._reviews.get(number)

    def forget(self) -> None:
        """Nothing was merged."""
        self._facts.clear()
        self._reviews.clear()

"""How an experiment came out, as PostHog's statistics say. It is told, and decides nothing.

Nothing is called a win that PostHog does not call significant. Of a metric that should fall, and of
a difference without an interval, nobody knows here which side is the better one.
"""

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, cast

from pydantic import BeforeValidator, Field, ValidationError

from scans.evidence.times import moment
from scans.model.base import Foreign
from scans.model.documents import Documents, Json
from scans.stale_flags.items import Told, ToldCount
from scans.words import cut

EXPERIMENT_RESULTS = "experiment_results"

CONTROL = "control"
"""The variant that PostHog compares with where an answer does not name it."""

MOST_VARIANTS = 3
"""What a sentence names; there are rarely more than two."""

NOT_ENOUGH = "not_enough_exposure"


def _number(value: object) -> int | float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if math.isfinite(value) else None


def _only_share(value: object) -> int | float | None:
    share = _number(value)
    return share if share is not None and 0 <= share <= 1 else None


def _only_switch(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _only_interval(value: object) -> tuple[float, float] | None:
    ends = [_number(one) for one in cast("list[Any]", value)] if isinstance(value, list) else []
    match ends:
        case [int() | float() as low, int() | float() as high]:
            return low, high
        case _:
            return None


Share = Annotated[float | None, BeforeValidator(_only_share)]
Switch = Annotated[bool | None, BeforeValidator(_only_switch)]
Interval = Annotated[tuple[float, float] | None, BeforeValidator(_only_interval)]


class VariantResult(Foreign):
    """One variant against the baseline; the baseline itself has only `samples`."""

    samples: ToldCount = None
    """People."""
    chance_to_win: Share = None
    p_value: Share = None
    significant: Switch = None
    interval: Interval = None
    """Of the relative difference from the baseline."""

    @property
    def better(self) -> bool | None:
        """Whether it is above the baseline; None if that is not known."""
        if self.chance_to_win is not None:
            return self.chance_to_win > 0.5
        if self.interval is None or self.interval[0] <= 0 <= self.interval[1]:
            return None
        return self.interval[0] > 0


class ExperimentResult(Foreign):
    """The outcome of one metric."""

    metric: Told = None
    goal: Told = None
    baseline: Told = None
    significant: Switch = None
    """Of the experiment as a whole, where a server does not tell it of each variant."""
    significance_code: Told = None
    p_value: Share = None
    variants: dict[str, VariantResult] = Field(min_length=1)

    @property
    def control(self) -> str:
        """The key that the others are compared with."""
        return self.baseline or CONTROL

    @property
    def compared(self) -> Mapping[str, VariantResult]:
        """Every variant but the baseline."""
        return {key: one for key, one in self.variants.items() if key != self.control}

    @property
    def people(self) -> int | None:
        """Everybody who was counted; None if one variant does not say."""
        counts = [one.samples for one in self.variants.values() if one.samples is not None]
        return sum(counts) if len(counts) == len(self.variants) else None

    @property
    def winners(self) -> frozenset[str]:
        """Variants that PostHog calls significantly better; the baseline if all others are worse.

        Empty if it does not say so.
        """
        if self.goal == "decrease":
            return frozenset()
        if self.significant is not None:
            chances = {key: one.chance_to_win or 0 for key, one in self.variants.items()}
            best = max(chances, key=lambda key: chances[key])
            return frozenset({best} if self.significant and chances[best] > 0.5 else ())
        told = self.compared.values()
        if told and all(one.significant and one.better is False for one in told):
            return frozenset({self.control})
        return frozenset(k for k, one in self.compared.items() if one.significant and one.better)


@dataclass(frozen=True)
class ExperimentOutcome:
    """What was read of one experiment, or why nothing was."""

    result: ExperimentResult | None = None
    why_unknown: str = ""
    as_of: datetime | None = None

    @property
    def summary(self) -> str:
        """A few words for people."""
        return _summary(self.result) if self.result else f"unknown: {cut(self.why_unknown)}"


def outcomes(documents: Documents) -> Mapping[int, ExperimentOutcome]:
    """Return what is known of experiments, by id. Never raises; what is odd is not known."""
    document: Any = documents.documents.get(EXPERIMENT_RESULTS)
    if not isinstance(document, dict):
        return {}
    read = cast("Json", document)
    as_of = moment(read.get("as_of"))
    found = {key: ExperimentOutcome(why_unknown=str(why)) for key, why in _of(read, "unasked")}
    for key, row in _of(read, "rows"):
        try:
            found[key] = ExperimentOutcome(ExperimentResult.model_validate(row), as_of=as_of)
        except ValidationError:
            found[key] = ExperimentOutcome(why_unknown="the answer cannot be read")
    return found


def _of(document: Json, name: str) -> Iterator[tuple[int, Any]]:
    part: Any = document.get(name)
    for key, value in cast("Json", part).items() if isinstance(part, dict) else ():
        if key.isascii() and key.isdigit():
            yield int(key), value


def contradiction(
    conclusion: str | None,
    outcome: ExperimentOutcome | None,
    value: bool | str,
    variants: Collection[str],
) -> str:
    """Say what speaks against `value`, which everyone gets; empty if nothing surely does.

    A person's conclusion is about the test variants, so it counts where it is known which variant
    is none: `won` against control or nothing, `lost` against another one.
    """
    result = outcome.result if outcome else None
    control = result.control if result else CONTROL
    if value is True:
        return ""
    if conclusion:
        of_control = value in (False, control)
        refuted = conclusion == ("won" if of_control else "lost") and control in variants
        return f'its conclusion is "{conclusion}"' if refuted else ""
    if result is None or (value is not False and value not in result.variants):
        return ""
    won = result.winners - {control if value is False else value}
    if not won or value in result.winners:
        return ""
    return f"{' and '.join(_quoted(key) for key in sorted(won)[:MOST_VARIANTS])} won"


def _summary(result: ExperimentResult) -> str:
    people = "" if result.people is None else f", {result.people:,} people"
    if result.significance_code == NOT_ENOUGH:
        return f"too few people to tell{people}"
    if result.significant is not None:
        return f"{_as_a_whole(result)}{people}"
    notable = {key: one for key, one in sorted(result.compared.items()) if one.significant}
    if not notable:
        told = all(one.significant is False for one in result.compared.values())
        known = told and bool(result.compared)
        return f"{'no significant difference' if known else 'significance unknown'}{people}"
    named = list(notable.items())[:MOST_VARIANTS]
    return f"{'; '.join(_compared(key, one, result) for key, one in named)}{people}"


def _as_a_whole(result: ExperimentResult) -> str:
    """An older server's chance is that of being the best of all."""
    if not result.significant:
        return "no significant difference"
    chances = {key: one.chance_to_win or 0 for key, one in result.variants.items()}
    best = max(chances, key=lambda key: chances[key])
    return f"{cut(best)} {_percent(chances[best])} likely to win over all others"


def _compared(key: str, one: VariantResult, result: ExperimentResult) -> str:
    name, control = cut(key), cut(result.control)
    if result.goal == "decrease":
        return f"{name} differs from {control} in what should fall"
    if one.chance_to_win is not None:
        return f"{name} {_percent(one.chance_to_win)} likely to win over {control}"
    how = {True: "better than", False: "worse than", None: "different from"}[one.better]
    p_value = "" if one.p_value is None else f" (p = {one.p_value:.2g})"
    return f"{name} {how} {control}{p_value}"


def _percent(chance: float) -> str:
    """Never all and never nothing: statistics know neither."""
    if chance > 0.99:
        return "over 99 %"
    return "under 1 %" if chance < 0.01 else f"{100 * chance:.0f} %"


def _quoted(key: str) -> str:
    return f'"{cut(key)}"'

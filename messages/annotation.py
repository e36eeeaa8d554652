"""What an author reads above a call: a few short lines about a flag or an event in production.

Plain words, one comment per line. Whoever writes them into a file makes sure that nothing in them
can end a comment; here foreign text is only cut to a length that leaves room for the rest.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

from messages import escape, words
from messages.branch import value_text
from scans.model import DynamicSite
from scans.production import Calls, EventFacts, ExperimentFacts, FlagFacts, Judged, ReaderFacts

LONGEST_LINE = 80
"""Characters, before the comment's own signs."""

_LONGEST_NAME = 50
_LONGEST_REASON = 80
_MOST_VARIANTS = 4
_MOST_EXPERIMENTS = 2

NEVER_REPORTED = frozenset({"active", "alive", "permanent"})
"""Verdicts about which there is nothing to do."""


def flag_lines(facts: FlagFacts) -> tuple[str, ...]:
    """Return what stands above a place that asks for a flag."""
    name = f"flag {_quoted(facts.key)}"
    match facts.presence:
        case "missing":
            parts = [f"{name}: not in PostHog, so it is always off"]
        case "deleted":
            parts = [f"{name}: deleted in PostHog, so it is always off"]
        case "unknown":
            parts = [f"{name}: nobody knows whether PostHog has it", _reason(facts.why)]
        case "present":
            parts = [f"{name}: {_serves(facts)}", *_of_a_flag(facts)]
    return _packed(parts)


def event_lines(facts: EventFacts) -> tuple[str, ...]:
    """Return what stands above a place that captures an event."""
    parts = [*_arrivals(facts)]
    if facts.judged is not None and facts.judged.verdict != "alive":
        parts.append(_verdict(facts.judged))
    return _packed([*parts, *_readers(facts)])


def computed_lines(site: DynamicSite) -> tuple[str, ...]:
    """Return what stands above a call whose key nobody can read."""
    begins = f", begins with {_quoted(site.prefix)}" if site.prefix else ""
    what = "key" if site.kind == "flag" else "name"
    return _packed([f"{site.kind} {what} is computed{begins}: not looked up"])


def _serves(facts: FlagFacts) -> str:
    if facts.serves == "unknown":
        return "nobody knows what it serves"
    if facts.serves == "conditional":
        return "depends on who asks"
    if facts.enabled is False:
        return "disabled, so off for everyone"
    if isinstance(facts.value, str):
        return f"{_value(facts.value)} for everyone"
    return f"{'on' if facts.value else 'off'} for everyone"


def _conditions(facts: FlagFacts) -> Iterator[str]:
    """Say why it serves that, where one cannot guess."""
    if facts.enabled and not (facts.serves == "constant" and facts.value is not False):
        yield _reason(facts.why)
    if facts.serves == "conditional":
        if facts.variants:
            yield f"variants {_variants(facts)}"
        if facts.rollout_percentage is not None and facts.rollout_percentage < 100:
            yield f"rollout at most {facts.rollout_percentage:g} %"


def _of_a_flag(facts: FlagFacts) -> Iterator[str]:
    yield from _conditions(facts)
    if facts.unchanged_since is not None:
        yield f"unchanged since {_day(facts.unchanged_since)}"
    if facts.judged is not None:
        said = facts.serves == "unknown" and _reason(facts.judged.reason) == _reason(facts.why)
        yield words.verdict(facts.judged.verdict) if said else _verdict(facts.judged)
    for one in facts.experiments[:_MOST_EXPERIMENTS]:
        yield from _experiment(one)
    if (more := len(facts.experiments) - _MOST_EXPERIMENTS) > 0:
        yield f"and {words.counted(more, 'experiment')} more"
    yield from _calls(facts.calls)


def _variants(facts: FlagFacts) -> str:
    shown = [
        f"{_quoted(one.key)} {one.rollout_percentage or 0:g} %"
        for one in facts.variants[:_MOST_VARIANTS]
    ]
    if len(facts.variants) > _MOST_VARIANTS:
        shown.append("and others")
    return ", ".join(shown)


def _verdict(judged: Judged) -> str:
    said = words.verdict(judged.verdict)
    if judged.verdict == "inconclusive":
        return f"{said}: {_reason(judged.reason)}" if judged.reason else said
    if judged.readiness is None or judged.verdict in NEVER_REPORTED:
        return said
    readiness = words.READINESS[judged.readiness]
    if judged.readiness_reasons:
        return f"{said}, {readiness}: {_reason(judged.readiness_reasons[0])}"
    kept = "" if judged.fixed_value is None else f", keeps {_value(judged.fixed_value)}"
    return f"{said}, {readiness}{kept}"


def _experiment(one: ExperimentFacts) -> Iterator[str]:
    name = f"experiment {_quoted(one.name)}" if one.name else "an experiment"
    if one.state == "draft":
        yield f"{name} is a draft"
    elif one.state == "running":
        since = f" since {_day(one.started_at)}" if one.started_at else ""
        yield f"{name} is running{since}"
    else:
        yield f"{name} {_ended(one)}"
    if one.result is not None:
        yield f"result: {_reason(one.result.summary)}"
    if one.against:
        yield f"although {_reason(one.against)}"


def _ended(one: ExperimentFacts) -> str:
    ended = f"ended {_day(one.ended_at)}" if one.ended_at else "ended"
    if one.conclusion is None and one.result is not None and one.result.known:
        return ended
    result = one.conclusion.replace("_", " ") if one.conclusion else "no conclusion noted"
    return f"{ended}: {escape.cut(result, _LONGEST_NAME)}"


def _calls(calls: Calls) -> Iterator[str]:
    if not calls.known:
        why = f": {_reason(calls.why_unknown)}" if calls.why_unknown else ""
        yield f"calls unknown{why}"
    elif calls.count is not None:
        people = "" if calls.people is None else f" by {_number(calls.people, 'person', 'people')}"
        by = people if calls.count else ""
        yield f"{_number(calls.count, 'call')}{by}{_window(calls.window_days)}"
    if calls.last_called_at is not None:
        yield f"last called {_day(calls.last_called_at)}"


def _arrivals(facts: EventFacts) -> Iterator[str]:
    name = f"event {_quoted(facts.name)}"
    if not facts.known:
        yield f"{name}: volume unknown"
        yield _reason(facts.why_unknown)
        return
    often = _number(facts.count, "time") if facts.count else "not seen"
    yield f"{name}: {often}{_window(facts.window_days)}"
    if facts.count and facts.people_a_day is not None:
        yield f"at most {_number(facts.people_a_day, 'person', 'people')} a day"
    if facts.last_seen is not None:
        yield f"last seen {_day(facts.last_seen)}"


def _readers(facts: EventFacts) -> Iterator[str]:
    """Say who would miss it. Where not everything was read, silence says nothing."""
    if len(facts.readers) == 1:
        (one,) = facts.readers
        if facts.judged and any(one.name in why for why in facts.judged.readiness_reasons[:1]):
            return  # the verdict has named it
        yield f"read by the {_kind(one)} {_quoted(one.name)}"
    elif facts.readers:
        kinds = Counter(map(_kind, facts.readers))
        yield f"read by {', '.join(words.counted(count, kind) for kind, count in kinds.items())}"
        yield f"among them {_quoted(facts.readers[0].name)}"
    elif facts.readers_complete:
        yield "nothing in PostHog reads it"


def _kind(reader: ReaderFacts) -> str:
    return reader.kind.replace("_", " ")


def _window(days: float | None) -> str:
    return "" if days is None else f" in {days:g} days"


def _number(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"


def _day(at: datetime) -> str:
    return at.date().isoformat()


def _value(value: bool | str) -> str:
    return escape.cut(value_text(value), _LONGEST_NAME)


def _quoted(name: str) -> str:
    return f'"{escape.cut(name, _LONGEST_NAME)}"'


def _reason(sentence: str) -> str:
    return escape.cut(sentence.rstrip("."), _LONGEST_REASON)


def _packed(parts: Iterable[str]) -> tuple[str, ...]:
    """Put as many parts on each line as fit; one that fits no line is cut."""
    lines: list[str] = []
    for whole in filter(None, parts):
        part = escape.cut(whole, LONGEST_LINE)
        if lines and len(lines[-1]) + len(part) + 2 <= LONGEST_LINE:
            lines[-1] = f"{lines[-1]}; {part}"
        else:
            lines.append(part)
    return tuple(lines)

"""What a watch may come to say. Abstaining is an answer."""

from enum import StrEnum


class Verdict(StrEnum):
    """The conclusion about one deploy."""

    REGRESSION = "regression"
    """A known error, or all of them together, became more frequent. Alerts."""
    NEW_ISSUE = "new_issue"
    """An error that nobody had met before. Alerts."""
    CONVERSION_DROP = "conversion_drop"
    """A declared funnel converts less than before. Alerts."""
    SHARED_RISE = "shared_rise"
    """Errors rose on the old release as well: said in the channel, nobody is named."""
    NOT_ENOUGH_EVIDENCE = "not_enough_evidence"
    """Too little traffic, too little history, or too much that could not be read."""
    CLEAR = "clear"


ALERTING = frozenset({Verdict.REGRESSION, Verdict.NEW_ISSUE, Verdict.CONVERSION_DROP})

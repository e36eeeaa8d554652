"""Why a query is not answered.

Refused
├── QueryRefused   PostHog itself would refuse the text
└── NotCovered     PostHog might answer; this server cannot, and says so
"""

GAP_CODE = "test_server_gap"


class Refused(Exception):
    """A query that gets an error instead of rows; `code` goes into the error envelope."""

    code = "invalid_input"


class QueryRefused(Refused):
    """The text is wrong by PostHog's own rules."""


class NotCovered(Refused):
    """The text is outside the subset this server executes.

    Its code exists only here, so that nobody takes a gap of the test server for PostHog's answer.
    """

    code = GAP_CODE

"""Loading PostHog's grammar leaves the SDK of the same name alone."""

import subprocess
import sys

import pytest

GRAMMAR = "from demo.posthog.hogql.parser import parse_select"
SDK = "import posthog; posthog.Posthog"
USE = "assert parse_select('SELECT 1')['node'] == 'SelectQuery'"


@pytest.mark.parametrize("order", [(GRAMMAR, SDK), (SDK, GRAMMAR)])
def test_grammar_and_sdk_live_in_one_process(order: tuple[str, str]):
    """Whichever is imported first, both work afterwards."""
    subprocess.run([sys.executable, "-c", "; ".join([*order, USE, SDK])], check=True)

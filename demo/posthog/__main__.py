"""`python -m demo.posthog`: the pretend PostHog project on a port of this machine."""

from demo.posthog.command import main

main()

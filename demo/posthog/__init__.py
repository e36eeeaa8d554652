"""A PostHog project over HTTP: the counterpart that Groundskeeper's tests and its demo read from.

Nothing here is shared with the worker, so a mistake on one side cannot hide on the other.
"""

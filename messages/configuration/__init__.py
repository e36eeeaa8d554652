"""What people read about the configuration: what is wrong with it, a starter file, the reference.

Everything is derived from the settings' models, which arrive as an argument.
"""

from messages.configuration.problem import (
    Problem,
    dotted,
    place,
    secret_problem,
    validation_problem,
)
from messages.configuration.reference import reference, starter
from messages.configuration.secrets import secret_places
from messages.configuration.shape import merged, reaches

__all__ = [
    "Problem",
    "dotted",
    "merged",
    "place",
    "reaches",
    "reference",
    "secret_places",
    "secret_problem",
    "starter",
    "validation_problem",
]

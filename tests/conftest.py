"""What holds for every test."""

from hypothesis import HealthCheck, settings

# A deadline is a timed assertion: on a busy machine it says nothing about what is tested. All else
# stays as Hypothesis has it here, which is derandomized where CI runs.
settings.register_profile(
    "groundskeeper",
    parent=settings(),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("groundskeeper")
